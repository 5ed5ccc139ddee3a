"""This file tests the page 材料册: what goes in, the real pages, and out as a file."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtPrintSupport import QPrinter

from briefing_app import pdfium, workflows
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind, SpeakerOrder
from briefing_app.errors import Cancelled
from briefing_app.export.differences import Change, Difference
from briefing_app.export.pictures import PageReader
from briefing_app.store import meetings, packs
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.packs import outline, printing
from briefing_app.ui.packs import page as packs_page
from briefing_app.ui.packs.differences import dialog_of, summed_up, wordings
from briefing_app.ui.packs.hand_order import OrderList
from briefing_app.ui.packs.pack_view import read_speeches
from briefing_app.ui.packs.page import PacksPage
from briefing_app.ui.tasks import Job
from briefing_app.workflows.portions import Each, file_name


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

    def printed() -> str:
        reader = page._preview._pages._reader
        with pdfium.ALONE:  # a page may be drawn in a worker just now
            return "".join("".join(p.get_textpage().get_text_bounded() for p in reader._document).split())

    qtbot.waitUntil(lambda: first.text[:14] not in printed(), timeout=20_000)
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
    assert not page._options._choices["comparison_form"].isHidden()
    page._options.show_pack(Pack(1, "x", PackKind.COMPILATION, (1,)))
    assert not page._options._boxes["cover"].isHidden()


def test_an_option_is_one_step_to_undo(page, context, settle):
    page._options._boxes["contents"].setChecked(True)
    page._options.take()
    settle(context)
    assert _pack(context).options.contents is True
    context.undo_stack.undo()
    assert _pack(context).options.contents is None


@pytest.mark.parametrize("kind", list(PackFormat))
def test_a_pack_goes_out_in_every_format(page, context, settle, tmp_path, monkeypatch, kind, qtbot):
    target = tmp_path / f"摘编.{kind.value}"
    monkeypatch.setattr(messages, "ask_save_file", lambda *args: target)
    page.export_as(kind)
    qtbot.waitUntil(target.exists, timeout=30_000)
    settle(context)
    version = context.read(lambda s: packs.versions(s, _pack(context).id))[0]
    assert version.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert version.format is kind


def test_a_folder_that_is_gone_is_explained_and_leaves_nothing(page, context, settle, tmp_path, monkeypatch, qtbot):
    seen = []
    context.failed.connect(seen.append)
    monkeypatch.setattr(messages, "ask_save_file", lambda *args: tmp_path / "没有" / "摘编.pdf")
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
    assert file_name('一/二:三?"四"') == "一 二 三  四"
    assert file_name("///") == "材料册"


def _export(page, qtbot, context, settle, monkeypatch, target):
    monkeypatch.setattr(messages, "ask_save_file", lambda *args: target)
    page.export_as(PackFormat.PDF)
    qtbot.waitUntil(target.exists, timeout=30_000)
    settle(context)
    qtbot.waitUntil(lambda: page._live.latest is not None and bool(page._view.versions), timeout=20_000)


def test_what_was_changed_since_the_last_version_is_counted_and_listed(
    page, context, settle, tmp_path, monkeypatch, qtbot
):
    _export(page, qtbot, context, settle, monkeypatch, tmp_path / "一.pdf")
    gone = page._view.groups[0][1][0]
    page._tick([gone.id], inside=False)
    qtbot.waitUntil(lambda: "第 1 版之后有" in page._head._note.text(), timeout=20_000)
    shown = []
    monkeypatch.setattr(packs_page, "show_differences", lambda title, found, _parent: shown.append((title, found)))
    page._differences.click()
    (title, found) = shown[0]
    assert title == "第 1 版与现在的差异"
    assert f"建议 {gone.code}" in [d.place for d in found if d.change is Change.REMOVED]


def test_the_list_of_differences_shows_both_wordings_around_the_change(qtbot):
    long = "甲" * 60
    found = (
        Difference(Change.REWORDED, "建议 01-01", f"{long}旧{long}", f"{long}新{long}"),
        Difference(Change.ADDED, "小标题", after="停车"),
    )
    dialog = dialog_of("第 1 版与现在的差异", found)
    qtbot.addWidget(dialog)
    assert summed_up(found) == "新增 1 处，修改 1 处。"
    (before, _), (after, _) = wordings(found[0])
    assert ("旧" in before, "新" in after, before.startswith("原：…"), after.endswith("…")) == (True,) * 4
    assert len(before) < 60
    assert summed_up(()).startswith("两者一字不差")


def test_an_old_version_goes_out_again_byte_for_byte(page, context, settle, tmp_path, monkeypatch, qtbot):
    first, again = tmp_path / "一.pdf", tmp_path / "又.pdf"
    _export(page, qtbot, context, settle, monkeypatch, first)
    page._tick([page._view.groups[0][1][0].id], inside=False)
    settle(context)
    monkeypatch.setattr(messages, "ask_save_file", lambda *args: again)
    page._contents.versions._again.click()
    qtbot.waitUntil(again.exists, timeout=20_000)
    settle(context)
    assert again.read_bytes() == first.read_bytes()


def test_a_heading_is_renamed_for_this_pack_only_and_undone(page, context, settle, monkeypatch):
    name = page._view.groups[0][0]
    monkeypatch.setattr(messages, "ask_text", lambda *args, **words: "关于" + name)
    page._outline.renaming.emit(name, name)
    settle(context)
    assert _pack(context).options.renamed == ((name, "关于" + name),)
    assert page._outline.topLevelItem(0).data(0, outline._SHOWN) == "关于" + name
    context.undo_stack.undo()
    assert _pack(context).options.renamed == ()


def test_a_free_outline_takes_codes_from_the_list_and_prints_the_words(page, context, settle, qtbot):
    meeting = context.read(meetings.find)[0].id
    done = context.perform("新建", lambda s: packs.save(s, Pack(None, "自拟", PackKind.OUTLINE, (meeting,))))
    page._wanted = done.value
    page.reload()
    settle(context)
    first = page._view.groups[0][1][0]
    page._contents.text.setPlainText("一、要点\n")
    page._contents.text.moveCursor(QTextCursor.MoveOperation.End)
    page._contents._open(first)
    page._contents.flush()
    settle(context)
    assert context.read(lambda s: packs.one(s, done.value)).options.outline == f"一、要点\n【{first.code}】"
    qtbot.waitUntil(lambda: page._live.latest.made.document.quotes() != (), timeout=20_000)
    assert page._live.latest.made.document.quotes()[0].text == first.text


def test_a_level_of_secrecy_is_set_only_after_asking(page, context, settle, monkeypatch):
    asked = []
    monkeypatch.setattr(messages, "ask", lambda _p, title, *args, **words: asked.append(title))
    mark = page._options._choices["mark"]
    mark.set_value("秘密★1年")
    page._options.take()
    settle(context)
    assert asked == ["要标密级吗？"]
    assert (_pack(context).options.mark, mark.value()) == ("", "")
    monkeypatch.setattr(messages, "ask", lambda *args, **words: True)
    mark.set_value("秘密★1年")
    page._options.take()
    settle(context)
    assert _pack(context).options.mark == "秘密★1年"


def test_a_day_that_is_none_is_framed_and_not_kept(page, context, settle):
    page._options.show_pack(Pack(1, "x", PackKind.LETTER, (1,)))
    field = page._options._texts["reply_by"]
    field.setText("下周")
    page._options.take()
    assert field.property("wrong") is True
    assert page._options._options.reply_by is None


def test_an_order_by_hand_is_asked_for(page, context, settle, monkeypatch):
    speeches = context.read(lambda s: read_speeches(s, _pack(context)))
    wanted = tuple(reversed([speech.id for speech in speeches]))
    monkeypatch.setattr(packs_page, "ask_hand_order", lambda *args: wanted)
    page._options._choices["order"].set_value(SpeakerOrder.BY_HAND)
    page._options.take()
    settle(context)
    assert _pack(context).options.hand_order == wanted


def test_speeches_are_moved_by_keys(qtbot, context, sample, settle):
    speeches = context.read(lambda s: read_speeches(s, Pack(None, "x", PackKind.DIGEST, (sample.meeting_id,))))
    shown = OrderList(speeches)
    qtbot.addWidget(shown)
    shown.setCurrentRow(1)
    qtbot.keyClick(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown.ids()[:2] == (speeches[1].id, speeches[0].id)


def test_portions_go_into_a_folder_and_do_not_crowd_the_list(page, context, settle, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(messages, "ask_folder", lambda *args: tmp_path)
    page._out.export_each(_pack(context), Each.SPEAKER)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 8, timeout=60_000)
    settle(context)
    assert page._list.count() == 1
    assert len(context.read(packs.find)) == 9


@pytest.mark.parametrize(
    ("typed", "sheets"),
    [("", (0, 1, 2, 3, 4)), ("1-3、5", (0, 1, 2, 4)), ("2", (1,)), ("0", ()), ("4-9", ()), ("三", ()), ("3-1", ())],
)
def test_pages_are_typed_as_people_write_them(typed, sheets):
    assert printing.pages_of(typed, 5) == sheets


def test_what_is_printed_has_the_pages_of_the_preview_upright_and_turned(context, sample, tmp_path, settle):
    pack = Pack(None, "分解表", PackKind.ASSIGNMENT, (sample.meeting_id,))
    content = workflows.preview_pdf(context.library, pack, today=context.today())
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    job = Job("", lambda _job: None)
    with PageReader(content) as reader:
        wanted = [width > height for width, height in reader.sizes]
    order = printing.PrintOrder("", 1, tuple(range(len(wanted))), both_sides=False)
    assert printing.print_pages(content, printer, order, job) == len(wanted)
    with PageReader((tmp_path / "印.pdf").read_bytes()) as printed:
        assert [width > height for width, height in printed.sizes] == wanted
        assert set(printed.picture(0, 300).pixels[:: 4 * 97]) != {255}


def test_without_a_printer_it_is_said_what_to_do(page, monkeypatch):
    told = []
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(messages, "tell", lambda _parent, title, text: told.append((title, text)))
    page._print.click()
    assert told[0][0] == "没有找到打印机"
    assert "导出 PDF" in told[0][1]


def test_in_a_narrow_window_the_options_are_a_tab_and_come_back(page, context, settle):
    for width in (1000, 800):  # alone in a test, the page is no narrower than its panes
        page.resize(width, 700)
        settle(context)
    assert not page._options.isVisible()
    page._contents._tabs._choose(2)
    assert page._options.isVisible()
    assert page._contents.isAncestorOf(page._options)
    page.resize(1200, 700)
    settle(context)
    assert page._options.isVisible()
    assert page._contents.outline.isVisible()
    assert not page._contents.isAncestorOf(page._options)


def test_in_a_narrow_window_another_pack_is_opened_from_a_menu(page, context, settle):
    assert not page._others.isVisible()
    page.resize(900, 700)
    meeting = context.read(meetings.find)[0].id
    context.perform("x", lambda s: packs.save(s, Pack(None, "甲&乙", PackKind.COMPILATION, (meeting,))))
    settle(context)
    assert page._others.isVisible()
    menu = page._others.menu_of_packs()
    other = next(action for action in menu.actions() if action.text() == "甲&&乙")
    other.trigger()
    settle(context)
    assert page._view.pack.name == "甲&乙"
