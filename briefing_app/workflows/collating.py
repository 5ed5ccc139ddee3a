"""This file recognises a draft as another version of what the library holds, and keeps it as one (对勘)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.analysis.versions import LEAST, shared, shingles
from briefing_app.domain.text import bare
from briefing_app.errors import AlreadyImported, InvalidValue
from briefing_app.importing.draft import Draft, DraftSpeech
from briefing_app.store import meetings, search, sources, speeches, versions
from briefing_app.store.database import Library

_PROBES = 6  # clauses of a speech that are looked for
_SHORTEST_PROBE = 14  # solid characters: shorter sentences stand in many speeches
_MOST_FOUND = 5  # speeches that one clause may bring
_MOST_OF_SPEAKER = 20
_SHORTEST = 40  # solid characters that a speech must have to be recognised at all


@dataclass(frozen=True, slots=True)
class Match:
    """A speech of a draft and the stored speech that it is another text of; `likeness` from 0 to 1."""

    index: int
    speech_id: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Former:
    """A meeting whose speeches a draft holds in another version."""

    meeting_id: int
    title: str
    matches: tuple[Match, ...]
    likeness: float  # over all that matches


@dataclass(frozen=True, slots=True)
class SavedVersions:
    """What a draft became that was kept as versions."""

    meeting_id: int
    source_id: int
    version_ids: tuple[int, ...]
    speech_ids: tuple[int, ...]  # of which there are versions now
    left: tuple[str, ...]  # speakers of the draft who have no speech there


def find_former(session: Session, draft: Draft) -> Former | None:
    """The meeting in which most of what the draft says stands already, in other bytes; None when it is new."""
    found: dict[int, list[Match]] = defaultdict(list)
    for index, speech in enumerate(draft.speeches):
        for meeting_id, match in _matches(session, index, speech):
            found[meeting_id].append(match)
    best = max(found.items(), key=lambda item: _weight(draft, item[1]), default=None)
    if best is None or _weight(draft, best[1]) * 2 < sum(_length(speech) for speech in draft.speeches):
        return None
    meeting_id, matches = best
    return _former(session, meeting_id, matches)


def match_with(session: Session, draft: Draft, meeting_id: int) -> Former:
    """The speeches of a draft beside those of a meeting that a person has named: by likeness, else by speaker.

    Raises NotFound for the meeting, InvalidValue when no speech of the draft was held there.
    """
    meetings.one(session, meeting_id)
    spoken = speeches.of_meeting(session, meeting_id)
    known = {speech.id: shingles(speech.text) for speech in spoken}
    names = {speech.id: speech.speaker for speech in spoken}
    matches: list[Match] = []
    for index, speech in enumerate(draft.speeches):
        own = shingles(_text(speech))
        scores = {key: shared(own, other) for key, other in known.items()}
        best = max(scores, key=lambda key: (scores[key] >= LEAST, names[key] == speech.speaker, scores[key]), default=0)
        if best and (scores[best] >= LEAST or (speech.speaker and names[best] == speech.speaker)):
            matches.append(Match(index, best, scores[best]))
            del known[best]
    if not matches:
        raise InvalidValue("另一版本", draft.source.name, "至少有一篇发言与这次会议的发言相近，或发言人相同")
    return _former(session, meeting_id, matches)


def store_versions(session: Session, draft: Draft, former: Former) -> SavedVersions:
    """Keep the draft's source, and each matched speech as a version, within the caller's transaction."""
    source = draft.source
    _refuse_known(session, draft)
    source_id = sources.add(
        session,
        name=source.name,
        sha256=source.sha256,
        reader=source.reader,
        text=source.text,
        content=source.content,
        parts=(*draft.front_matter, *draft.removed),
        meeting_id=former.meeting_id,
    )
    made = [_store(session, draft.speeches[match.index], match.speech_id, source_id) for match in former.matches]
    matched = {match.index for match in former.matches}
    left = [speech.speaker or speech.label or "未具名" for n, speech in enumerate(draft.speeches) if n not in matched]
    return SavedVersions(
        former.meeting_id, source_id, tuple(made), tuple(match.speech_id for match in former.matches), tuple(left)
    )


def save_versions(library: Library, draft: Draft, meeting_id: int) -> SavedVersions:
    """The same as one action; raises NotFound, InvalidValue, AlreadyImported."""
    with library.transaction(f"存为另一版本：{draft.source.name}") as session:
        _refuse_known(session, draft)  # before anything else is said about it
        return store_versions(session, draft, match_with(session, draft, meeting_id))


def _refuse_known(session: Session, draft: Draft) -> None:
    known = sources.by_sha256(session, draft.source.sha256)
    if known is not None:
        raise AlreadyImported(draft.source.name, known.meeting_id)


def _store(session: Session, speech: DraftSpeech, speech_id: int, source_id: int) -> int:
    return versions.add(
        session,
        speech_id,
        source_id=source_id,
        paragraphs=[(paragraph.text, paragraph.spans) for paragraph in speech.paragraphs],
        header=speech.header,
        header_spans=speech.header_spans,
        title=speech.title,
        title_spans=speech.title_spans,
    )


def _former(session: Session, meeting_id: int, matches: Sequence[Match]) -> Former:
    likeness = sum(match.likeness for match in matches) / len(matches)
    return Former(meeting_id, meetings.one(session, meeting_id).title, tuple(matches), likeness)


def _matches(session: Session, index: int, speech: DraftSpeech) -> Iterable[tuple[int, Match]]:
    """The best match of a speech in each meeting."""
    if _length(speech) < _SHORTEST:
        return []
    own = shingles(_text(speech))
    best: dict[int, Match] = {}
    for candidate in _candidates(session, speech):
        match = Match(index, candidate.id, shared(own, shingles(candidate.text)))
        former = best.get(candidate.meeting_id)
        if match.likeness >= LEAST and (former is None or match.likeness > former.likeness):
            best[candidate.meeting_id] = match
    return best.items()


def _candidates(session: Session, speech: DraftSpeech) -> list[versions.Candidate]:
    """The newest speeches of the same speaker, and those that hold one of its clauses; never all there are."""
    found: dict[int, None] = {}
    for clause in _probes(_text(speech)):
        hits = search.search(session, f'"{clause}"', limit=_MOST_FOUND, kinds=("speech",)).hits
        found.update((hit.id, None) for hit in hits)
    return versions.candidates(session, list(found), speaker=speech.speaker, most=_MOST_OF_SPEAKER)


def _probes(text: str) -> list[str]:
    """The longest clauses of a text: what says most about which text it is."""
    for mark in "。！？；，、：\n":
        text = text.replace(mark, "\n")
    clauses = {clause.strip() for clause in text.split("\n") if '"' not in clause}
    long = [clause for clause in clauses if len(bare(clause)) >= _SHORTEST_PROBE]
    return sorted(long, key=lambda clause: (-len(clause), clause))[:_PROBES]


def _weight(draft: Draft, matches: Sequence[Match]) -> int:
    return sum(_length(draft.speeches[match.index]) for match in matches)


def _length(speech: DraftSpeech) -> int:
    return len(bare(_text(speech)))


def _text(speech: DraftSpeech) -> str:
    return "\n".join(paragraph.text for paragraph in speech.paragraphs)
