"""This file tests the page 主题 and the 历史 of a record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.store import history, proposals, themes
from briefing_app.ui.history.dialog import HistoryDialog
from briefing_app.ui.themes import page as themes_page
from briefing_app.ui.themes.page import ThemesPage


@pytest.fixture
def ids(context, sample):
    found = [proposal.id for proposal in context.read(proposals.find)]

    def suggest(session):
        for theme in themes.find(session):
            themes.remove(session, theme.id)
        themes.link(session, found[:3], "甲题", confirmed=False, confidence=0.8, reason="三人都说到“甲”")
        themes.link(session, found[2:5], "乙题", confirmed=False, confidence=0.6, reason="两人说到“乙”")
        themes.link(session, found[:1], "丙题", confirmed=True)

    context.perform("建议主题", suggest)
    return found


@pytest.fixture
def page(qtbot, context, ids, settle):
    made = ThemesPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def known(context):
    return {theme.name: theme for theme in context.read(themes.find)}


def rows(page):
    return [(row.waiting.theme, row.waiting.proposal_id) for row in page._table.rows_model.rows]


def choose(page, context, name):
    page._tree.choose(known(context)[name].id)


def test_suggestions_are_shown_with_their_reasons_for_the_theme_at_hand(page, context, ids):
    page._show_every()
    assert len(rows(page)) == 6
    choose(page, context, "乙题")
    assert rows(page) == [("乙题", key) for key in ids[2:5]]
    assert page._table.rows_model.rows[0].waiting.reason == "两人说到“乙”"
    choose(page, context, "丙题")
    assert "没有待确认的" in page._empty.title.text()


def test_one_key_confirms_and_another_takes_away(page, context, ids, settle, qtbot):
    choose(page, context, "甲题")
    page._table.setFocus()
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    settle(context)
    first = context.read(lambda s: proposals.one(s, ids[0]))
    assert [link.confirmed for link in first.themes if link.name == "甲题"] == [True]
    assert rows(page) == [("甲题", key) for key in ids[1:3]]
    page.reject(page._current())
    settle(context)
    assert rows(page) == [("甲题", ids[2])]
    assert context.undo_stack.undoText() == "去掉推测的主题“甲题”"
    context.undo_stack.undo()
    settle(context)
    assert len(rows(page)) == 2


def test_all_of_a_theme_are_confirmed_in_one_step(page, context, ids, settle):
    choose(page, context, "乙题")
    page._confirm_all.click()
    settle(context)
    assert [one.theme for one in context.read(themes.waiting)] == ["甲题"] * 3
    context.undo_stack.undo()
    assert len(context.read(themes.waiting)) == 6


def test_a_theme_is_moved_renamed_merged_and_brought_back(page, context, settle):
    one, two, three = (known(context)[name].id for name in ("甲题", "乙题", "丙题"))
    page._tree.moved.emit(two, one)
    settle(context)
    assert known(context)["乙题"].parent == "甲题"
    page._tree.renamed.emit(three, "丁题")
    settle(context)
    assert "丁题" in known(context)
    page._merge(two, one)
    settle(context)
    assert set(known(context)) == {"甲题", "丁题"}
    assert known(context)["甲题"].proposals == 5
    for _ in range(3):
        context.undo_stack.undo()
    settle(context)
    assert {name: theme.parent for name, theme in known(context).items()} == {"甲题": None, "乙题": None, "丙题": None}


def test_a_name_that_is_taken_is_refused_and_the_tree_shows_what_is(page, context, settle):
    failures = []
    context.failed.connect(failures.append)
    page._tree.renamed.emit(known(context)["甲题"].id, "乙题")
    settle(context)
    assert len(failures) == 1
    names = {page._tree.topLevelItem(row).text(0) for row in range(page._tree.topLevelItemCount())}
    assert names == {"甲题", "乙题", "丙题"}


def test_a_circle_is_refused(page, context, settle):
    failures = []
    context.failed.connect(failures.append)
    one, two = known(context)["甲题"].id, known(context)["乙题"].id
    page._move(two, one)
    settle(context)
    page._move(one, two)
    settle(context)
    assert len(failures) == 1
    assert known(context)["甲题"].parent is None


def test_a_new_theme_is_made_by_name(page, context, settle, monkeypatch):
    monkeypatch.setattr(themes_page.messages, "ask_text", lambda *args, **words: "新题")
    page.add_theme()
    settle(context)
    assert "新题" in known(context)


def test_history_says_who_did_what_from_what_to_what(qtbot, context, ids):
    key = ids[0]
    context.perform("改状态", lambda s: proposals.move(s, key, ProposalStatus.EDITED))
    context.perform("写概括", lambda s: proposals.set_summary(s, key, "一句话", RewordingKind.SUMMARY))
    context.perform("移走", lambda s: proposals.remove(s, [key]))
    dialog = HistoryDialog(context.read(lambda s: history.find(s, "proposal", key)), "标题", None)
    qtbot.addWidget(dialog)
    assert dialog.lines[:3] == [
        "移到回收站",
        "概括或改写：（空） → 一句话；写法：（空） → 概括",
        "状态：待梳理 → 已采编",
    ]
    assert dialog.grab().width() >= 600


def test_a_record_without_history_says_so(qtbot):
    dialog = HistoryDialog([], "标题", None)
    qtbot.addWidget(dialog)
    assert dialog.lines == []
