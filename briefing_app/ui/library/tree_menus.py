"""This file has the menus of meetings and speeches, and writes what they ask for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.speeches import Speech
from briefing_app.store import meetings, speeches
from briefing_app.ui import messages
from briefing_app.ui.aside import MANY
from briefing_app.ui.context import Context, Target
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.library.meeting_form import edit_facts
from briefing_app.ui.tagging import Tagging


class TreeMenus(QObject):
    """`gone` after what was shown went into the 回收站."""

    collation_asked = Signal(int)  # speech
    original_asked = Signal()
    gone = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._tagging = Tagging(context, window)

    def open_for(self, value: Meeting | Speech, place: QPoint, *, corrected: bool = False) -> None:
        """What can be done with a meeting or a speech; `corrected`: it is shown, and was corrected."""
        menu = QMenu(self._window)
        if isinstance(value, Meeting):
            self._fill_for_meeting(menu, value)
        else:
            self._fill_for_speech(menu, value, corrected=corrected)
        menu.exec(place)

    def _fill_for_meeting(self, menu: QMenu, meeting: Meeting) -> None:
        menu.addAction(self.tr("编辑会议信息"), partial(self.edit_meeting, meeting))
        review = self.tr("改回未审核") if meeting.reviewed else self.tr("标为已审核")
        menu.addAction(review, partial(self.set_reviewed, meeting, not meeting.reviewed))
        menu.addAction(self.tr("看这场会议的建议"), partial(self._go_with_meeting, "proposals", meeting.id))
        menu.addAction(self.tr("对照发言人"), partial(self._go_with_meeting, "compare", meeting.id))
        self._tagging.fill(menu, "meeting", meeting.id, meeting.tags)
        menu.addAction(self.tr("历史"), partial(self.show_history, meeting))
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self.remove_meeting, meeting))

    def _fill_for_speech(self, menu: QMenu, speech: Speech, *, corrected: bool) -> None:
        menu.addAction(self.tr("对勘另一版本"), partial(self.collation_asked.emit, speech.id))
        menu.addAction(self.tr("看这位发言人的建议"), partial(self._go_to_proposals_of, speech))
        person = menu.addAction(self.tr("看这个人"), partial(self._go_to_person_of, speech))
        person.setEnabled(speech.person_id is not None)
        menu.addAction(self.tr("对照这场会议的发言人"), partial(self._go_with_meeting, "compare", speech.meeting_id))
        if corrected:
            menu.addAction(self.tr("看更正前的文字"), self.original_asked.emit)
        self._tagging.fill(menu, "speech", speech.id, speech.tags)
        menu.addAction(self.tr("历史"), partial(self.show_history, speech))
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self.remove_speech, speech))

    def show_history(self, value: Meeting | Speech) -> None:
        """Who changed what of a meeting or a speech, and when."""
        if isinstance(value, Meeting):
            show_history(self._context, "meeting", value.id, value.title, self._window)
        else:
            title = f"{value.speaker_name}　{value.title or ''}"
            show_history(self._context, "speech", value.id, title, self._window)

    def _go_with_meeting(self, page: str, meeting_id: int) -> None:
        self._context.navigate(page, Target(meeting_id=meeting_id))

    def _go_to_proposals_of(self, speech: Speech) -> None:
        conditions = ProposalFilter(meetings=(speech.meeting_id,), speakers=(speech.speaker_name,))
        self._context.navigate("proposals", Target(filter=conditions))

    def _go_to_person_of(self, speech: Speech) -> None:
        self._context.navigate("people", Target(person_id=speech.person_id))

    def set_reviewed(self, meeting: Meeting, reviewed: bool) -> None:
        """Say that a person has looked through what the program found, or take it back."""
        words = self.tr("标为已审核") if reviewed else self.tr("改回未审核")
        self._context.perform(words, lambda s: meetings.set_reviewed(s, meeting.id, reviewed))

    def edit_meeting(self, meeting: Meeting) -> None:
        """Ask for the facts of a meeting."""
        facts = edit_facts(meeting.facts, self._window)
        if facts is not None and facts != meeting.facts:
            self._context.perform(self.tr("编辑会议信息"), lambda s: meetings.update(s, meeting.id, facts))

    def remove_meeting(self, meeting: Meeting) -> None:
        """A meeting with all that hangs on it, when a person says so."""
        text = self.tr("{0} 篇发言、{1} 条建议会一同移走，跟进事项保留。随时可以从回收站放回。")
        if not messages.ask(
            self._window,
            self.tr("把“{0}”移到回收站？").format(meeting.title),
            text.format(meeting.speeches, meeting.proposals),
            yes=self.tr("移到回收站"),
            no=self.tr("不移动"),
        ):
            return
        if self._context.perform(self.tr("移走会议"), lambda s: meetings.remove(s, meeting.id), rows=MANY):
            self.gone.emit()
            self._context.toast(self.tr("已把会议移到回收站"), undo=True)

    def remove_speech(self, speech: Speech) -> None:
        if self._context.perform(self.tr("移走发言"), lambda s: speeches.remove(s, speech.id)):
            self.gone.emit()
            self._context.toast(self.tr("已把{0}的发言移到回收站").format(speech.speaker_name), undo=True)
