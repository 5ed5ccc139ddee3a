"""This file has the left pane of 材料: the tree of meetings with its head and the field that narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.domain.meetings import Meeting
from briefing_app.domain.speeches import Speech
from briefing_app.ui.library.tree import MeetingTree
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.panes import Bar, PageHead, Pane


class TreePane(Pane):
    """Shows those meetings that hold every word of the field, in their facts, tags or the names of their speakers."""

    drafts_asked = Signal()
    people_asked = Signal()
    fold_asked = Signal()
    notes_asked = Signal()
    narrowed = Signal()

    def __init__(self, speeches_of: Callable[[int], Sequence[Speech]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speeches_of = speeches_of
        self._meetings: Sequence[Meeting] = ()
        self.tree = MeetingTree(speeches_of, self)
        self._head = PageHead(self.tr("材料"), self)
        self._drafts = IconButton("inbox", self.tr("没有审完的导入"), self, bar=True)
        self._drafts.clicked.connect(self.drafts_asked)
        people = IconButton("users", self.tr("人物"), self, keys="Ctrl+Shift+R", bar=True)
        people.clicked.connect(self.people_asked)
        notes = IconButton("highlighter", self.tr("全部批注"), self, keys="Ctrl+Alt+B", bar=True)
        notes.clicked.connect(self.notes_asked)
        fold_all = IconButton("fold-vertical", self.tr("全部折叠"), self, bar=True)
        fold_all.clicked.connect(self.tree.fold_all)
        fold = IconButton("panel-left", self.tr("收起会议列表"), self, keys="Ctrl+B", bar=True)
        fold.clicked.connect(self.fold_asked)
        self._head.add(self._drafts, people, notes, fold_all, fold)
        bar = Bar(self, height=44, margin=12)
        self.field = TextField(self.tr("筛选会议或发言人"), bar, icon_name="list-filter", bar=True)
        self.field.textChanged.connect(lambda _text: self._on_narrowed())
        bar.add(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, bar):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)

    def show_meetings(self, meetings: Sequence[Meeting]) -> None:
        """Show meetings, narrowed by what stands in the field."""
        self._meetings = meetings
        words = self.field.text().casefold().split()
        shown = [meeting for meeting in meetings if self._matches(meeting, words)]
        self.tree.show_meetings(shown)
        all_of_them = self.tr("{0} 场").format(len(meetings))
        some = self.tr("{0} / {1} 场").format(len(shown), len(meetings))
        self._head.set_note(some if words else all_of_them)

    def is_empty(self) -> bool:
        """Whether nothing holds the words of the field."""
        return self.tree.model().rowCount() == 0

    def show_waiting(self, count: int) -> None:
        """Offer to go on with so many drafts."""
        self._drafts.setVisible(count > 0)
        self._drafts.set_name(self.tr("{0} 份没有审完的导入").format(count))

    def _on_narrowed(self) -> None:
        self.show_meetings(self._meetings)
        self.narrowed.emit()

    def _matches(self, meeting: Meeting, words: list[str]) -> bool:
        if not words:
            return True
        facts = meeting.facts
        known = " ".join(
            part for part in (meeting.title, facts.session, facts.topic, facts.when, *meeting.tags) if part
        )
        names = [word for speech in self._speeches_of(meeting.id) for word in (speech.speaker_name, *speech.tags)]
        text = f"{known} {' '.join(names)}".casefold()
        return all(word in text for word in words)
