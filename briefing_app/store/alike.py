"""This file keeps which recommendations are 同类, and merges them (归并) and parts them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.alike import Alike
from briefing_app.domain.proposals import Proposal, ProposalStatus, next_statuses
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import proposals, records
from briefing_app.store.schema import AlikeMemberRow, AlikeRow, ProposalRow, SpeechRow


def find(session: Session, *, meeting_id: int | None = None) -> list[Alike]:
    """All groups of which at least two recommendations are still there; of a meeting: those it has part in."""
    query = (
        select(AlikeMemberRow.alike_id, AlikeMemberRow.proposal_id)
        .join(ProposalRow, ProposalRow.id == AlikeMemberRow.proposal_id)
        .where(records.proposal_is_there())
        .order_by(AlikeMemberRow.alike_id, AlikeMemberRow.proposal_id)
    )
    if meeting_id is not None:
        inside = (
            select(AlikeMemberRow.alike_id)
            .join(ProposalRow, ProposalRow.id == AlikeMemberRow.proposal_id)
            .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
            .where(SpeechRow.meeting_id == meeting_id, records.proposal_is_there())
        )
        query = query.where(AlikeMemberRow.alike_id.in_(inside))
    members: dict[int, list[int]] = defaultdict(list)
    for alike_id, proposal_id in session.execute(query):
        members[alike_id].append(proposal_id)
    return _read(session, {key: ids for key, ids in members.items() if len(ids) > 1})


def of_proposal(session: Session, proposal_id: int) -> Alike | None:
    """The group of a recommendation, if it has one and is not alone in it."""
    member = session.get(AlikeMemberRow, proposal_id)
    if member is None:
        return None
    ids = session.scalars(
        select(AlikeMemberRow.proposal_id)
        .join(ProposalRow, ProposalRow.id == AlikeMemberRow.proposal_id)
        .where(AlikeMemberRow.alike_id == member.alike_id, records.proposal_is_there())
        .order_by(AlikeMemberRow.proposal_id)
    ).all()
    found = _read(session, {member.alike_id: list(ids)}) if len(ids) > 1 else []
    return found[0] if found else None


def link(session: Session, proposal_ids: Iterable[int]) -> int:
    """Make recommendations 同类, with everything that is 同类 with one of them; gives the group's id.

    The lead of the group that was there first stays; without one, the first that is named leads.
    """
    wanted = [row.id for row in records.all_required(session, ProposalRow, proposal_ids)]
    if len(wanted) < 2:
        raise InvalidValue("同类建议", "、".join(map(str, wanted)), "至少两条")
    groups = sorted({member.alike_id for key in wanted if (member := session.get(AlikeMemberRow, key))})
    group = records.required(session, AlikeRow, groups[0]) if groups else _new(session, wanted[0])
    for other in groups[1:]:
        _take_over(session, other, group)
    for key in wanted:
        if session.get(AlikeMemberRow, key) is None:
            session.add(AlikeMemberRow(proposal_id=key, alike_id=group.id))
    session.flush()
    if group.merged:
        _merge_members(session, group)
    return group.id


def merge(session: Session, alike_id: int, *, lead: int | None = None) -> None:
    """归并: the lead goes on for all, the others take the state 归并 and keep their words and origins.

    Raises InvalidValue where one of the others is already being handled: that one may lead, or be taken out.
    """
    group = required(session, alike_id)
    if lead is not None:
        _lead(session, group, lead)
    group.merged = True
    _merge_members(session, group)


def part(session: Session, alike_id: int) -> None:
    """Take a merging back: every recommendation has the state that it had before."""
    group = required(session, alike_id)
    group.merged = False
    for member in _members(session, alike_id):
        _restore(session, member)
    session.flush()


def set_lead(session: Session, alike_id: int, proposal_id: int) -> None:
    """Let another one's words stand for all."""
    group = required(session, alike_id)
    _lead(session, group, proposal_id)
    if group.merged:
        _restore(session, records.required(session, AlikeMemberRow, proposal_id))
        _merge_members(session, group)


def set_wording(session: Session, alike_id: int, text: str) -> None:
    """Staff wording for the shared line (概括); blanks take it away."""
    required(session, alike_id).wording = text.strip()
    session.flush()


def leave(session: Session, proposal_id: int) -> None:
    """Take one recommendation out; a group of one is none, and goes."""
    member = session.get(AlikeMemberRow, proposal_id)
    if member is None:
        raise NotFound("同类建议", proposal_id)
    group = required(session, member.alike_id)
    _restore(session, member)
    session.delete(member)
    session.flush()
    rest = _members(session, group.id)
    if len(rest) < 2:
        _dissolve(session, group)
    elif group.lead_id == proposal_id:
        set_lead(session, group.id, rest[0].proposal_id)


def dissolve(session: Session, alike_id: int) -> None:
    """Part all of a group."""
    _dissolve(session, required(session, alike_id))


def required(session: Session, alike_id: int) -> AlikeRow:
    """The group; raises NotFound."""
    row = session.get(AlikeRow, alike_id)
    if row is None:
        raise NotFound("同类建议", alike_id)
    return row


def _read(session: Session, members: dict[int, list[int]]) -> list[Alike]:
    found = {one.id: one for one in proposals.by_ids(session, [key for ids in members.values() for key in ids])}
    groups = {row.id: row for row in session.scalars(select(AlikeRow).where(AlikeRow.id.in_(members)))}
    return [_alike(groups[key], [found[one] for one in ids]) for key, ids in members.items()]


def _alike(row: AlikeRow, members: Sequence[Proposal]) -> Alike:
    # A lead in the 回收站 is represented by the next one until it comes back.
    ordered = sorted(members, key=lambda one: (one.id != row.lead_id, one.meeting_id, one.speech_order, one.order))
    return Alike(row.id, ordered[0], tuple(ordered[1:]), row.merged, row.wording)


def _new(session: Session, lead_id: int) -> AlikeRow:
    row = AlikeRow(lead_id=lead_id)
    session.add(row)
    session.flush()
    return row


def _take_over(session: Session, other_id: int, group: AlikeRow) -> None:
    other = required(session, other_id)
    for member in _members(session, other_id):
        member.alike_id = group.id
        if not group.merged:
            _restore(session, member)  # nothing is merged silently
    group.wording = group.wording or other.wording
    session.flush()
    session.delete(other)
    session.flush()


def _members(session: Session, alike_id: int) -> list[AlikeMemberRow]:
    query = select(AlikeMemberRow).where(AlikeMemberRow.alike_id == alike_id).order_by(AlikeMemberRow.proposal_id)
    return list(session.scalars(query))


def _lead(session: Session, group: AlikeRow, proposal_id: int) -> None:
    member = session.get(AlikeMemberRow, proposal_id)
    if member is None or member.alike_id != group.id:
        raise InvalidValue("主条", proposal_id, "这组同类建议中的一条")
    group.lead_id = proposal_id
    session.flush()


def _merge_members(session: Session, group: AlikeRow) -> None:
    for member in _members(session, group.id):
        row = records.required(session, ProposalRow, member.proposal_id)
        if member.proposal_id == group.lead_id:
            _restore(session, member)
        elif row.status is not ProposalStatus.MERGED:
            _require_mergeable(row)
            member.former_status = row.status
            proposals.move(session, row.id, ProposalStatus.MERGED)
    session.flush()


def _require_mergeable(row: ProposalRow) -> None:
    if ProposalStatus.MERGED not in next_statuses(row.status):
        raise InvalidValue(
            "归并", f"建议 {row.id} {row.status.value}", "还没有开始办理的建议；已在办理的那条可以设为主条"
        )


def _restore(session: Session, member: AlikeMemberRow) -> None:
    """Give back the state from before; one that a person has moved on since keeps where it is."""
    row = records.required(session, ProposalRow, member.proposal_id)
    if member.former_status is not None and row.status is ProposalStatus.MERGED:
        row.status = member.former_status
    member.former_status = None


def _dissolve(session: Session, group: AlikeRow) -> None:
    for member in _members(session, group.id):
        _restore(session, member)
        session.delete(member)
    session.flush()
    session.delete(group)
    session.flush()
