"""This file says what stands in a pack's contents: parts and numbered headings, for every format alike."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app.export.document import Block, Heading, PackDocument, Table, TitleBlock


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: level 1 opens a part, level 2 is a heading in it."""

    text: str
    note: str
    level: int
    block: Block


def entry(block: Block) -> Entry | None:
    """The block's line in the contents, None where it has none."""
    if isinstance(block, TitleBlock) and block.bookmark:
        return Entry(block.contents_text or block.text, block.contents_note, 1, block)
    if isinstance(block, Table) and block.bookmark:
        return Entry(block.title, "", 1, block)
    if isinstance(block, Heading) and block.bookmark:
        return Entry(block.text, "", block.level + 1, block)
    return None


def entries(document: PackDocument) -> tuple[Entry, ...]:
    """The whole contents in order."""
    return tuple(found for block in document.blocks if (found := entry(block)))
