"""This file has the window: bars round a stack of pages that are made when first shown, and ways between them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPalette,
    QShowEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from briefing_app import clock
from briefing_app.errors import BriefingError
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.libraries import LibraryDesk
from briefing_app.ui.page import Page
from briefing_app.ui.pages import PAGES, entry, late, make
from briefing_app.ui.places import Places
from briefing_app.ui.reminders import remind
from briefing_app.ui.shell.bottom_bar import BottomBar
from briefing_app.ui.shell.commands import WindowCommands
from briefing_app.ui.shell.drop_veil import DropVeil
from briefing_app.ui.shell.opening import Opening
from briefing_app.ui.shell.rail import Rail
from briefing_app.ui.shell.top_bar import TopBar
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from briefing_app.ui.shell.searching import SearchBox


class MainWindow(QMainWindow):
    """The only window. It shows pages and passes on what they ask for; what they do is their own."""

    first_shown = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setWindowTitle(self.tr("言策 · 政协会议材料工作台"))
        self.setAcceptDrops(True)
        self._pages: dict[str, Page] = {}
        self._places = Places(context)
        self._current = ""
        self._watched: QUndoStack | None = None
        self._build()
        self.desk = LibraryDesk(context, self)
        self.commands = WindowCommands(self)
        self._connect()
        self._restore()

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.top = TopBar(self)
        self.rail = Rail(self)
        self.bottom = BottomBar(self.context.tasks, self)
        self.stack = QStackedWidget(self)
        self._blank = Opening(self)
        self.stack.addWidget(self._blank)
        centre = QWidget(self)
        grid = QGridLayout(centre)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top, 0, 0, 1, 2)
        grid.addWidget(self.rail, 1, 0)
        grid.addWidget(self.stack, 1, 1)
        grid.addWidget(self.bottom, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(centre)
        self.toast = Toast(self, above=self.bottom.sizeHint().height())
        self._veil = DropVeil(self)
        self.setMinimumSize(800, 560)

    def _connect(self) -> None:
        context = self.context
        self.rail.chosen.connect(self.show_page)
        self.top.library.clicked.connect(self.commands.open_library_menu)
        self.top.search.entered.connect(lambda: self.search_box)
        self.top.undo.clicked.connect(self.undo)
        self.top.redo.clicked.connect(self.redo)
        self.top.import_button.clicked.connect(lambda: self.import_files([]))
        self.top.export_button.clicked.connect(self.export)
        self.toast.undo_asked.connect(context.undo_stack.undo)
        context.navigation_asked.connect(self.show_page)
        context.toast_asked.connect(lambda text, undo: self.toast.tell(text, undo=undo))
        context.import_asked.connect(self.import_files)
        context.command_asked.connect(lambda key: self.commands.actions[key].trigger())
        context.export_possible.connect(self.top.export_button.setEnabled)
        context.failed.connect(self._on_failed)
        context.saved.connect(self._on_saved)
        context.changes.library_opened.connect(self._on_library_opened)
        context.changes.library_closing.connect(self._drop_pages)
        context.preferences.changed.connect(self._on_settings_changed)
        theme().changed.connect(self._on_theme_changed)
        self._name_undo()

    @cached_property
    def search_box(self) -> SearchBox:
        """Made when the search field is first entered."""
        box: SearchBox = late("briefing_app.ui.shell.searching", "SearchBox")(self.context, self.top, self)
        return box

    def enter_search(self) -> None:
        """Ctrl+K."""
        self.search_box.enter()

    # --- pages ----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    def show_page(self, key: str, target: Target | None = None) -> Page | None:
        """Show a page, made now if it never was. Without a library nothing is shown yet."""
        if not self.context.has_library:
            return None
        if key != self._current:
            self._places.keep(self._pages)
        page = self._pages.get(key) or self._make(key)
        self._current = key
        self.rail.show_current(key)
        self.stack.setCurrentWidget(page)
        self.bottom.say(page.status)
        self.context.preferences.remember("page", key)
        self._name_undo()
        if target is not None and target != Target():
            page.show_target(target)
        return page

    def _make(self, key: str) -> Page:
        page = make(entry(key), self.context)
        self._pages[key] = page
        self.stack.addWidget(page)
        page.status_changed.connect(self._on_status_changed)
        self._places.bring_back(key, page)
        return page

    def _on_status_changed(self, text: str) -> None:
        if self.sender() is self.page:
            self.bottom.say(text)
            self._name_undo()  # a page may have begun to review, with a stack of its own

    def _on_library_opened(self) -> None:
        self._drop_pages()
        self._places.open()
        library = self.context.library
        self.top.library.set_name(self.desk.name_of(library.path), str(library.path))
        self.top.place_again()
        if library.read_only:
            self.bottom.show_read_only()
        self.top.import_button.setEnabled(not library.read_only)
        kept = self.context.preferences.recall("page")
        known = {page.key for page in PAGES}
        self.show_page(kept if kept in known else "overview")
        if self._current not in ("overview", "followups"):
            remind(self.context)

    def _drop_pages(self) -> None:
        """The pages of a library go with it: their timers must not ask one that is closed."""
        self._places.keep(self._pages)
        self.stack.setCurrentWidget(self._blank)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    # --- undo -----------------------------------------------------------------------------------------------------

    def _undo_stack(self) -> QUndoStack:
        own = self.page.own_undo_stack() if self.page is not None else None
        return own if own is not None else self.context.undo_stack

    def undo(self) -> None:
        """Undo on the page's own stack, or the library's; what is still being typed is kept first."""
        self.context.keep()
        stack = self._undo_stack()
        words = stack.undoText()
        if stack.canUndo():
            stack.undo()
            if stack is self.context.undo_stack:
                self.context.toast(self.tr("已撤销：{0}").format(words))

    def redo(self) -> None:
        self.context.keep()
        stack = self._undo_stack()
        words = stack.redoText()
        if stack.canRedo():
            stack.redo()
            if stack is self.context.undo_stack:
                self.context.toast(self.tr("已重做：{0}").format(words))

    def _name_undo(self, _index: int = 0) -> None:
        stack = self._undo_stack()
        if stack is not self._watched:
            self._watched = stack
            stack.indexChanged.connect(self._name_undo, Qt.ConnectionType.UniqueConnection)
        undo = self.tr("撤销：{0}").format(stack.undoText()) if stack.canUndo() else self.tr("撤销")
        redo = self.tr("重做：{0}").format(stack.redoText()) if stack.canRedo() else self.tr("重做")
        self.top.undo.set_name(undo, "Ctrl+Z")
        self.top.redo.set_name(redo, "Ctrl+Shift+Z")
        self.top.undo.setEnabled(stack.canUndo())
        self.top.redo.setEnabled(stack.canRedo())

    # --- files ----------------------------------------------------------------------------------------------------

    def import_files(self, chosen: list[Path]) -> None:
        """Read files into drafts on the page 材料; without files, ask for some."""
        if not self.context.has_library or self.context.read_only:
            return
        kinds = "*" + " *".join(late("briefing_app.importing.readers", "suffixes")())
        self._start_import(
            chosen
            or messages.ask_open_files(self, self.tr("导入材料"), self.tr("会议材料 ({0});;所有文件 (*)").format(kinds))
        )

    def import_folder(self) -> None:
        """Everything in a folder that can be read, at once; a report says what needs a person."""
        if self.context.has_library and not self.context.read_only:
            folder = messages.ask_folder(self, self.tr("导入文件夹"))
            self._start_import([folder] if folder else [])

    def import_clipboard(self) -> None:
        """What was copied elsewhere: a web page's text, a passage of a manuscript."""
        if not self.context.has_library or self.context.read_only:
            return
        pasted = late("briefing_app.ui.review.pasted", "from_clipboard")()
        if pasted is None:
            self.context.toast(self.tr("剪贴板里没有文字：先在别处复制，再来导入"))
        self._start_import([pasted] if pasted else [])

    def _start_import(self, material: list[Any]) -> None:
        if not material:
            return
        page = self.show_page("library")
        start = getattr(page, "start_import", None)
        if start is not None:
            start(material)

    def export(self) -> None:
        """What the page exports as it stands; else the packs."""
        if self.page is not None and not self.page.export():
            self.show_page("packs", Target(word="new"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if _files(event.mimeData().urls()) and self.context.has_library and not self.context.read_only:
            event.acceptProposedAction()
            self._veil.lift(over=self.stack)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        super().dragLeaveEvent(event)
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._veil.hide()
        files = _files(event.mimeData().urls())
        event.acceptProposedAction()
        # The drop must end before a page asks anything.
        QTimer.singleShot(0, self, lambda: self.import_files(files))

    # --- telling --------------------------------------------------------------------------------------------------

    def _on_failed(self, error: BriefingError) -> None:
        if not self.desk.troubles.take(error):
            messages.show_error(self, error)

    def _on_saved(self) -> None:
        self.bottom.show_saved(clock.now())
        self.top.export_button.setEnabled(True)

    def _on_settings_changed(self) -> None:
        settings = self.context.settings
        theme().apply(settings.look, settings.text_scale / 100)
        self.context.changes.settings_changed.emit()

    def _on_theme_changed(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, tokens().win)
        self.setPalette(palette)

    # --- the window itself ----------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self.context.preferences.recall_bytes("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        QTimer.singleShot(0, self, self.first_shown.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.context.preferences.remember("geometry", self.saveGeometry())
        if not self._may_close():
            event.ignore()
            return
        self.context.keep()
        self.desk.sharing.give_back_now()  # a worker does it, as long as there are any
        self.context.tasks.close()
        self.desk.close()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        jobs = self.context.tasks.jobs
        return not jobs or messages.ask(
            self,
            self.tr("还有工作没有做完，要退出吗？"),
            self.tr("“{0}”会停下，不会留下半截文件。已经存进资料库的内容不受影响。").format(jobs[0].name),
            yes=self.tr("停下并退出"),
            no=self.tr("继续工作"),
        )


def _files(urls: list[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and Path(url.toLocalFile()).exists()]
