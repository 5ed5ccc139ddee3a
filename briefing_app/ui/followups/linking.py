"""This file asks which recommendations an item of follow-up should also answer to: find some, tick some."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QListWidgetItem, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import Proposal
from briefing_app.store import proposals
from briefing_app.ui.context import Context
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.side_list import SECOND, SideList

_MOST = 100
_PAUSE = 200  # ms between the last key and the search


def ask_for_proposals(context: Context, linked: Sequence[int], parent: QWidget | None = None) -> list[int] | None:
    """The recommendations that were ticked; None when it was left as it is."""
    dialog = LinkDialog(context, linked, parent)
    return dialog.ticked() if dialog.ask() else None


class LinkDialog(FormDialog):
    """A field to find recommendations by their words, and the list of what is found; ticks survive another search."""

    def __init__(self, context: Context, linked: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("关联建议"),
            _tr("一项可以对应几条建议，一条建议也可以对应几项。已经关联的不再列出。"),
            verb=_tr("关联"),
            check=lambda: "" if self.ticked() else _tr("请先勾选建议。"),
            parent=parent,
            width=600,
        )
        self._context, self._linked = context, frozenset(linked)
        self._ticked: dict[int, None] = {}
        self._shown: list[Proposal] = []
        self.text = TextField(_tr("建议或概括里的文字，空格表示同时包含"), self, icon_name="search")
        self.add_field(_tr("查找"), self.text)
        self.list = SideList(self)
        self.list.setAccessibleName(_tr("找到的建议"))
        self.list.setMinimumHeight(tokens().px(280))
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemActivated.connect(self._on_clicked)
        self._count = PlainLabel("", self, size=12, tone="t3", wrap=True)
        self.body.insertWidget(1, self.list, 1)
        self.body.insertWidget(2, self._count)
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._wait.timeout.connect(self._search)
        self.text.textChanged.connect(lambda _text: self._wait.start())
        self._search()

    def ticked(self) -> list[int]:
        """The ids that are ticked, in the order of ticking."""
        return list(self._ticked)

    def _search(self) -> None:
        conditions = ProposalFilter(text=self.text.text().strip())
        self._context.load(
            lambda session: (
                proposals.find(session, conditions, limit=_MOST + len(self._linked)),
                proposals.count(session, conditions),
            ),
            owner=self,
            done=self._show,
            latest="found",
        )

    def _show(self, found: tuple[list[Proposal], int]) -> None:
        self._shown = [one for one in found[0] if one.id not in self._linked][:_MOST]
        self.list.clear()
        for proposal in self._shown:
            item = QListWidgetItem(self.list)
            item.setData(SECOND, f"{proposal.speaker}　{proposal.meeting_title}　{proposal.code}")
            item.setToolTip(proposal.text)
            self._paint_tick(item, proposal)
        self._say_count(found[1])

    def _say_count(self, total: int) -> None:
        if not self._shown:
            self._count.setText(_tr("没有找到，换几个字试试。"))
            return
        more = _tr("　只列出前 {0} 条，请写得更具体些。").format(_MOST) if total > _MOST + len(self._linked) else ""
        self._count.setText(_tr("找到 {0} 条{1}").format(total, more))

    def _on_clicked(self, item: QListWidgetItem) -> None:
        proposal = self._shown[self.list.row(item)]
        if proposal.id in self._ticked:
            del self._ticked[proposal.id]
        else:
            self._ticked[proposal.id] = None
        self._paint_tick(item, proposal)

    def _paint_tick(self, item: QListWidgetItem, proposal: Proposal) -> None:
        mark = "☑" if proposal.id in self._ticked else "☐"
        item.setData(Qt.ItemDataRole.DisplayRole, f"{mark}　{' '.join(proposal.text.split())}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinkDialog", text)
