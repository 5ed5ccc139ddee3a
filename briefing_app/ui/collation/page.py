"""This file is 对勘: the present text of a speech at the left, another version at the right, and the choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.text import Span
from briefing_app.store import versions
from briefing_app.ui import messages
from briefing_app.ui.collation.anchor_pane import AnchorPane
from briefing_app.ui.collation.bringing import VersionIntake
from briefing_app.ui.collation.sentences import SIGN_WIDTH, SentenceList
from briefing_app.ui.collation.view import CollationView, read_collation
from briefing_app.ui.context import Context
from briefing_app.ui.page import Page
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import Choice, SegmentedControl
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.panes import PAGE_MARGIN, Bar, EmptyState, MemorySplitter, PageHead, Pane, WidthWatch

_ONE_PANE = 900  # text units: in a narrower page only one of both panes is shown


class CollationPage(Page):
    """Takes the place of 材料 while it lasts; `closed` when the person goes back."""

    title = "对勘"
    watches = frozenset({"speech", "speech_version", "annotation", "proposal"})
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._speech_id = 0
        self._version_id: int | None = None
        self._view: CollationView | None = None
        self._intake = VersionIntake(context, self)
        self._build()
        self._connect()
        self.add_command(self.tr("下一处不同"), lambda: self._sentences.step(1), keys="F8", icon_name="arrow-down")
        self.add_command(self.tr("上一处不同"), lambda: self._sentences.step(-1), keys="Shift+F8", icon_name="arrow-up")

    @property
    def view(self) -> CollationView | None:
        """What is shown."""
        return self._view

    def open(self, speech_id: int) -> None:
        """Show a speech beside its newest version."""
        self._speech_id, self._version_id, self._view = speech_id, None, None
        self.reload()
        self._sentences.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        if self._speech_id:
            self.context.load(
                lambda s: read_collation(s, self._speech_id, self._version_id), owner=self, done=self._on_view
            )

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = PageHead(self.tr("对勘"), self)
        back = Button(self.tr("返回材料"), self, icon_name="arrow-left")
        back.clicked.connect(self.closed)
        self._adopt = Button(self.tr("以右边为准"), self, kind="main", icon_name="check")
        self._adopt.clicked.connect(self.adopt)
        self._head.add(back, self._adopt)
        self._sentences = SentenceList(self)
        self._anchors = AnchorPane(self)
        self._empty = EmptyState(
            "git-compare",
            self.tr("这篇发言还没有另一版本"),
            self.tr("把同一篇发言的手稿、报纸刊发稿或修改稿导进来，就能逐句逐字对勘，选定以哪个为准。"),
            self,
            button=self.tr("导入另一版本"),
            run=self._ask_version,
        )
        splitter = MemorySplitter("collation", self.context.preferences, widths=[0, 288], least=[400, 240], parent=self)
        self._texts = self._build_texts()
        splitter.addWidget(self._texts)
        splitter.addWidget(self._anchors)
        self._turn = Button(self.tr("批注和建议"), self, icon_name="panel-right")
        self._turn.clicked.connect(lambda: self._show_anchors(self._anchors.isHidden()))
        self._head.row.insertWidget(self._head.row.count() - 2, self._turn)
        WidthWatch(self, _ONE_PANE, self._on_short_of_room)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    def _build_texts(self) -> QWidget:
        pane = Pane(self)
        tools = Bar(pane)
        self._shown = SegmentedControl(
            [("all", self.tr("全文"), "align-left"), ("differences", self.tr("只看不同"), "diff")],
            tools,
            name=self.tr("看哪些句子"),
        )
        self._count = ElidedLabel("", tools, tone="t2")
        self._choice = Choice((), tools)
        self._choice.setAccessibleName(self.tr("另一版本"))
        former = IconButton("arrow-up", self.tr("上一处不同"), tools, keys="Shift+F8", bar=True)
        following = IconButton("arrow-down", self.tr("下一处不同"), tools, keys="F8", bar=True)
        former.clicked.connect(lambda: self._sentences.step(-1))
        following.clicked.connect(lambda: self._sentences.step(1))
        tools.add(self._shown)
        tools.row.addWidget(self._count, 1)
        more = Button(self.tr("导入另一版本"), tools, icon_name="file-down", kind="ghost", size="bar")
        more.clicked.connect(self._ask_version)
        self._drop = IconButton("unlink", self.tr("这不是这篇发言的版本，移走"), tools, bar=True)
        self._drop.clicked.connect(self.drop)
        tools.add(self._choice, former, following, self._drop, more)
        heads = Bar(pane, height=32, surface="sub", margin=0, spacing=0)
        self._left, self._right = (ElidedLabel("", heads, size=12, tone="t2", bold=True) for _ in range(2))
        self._middle = QWidget(heads)
        heads.row.addSpacing(PAGE_MARGIN)
        heads.row.addWidget(self._left, 1)
        heads.row.addWidget(self._middle)
        heads.row.addSpacing(PAGE_MARGIN)
        heads.row.addWidget(self._right, 1)
        heads.row.addSpacing(self._sentences.verticalScrollBar().sizeHint().width())
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (tools, heads):
            column.addWidget(widget)
        column.addWidget(self._sentences, 1)
        self._measure()
        return pane

    def _connect(self) -> None:
        self._shown.chosen.connect(lambda _value: self._show_sentences())
        self._choice.activated.connect(lambda _index: self._on_version_chosen())
        self._anchors.touched.connect(self._on_anchor)
        theme().changed.connect(self._measure)

    def _on_short_of_room(self, short: bool) -> None:
        """Where both do not fit, what hangs on the words is a page of its own."""
        self._turn.setVisible(short)
        self._anchors.setVisible(not short)
        self._texts.setVisible(True)

    def _show_anchors(self, shown: bool) -> None:
        going, coming = (self._texts, self._anchors) if shown else (self._anchors, self._texts)
        going.hide()  # first: with both there for a moment, the window would have to grow
        coming.show()
        self._turn.setText(self.tr("两个文本") if shown else self.tr("批注和建议"))

    def _measure(self) -> None:
        self._middle.setFixedWidth(tokens().px(SIGN_WIDTH))

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_view(self, view: CollationView) -> None:
        if view.speech.id != self._speech_id:
            return
        self._view = view
        self._head.set_note("　".join(filter(None, (view.speech.speaker_name, view.speech.title))))
        for button in (self._adopt, self._drop):
            button.setEnabled(view.version is not None and not self.context.read_only)
        self._stack.setCurrentIndex(0 if view.version is not None else 1)
        if view.version is None or view.collation is None:
            self.set_status(self.tr("没有另一版本"))
            return
        self._version_id = view.version.id
        self._choice.set_options([(one.id, self._named(one.name, one.text)) for one in view.versions])
        self._choice.set_value(view.version.id)
        self._choice.setVisible(len(view.versions) > 1)
        self._left.setText(self.tr("现行文本　{0}").format(self._named(view.source, view.speech.text)))
        self._right.setText(self.tr("另一版本　{0}").format(self._named(view.version.name, view.version.text)))
        self._anchors.show_view(view)
        self._show_sentences()

    def _show_sentences(self) -> None:
        view = self._view
        if view is None or view.collation is None:
            return
        found = len(view.collation.differences)
        self._sentences.show_collation(
            view.collation, only_differences=self._shown.value() == "differences" and found > 0
        )
        words = self.tr("{0} 句里有 {1} 处不同").format(len(view.collation.pairs), found)
        self._count.setText(words if found else self.tr("两个版本一字不差"))
        self.set_status(self.tr("左边删去的划线，右边新有的加下划线　F8 看下一处"))

    def _named(self, name: str, text: str) -> str:
        solid = sum(not character.isspace() for character in text)
        return self.tr("{0}　{1} 字").format(name or self.tr("没有来源"), f"{solid:,}")

    def _on_anchor(self, span: Span) -> None:
        if self._texts.isHidden():
            self._show_anchors(False)
        if self._shown.value() == "differences":
            self._shown.set_value("all")
            self._show_sentences()
        self._sentences.go_to(span)

    # --- acts -----------------------------------------------------------------------------------------------------

    def adopt(self) -> None:
        """以右边为准: one transaction, one step to undo; what would be flagged is said before."""
        view = self._view
        if view is None or view.version is None or not self._may_adopt(view):
            return
        version_id = view.version.id
        done = self.context.perform(
            self.tr("以“{0}”为准").format(view.version.name or self.tr("另一版本")),
            lambda s: versions.adopt(s, version_id),
        )
        if done is not None:
            flagged = self.tr("，{0} 条失配").format(done.value.misplaced) if done.value.misplaced else ""
            words = self.tr("已换为所选文本，{0} 条批注和建议跟到新文本{1}").format(done.value.followed, flagged)
            self.context.toast(words, undo=True)

    def drop(self) -> None:
        """The right text is none of this speech; its source stays in the library."""
        view = self._view
        if view is None or view.version is None:
            return
        version_id, self._version_id = view.version.id, None
        if self.context.perform(self.tr("移走发言版本"), lambda s: versions.drop(s, version_id)):
            self.context.toast(self.tr("已移走这个版本，来源材料还在"), undo=True)

    def _may_adopt(self, view: CollationView) -> bool:
        if not view.misplaced:
            return True
        text = self.tr(
            "它们标的文字在右边改动了或没有了。选定后这几条保留原来的文字并标明失配，等您逐条处理；"
            "原来的文本留作另一版本，随时可以撤销或换回。"
        )
        title = self.tr("{0} 条批注或建议跟不到右边的文本，仍以右边为准吗？").format(len(view.misplaced))
        return messages.ask(self, title, text, yes=self.tr("以右边为准"), no=self.tr("先不换"))

    def _on_version_chosen(self) -> None:
        chosen = self._choice.value()
        if isinstance(chosen, int):
            self._version_id = chosen
            self.reload()

    def _ask_version(self) -> None:
        if self._view is not None:
            self._intake.ask(self._view.speech.meeting_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
