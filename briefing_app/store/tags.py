"""This file keeps tags: free labels on recommendations, speeches, meetings and items of follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.schema import FollowUpTagRow, MeetingTagRow, ProposalTagRow, SpeechTagRow, TagRow, metadata

_LINKS: dict[str, type[ProposalTagRow | SpeechTagRow | MeetingTagRow | FollowUpTagRow]] = {
    "proposal": ProposalTagRow,
    "speech": SpeechTagRow,
    "meeting": MeetingTagRow,
    "followup": FollowUpTagRow,
}


def find(session: Session) -> list[str]:
    """All labels there are."""
    return list(session.scalars(select(TagRow.name).order_by(TagRow.name)))


def named(session: Session, name: str) -> int:
    """The label of this name, made new if there is none."""
    wanted = name.strip()
    if not wanted:
        raise InvalidValue("标签", name, "至少一个字")
    row = session.scalar(select(TagRow).where(TagRow.name == wanted))
    if row is None:
        row = TagRow(name=wanted)
        session.add(row)
        session.flush()
    return row.id


def attach(session: Session, kind: str, record_ids: Iterable[int], name: str) -> None:
    """Label records of one kind (proposal, speech, meeting, followup); those that have the label keep it."""
    table, tag_id = _LINKS[kind], named(session, name)
    wanted = list(dict.fromkeys(record_ids))
    labelled = _links(session, kind, tag_id, wanted)
    session.add_all(table(**{f"{kind}_id": one, "tag_id": tag_id}) for one in wanted if one not in labelled)
    session.flush()


def detach(session: Session, kind: str, record_ids: Iterable[int], name: str) -> None:
    """Take a label off records of one kind."""
    tag_id = session.scalar(select(TagRow.id).where(TagRow.name == name.strip()))
    if tag_id is None:
        return
    for link in _links(session, kind, tag_id, record_ids).values():
        session.delete(link)
    session.flush()


def _links(session: Session, kind: str, tag_id: int, record_ids: Iterable[int]) -> dict[int, Any]:
    """What ties a label to these records, under their ids."""
    table = _LINKS[kind]
    return records.by_record(
        session, select(table).where(table.tag_id == tag_id), getattr(table, f"{kind}_id"), record_ids
    )


def of(session: Session, kind: str, record_id: int) -> tuple[str, ...]:
    """The labels of one record."""
    return of_all(session, kind, [record_id]).get(record_id, ())


def of_all(session: Session, kind: str, record_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The labels of records of one kind, of those that have any."""
    links = metadata.tables[f"{kind}_tag"]
    owner = links.c[f"{kind}_id"]
    found: dict[int, tuple[str, ...]] = {}
    for chunk in records.chunks(list(record_ids)):
        query = select(owner, TagRow.name).join(links, links.c.tag_id == TagRow.id).where(owner.in_(chunk))
        for record_id, name in session.execute(query.order_by(owner, TagRow.name)):
            found[record_id] = (*found.get(record_id, ()), name)
    return found
