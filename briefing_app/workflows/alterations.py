"""This file finds what a person altered in a finished PDF: words against the words of the export, and remarks on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pikepdf
from rapidfuzz.distance import Indel

from briefing_app.domain.text import bare
from briefing_app.workflows.pdf_text import PAGE_NUMBER, Page

_AROUND = 8  # characters shown before and after what was altered
_NEAR = 4  # characters between two alterations that are shown as one
_LINKS = frozenset({"/Link", "/Popup", "/Widget"})


@dataclass(frozen=True, slots=True)
class Alteration:
    """Words that are not as they were exported; `page` counts the sheets of the file from 1."""

    page: int
    before: str  # with a few characters around it; empty where words came
    after: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person put on a page in a PDF reader: a note, a mark, a stamp, ink."""

    page: int
    kind: str
    text: str


_KINDS = {
    "/Text": "附注",
    "/FreeText": "文字",
    "/Highlight": "突出显示",
    "/Underline": "下划线",
    "/StrikeOut": "删除线",
    "/Squiggly": "波浪线",
    "/Stamp": "图章",
    "/Ink": "手写",
    "/Caret": "插入符",
}


def alterations(exported: Sequence[Page], found: Sequence[Page]) -> tuple[Alteration, ...]:
    """What differs between the pages that were exported and those that are there now, in the order of the pages.

    Lines are compared first, because nearly all are equal; what differs is then compared by character, so that text
    that only broke over other lines is no alteration.
    """
    old, new = list(_lines(exported)), list(_lines(found))
    matcher = SequenceMatcher(None, [line for _, line in old], [line for _, line in new], autojunk=False)
    changed: list[Alteration] = []
    for a, b, c, d in _joined(matcher.get_opcodes()):
        changed += _inside(old[a:b], new[c:d], page=_page(old, a, new, c))
    return tuple(changed)


def remarks(content: bytes, password: str = "") -> tuple[Remark, ...]:
    """The annotations of a PDF that are no links."""
    found: list[Remark] = []
    with pikepdf.open(io.BytesIO(content), password=password) as file:
        for number, page in enumerate(file.pages, start=1):
            for annotation in page.get("/Annots", []):
                kind = str(annotation.get("/Subtype", ""))
                if kind not in _LINKS:
                    words = str(annotation.get("/Contents", "")).strip()
                    found.append(Remark(number, _KINDS.get(kind, "标记"), " ".join(words.split())))
    return tuple(found)


def _lines(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(pages, start=1):
        for line in page.splitlines():
            if (text := bare(line)) and not PAGE_NUMBER.fullmatch(line):
                yield number, text


def _joined(opcodes: Sequence[tuple[str, int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ; those with only one equal line between them are taken together."""
    pending: tuple[int, int, int, int] | None = None
    for word, a, b, c, d in opcodes:
        if word == "equal":
            continue
        if pending is not None and a - pending[1] <= 1:
            pending = (pending[0], b, pending[2], d)
            continue
        if pending is not None:
            yield pending
        pending = (a, b, c, d)
    if pending is not None:
        yield pending


def _page(old: Sequence[tuple[int, str]], a: int, new: Sequence[tuple[int, str]], c: int) -> int:
    if c < len(new):
        return new[c][0]
    return old[a][0] if a < len(old) else (new[-1][0] if new else 1)


def _inside(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], *, page: int) -> Iterator[Alteration]:
    before, after = "".join(line for _, line in old), "".join(line for _, line in new)
    stretches: list[tuple[int, int, int, int]] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            continue
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if stretches and a - stretches[-1][1] <= _NEAR and c - stretches[-1][3] <= _NEAR:
            stretches[-1] = (stretches[-1][0], b, stretches[-1][2], d)
        else:
            stretches.append((a, b, c, d))
    for a, b, c, d in stretches:
        yield Alteration(page + _pages_into(new, c), _shown(before, a, b), _shown(after, c, d))


def _pages_into(lines: Sequence[tuple[int, str]], place: int) -> int:
    """How many pages after the first of these lines the character at `place` stands."""
    for number, text in lines:
        if place < len(text):
            return number - lines[0][0]
        place -= len(text)
    return lines[-1][0] - lines[0][0] if lines else 0


def _shown(text: str, start: int, end: int) -> str:
    """The words with a few around them, cut ends marked."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    words = f"{text[left:start]}〔{text[start:end]}〕{text[end:right]}"
    return re.sub(r"\s+", " ", f"{'…' if left else ''}{words}{'…' if right < len(text) else ''}")
