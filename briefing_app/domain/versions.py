"""This file says what a version of a speech is: another text of the same turn (稿本), and what choosing it would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing_app.domain.speeches import Paragraph
from briefing_app.domain.text import Span


@dataclass(frozen=True, slots=True)
class SpeechVersion:
    """A text of a speech that is not the authoritative one; positions count in `text`."""

    id: int
    speech_id: int
    source_id: int | None
    name: str  # of its source
    title: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that hangs on words of a speech, and where it would hang in another text.

    `place` is None when its words are not there: it would be flagged 失配, and lie at `near`.
    """

    kind: str  # annotation, proposal
    id: int
    words: str
    span: Span
    place: Span | None
    near: Span

    @property
    def follows(self) -> bool:
        return self.place is not None


@dataclass(frozen=True, slots=True)
class Adopted:
    """What choosing another text did to what hangs on the words, the 回收站 aside."""

    followed: int
    misplaced: int
