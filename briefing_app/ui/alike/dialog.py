"""This file asks which similar recommendations are 同类: each with its score, the shared words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.alike import Alike
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.marked_text import MarkedText
from briefing_app.ui.widgets.panes import ScrollPane
from briefing_app.workflows import Similar

_LINK, _MERGE, _MEANING = "link", "merge", "meaning"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person chose: those that are 同类, whether they are to be merged, or to look by meaning first."""

    others: tuple[int, ...] = ()
    merged: bool = False
    by_meaning: bool = False


class AlikeDialog(Dialog):
    """Tick what wants the same; nothing is ticked by the machine."""

    def __init__(
        self,
        proposal: Proposal,
        similar: Sequence[Similar],
        group: Alike | None,
        parent: QWidget | None = None,
        *,
        offer_meaning: bool = False,
    ) -> None:
        super().__init__(
            self.tr("找相近的建议"),
            self.tr("勾选确实是同一件事的。归并后其余各条的状态为“归并”，原话、发言人和出处都保留，可以撤销。"),
            parent=parent,
            width=680,
        )
        self._ticks: list[tuple[int, QCheckBox]] = []
        self.body.addWidget(PlainLabel(f"{proposal.speaker}　{proposal.meeting_title}", self, size=12, tone="t3"))
        self.body.addWidget(ElidedLabel(proposal.text, self, bold=True, lines=3))
        scroll = ScrollPane(self, margin=0, spacing=10)
        scroll.setMinimumHeight(tokens().px(300))
        linked = {one.id for one in group.members} if group else set()
        for one in similar:
            scroll.column.addLayout(self._row(one, linked=one.proposal.id in linked))
        if not similar:
            scroll.column.addWidget(PlainLabel(self.tr("没有找到相近的建议。"), self, tone="t3"))
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.add_verb("", self.tr("取消"), run=self.reject)
        if offer_meaning:
            self.add_verb(_MEANING, self.tr("按意思再找"))
        self._verbs = (
            self.add_verb(_LINK, self.tr("标为同类")),
            self.add_verb(_MERGE, self.tr("归并为一条"), main=True),
        )
        self._follow_ticks()

    def _row(self, similar: Similar, *, linked: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        tick = QCheckBox(self)
        tick.setAccessibleName(similar.proposal.text)
        tick.setChecked(linked)
        tick.toggled.connect(self._follow_ticks)
        self._ticks.append((similar.proposal.id, tick))
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Chip(f"{round(similar.score * 100)}%", self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(MarkedText(similar.proposal.text, similar.spans, self))
        where = [similar.proposal.speaker, similar.proposal.meeting_title]
        if similar.words:
            where.append(self.tr("共同的词：{0}").format("、".join(similar.words[:4])))
        if linked:
            where.append(self.tr("已是同类"))
        words.addWidget(ElidedLabel("　".join(where), self, size=12, tone="t3"))
        row.addLayout(words, 1)
        return row

    def _follow_ticks(self) -> None:
        for verb in self._verbs:
            verb.setEnabled(bool(self.ticked()))

    def ticked(self) -> tuple[int, ...]:
        """The recommendations that a person ticked."""
        return tuple(key for key, tick in self._ticks if tick.isChecked())


def ask_alike(
    proposal: Proposal,
    similar: Sequence[Similar],
    group: Alike | None,
    *,
    parent: QWidget | None = None,
    offer_meaning: bool = False,
) -> Answer | None:
    """What is 同类 and what to do with it; None when left as it is."""
    dialog = AlikeDialog(proposal, similar, group, parent, offer_meaning=offer_meaning)
    dialog.exec()
    if not dialog.answer:
        return None
    return Answer(dialog.ticked(), dialog.answer == _MERGE, dialog.answer == _MEANING)
