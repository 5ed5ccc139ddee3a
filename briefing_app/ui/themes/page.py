"""This file is the page 主题: the tree of themes, and suggestions that one key confirms or takes away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.themes import Theme
from briefing_app.store import themes
from briefing_app.store.themes import Waiting
from briefing_app.ui import messages
from briefing_app.ui.aside import MANY
from briefing_app.ui.context import Context, Target
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.page import Json, Page
from briefing_app.ui.themes.tree import ThemeTree
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.panes import EmptyState, MemorySplitter, PageHead, Pane, PaneHead, WidthWatch
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A suggestion with a number of its own: one recommendation can have several."""

    number: int
    waiting: Waiting


def _read(session: Session) -> tuple[list[Theme], list[Waiting]]:
    return themes.find(session), themes.waiting(session)


class ThemesPage(Page):
    """主题: Enter confirms a suggestion, Delete takes it away; themes are renamed, merged and moved in the tree."""

    title = "主题"
    watches = frozenset({"theme", "proposal_theme", "proposal", "speech", "meeting"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._themes: dict[int, Theme] = {}
        self._waiting: list[Waiting] = []
        self._wanted = 0  # the theme to go back to
        self._head = PageHead(self.tr("主题"), self)
        self._tree = ThemeTree(self)
        self._every = Button(self.tr("看全部待确认"), self, icon_name="list")
        self._confirm = Button(self.tr("确认"), self, icon_name="check", kind="main", size="bar", keys="Enter")
        self._reject = Button(self.tr("不是这个主题"), self, icon_name="x", size="bar", keys="Del")
        self._confirm_all = Button(self.tr("全部确认"), self, icon_name="check-check", size="bar")
        self._table = Table(
            RowsModel(self._columns(), lambda row: row.number),
            self,
            name="themes",
            preferences=context.preferences,
            row_height=52,
            row_lines=(13, 13),
            accessible_name=self.tr("待确认的主题"),
        )
        self._empty = EmptyState("tags", "", parent=self)
        self._build()
        self._connect()

    def _columns(self) -> list[Column[_Row]]:
        return [
            Column("theme", self.tr("主题"), 108, value=lambda r: [(r.waiting.theme, False)], kind="chips", least=84),
            Column("text", self.tr("建议原文"), 0, lambda r: r.waiting.text, kind="lines", least=144),
            Column("speaker", self.tr("发言人"), 92, lambda r: r.waiting.speaker, rank=2),
            Column("reason", self.tr("程序为什么这样想"), 220, lambda r: r.waiting.reason, kind="lines", least=120),
            Column("sure", self.tr("把握"), 56, _sure, kind="number", align_right=True, rank=2),
        ]

    def _build(self) -> None:
        new = Button(self.tr("新建主题"), self, icon_name="plus")
        new.clicked.connect(self.add_theme)
        self._head.add(self._every, new)
        right = Pane(self)
        self._right_head = PaneHead(self.tr("待确认"), right)
        self._right_head.add(self._confirm, self._reject, self._confirm_all)
        self._stack = QStackedWidget(right)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._right_head)
        inner.addWidget(self._stack, 1)
        splitter = MemorySplitter(
            "themes", self.context.preferences, widths=[320, 0], least=[304, 400], parent=self, wish=640
        )
        splitter.addWidget(self._tree)
        splitter.addWidget(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(splitter, 1)
        WidthWatch(self, 1000, self._table.set_short_of_room)

    def _connect(self) -> None:
        self._tree.chosen.connect(lambda _theme: self._show_waiting())
        self._tree.moved.connect(self._move)
        self._tree.renamed.connect(self._rename)
        self._tree.menu_asked.connect(self._open_menu)
        self._every.clicked.connect(self._show_every)
        self._confirm.clicked.connect(lambda: self.confirm(self._current()))
        self._reject.clicked.connect(lambda: self.reject(self._current()))
        self._confirm_all.clicked.connect(lambda: self.confirm([row.waiting for row in self._table.rows_model.rows]))
        self._table.opened.connect(lambda _number: self.confirm(self._current()))
        self.add_command(self.tr("去掉推测的主题"), lambda: self.reject(self._current()), keys="Del", icon_name="x")
        self.add_command(self.tr("新建主题"), self.add_theme, keys="Ctrl+N", icon_name="plus")
        self.add_command(self.tr("主题改名"), self._tree.edit_current, icon_name="pencil")
        self.add_command(self.tr("历史"), self.show_history, keys="Ctrl+H", icon_name="history")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(_read, owner=self, done=self._show, latest="themes")

    def place(self) -> Json:
        """Which theme is chosen; none: all of them."""
        return {"theme": self._tree.current_id() or 0}

    def go_back_to(self, place: Json) -> None:
        self._wanted = int(place["theme"])

    def _show(self, found: tuple[list[Theme], list[Waiting]]) -> None:
        known, self._waiting = found
        self._themes = {theme.id: theme for theme in known}
        self._tree.show_themes(known, Counter(one.theme_id for one in self._waiting))
        if self._wanted in self._themes:
            self._tree.choose(self._wanted)
        self._wanted = 0
        words = self.tr("{0} 个主题　待确认 {1} 条").format(len(known), f"{len(self._waiting):,}")
        self._head.set_note(words)
        self.set_status(words)
        self._show_waiting()

    def _show_waiting(self) -> None:
        chosen = self._tree.current_id()
        shown = [one for one in self._waiting if chosen in (None, one.theme_id)]
        place = self._table.currentIndex().row()
        self._table.set_rows([_Row(number, one) for number, one in enumerate(shown)])
        if shown and place >= 0:
            self._table.selectRow(min(place, len(shown) - 1))
        name = self._themes[chosen].name if chosen in self._themes else self.tr("全部主题")
        self._right_head.set_title(self.tr("{0}　{1} 条").format(name, f"{len(shown):,}"))
        for button in (self._confirm, self._reject, self._confirm_all):
            button.setEnabled(bool(shown))
        self._stack.setCurrentWidget(self._table if shown else self._empty)
        if not shown:
            self._say_empty(name)

    def _say_empty(self, name: str) -> None:
        if not self._themes:
            self._empty.say(
                self.tr("还没有主题"),
                self.tr("导入材料时，程序会按各人反复说到的词提出主题，由你确认；也可以自己新建。"),
                button=self.tr("新建主题"),
                run=self.add_theme,
            )
        elif self._waiting:
            self._empty.say(
                self.tr("“{0}”没有待确认的").format(name),
                self.tr("别的主题还有 {0} 条。").format(f"{len(self._waiting):,}"),
                button=self.tr("看全部待确认"),
                run=self._show_every,
            )
        else:
            self._empty.say(self.tr("主题都确认过了"), self.tr("拖动左边的主题可以分层；右键可以改名、合并。"))

    def _show_every(self) -> None:
        self._tree.choose_none()
        self._show_waiting()

    def _current(self) -> list[Waiting]:
        keys = set(self._table.selected_keys())
        return [row.waiting for row in self._table.rows_model.rows if row.number in keys]

    # --- deciding -------------------------------------------------------------------------------------------------

    def confirm(self, chosen: list[Waiting]) -> None:
        """Turn suggestions into decisions, in one step."""

        def confirm_all(session: Session) -> None:
            for name, ids in _by_theme(chosen).items():
                themes.confirm(session, ids, name)

        if chosen:
            self.context.perform(self._words(self.tr("确认主题"), chosen), confirm_all, rows=len(chosen))

    def reject(self, chosen: list[Waiting]) -> None:
        """Take suggestions away, in one step."""

        def unlink_all(session: Session) -> None:
            for name, ids in _by_theme(chosen).items():
                themes.unlink(session, ids, name)

        if chosen:
            self.context.perform(self._words(self.tr("去掉推测的主题"), chosen), unlink_all, rows=len(chosen))

    def _words(self, action: str, chosen: list[Waiting]) -> str:
        if len(chosen) == 1:
            return self.tr("{0}“{1}”").format(action, chosen[0].theme)
        return self.tr("{0}（{1} 条）").format(action, len(chosen))

    # --- the tree -------------------------------------------------------------------------------------------------

    def add_theme(self) -> None:
        """A new theme, at the top."""
        name = messages.ask_text(self, self.tr("新建主题"), field=self.tr("主题"), verb=self.tr("新建"))
        if name:
            done = self.context.perform(self.tr("新建主题“{0}”").format(name), lambda s: themes.named(s, name))
            if done is not None:
                self.context.toast(self.tr("已新建主题“{0}”").format(name), undo=True)

    def _rename(self, theme_id: int, name: str) -> None:
        if name.strip() != self._themes[theme_id].name and not self.context.perform(
            self.tr("主题改名"), lambda s: themes.rename(s, theme_id, name)
        ):
            self.reload()  # the tree shows what was typed, the library what is

    def show_history(self) -> None:
        """Who changed what of the current theme, and when."""
        chosen = self._tree.current_id()
        if chosen is not None:
            show_history(self.context, "theme", chosen, self._themes[chosen].name, self)

    def _move(self, theme_id: int, parent_id: int | None) -> None:
        if parent_id != self._themes[theme_id].parent_id:
            self.context.perform(self.tr("移动主题"), lambda s: themes.set_parent(s, theme_id, parent_id))

    def _merge(self, theme_id: int, into: int) -> None:
        gone, kept = self._themes[theme_id].name, self._themes[into].name
        words = self.tr("把主题“{0}”并入“{1}”").format(gone, kept)
        if self.context.perform(words, lambda s: themes.merge(s, theme_id, into), rows=MANY):
            self.context.toast(self.tr("已把“{0}”并入“{1}”").format(gone, kept), undo=True)

    def _remove(self, theme_id: int) -> None:
        if self.context.perform(self.tr("移走主题"), lambda s: themes.remove(s, theme_id)):
            self.context.toast(self.tr("已把主题移到回收站"), undo=True)

    def _open_menu(self, theme_id: int, place: QPoint) -> None:
        one = self._themes[theme_id]
        others = [other for other in self._themes.values() if other.id != theme_id]
        menu = QMenu(self)
        conditions = ProposalFilter(themes=(one.name,))
        menu.addAction(
            self.tr("看这个主题的建议"),
            lambda: self.context.navigate("proposals", Target(filter=conditions)),
        )
        menu.addAction(self.tr("改名"), self._tree.edit_current)
        below = menu.addMenu(self.tr("放到…之下"))
        into = menu.addMenu(self.tr("并入…"))
        for other in others:
            below.addAction(other.name, partial(self._move, theme_id, other.id))
            into.addAction(other.name, partial(self._merge, theme_id, other.id))
        top = menu.addAction(self.tr("放到最上层"), partial(self._move, theme_id, None))
        top.setEnabled(one.parent_id is not None)
        menu.addAction(self.tr("历史"), self.show_history)
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self._remove, theme_id))
        menu.exec(place)


def _sure(row: _Row) -> str:
    return "" if row.waiting.confidence is None else f"{round(row.waiting.confidence * 100)}%"


def _by_theme(chosen: list[Waiting]) -> dict[str, list[int]]:
    """The recommendations under each theme that was suggested."""
    found: dict[str, list[int]] = {}
    for one in chosen:
        found.setdefault(one.theme, []).append(one.proposal_id)
    return found
