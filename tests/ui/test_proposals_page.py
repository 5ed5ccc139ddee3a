"""This file tests the page 建议: filters that combine, the table, the detail, and work on one or many."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.store import proposals, saved_filters, themes
from briefing_app.ui.context import Target
from briefing_app.ui.proposals import kept_filters, writing
from briefing_app.ui.proposals import page as proposals_page
from briefing_app.ui.proposals.date_range import read_date
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.ui.proposals.rows import ProposalRows


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = ProposalsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def _all(context):
    return context.read(proposals.find)


def test_an_empty_library_says_what_to_do(qtbot, context, settle):
    made = ProposalsPage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert "还没有建议" in made._empty.title.text()


def test_all_recommendations_are_listed_and_counted(page, context):
    count = len(_all(context))
    assert len(page._table.rows_model.rows) == count
    assert f"显示 {count} / {count} 条" in page.status


def test_first_rows_are_shown_before_all_are_known(qtbot, context, sample, settle, monkeypatch):
    going_on, find = Event(), proposals.ids

    def slow(session, *conditions, limit=None, **order):
        assert limit is not None or going_on.wait(10)
        return find(session, *conditions, limit=limit, **order)

    monkeypatch.setattr(proposals, "ids", slow)
    monkeypatch.setattr(proposals_page, "_FIRST", 3)
    made = ProposalsPage(context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made._table.rows_model.rows) == 3, timeout=10_000)
    first = made._table.current_key()
    going_on.set()
    settle(context)
    assert len(made._table.rows_model.rows) == len(_all(context))
    assert made._table.current_key() == first


def test_conditions_add_up_and_are_said_in_words(page, context, settle):
    speaker = _all(context)[0].speaker
    page._bar.set_filter(ProposalFilter(speakers=(speaker,), text="算力"))
    settle(context)
    expected = [p for p in _all(context) if p.speaker == speaker and "算力" in p.text]
    assert page._table.rows_model.rows.ids == [p.id for p in expected]
    assert "发言人：" in page.status
    assert "文字：算力" in page.status
    page._bar._chips["speakers"].cleared.emit()
    settle(context)
    assert len(page._table.rows_model.rows) == sum("算力" in p.text for p in _all(context))


def test_a_filter_that_lets_nothing_through_offers_to_clear_it(page, context, settle):
    page._bar.set_filter(ProposalFilter(text="没有这几个字的建议"))
    settle(context)
    assert page._stack.currentWidget() is page._empty
    page._empty.button.click()
    settle(context)
    assert page._stack.currentWidget() is page._table


def test_the_detail_shows_the_quotation_in_its_paragraph(page, context, settle):
    second = _all(context)[1]
    page._table.select_key(second.id)
    settle(context)
    shown = page._detail._quotation
    assert shown._quoted.of(shown.text) == second.text


def test_a_summary_is_saved_and_marked_as_staff_wording(page, context, settle):
    first = _all(context)[0]
    page._table.select_key(first.id)
    settle(context)
    page._detail._summary.setPlainText("统一调度算力。")
    page._detail.take()
    settle(context)
    kept = context.read(lambda s: proposals.one(s, first.id))
    assert (kept.summary, kept.summary_kind, kept.text) == ("统一调度算力。", RewordingKind.SUMMARY, first.text)


def test_a_star_is_one_step_to_undo(page, context, settle):
    first = _all(context)[0]
    page._table.starred.emit(first.id)
    settle(context)
    assert context.read(lambda s: proposals.one(s, first.id)).important
    assert context.undo_stack.undoText() == "设为重点"
    context.undo_stack.undo()
    assert not context.read(lambda s: proposals.one(s, first.id)).important


def test_ticked_rows_are_changed_in_one_step(page, context, settle):
    ids = [p.id for p in _all(context)[:3]]
    page._table.rows_model.pick(ids)
    assert page._band.isVisible()
    page._band.important_asked.emit(True)
    settle(context)
    assert [p.id for p in _all(context) if p.important] == ids
    context.undo_stack.undo()
    assert not any(p.important for p in _all(context))


def test_a_state_that_needs_a_reason_asks_for_one(page, context, settle, monkeypatch):
    first = _all(context)[0]
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: None)
    page._writing.move([first.id], ProposalStatus.DECLINED)
    assert context.read(lambda s: proposals.one(s, first.id)).status is ProposalStatus.UNSORTED
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: "已有类似政策")
    page._writing.move([first.id], ProposalStatus.DECLINED)
    moved = context.read(lambda s: proposals.one(s, first.id))
    assert (moved.status, moved.status_reason) == (ProposalStatus.DECLINED, "已有类似政策")


def test_a_suggested_theme_is_confirmed_by_one_key(page, context, settle):
    first = next(p for p in _all(context) if p.themes and not p.themes[0].confirmed)
    page._table.select_key(first.id)
    settle(context)
    page._confirm_themes()
    settle(context)
    assert all(theme.confirmed for theme in context.read(lambda s: proposals.one(s, first.id)).themes)


def test_a_theme_is_added_by_name(page, context, settle, monkeypatch):
    first = _all(context)[0]
    monkeypatch.setattr(writing.messages, "ask_text", lambda *args, **words: "护林防火")
    page._writing.add_theme([first.id])
    settle(context)
    assert "护林防火" in context.read(lambda s: proposals.one(s, first.id)).theme_names
    assert "护林防火" in [theme.name for theme in context.read(themes.find)]


def test_a_filter_is_kept_by_name_and_used_again(page, context, settle, monkeypatch):
    page._bar.set_filter(ProposalFilter(important=True))
    monkeypatch.setattr(kept_filters.messages, "ask_text", lambda *args, **words: "重点")
    page._bar.keep_asked.emit()
    kept = context.read(saved_filters.find)
    assert [(one.name, one.filter) for one in kept] == [("重点", ProposalFilter(important=True))]


def test_what_can_be_done_with_the_ticked_ones_stands_in_the_palette_too(page, context, settle, monkeypatch):
    commands = {action.text(): action for action in page.actions()}
    assert {"归入主题", "加标签", "新建跟进事项", "移到回收站", "改状态", "放进材料册", "按这些条件对照"} <= set(
        commands
    )
    before = len(_all(context))
    page._table.rows_model.pick([p.id for p in _all(context)[:2]])
    commands["移到回收站"].trigger()
    settle(context)
    assert len(_all(context)) == before - 2
    context.undo_stack.undo()
    assert len(_all(context)) == before


def test_copied_rows_paste_as_text_and_as_a_table(page, context, settle):
    ids = [p.id for p in _all(context)[:2]]
    page._table.rows_model.pick(ids)
    page.copy()
    settle(context)
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    assert [line[:2] for line in lines] == [[p.text, p.speaker] for p in _all(context)[:2]]
    assert data.html().count("<tr>") == 3
    assert data.html().count("<th>") == len(lines[0])


def test_a_target_is_shown_even_when_the_filter_hides_it(page, context, settle):
    last = _all(context)[-1]
    page._bar.set_filter(ProposalFilter(text="没有这几个字的建议"))
    settle(context)
    page.show_target(Target(proposal_id=last.id))
    settle(context)
    assert page._table.current_key() == last.id


def test_sorting_by_a_head_is_done_by_the_library(page, context, settle):
    page._table.sort_asked.emit("speaker", True)
    settle(context)
    assert page._table.rows_model.rows.ids == context.read(
        lambda s: proposals.ids(s, ProposalFilter(), sort="speaker", descending=True)
    )


def test_rows_are_read_a_page_at_a_time():
    asked = []

    def read(ids):
        asked.append(len(ids))
        return list(ids)

    rows = ProposalRows(range(1000), read)
    assert (rows[0], rows[99], rows[100]) == (0, 99, 100)
    assert asked == [100, 100]
    assert rows.place_of(731) == 731
    assert rows.place_of(5000) == -1


def test_chips_that_do_not_fit_go_into_more(page):
    page.resize(700, 600)
    hidden = [chip for chip in page._bar._chips.values() if chip.isHidden()]
    assert hidden
    assert page._bar._more.name == f"更多 {len(hidden)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-07-16", date(2026, 7, 16)), ("2026年7月16日", date(2026, 7, 16)), ("20260716", date(2026, 7, 16)),
     ("2026-02-31", None), ("昨天", None)],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text, expected):
    assert read_date(text) == expected


def test_the_box_in_the_head_ticks_every_row(page):
    page._table.head.all_asked.emit(True)
    assert page._table.rows_model.all_picked() is Qt.CheckState.Checked
