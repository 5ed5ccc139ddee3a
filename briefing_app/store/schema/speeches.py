"""This file declares speeches: the turn, its paragraphs, and who spoke as what for whom."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.text import Spans
from briefing_app.store.schema.record import Numbered, Record, Removable, numbered


class SpeechRow(Numbered, Removable, Record):
    """A turn; `speaker` is the name as printed then, `person_id` the human across meetings.

    `person_guess`: why the program took the speaker for that person, until somebody has confirmed it.
    `first_person_id`: the person before any merging, to whom the turn goes back when the merging is taken back.
    """

    __tablename__ = "speech"
    __table_args__ = (
        CheckConstraint("person_id IS NULL OR speaker IS NOT NULL", name="person_is_named"),
        Index(None, "meeting_id", "position", "id"),
        Index(None, "person_id"),
        Index(None, "first_person_id"),
        Index(None, "source_id"),
        Index(None, "speaker"),
        Index("ix_speech_removed", "removed_at", sqlite_where=text("removed_at IS NOT NULL")),
        numbered("speech"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    speaker: Mapped[str | None]
    label: Mapped[str | None]
    header: Mapped[str]
    header_spans: Mapped[Spans]
    title: Mapped[str | None]
    title_spans: Mapped[Spans]
    on_behalf_of: Mapped[str | None]
    text: Mapped[str]
    original: Mapped[str | None] = mapped_column(default=None)  # the text as taken from the source, once corrected
    person_guess: Mapped[str | None] = mapped_column(default=None)
    first_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class SpeechParagraphRow(Numbered, Record):
    """A paragraph: `[start, end)` in the speech's text, `spans` in the source's."""

    __tablename__ = "speech_paragraph"
    __table_args__ = (
        CheckConstraint('0 <= start AND start <= "end"', name="span"),
        Index(None, "speech_id", "position"),
        numbered(),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    position: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    spans: Mapped[Spans]


class CoSpeakerRow(Numbered, Record):
    """A further person of a joint speech."""

    __tablename__ = "co_speaker"
    __table_args__ = (
        Index(None, "speech_id", "position"),
        Index(None, "person_id"),
        Index(None, "first_person_id"),
        Index(None, "name"),
        numbered("speech", "speech_id"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    person_guess: Mapped[str | None] = mapped_column(default=None)
    first_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class AffiliationRow(Numbered, Record):
    """A post at an organisation, as printed at that meeting; posts change between meetings."""

    __tablename__ = "affiliation"
    __table_args__ = (
        CheckConstraint("organisation IS NOT NULL OR post IS NOT NULL", name="says_something"),
        Index(None, "speech_id", "position"),
        Index(None, "organisation"),
        numbered("speech", "speech_id"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    position: Mapped[int]
    organisation: Mapped[str | None]
    post: Mapped[str | None]


class IdentityRow(Numbered, Record):
    """What a speaker is (政协委员, 院士, 企业代表 …), or a 界别."""

    __tablename__ = "identity"
    __table_args__ = (
        Index(None, "speech_id", "position"),
        Index(None, "name"),
        numbered("speech", "speech_id"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    position: Mapped[int]
    name: Mapped[str]
