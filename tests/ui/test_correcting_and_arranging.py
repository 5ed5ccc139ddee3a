"""This file tests correcting a speech and arranging its recommendations on the page 材料."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.text import Span
from briefing_app.store import meetings, proposals, speeches
from briefing_app.store.correcting import correct
from briefing_app.ui.library import correcting
from briefing_app.ui.library.cards import ProposalCard
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.reading_text import Underline


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


@pytest.fixture
def speech(page, context):
    meeting = context.read(meetings.find)[0]
    return context.read(lambda s: speeches.of_meeting(s, meeting.id))[0]


def of_speech(context, speech):
    return context.read(lambda s: proposals.of_speech(s, speech.id))


def answer(monkeypatch, words):
    monkeypatch.setattr(correcting, "ask_words", lambda *_: words)


def test_a_corrected_word_is_underlined_told_on_hover_and_undone_by_name(page, context, speech, settle, monkeypatch):
    answer(monkeypatch, "错字")
    page._reading.text.select(Span(0, 3))
    page._reading.ask_correction()
    settle(context)
    assert page._reading.text.text.startswith("错字" + speech.text[3:9])
    assert page._reading.view.corrections
    assert page._reading.text._underlines
    assert "更正前" in page._reading.words_about(0)
    assert context.undo_stack.undoText() == "更正文字"
    context.undo_stack.undo()
    settle(context)
    assert page._reading.text.text == speech.text
    assert not page._reading.view.corrections


def test_a_mark_whose_words_changed_loses_its_ground_and_covers_no_other(page, context, speech, settle):
    def mark(session, start, end):
        return notes.add(session, speech.id, Span(start, end), colour=MarkColour.DATA, note="", author="")

    context.perform("标", lambda s: (mark(s, 0, 6), mark(s, 4, 12)))
    context.perform("更正", lambda s: correct(s, speech.id, Span(1, 2), "改"))
    page._tree.choose_speech(speech.meeting_id, speech.id)
    settle(context)
    alpha = [one.colour.alpha() for one in page._reading.text._marks]
    assert alpha == [0, 255]
    ground = [one.format.background().style() for one in page._reading.text.extraSelections()]
    assert ground == [Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern]
    assert Underline(Span(0, 6), tokens().warn_line) in page._reading.text._underlines


def test_without_a_selection_the_paragraph_of_the_cursor_is_corrected(page, speech, monkeypatch):
    asked = []
    monkeypatch.setattr(correcting, "ask_words", lambda words, _parent: asked.append(words))
    page._reading.text.clear_selection()
    page._reading.ask_correction()
    assert asked == [speech.text.split("\n")[0]]


def test_all_corrections_can_be_taken_back(page, context, speech, settle, monkeypatch):
    answer(monkeypatch, "错字")
    page._reading.text.select(Span(0, 3))
    page._reading.ask_correction()
    settle(context)

    def restore(dialog):
        assert dialog.grab().width() > 300
        dialog.answer = "restore"

    monkeypatch.setattr(correcting.Dialog, "exec", restore)
    page._editing.show_original()
    settle(context)
    assert page._reading.text.text == speech.text


def test_what_hovering_tells_is_never_taken_for_mark_up(page, context, speech, settle):
    context.perform(
        "x",
        lambda s: notes.add(s, speech.id, Span(0, 4), colour=MarkColour.DATA, note="<img src=http://x/>", author=""),
    )
    settle(context)
    assert "&lt;img" in page._reading.words_about(1)


def test_a_boundary_is_dragged_and_stepped(page, context, speech, settle, qtbot):
    card = next(card for card in page._reading._margin.cards if isinstance(card, ProposalCard))
    card.chosen.emit()
    grips, span = page._reading._boundaries, card.proposal.span
    assert grips.start.isVisible()
    assert grips.end.isVisible()
    rect = page._reading.text.rects_of(Span(span.start + 4, span.start + 5))[0]
    grips.start.dragged.emit(QPoint(round(rect.left()) + 1, round(rect.center().y())))
    grips.start.dropped.emit()
    settle(context)
    assert of_speech(context, speech)[0].span == Span(span.start + 4, span.end)
    page._reading._boundaries.end.stepped.emit(-2)
    page._reading._boundaries.end.dropped.emit()
    settle(context)
    moved = of_speech(context, speech)[0]
    assert moved.span == Span(span.start + 4, span.end - 2)
    assert moved.text == speech.text[moved.span.start : moved.span.end]


def test_a_recommendation_is_parted_joined_and_moved_from_its_card(page, context, speech, settle):
    before = [proposal.text for proposal in of_speech(context, speech)]
    first = of_speech(context, speech)[0]
    page._editing._split(first.id, first.span.start + 6)
    settle(context)
    parts = of_speech(context, speech)
    assert len(parts) == len(before) + 1
    assert parts[0].text == first.text[:6].strip()
    page._editing._shift(parts[0].id, 1)
    assert of_speech(context, speech)[1].id == first.id
    page._editing._order_as_text()
    page._editing._merge([parts[0].id, parts[1].id])
    settle(context)
    assert [proposal.text for proposal in of_speech(context, speech)] == before
    for _ in range(4):
        context.undo_stack.undo()
    settle(context)
    assert of_speech(context, speech)[0].id == first.id


def test_a_flagged_mark_is_taken_as_it_stands(page, context, speech, settle, monkeypatch):
    done = context.perform(
        "x", lambda s: notes.add(s, speech.id, Span(0, 6), colour=MarkColour.DATA, note="", author="")
    )
    answer(monkeypatch, "改了")
    page._reading.text.select(Span(2, 4))
    page._reading.ask_correction()
    settle(context)
    assert context.read(lambda s: notes.one(s, done.value.id)).misplaced
    page._editing._confirm_place(done.value.id)
    assert not context.read(lambda s: notes.one(s, done.value.id)).misplaced
