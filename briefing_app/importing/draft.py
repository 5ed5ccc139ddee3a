"""This file says what a draft is: what the importer proposes for one source, before a person decides."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing_app.domain.meetings import MeetingFacts, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Spans

SCHEMA = "briefing.draft/1"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file that has been read: its bytes' hash, who read it, and the text in which all spans count."""

    name: str
    sha256: str
    reader: str
    text: str
    content: bytes = b""
    notes: tuple[str, ...] = ()  # what the reader saw and a person should know (tracked changes, guesses of encoding)
    furniture: Spans = ()  # parts of `text` that the reader knows to be page furniture (navigation, page heads)


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a speech, re-joined: its text, and where its characters stand."""

    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """A recommendation found inside the paragraphs of a speech."""

    text: str
    spans: Spans
    cue: str | None
    confidence: float
    reason: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSpeech:
    """A speech as found; `confidence` and `reason` speak of the speaker."""

    order: int
    speaker: str | None
    header: str
    header_spans: Spans
    paragraphs: tuple[DraftParagraph, ...]
    proposals: tuple[DraftProposal, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    identities: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    co_speakers: tuple[str, ...] = ()
    label: str | None = None
    title: str | None = None
    title_spans: Spans = ()
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at or fill in; `spans` say where, `code` what kind."""

    code: str
    message: str
    spans: Spans = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found in one source. Each solid character of the source lies in exactly one of front matter,
    a header, a title, a paragraph, or what was removed.
    """

    source: SourceText
    meeting: MeetingFacts
    speeches: tuple[DraftSpeech, ...]
    front_matter: tuple[SourcePart, ...] = ()
    removed: tuple[SourcePart, ...] = ()
    warnings: tuple[Doubt, ...] = field(default=())
