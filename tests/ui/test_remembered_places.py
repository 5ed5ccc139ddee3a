"""This file tests that the window comes back as it was left, and that found words are marked."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtGui import QColor

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.followups import DueState
from briefing_app.domain.packs import Pack, PackKind, SpeakerOrder
from briefing_app.domain.text import Span
from briefing_app.store import followups, packs, proposals, speeches, themes
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.notes.filter_bar import NoteConditions
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.ui.proposals.words_found import words_found
from briefing_app.ui.theme import tokens


@pytest.fixture
def open_window(context, qtbot, settle):
    def make():
        made = MainWindow(context)
        qtbot.addWidget(made)
        made.resize(1280, 800)
        made.show()
        context.changes.library_opened.emit()
        settle(context)
        return made

    return make


def test_filter_sort_and_row_come_back(open_window, context, sample, settle):
    first = open_window()
    page = first.show_page("proposals")
    settle(context)
    either = FilterGroup((ProposalFilter(text="算力"), ProposalFilter(text="人才")), any_of=True)
    page._bar.set_filter(ProposalFilter(nested=either))
    page._on_sort_asked("speaker", True)
    settle(context)
    page._table.selectRow(2)
    key, ids = page._table.current_key(), page._table.rows_model.rows.ids
    first.show_page("help")
    again = open_window()
    assert again._current == "help"
    page = again.show_page("proposals")
    settle(context)
    assert page._bar.filter == ProposalFilter(nested=either)
    assert page._table.rows_model.rows.ids == ids
    assert page._table.current_key() == key
    assert (page._table.head.sorted_by, page._table.head.descending) == ("speaker", True)


def test_the_speech_that_was_read_comes_back(open_window, context, sample, settle):
    first = open_window()
    page = first.show_page("library")
    settle(context)
    third = context.read(speeches.find)[2]
    page._tree.choose_speech(third.meeting_id, third.id)
    settle(context)
    first.show_page("help")
    again = open_window()
    page = again.show_page("library")
    settle(context)
    assert page._reading.view.speech.id == third.id
    again.show_page("help")
    context.perform("移走", lambda s: speeches.remove(s, third.id))
    page = open_window().show_page("library")
    settle(context)
    assert page._reading.view is not None  # another one, without a complaint
    assert page._reading.view.speech.id != third.id


@pytest.mark.parametrize("kept", ['{"proposals": {"filter": 3}}', "[]", "{", '{"proposals": {"sort": 1}}'])
def test_a_place_that_is_not_understood_is_passed_over(open_window, context, sample, settle, kept):
    path = str(context.library.path)
    if kept.startswith('{"'):
        kept = json.dumps({"path": path, **json.loads(kept)})
    context.preferences.remember("places", kept)
    page = open_window().show_page("proposals")
    settle(context)
    assert page._bar.filter.is_empty()


def test_found_words_are_marked_in_the_list_and_in_the_quotation(qtbot, context, sample, settle):
    page = ProposalsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle(context)
    hit = QColor(tokens().hit).name()

    def marked(widget):
        picture = widget.grab().toImage()
        return sum(
            picture.pixelColor(x, y).name() == hit
            for x in range(0, picture.width(), 2)
            for y in range(picture.height())
        )

    assert not marked(page._table.viewport())
    page._bar.set_filter(ProposalFilter(text="算力"))
    settle(context)
    assert marked(page._table.viewport()) > 20
    assert page._detail._quotation._hits
    went = []
    context.navigation_asked.connect(lambda _key, target: went.append(target))
    page._show_origin(page._table.current_key())
    speech = context.read(lambda s: speeches.one(s, went[0].speech_id))
    assert {span.of(speech.text) for span in went[0].matches} == {"算力"}
    before = page._table.currentIndex().row()
    page._step(1)
    assert page._table.currentIndex().row() == before + 1


def test_found_words_are_found_whatever_their_width_and_case():
    assert [span.of("建设ＡＩ平台，ai先行") for span in words_found("建设ＡＩ平台，ai先行", "Ai")] == ["ＡＩ", "ai"]
    assert words_found("算力", "  ") == ()


def test_columns_can_be_put_into_another_order_that_is_remembered(qtbot, context, sample, settle):
    def make():
        page = ProposalsPage(context)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        settle(context)
        return page._table

    table = make()
    names = [column.key for column in table.columns_in_order()]
    assert names[:4] == ["check", "important", "text", "speaker"]
    table.head.moveSection(3, 2)
    table._save.stop()
    table._remember_columns()
    again = make()
    assert [column.key for column in again.columns_in_order()][:4] == ["check", "important", "speaker", "text"]
    assert context.read(proposals.find)


def test_the_person_and_how_the_list_is_narrowed_come_back(open_window, context, sample, settle):
    page = open_window().show_page("people")
    settle(context)
    page._text.setText("市")
    page._on_sort_asked("proposals", True)
    page._order.set_value(SpeakerOrder.STROKES)
    page.reload()
    settle(context)
    page._table.selectRow(1)
    key, rows = page._table.current_key(), [person.id for person in page._table.rows_model.rows]
    page.window().show_page("help")
    page = open_window().show_page("people")
    settle(context)
    assert (page._text.text(), page._order.value()) == ("市", SpeakerOrder.STROKES)
    assert [person.id for person in page._table.rows_model.rows] == rows
    assert page._table.current_key() == key
    assert (page._table.head.sorted_by, page._table.head.descending) == ("proposals", True)


def test_the_item_of_follow_up_its_view_and_its_filter_come_back(open_window, context, sample, settle):
    for number in range(40):
        context.perform(
            "新建",
            lambda s, n=number: followups.add(s, title=f"事项{n}", proposal_ids=[], lead="", due=date(2020, 1, 1)),
        )
    page = open_window().show_page("followups")
    settle(context)
    page._text.setText("事项")
    page._show_only(DueState.OVERDUE)
    page._table.selectRow(30)
    page._table.verticalScrollBar().setValue(page._table.verticalScrollBar().maximum())
    settle(context)
    key, top = page._table.current_key(), page._table.verticalScrollBar().value()
    assert top > 0
    page.window().show_page("help")
    page = open_window().show_page("followups")
    settle(context)
    assert (page._text.text(), page._only) == ("事项", DueState.OVERDUE)
    assert page._table.current_key() == key
    assert abs(page._table.verticalScrollBar().value() - top) <= 1
    page._mode.set_value("board")
    page.window().show_page("help")
    page = open_window().show_page("followups")
    settle(context)
    assert page._stack.currentWidget() is page._board


def test_the_comparison_comes_back_with_its_filter_its_view_and_its_cell(open_window, context, sample, settle):
    page = open_window().show_page("compare")
    settle(context)
    page._filter.take(ProposalFilter(text="算力"))
    settle(context)
    page._table.setCurrentIndex(page._table._model.index(1, 2))
    cell = page._table.place()
    page.window().show_page("help")
    page = open_window().show_page("compare")
    settle(context)
    assert page._filter.conditions == ProposalFilter(text="算力")
    assert page._filter.isVisible()
    assert page._table.place() == cell
    page._show_mode("coverage")
    page.window().show_page("help")
    page = open_window().show_page("compare")
    settle(context)
    assert page._bar.mode.value() == "coverage"


def test_pack_note_theme_span_of_time_and_topic_come_back(open_window, context, sample, settle):
    kept = [
        context.perform("册", lambda s, n=n: packs.save(s, Pack(None, n, PackKind.DIGEST, (sample.meeting_id,)))).value
        for n in ("甲", "乙", "丙")
    ]
    speech = context.read(speeches.find)[0]
    for start in (0, 8, 16):
        context.perform(
            "标",
            lambda s, at=start: notes.add(
                s, speech.id, Span(at, at + 4), colour=MarkColour.DATA, note="要核", author="周岚"
            ),
        )
    window = open_window()
    seen = {}
    for key in ("packs", "notes", "themes", "overview", "help"):
        seen[key] = window.show_page(key)
        settle(context)
    seen["packs"]._open(kept[1])
    seen["notes"]._bar.set_conditions(NoteConditions(text="要核", colours=(MarkColour.DATA,)))
    seen["notes"]._table.selectRow(2)
    chosen = context.read(themes.find)[1].id
    seen["themes"]._tree.choose(chosen)
    seen["overview"]._period.set_value("quarter")
    seen["help"]._topics.setCurrentRow(3)
    settle(context)
    note = seen["notes"]._table.current_key()
    window.show_page("settings")
    again = open_window()
    pages = {key: again.show_page(key) for key in seen}
    settle(context)
    for key in seen:
        again.show_page(key)
        settle(context)
    assert pages["packs"]._view.pack.id == kept[1]
    assert pages["notes"]._bar.conditions == NoteConditions(text="要核", colours=(MarkColour.DATA,))
    assert pages["notes"]._table.current_key() == note
    assert pages["themes"]._tree.current_id() == chosen
    assert pages["overview"]._period.value() == "quarter"
    assert pages["help"]._topics.currentRow() == 3


NOWHERE = {
    "people": {"text": 3, "order": "?", "undecided": 1, "sort": ["name", 0], "table": {}},
    "followups": {"only": "?", "mode": 7, "text": "", "table": {"current": "x", "top": 0}},
    "compare": {"meeting": "x"},
    "packs": {"pack": None},
    "notes": {"conditions": {"colours": ["?"]}},
    "themes": {"theme": {}},
    "overview": {"period": 3},
    "help": {"topic": []},
}


def test_places_of_another_version_are_passed_over(open_window, context, sample, settle):
    path = str(context.library.path)
    context.preferences.remember("places", json.dumps({"path": path, **NOWHERE}))
    window = open_window()
    for key in NOWHERE:
        window.show_page(key)
        settle(context)
    assert window._pages["compare"]._view is not None
    assert window._pages["people"]._table.current_key() > 0
