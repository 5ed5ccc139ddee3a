"""This file is the page 人物: everybody who spoke, by reading or strokes, and who is who."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import SpeakerOrder
from briefing_app.domain.people import Person
from briefing_app.store.person_proposals import Undecided
from briefing_app.ui.context import Context, Target
from briefing_app.ui.page import Json, Page
from briefing_app.ui.pages import late
from briefing_app.ui.people.deciding import Deciding
from briefing_app.ui.people.detail import PersonPane
from briefing_app.ui.people.forms import words_of
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import SegmentedControl, TextField
from briefing_app.ui.widgets.folding import FoldingSplitter
from briefing_app.ui.widgets.panes import Bar, EmptyState, PageHead, Pane, WidthWatch
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table
from briefing_app.workflows.people import PeopleList, PersonSheet, people_list, person_sheet


class PeoplePage(Page):
    """人物: a list at the left, one person at the right."""

    title = "人物"
    watches = frozenset(
        {
            *("person", "person_alias", "person_apart", "person_post", "speech", "co_speaker", "affiliation"),
            *("meeting", "proposal", "followup", "followup_proposal"),
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._everybody: tuple[Person, ...] = ()
        self._undecided = Undecided((), {}, 0)
        self._wanted = -1
        self._sorting = ("name", False)
        self.deciding = Deciding(context, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("人物"), self)
        self._sure = Button("", self, icon_name="check-check")
        self._sure.hide()
        self._back = Button(self.tr("回到材料"), self, icon_name="arrow-left")
        self._head.add(self._sure, self._back)
        self._table = Table(
            RowsModel(self._columns(), lambda person: person.id, self),
            self,
            name="people",
            preferences=self.context.preferences,
            row_height=52,
            row_lines=(13, 12),
            accessible_name=self.tr("人物列表"),
        )
        self._empty = EmptyState("users", "", parent=self)
        self._stack = QStackedWidget(self)
        for widget in (Pane(self), self._table, self._empty):
            self._stack.addWidget(widget)
        left = Pane(self)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._build_bar())
        inner.addWidget(self._stack, 1)
        self.detail = PersonPane(self.deciding, self)
        self._splitter = FoldingSplitter(
            "people", self.context.preferences, widths=[0, 440], least=[360, 340], parent=self
        )
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._splitter, 1)
        WidthWatch(self, 900, self._table.set_short_of_room)

    def _build_bar(self) -> Bar:
        bar = Bar(self)
        self._text = TextField(self.tr("筛姓名、拼音、单位"), bar, icon_name="list-filter", bar=True)
        self._order = SegmentedControl(
            [(SpeakerOrder.PINYIN, self.tr("拼音"), ""), (SpeakerOrder.STROKES, self.tr("笔画"), "")],
            bar,
            name=self.tr("次序"),
        )
        self._only_undecided = FilterChip(self.tr("待定"), bar, toggle=True)
        bar.add(self._text, self._order, self._only_undecided)
        bar.add_stretch()
        return bar

    def _columns(self) -> list[Column[Person]]:
        return [
            Column(
                "name", self.tr("姓名"), 112, lambda p: p.name,
                second=lambda p: self.tr("又名 {0}").format("、".join(p.aliases)) if p.aliases else None, least=80, sortable=True,
            ),
            Column("unit", self.tr("单位"), 0, lambda p: p.unit or self.tr("没有写单位"), kind="lines", least=100),
            Column("speeches", self.tr("发言"), 56, lambda p: f"{p.speeches:,}", kind="number", align_right=True, sortable=True),
            Column("proposals", self.tr("建议"), 56, lambda p: f"{p.proposals:,}", kind="number", align_right=True, sortable=True),
            Column("undecided", self.tr("待定"), 164, value=self._chips_of, kind="chips", rank=2, least=164),
        ]  # fmt: skip

    def _connect(self) -> None:
        self._text.textChanged.connect(lambda _text: self._show_rows())
        self._only_undecided.toggled.connect(lambda _on: self._show_rows())
        self._order.chosen.connect(lambda _order: self.reload())
        self._table.current_changed.connect(self._load_person)
        self._table.sort_asked.connect(self._on_sort_asked)
        self._table.head.show_sorting("name", descending=False)
        self._table.opened.connect(lambda _key: self._splitter.show_side(1))
        self._sure.clicked.connect(self.deciding.confirm_sure)
        self._back.clicked.connect(lambda: self.context.navigate("library"))
        self.deciding.shown.connect(self._want)
        detail = self.detail
        detail.speech_opened.connect(lambda key: self.context.navigate("library", Target(speech_id=key)))
        detail.person_opened.connect(self._go_to)
        detail.proposals_asked.connect(self._go_to_proposals)
        detail.merging_asked.connect(self._merge_with_another)
        self.add_command(
            self.tr("改这个人的姓名"), lambda: self._with(self.deciding.rename), keys="F2", icon_name="pencil"
        )
        self.add_command(self.tr("给这个人添加别名"), lambda: self._with(self.deciding.add_alias))
        self.add_command(self.tr("把这个人与另一人合并"), self._merge_with_another, icon_name="merge")
        self.add_command(self.tr("只看待定的人物"), self._only_undecided.toggle)
        detail.history_asked.connect(lambda _person: self.show_history())
        self._table.menu_asked.connect(lambda _person, place: detail.menu().exec(place))
        self.add_command(self.tr("历史"), self.show_history, keys="Ctrl+H", icon_name="history")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        order = SpeakerOrder(str(getattr(self._order.value(), "value", SpeakerOrder.PINYIN.value)))
        self.context.load(lambda s: people_list(s, order), owner=self, done=self._show, latest="people")

    def show_target(self, target: Target) -> None:
        if target.word == "undecided":
            self._only_undecided.setChecked(True)
        if target.person_id is not None:
            self._go_to(target.person_id)

    def place(self) -> Json:
        """How the list is narrowed and sorted, and who is shown."""
        return {
            "text": self._text.text(),
            "order": SpeakerOrder(str(getattr(self._order.value(), "value", ""))).value,
            "undecided": self._only_undecided.isChecked(),
            "sort": list(self._sorting),
            "table": self._table.place(),
        }

    def go_back_to(self, place: Json) -> None:
        key, descending = place["sort"]
        if key in ("name", "speeches", "proposals"):
            self._sorting = (key, bool(descending))
            self._table.head.show_sorting(key, descending=bool(descending))
        self._order.set_value(SpeakerOrder(place["order"]))
        self._text.setText(str(place["text"]))
        self._only_undecided.setChecked(place["undecided"] is True)
        self._table.go_back_to(place["table"])

    def _show(self, found: PeopleList) -> None:
        self._everybody, self._undecided = found.people, found.undecided
        if not found.undecided.people:
            self._only_undecided.setChecked(False)
        self._sure.setVisible(found.undecided.sure > 0)
        self._sure.setText(self.tr("确认同名同单位的 {0} 处").format(found.undecided.sure))
        self._sure.updateGeometry()
        self._show_rows()

    def _show_rows(self) -> None:
        words = self._text.text().casefold().split()
        undecided = self._undecided.people
        only = self._only_undecided.isChecked()
        rows = [
            person
            for person in self._everybody
            if (not only or person.id in undecided) and all(word in words_of(person) for word in words)
        ]
        self._sort(rows)
        self._only_undecided.set_name(self.tr("待定 {0}").format(len(undecided)))
        self._only_undecided.setEnabled(bool(undecided) or only)
        self._table.set_column_useful("undecided", bool(undecided))
        self._table.set_rows(rows)
        if self._wanted > 0 and self._table.select_key(self._wanted):
            self._wanted = -1
        self._stack.setCurrentWidget(self._table if rows else self._empty)
        if not rows:
            self._say_empty()
        note = self.tr("显示 {0} / {1} 人").format(len(rows), len(self._everybody))
        self._head.set_note(note)
        self.set_status(self.tr("{0}　待定 {1} 人").format(note, len(undecided)))

    def _on_sort_asked(self, key: str, descending: bool) -> None:
        self._sorting = (key, descending)
        self._table.head.show_sorting(key, descending=descending)
        self._show_rows()

    def _sort(self, rows: list[Person]) -> None:
        """By name is as they were read, by reading or strokes; equal numbers stay in that order."""
        key, descending = self._sorting
        if key == "name" and descending:
            rows.reverse()
        elif key != "name":
            rows.sort(key=lambda person: int(getattr(person, key)), reverse=descending)

    def _say_empty(self) -> None:
        if self._everybody:
            self._empty.say(
                self.tr("没有符合的人物"),
                self.tr("共有 {0} 人，换一个条件看看。").format(len(self._everybody)),
                button=self.tr("看全部"),
                run=self._show_all,
            )
        else:
            self._empty.say(
                self.tr("还没有人物"),
                self.tr("导入会议材料以后，发言人会按姓名列在这里，同名的人由你决定是不是同一人。"),
                button=self.tr("导入材料"),
                run=lambda: self.context.import_files(()),
            )

    def _show_all(self) -> None:
        self._text.clear()
        self._only_undecided.setChecked(False)

    # --- one person -----------------------------------------------------------------------------------------------

    def _load_person(self, key: int) -> None:
        if key <= 0:
            self.detail.show_nothing()
            return
        self.context.load(lambda s: person_sheet(s, key), owner=self, done=self._show_person, latest="person")

    def _show_person(self, sheet: PersonSheet) -> None:
        if sheet.person.id == self._table.current_key():
            self.detail.show_person(sheet)

    def _want(self, person_id: int) -> None:
        """Show a person once the list has been read again."""
        self._wanted = person_id

    def _go_to(self, person_id: int) -> None:
        """Show a person, whatever the list is narrowed to; while it is still being read, once it is there."""
        self._wanted = person_id
        self._splitter.show_side(1)
        if self._everybody:
            if not any(person.id == person_id for person in self._table.rows_model.rows):
                self._show_all()
            self._show_rows()

    def _with(self, run: object) -> None:
        if self.detail.sheet is not None and callable(run):
            run(self.detail.sheet.person)

    def show_history(self) -> None:
        """What was decided about the person, by whom and when."""
        if self.detail.sheet is not None:
            person = self.detail.sheet.person
            late("briefing_app.ui.history.dialog", "show_history")(self.context, "person", person.id, person.name, self)

    def _merge_with_another(self) -> None:
        if self.detail.sheet is not None:
            self.deciding.merge_with_another(self.detail.sheet.person, self._everybody)

    def _go_to_proposals(self) -> None:
        sheet = self.detail.sheet
        if sheet is not None:
            meetings = tuple(sorted({turn.meeting_id for turn in sheet.turns}))
            names = tuple(dict.fromkeys((sheet.person.name, *(turn.name for turn in sheet.turns))))
            self.context.navigate("proposals", Target(filter=ProposalFilter(meetings=meetings, speakers=names)))

    def _chips_of(self, person: Person) -> list[tuple[str, bool]]:
        """The program's guesses, with dashed frames."""
        chips: list[tuple[str, bool]] = []
        if any(person.id in (pair.first, pair.second) for pair in self._undecided.pairs):
            chips.append((self.tr("同一人？"), False))
        if person.id in self._undecided.guesses:
            chips.append((self.tr("归属？"), False))
        return chips
