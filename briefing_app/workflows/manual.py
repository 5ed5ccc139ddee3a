"""This file makes the 用户手册: the help pages, set like an official document by our own composer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing_app import __version__, clock, paths
from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf
from briefing_app.export.document import (
    BlankLine,
    Block,
    Contents,
    Cover,
    Face,
    Heading,
    PackDocument,
    PageBreak,
    Paragraph,
    Run,
)
from briefing_app.export.wording import chinese_number

TITLE = "用户手册"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")


@dataclass(frozen=True, slots=True)
class Topic:
    """One help page: its title, and its lines in Markdown without it."""

    title: str
    lines: tuple[str, ...]


def topics() -> list[Topic]:
    """The help pages in their order."""
    found = []
    for path in sorted((paths.resources() / "help").glob("*.md")):
        title, _, text = path.read_text("utf-8").partition("\n")
        found.append(Topic(title.lstrip("# ").strip(), tuple(text.splitlines())))
    return found


def document() -> PackDocument:
    """The manual as blocks. Pictures stay on the screen: the composer sets text and tables."""
    day = clock.today()
    built: list[Block] = [
        Cover("言策", TITLE, editor=f"{__version__} 版", date=f"{day.year}年{day.month}月{day.day}日"),
        PageBreak(),
        Contents(),
        PageBreak(body=True),
    ]
    for number, topic in enumerate(topics()):
        built += [] if number == 0 else [BlankLine()]
        built.append(Heading(f"{chinese_number(number + 1)}、{topic.title}", 1))
        built += _blocks(topic)
    return PackDocument(f"言策{TITLE}", PackKind.OUTLINE, tuple(built), printed_on=day)


def write_manual(path: Path, *, force: bool = False) -> int:
    """Write the manual as PDF and return its pages; raises UnwritableFile."""
    return pdf.write(document(), path, force=force).pages


def _blocks(topic: Topic) -> Iterator[Block]:
    """Headings and paragraphs; an item of a list is a paragraph, numbered where it is numbered."""
    sections = 0
    for line in topic.lines:
        text = line.strip()
        if not text or text.startswith("!["):
            continue
        if text.startswith("## "):
            sections += 1
            yield Heading(f"（{chinese_number(sections)}）{_plain(text[3:])}", 2)
        else:
            yield Paragraph(tuple(_runs(text.removeprefix("- "))))


def _runs(text: str) -> Iterator[Run]:
    """Running text; what is stressed on the screen is 黑体 on paper."""
    text, place = _LINK.sub(r"\1", text), 0
    for strong in _STRONG.finditer(text):
        if strong.start() > place:
            yield Run(text[place : strong.start()])
        yield Run(strong[1] or strong[2], Face.HEI)
        place = strong.end()
    if place < len(text):
        yield Run(text[place:])


def _plain(text: str) -> str:
    return _STRONG.sub(lambda found: found[1] or found[2], _LINK.sub(r"\1", text))
