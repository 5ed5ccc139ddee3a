"""This file tests the live preview of a pack: what is in hand is tinted, the place is kept, rare characters are found."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTreeWidgetItem

from briefing_app import pdfium
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.store import meetings, packs
from briefing_app.ui.packs.page import PacksPage
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel


@pytest.fixture
def open_pack(qtbot, context, sample, settle):
    def opened(kind: PackKind, options: PackOptions | None = None) -> PacksPage:
        meeting = context.read(meetings.find)[0].id
        with context.library.transaction("x") as session:
            packs.save(session, Pack(None, "算力材料", kind, (meeting,), options=options or PackOptions()))
        page = PacksPage(context)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        settle(context)
        qtbot.waitUntil(lambda: page._preview.page_count > 0 and context.tasks.is_idle(), timeout=20_000)
        return page

    return opened


def item_of(page: PacksPage, group: int, row: int) -> QTreeWidgetItem:
    return page._outline.topLevelItem(group).child(row)


def text_under(page: PacksPage, spot) -> str:
    """What stands in a strip of a page, as PDFium reads it."""
    reader = page._preview._pages._reader
    width, height = reader.sizes[spot.page]
    with pdfium.ALONE:
        words = reader._document[spot.page].get_textpage()
        return "".join(words.get_text_bounded(0, height - spot.bottom, width, height - spot.top).split())


@pytest.mark.parametrize("kind", [PackKind.DIGEST, PackKind.ASSIGNMENT])
def test_what_is_in_hand_is_tinted_where_it_stands(open_pack, kind):
    page = open_pack(kind)
    last = page._view.groups[-1][1][-1]
    count = page._outline.topLevelItemCount() - 1
    page._outline.setCurrentItem(item_of(page, count, len(page._view.groups[-1][1]) - 1))
    desk = page._preview._pages
    spots = desk._spots()
    if kind is PackKind.DIGEST:  # upright: the text can be asked for by its place
        assert "".join(last.text.split())[:12] in text_under(page, spots[0])
    top = desk._tops()[spots[0].page] + round(spots[0].top * desk._scale()) - desk.verticalScrollBar().value()
    assert 0 <= top < desk.viewport().height()  # it is in view
    sheet = desk._sheet(spots[0].page, desk._tops()[spots[0].page])
    bar = QPoint(sheet.x() + round(34 * desk._scale()) + 1, top + 4)
    assert desk.viewport().grab().toImage().pixelColor(bar).name() == tokens().acc.name()


def test_a_speech_is_tinted_where_its_recommendations_are_not_set_apart(open_pack):
    page = open_pack(PackKind.COMPILATION, PackOptions(recommendations=False))
    page._outline.setCurrentItem(item_of(page, 1, 0))
    title = page._view.groups[1][1][0]
    assert page._preview._pages._spots() == page._preview._pages._items[("speech", title.speech_id)]


def test_an_edit_keeps_the_place_the_pictures_and_what_is_in_hand(open_pack, context, qtbot, settle):
    page = open_pack(PackKind.COMPILATION)
    desk = page._preview._pages
    desk.verticalScrollBar().setValue(900)
    page._outline.setCurrentItem(item_of(page, 0, 0))
    desk.verticalScrollBar().setValue(900)
    before, chosen = desk._reader, page._view.groups[0][1][0].id
    without_pictures = []
    qtbot.waitUntil(lambda: all(number in desk._pictures for number, _ in desk.in_view()), timeout=20_000)
    page._tick([chosen], inside=False)

    def shown() -> bool:
        without_pictures.extend(1 for number, _ in desk.in_view() if number not in desk._pictures)
        return desk._reader is not before and context.tasks.is_idle()

    qtbot.waitUntil(shown, timeout=20_000)
    assert desk.verticalScrollBar().value() == 900
    assert not without_pictures
    assert page._outline._in_hand() == chosen


def test_characters_of_another_font_are_listed_with_their_pages_and_shown(open_pack, context, qtbot, settle):
    page = open_pack(PackKind.COMPILATION, PackOptions(editor="𠮷水市政协办公厅"))
    words = [label.text() for label in page._options.findChildren(PlainLabel)]
    assert "“𠮷”在正文前，共 1 处" in words
    look = next(one for one in page._options.findChildren(Button) if one.text() == "逐处看“𠮷”")
    look.click()
    assert page._preview._pages._spots()[0].page == 0
    assert "𠮷水市政协办公厅" in text_under(page, page._preview._pages._spots()[0])


def test_a_change_elsewhere_is_followed(open_pack, context, settle, qtbot):
    page = open_pack(PackKind.DIGEST)
    before = page._preview._pages._reader
    pack = context.read(packs.find)[0]
    context.perform("x", lambda session: packs.save(session, replace(pack, name="另一个名字")))
    qtbot.waitUntil(lambda: page._preview._pages._reader not in (None, before), timeout=20_000)
    settle(context)
    assert page._live.latest.made.document.title


def test_the_fields_of_the_options_keep_their_height_however_much_is_said_under_them(open_pack, qtbot):
    page = open_pack(PackKind.DIGEST, PackOptions(editor="𠮷水市政协办公厅", watermark="征求意见稿"))
    page.resize(1500, 860)
    qtbot.wait(50)
    fields = [field for field in page._options._fields.values() if field.isVisible()]
    places = sorted((field.geometry() for field in fields), key=lambda place: place.y())
    assert all(upper.bottom() < lower.top() for upper, lower in itertools.pairwise(places))


def test_words_without_room_are_framed_named_and_not_taken(open_pack, context, settle):
    page = open_pack(PackKind.DIGEST, PackOptions(copy_number="000012"))
    field = page._options._texts["copy_number"]
    field.setText("9" * 500)
    page._options.take()
    settle(context)
    assert context.read(packs.find)[0].options.copy_number == "000012"
    assert page._options._refused.text() == "“份号”不超过16个字（现有500个字），没有采用。"
    assert field.property("wrong")
    field.setText("000013")
    page._options.take()
    settle(context)
    assert context.read(packs.find)[0].options.copy_number == "000013"
    assert page._options._refused.isHidden()


@pytest.mark.parametrize("leaving", [False, True])
def test_the_document_goes_with_the_library(open_pack, context, qtbot, leaving):
    page = open_pack(PackKind.DIGEST)
    reader = page._preview._pages._reader
    if leaving:  # the window closes: no worker does anything any more
        context.tasks.close()
    context.set_library(None)
    qtbot.waitUntil(lambda: reader._closed, timeout=5_000)
    assert page._preview.page_count == 0
