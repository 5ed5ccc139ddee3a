"""This file keeps the directory of units (办理单位), which may be written in several ways."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.units import Unit
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import records
from briefing_app.store.schema import FollowUpRow, FollowUpUnitRow, UnitAliasRow, UnitRow


def find(session: Session) -> list[str]:
    """The names of all units."""
    return list(session.scalars(select(UnitRow.name).order_by(UnitRow.name)))


def directory(session: Session) -> list[Unit]:
    """All units with their other names, and how many items each leads or joins."""
    others: dict[int, list[str]] = defaultdict(list)
    for unit_id, alias in session.execute(select(UnitAliasRow.unit_id, UnitAliasRow.name).order_by(UnitAliasRow.id)):
        others[unit_id].append(alias)
    leads = dict(session.execute(_leading()).all())
    joins = dict(session.execute(_joining()).all())
    return [
        Unit(row.id, row.name, tuple(others[row.id]), leads.get(row.id, 0), joins.get(row.id, 0))
        for row in session.scalars(select(UnitRow).order_by(UnitRow.name))
    ]


def aliases(session: Session) -> dict[str, str]:
    """Every other name, and the name of the unit that it stands for."""
    rows = session.execute(select(UnitAliasRow.name, UnitRow.name).join(UnitRow, UnitRow.id == UnitAliasRow.unit_id))
    return {alias: name for alias, name in rows}  # noqa: C416 - rows, not pairs


def named(session: Session, name: str) -> int:
    """The unit of this name or alias, made new if there is none."""
    wanted = name.strip()
    if not wanted:
        raise InvalidValue("单位", name, "至少一个字")
    known = _known(session, wanted)
    if known is not None:
        return known
    row = UnitRow(name=wanted)
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, name: str, new_name: str) -> None:
    """Rename a unit wherever it is used; the former name stays known as an alias."""
    row = _required(session, name)
    wanted = new_name.strip()
    if wanted == row.name:
        return
    if not wanted or _known(session, wanted) not in (None, row.id):
        raise InvalidValue("单位", new_name, "还没有使用的名称；如果是同一个单位，请用合并")
    for alias in session.scalars(select(UnitAliasRow).where(UnitAliasRow.name == wanted)).all():
        session.delete(alias)
    former, row.name = row.name, wanted
    session.flush()
    add_alias(session, wanted, former)


def add_alias(session: Session, name: str, alias: str) -> None:
    """Let a unit also be found under another name."""
    unit_id, wanted = named(session, name), alias.strip()
    if not wanted or _known(session, wanted) not in (None, unit_id):
        raise InvalidValue("别名", alias, "还没有使用的名称；如果是同一个单位，请用合并")
    if _known(session, wanted) is None:
        session.add(UnitAliasRow(unit_id=unit_id, name=wanted))
    session.flush()


def set_aliases(session: Session, name: str, wanted: list[str]) -> None:
    """The other names of a unit, all of them."""
    unit_id = _required(session, name).id
    names = [alias.strip() for alias in wanted if alias.strip()]
    for row in session.scalars(select(UnitAliasRow).where(UnitAliasRow.unit_id == unit_id)).all():
        if row.name not in names:
            session.delete(row)
    session.flush()
    for alias in dict.fromkeys(names):
        add_alias(session, name, alias)


def merge(session: Session, name: str, into: str) -> None:
    """Make two spellings one unit: its items move over, its names become aliases of the other."""
    gone, kept = _required(session, name), _required(session, into)
    if gone.id == kept.id:
        raise InvalidValue("单位", into, "另一个单位")
    _move_items(session, gone.id, kept.id)
    for alias in session.scalars(select(UnitAliasRow).where(UnitAliasRow.unit_id == gone.id)).all():
        alias.unit_id = kept.id
    session.flush()
    former = gone.name
    session.delete(gone)
    session.flush()
    add_alias(session, kept.name, former)


def _move_items(session: Session, gone: int, kept: int) -> None:
    """Hand over what a unit leads and joins; a unit that leads an item does not join it as well."""
    for item in session.scalars(select(FollowUpRow).where(FollowUpRow.lead_id == gone)).all():
        item.lead_id = kept
    for link in session.scalars(select(FollowUpUnitRow).where(FollowUpUnitRow.unit_id == gone)).all():
        if session.get(FollowUpUnitRow, (link.followup_id, kept)) is None:
            session.add(FollowUpUnitRow(followup_id=link.followup_id, unit_id=kept, position=link.position))
        session.delete(link)
    session.flush()
    for link in session.scalars(select(FollowUpUnitRow).where(FollowUpUnitRow.unit_id == kept)).all():
        if records.required(session, FollowUpRow, link.followup_id).lead_id == kept:
            session.delete(link)


def remove(session: Session, name: str) -> None:
    """Strike a unit that no item names, not even one in the 回收站."""
    row = _required(session, name)
    used = select(FollowUpRow.id).where(FollowUpRow.lead_id == row.id).limit(1)
    joined = select(FollowUpUnitRow.followup_id).where(FollowUpUnitRow.unit_id == row.id).limit(1)
    if session.scalar(used) is not None or session.scalar(joined) is not None:
        raise InvalidValue("单位", name, "没有跟进事项用到的单位；用到的可以合并或改名")
    for alias in session.scalars(select(UnitAliasRow).where(UnitAliasRow.unit_id == row.id)).all():
        session.delete(alias)
    session.flush()
    session.delete(row)
    session.flush()


def _known(session: Session, name: str) -> int | None:
    return session.scalar(select(UnitRow.id).where(UnitRow.name == name)) or session.scalar(
        select(UnitAliasRow.unit_id).where(UnitAliasRow.name == name)
    )


def _required(session: Session, name: str) -> UnitRow:
    unit_id = _known(session, name.strip())
    if unit_id is None:
        raise NotFound("单位", name)
    return records.required(session, UnitRow, unit_id)


def _leading() -> Select[int | None, int]:
    there = select(FollowUpRow.lead_id, func.count()).where(FollowUpRow.removed_at.is_(None))
    return there.group_by(FollowUpRow.lead_id)


def _joining() -> Select[int, int]:
    return (
        select(FollowUpUnitRow.unit_id, func.count())
        .join(FollowUpRow, FollowUpRow.id == FollowUpUnitRow.followup_id)
        .where(FollowUpRow.removed_at.is_(None))
        .group_by(FollowUpUnitRow.unit_id)
    )
