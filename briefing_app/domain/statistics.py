"""This file counts how following up goes: 办复率, 按时率 and 满意率, for all items and by unit, theme, speaker, month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from briefing_app.domain.followups import DONE, DueState, FollowUp, FollowUpStatus

# Nobody has these in hand at present: they are waiting to be handed out, or put off.
NOT_HANDED_OUT = frozenset({FollowUpStatus.DRAFTED, FollowUpStatus.RETURNED, FollowUpStatus.SUSPENDED})


class Grouping(str, Enum):
    """By what the figures can be told apart; the values are the words shown."""

    UNIT = "主办单位"
    THEME = "主题"
    SPEAKER = "发言人"
    PERIOD = "交办月份"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item comes from: the themes and the speakers of its recommendations."""

    themes: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of some items. A rate is None where there is nothing to divide by."""

    name: str
    ids: tuple[int, ...]  # all items counted, for whoever wants to see them
    handed_out: int  # 交办: in the hands of a unit, or done
    replied: int  # 办复: a reply went out
    on_time: int  # of these, by the deadline
    judged_on_time: int  # those whose being on time is decided: replied or overdue, with a deadline
    overdue: int
    satisfied: int
    evaluated: int

    @property
    def reply_rate(self) -> float | None:
        return _share(self.replied, self.handed_out)

    @property
    def on_time_rate(self) -> float | None:
        return _share(self.on_time, self.judged_on_time)

    @property
    def satisfaction_rate(self) -> float | None:
        return _share(self.satisfied, self.evaluated)


def tally(name: str, followups: Iterable[FollowUp], today: date, *, satisfied: str = "满意") -> Tally:
    """Count items; `satisfied` is the word of the library's dictionary for full satisfaction."""
    every = list(followups)
    out = [item for item in every if item.status not in NOT_HANDED_OUT]
    replied = [item for item in out if item.status in DONE]
    overdue = [item for item in out if item.due_state(today) is DueState.OVERDUE]
    with_deadline = [item for item in replied if item.due is not None and item.replied_on is not None]
    evaluated = [item for item in every if item.satisfaction]
    return Tally(
        name=name,
        ids=tuple(item.id for item in every),
        handed_out=len(out),
        replied=len(replied),
        on_time=sum(_was_on_time(item) for item in with_deadline),
        judged_on_time=len(with_deadline) + len(overdue),
        overdue=len(overdue),
        satisfied=sum(item.satisfaction == satisfied for item in evaluated),
        evaluated=len(evaluated),
    )


def grouped(
    followups: Sequence[FollowUp],
    grouping: Grouping,
    origins: Mapping[int, Origin],
    today: date,
    *,
    satisfied: str = "满意",
) -> list[Tally]:
    """The figures of each group, the largest first (months in their order).

    An item with several themes or speakers counts once for each of them, so that groups may add up to more.
    """
    groups: dict[str, list[FollowUp]] = {}
    for item in followups:
        for name in _NAMES[grouping](item, origins.get(item.id, Origin())):
            groups.setdefault(name, []).append(item)
    made = [tally(name, items, today, satisfied=satisfied) for name, items in groups.items()]
    if grouping is Grouping.PERIOD:
        return sorted(made, key=lambda one: (one.name == NOT_YET, one.name))
    return sorted(made, key=lambda one: (-len(one.ids), one.name))


def percent(share: float | None) -> str:
    """A rate as it is shown: one decimal at most, and never rounded up to all."""
    if share is None:
        return "—"
    tenths = int(share * 1000 + 0.5)
    if share < 1:
        tenths = min(tenths, 999)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10:.1f}%"


NOT_YET = "未交办"
UNIT_OPEN = "主办待明确"
NO_THEME = "未归主题"
NO_SPEAKER = "未关联建议"

_NAMES: dict[Grouping, Callable[[FollowUp, Origin], Sequence[str]]] = {
    Grouping.UNIT: lambda item, _origin: (item.lead or UNIT_OPEN,),
    Grouping.THEME: lambda _item, origin: origin.themes or (NO_THEME,),
    Grouping.SPEAKER: lambda _item, origin: origin.speakers or (NO_SPEAKER,),
    Grouping.PERIOD: lambda item, _origin: (f"{item.assigned_on:%Y-%m}" if item.assigned_on else NOT_YET,),
}


def _was_on_time(item: FollowUp) -> bool:
    return item.due is not None and item.replied_on is not None and item.replied_on <= item.due


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
