"""This file says what an annotation (批注) is: a span of a speech with a colour and a note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from briefing_app.domain.text import Span


class MarkColour(str, Enum):
    """The four kinds of mark; the value is the word on its card."""

    DATA = "数据"
    ARGUMENT = "论据"
    TO_CHECK = "待核"
    IDEA = "想法"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight of `span` in the speech's text; `quote` is what stood there when it was made."""

    id: int
    speech_id: int
    span: Span
    quote: str
    colour: MarkColour
    note: str
    author: str
    created_at: datetime
    misplaced: bool = False  # 失配: its words are no longer in the text
    speaker: str = ""
    meeting_id: int | None = None
