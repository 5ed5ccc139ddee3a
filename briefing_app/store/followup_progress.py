"""This file brings recommendations along when an item that answers to them moves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.progress import brought_along
from briefing_app.domain.proposals import NEEDS_REASON
from briefing_app.store import records
from briefing_app.store.schema import FollowUpProposalRow, FollowUpRow, ProposalRow


def bring_along(session: Session, item: FollowUpRow, *, note: str) -> None:
    """Give the item's recommendations the state that follows from the item's own."""
    link = FollowUpProposalRow
    linked = select(link.proposal_id).where(link.followup_id == item.id)
    for row in session.scalars(select(ProposalRow).where(ProposalRow.id.in_(linked), records.proposal_is_there())):
        others = session.scalars(
            select(FollowUpRow.status)
            .join(link, link.followup_id == FollowUpRow.id)
            .where(link.proposal_id == row.id, FollowUpRow.id != item.id, FollowUpRow.removed_at.is_(None))
        ).all()
        status = brought_along(row.status, item.status, others)
        if status is not None:
            row.status, row.status_reason = status, note if status in NEEDS_REASON else ""
    session.flush()
