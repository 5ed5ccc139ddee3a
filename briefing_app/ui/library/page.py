"""This file is the page 材料: meetings and speeches at the left, the speech with its notes at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.meetings import Meeting
from briefing_app.domain.speeches import Speech
from briefing_app.store import meetings, proposals, speeches
from briefing_app.ui.collation.page import CollationPage
from briefing_app.ui.context import Context, Target
from briefing_app.ui.library.editing import SpeechEditing
from briefing_app.ui.library.reading_pane import ReadingPane
from briefing_app.ui.library.speech_view import SpeechView, read_source, read_speech
from briefing_app.ui.library.tools import ReadingTools
from briefing_app.ui.library.tree_menus import TreeMenus
from briefing_app.ui.library.tree_pane import TreePane
from briefing_app.ui.page import Json, Page
from briefing_app.ui.review.page import ReviewPage
from briefing_app.ui.review.pasted import Pasted
from briefing_app.ui.review.report import BatchReport
from briefing_app.ui.widgets.panes import EmptyState, MemorySplitter, Pane, WidthWatch

# Text units: in a narrower page the tree folds; beside a narrower text the cards of the margin become dots.
_FOLDED_TREE, _DOTS = 1108, 716


_MANY = 12  # files: more than these are taken in at once, and not reviewed one after the other


class LibraryPage(Page):
    """材料: read, mark, note; and the review of imports, which takes the page's place while it lasts."""

    title = "材料"
    watches = frozenset(
        {
            *("meeting", "speech", "proposal", "proposal_theme", "annotation", "review_draft", "followup"),
            *("meeting_tag", "speech_tag"),
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wanted: Target | None = None
        self._read_from = 0
        self._short = False
        self._meetings: list[Meeting] = []
        self._stack = QStackedWidget(self)
        self._review = ReviewPage(context, self)
        self._collation = CollationPage(context, self)
        self._report = BatchReport(context, self)
        self._build()
        self._connect()
        self._add_commands()

    def _build(self) -> None:
        self._left = TreePane(lambda key: self.context.read(lambda s: speeches.of_meeting(s, key)), self)
        self._tree = self._left.tree
        self._reading = ReadingPane(self)
        self._empty = EmptyState(
            "files",
            self.tr("资料库里还没有材料"),
            self.tr("把报纸版面、发言稿或网页文字拖进窗口，或点“导入材料”。"),
            self,
            button=self.tr("导入材料"),
            run=lambda: self.context.import_files(()),
        )
        splitter = MemorySplitter("library", self.context.preferences, widths=[264, 0], least=[200, 400], parent=self)
        splitter.addWidget(self._left)
        splitter.addWidget(self._build_right())
        for widget in (self._empty, splitter, self._review, self._collation, self._report):
            self._stack.addWidget(widget)
        self._splitter = splitter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        WidthWatch(self, _FOLDED_TREE, self._on_short_of_room)
        WidthWatch(self._reading, _DOTS, self._reading.set_narrow)

    def _build_right(self) -> QWidget:
        pane = Pane(self)
        self._tools = ReadingTools(pane)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._reading, 1)
        return pane

    def _connect(self) -> None:
        self._tree.speech_chosen.connect(self._load_speech)
        self._tree.meeting_chosen.connect(self._on_meeting_chosen)
        self._tree.menu_asked.connect(self._on_tree_menu)
        self._menus = TreeMenus(self.context, self)
        self._menus.collation_asked.connect(self._open_collation)
        self._menus.gone.connect(lambda: self._reading.show_nothing(self.tr("先在左边选一篇发言")))
        self._tree.clicked.connect(lambda _index: self._on_tree_clicked())
        self._left.narrowed.connect(self._say_if_nothing)
        self._left.drafts_asked.connect(self._open_drafts)
        self._left.people_asked.connect(lambda: self.context.navigate("people"))
        self._left.fold_asked.connect(self._switch_tree)
        self._left.notes_asked.connect(lambda: self.context.navigate("notes"))
        tools, reading = self._tools, self._reading
        tools.tree_asked.connect(self._switch_tree)
        tools.mode_chosen.connect(self._on_mode_chosen)
        tools.note_asked.connect(reading.ask_note)
        tools.proposal_asked.connect(reading.ask_proposal)
        tools.star_asked.connect(self._switch_star)
        tools.step_asked.connect(self._tree.step)
        tools.hit_asked.connect(reading.step_found)
        tools.menu_asked.connect(self._open_more)
        reading.found_shown.connect(tools.show_hits)
        reading.card_chosen.connect(self._show_star)
        self._editing = SpeechEditing(self.context, self._reading, self)
        self._menus.original_asked.connect(self._editing.show_original)
        self._review.closed.connect(self._on_review_closed)
        for page in (self._review, self._collation):
            page.status_changed.connect(self._on_inner_status)
        for inner in (self._collation, self._report):
            inner.closed.connect(self._show_page)
        self._report.review_asked.connect(self._open_drafts)
        self._report.opened.connect(lambda key: self.show_target(Target(meeting_id=key)))
        self._report.ready.connect(self._on_report)

    def _add_commands(self) -> None:
        self.add_command(
            self.tr("给选中的文字写批注"), self._reading.ask_note, keys="Ctrl+Shift+N", icon_name="highlighter"
        )
        self.add_command(self.tr("把选中的文字标为建议"), self._reading.ask_proposal, keys="Ctrl+Shift+J")
        self.add_command(
            self.tr("更正文字"), self._reading.ask_correction, keys="Ctrl+Shift+E", icon_name="text-cursor-input"
        )
        self.add_command(self.tr("看更正前的文字"), self._editing.show_original, icon_name="history")
        self.add_command(self.tr("上一篇发言"), lambda: self._tree.step(-1), keys="Alt+Up", icon_name="chevron-up")
        self.add_command(self.tr("下一篇发言"), lambda: self._tree.step(1), keys="Alt+Down", icon_name="chevron-down")
        self.add_command(self.tr("阅读与原文之间切换"), self._switch_mode, keys="Ctrl+T")
        self.add_command(self.tr("展开或收起会议列表"), self._switch_tree, keys="Ctrl+B", icon_name="panel-left")
        self.add_command(self.tr("标为重点或取消"), self._switch_star, keys="Ctrl+D", icon_name="star")
        self.add_command(self.tr("粘贴为新材料"), lambda: self.context.ask_command("import_clipboard"), keys="Ctrl+V")
        self.add_command(self.tr("对勘这篇发言的另一版本"), self._collate_current, icon_name="git-compare")
        self.add_command(self.tr("历史"), self._show_history, keys="Ctrl+H", icon_name="history")
        self.add_command(self.tr("下一处检索命中"), lambda: self._reading.step_found(1), keys="F3")
        self.add_command(self.tr("上一处检索命中"), lambda: self._reading.step_found(-1), keys="Shift+F3")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(meetings.find, owner=self, done=self._on_meetings, latest="meetings")
        view = self._reading.view
        if view is not None:
            self._load_speech(view.speech.id)

    def show_target(self, target: Target) -> None:
        if target.word == "drafts":
            self._open_drafts()
            return
        if target.word == "collate" and target.speech_id is not None:
            self._open_collation(target.speech_id)
            return
        self._leave_review()
        self._wanted = target
        if self._meetings:
            self._go_to_wanted()

    def place(self) -> Json:
        """Which speech is read, and how far it is scrolled."""
        view = self._reading.view
        if view is None:
            return {}
        return {"speech": view.speech.id, "meeting": view.speech.meeting_id, "read": self._reading.text.first_shown()}

    def go_back_to(self, place: Json) -> None:
        self._wanted = Target(speech_id=int(place["speech"]), meeting_id=int(place["meeting"]))
        self._read_from = int(place["read"])

    def start_import(self, paths: Sequence[Path | Pasted]) -> None:
        """Read files and review what was found, one after the other; a folder, or very many, at once with a report."""
        files = [path for path in paths if isinstance(path, Path)]
        if len(files) > _MANY or any(path.is_dir() for path in files):
            self._report.start(files)
            return
        self._stack.setCurrentWidget(self._review)
        self._review.start(paths)

    def _on_report(self) -> None:
        if not self._reviewing():  # the report waits: who reviews is not interrupted
            self._stack.setCurrentWidget(self._report)
            self.set_status(self.tr("双击一行：打开会议，或开始审核"))

    def own_undo_stack(self) -> QUndoStack | None:
        return self._review.own_undo_stack() if self._reviewing() else None

    def on_theme_changed(self) -> None:
        self._reading.refresh()

    def _reviewing(self) -> bool:
        return self._stack.currentWidget() is self._review

    def _leave_review(self) -> None:
        if self._reviewing():
            self._review.put_aside()
        elif self._stack.currentWidget() in (self._collation, self._report):
            self._show_page()

    def _on_review_closed(self, meeting_id: int) -> None:
        self._wanted = Target(meeting_id=meeting_id) if meeting_id > 0 else None
        self._show_page()
        self.reload()

    def _on_inner_status(self, text: str) -> None:
        if self.sender() is self._stack.currentWidget():
            self.set_status(text)

    def _open_collation(self, speech_id: int) -> None:
        """对勘: the speech beside another version of it."""
        self._stack.setCurrentWidget(self._collation)
        self._collation.open(speech_id)

    def _open_drafts(self) -> None:
        self._stack.setCurrentWidget(self._review)
        self._review.resume()

    # --- tree -----------------------------------------------------------------------------------------------------

    def _on_meetings(self, found: list[Meeting]) -> None:
        self._meetings = found
        self._show_meetings()
        self._go_to_wanted()
        self._left.show_waiting(self.context.read(self._review.count_waiting))
        if self._stack.currentWidget() in (self._empty, self._splitter):
            self._show_page()

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self._splitter if self._meetings else self._empty)
        self._say_status()

    def _show_meetings(self) -> None:
        self._left.show_meetings(self._meetings)
        self._say_if_nothing()

    def _say_if_nothing(self) -> None:
        if self._tree.chosen() is None:
            nothing = self._left.is_empty()
            self._reading.show_nothing(
                self.tr("没有符合的会议或发言人") if nothing else self.tr("先在左边选一篇发言"),
                self.tr("改一改上面的筛选文字，或清空它。") if nothing else "",
            )

    # --- room -----------------------------------------------------------------------------------------------------

    def _on_short_of_room(self, short: bool) -> None:
        self._short = short
        self._show_tree(not short)

    def _show_tree(self, shown: bool) -> None:
        self._left.setVisible(shown)
        self._tools.tree_button.setVisible(not shown)

    def _switch_tree(self) -> None:
        """Ctrl+B: fold the tree away, or bring it back and go into it."""
        shown = self._left.isHidden()
        self._show_tree(shown)
        (self._tree if shown else self._reading.text).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_tree_clicked(self) -> None:
        if self._short and isinstance(self._tree.chosen(), Speech):
            self._show_tree(False)  # it lay beside the text for the time of choosing

    def _go_to_wanted(self) -> None:
        target, self._wanted = self._wanted, None
        if target is None:
            if self._meetings and self._tree.chosen() is None and not self._left.field.text():
                self._tree.choose_speech(self._meetings[0].id)
            return
        speech_id = target.speech_id
        if speech_id is not None and target.meeting_id is not None:
            self._choose_left(target)
            return
        if speech_id is None and target.proposal_id is not None:
            speech_id = self.context.read(lambda s: proposals.one(s, target.proposal_id or 0)).speech_id
        meeting_id = target.meeting_id
        if speech_id is not None:
            meeting_id = self.context.read(lambda s: speeches.one(s, speech_id)).meeting_id
        if meeting_id is None:
            return
        self._left.field.clear()
        self._tree.choose_speech(meeting_id, speech_id)
        self._load_speech_for(target)

    def _choose_left(self, target: Target) -> None:
        """Back to the speech that was read last, if it is still there."""
        self._left.field.clear()
        if self._tree.choose_speech(target.meeting_id or 0, target.speech_id):
            self._load_speech_for(target)
        elif self._meetings:
            self._tree.choose_speech(self._meetings[0].id)

    def _load_speech_for(self, target: Target) -> None:
        chosen = self._tree.chosen()
        if not isinstance(chosen, Speech):
            return

        def arrived(view: SpeechView) -> None:
            self._on_speech(view)
            self._reading.set_found(target.matches)
            if self._read_from:
                self._reading.text.read_from(self._read_from)
                self._read_from = 0
            if target.span is not None:
                self._reading.go_to(target.span)
            self._reading.choose(proposal_id=target.proposal_id, annotation_id=target.annotation_id)

        self.context.load(lambda s: read_speech(s, chosen.id), owner=self, done=arrived, latest="speech")

    def _on_meeting_chosen(self, meeting_id: int) -> None:
        meeting = next((m for m in self._meetings if m.id == meeting_id), None)
        if meeting is not None:
            self._reading.show_nothing(meeting.title, self.tr("展开会议，选一篇发言来读。"))
            self._say_status()

    def _on_tree_menu(self, value: Meeting | Speech, place: QPoint) -> None:
        view = self._reading.view
        shown = view is not None and isinstance(value, Speech) and view.speech.id == value.id
        self._menus.open_for(value, place, corrected=bool(shown and view and view.corrections))

    # --- reading --------------------------------------------------------------------------------------------------

    def _load_speech(self, speech_id: int) -> None:
        self.context.load(lambda s: read_speech(s, speech_id), owner=self, done=self._on_speech, latest="speech")

    def _on_speech(self, view: SpeechView) -> None:
        chosen = self._tree.chosen()
        if not isinstance(chosen, Speech) or chosen.id != view.speech.id:
            return
        self._reading.show_speech(view)
        self._on_mode_chosen(self._tools.mode.value())
        self._say_status()

    def _say_status(self) -> None:
        view = self._reading.view
        if self._stack.currentWidget() not in (self._empty, self._splitter):
            return  # they say themselves what is shown
        if view is None:
            self.set_status(self.tr("共 {0} 场会议").format(len(self._meetings)))
            return
        count = next((m.speeches for m in self._meetings if m.id == view.speech.meeting_id), 0)
        solid = sum(not character.isspace() for character in view.speech.text)
        words = self.tr("第 {0} / {1} 篇发言　{2} 字　建议 {3}　批注 {4}")
        self.set_status(
            words.format(view.speech.order, count, f"{solid:,}", len(view.proposals), len(view.annotations))
        )

    def _on_mode_chosen(self, mode: object) -> None:
        view = self._reading.view
        reading = mode == "reading" or view is None
        self._tools.set_marking(reading)
        self._show_star()
        if reading or view is None:
            self._reading.show_reading()
            return
        source = self.context.read(lambda s: read_source(s, view.speech))
        if source is None:
            self._tools.mode.set_value("reading")
            self.context.toast(self.tr("这篇发言没有来源材料"))
        else:
            self._reading.show_source(source)

    def _switch_star(self) -> None:
        proposal = self._reading.current_proposal()
        if proposal is not None:
            self._editing.set_important(proposal.id, not proposal.important)

    def _show_star(self) -> None:
        proposal = self._reading.current_proposal()
        self._tools.show_star(proposal.important if proposal is not None else None)

    def _collate_current(self) -> None:
        if self._reading.view is not None:
            self._open_collation(self._reading.view.speech.id)

    def _show_history(self) -> None:
        chosen = self._tree.chosen()
        if chosen is not None:
            self._menus.show_history(chosen)

    def _open_more(self, place: QPoint) -> None:
        chosen = self._tree.chosen()
        if chosen is not None:
            self._on_tree_menu(chosen, place)

    def _switch_mode(self) -> None:
        self._tools.mode.set_value("source" if self._tools.mode.value() == "reading" else "reading")
        self._on_mode_chosen(self._tools.mode.value())
