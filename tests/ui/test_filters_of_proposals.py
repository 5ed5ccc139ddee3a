"""This file tests nested conditions and kept filters on the page 建议."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store import correcting, proposals, saved_filters
from briefing_app.ui.proposals.advanced import AdvancedFilter
from briefing_app.ui.proposals.condition_rows import ConditionRow
from briefing_app.ui.proposals.filter_words import FilterWords
from briefing_app.ui.proposals.kept_filters import ArrangeFilters
from briefing_app.ui.proposals.page import ProposalsPage


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = ProposalsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


@pytest.fixture
def words(context):
    return FilterWords(context)


def test_nested_conditions_are_edited_counted_and_drive_the_list(page, context, settle, qtbot, monkeypatch):
    every = context.read(proposals.find)
    expected = [p.id for p in every if "算力" in p.text or "人才" in p.text]

    def edit(dialog):
        dialog.rows.set_joining(any_of=True)
        first = dialog.rows.parts[0]
        assert isinstance(first, ConditionRow)
        first._kind.set_value("text")
        first._text.setText("算力")
        dialog.rows.add_condition(ProposalFilter(text="人才"))
        dialog._ask_count()
        settle(context)
        assert dialog._count.text() == f"符合的建议 {len(expected)} 条"
        dialog.answer = "ok"

    monkeypatch.setattr(AdvancedFilter, "exec", edit)
    page._bar.edit_nested()
    settle(context)
    assert page._table.rows_model.rows.ids == expected
    assert "文字：算力 或 文字：人才" in page.status
    page._bar._chips["nested"].cleared.emit()
    settle(context)
    assert len(page._table.rows_model.rows) == len(every)


def test_the_editor_shows_again_what_it_was_given(qtbot, context, words, sample, settle):
    tree = FilterGroup(
        (
            ProposalFilter(text="算力"),
            FilterGroup(
                (ProposalFilter(important=False), ProposalFilter(statuses=(ProposalStatus.EDITED,))), any_of=True
            ),
            FilterGroup((ProposalFilter(themes=("人才",)),), negated=True),
        )
    )
    dialog = AdvancedFilter(context, ProposalFilter(nested=tree), words)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(context)
    assert dialog.nested() == tree
    assert words.group(tree) == "（文字：算力 且 （非重点 或 状态：已采编） 且 不符合（主题：人才））"


def test_a_condition_that_is_taken_away_asks_for_nothing(qtbot, context, words, sample, settle):
    dialog = AdvancedFilter(context, ProposalFilter(nested=FilterGroup((ProposalFilter(text="算力"),))), words)
    qtbot.addWidget(dialog)
    dialog.rows.parts[0].removed.emit()
    assert dialog.nested() is None
    inner = dialog.rows.add_group(FilterGroup((ProposalFilter(text="人才"),), any_of=True))
    assert dialog.nested() == FilterGroup((FilterGroup((ProposalFilter(text="人才"),), any_of=True),))
    inner.removed.emit()
    assert dialog.nested() is None


def test_what_lost_its_words_can_be_listed_alone(page, context, settle):
    first = context.read(proposals.find)[0]
    context.perform("更正", lambda s: correcting.correct(s, first.speech_id, first.span, ""))
    page._bar._toggle("misplaced")
    settle(context)
    assert list(page._table.rows_model.rows.ids) == [first.id]
    assert page._bar.words() == "失配"


def test_a_filter_that_names_something_deleted_says_so_and_finds_nothing(page, context, settle):
    gone = ProposalFilter(
        meetings=(987,), themes=("早已删除的主题",), nested=FilterGroup((ProposalFilter(tags=("无",)),))
    )
    page._bar.set_filter(gone)
    settle(context)
    assert "会议：已不存在的会议" in page._bar.words()
    assert "没有符合筛选的建议" in page._empty.title.text()


@pytest.mark.parametrize("text", ['"', "*", "NEAR(a b)", "😀", "算力 OR 1=1 --", "字" * 10_000, '"算力', "%_'"])
def test_any_text_can_be_filtered_by(page, context, settle, text):
    page._bar.set_filter(ProposalFilter(text=text))
    settle(context)
    parts = text.casefold().split()
    expected = [p.id for p in context.read(proposals.find) if all(part in p.text.casefold() for part in parts)]
    assert list(getattr(page._table.rows_model.rows, "ids", [])) == expected or not expected


def test_kept_filters_are_ordered_pinned_renamed_and_removed_in_one_step(page, context, settle):
    for name in ("甲", "乙", "丙"):
        context.perform("存", lambda s, name=name: saved_filters.save(s, name, ProposalFilter(text=name)))
    dialog = ArrangeFilters(context.read(saved_filters.find), page)
    assert not dialog.is_changed()
    third = dialog.list.takeItem(2)
    dialog.list.insertItem(0, third)
    third.setText("丁")
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(2)
    dialog.remove_current()
    context.perform("整理常用筛选", dialog.write)
    settle(context)
    kept = context.read(saved_filters.find)
    assert [(one.name, one.pinned, one.filter.text) for one in kept] == [("甲", True, "甲"), ("丁", False, "丙")]
    assert page._kept.pinned.isVisible()
    context.undo_stack.undo()
    settle(context)
    assert [one.name for one in context.read(saved_filters.find)] == ["甲", "乙", "丙"]
    assert not page._kept.pinned.isVisible()
