"""This file keeps filters by name (常用筛选)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app.domain.filters import ProposalFilter
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import records
from briefing_app.store.as_json import filter_from_json, to_json
from briefing_app.store.schema import SavedFilterRow


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with its name."""

    id: int
    name: str
    filter: ProposalFilter
    pinned: bool = False


def save(session: Session, name: str, conditions: ProposalFilter, *, pinned: bool = False) -> int:
    """Keep a filter; the same name again replaces it."""
    wanted = name.strip()
    if not wanted:
        raise InvalidValue("名称", name, "至少一个字")
    row = session.scalar(select(SavedFilterRow).where(SavedFilterRow.name == wanted))
    if row is None:
        last = session.scalar(select(func.max(SavedFilterRow.position))) or 0
        row = SavedFilterRow(name=wanted, conditions={}, position=last + 1)
        session.add(row)
    row.conditions, row.pinned = to_json(conditions), pinned
    session.flush()
    return row.id


def find(session: Session) -> list[SavedFilter]:
    """All of them: the pinned first, each group in its own order."""
    rows = session.scalars(
        select(SavedFilterRow).order_by(SavedFilterRow.pinned.desc(), SavedFilterRow.position, SavedFilterRow.id)
    )
    return [SavedFilter(row.id, row.name, filter_from_json(row.conditions), row.pinned) for row in rows]


def named(session: Session, name: str) -> ProposalFilter:
    """The conditions kept under a name; raises NotFound."""
    row = session.scalar(select(SavedFilterRow).where(SavedFilterRow.name == name.strip()))
    if row is None:
        raise NotFound("常用筛选", name)
    return filter_from_json(row.conditions)


def pin(session: Session, saved_filter_id: int, *, pinned: bool) -> None:
    """Keep a filter at the top, as a button of its own; or no longer."""
    records.required(session, SavedFilterRow, saved_filter_id).pinned = pinned
    session.flush()


def rename(session: Session, saved_filter_id: int, name: str) -> None:
    """Call a filter otherwise; raises InvalidValue for a name that is taken."""
    wanted = name.strip()
    row = records.required(session, SavedFilterRow, saved_filter_id)
    taken = session.scalar(select(SavedFilterRow.id).where(SavedFilterRow.name == wanted))
    if not wanted or taken not in (None, saved_filter_id):
        raise InvalidValue("名称", name, "还没有使用的名称")
    row.name = wanted
    session.flush()


def reorder(session: Session, ids: list[int]) -> None:
    """Put filters into this order."""
    for position, row in enumerate(records.all_required(session, SavedFilterRow, ids), start=1):
        row.position = position
    session.flush()


def remove(session: Session, saved_filter_id: int) -> None:
    """Take a filter away; undo brings it back."""
    session.delete(records.required(session, SavedFilterRow, saved_filter_id))
    session.flush()
