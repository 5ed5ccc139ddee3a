"""This file tests the page 材料册: what goes in, the real pages, and out as a file."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest

from briefing_app import pdfium
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.errors import Cancelled
from briefing_app.export.pictures import PageReader
from briefing_app.store import meetings, packs
from briefing_app.ui.context import Target
from briefing_app.ui.packs import page as packs_page
from briefing_app.ui.packs.page import PacksPage, _file_name


@pytest.fixture
def page(qtbot, context, sample, settle):
    meeting = context.read(meetings.find)[0].id
    with context.library.transaction("x") as session:
        packs.save(session, Pack(None, "算力摘编", PackKind.DIGEST, (meeting,)))
    made = PacksPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    qtbot.waitUntil(lambda: made._preview.page_count > 0, timeout=20_000)
    return made


def _pack(context):
    return context.read(packs.find)[0]


def test_an_empty_page_says_what_to_do(qtbot, context, settle):
    made = PacksPage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert "还没有可以编印的材料" in made._empty.title.text()


def test_the_outline_holds_every_recommendation_under_a_theme(page):
    inside = [p.id for _, proposals in page._view.groups for p in proposals]
    assert len(inside) == len(set(inside))
    assert f"收 {len(inside)} / {len(inside)} 条" in page.status


def test_what_is_unticked_is_not_printed_and_stays_in_the_library(page, context, settle, qtbot):
    first = page._view.groups[0][1][0]
    before = page._preview._pages._reader
    page._tick([first.id], inside=False)
    settle(context)
    assert _pack(context).left_out == frozenset({first.id})
    qtbot.waitUntil(lambda: page._preview._pages._reader not in (None, before), timeout=20_000)
    reader = page._preview._pages._reader
    text = "".join(page_.get_textpage().get_text_bounded() for page_ in reader._document)
    assert first.text[:14] not in "".join(text.split())
    context.undo_stack.undo()
    assert _pack(context).left_out == frozenset()


def test_an_order_set_by_hand_is_kept(page, context, settle):
    ids = [p.id for _, inside in page._view.groups for p in inside]
    ids[0], ids[1] = ids[1], ids[0]
    page._outline.moved.emit(ids)
    settle(context)
    assert _pack(context).sequence == tuple(ids)


def test_options_follow_the_kind(page):
    page._options.show_pack(Pack(1, "x", PackKind.COMPARISON, (1,)))
    assert page._options._boxes["cover"].isHidden()
    assert not page._options._form.isHidden()
    page._options.show_pack(Pack(1, "x", PackKind.COMPILATION, (1,)))
    assert not page._options._boxes["cover"].isHidden()


def test_an_option_is_one_step_to_undo(page, context, settle):
    page._options._boxes["contents"].setChecked(True)
    page._options._take()
    settle(context)
    assert _pack(context).options.contents is True
    context.undo_stack.undo()
    assert _pack(context).options.contents is None


@pytest.mark.parametrize("kind", list(PackFormat))
def test_a_pack_goes_out_in_every_format(page, context, settle, tmp_path, monkeypatch, kind, qtbot):
    target = tmp_path / f"摘编.{kind.value}"
    monkeypatch.setattr(packs_page.messages, "ask_save_file", lambda *args: target)
    page.export_as(kind)
    qtbot.waitUntil(target.exists, timeout=30_000)
    settle(context)
    version = context.read(lambda s: packs.versions(s, _pack(context).id))[0]
    assert version.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert version.format is kind


def test_a_folder_that_is_gone_is_explained_and_leaves_nothing(page, context, settle, tmp_path, monkeypatch, qtbot):
    seen = []
    context.failed.connect(seen.append)
    monkeypatch.setattr(packs_page.messages, "ask_save_file", lambda *args: tmp_path / "没有" / "摘编.pdf")
    page.export_as(PackFormat.PDF)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert seen[0].path.name == "摘编.pdf"
    assert not context.read(lambda s: packs.versions(s, _pack(context).id))


def test_a_filter_comes_along_into_a_new_pack(page, context, settle, monkeypatch):
    asked = {}

    def ask(_meetings, **words):
        asked.update(words)
        return Pack(None, "重点", words["kind"], (_meetings[0].id,), filter=words["conditions"])

    monkeypatch.setattr(packs_page, "ask_pack", ask)
    page.show_target(Target(word="new:compilation", filter=ProposalFilter(important=True)))
    settle(context)
    assert asked["kind"] is PackKind.COMPILATION
    assert "重点" in [pack.name for pack in context.read(packs.find)]


def test_a_page_becomes_a_picture_of_the_asked_width(page):
    reader = page._preview._pages._reader
    picture = reader.picture(0, 300)
    assert abs(picture.width - 300) <= 1
    assert len(picture.pixels) >= picture.height * picture.width * 4
    assert set(picture.pixels[:: 4 * 97]) != {255}  # something is printed on it


def test_a_reader_gives_pdfium_its_memory_back(tmp_path):
    with pdfium.ALONE:
        document = pypdfium2.PdfDocument.new()
        document.new_page(100, 200)
        document.save(tmp_path / "x.pdf")
        document.close()
    with PageReader((tmp_path / "x.pdf").read_bytes()) as reader:
        assert reader.sizes == ((100.0, 200.0),)
    with pytest.raises(Cancelled):
        reader.picture(0, 100)


def test_pictures_may_be_asked_for_by_many_threads_at_once(page):
    reader = page._preview._pages._reader
    numbers = [number % len(reader.sizes) for number in range(24)]
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda number: reader.picture(number, 200).pixels, numbers))
    assert all(one == seen[number] for one, number in zip(seen, numbers, strict=True))


def test_names_that_no_file_system_takes_are_mended():
    assert _file_name('一/二:三?"四"') == "一 二 三  四"
    assert _file_name("///") == "材料册"
