"""This file asks about people: who else somebody is, which speeches are another's, what post is valid when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from briefing_app import clock
from briefing_app.domain.people import Affiliation, Person, Turn
from briefing_app.errors import InvalidValue
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog, FormDialog
from briefing_app.ui.widgets.fields import FieldNote, TextField
from briefing_app.ui.widgets.side_list import SECOND, SideList
from briefing_app.ui.widgets.tips import plain_tip
from briefing_app.workflows.people import PersonSheet

_VALUE = int(Qt.ItemDataRole.UserRole) + 1
_ROWS = 7


@dataclass(frozen=True, slots=True)
class EnteredPost:
    """What the form gives."""

    affiliation: Affiliation
    since: date | None
    until: date | None


class PersonChooser(Dialog):
    """A field over a list of people."""

    def __init__(self, stays: Person, others: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("“{0}”和谁是同一人？").format(stays.name),
            _tr("选中的人物并到“{0}”名下：发言、建议归到一处，姓名留作别名，印出的原文不变。随时可以取消合并。").format(
                stays.name
            ),
            parent=parent,
            width=520,
        )
        self._others = others
        self.field = TextField(_tr("输入姓名、拼音或单位"), self, icon_name="search")
        self.list = SideList(self)
        self.list.setAccessibleName(_tr("人物"))
        self.list.setMinimumHeight(_ROWS * tokens().row_height(52, 13, 12, padding=14))
        self._note = FieldNote(self)
        for widget in (self.field, self.list, self._note):
            self.body.addWidget(widget)
        self.add_verb("", _tr("取消"), run=self.reject)
        self._merge = self.add_verb("merge", _tr("合并"), main=True, run=self._finish)
        self.field.textChanged.connect(self._fill)
        self.list.itemDoubleClicked.connect(lambda _item: self._finish())
        self._fill("")
        self.resize(self.minimumWidth(), self.heightForWidth(self.minimumWidth()))
        self.field.setFocus()

    def chosen(self) -> Person | None:
        item = self.list.currentItem()
        found: Person | None = item.data(_VALUE) if item is not None else None
        return found

    def _fill(self, text: str) -> None:
        self.list.clear()
        words = text.casefold().split()
        for person in self._others:
            if all(word in words_of(person) for word in words):
                item = QListWidgetItem(person.name, self.list)
                item.setData(SECOND, described(person))
                item.setData(_VALUE, person)
        self.list.setCurrentRow(0)
        self._merge.setEnabled(self.list.count() > 0)
        self._note.say("" if self.list.count() else _tr("没有符合的人物，换几个字试试。"))

    def _finish(self) -> None:
        if self.chosen() is not None:
            self.close_with("merge")


class TurnChooser(Dialog):
    """The speeches of a person, to tick those that are somebody else's."""

    def __init__(self, sheet: PersonSheet, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("哪些发言是另一位“{0}”的？").format(sheet.person.name),
            _tr("勾选的发言分给一位新的同名人物，至少给原来的人留下一篇。可以撤销。"),
            parent=parent,
            width=560,
        )
        self.list = QListWidget(self)
        self.list.setAccessibleName(_tr("发言"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = tokens().row_height(32, 13, padding=12)
        self.list.setMinimumHeight(min(len(sheet.turns), _ROWS) * height + 4)
        for turn in sheet.turns:
            words = "\u3000".join(
                part for part in (turn.when, turn.posts or turn.name, turn.title or turn.meeting) if part
            )
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(plain_tip(words))
            item.setSizeHint(QSize(100, height))
            item.setData(_VALUE, turn)
        self._note = FieldNote(self)
        self.body.addWidget(self.list)
        self.body.addWidget(self._note)
        self.add_verb("", _tr("取消"), run=self.reject)
        self.add_verb("split", _tr("分出勾选的发言"), main=True, run=self._finish)
        self.resize(self.minimumWidth(), self.heightForWidth(self.minimumWidth()))

    def ticked(self) -> list[Turn]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _finish(self) -> None:
        count = len(self.ticked())
        if not count:
            self._note.say(_tr("请先勾选发言。"))
        elif count == self.list.count():
            self._note.say(_tr("至少给原来的人留下一篇。"))
        else:
            self.close_with("split")


def choose_person(stays: Person, others: Sequence[Person], parent: QWidget | None = None) -> Person | None:
    """Ask who else somebody is; None when left as it is."""
    dialog = PersonChooser(stays, others, parent)
    dialog.exec()
    return dialog.chosen() if dialog.answer == "merge" else None


def choose_turns(sheet: PersonSheet, parent: QWidget | None = None) -> list[Turn]:
    """Ask which speeches are somebody else's; none when left as it is."""
    dialog = TurnChooser(sheet, parent)
    dialog.exec()
    return dialog.ticked() if dialog.answer == "split" else []


def enter_post(person: Person, parent: QWidget | None = None) -> EnteredPost | None:
    """Ask for a post and the days from and until which it is valid."""
    organisation, post, since, until = (TextField() for _ in range(4))
    organisation.setText(person.unit)
    since.setPlaceholderText(_tr("如 2026-05-01，不知道就空着"))
    until.setPlaceholderText(_tr("如 2026-12-31，仍在任就空着"))

    def complaint() -> str:
        if not (organisation.text().strip() or post.text().strip()):
            return _tr("请填写单位或职务。")
        for field in (since, until):
            if field.text().strip() and _day(field.text()) is None:
                return _tr("日期请写成 2026-05-01 这样。")
        first, last = _day(since.text()), _day(until.text())
        return _tr("起始日期不能晚于截止日期。") if first and last and first > last else ""

    form = FormDialog(
        _tr("“{0}”的核定职务").format(person.name),
        _tr("程序据此核对各次会议印出的职务，只提示，不改原文。"),
        verb=_tr("保存核定职务"),
        check=complaint,
        parent=parent,
    )
    for words, field in (
        (_tr("单位"), organisation), (_tr("职务"), post), (_tr("任职起"), since), (_tr("任职止"), until),
    ):  # fmt: skip
        form.add_field(words, field)
    if not form.ask():
        return None
    held = Affiliation(organisation.text().strip() or None, post.text().strip() or None)
    return EnteredPost(held, _day(since.text()), _day(until.text()))


def words_of(person: Person) -> str:
    """What a person can be found by in a list."""
    sound = person.pinyin.replace(" ", "")
    return " ".join((person.name, *person.aliases, person.unit, sound, person.initials)).casefold()


def described(person: Person) -> str:
    """A person in a second line: unit, and how much they said."""
    said = _tr("发言 {0} 篇，建议 {1} 条").format(person.speeches, person.proposals)
    return "\u3000".join(part for part in (person.unit, said) if part)


def _day(text: str) -> date | None:
    try:
        return clock.parse_date(text.strip(), field="日期") if text.strip() else None
    except InvalidValue:
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("People", text)
