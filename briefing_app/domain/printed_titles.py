"""This file follows a person's posts over the meetings, and finds printed ones that do not fit their date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from briefing_app.domain.people import Affiliation, HeldPost, Turn, posts_in_a_line
from briefing_app.domain.same_people import UnitFit, fit_of

_AROUND = 366  # days: the meetings before and after speak for what lies between them
_NEAR = 45  # days: within them a post seldom changes, so that one other meeting is enough to ask


@dataclass(frozen=True, slots=True)
class PostSpell:
    """The same posts, printed at one or several meetings on end."""

    posts: str
    since: str  # days for lists, or as printed
    until: str
    turns: int


@dataclass(frozen=True, slots=True)
class TitleDoubt:
    """A printed title that differs from the one expected on its date."""

    speech_id: int
    meeting: str
    when: str
    printed: str
    expected: str
    reason: str


def spells(turns: Sequence[Turn]) -> tuple[PostSpell, ...]:
    """The posts by date, the newest first; turns that print none do not interrupt."""
    found: list[PostSpell] = []
    for turn in _in_time([turn for turn in turns if turn.affiliations]):
        last = found[-1] if found else None
        if last is not None and last.posts == turn.posts:
            found[-1] = PostSpell(last.posts, last.since, turn.when, last.turns + 1)
        else:
            found.append(PostSpell(turn.posts, turn.when, turn.when, 1))
    return tuple(reversed(found))


def doubts(turns: Sequence[Turn], held: Sequence[HeldPost] = ()) -> tuple[TitleDoubt, ...]:
    """Printed titles that differ from the posts valid on the day, or from those printed round it; the newest first."""
    dated = _in_time([turn for turn in turns if turn.day is not None and turn.affiliations])
    found: list[TitleDoubt] = []
    before: Turn | None = None  # the last one that is not doubted itself
    for turn, after in zip_longest(dated, dated[1:]):
        valid = tuple(post.affiliation for post in held if turn.day is not None and post.is_valid_on(turn.day))
        doubt = _against_held(turn, valid) if valid else _against_others(turn, before, after)
        if doubt is None:
            before = turn
        else:
            found.append(doubt)
    return tuple(reversed(found))


def agree(one: Sequence[Affiliation], other: Sequence[Affiliation]) -> bool:
    """Whether two printings may stand for the same posts: print often gives one of several, or leaves a part out."""
    return any(_agree(a, b) for a in one for b in other)


def _agree(a: Affiliation, b: Affiliation) -> bool:
    if a.organisation and b.organisation and fit_of([a.organisation], [b.organisation])[0] is UnitFit.DIFFERENT:
        return False
    ours, theirs = a.post or "", b.post or ""
    return not ours or not theirs or ours == theirs or _is_longer_form(*sorted((ours, theirs), key=len))


def _is_longer_form(short: str, long: str) -> bool:
    """教授 and 教授、博士生导师 agree; 局长 and 副局长, 书记 and 原书记 do not."""
    return long.startswith(short) or (long.endswith(short) and long[: -len(short)][-1] in "、，兼")


def _against_held(turn: Turn, valid: tuple[Affiliation, ...]) -> TitleDoubt | None:
    if agree(turn.affiliations, valid):
        return None
    expected = posts_in_a_line(valid)
    return _doubt(turn, expected, f"按核定的职务，{turn.when} 应为“{expected}”")


def _against_others(turn: Turn, before: Turn | None, after: Turn | None) -> TitleDoubt | None:
    around = [one for one in (before, after) if one is not None and _days_between(one, turn) <= _AROUND]
    if any(agree(turn.affiliations, one.affiliations) for one in around):
        return None
    if len(around) == 2:
        earlier, later = around
        if not agree(earlier.affiliations, later.affiliations):
            return None  # a post on its way from one to another
        reason = f"前一次（{earlier.when}）和后一次（{later.when}）都印作“{earlier.posts}”"
        return _doubt(turn, earlier.posts, reason)
    if around == [before] and _days_between(around[0], turn) <= _NEAR:
        days = _days_between(around[0], turn)
        nearness = "同一天" if not days else f"相隔 {days} 天"
        return _doubt(turn, around[0].posts, f"{nearness}的另一场会议（{around[0].when}）印作“{around[0].posts}”")
    return None


def _doubt(turn: Turn, expected: str, reason: str) -> TitleDoubt:
    return TitleDoubt(turn.speech_id, turn.meeting, turn.when, turn.posts, expected, reason)


def _in_time(turns: Sequence[Turn]) -> list[Turn]:
    """The oldest first; what has no date stands last."""
    return sorted(turns, key=lambda turn: (turn.day or date.max, turn.meeting_id, turn.speech_id))


def _days_between(one: Turn, other: Turn) -> int:
    return abs(((other.day or date.max) - (one.day or date.min)).days)
