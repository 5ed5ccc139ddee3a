"""This file says what a speech is: one person's turn at one meeting."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app.domain.corrections import original_span
from briefing_app.domain.people import Affiliation, posts_in_a_line
from briefing_app.domain.text import Span, Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its place in the speech's text, and where its characters stand in the source."""

    span: Span  # in Speech.text
    spans: Spans  # in the source's text; several where a column or a page cut the paragraph


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech as the library holds it.

    `text` is the paragraphs joined by a line feed; positions of annotations and proposals count in it.
    """

    id: int
    meeting_id: int
    source_id: int | None
    order: int
    speaker: str | None  # None: the text names nobody; see `label`
    label: str | None  # what the text calls an unnamed speaker (大家, 与会委员)
    person_id: int | None
    co_speakers: tuple[str, ...]
    header: str
    title: str | None
    on_behalf_of: str | None
    affiliations: tuple[Affiliation, ...]
    identities: tuple[str, ...]
    text: str
    paragraphs: tuple[Paragraph, ...]
    tags: tuple[str, ...] = ()
    proposals: int = 0
    original: str | None = None  # the text as it was taken from the source; None: nobody corrected it
    person_guess: str | None = None  # why the program took the speaker for that person; None once somebody said so

    @property
    def speaker_name(self) -> str:
        """The name to show: the speaker with co-speakers, or what the text calls them."""
        names = [name for name in (self.speaker, *self.co_speakers) if name]
        return "、".join(names) or self.label or "未具名"

    @property
    def organisation(self) -> str:
        """The first organisation, for second lines and narrow columns."""
        return next((a.organisation for a in self.affiliations if a.organisation), "")

    @property
    def posts(self) -> str:
        """All affiliations in a line, joined by 、, a shared organisation printed once."""
        return posts_in_a_line(self.affiliations)

    def as_in_source(self, span: Span) -> str:
        """The words under a span before any correction: what the source says there."""
        if self.original is None:
            return span.of(self.text)
        return original_span(span, self.text, self.original).of(self.original)

    def paragraph_number(self, span: Span) -> int:
        """The number, from 1, of the paragraph in which a span of the text begins."""
        for number, paragraph in enumerate(self.paragraphs, start=1):
            if span.start < paragraph.span.end:
                return number
        return len(self.paragraphs)
