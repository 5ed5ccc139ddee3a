"""This file writes what is decided about people; every step can be undone by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.domain.people import Person, Turn
from briefing_app.store import people, person_decisions, person_turns
from briefing_app.ui import messages
from briefing_app.ui.aside import MANY
from briefing_app.ui.context import Context
from briefing_app.ui.people.forms import choose_person, choose_turns, enter_post
from briefing_app.workflows.people import PersonSheet


class Deciding(QObject):
    """Asks what must be asked, and writes. `shown` gives the person who should then be shown."""

    shown = Signal(int)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    # --- one or two -----------------------------------------------------------------------------------------------

    def merge(self, stays: Person, gone: Person) -> None:
        """Two records are one human; the speeches go over to the one that stays."""
        done = self._context.perform(self.tr("合并人物"), lambda s: person_decisions.merge(s, gone.id, into=stays.id))
        if done is not None:
            words = self.tr("已把“{0}”的 {1} 篇发言并到“{2}”名下，原文不变")
            self._context.toast(words.format(gone.name, gone.speeches, stays.name), undo=True)
            self.shown.emit(stays.id)

    def merge_with_another(self, stays: Person, everybody: Sequence[Person]) -> None:
        """Choose who else it is."""
        others = [person for person in everybody if person.id != stays.id]
        gone = choose_person(stays, others, self._window)
        if gone is not None:
            self.merge(stays, gone)

    def unmerge(self, gone: Person) -> None:
        if self._context.perform(self.tr("取消合并"), lambda s: person_decisions.unmerge(s, gone.id)):
            self._context.toast(self.tr("已取消合并，发言回到“{0}”名下").format(gone.name), undo=True)

    def keep_apart(self, one: Person, other: Person) -> None:
        words = self.tr("判定不是同一人")
        if self._context.perform(words, lambda s: person_decisions.keep_apart(s, one.id, other.id)):
            self._context.toast(self.tr("已记下：两位“{0}”不是同一人，以后不再提示").format(one.name), undo=True)

    def reconsider(self, one: Person, other: Person) -> None:
        words = self.tr("撤回“不是同一人”")
        if self._context.perform(words, lambda s: person_decisions.reconsider(s, one.id, other.id)):
            self._context.toast(self.tr("已撤回判定，可能是同一人时会再提示"), undo=True)

    # --- speeches -------------------------------------------------------------------------------------------------

    def confirm(self, person: Person, turns: Sequence[Turn]) -> None:
        """The program took these speakers for the right person."""
        ids = [turn.speech_id for turn in turns]
        if self._context.perform(
            self.tr("确认归属"), lambda s: person_decisions.confirm(s, person.id, ids), rows=len(ids)
        ):
            self._context.toast(self.tr("已确认 {0} 篇发言的归属").format(len(ids)), undo=True)

    def confirm_sure(self) -> None:
        """Confirm all guesses that stand on name and organisation both."""
        done = self._context.perform(self.tr("确认归属"), person_decisions.confirm_sure, rows=MANY)
        if done is not None:
            self._context.toast(self.tr("已确认 {0} 处同名同单位的归属").format(done.value), undo=True)

    def split_off(self, person: Person, turns: Sequence[Turn]) -> None:
        """These speeches are somebody else's."""
        ids = [turn.speech_id for turn in turns]
        done = self._context.perform(self.tr("分出人物"), lambda s: person_decisions.split_off(s, person.id, ids))
        if done is not None:
            words = self.tr("已把 {0} 篇发言分给另一位“{1}”，以后不再提示合并")
            self._context.toast(words.format(len(ids), person.name), undo=True)

    def split_some_off(self, sheet: PersonSheet) -> None:
        """Choose the speeches that are somebody else's."""
        turns = choose_turns(sheet, self._window)
        if turns:
            self.split_off(sheet.person, turns)

    # --- names and posts ------------------------------------------------------------------------------------------

    def rename(self, person: Person) -> None:
        name = messages.ask_text(
            self._window,
            self.tr("改姓名"),
            self.tr("原名留作别名，仍然找得到；各篇发言里印的姓名不变。"),
            field=self.tr("姓名"),
            verb=self.tr("改姓名"),
            value=person.name,
        )
        if name and name != person.name:
            self._context.perform(self.tr("改姓名"), lambda s: people.rename(s, person.id, name))

    def add_alias(self, person: Person) -> None:
        alias = messages.ask_text(
            self._window,
            self.tr("给“{0}”添加别名").format(person.name),
            self.tr("例如曾用名、常见的另一种写法。用别名也能搜到这个人。"),
            field=self.tr("别名"),
            verb=self.tr("添加别名"),
        )
        if alias:
            self._context.perform(self.tr("添加别名"), lambda s: people.add_alias(s, person.id, alias))

    def remove_alias(self, person: Person, alias: str) -> None:
        if self._context.perform(self.tr("去掉别名"), lambda s: people.remove_alias(s, person.id, alias)):
            self._context.toast(self.tr("已去掉别名“{0}”").format(alias), undo=True)

    def enter_post(self, person: Person) -> None:
        """A post that the office knows to be valid."""
        post = enter_post(person, self._window)
        if post is not None:
            self._context.perform(
                self.tr("填写核定职务"),
                lambda s: person_turns.enter_post(s, person.id, post.affiliation, since=post.since, until=post.until),
            )

    def remove_post(self, post_id: int) -> None:
        if self._context.perform(self.tr("去掉核定职务"), lambda s: person_turns.remove_post(s, post_id)):
            self._context.toast(self.tr("已去掉核定职务"), undo=True)
