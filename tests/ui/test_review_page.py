"""This file tests the review of an import: what is shown, what can be changed, and that nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.text import Span
from briefing_app.store import drafts, meetings, proposals, sources, speeches
from briefing_app.store.database import open_library
from briefing_app.ui.review import page as review_page
from briefing_app.ui.review.facts_form import _date_from
from briefing_app.ui.review.kinds import Kind
from briefing_app.ui.review.page import ReviewPage


@pytest.fixture
def page(qtbot, context, sample_article, settle):
    made = ReviewPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.start([sample_article])
    settle(context)
    return made


@pytest.fixture
def told(monkeypatch):
    """What the person was told."""
    words: list[str] = []
    monkeypatch.setattr(review_page.messages, "tell", lambda _parent, title, text: words.append(f"{title} {text}"))
    monkeypatch.setattr(review_page.messages, "show_error", lambda _parent, error: words.append(str(error)))
    return words


def test_source_outline_and_doubts_are_shown(page):
    draft = page._session.draft
    assert page._source.text.text == draft.source.text
    assert page._outline.topLevelItemCount() == len(draft.speeches)
    assert page._doubts.current().code == "year_missing"
    assert "请补年份" in page._facts._note._words.text()


def test_a_year_is_asked_for_and_never_guessed(page, context):
    assert page._session.draft.meeting.date is None
    page._facts._date.setText("2026")
    page._facts.take()
    found = page._session.draft.meeting
    assert (found.date.year, found.date_text) == (2026, found.date_text)
    assert not [doubt for doubt in page._session.draft.warnings if doubt.code == "year_missing"]
    page._session.stack.undo()
    assert page._session.draft.meeting.date is None


@pytest.mark.parametrize("given", ["二〇二六", "26", "2026-13-40", "abc"])
def test_a_wrong_date_is_framed_and_not_taken(page, given):
    page._facts._date.setText(given)
    page._facts.take()
    assert page._session.draft.meeting.date is None
    assert page._facts._date.property("wrong")


def test_dates_are_read_as_people_write_them():
    assert _date_from("2026年", "9月12日") == date(2026, 9, 12)
    assert _date_from("2026.9.1", None) == date(2026, 9, 1)
    assert _date_from("2026-02-31", None) is None


def test_storing_takes_one_step_that_undo_takes_back(page, context, settle, qtbot):
    draft = page._session.draft
    with qtbot.waitSignal(page.closed) as closed:
        page.store()
    settle(context)
    meeting = context.read(meetings.find)[0]
    assert closed.args == [meeting.id]
    assert meeting.reviewed
    assert meeting.speeches == len(draft.speeches)
    assert context.read(proposals.count) == sum(len(speech.proposals) for speech in draft.speeches)
    assert not context.read(drafts.waiting)
    assert context.undo_stack.count() == 1
    context.undo_stack.undo()
    assert not context.read(meetings.find)
    assert not context.read(sources.find)


def test_the_same_file_again_is_said_and_not_doubled(page, context, settle, told, sample_article):
    page.store()
    settle(context)
    page.start([sample_article])
    settle(context)
    assert "以前导入过" in told[0]
    assert len(context.read(meetings.find)) == 1


def test_putting_a_draft_aside_keeps_every_change(page, context, settle):
    first = page._session.draft.speeches[0]
    page._session.apply("x", lambda draft: review_page.editing.drop_proposal(draft, 0, 0))
    page.put_aside()
    again = ReviewPage(context)
    again.resume()
    settle(context)
    kept = again._session.draft
    assert len(kept.speeches[0].proposals) == len(first.proposals) - 1
    assert context.read(again.count_waiting) == 1
    again.deleteLater()


def test_a_library_that_closes_takes_the_last_change_along(page, context, library, settle):
    first = page._session.draft.speeches[0]
    page._session.apply("x", lambda draft: review_page.editing.drop_proposal(draft, 0, 0))
    context.set_library(None)  # sooner than the change would have been kept by itself
    assert not page._intake._timer.is_running()
    context.set_library(open_library(library.path))
    again = ReviewPage(context)
    again.resume()
    settle(context)
    assert len(again._session.draft.speeches[0].proposals) == len(first.proposals) - 1
    again.deleteLater()


def test_selected_words_become_what_is_asked(page, context):
    speech = page._session.draft.speeches[0]
    words = speech.paragraphs[0].spans[0]
    page._source.text.select(Span(words.start, words.start + 8))
    page._source.make(Kind.PROPOSAL)
    assert any(p.spans[0].start == words.start for p in page._session.draft.speeches[0].proposals)
    page._source.text.select(Span(words.start, words.start + 8))
    page._source.make(Kind.REMOVED)
    assert page._session.stack.undoText() == "设为剔除"
    assert any(part.spans[0].start == words.start for part in page._session.draft.removed)


def test_a_speech_can_be_split_and_merged(page):
    count = len(page._session.draft.speeches)
    second = page._session.draft.speeches[0].paragraphs[1].spans[0].start
    page._split(second)
    assert len(page._session.draft.speeches) == count + 1
    page._outline.setCurrentItem(page._outline.topLevelItem(1))
    page._merge()
    assert len(page._session.draft.speeches) == count
    page._session.stack.undo()
    page._session.stack.undo()
    assert not page._session.stack.canUndo()


def test_order_can_be_changed(page):
    names = [speech.speaker for speech in page._session.draft.speeches]
    page._move(0, 2)
    assert [speech.speaker for speech in page._session.draft.speeches][:3] == [names[1], names[2], names[0]]


def test_an_unreadable_file_is_explained_and_the_queue_goes_on(page, context, settle, told, tmp_path, sample_article):
    page.put_aside()
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    other = tmp_path / "副本.txt"
    other.write_text(sample_article.read_text("utf-8") + "\n（完）\n", "utf-8")
    page.start([empty, other])
    settle(context)
    assert "空" in told[0]
    assert page._session.draft.source.name == "副本.txt"


def test_what_is_stored_is_verbatim(page, context, settle):
    page.store()
    settle(context)
    meeting = context.read(meetings.find)[0]
    for speech in context.read(lambda s: speeches.of_meeting(s, meeting.id)):
        for proposal in context.read(lambda s, key=speech.id: proposals.of_speech(s, key)):
            assert proposal.span.of(speech.text) == proposal.text


def test_doubts_can_be_accepted_one_after_the_other(page):
    settled = [doubt for doubt in _doubts(page) if doubt.code not in review_page.settling.MUST_FILL]
    for doubt in settled:
        page._doubts.accepted.emit(doubt)
    left = _doubts(page)
    assert all(doubt.code in review_page.settling.MUST_FILL for doubt in left)


def _doubts(page):
    return review_page.settling.doubts(page._session.draft)


def test_a_read_only_library_cannot_be_stored_into(page, context, monkeypatch):
    monkeypatch.setattr(type(context), "read_only", property(lambda _self: True))
    page._on_changed()
    assert not page._store.isEnabled()


@pytest.mark.parametrize(
    ("size", "tabs"),
    [((1300, 760), ["outline"]), ((860, 760), ["outline", "doubts"]), ((860, 360), ["facts", "outline", "doubts"])],
)
def test_short_of_room_doubts_and_facts_become_tabs_and_f8_still_shows_them(page, size, tabs, settle, context):
    page.resize(*size)
    settle(context)
    offered = [tab for tab, _, _ in page._middle._tab._options]
    assert offered == tabs
    assert page._middle._tab.isVisible() is (len(offered) > 1)
    for tab, shown in (("outline", page._outline), ("facts", page._facts), ("doubts", page._doubts)):
        page._middle._go_to(tab)
        assert shown.isVisible()
    page._middle._go_to("outline")
    next(action for action in page.actions() if action.text() == "下一处存疑").trigger()
    current = page._doubts.current()
    assert current is not None
    # A missing date is asked for in the facts, everything else in the list.
    asked_for = page._facts if current.code in review_page.settling.MUST_FILL else page._doubts
    assert asked_for.isVisible()
