"""This file tests the page 跟进: deadlines, legal steps, the log, batch work."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from briefing_app.domain.deadlines import months_after, read_date
from briefing_app.domain.followups import DueState, EntryKind, FollowUpStatus, next_statuses
from briefing_app.store import followups, proposals
from briefing_app.ui.context import Target
from briefing_app.ui.followups import board, form, writing
from briefing_app.ui.followups.form import Written
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel

_S = FollowUpStatus


@pytest.fixture
def items(context, sample, today):
    """One overdue, one due within the week, one later; the day is 6 September 2026."""

    def make(session):
        ids = proposals.ids(session)
        for title, due in (("甲", date(2026, 9, 1)), ("乙", date(2026, 9, 10)), ("丙", date(2026, 12, 1))):
            one = followups.add(session, title=title, proposal_ids=ids[:2], lead="市林业局", due=due)
            followups.move(session, one.id, _S.ASSIGNED, today=date(2026, 8, 1))

    with context.library.transaction("x") as session:
        make(session)


@pytest.fixture
def page(qtbot, context, items, settle):
    made = FollowUpsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def test_an_empty_list_says_where_items_come_from(qtbot, context, settle):
    made = FollowUpsPage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert "还没有跟进事项" in made._empty.title.text()
    assert not any(button.isEnabled() for button in made._detail._tools)


def test_the_overdue_stand_first(page):
    assert [row.title for row in page._model.rows] == ["甲", "乙", "丙"]
    assert "逾期 1 项" in page.status
    page._show_only(DueState.SOON)
    assert [row.title for row in page._model.rows] == ["乙"]


def test_only_legal_steps_are_offered_and_the_expected_one_is_filled(page):
    offered = [button for button in page._detail.findChildren(Button) if button.isVisible() and button.property("step")]
    current = page._model.rows[0]
    assert [button.property("step") for button in offered] == [step.value for step in next_statuses(current.status)]
    assert offered[0].property("kind") == "main"


def test_a_step_that_needs_words_asks_for_them(page, context, settle, monkeypatch):
    key = page._table.current_key()
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: None)
    page._step(key, _S.RETURNED)
    assert context.read(lambda s: followups.one(s, key)).status is _S.ASSIGNED
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: "不属本单位职责")
    page._step(key, _S.RETURNED)
    settle(context)
    moved = context.read(lambda s: followups.one(s, key))
    assert moved.status is _S.RETURNED
    assert moved.entries[-1].text == "不属本单位职责"


def test_the_log_takes_what_is_typed(page, context, settle):
    key = page._table.current_key()
    page._detail.writer.kind.set_value(EntryKind.INSTRUCTION)
    page._detail.writer.entry.setPlainText("请市林业局抓紧。")
    page._detail.writer.write()
    settle(context)
    entry = context.read(lambda s: followups.one(s, key)).entries[-1]
    assert (entry.kind, entry.text, entry.author) == (EntryKind.INSTRUCTION, "请市林业局抓紧。", "周岚")


def test_several_items_are_urged_in_one_step(page, context, settle, monkeypatch):
    page._model.pick([row.id for row in page._model.rows])
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: "请反馈。")
    page._urge.click()
    settle(context)
    logged = [[entry.kind for entry in one.entries] for one in context.read(followups.find)]
    assert all(EntryKind.URGED in kinds for kinds in logged)
    context.undo_stack.undo()
    assert not any(EntryKind.URGED in [e.kind for e in one.entries] for one in context.read(followups.find))


def test_a_new_item_brings_its_quotations_along(page, context, settle, monkeypatch):
    ids = context.read(proposals.ids)[2:4]
    offered = []

    def ask(chosen, _units, days, _parent):
        offered.append((len(chosen), days.due, days.joint_due))
        return Written("建护林员队伍", "市林业局", ("市财政局",), days.due)

    monkeypatch.setattr(writing, "ask_new", ask)
    page.show_target(Target(word="new", proposal_ids=tuple(ids)))
    settle(context)
    assert offered == [(2, date(2026, 12, 6), date(2026, 10, 6))]
    made = next(one for one in context.read(followups.find) if one.title == "建护林员队伍")
    assert made.proposal_ids == tuple(ids)
    assert page._table.current_key() == made.id


def test_the_board_shows_the_same_items(page):
    page._mode.set_value("board")
    page._show_rows()
    assert {card.key for card in page._board._cards} == {row.id for row in page._model.rows}
    page._board._cards[-1].chosen.emit(page._board._cards[-1].key)
    assert page._table.current_key() == page._board._cards[-1].key


def test_a_long_column_of_the_board_says_how_many_more_there_are(page, monkeypatch):
    monkeypatch.setattr(board, "_MOST", 2)
    page._mode.set_value("board")
    page._show_rows()
    assert len(page._board._cards) == 2
    assert any("另有 1 项" in label.text() for label in page._board.findChildren(PlainLabel))


def test_months_end_where_the_month_ends():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 9, 6), 3) == date(2026, 12, 6)
    assert read_date("2026-02-31") is None


def test_units_are_parted_however_they_are_joined():
    assert form._units("市工信局，市财政局；市工信局") == ("市工信局", "市财政局")
    assert form._title_from("建议组建市级算力调度中心，把分散的算力统一编目。") == "组建市级算力调度中心"


def test_a_due_date_before_the_day_of_assignment_is_explained(page, context):
    seen = []
    context.failed.connect(seen.append)
    page.writing.set(page._table.current_key(), "改", due=date(2026, 7, 1))
    assert [error.field for error in seen] == ["期限"]


def _drag(page, name, key):
    """Drag a card over the column of that name; whether it was taken."""
    column = next(
        one
        for one in page._board.findChildren(board._Column)
        if any(label.text() == name for label in one.findChildren(PlainLabel))
    )
    data = QMimeData()
    data.setData(board._CARD, str(key).encode())
    where, buttons = QPoint(20, 60), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(where, Qt.DropAction.MoveAction, data, buttons, none)
    QApplication.sendEvent(column, over)
    column.grab()
    if not over.isAccepted():
        return False
    QApplication.sendEvent(column, QDropEvent(QPointF(where), Qt.DropAction.MoveAction, data, buttons, none))
    return True


def test_a_card_can_be_dragged_where_a_legal_step_leads_and_nowhere_else(page, context, settle):
    page._mode.set_value("board")
    page._show_rows()
    (first, *_) = page._model.rows
    names = dict(board.COLUMNS)
    legal = {name for name, states in names.items() if set(next_statuses(first.status)) & states}
    assert (first.status, "办理中" in legal, "办结" in legal) == (_S.ASSIGNED, True, False)
    refused = [name for name in names if name not in legal]
    assert [name for name in refused if _drag(page, name, first.id)] == []
    assert not _drag(page, "办理中", 999)  # no card of ours
    assert context.read(lambda s: followups.one(s, first.id)).status is _S.ASSIGNED
    assert _drag(page, "办理中", first.id)
    settle(context)
    assert context.read(lambda s: followups.one(s, first.id)).status is _S.IN_PROGRESS


def test_of_several_legal_states_in_a_column_the_person_says_which(page):
    page._mode.set_value("board")
    page._show_rows()
    asked = []
    page._board.step_asked.connect(lambda key, status: asked.append((key, status)))
    (first, *_) = page._model.rows
    both = next_statuses(first.status)[:2]
    page._board._on_dropped(first.id, frozenset(both))
    assert asked == []
    (menu,) = page._board.findChildren(board.QMenu)
    assert [action.text() for action in menu.actions()] == [status.value for status in both]
    menu.actions()[1].trigger()
    assert asked == [(first.id, both[1])]
    menu.close()


def test_several_items_are_handed_out_in_one_step_and_only_those_that_may_be(page, context, settle, monkeypatch):
    with context.library.transaction("x") as session:
        for title in ("丁", "戊"):
            followups.add(session, title=title, proposal_ids=(), lead="市林业局", due=date(2026, 12, 1))
    page.reload()
    settle(context)
    page._model.pick([row.id for row in page._model.rows])
    monkeypatch.setattr(form.FormDialog, "ask", lambda _dialog: True)
    page._assign.click()
    settle(context)
    every = context.read(followups.find)
    assert {one.title: one.status for one in every} == dict.fromkeys("甲乙丙丁戊", _S.ASSIGNED)
    assert {one.assigned_on for one in every if one.title in "丁戊"} == {context.today()}
    assert {one.assigned_on for one in every if one.title in "甲乙丙"} == {date(2026, 8, 1)}
    context.undo_stack.undo()
    assert [one.status for one in context.read(followups.find) if one.title in "丁戊"] == [_S.DRAFTED] * 2
