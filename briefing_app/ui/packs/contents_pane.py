"""This file is the pane with what goes into a pack (目次), its own text where it has one, and what it was exported as."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.packs.outline import PackOutline
from briefing_app.ui.packs.pack_view import PackView, is_by_speaker
from briefing_app.ui.packs.versions_pane import VersionsPane
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar, Pane
from briefing_app.ui.widgets.typing_pause import TypingPause

_WAIT = 600  # ms after the last key
_OUTLINE, _VERSIONS, _OPTIONS = "outline", "versions", "options"


class ContentsPane(Pane):
    """`written` gives the text of a 自拟提纲 a moment after typing; `opened` a recommendation to look at."""

    written = Signal(str)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline = PackOutline(self)
        self.versions = VersionsPane(self)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("提纲"))
        self.text.setPlaceholderText(
            self.tr("在这里写提纲：一、……是标题，（一）……是小标题，其余是正文。双击下面的建议，在光标处插入它的编码。")
        )
        self.text.document().setDocumentMargin(12)
        self._pack: Pack | None = None
        self._pause = TypingPause(self, rest=_WAIT)
        self._options: QWidget | None = None
        self._version_words = self.tr("版本")
        self._tabs = SegmentedControl(self._views(), self, name=self.tr("目次或版本"))
        self._foot = PlainLabel("", self, size=12, tone="t3", wrap=True)
        self._foot.setContentsMargins(16, 8, 16, 8)
        self._build()
        self._tabs.chosen.connect(self._switch)
        self._pause.over.connect(self.flush)
        self.text.textChanged.connect(self._pause.start)
        self.outline.opened.connect(self._open)
        theme().changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        head = Bar(self)
        head.add(self._tabs)
        head.add_stretch()
        inside = QSplitter(Qt.Orientation.Vertical, self)
        inside.setChildrenCollapsible(False)
        inside.setHandleWidth(1)
        inside.addWidget(self.text)
        inside.addWidget(self.outline)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(inside)
        self._stack.addWidget(self.versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _views(self) -> list[tuple[object, str, str]]:
        views: list[tuple[object, str, str]] = [(_OUTLINE, self.tr("目次"), ""), (_VERSIONS, self._version_words, "")]
        return [*views, (_OPTIONS, self.tr("选项"), "")] if self._options is not None else views

    def take_options(self, options: QWidget) -> None:
        """Show the options of the pack as a tab, until they are given back."""
        if self._options is None:
            self._options = options
            self._stack.addWidget(options)
            self._tabs.set_options(self._views())

    def give_options(self) -> None:
        """Let the options go to where they stand in a wide window."""
        if self._options is not None:
            self._stack.removeWidget(self._options)
            self._options = None
            self._tabs.set_options(self._views())
            self._switch(self._tabs.value())

    def show_view(self, view: PackView) -> None:
        """Show a pack: its recommendations in groups, its text, its versions."""
        pack = view.pack
        other = self._pack is None or self._pack.id != pack.id
        self._pack = pack
        self.outline.show_groups(
            view.groups, pack.left_out, by_speaker=is_by_speaker(pack), renamed=dict(pack.options.renamed)
        )
        self.versions.show_versions(view.versions)
        count = view.versions[0].number if view.versions else 0
        self._version_words = self.tr("版本 {0}").format(count) if count else self.tr("版本")
        self._tabs.set_words(_VERSIONS, self._version_words)
        self.text.setVisible(pack.kind is PackKind.OUTLINE)
        if other or not self.text.hasFocus():
            self._show_text(pack.options.outline)
        ids = {proposal.id for _, inside in view.groups for proposal in inside}
        out = len(ids & pack.left_out)
        kept = self.tr("去掉的 {0} 条仍在资料库里。").format(out) if out else ""
        ways = (
            self.tr("双击建议，插入提纲。")
            if pack.kind is PackKind.OUTLINE
            else self.tr("拖动改次序，去掉勾即不印，F2 改标题。")
        )
        self._foot.setText(ways + kept)

    def flush(self) -> None:
        """Hand over what was typed, should it not be handed over yet."""
        self._pause.stop()
        if self._pack is not None and self._pack.kind is PackKind.OUTLINE:
            text = self.text.toPlainText()
            if text != self._pack.options.outline:
                self.written.emit(text)

    def _show_text(self, text: str) -> None:
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    def _switch(self, which: object) -> None:
        self._stack.setCurrentIndex([_OUTLINE, _VERSIONS, _OPTIONS].index(str(which)))
        self._foot.setVisible(which == _OUTLINE)

    def _open(self, proposal: Proposal) -> None:
        pack = self._pack
        if pack is None or pack.kind is not PackKind.OUTLINE:
            self.opened.emit(proposal.id)
            return
        self.text.insertPlainText(f"【{code_in(pack, proposal)}】")
        self.text.setFocus()

    def _measure(self) -> None:
        self.text.setFont(tokens().font(14))
        self._foot.setVisible(self._tabs.value() == _OUTLINE)


def code_in(pack: Pack, proposal: Proposal) -> str:
    """The code by which a pack prints a recommendation: with the meeting's place where there are several."""
    if len(pack.meeting_ids) < 2:
        return proposal.code
    return f"{pack.meeting_ids.index(proposal.meeting_id) + 1}-{proposal.code}"
