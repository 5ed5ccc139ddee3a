"""This file asks in which order speeches are to be printed: a list to drag, or to move by Alt+↑ and Alt+↓."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from briefing_app.domain.speeches import Speech
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog

_ID = Qt.ItemDataRole.UserRole + 1


def ask_hand_order(
    speeches: Sequence[Speech], order: Sequence[int], parent: QWidget | None = None
) -> tuple[int, ...] | None:
    """The ids of the speeches in the order wanted; None when it is left as it is."""
    places = {speech_id: place for place, speech_id in enumerate(order)}
    dialog = Dialog(_tr("发言的次序"), _tr("拖动，或按 Alt+↑、Alt+↓ 移动。只改这本材料册。"), parent=parent, width=520)
    shown = OrderList(sorted(speeches, key=lambda s: places.get(s.id, len(places))), dialog)
    shown.setMinimumHeight(tokens().px(min(420, 34 * len(speeches) + 8)))
    dialog.body.addWidget(shown)
    dialog.add_verb("", _tr("取消"), run=dialog.reject)
    dialog.add_verb("ok", _tr("按这个次序"), main=True)
    dialog.exec()
    return shown.ids() if dialog.answer == "ok" else None


class OrderList(QListWidget):
    """Speeches in an order that a person sets."""

    def __init__(self, speeches: Sequence[Speech], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_tr("发言的次序"))
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for speech in speeches:
            item = QListWidgetItem(f"{speech.speaker_name}　{speech.title or ''}".strip(), self)
            item.setData(_ID, speech.id)

    def ids(self) -> tuple[int, ...]:
        return tuple(self.item(row).data(_ID) for row in range(self.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        row = self.currentRow()
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            return
        super().keyPressEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandOrder", text)
