"""This file finds what is flagged 失配: marks and recommendations whose words the speech no longer has."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from briefing_app.store import filtering, records
from briefing_app.store.schema import AnnotationRow, ProposalRow, SpeechRow


@dataclass(frozen=True, slots=True)
class Flagged:
    """A mark (annotation) or recommendation (proposal) that a person has to put right."""

    kind: str
    id: int
    speech_id: int


def find(session: Session) -> list[Flagged]:
    """Everything flagged, in the order of speeches. Only texts that were corrected or exchanged are looked at."""
    return sorted(
        [
            *_of(session, "annotation", AnnotationRow, AnnotationRow.quote),
            *_of(session, "proposal", ProposalRow, ProposalRow.text),
        ],
        key=lambda one: (one.speech_id, one.kind, one.id),
    )


def _of(
    session: Session,
    kind: str,
    table: type[AnnotationRow | ProposalRow],
    words: InstrumentedAttribute[str],
) -> list[Flagged]:
    under = func.substr(SpeechRow.text, table.start + 1, table.end - table.start)
    query = (
        select(table.id, table.speech_id)
        .join(SpeechRow, SpeechRow.id == table.speech_id)
        .where(filtering.text_was_changed(), table.removed_at.is_(None), records.speech_is_there(), under != words)
    )
    return [Flagged(kind, record_id, speech_id) for record_id, speech_id in session.execute(query)]
