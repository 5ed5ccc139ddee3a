"""This file tests the page 材料: reading, marking, noting, and what hangs on a speech."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.text import Span, is_verbatim
from briefing_app.store import meetings, proposals, sources, speeches
from briefing_app.ui.context import Target
from briefing_app.ui.library import tree_menus
from briefing_app.ui.library.cards import AnnotationCard, ProposalCard
from briefing_app.ui.library.note_popover import NotePopover
from briefing_app.ui.library.page import LibraryPage


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def _speech(context):
    meeting = context.read(meetings.find)[0]
    return context.read(lambda s: speeches.of_meeting(s, meeting.id))[0]


def test_an_empty_library_says_what_to_do(qtbot, context, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert made._stack.currentWidget() is made._empty
    assert "还没有材料" in made._empty.title.text()


def test_the_first_speech_is_shown_with_its_recommendations(page, context):
    speech = _speech(context)
    assert page._reading.text.text == speech.text
    cards = page._reading._margin.cards
    assert len([card for card in cards if isinstance(card, ProposalCard)]) == speech.proposals
    assert f"建议 {speech.proposals}" in page.status


def test_a_mark_is_kept_and_undone_by_name(page, context, settle):
    page._reading.text.select(Span(3, 9))
    page._reading._ask_mark(MarkColour.TO_CHECK, with_note=False)
    settle(context)
    kept = context.read(lambda s: notes.find(s, speech_id=_speech(context).id))
    assert [(note.span, note.colour, note.author) for note in kept] == [(Span(3, 9), MarkColour.TO_CHECK, "周岚")]
    assert any(isinstance(card, AnnotationCard) for card in page._reading._margin.cards)
    assert context.undo_stack.undoText() == "标记文字"
    context.undo_stack.undo()
    settle(context)
    assert not context.read(lambda s: notes.find(s, speech_id=_speech(context).id))
    assert not any(isinstance(card, AnnotationCard) for card in page._reading._margin.cards)


def test_a_note_is_saved_when_its_popover_closes(qtbot, page, context, settle):
    page._reading.text.select(Span(0, 4))
    page._reading._ask_mark(MarkColour.DATA, with_note=True)
    settle(context)
    popover = page.findChild(NotePopover)
    popover._note.setPlainText("与统计口径核对")
    popover.close()
    settle(context)
    assert context.read(notes.find)[0].note == "与统计口径核对"


def test_words_marked_as_recommendation_know_their_source(page, context, settle):
    speech = _speech(context)
    page._reading.text.select(Span(0, 12))
    page._reading.ask_proposal()
    settle(context)
    made = next(p for p in context.read(lambda s: proposals.of_speech(s, speech.id)) if p.span == Span(0, 12))
    source = context.read(lambda s: sources.text(s, speech.source_id))
    assert made.text == speech.text[:12]
    assert is_verbatim(made.text, source, made.spans)


def test_the_source_shows_what_was_removed(page, context):
    page._tools.mode.set_value("source")
    page._on_mode_chosen("source")
    shown = page._reading._source
    struck = [one.cursor.selectedText() for one in shown.extraSelections() if one.format.fontStrikeOut()]
    assert any("扫码" in words for words in struck)


def test_a_target_opens_its_speech_and_selects_the_words(page, context, settle):
    meeting = context.read(meetings.find)[0]
    third = context.read(lambda s: speeches.of_meeting(s, meeting.id))[2]
    proposal = context.read(lambda s: proposals.of_speech(s, third.id))[0]
    page.show_target(Target(proposal_id=proposal.id, span=proposal.span))
    settle(context)
    assert page._reading.view.speech.id == third.id
    assert page._reading.text.selection() == proposal.span


def test_typing_narrows_the_tree_to_a_speaker(page, context):
    page._left.field.setText(_speech(context).speaker)
    assert page._tree.model().rowCount() == 1
    page._left.field.setText("没有这个人")
    assert page._tree.model().rowCount() == 0


def test_a_meeting_goes_into_the_trash_only_when_asked(page, context, settle, monkeypatch):
    meeting = context.read(meetings.find)[0]
    monkeypatch.setattr(tree_menus.messages, "ask", lambda *args, **words: False)
    page._menus.remove_meeting(meeting)
    assert context.read(meetings.find)
    monkeypatch.setattr(tree_menus.messages, "ask", lambda *args, **words: True)
    page._menus.remove_meeting(meeting)
    settle(context)
    assert not context.read(meetings.find)
    context.undo_stack.undo()
    settle(context)
    assert [m.id for m in context.read(meetings.find)] == [meeting.id]


def test_the_bar_under_a_selection_stays_inside_the_text(page):
    for span in (Span(0, 5), Span(len(page._reading.text.text) - 6, len(page._reading.text.text) - 1)):
        page._reading.text.select(span)
        page._reading._place_bar()
        bar = page._reading._bar
        assert bar.isVisible()
        assert page._reading.text.rect().contains(bar.geometry().center())


def test_arrows_go_through_the_speeches(page, context, settle):
    first = page._reading.view.speech.order
    page._tree.step(1)
    settle(context)
    assert page._reading.view.speech.order == first + 1
    assert not page._tree.step(-5)


def test_a_card_that_is_chosen_underlines_its_words(page):
    card = next(card for card in page._reading._margin.cards if isinstance(card, ProposalCard))
    card.chosen.emit()
    assert [line.span for line in page._reading.text._underlines] == [card.span]
    page._reading.text.grab()


def test_the_note_menu_can_recolour(page, context, settle):
    speech = _speech(context)
    note = context.perform(
        "x", lambda s: notes.add(s, speech.id, Span(0, 4), colour=MarkColour.DATA, note="", author="")
    )
    page._editing._recolour(note.value.id, MarkColour.IDEA)
    settle(context)
    assert context.read(lambda s: notes.one(s, note.value.id)).colour is MarkColour.IDEA
    page._editing._open_note(note.value.id, QPoint(10, 10))


def test_a_meeting_is_marked_as_reviewed_and_back(page, context):
    meeting = context.read(meetings.find)[0]
    page._menus.set_reviewed(meeting, False)
    assert not context.read(meetings.find)[0].reviewed
    page._menus.set_reviewed(meeting, True)
    assert context.read(meetings.find)[0].reviewed
    context.undo_stack.undo()
    assert not context.read(meetings.find)[0].reviewed
