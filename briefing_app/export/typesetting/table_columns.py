"""This file settles a table's columns: sizes of type, and widths that hold the longest word or number of each column."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.export.document import Face, Table
from briefing_app.export.typesetting.cells import CellSetter
from briefing_app.export.typesetting.characters import SPECIAL
from briefing_app.export.typesetting.fonts import Fonts
from briefing_app.export.typesetting.profile import MM, Profile
from briefing_app.export.typesetting.setting import Typesetter

LONGEST_CELL = 24  # characters: longer texts break anyway, an address in them at its strokes
MOST_TAKEN = 0.4  # of a column that gives way to another


def cell_setter(table: Table, typesetter: Typesetter, profile: Profile, width: float) -> CellSetter:
    """The builder's widths, filling the page, corrected for what cannot be broken; smaller type where none would fit."""
    rules = profile.table
    total = sum(column.width for column in table.columns) or 1.0
    widths = [column.width * width / total for column in table.columns]
    roomy = not table.turned and not table.compact and len(table.columns) <= rules.roomy_columns
    size, pitch = rules.roomy if roomy else rules.dense
    narrowest = min(widths, default=width)
    padding = min(rules.padding * MM, narrowest / 8)
    fitting = max((narrowest - 2 * padding) / 1.02, rules.smallest)
    if fitting < size:
        size, pitch = fitting, pitch * fitting / size
    needed = [words * size / 1000 + 2 * padding for words in _longest_words(table, typesetter.fonts)]
    fitted = tuple(_fitted(widths, needed))
    return CellSetter(typesetter, rules, table.columns, fitted, size, pitch, padding, profile.latin_space)


def _longest_words(table: Table, fonts: Fonts) -> list[int]:
    """For each column the width of its longest word or number with its unit, thousandths of an em."""
    texts: list[set[str]] = [{column.head} for column in table.columns]
    for row in table.rows:
        if not row.spanning:
            for cell, known in zip(row.cells, texts, strict=False):
                if len(cell.text) <= LONGEST_CELL:
                    known.add(cell.text)
    return [max((_longest_word(text, fonts) for text in known), default=0) for known in texts]


def _longest_word(text: str, fonts: Fonts) -> int:
    file = fonts.files[fonts.font(Face.FANGSONG)]
    words = (match[0] for match in SPECIAL.finditer(text) if match.lastgroup in {"word", "unit"})
    return max((sum(file.advance(character) for character in word) for word in words), default=0)


def _fitted(widths: Sequence[float], needed: Sequence[float]) -> list[float]:
    """Widen the columns that are too narrow, at the cost of those with room to spare, if there is enough of it."""
    lacking = [max(0.0, need - width) for width, need in zip(widths, needed, strict=True)]
    spare = [
        max(0.0, min(width - need, width * MOST_TAKEN)) if not lack else 0.0
        for width, need, lack in zip(widths, needed, lacking, strict=True)
    ]
    if not sum(lacking) or sum(lacking) > sum(spare):
        return list(widths)
    share = sum(lacking) / sum(spare)
    return [width + lack - room * share for width, lack, room in zip(widths, lacking, spare, strict=True)]
