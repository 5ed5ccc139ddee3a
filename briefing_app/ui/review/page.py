"""This file is the review of an import: source, outline and doubts side by side, stored in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from briefing_app.domain.meetings import MeetingFacts, Source
from briefing_app.domain.text import Span, Spans, bare
from briefing_app.errors import BriefingError
from briefing_app.explanations import explain
from briefing_app.importing import editing, settling
from briefing_app.importing.draft import Doubt, Draft
from briefing_app.importing.readers.sheet import Table
from briefing_app.store import drafts
from briefing_app.ui import labels, messages
from briefing_app.ui.context import Context
from briefing_app.ui.page import Page
from briefing_app.ui.review.columns_dialog import ask_columns
from briefing_app.ui.review.doubt_list import DoubtList
from briefing_app.ui.review.former_band import FormerBand, said_of
from briefing_app.ui.review.intake import Intake
from briefing_app.ui.review.kinds import Kind
from briefing_app.ui.review.outline import Line
from briefing_app.ui.review.outline_pane import OutlinePane
from briefing_app.ui.review.pasted import Pasted
from briefing_app.ui.review.session import ReviewSession
from briefing_app.ui.review.source_pane import SourcePane
from briefing_app.ui.review.speaker_form import edit_speaker
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.panes import MemorySplitter, PageHead, Pane, WidthWatch
from briefing_app.workflows.collating import Former, SavedVersions, find_former

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# What a whole line can become; a recommendation is only ever marked inside the body.
_ANEW: dict[Kind, Callable[[Draft, Span | Spans], Draft]] = {
    Kind.SPEAKER: editing.set_speaker,
    Kind.TITLE: editing.set_title,
    Kind.BODY: editing.set_body,
    Kind.MEETING: editing.set_front_matter,
    Kind.REMOVED: editing.set_removed,
}
_MAKE: dict[Kind, Callable[[Draft, Span], Draft]] = {**_ANEW, Kind.PROPOSAL: editing.set_proposal}


class ReviewPage(Page):
    """导入审核. `closed` gives the id of the meeting that was stored, or 0 when the review was put aside."""

    title = "导入审核"
    watches = frozenset({"-"})  # what others write does not change a draft
    closed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._session = ReviewSession(self)
        self._intake = Intake(context, self)
        self._stored = 0
        self._first_doubts = 0
        self._build()
        self._connect()
        self._add_commands()

    def _build(self) -> None:
        self._head = PageHead(self.tr("导入审核"), self)
        self._undo = IconButton("undo-2", self.tr("撤销"), self, keys="Ctrl+Z")
        self._redo = IconButton("redo-2", self.tr("重做"), self, keys="Ctrl+Shift+Z")
        later = Button(self.tr("稍后再审"), self)
        later.clicked.connect(self.put_aside)
        self._store = Button(self.tr("存入资料库"), self, kind="main", icon_name="check", keys="Ctrl+Enter")
        self._store.clicked.connect(self.store)
        self._head.add(self._undo, self._redo, later, self._store)
        self._source = SourcePane(self)
        self._middle = OutlinePane(self)
        self._outline, self._facts = self._middle.outline, self._middle.facts
        self._doubts = DoubtList(self)
        self._doubts_place = Pane(self)
        self._beside = QVBoxLayout(self._doubts_place)
        self._beside.setContentsMargins(0, 0, 0, 0)
        splitter = MemorySplitter(
            "review", self.context.preferences, widths=[0, 372, 288], least=[360, 300, 240], parent=self
        )
        for pane in (self._source, self._middle, self._doubts_place):
            splitter.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._former = FormerBand(self)
        column.addWidget(self._head)
        column.addWidget(self._former)
        column.addWidget(splitter, 1)
        WidthWatch(self, 980, self._fold)

    def _fold(self, narrow: bool) -> None:
        """Short of room for three panes, the doubts are a tab of the outline."""
        self._doubts_place.setVisible(not narrow)
        if narrow:
            self._middle.take_doubts(self._doubts)
        else:
            self._middle.give_doubts()
            self._beside.addWidget(self._doubts)
            self._doubts.show()

    def _step(self, by: int) -> None:
        self._middle.go_to_doubts()
        self._doubts.step(by)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._undo.clicked.connect(self._session.stack.undo)
        self._redo.clicked.connect(self._session.stack.redo)
        self._source.made.connect(self._make)
        self._source.split_asked.connect(self._split)
        self._middle.merge_asked.connect(self._merge)
        self._middle.split_asked.connect(self._source.split)
        self._middle.cleared_asked.connect(self._show_removed)
        self._outline.touched.connect(self._source.frame)
        self._outline.moved.connect(self._move)
        self._outline.menu_asked.connect(self._on_outline_menu)
        self._outline.edit_asked.connect(self._edit_speaker)
        self._facts.changed.connect(self._set_facts)
        self._doubts.chosen.connect(self._on_doubt_chosen)
        self._doubts.accepted.connect(lambda doubt: self._answer(doubt, settling.accept, self.tr("采纳")))
        self._doubts.refused.connect(lambda doubt: self._answer(doubt, settling.refuse, self.tr("否定程序所认")))
        self._intake.ready.connect(self._on_ready)
        self._intake.known.connect(self._on_known)
        self._intake.unreadable.connect(self._on_unreadable)
        self._intake.finished.connect(self._on_finished)
        self._intake.columns_asked.connect(self._on_columns_asked)
        self._former.kept_asked.connect(self._store_as_version)
        self.context.changes.library_closing.connect(self._keep)

    def _add_commands(self) -> None:
        self.add_command(self.tr("下一处存疑"), lambda: self._step(1), keys="F8")
        self.add_command(self.tr("上一处存疑"), lambda: self._step(-1), keys="Shift+F8")
        self.add_command(self.tr("存入资料库"), self.store, keys="Ctrl+Return", icon_name="check")
        for number, kind in enumerate(_MAKE, start=1):
            words = self.tr("选中的文字设为{0}").format(kind.value)
            self.add_command(words, partial(self._source.make, kind), keys=f"Alt+{number}")

    # --- coming and going -----------------------------------------------------------------------------------------

    def start(self, paths: Sequence[Path | Pasted]) -> None:
        """Review these files, one after the other; with one under review they wait behind it."""
        self._intake.add(paths)
        if not self._session.is_open:
            self._intake.next()
        else:
            self._say()

    def resume(self) -> None:
        """Go on with what was left."""
        if self._session.is_open:
            return
        self._intake.add_kept()
        self._intake.next()

    def put_aside(self) -> None:
        """稍后再审: the draft is kept and the page gives its place back."""
        self._keep()
        self._session.open(None)
        self._intake.clear()
        self.closed.emit(self._stored)
        self._stored = 0

    def _keep(self) -> None:
        """Keep what is under review at once: nothing of it may come later, into another library, say."""
        if self._session.is_open:
            self._facts.take()
            self._intake.keep_now()
        self._intake.forget()

    def count_waiting(self, session: Session) -> int:
        """How many drafts wait for a person."""
        return drafts.count(session)

    def own_undo_stack(self) -> QUndoStack | None:
        return self._session.stack

    def store(self) -> None:
        """存入资料库: in one transaction, in a worker."""
        if not self._session.is_open or not self._store.isEnabled():
            return
        self._facts.take()
        # Kept now and not by the timer: that could come after the draft was dropped with the storing.
        self._intake.keep_now()
        draft = self._session.draft
        self._store.setEnabled(False)
        self.context.perform_later(
            self.tr("导入 {0}").format(draft.source.name),
            lambda session, job: self._intake.store(session, draft, job),
            owner=self,
            done=lambda saved: self._on_stored(saved.meeting_id, draft),
            failed=self._on_not_stored,
            name=self.tr("正在存入 {0}").format(draft.source.name),
        )

    def _on_stored(self, meeting_id: int, draft: Draft) -> None:
        self._stored = meeting_id
        self._intake.forget()
        self._session.open(None)
        proposals = sum(len(speech.proposals) for speech in draft.speeches)
        words = self.tr("已存入：{0} 篇发言，{1} 条建议").format(len(draft.speeches), proposals)
        self.context.toast(words, undo=True)
        self._intake.next()

    def _store_as_version(self, former: Former) -> None:
        """The draft is another text of speeches that are there: keep it beside them."""
        self._facts.take()
        self._intake.keep_now()
        draft = self._session.draft
        self.context.perform_later(
            self.tr("存为另一版本：{0}").format(draft.source.name),
            lambda session, _job: self._intake.store_as_version(session, draft, former),
            owner=self,
            done=self._on_kept_as_version,
            failed=self._on_not_stored,
        )

    def _on_kept_as_version(self, saved: SavedVersions) -> None:
        self._stored = saved.meeting_id
        self._intake.forget()
        self._session.open(None)
        self.context.toast(said_of(saved), undo=True)
        self._intake.next()

    def _on_not_stored(self, error: BriefingError) -> None:
        self._store.setEnabled(True)
        messages.show_error(self, error)

    def _on_ready(self, draft: Draft) -> None:
        self._former.show_former(None)
        self.context.load(lambda s: find_former(s, draft), owner=self, done=self._former.show_former, latest="former")
        self._first_doubts = len(settling.doubts(draft))
        self._session.open(draft)
        doubt = self._doubts.current()
        if doubt is not None:
            self._on_doubt_chosen(doubt)

    def _on_known(self, path: Path, source: Source) -> None:
        text = self.tr("内容和“{0}”一字不差，没有重复存入。").format(source.name)
        messages.tell(self, self.tr("“{0}”以前导入过").format(path.name), text)
        self._stored = self._stored or source.meeting_id or 0
        self._intake.next()

    def _on_columns_asked(self, path: Path, tables: list[Table]) -> None:
        """A list whose make is new here: the person says what its columns hold, or leaves the file out."""
        told = ask_columns(path.name, tables, self)
        if told is None:
            self._intake.next()
        else:
            self._intake.columns_told(path, told)

    def _on_unreadable(self, error: BriefingError) -> None:
        explanation = explain(error)
        messages.tell(self, explanation.happened, f"{explanation.safe}\n{explanation.next_step}")
        self._intake.next()

    def _on_finished(self) -> None:
        self.closed.emit(self._stored)
        self._stored = 0

    # --- what is shown --------------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._undo.setEnabled(self._session.stack.canUndo())
        self._redo.setEnabled(self._session.stack.canRedo())
        self._undo.set_name(self.tr("撤销：{0}").format(self._session.stack.undoText()), "Ctrl+Z")
        if not self._session.is_open:
            return
        draft = self._session.draft
        self._intake.changed(draft)
        self._store.setEnabled(not self.context.read_only)
        found = settling.doubts(draft)
        self._source.show_draft(draft)
        self._middle.show_draft(draft)
        self._middle.count_doubts(len(found))
        self._doubts.show_doubts(draft, found, settled=max(0, self._first_doubts - len(found)))
        self._say()

    def _say(self) -> None:
        draft = self._session.draft
        place = self.tr("第 {0} / {1} 份").format(self._intake.position, max(self._intake.total, 1))
        self._head.set_note(f"{draft.source.name}　{place}")
        solid = len(bare(draft.source.text))
        self.set_status(self.tr("草稿自动保留，关掉也不会丢　原文 {0} 字，全部有归属").format(f"{solid:,}"))

    def _on_doubt_chosen(self, doubt: Doubt) -> None:
        self._source.frame(doubt.spans)
        if doubt.code in settling.MUST_FILL:
            self._middle.go_to_facts()
            self._facts.focus_date()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._doubts.accept_current()
            return
        super().keyPressEvent(event)

    # --- acts -----------------------------------------------------------------------------------------------------

    def _make(self, kind: Kind, span: Span) -> None:
        act = _MAKE[kind]
        if not self._session.apply(self.tr("设为{0}").format(kind.value), lambda draft: act(draft, span)):
            self.context.toast(self.tr("没有改动：建议要选在发言的正文里"))

    def _split(self, position: int) -> None:
        if not self._session.apply(self.tr("拆开发言"), lambda draft: editing.split_speech(draft, position)):
            self.context.toast(self.tr("这里拆不开：请把光标放在一篇发言的中间"))

    def _merge(self) -> None:
        index = self._outline.current_speech()
        if index <= 0:
            self.context.toast(self.tr("请先在下面选中要并入上一篇的发言"))
            return
        self._session.apply(self.tr("合并发言"), lambda draft: editing.merge_with_former(draft, index))

    def _move(self, index: int, to: int) -> None:
        self._session.apply(self.tr("调整发言顺序"), lambda draft: editing.move_speech(draft, index, to))

    def _set_facts(self, facts: MeetingFacts) -> None:
        self._session.apply(self.tr("填写会议信息"), lambda draft: editing.set_facts(draft, facts), typed=True)

    def _answer(self, doubt: Doubt, act: Callable[[Draft, Doubt], Draft], name: str) -> None:
        self._session.apply(name, lambda draft: act(draft, doubt))
        following = self._doubts.current()
        if following is not None:
            self._on_doubt_chosen(following)

    def _edit_speaker(self, index: int) -> None:
        changed = edit_speaker(self._session.draft, index, self)
        if changed is not None:
            self._session.apply(self.tr("修改发言人"), lambda _draft: changed)

    def _on_outline_menu(self, asked: int | Line, place: QPoint) -> None:
        menu = QMenu(self)
        if isinstance(asked, int):
            self._fill_speech_menu(menu, asked)
        else:
            self._fill_line_menu(menu, asked)
        menu.exec(place)

    def _fill_speech_menu(self, menu: QMenu, index: int) -> None:
        last = len(self._session.draft.speeches) - 1
        menu.addAction(self.tr("修改发言人"), lambda: self._edit_speaker(index))
        menu.addAction(self.tr("并入上一篇"), self._merge).setEnabled(index > 0)
        menu.addAction(self.tr("上移"), lambda: self._move(index, index - 1)).setEnabled(index > 0)
        menu.addAction(self.tr("下移"), lambda: self._move(index, index + 1)).setEnabled(index < last)

    def _fill_line_menu(self, menu: QMenu, line: Line) -> None:
        if line.kind is Kind.PROPOSAL:
            menu.addAction(self.tr("不是建议"), lambda: self._drop_proposal(line))
            menu.addAction(self.tr("与下一条合并"), lambda: self._join_proposals(line))
        for kind, act in _ANEW.items():
            if kind is not line.kind:
                words = self.tr("设为{0}").format(kind.value)
                menu.addAction(words, partial(self._each, words, act, line.spans))

    def _each(self, name: str, act: Callable[[Draft, Spans], Draft], spans: Spans) -> None:
        self._session.apply(name, lambda draft: act(draft, spans))

    def _drop_proposal(self, line: Line) -> None:
        name = self.tr("不是建议")
        self._session.apply(name, lambda draft: editing.drop_proposal(draft, line.speech, line.proposal))

    def _join_proposals(self, line: Line) -> None:
        name = self.tr("合并建议")
        self._session.apply(name, lambda draft: editing.join_proposals(draft, line.speech, line.proposal))

    def _show_removed(self, place: QPoint) -> None:
        menu = QMenu(self)
        back = self.tr("放回正文")
        for part in self._session.draft.removed:
            words = part.text if len(part.text) <= 24 else f"{part.text[:23]}…"
            entry = menu.addMenu(f"{labels.removal_reason(part.reason)}　{words}".replace("&", "&&"))
            entry.addAction(self.tr("看在原文哪里"), partial(self._source.frame, part.spans))
            entry.addAction(back, partial(self._each, back, editing.set_body, part.spans))
        if not self._session.draft.removed:
            menu.addAction(self.tr("没有剔除任何文字")).setEnabled(False)
        menu.exec(place)
