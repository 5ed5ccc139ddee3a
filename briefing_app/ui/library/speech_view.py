"""This file says what the reading pane shows of a speech, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import Annotation
from briefing_app.domain.corrections import Correction, corrections
from briefing_app.domain.meetings import SourcePart
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Span
from briefing_app.store import proposals, sources, speeches

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class SpeechView:
    """A speech with everything that hangs on its text."""

    speech: Speech
    proposals: tuple[Proposal, ...]
    annotations: tuple[Annotation, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source's text with what belongs to no speech, and where the speech at hand stands."""

    name: str
    text: str
    parts: tuple[SourcePart, ...]
    spoken: tuple[Span, ...]


def read_speech(session: Session, speech_id: int) -> SpeechView:
    """A speech with its recommendations and notes."""
    speech = speeches.one(session, speech_id)
    return SpeechView(
        speech,
        tuple(proposals.of_speech(session, speech_id)),
        tuple(notes.find(session, speech_id=speech_id)),
        tuple(corrections(speech.text, speech.original)) if speech.original is not None else (),
    )


def read_source(session: Session, speech: Speech) -> SourceView | None:
    """The source that a speech comes from, if it has one."""
    if speech.source_id is None:
        return None
    return SourceView(
        sources.one(session, speech.source_id).name,
        sources.text(session, speech.source_id),
        sources.parts(session, speech.source_id),
        tuple(span for paragraph in speech.paragraphs for span in paragraph.spans),
    )
