"""This file shows what would become of the notes and recommendations if the other text were chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from briefing_app.domain.versions import Anchor
from briefing_app.ui.collation.view import CollationView
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, PaneHead
from briefing_app.ui.widgets.side_list import SECOND, SideList
from briefing_app.ui.widgets.tips import plain_tip

_LONGEST = 60
_ANCHOR = int(Qt.ItemDataRole.UserRole) + 1


class AnchorPane(Pane):
    """At the right: how many follow, and each one that would not. `touched` asks to see where it stands."""

    touched = Signal(object)  # Span in the present text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = PaneHead(self.tr("批注和建议"), self)
        self._sum = PlainLabel("", self, wrap=True)
        self._sum.setContentsMargins(16, 12, 16, 8)
        self._why = PlainLabel("", self, size=12, tone="t3", wrap=True)
        self._why.setContentsMargins(16, 0, 16, 12)
        self.list = SideList(self)
        self.list.setAccessibleName(self.tr("跟不上的批注和建议"))
        self.list.currentItemChanged.connect(lambda item, _former: self._on_current(item))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._sum, self._why):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)

    def show_view(self, view: CollationView) -> None:
        """Show what hangs on the speech of a view."""
        flagged = view.misplaced
        following = len(view.anchors) - len(flagged)
        self.list.clear()
        for anchor in flagged:
            self.list.addItem(self._item(anchor))
        self.list.setVisible(bool(flagged))
        self._rest.setVisible(not flagged)
        self._sum.set_tone("warn" if flagged else "")
        if not view.anchors:
            self._sum.setText(self.tr("这篇发言还没有批注，也没有建议。"))
            self._why.setText("")
        elif flagged:
            words = self.tr("以右边为准后，{0} 条跟着原话走，{1} 条失配。")
            self._sum.setText(words.format(following, len(flagged)))
            self._why.setText(self.tr("失配的保留原来的文字，不会挪到别的字上；选定后可以逐条改放或移走。"))
        else:
            self._sum.setText(self.tr("以右边为准后，{0} 条全部跟着原话走。").format(following))
            self._why.setText(self.tr("它们标的文字在右边一字不差。"))

    def _item(self, anchor: Anchor) -> QListWidgetItem:
        words = " ".join(anchor.words.split())
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        item = QListWidgetItem(shown)
        kind = self.tr("建议") if anchor.kind == "proposal" else self.tr("批注")
        item.setData(SECOND, self.tr("{0}　失配").format(kind))
        item.setData(_ANCHOR, anchor)
        item.setToolTip(plain_tip(words))
        return item

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.touched.emit(item.data(_ANCHOR).span)
