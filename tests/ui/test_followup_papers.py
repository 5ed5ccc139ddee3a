"""Figures, units, files and papers of the page 跟进, through the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from briefing_app.domain.exchange import Choice, Conflict, Difference, Outcome
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.statistics import Grouping
from briefing_app.store import followups, proposals, units
from briefing_app.store.database import open_library
from briefing_app.ui import reminders
from briefing_app.ui.followups import exchange as exchange_room
from briefing_app.ui.followups import form, papers, writing
from briefing_app.ui.followups import units as units_room
from briefing_app.ui.followups.incoming import IncomingDialog
from briefing_app.ui.followups.linking import LinkDialog
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.followups.returned import ReturnedDialog
from briefing_app.ui.followups.units import UnitsDialog
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.workflows.exchanging import take_exchange, write_exchange

_S = FollowUpStatus


@pytest.fixture
def page(qtbot, context, sample, settle):
    """One item overdue, one due within the week, one with neither unit nor deadline."""
    with context.library.transaction("x") as session:
        ids = proposals.ids(session)
        for title, lead, due in (("甲", "市林业局", date(2026, 9, 1)), ("乙", "市水务局", date(2026, 9, 10))):
            one = followups.add(session, title=title, proposal_ids=ids[:2], lead=lead, due=due)
            followups.move(session, one.id, _S.ASSIGNED, today=date(2026, 8, 1))
        followups.add(session, title="丙", proposal_ids=ids[2:3], lead="")
    made = FollowUpsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


@pytest.fixture
def answer(monkeypatch):
    """Answer every form as it stands, or after `fill` has filled it in."""
    seen = []

    def prepare(fill=None):
        def ask(dialog):
            seen.append(dialog.windowTitle())
            if fill is not None:
                fill(dialog)
            complaint = dialog._check() if dialog._check is not None else ""
            return not complaint

        monkeypatch.setattr(FormDialog, "ask", ask)
        return seen

    return prepare


def fields(dialog):
    """The fields of a form by their names."""
    return {field.accessibleName(): field for field in dialog.findChildren(form.TextField)}


def test_a_click_on_a_figure_shows_the_items_behind_it(page):
    page._mode.set_value("figures")
    page._show_rows()
    lines = page._figures.lines
    assert [(lines.tally(row).name, lines.tally(row).overdue) for row in range(lines.count())] == [
        ("主办待明确", 0),
        ("市林业局", 1),
        ("市水务局", 0),
    ]
    lines.chosen.emit(1)
    assert [row.title for row in page._model.rows] == ["甲"]
    assert (page._group_chip.name, page._group_chip.value) == (Grouping.UNIT.value, "市林业局")
    assert page._stack.currentWidget() is page._table
    page._group_chip.cleared.emit()
    assert len(page._model.rows) == 3


def test_every_grouping_counts_the_same_items(page):
    page._mode.set_value("figures")
    page._show_rows()
    for grouping in (Grouping.SPEAKER, Grouping.THEME, Grouping.PERIOD):
        page._figures.grouping.set_value(grouping)
        page._figures.grouping.chosen.emit(grouping)
        lines = page._figures.lines
        assert {key for row in range(lines.count()) for key in lines.tally(row).ids} == {1, 2, 3}


def test_a_line_of_the_log_takes_its_day_and_its_files_along(page, context, settle, tmp_path, monkeypatch):
    (tmp_path / "答复函.pdf").write_bytes(b"%PDF-1.4")
    writer = page._detail.writer
    writer.kind.set_value(EntryKind.REPLY)
    writer.day.setText("2026-02-31")
    writer.entry.setPlainText("见附件")
    writer.write()
    assert context.read(lambda s: followups.one(s, 1)).entries == ()
    writer.day.setText("2026-08-20")
    monkeypatch.setattr("briefing_app.ui.messages.ask_open_files", lambda *_: [tmp_path / "答复函.pdf"])
    writer._choose_files()
    writer.write()
    settle(context)
    one = context.read(lambda s: followups.one(s, 1))
    assert (one.entries[0].day, one.attachments[0].name) == (date(2026, 8, 20), "答复函.pdf")
    assert writer.files == []
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(writing.messages, "ask_save_file", lambda *_: target)
    page._detail.attachment_asked.emit(one.attachments[0])
    settle(context)
    assert target.read_bytes() == b"%PDF-1.4"
    page._detail.attachment_removed.emit(one.attachments[0])
    assert context.read(lambda s: followups.one(s, 1)).attachments == ()
    context.undo_stack.undo()
    assert len(context.read(lambda s: followups.one(s, 1)).attachments) == 1


def test_a_file_that_is_gone_leaves_no_half_line(page, context, settle, tmp_path):
    seen = []
    context.failed.connect(seen.append)
    page.writing.log(1, EntryKind.NOTE, "附", date(2026, 9, 6), [tmp_path / "没有.pdf"])
    settle(context)
    assert len(seen) == 1
    assert context.read(lambda s: followups.one(s, 1)).entries == ()


def test_handing_out_asks_for_what_is_missing(page, context, settle, answer):
    def fill(dialog):
        found = fields(dialog)
        assert found["期限（1 项还没有）"].text() == "2026-12-06"  # three months by the rule
        found["主办单位（1 项还没有）"].setText("市教育局")
        found["交办说明"].setText("请研办")

    answer(fill)
    page._model.pick([1, 3])
    page._hand_out()
    settle(context)
    one = context.read(lambda s: followups.one(s, 3))
    assert (one.status, one.lead, one.due) == (_S.ASSIGNED, "市教育局", date(2026, 12, 6))
    assert one.entries[0].text == "请研办"
    assert context.read(lambda s: followups.one(s, 1)).entries == ()  # it was handed out already


def test_further_recommendations_are_found_ticked_and_linked(page, context, qtbot, settle, monkeypatch):
    def tick(dialog):
        settle(context)
        assert all(one.id not in (1, 2) for one in dialog._shown)  # linked already
        word = dialog._shown[3].text[:6]
        first = dialog._shown[0].id
        dialog._on_clicked(dialog.list.item(0))
        dialog.text.setText(word)
        dialog._search()
        settle(context)
        assert all(word in one.text for one in dialog._shown)
        dialog._on_clicked(dialog.list.item(0))
        dialog._on_clicked(dialog.list.item(0))
        assert dialog.ticked() == [first]
        return True

    monkeypatch.setattr(LinkDialog, "ask", tick)
    page.writing.link(1)
    settle(context)
    assert len(context.read(lambda s: followups.one(s, 1)).proposal_ids) == 3
    context.undo_stack.undo()
    assert len(context.read(lambda s: followups.one(s, 1)).proposal_ids) == 2


def test_a_recommendation_can_be_let_go(page, context, settle):
    page._table.select_key(1)
    settle(context)
    drop = [b for b in page._detail.findChildren(IconButton) if b.accessibleName() == "不再关联这条建议"]
    drop[0].click()
    settle(context)
    assert len(context.read(lambda s: followups.one(s, 1)).proposal_ids) == 1


def test_units_are_renamed_merged_and_struck_in_the_directory(page, context, qtbot, answer, monkeypatch):
    dialog = UnitsDialog(context, page)
    qtbot.addWidget(dialog)
    assert [unit.name for unit in dialog._units] == ["市林业局", "市水务局"]

    def fill(asked):
        found = fields(asked)
        found["单位名称"].setText("市林草局")
        found["别名"].setText("林草局、林业局")

    answer(fill)
    dialog.edit()
    assert context.read(lambda s: followups.one(s, 1)).lead == "市林草局"
    assert set(context.read(units.aliases)) == {"林草局", "林业局", "市林业局"}
    answer()
    dialog.list.setCurrentRow(1)
    dialog.merge()
    assert [unit.name for unit in dialog._units] == ["市林草局"]
    assert context.read(lambda s: followups.one(s, 2)).lead == "市林草局"
    monkeypatch.setattr(units_room.messages, "ask_text", lambda *_, **__: "市教育局")
    dialog.add()
    assert dialog.current().name == "市教育局"
    dialog.remove()
    failed = []
    context.failed.connect(failed.append)
    dialog.remove()  # now the one that is in use
    assert len(failed) == 1
    while context.undo_stack.canUndo():
        context.undo_stack.undo()
    assert context.read(units.find) == ["市林业局", "市水务局"]


def test_a_sheet_goes_out_and_comes_back_through_the_window(page, context, settle, answer, tmp_path, monkeypatch):
    answer()
    monkeypatch.setattr(papers.messages, "ask_folder", lambda *_: tmp_path)
    page.papers.write_sheets()
    settle(context)
    path = tmp_path / "交办单-市林业局.xlsx"
    assert path.exists()
    monkeypatch.setattr(papers.messages, "ask", lambda *_, **__: True)  # again: the old ones are replaced
    page.papers.write_sheets()
    settle(context)
    book = openpyxl.load_workbook(path)
    book.active.cell(5, 8).value = "已栽树三千株。"
    book.save(tmp_path / "back.xlsx")
    monkeypatch.setattr(papers.messages, "ask_open_file", lambda *_: tmp_path / "back.xlsx")
    shown = []

    def exec_(dialog):
        shown.append(dialog.windowTitle())
        dialog.answer = "take"

    monkeypatch.setattr(ReturnedDialog, "exec", exec_)
    page.papers.read_back()
    settle(context)
    assert shown == ["市林业局的反馈：1 项可以存入"]
    assert context.read(lambda s: followups.one(s, 1)).status is _S.ANSWERED
    context.undo_stack.undo()
    assert context.read(lambda s: followups.one(s, 1)).status is _S.ASSIGNED


def test_deadlines_go_into_a_calendar(page, context, settle, tmp_path, monkeypatch):
    monkeypatch.setattr(papers.messages, "ask_save_file", lambda *_: tmp_path / "期限.ics")
    page.papers.export_calendar()
    settle(context)
    assert (tmp_path / "期限.ics").read_text("utf-8").count("BEGIN:VEVENT") == 2


def test_an_exchange_is_previewed_decided_and_undone(page, context, settle, answer, tmp_path, monkeypatch):
    answer()
    file = tmp_path / "甲.ycx"
    monkeypatch.setattr(exchange_room.messages, "ask_save_file", lambda *_: file)
    page.papers.exchange.write()
    settle(context)
    other = open_library(tmp_path / "乙.sqlite3", author="乙")
    take_exchange(other, file)
    with other.transaction("改") as session:
        followups.update(session, 1, title="乙改的")
        followups.update(session, 2, title="只有乙改的")
    write_exchange(other, file, force=True)
    other.close()
    page.writing.set(1, "改", title="甲改的")
    monkeypatch.setattr(exchange_room.messages, "ask_open_file", lambda *_: file)
    words = []

    def exec_(dialog):
        words.extend(
            label.text() for label in dialog.conflicts.findChildren(PlainLabel) if "两边都改过" in label.text()
        )
        dialog.conflicts.choice._choose(2)
        assert dialog.decisions() == {dialog.conflicts._conflicts[0].uid: Choice.TAKE}
        dialog.answer = "take"

    monkeypatch.setattr(IncomingDialog, "exec", exec_)
    page.papers.exchange.take_in()
    settle(context)
    settle(context)
    assert words == ["跟进事项“甲改的”两边都改过"]
    assert [one.title for one in context.read(followups.find)] == ["乙改的", "只有乙改的", "丙"]
    context.undo_stack.undo()
    assert [one.title for one in context.read(followups.find)] == ["甲改的", "乙", "丙"]


def test_a_file_with_a_password_is_written_and_asked_about_until_it_opens(
    page, context, settle, answer, tmp_path, monkeypatch
):
    file = tmp_path / "密.ycx"
    typed = ["短", "夜航船2026", "错的密码", "夜航船2026"]

    def fill(dialog):
        secret = [one for one in dialog.findChildren(form.TextField) if one.echoMode() is one.EchoMode.Password]
        words = typed.pop(0)
        for field in secret:
            field.setText(words)

    seen = answer(fill)
    monkeypatch.setattr(exchange_room.messages, "ask_save_file", lambda *_: file)
    page.papers.exchange.write()  # too short: refused
    settle(context)
    assert not file.exists()
    page.papers.exchange.write()
    settle(context)
    assert file.read_bytes().startswith(b"YCXSEAL")
    monkeypatch.setattr(exchange_room.messages, "ask_open_file", lambda *_: file)
    shown = []
    monkeypatch.setattr(IncomingDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    page.papers.exchange.take_in()
    for _ in range(4):
        settle(context)
    assert seen[2:] == ["“密.ycx”设有密码"] * 2
    assert shown == ["“密.ycx”里没有新内容"]


def test_the_rest_of_the_conflicts_is_decided_at_once_and_what_was_decided_stays(qtbot, page):
    conflicts = tuple(
        Conflict(f"{n}", "followup", "跟进事项", n, f"事项{n}", (Difference("标题", "甲", "乙"),)) for n in range(3)
    )
    dialog = IncomingDialog("x.ycx", Outcome(conflicts=conflicts), page)
    qtbot.addWidget(dialog)
    dialog.conflicts.list.setCurrentRow(1)
    dialog.conflicts.choice._choose(1)
    dialog.conflicts.decide_rest(Choice.TAKE)
    assert dialog.decisions() == {"0": Choice.TAKE, "1": Choice.KEEP, "2": Choice.TAKE}
    dialog.conflicts.choice._choose(0)  # open again
    assert dialog.decisions() == {"0": Choice.TAKE, "2": Choice.TAKE}
    told = [label.text() for label in dialog.conflicts.findChildren(PlainLabel)]
    assert "还有 1 处没有决定" in told
    assert "甲" in told
    assert "乙" in told


def test_the_menu_of_papers_stands_in_the_command_palette_too(page):
    offered = {action.text() for action in page.actions()}
    assert {words for words, _, _ in page.papers.commands()} <= offered


def test_what_is_overdue_and_due_soon_is_told_at_the_start(page, context, settle, monkeypatch):
    told = []
    context.toast_asked.connect(lambda words, _undo: told.append(words))
    reminders.remind(context)
    settle(context)
    assert told == ["有 1 项跟进事项已经逾期，1 项 7 天内到期，见“跟进”"]


def test_nothing_new_in_a_file_leaves_only_one_way_out(qtbot, page):
    dialog = IncomingDialog(Path("x.ycx").name, Outcome(unchanged=3), page)
    qtbot.addWidget(dialog)
    assert "没有新内容" in dialog.windowTitle()
    assert dialog.decisions() == {}
