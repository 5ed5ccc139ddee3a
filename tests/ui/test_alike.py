"""This file tests how recommendations are linked and merged in the window: the question, the writing, the view 归并."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox

from briefing_app.domain.proposals import ProposalStatus
from briefing_app.domain.text import Span
from briefing_app.store import alike, proposals
from briefing_app.ui.alike import finding, groups
from briefing_app.ui.alike.dialog import AlikeDialog, Answer
from briefing_app.ui.alike.finding import Finding, read_found
from briefing_app.ui.alike.groups import AlikeGroups
from briefing_app.ui.compare.page import ComparePage
from briefing_app.ui.context import Target
from briefing_app.ui.proposals.detail_view import read_proposal
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.marked_text import MarkedText


@pytest.fixture
def found(context, sample):
    """The recommendation of the sample that has most like it."""
    ids = [one.id for one in context.read(proposals.find)]
    every = [context.read(lambda s, key=key: read_found(s, key)) for key in ids]
    return max(every, key=lambda one: one.similar[0].score if one.similar else 0)


def test_similar_ones_come_from_others_with_the_shared_words_marked(found):
    assert found.similar
    best = found.similar[0]
    assert best.proposal.speaker != found.proposal.speaker
    assert best.words
    for word in best.words:
        assert word.casefold() in found.proposal.text.casefold()
    marked = "".join(span.of(best.proposal.text) for span in best.spans).casefold()
    assert all(word.casefold() in marked for word in best.words)


def test_nothing_is_ticked_until_a_person_does(qtbot, found):
    dialog = AlikeDialog(found.proposal, found.similar, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.ticked() == ()
    assert not any(verb.isEnabled() for verb in dialog._verbs)
    dialog.findChildren(QCheckBox)[0].setChecked(True)
    assert dialog.ticked() == (found.similar[0].proposal.id,)
    dialog._verbs[1].click()
    assert dialog.answer == "merge"


def test_what_is_found_and_ticked_is_merged_in_one_step_that_can_be_undone(qtbot, context, found, settle, monkeypatch):
    page = AlikeGroups(context)
    qtbot.addWidget(page)
    other = found.similar[0].proposal.id
    monkeypatch.setattr(finding, "ask_alike", lambda *args, **words: Answer((other,), merged=True))
    Finding(context, page).find(found.proposal.id)
    settle(context)
    (group,) = context.read(alike.find)
    assert (group.merged, group.lead.id) == (True, found.proposal.id)
    assert context.read(lambda s: proposals.one(s, other)).status is ProposalStatus.MERGED
    context.undo_stack.undo()
    assert context.read(alike.find) == []
    assert context.read(lambda s: proposals.one(s, other)).status is ProposalStatus.UNSORTED


def test_leaving_the_question_changes_nothing(qtbot, context, found, settle, monkeypatch):
    page = AlikeGroups(context)
    qtbot.addWidget(page)
    monkeypatch.setattr(finding, "ask_alike", lambda *args, **words: None)
    Finding(context, page).find(found.proposal.id)
    settle(context)
    assert context.read(alike.find) == []


def test_each_group_is_one_line_with_all_who_made_it(qtbot, context, found, monkeypatch):
    view = AlikeGroups(context)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_groups([])
    view.show()
    assert "还没有同类建议" in view._empty.title.text()
    key, other = found.proposal.id, found.similar[0].proposal.id
    context.perform("同类", lambda s: alike.link(s, [key, other]))

    def reread():
        view.show_groups(context.read(alike.find))
        return context.read(alike.find)

    (group,) = reread()
    assert _said(view)[:2] == [group.lead.text, f"2 人提出：{'、'.join(group.speakers)}"]
    view.toggle(group.id)
    assert found.similar[0].proposal.text in _said(view)
    view._merge(group)
    assert reread()[0].merged
    monkeypatch.setattr(groups.messages, "ask_text", lambda *args, **words: "统一调度算力")
    view._word(group)
    reread()
    assert _said(view)[0] == "统一调度算力"
    view._lead(group, group.others[0])
    assert reread()[0].lead.id == other
    view._part(group)
    assert not reread()[0].merged
    view._dissolve(group)
    assert reread() == []
    view.grab()


def _said(view):
    return [
        label.text()
        for line in (view._lines.itemAt(place).widget() for place in range(view._lines.count()))
        for label in line.findChildren(groups.PlainLabel)
    ]


def test_marks_lie_on_their_words_also_behind_rare_characters(qtbot):
    text = MarkedText("𬱖先生说算力", (Span(4, 6),))
    qtbot.addWidget(text)
    text.resize(300, 40)
    (shape,) = text._layout.formats()
    assert (shape.start, shape.length) == (5, 2)
    assert text.heightForWidth(40) > text.heightForWidth(300)
    text.grab()


def test_the_page_of_recommendations_shows_the_group_and_leads_to_its_line(qtbot, context, found, settle):
    key, other = found.proposal.id, found.similar[0].proposal.id
    context.perform("归并", lambda s: alike.merge(s, alike.link(s, [key, other])))
    view = context.read(lambda s: read_proposal(s, other))
    assert view.group is not None
    gone = []
    context.navigation_asked.connect(lambda page, target: gone.append((page, target)))
    page = ProposalsPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_target(Target(proposal_id=other))
    settle(context)
    button = next(one for one in page.findChildren(Button) if "已归并，主条：" in one.text())
    button.click()
    ((name, target),) = gone
    assert (name, target.word) == ("compare", "merged")
    compare = ComparePage(context)
    qtbot.addWidget(compare)
    compare.show()
    compare.show_target(target)
    settle(context)
    assert compare._views.currentWidget() is compare._groups
    assert found.similar[0].proposal.text in _said(compare._groups)
