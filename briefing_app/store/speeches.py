"""This file keeps speeches: the turns of a meeting, with their speakers, posts and paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from briefing_app.domain.people import Affiliation
from briefing_app.domain.speeches import Paragraph, Speech
from briefing_app.domain.text import Span, Spans
from briefing_app.store import people, records, tags
from briefing_app.store.schema import (
    AffiliationRow,
    CoSpeakerRow,
    IdentityRow,
    MeetingRow,
    PersonAliasRow,
    PersonRow,
    ProposalRow,
    SpeechParagraphRow,
    SpeechRow,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack


def add(
    session: Session,
    *,
    meeting_id: int,
    source_id: int | None,
    order: int,
    speaker: str | None,
    label: str | None,
    co_speakers: Sequence[str],
    header: str,
    header_spans: Spans,
    title: str | None,
    title_spans: Spans,
    on_behalf_of: str | None,
    affiliations: Sequence[Affiliation],
    identities: Sequence[str],
    paragraphs: Sequence[tuple[str, Spans]],
) -> Speech:
    """Keep a speech; its text is the paragraphs joined by a line feed, and its people are found or made."""
    who = people.speaking(session, speaker, meeting_id=meeting_id, affiliations=affiliations) if speaker else None
    row = SpeechRow(
        meeting_id=meeting_id,
        source_id=source_id,
        position=order,
        person_id=who.person_id if who else None,
        person_guess=who.reason if who else None,
        speaker=speaker,
        label=label,
        header=header,
        header_spans=header_spans,
        title=title,
        title_spans=title_spans,
        on_behalf_of=on_behalf_of,
        text="\n".join(text for text, _ in paragraphs),
    )
    session.add(row)
    session.flush()
    laid_out = _lay_out(paragraphs)
    _add_parts(session, row, co_speakers, affiliations, identities, laid_out)
    return _speech(
        row,
        {
            "co_speakers": tuple(co_speakers),
            "affiliations": tuple(affiliations),
            "identities": tuple(identities),
            "paragraphs": laid_out,
        },
    )


def of_meeting(session: Session, meeting_id: int) -> list[Speech]:
    """The speeches of a meeting, in the order in which they were given."""
    return find(session, meeting=meeting_id)


def find(
    session: Session, *, meeting: int | None = None, speaker: str | None = None, person: int | None = None
) -> list[Speech]:
    """Speeches by meeting, by the name of a speaker or co-speaker, as printed then or as known now, and by person."""
    query = select(SpeechRow).where(records.speech_is_there())
    if meeting is not None:
        query = query.where(SpeechRow.meeting_id == meeting)
    if speaker is not None:
        query = query.where(SpeechRow.id.in_(spoken_by([speaker])))
    if person is not None:
        jointly = select(CoSpeakerRow.speech_id).where(CoSpeakerRow.person_id == person)
        query = query.where(or_(SpeechRow.person_id == person, SpeechRow.id.in_(jointly)))
    return _complete(session, query)


def one(session: Session, speech_id: int) -> Speech:
    """A speech, removed or not."""
    found = _complete(session, select(SpeechRow).where(SpeechRow.id == speech_id))
    if not found:
        raise records.not_found(SpeechRow, speech_id)
    return found[0]


def remove(session: Session, speech_id: int) -> None:
    """Into the 回收站, with the recommendations and notes that hang on it."""
    records.remove([records.required(session, SpeechRow, speech_id)])
    session.flush()


def restore(session: Session, speech_id: int) -> None:
    records.restore([records.required(session, SpeechRow, speech_id)])
    session.flush()


def spoken_by(names: Iterable[str]) -> Select[int]:
    """The ids of speeches with one of these names: speaker, co-speaker, or the label of an unnamed speaker."""
    wanted = list(names)
    aliases = select(PersonAliasRow.person_id).where(PersonAliasRow.name.in_(wanted))
    known = select(PersonRow.id).where(or_(PersonRow.name.in_(wanted), PersonRow.id.in_(aliases)))
    jointly = select(CoSpeakerRow.speech_id).where(
        or_(CoSpeakerRow.name.in_(wanted), CoSpeakerRow.person_id.in_(known))
    )
    return select(SpeechRow.id).where(
        or_(
            SpeechRow.speaker.in_(wanted),
            SpeechRow.person_id.in_(known),
            SpeechRow.label.in_(wanted) & SpeechRow.speaker.is_(None),
            SpeechRow.id.in_(jointly),
        )
    )


def shown_speaker(speaker: str | None, co_speakers: Iterable[str], label: str | None) -> str:
    """The name to show without the whole speech: the same as the domain's `Speech.speaker_name`."""
    return "、".join(filter(None, (speaker, *co_speakers))) or label or "未具名"


def co_speakers_of(session: Session, speech_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Names by speech, in their order."""
    query = select(CoSpeakerRow.speech_id, CoSpeakerRow.name).order_by(CoSpeakerRow.speech_id, CoSpeakerRow.position)
    return {key: tuple(name for (name,) in rows) for key, rows in _by_speech(session, query, speech_ids).items()}


def affiliations_of(session: Session, speech_ids: Iterable[int]) -> dict[int, tuple[Affiliation, ...]]:
    """Posts by speech, in their order."""
    query = select(AffiliationRow.speech_id, AffiliationRow.organisation, AffiliationRow.post).order_by(
        AffiliationRow.speech_id, AffiliationRow.position
    )
    found = _by_speech(session, query, speech_ids)
    return {key: tuple(Affiliation(*row) for row in rows) for key, rows in found.items()}


def _complete(session: Session, query: Select[SpeechRow]) -> list[Speech]:
    rows = session.scalars(
        query.join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id).order_by(
            SpeechRow.meeting_id, SpeechRow.position, SpeechRow.id
        )
    ).all()
    ids = [row.id for row in rows]
    parts: dict[str, dict[int, Any]] = {
        "co_speakers": co_speakers_of(session, ids),
        "affiliations": affiliations_of(session, ids),
        "identities": identities_of(session, ids),
        "paragraphs": _paragraphs_of(session, ids),
        "tags": tags.of_all(session, "speech", ids),
        "proposals": proposals_of(session, ids),
    }
    return [_speech(row, {name: found[row.id] for name, found in parts.items() if row.id in found}) for row in rows]


def _speech(row: SpeechRow, parts: dict[str, Any]) -> Speech:
    return Speech(
        id=row.id,
        meeting_id=row.meeting_id,
        source_id=row.source_id,
        order=row.position,
        speaker=row.speaker,
        label=row.label,
        person_id=row.person_id,
        person_guess=row.person_guess,
        header=row.header,
        title=row.title,
        on_behalf_of=row.on_behalf_of,
        text=row.text,
        original=row.original,
        **{"co_speakers": (), "affiliations": (), "identities": (), "paragraphs": (), **parts},
    )


def _lay_out(paragraphs: Sequence[tuple[str, Spans]]) -> tuple[Paragraph, ...]:
    laid_out: list[Paragraph] = []
    start = 0
    for text, spans in paragraphs:
        laid_out.append(Paragraph(Span(start, start + len(text)), spans))
        start += len(text) + 1
    return tuple(laid_out)


def _add_parts(
    session: Session,
    speech: SpeechRow,
    co_speakers: Sequence[str],
    affiliations: Sequence[Affiliation],
    identities: Sequence[str],
    paragraphs: Sequence[Paragraph],
) -> None:
    speech_id = speech.id
    for position, name in enumerate(co_speakers, start=1):
        who = people.speaking(session, name, meeting_id=speech.meeting_id)
        session.add(
            CoSpeakerRow(
                speech_id=speech_id, position=position, person_id=who.person_id, name=name, person_guess=who.reason
            )
        )
    for position, affiliation in enumerate(affiliations, start=1):
        if affiliation.organisation is not None or affiliation.post is not None:
            session.add(
                AffiliationRow(
                    speech_id=speech_id,
                    position=position,
                    organisation=affiliation.organisation,
                    post=affiliation.post,
                )
            )
    for position, name in enumerate(identities, start=1):
        session.add(IdentityRow(speech_id=speech_id, position=position, name=name))
    for position, paragraph in enumerate(paragraphs, start=1):
        start, end = paragraph.span.start, paragraph.span.end
        session.add(
            SpeechParagraphRow(speech_id=speech_id, position=position, start=start, end=end, spans=paragraph.spans)
        )
    session.flush()


def identities_of(session: Session, speech_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    query = select(IdentityRow.speech_id, IdentityRow.name).order_by(IdentityRow.speech_id, IdentityRow.position)
    return {key: tuple(name for (name,) in rows) for key, rows in _by_speech(session, query, speech_ids).items()}


def _paragraphs_of(session: Session, speech_ids: Iterable[int]) -> dict[int, tuple[Paragraph, ...]]:
    query = select(
        SpeechParagraphRow.speech_id, SpeechParagraphRow.start, SpeechParagraphRow.end, SpeechParagraphRow.spans
    ).order_by(SpeechParagraphRow.speech_id, SpeechParagraphRow.position)
    found = _by_speech(session, query, speech_ids)
    return {key: tuple(Paragraph(Span(start, end), spans) for start, end, spans in rows) for key, rows in found.items()}


def proposals_of(session: Session, speech_ids: Iterable[int]) -> dict[int, int]:
    query = (
        select(ProposalRow.speech_id, func.count())
        .where(ProposalRow.removed_at.is_(None))
        .group_by(ProposalRow.speech_id)
    )
    return {key: rows[0][0] for key, rows in _by_speech(session, query, speech_ids).items()}


def _by_speech(
    session: Session, query: Select[Unpack[tuple[Any, ...]]], speech_ids: Iterable[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Rows (speech id, …) of these speeches, without the id, by speech."""
    (key, *_) = query.selected_columns
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for chunk in records.chunks(list(speech_ids)):
        for speech_id, *rest in session.execute(query.where(key.in_(chunk))):
            found[speech_id].append(tuple(rest))
    return found
