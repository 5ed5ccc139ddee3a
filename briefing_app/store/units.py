"""This file keeps the directory of units (办理单位), which may be written in several ways."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.schema import UnitAliasRow, UnitRow


def find(session: Session) -> list[str]:
    """The names of all units."""
    return list(session.scalars(select(UnitRow.name).order_by(UnitRow.name)))


def aliases(session: Session) -> dict[str, str]:
    """Every other name, and the name of the unit that it stands for."""
    rows = session.execute(select(UnitAliasRow.name, UnitRow.name).join(UnitRow, UnitRow.id == UnitAliasRow.unit_id))
    return {alias: name for alias, name in rows}  # noqa: C416 - rows, not pairs


def named(session: Session, name: str) -> int:
    """The unit of this name or alias, made new if there is none."""
    wanted = name.strip()
    if not wanted:
        raise InvalidValue("单位", name, "至少一个字")
    known = session.scalar(select(UnitRow.id).where(UnitRow.name == wanted)) or session.scalar(
        select(UnitAliasRow.unit_id).where(UnitAliasRow.name == wanted)
    )
    if known is not None:
        return known
    row = UnitRow(name=wanted)
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, name: str, new_name: str) -> None:
    """Rename a unit wherever it is used; the former name stays known as an alias."""
    row = records.required(session, UnitRow, named(session, name))
    wanted = new_name.strip()
    if not wanted or session.scalar(select(UnitRow.id).where(UnitRow.name == wanted)) not in (None, row.id):
        raise InvalidValue("单位", new_name, "还没有使用的名称")
    former, row.name = row.name, wanted
    session.flush()
    add_alias(session, wanted, former)


def add_alias(session: Session, name: str, alias: str) -> None:
    """Let a unit also be found under another name."""
    unit_id = named(session, name)
    taken = session.scalar(select(UnitAliasRow).where(UnitAliasRow.name == alias))
    if taken is None and alias != name:
        session.add(UnitAliasRow(unit_id=unit_id, name=alias))
    elif taken is not None:
        taken.unit_id = unit_id
    session.flush()
