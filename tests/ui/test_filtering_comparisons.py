"""The page 对照 is narrowed by the filters of 建议, and what it exports is narrowed with it."""

from __future__ import annotations

import pytest

from briefing_app import workflows
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.store import packs, proposals, saved_filters
from briefing_app.ui.compare.page import ComparePage
from briefing_app.ui.context import Target
from briefing_app.ui.proposals import kept_filters
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.workflows.gathering import rows_for

TWO_SPEAKERS = """政协云泽市第十二届委员会常务委员会第十九次会议

市政协委员 乔知夏：

建议在每个街道办一所老年食堂。建议为老年食堂配营养师。

市政协委员 方一苇：

建议老年食堂由财政补贴三年。
"""


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = ComparePage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def inside(page):
    whole = page._view.whole
    return {p.id for row in whole.rows for cell in row.cells for p in cell.proposals}


def test_the_band_opens_when_asked_for_and_stays_while_a_condition_is_in_force(page, context, settle):
    assert page._filter.isHidden()
    page._bar._filter.click()
    assert page._filter.isVisible()
    page._bar._filter.click()
    assert page._filter.isHidden()
    page._filter.take(ProposalFilter(text="算力"))
    settle(context)
    assert page._filter.isVisible()
    assert page._bar._filter.text() == "筛选 1"
    assert "文字：算力" in page.status
    page._show_mode("merged")
    assert page._filter.isHidden()


def test_what_is_compared_is_what_the_list_would_show(page, context, settle):
    for conditions in (
        ProposalFilter(text="算力"),
        ProposalFilter(speakers=("陆秉衡",)),
        ProposalFilter(nested=FilterGroup((ProposalFilter(text="人才"), ProposalFilter(text="数据")), any_of=True)),
    ):
        page._filter.take(conditions)
        settle(context)
        assert inside(page) == set(context.read(lambda s, c=conditions: proposals.ids(s, c)))
        page._filter.clear()
    settle(context)
    assert inside(page) == set(context.read(lambda s: proposals.ids(s, ProposalFilter())))


def test_the_pack_of_a_filtered_comparison_holds_no_more(page, context, settle):
    page._filter.take(ProposalFilter(text="算力"))
    settle(context)
    page._arranging.choose_columns([column.key for column in page._view.whole.columns])
    settle(context)
    assert page.export()
    pack = context.read(packs.find)[0]
    assert pack.filter == ProposalFilter(text="算力")
    printed = context.read(lambda s: rows_for(s, pack)).comparison
    assert {p.id for row in printed.rows for cell in row.cells for p in cell.proposals} == inside(page)


def test_nothing_left_says_why_and_how_to_go_on(page, context, settle):
    page._filter.take(ProposalFilter(text="这里没有的话"))
    settle(context)
    assert page._tables.currentWidget() is page._no_row
    assert "这里没有的话" in page._no_row.why.text()
    page._no_row.button.click()
    settle(context)
    assert page._tables.currentWidget() is page._table


def test_a_kept_filter_about_another_meeting_goes_to_that_meeting(page, context, settle, tmp_path):
    other = tmp_path / "另一次.txt"
    other.write_text(TWO_SPEAKERS, encoding="utf-8")
    saved = workflows.save_draft(context.library, workflows.read_draft(other), reviewed=True)
    page.reload()
    settle(context)
    kept = ProposalFilter(meetings=(saved.meeting_id,), text="食堂")
    context.perform("存", lambda s: saved_filters.save(s, "食堂", kept))
    page._filter._kept._choose(context.read(saved_filters.find)[0])
    settle(context)
    assert page._view.meeting.id == saved.meeting_id
    assert page._filter.conditions == ProposalFilter(text="食堂")
    assert len(inside(page)) == 3


def test_the_present_filter_can_be_kept_by_name_here(page, context, settle, monkeypatch):
    page._filter.take(ProposalFilter(text="算力"))
    settle(context)
    monkeypatch.setattr(kept_filters.messages, "ask_text", lambda *_args, **_words: "算力的")
    page._filter._bar._keep.click()
    assert context.read(lambda s: saved_filters.named(s, "算力的")) == ProposalFilter(text="算力")


def test_choices_are_counted_in_the_meeting_that_is_compared(page, context, settle, monkeypatch, tmp_path):
    other = tmp_path / "另一次.txt"
    other.write_text(TWO_SPEAKERS, encoding="utf-8")
    workflows.save_draft(context.library, workflows.read_draft(other), reviewed=True)
    page.reload()
    settle(context)
    bar = page._filter._bar
    names = {choice.label for choice in context.read(lambda s: proposals.choices(s, bar._counted())).speakers}
    assert "乔知夏" not in names
    page._arranging.compare_by(ComparedBy.MEETING)
    settle(context)
    names = {choice.label for choice in context.read(lambda s: proposals.choices(s, bar._counted())).speakers}
    assert "乔知夏" in names
    assert "meetings" not in bar._chips


def test_the_filter_of_the_list_is_taken_along_to_the_comparison(qtbot, page, context, settle):
    listed = ProposalsPage(context)
    qtbot.addWidget(listed)
    listed.show()
    listed._bar.set_filter(ProposalFilter(text="算力"))
    settle(context)
    went = []
    context.navigation_asked.connect(lambda key, target: went.append((key, target)))
    next(action for action in listed.actions() if action.text() == "按这些条件对照").trigger()
    assert went == [("compare", Target(filter=ProposalFilter(text="算力")))]
    page.show_target(went[0][1])
    settle(context)
    assert page._filter.conditions == ProposalFilter(text="算力")
