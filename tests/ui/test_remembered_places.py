"""This file tests that the window comes back as it was left, and that found words are marked."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QColor

from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.store import proposals, speeches
from briefing_app.ui.main_window import MainWindow
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
