"""This file reads what a person types into the search field; whatever it is, it is a query."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_app.store.search.folding import fold, storable

FIELDS = ("发言人", "主题", "状态", "单位", "标签", "会议")
_PART = re.compile(rf'(?:(?P<field>{"|".join(FIELDS)})[:：]\s*)?(?:"(?P<phrase>[^"]+)"|(?P<word>\S+))')


@dataclass(frozen=True, slots=True)
class Query:
    """What has to be found, folded: every part in the text, and what narrows it."""

    parts: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()  # (field word, value as typed)

    def is_empty(self) -> bool:
        return not self.parts and not self.fields


def read_query(typed: str) -> Query:
    """Blanks are AND, "…" a phrase, a field word narrows; quotes without a partner and all else is text."""
    parts: dict[str, None] = {}
    fields: dict[tuple[str, str], None] = {}
    for match in _PART.finditer(storable(typed)):
        value = match["phrase"] or match["word"]
        if match["field"]:
            fields[match["field"], value.strip()] = None
        elif match["phrase"]:
            parts[fold(value)] = None
        else:
            # Folding can bring blanks (a no-break space does not end a word for people, but is one when folded).
            parts.update((part, None) for part in fold(value).split())
    return Query(tuple(part for part in parts if part), tuple(fields))
