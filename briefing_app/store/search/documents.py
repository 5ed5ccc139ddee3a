"""This file says what is searchable of each record, and which record a document of the index stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from briefing_app.store import records
from briefing_app.store.schema import (
    AnnotationRow,
    FollowUpEntryRow,
    FollowUpRow,
    MeetingRow,
    PersonAliasRow,
    PersonRow,
    ProposalRow,
    SourcePartRow,
    SourceRow,
    SpeechRow,
)

# In the order in which results are grouped.
KINDS = ("person", "meeting", "speech", "proposal", "annotation", "followup", "source")
_SHIFT = 40  # each kind has a range of 2**40 ids


@dataclass(frozen=True, slots=True)
class Document:
    """The searchable text of a record; where it hangs on a speech, positions of the speech's text come first."""

    kind: str
    record_id: int
    text: str
    meeting_id: int | None = None
    speech_id: int | None = None

    @property
    def id(self) -> int:
        return first_id(self.kind) + self.record_id


def first_id(kind: str) -> int:
    """Where the range of a kind begins."""
    return KINDS.index(kind) << _SHIFT


def after_last_id(kind: str) -> int:
    return (KINDS.index(kind) + 1) << _SHIFT


def record_of(document_id: int) -> tuple[str, int]:
    """The kind and id of a document's record."""
    return KINDS[document_id >> _SHIFT], document_id & ((1 << _SHIFT) - 1)


def documents(session: Session, kind: str, ids: Sequence[int]) -> list[Document]:
    """The documents of these records; a record in the 回收站, or one without text, has none."""
    found: list[Document] = []
    for chunk in records.chunks(ids):
        found.extend(document for document in _READ[kind](session, chunk) if document.text)
    return found


def all_ids(session: Session, kind: str) -> list[int]:
    """The ids of all records of a kind, removed or not."""
    return list(session.scalars(_IDS[kind]))


def _people(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    names: dict[int, list[str]] = defaultdict(list)
    there = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(ids), PersonRow.merged_into_id.is_(None))
    for person_id, name in session.execute(there):
        names[person_id].append(name)
    aliases = select(PersonAliasRow.person_id, PersonAliasRow.name).where(PersonAliasRow.person_id.in_(ids))
    for person_id, alias in session.execute(aliases.order_by(PersonAliasRow.id)):
        if person_id in names:
            names[person_id].append(alias)
    return [Document("person", person_id, "\n".join(found)) for person_id, found in names.items()]


def _meetings(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    rows = session.scalars(select(MeetingRow).where(MeetingRow.id.in_(ids), records.meeting_is_there()))
    for row in rows:
        facts = (row.name, row.session, row.topic, row.body, row.kind, row.place, row.date_text)
        yield Document("meeting", row.id, "\n".join(filter(None, facts)), meeting_id=row.id)


def _speeches(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    rows = session.execute(
        select(SpeechRow.id, SpeechRow.meeting_id, SpeechRow.text, SpeechRow.title).where(
            SpeechRow.id.in_(ids), records.speech_is_there()
        )
    )
    for speech_id, meeting_id, text, title in rows:
        yield Document("speech", speech_id, _lines(text, title), meeting_id=meeting_id, speech_id=speech_id)


def _proposals(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    rows = session.execute(
        select(ProposalRow.id, ProposalRow.speech_id, SpeechRow.meeting_id, ProposalRow.text, ProposalRow.summary)
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .where(ProposalRow.id.in_(ids), records.proposal_is_there())
    )
    for proposal_id, speech_id, meeting_id, text, summary in rows:
        yield Document("proposal", proposal_id, _lines(text, summary), meeting_id=meeting_id, speech_id=speech_id)


def _annotations(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    rows = session.execute(
        select(AnnotationRow.id, AnnotationRow.speech_id, SpeechRow.meeting_id, AnnotationRow.note)
        .join(SpeechRow, SpeechRow.id == AnnotationRow.speech_id)
        .where(AnnotationRow.id.in_(ids), AnnotationRow.removed_at.is_(None), records.speech_is_there())
    )
    for annotation_id, speech_id, meeting_id, note in rows:
        yield Document("annotation", annotation_id, note, meeting_id=meeting_id, speech_id=speech_id)


def _followups(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    lines: dict[int, list[str]] = {}
    titles = select(FollowUpRow.id, FollowUpRow.title).where(FollowUpRow.id.in_(ids), FollowUpRow.removed_at.is_(None))
    for followup_id, title in session.execute(titles):
        lines[followup_id] = [title]
    entries = select(FollowUpEntryRow.followup_id, FollowUpEntryRow.text).where(
        FollowUpEntryRow.followup_id.in_(ids), FollowUpEntryRow.removed_at.is_(None)
    )
    for followup_id, text in session.execute(entries.order_by(FollowUpEntryRow.id)):
        if followup_id in lines:
            lines[followup_id].append(text)
    return [Document("followup", followup_id, "\n".join(filter(None, found))) for followup_id, found in lines.items()]


def _sources(session: Session, ids: Sequence[int]) -> Iterable[Document]:
    """A source's own words: its name, and what belongs to no speech. The rest is found in the speeches."""
    there = select(SourceRow.id, SourceRow.name, SourceRow.meeting_id).where(
        SourceRow.id.in_(ids), SourceRow.removed_at.is_(None)
    )
    found = {source_id: ([name], meeting_id) for source_id, name, meeting_id in session.execute(there)}
    parts = select(SourcePartRow.source_id, SourcePartRow.text).where(SourcePartRow.source_id.in_(ids))
    for source_id, text in session.execute(parts.order_by(SourcePartRow.position)):
        if source_id in found:
            found[source_id][0].append(text)
    for source_id, (lines, meeting_id) in found.items():
        yield Document("source", source_id, "\n".join(lines), meeting_id=meeting_id)


def _lines(*lines: str | None) -> str:
    return "\n".join(filter(None, lines))


_READ: dict[str, Callable[[Session, Sequence[int]], Iterable[Document]]] = {
    "person": _people,
    "meeting": _meetings,
    "speech": _speeches,
    "proposal": _proposals,
    "annotation": _annotations,
    "followup": _followups,
    "source": _sources,
}
_IDS: dict[str, Select[int]] = {
    "person": select(PersonRow.id),
    "meeting": select(MeetingRow.id),
    "speech": select(SpeechRow.id),
    "proposal": select(ProposalRow.id),
    "annotation": select(AnnotationRow.id),
    "followup": select(FollowUpRow.id),
    "source": select(SourceRow.id),
}
