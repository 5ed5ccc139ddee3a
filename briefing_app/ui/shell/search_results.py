"""This file finds what the search popover shows: hits in groups, with the words that place them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from briefing_app.store import meetings, people, search
from briefing_app.store.search import Hit
from briefing_app.ui.context import Target

LIMIT = 60
PER_GROUP = 8

# Kind of a hit -> (group's words, icon, page, counting word); in the order of the popover.
KINDS = {
    "proposal": ("建议", "message-square-quote", "proposals", "条"),
    "speech": ("发言", "file-text", "library", "篇"),
    "annotation": ("批注", "highlighter", "library", "条"),
    "followup": ("跟进事项", "list-checks", "followups", "项"),
    "meeting": ("会议", "folder", "library", "场"),
    "person": ("人物", "user", "people", "人"),
    "source": ("来源材料", "file", "library", "份"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the popover."""

    kind: str
    text: str
    matches: tuple[tuple[int, int], ...]  # in `text`, code points
    second: str
    target: Target


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: the total, and the lines of each kind."""

    query: str
    total: int
    groups: tuple[tuple[str, tuple[Found, ...]], ...]


def find(session: Session, query: str) -> Results:
    """Search everything, and group it."""
    result = search.search(session, query, limit=LIMIT)
    titles = {meeting.id: meeting.title for meeting in meetings.find(session)}
    groups = []
    for kind in KINDS:
        hits = [hit for hit in result.hits if hit.kind == kind]
        if hits:
            told = _about(session, [hit.id for hit in hits]) if kind == "person" else {}
            groups.append((kind, tuple(_found(hit, titles, told.get(hit.id, "")) for hit in hits)))
    return Results(query, result.total, tuple(groups))


def _about(session: Session, person_ids: Sequence[int]) -> dict[int, str]:
    """What tells homonyms apart: the unit, and how much they said."""
    said = QCoreApplication.translate("People", "发言 {0} 篇，建议 {1} 条")
    found = [people.one(session, person_id) for person_id in person_ids]
    return {
        person.id: "\u3000".join(filter(None, (person.unit, said.format(person.speeches, person.proposals))))
        for person in found
    }


def _found(hit: Hit, titles: dict[int, str], about: str) -> Found:
    text, matches = _fragment(hit)
    place = titles.get(hit.meeting_id or 0, "")
    second = about or "\u3000".join(part for part in (hit.speaker, place) if part)
    return Found(hit.kind, text, matches, second, _target(hit))


def _fragment(hit: Hit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A quotation from its first character; of a long speech the words round the first match."""
    matches = tuple((span.start, span.end) for span in hit.matches)
    first = matches[0][0] if matches else 0
    if hit.kind == "proposal" or first < 30:
        return hit.text[:200], _within(matches, 0, 200)
    start = first - 12
    return "…" + hit.text[start : start + 160], _within(matches, start - 1, start + 160)


def _within(matches: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple((a - start, b - start) for a, b in matches if a >= start and b <= end)


def _target(hit: Hit) -> Target:
    if hit.kind == "person":
        return Target(person_id=hit.id)
    return Target(
        meeting_id=hit.id if hit.kind == "meeting" else hit.meeting_id,
        speech_id=hit.id if hit.kind == "speech" else hit.speech_id,
        proposal_id=hit.id if hit.kind == "proposal" else None,
        annotation_id=hit.id if hit.kind == "annotation" else None,
        followup_id=hit.id if hit.kind == "followup" else None,
        source_id=hit.id if hit.kind == "source" else None,
        matches=hit.matches if hit.kind == "speech" else (),
    )
