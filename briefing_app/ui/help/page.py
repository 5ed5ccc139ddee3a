"""This file is the page 帮助: topics at the left, their text at the right, all offline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFont, QImage, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from briefing_app import __version__, paths
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.page import Json, Page
from briefing_app.ui.pages import late
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED
from briefing_app.ui.widgets.panes import MemorySplitter, PageHead
from briefing_app.ui.widgets.side_list import SideList

_PICTURE = "\ufffc"  # stands in Qt's text for a picture


class HelpPage(Page):
    """The topics are the Markdown files of resources/help, in the order of their names."""

    title = "帮助"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._head = PageHead(self.tr("帮助"), self)
        self._head.set_note(self.tr("言策 {0}").format(__version__))
        manual = Button(self.tr("导出手册…"), self, icon_name="file-down")
        manual.clicked.connect(self._export_manual)
        keys = Button(self.tr("快捷键一览"), self, icon_name="keyboard")
        keys.clicked.connect(lambda: context.command_asked.emit("shortcuts"))
        self._head.add(manual, keys)
        self._topics = SideList(self)
        self._topics.setAccessibleName(self.tr("帮助主题"))
        self._text = _HelpText(self)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(self.tr("帮助内容"))
        self._text.setProperty(RINGED, INSIDE)
        splitter = MemorySplitter("help", context.preferences, widths=[240, 0], least=[160, 320], parent=self)
        splitter.addWidget(self._topics)
        splitter.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(splitter, 1)
        self._fill()
        self._topics.currentItemChanged.connect(lambda _new, _old: self._show())
        self._text.anchorClicked.connect(self._on_link)
        self._text.width_changed.connect(self._show)  # pictures are as wide as lines
        self._topics.setCurrentRow(0)

    def topics(self) -> list[str]:
        """The names of the topics."""
        return [self._topics.item(row).text() for row in range(self._topics.count())]

    def show_target(self, target: Target) -> None:
        for row in range(self._topics.count()):
            if Path(self._topics.item(row).data(Qt.ItemDataRole.UserRole)).stem.endswith(target.word):
                self._topics.setCurrentRow(row)

    def place(self) -> Json:
        """Which topic is read."""
        return {"topic": self._topics.currentRow()}

    def go_back_to(self, place: Json) -> None:
        self._topics.setCurrentRow(min(max(0, int(place["topic"])), self._topics.count() - 1))

    def reload(self) -> None:
        self.set_status(self.tr("帮助"))

    def on_theme_changed(self) -> None:
        self._text.keep_lines_short()
        self._show()

    def _fill(self) -> None:
        for path in sorted((paths.resources() / "help").glob("*.md")):
            heading = path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ").strip()
            item = QListWidgetItem(heading, self._topics)
            item.setData(Qt.ItemDataRole.UserRole, str(path))

    def _show(self) -> None:
        if self._topics.currentRow() < 0:
            return
        item = self._topics.currentItem()
        now = tokens()
        document = self._text.document()
        document.setDefaultFont(now.font(14))
        document.setDocumentMargin(24)
        self._text.setMarkdown(Path(item.data(Qt.ItemDataRole.UserRole)).read_text(encoding="utf-8"))
        self._set_lines()
        self._text.verticalScrollBar().setValue(0)

    def _set_lines(self) -> None:
        """Room between lines, and headings in our sizes."""
        now = tokens()
        block = self._text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = QTextBlockFormat(block.blockFormat())
            level = shape.headingLevel()
            if _PICTURE not in block.text():  # else there would be a gap as of a fifth of its height below it
                shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(now.px(6))
            shape.setTopMargin(now.px(14) if level > 1 else 0)
            cursor.setBlockFormat(shape)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                style = cursor.charFormat()
                style.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                style.setFont(QFont(now.font(18 if level == 1 else 14, bold=True)))
                cursor.setCharFormat(style)
            block = block.next()

    def _export_manual(self) -> None:
        """The whole help as a PDF, set like the packs."""
        path = messages.ask_save_file(
            self, self.tr("导出用户手册"), paths.packs() / self.tr("言策用户手册.pdf"), self.tr("PDF 文件 (*.pdf)")
        )
        if path is None:
            return
        self.context.tasks.run(
            lambda _job: late("briefing_app.workflows.manual", "write_manual")(path, force=True),
            owner=self,
            done=lambda pages: self.context.toast(self.tr("用户手册已导出，共 {0} 页").format(pages)),
            name=self.tr("正在编排用户手册"),
        )

    def _on_link(self, link: QUrl) -> None:
        if link.scheme() == "page":
            self.context.navigate(link.path())
        elif link.scheme() == "topic":
            self.show_target(Target(word=link.path()))


class _HelpText(QTextBrowser):
    """A line is never longer than is good to read, and a picture never wider than a line."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """A picture of the window, as sharp as the screen can show it at the width of a line."""
        path = paths.resources() / "help" / QUrl(name).path()
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return super().loadResource(kind, name)
        ratio = self.devicePixelRatioF()
        width = round((self.lineWrapColumnOrWidth() - 2 * self.document().documentMargin()) * ratio)
        picture = QImage(str(path))
        if picture.width() > width > 0:
            picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    width_changed = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.keep_lines_short()

    def keep_lines_short(self) -> None:
        """Wrap at a width of our own: with margins around the viewport, long items of lists stay wider than it."""
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        width = min(self.viewport().width(), tokens().px(760))
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
            self.width_changed.emit()
