"""This file says which of many backups are worth keeping: the last few, then one a day, a week, a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path


class Occasion(str, Enum):
    """Why a backup was made; the value is the word for it, the name stands in the file's name."""

    OPENED = "打开时"
    SCHEDULED = "定时"
    MIGRATED = "升级前"
    RESTORED = "恢复前"
    MERGED = "合并前"
    REPAIRED = "修复前"
    RECODED = "改密码前"
    WISHED = "手动"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that the program made by itself."""

    path: Path
    made_at: datetime
    occasion: Occasion
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """How many to keep of each kind. Days, weeks and months are those that have a backup, not those of the calendar:
    a clock that is set back, or a month of holidays, lets nothing go.
    """

    last: int = 5
    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def worth_keeping(backups: Iterable[Backup], plan: Plan = Plan()) -> frozenset[Path]:
    """The paths of those to keep; all others may go. The newest of a day, week or month stands for it."""
    newest_first = sorted(backups, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)
    kept = {backup.path for backup in newest_first[: plan.last]}
    for count, period in ((plan.daily, _day), (plan.weekly, _week), (plan.monthly, _month)):
        kept.update(backup.path for backup in _newest_of_each(newest_first, period)[:count])
    return frozenset(kept)


def _newest_of_each(newest_first: list[Backup], period: Callable[[datetime], tuple[int, ...]]) -> list[Backup]:
    found: dict[tuple[int, ...], Backup] = {}
    for backup in newest_first:
        found.setdefault(period(backup.made_at), backup)
    return list(found.values())


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month, moment.day)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)
