"""This file is the page 批注: all marks and notes, with filters, and the way to their words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.store import meetings
from briefing_app.ui.context import Context, Target
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.library.note_popover import NotePopover
from briefing_app.ui.notes.filter_bar import NoteConditions, NotesBar
from briefing_app.ui.page import Json, Page
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.panes import EmptyState, PageHead, WidthWatch
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table


@dataclass(frozen=True, slots=True)
class Note:
    """A mark with the title of its meeting."""

    annotation: Annotation
    meeting: str


def read_notes(session: Session) -> list[Note]:
    """All marks, in the order of meetings and texts."""
    titles = {meeting.id: meeting.title for meeting in meetings.find(session)}
    return [Note(one, titles.get(one.meeting_id or 0, "")) for one in notes.find(session)]


class NotesPage(Page):
    """批注: Enter goes to the words; a right click edits, recolours, removes."""

    title = "批注"
    watches = frozenset({"annotation", "speech", "meeting"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._notes: list[Note] = []
        self._head = PageHead(self.tr("批注"), self)
        self._open = Button(self.tr("看原文"), self, icon_name="locate")
        self._edit = Button(self.tr("编辑"), self, icon_name="pencil-line")
        self._remove = Button(self.tr("移到回收站"), self, icon_name="trash-2")
        self._head.add(self._open, self._edit, self._remove)
        self._bar = NotesBar(self)
        self._table = Table(
            RowsModel(self._columns(), lambda note: note.annotation.id),
            self,
            name="notes",
            preferences=context.preferences,
            row_height=52,
            row_lines=(13, 13),
            accessible_name=self.tr("批注列表"),
        )
        self._empty = EmptyState("highlighter", "", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        WidthWatch(self, 1120, self._table.set_short_of_room)
        self._connect()

    def _columns(self) -> list[Column[Note]]:
        return [
            Column("check", self.tr("选择"), 36, kind="check", least=36),
            Column(
                "kind", self.tr("种类"), 76, value=lambda n: [(n.annotation.colour.value, True)], kind="chips", least=76
            ),
            Column("note", self.tr("批注"), 0, lambda n: n.annotation.note or "—", kind="lines", least=200),
            Column("quote", self.tr("标记的原文"), 260, self._quote, kind="lines", least=120),
            Column(
                "speaker", self.tr("发言人"), 148, lambda n: n.annotation.speaker, second=lambda n: n.meeting, least=88
            ),
            Column("author", self.tr("谁写的"), 84, lambda n: n.annotation.author, rank=2),
            Column(
                "at", self.tr("时间"), 132, lambda n: f"{n.annotation.created_at.astimezone():%Y-%m-%d %H:%M}", rank=2
            ),
        ]

    def _quote(self, note: Note) -> str:
        quote = note.annotation.quote.replace("\n", " ")
        return self.tr("失配：{0}").format(quote) if note.annotation.misplaced else quote

    def _connect(self) -> None:
        self._bar.changed.connect(self._show_rows)
        self._open.clicked.connect(lambda: self._go(self._table.current_key()))
        self._edit.clicked.connect(self.edit)
        self._remove.clicked.connect(self.remove)
        self._table.opened.connect(self._go)
        self._table.menu_asked.connect(self._open_menu)
        self.add_command(self.tr("在批注中筛文字"), self._bar.focus_text, keys="Ctrl+F", icon_name="list-filter")
        self.add_command(self.tr("编辑批注"), self.edit, keys="F2", icon_name="pencil-line")
        self.add_command(self.tr("移走批注"), self.remove, keys="Del", icon_name="trash-2")
        self.add_command(self.tr("历史"), self.show_history, keys="Ctrl+H", icon_name="history")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(read_notes, owner=self, done=self._show, latest="notes")

    def show_target(self, target: Target) -> None:
        if target.word == "misplaced":
            self._bar.set_conditions(NoteConditions(misplaced=True))
        if target.annotation_id is not None and not self._table.select_key(target.annotation_id):
            self._bar.set_conditions(NoteConditions())
            self._table.select_key(target.annotation_id)

    def place(self) -> Json:
        """How the list is narrowed, and which note is the current one."""
        return {"conditions": self._bar.conditions.plain(), "table": self._table.place()}

    def go_back_to(self, place: Json) -> None:
        self._bar.set_conditions(NoteConditions.read(place["conditions"]))
        self._table.go_back_to(place["table"])

    def _show(self, found: list[Note]) -> None:
        self._notes = found
        self._bar.offer([(note.annotation, note.meeting) for note in found])
        self._show_rows()

    def _show_rows(self) -> None:
        asked = self._bar.conditions
        shown = [note for note in self._notes if asked.fits(note.annotation)]
        model = self._table.rows_model
        model.pick(model.picked - {note.annotation.id for note in shown}, on=False)
        self._table.set_rows(shown)
        words = self.tr("显示 {0} / {1} 条").format(f"{len(shown):,}", f"{len(self._notes):,}")
        self._head.set_note(words)
        self.set_status(self.tr("批注　{0}").format(words))
        for button in (self._open, self._edit, self._remove):
            button.setEnabled(bool(shown))
        self._stack.setCurrentWidget(self._table if shown else self._empty)
        if not shown:
            self._say_empty()

    def _say_empty(self) -> None:
        if self._notes:
            self._empty.say(
                self.tr("没有符合筛选的批注"),
                self.tr("去掉这些条件后有 {0} 条。").format(f"{len(self._notes):,}"),
                button=self.tr("清除筛选"),
                run=lambda: self._bar.set_conditions(NoteConditions()),
            )
        else:
            self._empty.say(
                self.tr("还没有批注"),
                self.tr("在“材料”里选中一段文字，选一种颜色或写下批注，就会列在这里。"),
                button=self.tr("去材料页"),
                run=lambda: self.context.navigate("library"),
            )

    # --- work on notes --------------------------------------------------------------------------------------------

    def _one(self, key: int) -> Annotation | None:
        return next((note.annotation for note in self._notes if note.annotation.id == key), None)

    def _go(self, key: int) -> None:
        note = self._one(key)
        if note is not None:
            target = Target(speech_id=note.speech_id, annotation_id=note.id, span=note.span)
            self.context.navigate("library", target)

    def edit(self, place: QPoint | None = None) -> None:
        """Write the current note in its popover."""
        note = self._one(self._table.current_key())
        if note is None:
            return
        popover = NotePopover(self.context.read(lambda s: notes.one(s, note.id)), self)
        popover.noted.connect(lambda key, text: self._perform(self.tr("写批注"), partial(notes.update, note=text), key))
        popover.recoloured.connect(lambda key, colour: self._recolour([key], colour))
        popover.removed.connect(lambda key: self._remove_all([key]))
        popover.open_at(place if isinstance(place, QPoint) else QCursor.pos())

    def show_history(self) -> None:
        """Who changed what of the current note, and when."""
        note = self._one(self._table.current_key())
        if note is not None:
            title = f"{note.colour.value}　“{note.quote}”"
            show_history(self.context, "annotation", note.id, title, self)

    def remove(self) -> None:
        """The ticked notes, or the current one, into the 回收站."""
        self._remove_all(self._table.selected_keys())

    def _perform(self, words: str, work: partial[Annotation], key: int) -> None:
        self.context.perform(words, lambda session: work(session, key))

    def _recolour(self, keys: list[int], colour: MarkColour) -> None:
        self.context.perform(
            self.tr("改批注种类"),
            lambda s: [notes.update(s, key, colour=colour) for key in keys] and None,
            rows=len(keys),
        )

    def _remove_all(self, keys: list[int]) -> None:
        def remove(session: Session) -> None:
            for key in keys:
                notes.remove(session, key)

        if keys and self.context.perform(self.tr("移走 {0} 条批注").format(len(keys)), remove, rows=len(keys)):
            self.context.toast(self.tr("已把 {0} 条批注移到回收站").format(len(keys)), undo=True)

    def _open_menu(self, key: int, place: QPoint) -> None:
        note = self._one(key)
        if note is None:
            return
        keys = self._table.selected_keys() or [key]
        menu = QMenu(self)
        menu.addAction(self.tr("看原文"), partial(self._go, key))
        menu.addAction(self.tr("编辑批注"), partial(self.edit, place))
        if note.misplaced:
            menu.addAction(
                self.tr("就标现在这几个字"),
                lambda: self.context.perform(self.tr("认可批注的位置"), lambda s: notes.confirm_place(s, key)),
            )
        for colour in MarkColour:
            menu.addAction(self.tr("改为“{0}”").format(colour.value), partial(self._recolour, keys, colour))
        only = replace(NoteConditions(), meetings=(note.meeting_id or 0,))
        menu.addAction(self.tr("只看这场会议的批注"), partial(self._bar.set_conditions, only))
        menu.addAction(self.tr("历史"), self.show_history)
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self._remove_all, keys))
        menu.exec(place)
