"""This file has the bar above the reading pane: ways of reading, marking, hits of a search, steps between speeches."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar


class ReadingTools(Bar):
    """What is asked for is emitted. Its buttons never take the selection away from the text by a click."""

    tree_asked = Signal()
    mode_chosen = Signal(object)
    note_asked = Signal()
    proposal_asked = Signal()
    star_asked = Signal()
    step_asked = Signal(int)
    hit_asked = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=48)
        self.tree_button = IconButton("panel-left", self.tr("会议和发言"), self, keys="Ctrl+B", framed=True)
        self.tree_button.clicked.connect(self.tree_asked)
        self.tree_button.hide()
        self.mode = SegmentedControl(
            [("reading", self.tr("阅读"), "book-open"), ("source", self.tr("原文"), "file-text")],
            self,
            name=self.tr("阅读方式"),
        )
        self.mode.chosen.connect(self.mode_chosen)
        self.add(self.tree_button, self.mode)
        note = self._button(self.tr("批注"), "highlighter", self.note_asked.emit)
        proposal = self._button(self.tr("标为建议"), "message-square-quote", self.proposal_asked.emit)
        self._star = self._button(self.tr("标为重点"), "star", self.star_asked.emit)
        self._marking = (note, proposal, self._star)
        self.add_stretch()
        self._hits = PlainLabel("", self, tone="t2")
        self.add(self._hits)
        self._former_hit = self._step(
            "arrow-up", self.tr("上一处检索命中"), "Shift+F3", lambda: self.hit_asked.emit(-1)
        )
        self._next_hit = self._step("arrow-down", self.tr("下一处检索命中"), "F3", lambda: self.hit_asked.emit(1))
        self._step("chevron-up", self.tr("上一篇"), "Alt+↑", lambda: self.step_asked.emit(-1))
        self._step("chevron-down", self.tr("下一篇"), "Alt+↓", lambda: self.step_asked.emit(1))
        more = self._step("ellipsis", self.tr("更多操作"), "", lambda: None)
        more.clicked.connect(lambda: self.menu_asked.emit(more.mapToGlobal(QPoint(0, more.height()))))
        self.show_hits(0, 0)

    def set_marking(self, possible: bool) -> None:
        """In the source nothing can be marked."""
        for button in self._marking:
            button.setEnabled(possible)

    def show_star(self, starred: bool | None) -> None:
        """Say what the star would do to the recommendation at hand; None: there is none."""
        self._star.setText(self.tr("取消重点") if starred else self.tr("标为重点"))
        self._star.setEnabled(starred is not None)
        self._star.setToolTip("" if starred is not None else self.tr("先在右边点一条建议"))

    def show_hits(self, place: int, count: int) -> None:
        """Say which of the words that were searched for is shown."""
        self._hits.setText(self.tr("命中 {0} / {1}").format(place + 1, count))
        for widget in (self._hits, self._former_hit, self._next_hit):
            widget.setVisible(count > 0)

    def _button(self, words: str, icon_name: str, run: object) -> Button:
        button = Button(words, self, icon_name=icon_name, kind="ghost", size="bar")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if callable(run):
            button.clicked.connect(lambda _checked=False: run())
        self.add(button)
        return button

    def _step(self, icon_name: str, words: str, keys: str, run: object) -> IconButton:
        button = IconButton(icon_name, words, self, keys=keys, bar=True)
        if callable(run):
            button.clicked.connect(lambda _checked=False: run())
        self.add(button)
        return button
