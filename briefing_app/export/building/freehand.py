"""This file builds a 自拟提纲: the staff's own text, with recommendations put in by their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import Proposal
from briefing_app.export.building.parts import body, code_legend, cover, notes, title_block, year_note
from briefing_app.export.building.rows import Material
from briefing_app.export.document import BlankLine, Block, Contents, Finding, Heading, PageBreak, Quote

CODE = re.compile(r"【\s*((?:\d+-)?\d{1,3}-\d{1,3})\s*】")
_ALONE = re.compile(rf"{CODE.pattern}[。；，]?")
_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、.{1,40}")),
    (2, re.compile(r"（[一二三四五六七八九十]+）.{1,40}")),
)
_ENDS = ("。", "！", "？", "；", "：", "，", "”")


def blocks(material: Material) -> list[Block]:
    """Cover and 目录 where they are wanted, then line after line; a line that is a code is the recommendation."""
    options = material.pack.options
    built: list[Block] = [cover(material, PackKind.OUTLINE)] if options.cover else []
    if options.contents:
        built += [PageBreak(), Contents()] if built else [Contents()]
    if built:
        built.append(PageBreak(body=True))
    built += [*title_block(material, PackKind.OUTLINE), BlankLine()]
    text = list(_lines(material))
    built += text or [body("（尚未写提纲）")]
    quoted = any(isinstance(block, Quote) for block in text)
    legend = ["注明发言人和编码的为发言原文，其余为编者文字。", code_legend(material)] if quoted else []
    return [*built, *notes([*legend, *year_note(material)])]


def _lines(material: Material) -> Iterator[Block]:
    known = by_code(material)
    for line in material.pack.options.outline.splitlines():
        text = line.strip()
        level = heading_level(text)
        if not text:
            continue
        if level:
            yield Heading(text, level)
        elif (alone := _ALONE.fullmatch(text)) and _normal(alone[1]) in known:
            yield _quote(material, known[_normal(alone[1])])
        else:
            yield from _mixed(material, text, known)


def _mixed(material: Material, text: str, known: Mapping[str, Proposal]) -> Iterator[Block]:
    """Staff text; a code inside it is followed by the recommendation as a paragraph of its own."""
    yield body(text)
    for found in CODE.finditer(text):
        if _normal(found[1]) in known:
            yield _quote(material, known[_normal(found[1])])


def _quote(material: Material, proposal: Proposal) -> Quote:
    posts = material.posts(proposal)
    return Quote(
        proposal.text,
        proposal.id,
        attribution=f"（{'，'.join(part for part in (material.speaker(proposal), posts) if part)}）",
        code=material.code(proposal),
        speech_id=proposal.speech_id,
        meeting_id=proposal.meeting_id,
    )


def heading_level(line: str) -> int:
    """1 for 一、…, 2 for （一）…; 0 for running text, which ends with a mark."""
    if line.endswith(_ENDS):
        return 0
    return next((level for level, form in _LEVELS if form.fullmatch(line)), 0)


def by_code(material: Material) -> dict[str, Proposal]:
    """The recommendations that the pack's filter lets through, by their codes."""
    return {_normal(material.code(proposal)): proposal for proposal in material.proposals}


def faults(material: Material) -> Iterator[Finding]:
    """No outline at all; codes in it that stand for nothing, which are printed as they were typed."""
    if not material.pack.options.outline.strip():
        yield Finding(0, "没有写提纲，册中还没有正文，请补写提纲")
    known = by_code(material)
    for found in CODE.finditer(material.pack.options.outline):
        if _normal(found[1]) not in known:
            yield Finding(0, f"没有编码为 {found[1]} 的建议，请核对提纲")


def _normal(code: str) -> str:
    return "-".join(str(int(part)) for part in code.split("-"))
