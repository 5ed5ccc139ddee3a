"""This file looks for recommendations like one at hand, asks which of them are 同类, and links or merges those."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from briefing_app.domain.alike import Alike
from briefing_app.domain.proposals import Proposal
from briefing_app.store import alike, proposals
from briefing_app.ui.alike.dialog import ask_alike
from briefing_app.ui.context import Context, Target
from briefing_app.ui.tasks import Job
from briefing_app.workflows import Similar, can_compare_meanings, similar_by_meaning, similar_proposals

MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A recommendation, what is like it, and what a person has already linked with it."""

    proposal: Proposal
    similar: tuple[Similar, ...]
    group: Alike | None


def read_found(session: Session, proposal_id: int) -> Found:
    """Everything that the question needs."""
    return Found(
        proposals.one(session, proposal_id),
        tuple(similar_proposals(session, proposal_id, limit=MOST_OFFERED)),
        alike.of_proposal(session, proposal_id),
    )


class Finding(QObject):
    """Finds in a worker, asks, then writes one undoable action."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent

    def serve(self, alike_asked: SignalInstance, group_opened: SignalInstance) -> None:
        """Answer a pane that shows a recommendation."""
        alike_asked.connect(self.find)
        group_opened.connect(self.show_group)

    def find(self, proposal_id: int) -> None:
        """Look for what is like a recommendation, and ask."""
        self._context.load(lambda s: read_found(s, proposal_id), owner=self, done=self._ask, latest="alike")

    def show_group(self, proposal_id: int) -> None:
        """Go to the line of the view 归并 in which a recommendation stands."""
        group = self._context.read(lambda s: alike.of_proposal(s, proposal_id))
        if group is not None:
            target = Target(meeting_id=group.lead.meeting_id, proposal_id=group.lead.id, word="merged")
            self._context.navigate("compare", target)

    def find_by_meaning(self, proposal_id: int) -> None:
        """The same by what is meant; it takes seconds, so the bottom bar shows it and can stop it."""
        library = self._context.library

        def read(job: Job) -> Found:
            with library.reading() as session:
                found = similar_by_meaning(
                    session, proposal_id, limit=MOST_OFFERED, progress=job.report, cancelled=job.is_cancelled
                )
                return Found(proposals.one(session, proposal_id), tuple(found), alike.of_proposal(session, proposal_id))

        self._context.tasks.run(
            read, owner=self, done=self._ask_about_meaning, name=self.tr("按意思找相近的建议"), latest="alike"
        )

    def _ask_about_meaning(self, found: Found) -> None:
        self._ask(found, offer_meaning=False)

    def _ask(self, found: Found, *, offer_meaning: bool | None = None) -> None:
        offered = can_compare_meanings() if offer_meaning is None else offer_meaning
        if not found.similar and found.group is None and not offered:
            self._context.toast(self.tr("没有找到相近的建议"))
            return
        answer = ask_alike(found.proposal, found.similar, found.group, parent=self._page, offer_meaning=offered)
        if answer is None:
            return
        if answer.by_meaning:
            self.find_by_meaning(found.proposal.id)
        else:
            self.link(found.proposal.id, answer.others, answer.merged)

    def link(self, proposal_id: int, others: tuple[int, ...], merged: bool) -> None:
        """Make them 同类; merged, the one at hand leads unless another already does."""
        name = self.tr("归并建议") if merged else self.tr("标为同类")

        def write(session: Session) -> None:
            group = alike.link(session, [proposal_id, *others])
            if merged:
                alike.merge(session, group)

        done = self._context.perform(name, write)
        if done is not None:
            words = self.tr("已归并 {0} 条，各条原话和出处都保留") if merged else self.tr("已把 {0} 条标为同类")
            self._context.toast(words.format(len(others) + 1), undo=True)
