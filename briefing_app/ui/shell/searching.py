"""This file has the search popover: grouped hits as you type, under a field that keeps the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.ui.context import Context, Target
from briefing_app.ui.pages import late
from briefing_app.ui.shell.hits import GROUP, HIT, HitDelegate
from briefing_app.ui.shell.top_bar import TopBar
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar, EmptyState, Pane, empty_layout

if TYPE_CHECKING:
    from briefing_app.ui.shell.search_results import Found, Results

_MODULE = "briefing_app.ui.shell.search_results"
_PAUSE = 120  # ms without a key before the library is asked


class SearchBox(Pane):
    """A child of the window, not a popup: the field keeps the focus and its input method."""

    def __init__(self, context: Context, top: TopBar, window: QWidget) -> None:
        super().__init__(window, line="popover")
        self._context, self._top, self._window = context, top, window
        self._results: Results | None = None
        self._only = ""
        self._build()
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._wait.timeout.connect(self._ask)
        top.search.textChanged.connect(lambda _text: self._wait.start())
        top.search.entered.connect(self._on_entered)
        top.search.left.connect(self._on_left)
        top.search.key_used.connect(self._on_key)
        self._list.itemClicked.connect(self._open_item)
        context.changes.library_opened.connect(self.leave)
        self.hide()

    def enter(self) -> None:
        """Ctrl+K."""
        self._top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._top.search.selectAll()

    def leave(self) -> None:
        """Close; the words stay in the field for the next time."""
        self.hide()

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._kinds = Bar(self, height=44, surface="")
        self._list = QListWidget(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("搜索结果"))
        self._list.setItemDelegate(HitDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._empty = EmptyState("search", "", "", self)
        self._foot = Bar(self, height=36, line="above", surface="")
        self._foot.add(
            PlainLabel(self.tr("↑ ↓ 选择　　Enter 打开　　Ctrl+Enter 在“建议”中列出"), self, size=12, tone="t2")
        )
        self._foot.add_stretch()
        self._foot.add(PlainLabel(self.tr("可写 发言人: 主题: 状态: 单位:"), self, size=12, tone="t3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self._kinds, self._list, self._empty, self._foot):
            column.addWidget(widget)

    # --- asking ---------------------------------------------------------------------------------------------------

    def _on_entered(self) -> None:
        if self._top.search.text().strip():
            self._wait.start()

    def _on_left(self) -> None:
        # A click into the list must arrive before the list goes.
        QTimer.singleShot(150, self, self._hide_unless_back)

    def _hide_unless_back(self) -> None:
        if not self._top.search.hasFocus():
            self.hide()

    def _ask(self) -> None:
        query = self._top.search.text().strip()
        if not query or not self._context.has_library:
            self.hide()
            return
        self._context.load(
            lambda session: late(_MODULE, "find")(session, query), owner=self, done=self._show, latest="search"
        )

    def _show(self, results: Results) -> None:
        if results.query != self._top.search.text().strip() or not self._top.search.hasFocus():
            return  # never stale
        self._results, self._only = results, ""
        self._fill()
        self._place()
        self.show()
        self.raise_()
        self._list.scrollToTop()

    def _fill(self) -> None:
        results = self._results
        if results is None:
            return
        kinds = late(_MODULE, "KINDS")
        self._fill_kinds(results, kinds)
        self._list.clear()
        per_group = late(_MODULE, "PER_GROUP")
        for kind, found in results.groups:
            if self._only in ("", kind):
                words, icon, _page, counter = kinds[kind]
                self._add(GROUP, (words, self.tr("{0} {1}").format(len(found), counter)))
                for line in found if self._only else found[:per_group]:
                    self._add(HIT, (icon, line))
        self._list.setVisible(bool(results.groups))
        self._empty.setVisible(not results.groups)
        self._empty.say(
            self.tr("没有找到“{0}”").format(results.query), self.tr("换一个词试试；空格分开的几个词要同时出现。")
        )
        self._step(1, start=-1)

    def _fill_kinds(self, results: Results, kinds: dict[str, tuple[str, str, str, str]]) -> None:
        empty_layout(self._kinds.row)
        whole = [("", self.tr("全部"), results.total)]
        for kind, words, count in whole + [(k, kinds[k][0], len(found)) for k, found in results.groups]:
            chip = FilterChip(self.tr("{0} {1}").format(words, f"{count:,}"), self._kinds, count=True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.set_active(kind == self._only)
            chip.clicked.connect(lambda _checked=False, kind=kind: self._show_only(kind))
            self._kinds.add(chip)
        self._kinds.add_stretch()
        self._kinds.setVisible(bool(results.groups))

    def _show_only(self, kind: str) -> None:
        self._only = kind
        QTimer.singleShot(0, self, self._fill)

    def _add(self, role: int, value: Any) -> None:
        item = QListWidgetItem(self._list)
        item.setData(role, value)
        if role == GROUP:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, value[1].text)

    def _place(self) -> None:
        now = tokens()
        width = min(now.px(640), self._window.width() - 32)
        space = self._window.height() * 8 // 10
        rows = [self._list.item(row) for row in range(self._list.count())]
        content = sum(self._list.sizeHintForIndex(self._list.indexFromItem(row)).height() for row in rows)
        bars = self._foot.height() + (self._kinds.height() if rows else 0) + 2
        height = min(space, bars + (content + 2 if rows else now.px(140)))
        under = self._top.search_place()
        x = min(max(under.x() - width // 2, 16), self._window.width() - width - 16)
        self.setGeometry(x, under.y() + 4, width, height)

    # --- keys -----------------------------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.isVisible():
            self._step(1 if key == Qt.Key.Key_Down else -1, start=self._list.currentRow())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._list_all()
            elif self.isVisible() and self._list.currentItem() is not None:
                self._open_item(self._list.currentItem())
            else:
                self._ask()

    def _escape(self) -> None:
        if self.isVisible():
            self.hide()
        else:
            self._top.search.clear()
            page = getattr(self._window, "page", None)
            if page is not None:
                page.setFocus()

    def _step(self, step: int, *, start: int) -> None:
        row = start + step
        while 0 <= row < self._list.count():
            if self._list.item(row).data(HIT) is not None:
                self._list.setCurrentRow(row)
                # The head of the group comes into view with its first line.
                self._list.scrollToItem(self._list.item(max(0, row - 1)))
                self._list.scrollToItem(self._list.item(row))
                return
            row += step

    def _open_item(self, item: QListWidgetItem | None) -> None:
        data = item.data(HIT) if item is not None else None
        if data is None:
            return
        found: Found = data[1]
        self.hide()
        self._context.navigate(late(_MODULE, "KINDS")[found.kind][2], found.target)

    def _list_all(self) -> None:
        query = self._top.search.text().strip()
        self.hide()
        if query:
            self._context.navigate("proposals", Target(filter=ProposalFilter(text=query)))

    def hits(self) -> list[str]:
        """The texts that are listed, for tests."""
        rows = [self._list.item(row).data(HIT) for row in range(self._list.count())]
        return [row[1].text for row in rows if row is not None]
