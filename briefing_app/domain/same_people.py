"""This file judges whether two people of one name are one human, by their organisations; it proposes, never decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

# Where the name of an institution ends, and that of a part of it may begin (湖岸大学 | 医学院).
_INSTITUTION = re.compile(
    r"^.{2,}?(?:大学|学院|集团|公司|医院|研究院|研究所|科学院|银行|协会|商会|学会|党校|委员会|联合会)"
)
# Offices are often shortened by leaving characters out (市发改委, 市发展和改革委员会; 市疾控中心).
_OFFICE_ENDS = "委办局厅心联"
_SHORTEST_PART = 3  # 大学 stands in every university's name
_SHORTEST_OFFICE = 4
_SURE = "同名，单位相同"


class UnitFit(IntEnum):
    """How the organisations of two people agree, from least to most."""

    DIFFERENT = 0
    UNKNOWN = 1  # one of them has none in print
    ALIKE = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Appearance:
    """When somebody spoke, and for which organisations."""

    meeting_id: int
    day: date | None
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be meant: all appearances of a person."""

    person_id: int
    appearances: tuple[Appearance, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self.appearances for name in one.organisations))

    @property
    def meetings(self) -> frozenset[int]:
        return frozenset(one.meeting_id for one in self.appearances)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a speaker is taken for, and why; without a reason there is nothing to doubt."""

    person_id: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class SamePerson:
    """A proposal: two people may be one human."""

    first: int  # the one who would stay
    second: int
    reason: str
    confidence: float


def is_sure(reason: str) -> bool:
    """Whether a speaker was taken for a known person by name and organisation both, so that many may be confirmed."""
    return reason.startswith(_SURE)


def fit_of(one: Iterable[str], other: Iterable[str]) -> tuple[UnitFit, str, str]:
    """The best fit between two people's organisations, and the two names that gave it."""
    ours, theirs = list(one), list(other)
    if not ours or not theirs:
        return UnitFit.UNKNOWN, "", ""
    pairs = [(_fit(a, b), a, b) for a in ours for b in theirs]
    return max(pairs, key=lambda pair: pair[0])


def attribution(known: Sequence[Known], organisations: Sequence[str], meeting_id: int) -> Attribution | None:
    """Whom of those known by the name a speaker is taken for; None: nobody fits, or more than one does.

    A clearly different organisation never fits: a new person is made, and being the same is left to be proposed.
    """
    fits = {one.person_id: fit_of(organisations, one.organisations) for one in known}
    for wanted in (UnitFit.SAME, UnitFit.ALIKE):
        found = [one for one in known if fits[one.person_id][0] is wanted]
        if found:
            return _taken_for(found, fits, meeting_id)
    unknown = [one for one in known if fits[one.person_id][0] is UnitFit.UNKNOWN]
    here = [one for one in unknown if meeting_id in one.meetings]
    if len(here) == 1:
        return Attribution(here[0].person_id, None)
    return _taken_for(unknown, fits, meeting_id) if len(known) == 1 else None


def likeness(one: Known, other: Known, *, name: str, names_differ: bool) -> tuple[str, float]:
    """Why two people may be one human, and how likely; 0 where nothing speaks for it."""
    fit, ours, theirs = fit_of(one.organisations, other.organisations)
    called = f"“{name}”读音相同" if names_differ else "同名"
    if fit is UnitFit.SAME:
        return f"{called}，单位相同：{ours}", 0.6 if names_differ else 0.9
    if fit is UnitFit.ALIKE:
        return f"{called}，单位相近：{ours}、{theirs}", 0.5 if names_differ else 0.8
    if names_differ:
        return "", 0.0
    if fit is UnitFit.UNKNOWN:
        return "同名，有一方没有写单位", 0.5
    return _of_different_units(one, other)


def _of_different_units(one: Known, other: Known) -> tuple[str, float]:
    ours, theirs = one.organisations[0], other.organisations[0]
    if one.meetings & other.meetings:
        return f"同名，单位不同：{ours}、{theirs}；在同一场会议上都发了言，多半是重名", 0.1
    first, second = sorted((_days(one), _days(other)))
    if first and second and first[-1] < second[0]:
        return f"同名，单位不同：{ours}、{theirs}；先后出现，可能是调动，也可能是重名", 0.4
    if first and second:
        return f"同名，单位不同：{ours}、{theirs}；两个单位在同一时期交替出现，多半是重名", 0.2
    return f"同名，单位不同：{ours}、{theirs}；可能是调动，也可能是重名", 0.3


def _taken_for(
    found: Sequence[Known], fits: dict[int, tuple[UnitFit, str, str]], meeting_id: int
) -> Attribution | None:
    if len(found) != 1:
        return None
    fit, ours, theirs = fits[found[0].person_id]
    if fit is UnitFit.SAME and meeting_id in found[0].meetings:
        return Attribution(found[0].person_id, None)
    reasons = {
        UnitFit.SAME: f"{_SURE}：{ours}",
        UnitFit.ALIKE: f"同名，单位相近：{ours}、{theirs}",
        UnitFit.UNKNOWN: "同名，有一方没有写单位",
    }
    return Attribution(found[0].person_id, reasons[fit])


def _fit(one: str, other: str) -> UnitFit:
    a, b = _plain(one), _plain(other)
    if a == b:
        return UnitFit.SAME
    short, long = sorted((a, b), key=len)
    if len(short) >= _SHORTEST_PART and short in long:
        return UnitFit.ALIKE
    ours, theirs = _INSTITUTION.match(a), _INSTITUTION.match(b)
    if ours and theirs and ours[0] == theirs[0]:
        return UnitFit.ALIKE
    return UnitFit.ALIKE if _is_short_form(short, long) else UnitFit.DIFFERENT


def _is_short_form(short: str, long: str) -> bool:
    if len(short) < _SHORTEST_OFFICE or short[-1] not in _OFFICE_ENDS or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _plain(name: str) -> str:
    return "".join(name.split())


def _days(known: Known) -> list[date]:
    return sorted(one.day for one in known.appearances if one.day is not None)
