"""This file says what a meeting and an imported source are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from briefing_app.domain.text import Spans

# Defaults of an editable dictionary (product.md, domain facts).
MEETING_KINDS = (
    "全体会议",
    "专题议政性常委会会议",
    "专题协商会",
    "双周协商座谈会",
    "对口协商会",
    "界别协商会",
    "提案办理协商会",
    "主席会议",
    "座谈会",
    "视察调研",
)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is known of a meeting; None means that the text does not say, and nobody has filled it in."""

    name: str | None = None
    session: str | None = None
    body: str | None = None
    kind: str | None = None
    topic: str | None = None
    date: date | None = None
    date_text: str | None = None  # as printed; may lack the year
    place: str | None = None

    @property
    def when(self) -> str:
        """The date for lists: 2026-06-25, or as printed where the year is not known."""
        return self.date.isoformat() if self.date else self.date_text or ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting in the library, with the counts that every list shows."""

    id: int
    facts: MeetingFacts
    reviewed: bool  # a person has looked at what the importer found
    speeches: int = 0
    proposals: int = 0
    tags: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The best short name there is."""
        facts = self.facts
        return facts.name or facts.session or facts.topic or facts.kind or "未命名会议"


class PartRole(str, Enum):
    """What the part of a source that belongs to no speech is."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    INTRODUCTION = "introduction"
    NARRATION = "narration"
    SECTION = "section"
    OTHER = "other"


class RemovalReason(str, Enum):
    """Why the importer kept a piece of the source out of the body."""

    CAPTION = "caption"
    PAGE_FURNITURE = "page_furniture"
    COLUMN_CUT = "column_cut"
    DUPLICATE = "duplicate"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A piece of a source outside all speeches: front matter, or something removed that can be put back."""

    text: str
    spans: Spans
    role: PartRole | None = None  # set for front matter
    reason: RemovalReason | None = None  # set for what was removed


@dataclass(frozen=True, slots=True)
class Source:
    """An imported file; its bytes and text are read apart, on demand."""

    id: int
    name: str
    sha256: str
    reader: str
    characters: int
    imported_at: datetime
    meeting_id: int | None = None
