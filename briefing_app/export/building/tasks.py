"""This file turns recommendations and follow-up items into the rows of a 任务分解表: who handles what, by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.proposals import Proposal, ProposalStatus
from briefing_app.export import wording
from briefing_app.export.building.rows import Material

_S = ProposalStatus
# What became of a recommendation that nobody has to handle: it has no units and no deadline.
_ASIDE = {_S.MERGED: "归并", _S.MADE_PROPOSAL: "转提案", _S.MADE_OPINION: "转社情民意信息", _S.DECLINED: "不采纳"}


@dataclass(frozen=True, slots=True)
class Task:
    """A row: the recommendations that are handled together, and the follow-up item that does it."""

    proposals: tuple[Proposal, ...]
    item: FollowUp | None = None
    separate: bool = False  # 分办: the same recommendation goes to several units, each for itself

    @property
    def aside(self) -> str:
        """What became of it, where there is nothing to handle."""
        first = self.proposals[0]
        return "" if self.item else _ASIDE.get(first.status, "")

    @property
    def duty(self) -> str:
        if self.item:
            return self.item.title
        reason = self.proposals[0].status_reason
        return f"{self.aside}：{reason}" if self.aside and reason else self.aside or wording.TO_WRITE

    @property
    def lead(self) -> str:
        if self.aside:
            return wording.NOT_APPLICABLE
        return (self.item.lead if self.item else "") or wording.UNIT_OPEN

    @property
    def joint(self) -> str:
        """The joint units, one a line; — where the lead handles alone, blank where nothing is settled."""
        if self.item is None:
            return wording.NOT_APPLICABLE if self.aside else wording.TO_WRITE
        return "、\n".join(self.item.with_units) or wording.NOT_APPLICABLE

    @property
    def due(self) -> str:
        if self.aside:
            return wording.NOT_APPLICABLE
        return f"{wording.narrow_day(self.item.due)}前" if self.item and self.item.due else wording.DUE_OPEN


def tasks(material: Material, proposals: Sequence[Proposal]) -> Iterator[Task]:
    """The rows in the order of the recommendations; an item with several of them stands at its first."""
    done: set[int] = set()
    for proposal in proposals:
        items = material.followups_by_proposal.get(proposal.id, ())
        if not items:
            yield Task((proposal,))
        for item in items:
            if item.id not in done:
                done.add(item.id)
                yield Task(tuple(material.proposals_of(item)), item, separate=len(items) > 1)


def summed(rows: Sequence[Task]) -> str:
    """合计35项，涉及主办单位11家、会办单位17家。 Each unit is counted once."""
    items = [row.item for row in rows if row.item]
    return wording.TOTAL + f"{len(rows)}项" + _units(items) + _open(rows)


def _units(items: Sequence[FollowUp]) -> str:
    leads = {item.lead for item in items if item.lead}
    joint = {unit for item in items for unit in item.with_units}
    if not leads:
        return ""
    return f"，涉及{{lead}}单位{len(leads)}家" + (f"、{{joint}}单位{len(joint)}家" if joint else "")


def _open(rows: Sequence[Task]) -> str:
    waiting = sum(row.lead == wording.UNIT_OPEN for row in rows)
    return f"，{wording.UNIT_OPEN}{waiting}项" if waiting else ""
