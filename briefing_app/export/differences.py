"""This file says what differs between two documents, item by item: what came, went, was reworded, or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from rapidfuzz import fuzz, process

from briefing_app.export.document import (
    Block,
    Contents,
    Cover,
    Grid,
    Heading,
    PackDocument,
    Paragraph,
    Quote,
    Row,
    Table,
    TitleBlock,
)

Key = tuple[object, ...]
_STAMP = re.compile(r"校验码 [0-9a-f]{8}")
_SHORT = 30  # characters of a row's name
_ALIKE = 50.0  # per cent of characters that two texts share at least, to be called one and the same item


class Change(Enum):
    """What happened to an item; the value is the word for it."""

    ADDED = "新增"
    REMOVED = "删去"
    REWORDED = "修改"
    MOVED = "移动"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a reader would point at: its place in words, and what it says. Equal keys are the same item."""

    place: str
    text: str
    key: Key = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that is not as it was; what it was, and what it is now."""

    change: Change
    place: str
    before: str = ""
    after: str = ""


def differences(before: PackDocument, after: PackDocument) -> tuple[Difference, ...]:
    """What a reader of `before` finds changed in `after`, in the order of `after`; what went comes where it stood."""
    old, new = items(before), items(after)
    pairs = _paired(old, new)
    partner = {place: other for other, place in pairs.items()}
    moved = _out_of_order(pairs)
    found: list[tuple[float, Difference]] = []
    for place, item in enumerate(new):
        if place not in partner:
            found.append((place, Difference(Change.ADDED, item.place, after=item.text)))
            continue
        former = old[partner[place]]
        if former.text != item.text:
            found.append((place, Difference(Change.REWORDED, item.place, former.text, item.text)))
        elif place in moved:
            found.append((place, Difference(Change.MOVED, item.place, item.text, item.text)))
    found += [
        (_where(place, pairs), Difference(Change.REMOVED, item.place, before=item.text))
        for place, item in enumerate(old)
        if place not in pairs
    ]
    return tuple(difference for _, difference in sorted(found, key=lambda one: one[0]))


def items(document: PackDocument) -> tuple[Item, ...]:
    """All items of a document in their order; numbers that follow from the order, and the version line, are none."""
    found: list[Item] = []
    parts = sum(isinstance(block, TitleBlock) for block in document.blocks)
    tables = sum(isinstance(block, Table) for block in document.blocks)
    part = ""
    for block in document.blocks:
        if isinstance(block, TitleBlock | Cover):
            part = block.text if isinstance(block, TitleBlock) and parts > 1 else ""
        if isinstance(block, Table):
            found += _of_table(block, f"表“{block.title}”" if block.title and tables > 1 else "表格")
        else:
            found += _items(block, part)
    return tuple(found)


def _items(block: Block, part: str) -> Iterator[Item]:
    inside = f"“{part}”里的" if part else ""
    if isinstance(block, Quote):
        yield Item(f"建议 {block.code}", block.heading + block.text + block.attribution, ("quote", block.proposal_id))
    elif isinstance(block, TitleBlock):
        yield Item("标题", "，".join((block.text, *block.subtitle)))
    elif isinstance(block, Cover):
        shown = (block.meeting, block.name, block.topic, block.editor, block.date, block.mark, block.copy_number)
        yield Item("封面", "，".join(text for text in shown if text), ("cover",))
    elif isinstance(block, Heading):
        yield Item(f"{inside}小标题", _unnumbered(block.text))
    elif isinstance(block, Paragraph) and not _STAMP.search(block.text):
        yield Item(f"{inside}段落", block.text)
    elif isinstance(block, Grid):
        for row in block.rows:
            yield from (Item(f"{inside}表单“{label}”", value, ("grid", part, label)) for label, value in row)
    elif isinstance(block, Contents):
        yield Item("目录", block.title, ("contents",))


def _unnumbered(heading: str) -> str:
    """A heading without what follows from its place: its number, and how many items it heads."""
    return re.sub(r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十]+）)|（\d+项）$", "", heading)


def _of_table(table: Table, name: str) -> Iterator[Item]:
    for row in table.rows:
        yield _of_row(table, row, name)
    for note in table.notes:
        yield Item(f"{name}的注", re.sub(r"^(?:注：|　　)?\d*\.?", "", note))


def _of_row(table: Table, row: Row, name: str) -> Item:
    """A row is known by the code under its number, by what it quotes, or by its first words."""
    if row.spanning and not row.total:
        return Item(f"{name}的主题行", _unnumbered(row.cells[0].text))
    heads = tuple(column.head for column in table.columns)
    numbered = not row.spanning and bool(heads) and heads[0] == "序号"
    first, cells = row.cells[0], row.cells[1:] if numbered else row.cells
    text = "｜".join(cell.text.replace("\n", "") + (f"（{cell.note}）" if cell.note else "") for cell in cells)
    if row.total:
        return Item(f"{name}的合计", text, ("total", name))
    quoted = tuple(sorted({proposal for cell in row.cells for proposal in cell.proposals}))
    code = first.note if numbered else first.text
    place = f"{name} {'、'.join(code.split())}" if code and len(code) <= _SHORT else name
    return Item(place, text, ("row", heads, code, quoted) if code or quoted else ())


def _paired(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Which item of `old` became which of `new`: by key, then by equal words in order, then by likeness in a gap."""
    places: dict[Key, list[int]] = {}
    for place, item in enumerate(new):
        if item.key:
            places.setdefault(item.key, []).append(place)
    pairs = {place: places[item.key].pop(0) for place, item in enumerate(old) if item.key and places.get(item.key)}
    rest_old = [place for place, item in enumerate(old) if not item.key]
    rest_new = [place for place, item in enumerate(new) if not item.key]
    matcher = SequenceMatcher(
        None, [_said(old[p]) for p in rest_old], [_said(new[p]) for p in rest_new], autojunk=False
    )
    for word, a, b, c, d in matcher.get_opcodes():
        if word == "equal":
            pairs.update(zip(rest_old[a:b], rest_new[c:d], strict=True))
        elif word == "replace":
            pairs.update(_alike(old, rest_old[a:b], new, rest_new[c:d]))
    return pairs


def _said(item: Item) -> tuple[str, str]:
    return item.place.rsplit("里的", 1)[-1], item.text


def _alike(old: Sequence[Item], gone: Sequence[int], new: Sequence[Item], come: Sequence[int]) -> dict[int, int]:
    """In one gap: each item that came, with the one that it most likely was."""
    pairs: dict[int, int] = {}
    waiting = {place: old[place].text for place in gone}
    for place in come:
        best = process.extractOne(new[place].text, waiting, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is not None:
            pairs[best[2]] = place
            del waiting[best[2]]
    return pairs


def _out_of_order(pairs: dict[int, int]) -> set[int]:
    """The new places of items that moved: all but the longest run that kept its order (patience sorting)."""
    order = [pairs[place] for place in sorted(pairs)]
    tops: list[int] = []  # index in `order` of the smallest end of a run of each length
    before: list[int] = []
    for index, place in enumerate(order):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if order[tops[middle]] < place else (low, middle)
        before.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [index]
    kept, index = set(), tops[-1] if tops else -1
    while index >= 0:
        kept.add(order[index])
        index = before[index]
    return set(order) - kept


def _where(place: int, pairs: dict[int, int]) -> float:
    """Where a removed item stood, in the order of the new document."""
    earlier = [pairs[p] for p in pairs if p < place]
    return max(earlier) + 0.5 if earlier else -0.5
