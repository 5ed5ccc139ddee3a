"""This file says what stands in the columns of a comparison: speakers, organisations, identities or meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from briefing_app.domain.speeches import Speech

NO_GROUP = "未注明"  # speeches that name no organisation or identity


class ComparedBy(str, Enum):
    """What the columns are; the values are the words that people choose from and that are stored."""

    SPEAKER = "发言人"
    ORGANISATION = "单位"
    IDENTITY = "身份"
    MEETING = "会议"

    @property
    def measure(self) -> str:
        """The word that counts them: 7 人, 3 家单位."""
        return _MEASURES[self]

    @property
    def only(self) -> str:
        """The word for a single one: 只此一人."""
        return _MEASURES[self][0]


_MEASURES = {
    ComparedBy.SPEAKER: "人",
    ComparedBy.ORGANISATION: "家单位",
    ComparedBy.IDENTITY: "类身份",
    ComparedBy.MEETING: "场会议",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One of those compared, with the speeches that stand in its column."""

    by: ComparedBy
    key: str  # what a layout remembers it by: the id of a speech or a meeting, or the word itself
    name: str
    speeches: tuple[Speech, ...]

    @property
    def speech_id(self) -> int:
        """The speech of a column that is one speaker, or the first of several."""
        return self.speeches[0].id

    @property
    def proposals(self) -> int:
        return sum(speech.proposals for speech in self.speeches)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks in this column, each once."""
        return tuple(dict.fromkeys(speech.speaker_name for speech in self.speeches))


def columns_of(
    speeches: Iterable[Speech], by: ComparedBy = ComparedBy.SPEAKER, *, meetings: Mapping[int, str] | None = None
) -> list[Column]:
    """Group speeches into columns, in the order in which each first occurs.

    Somebody with two organisations or identities stands in both columns; `meetings` names meetings by id.
    """
    grouped: dict[str, list[Speech]] = {}
    for speech in speeches:
        for key in _keys(speech, by):
            grouped.setdefault(key, []).append(speech)
    ordered = sorted(grouped.items(), key=lambda item: item[0] == NO_GROUP)
    return [Column(by, key, _name(by, key, found[0], meetings or {}), tuple(found)) for key, found in ordered]


def _keys(speech: Speech, by: ComparedBy) -> tuple[str, ...]:
    if by is ComparedBy.SPEAKER:
        return (str(speech.id),)
    if by is ComparedBy.MEETING:
        return (str(speech.meeting_id),)
    words = (
        speech.identities
        if by is ComparedBy.IDENTITY
        else tuple(affiliation.organisation or "" for affiliation in speech.affiliations)
    )
    return tuple(dict.fromkeys(word for word in words if word)) or (NO_GROUP,)


def _name(by: ComparedBy, key: str, first: Speech, meetings: Mapping[int, str]) -> str:
    if by is ComparedBy.SPEAKER:
        return first.speaker_name
    return meetings.get(first.meeting_id, key) if by is ComparedBy.MEETING else key
