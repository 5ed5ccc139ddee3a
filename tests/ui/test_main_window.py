import itertools
import warnings
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel

from briefing_app.domain.filters import ProposalFilter
from briefing_app.store import proposal_lists, proposals
from briefing_app.ui import messages
from briefing_app.ui.actions import WINDOW_ACTIONS
from briefing_app.ui.context import Target
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.page import Page
from briefing_app.ui.pages import PAGES
from briefing_app.ui.shell.opening import Opening
from briefing_app.ui.shell.palette import CommandPalette


@pytest.fixture
def window(context, qtbot, settle):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    context.changes.library_opened.emit()
    settle(context)
    return made


def mark_one(context):
    key = context.read(lambda session: proposal_lists.find(session, ProposalFilter(), limit=1))[0].id
    context.perform("设为重点", lambda session: proposals.set_important(session, [key], True))


def test_an_empty_library_says_what_to_do(window):
    words = [label.text() for label in window.page.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in window.page.findChildren(QAbstractButton) if button.isVisible()]
    assert "从一份会议材料开始" in words
    assert {"导入材料", "打开示例"} <= set(buttons)
    assert window.bottom.words == "资料库是空的"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_opens_over_a_full_library_and_is_named(window, sample, settle, entry):
    page = window.show_page(entry.key)
    settle(window.context)
    assert isinstance(page, Page)
    assert page.isVisible()
    assert window.stack.currentWidget() is page
    assert page.title == entry.title


def test_pages_are_made_when_first_shown_and_once(window):
    assert list(window._pages) == ["overview"]
    assert window.show_page("trash") is window.show_page("trash")


def test_undo_and_redo_say_what_they_do(window, sample):
    assert not window.top.undo.isEnabled()
    mark_one(window.context)
    assert window.top.undo.accessibleName() == "撤销：设为重点"
    window.undo()
    assert window.top.redo.accessibleName() == "重做：设为重点"
    assert window.toast.text == "已撤销：设为重点"
    assert not window.top.undo.isEnabled()


def test_the_bottom_bar_tells_when_something_was_saved(window, sample):
    mark_one(window.context)
    assert window.bottom._saved.text().startswith("已保存 ")


def test_every_window_action_has_words_and_its_own_keys(window):
    keys = [spec.keys for spec in WINDOW_ACTIONS if spec.keys] + [page.keys for page in PAGES]
    assert len(keys) == len(set(keys))
    assert all(action.text() for action in window.commands.actions.values())


def test_the_palette_finds_commands_by_their_name(window, qtbot):
    palette = CommandPalette(window.commands.all(), window)
    qtbot.addWidget(palette)
    palette._field.setText("转到 设置")
    assert palette.texts() == ["转到设置"]
    palette._field.setText("没有的")
    assert palette.texts() == ["没有这样的命令"]


def test_enter_in_the_palette_runs_the_command(window, qtbot, settle):
    palette = CommandPalette(window.commands.all(), window)
    palette.show()
    palette._field.setText("转到回收站")
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    settle(window.context)
    assert window.page.title == "回收站"


def test_files_and_folders_dropped_anywhere_are_imported(window, tmp_path, monkeypatch, qtbot):
    file = tmp_path / "发言.txt"
    file.write_text("……", "utf-8")
    taken = []
    monkeypatch.setattr(window, "import_files", taken.append)
    data = QMimeData()
    gone, link = QUrl.fromLocalFile(str(tmp_path / "没有.txt")), QUrl("http://no.such.host/a.txt")
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path)), gone, link])
    with warnings.catch_warnings():
        # Qt 6.12 calls these deprecated for everybody who makes one by hand, as only a test does.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _NO_KEYS)
        drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _NO_KEYS)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert window._veil.isVisible()
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [[file, tmp_path]]
    assert not window._veil.isVisible()


_NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_an_expected_error_is_explained_in_three_parts(window, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda parent, title, text: told.append((title, text)))
    window.context.perform("改", lambda session: proposals.set_summary(session, 99, "x", None))
    title, text = told[0]
    assert "建议" in title
    assert "\n" in text


def test_a_window_with_work_under_way_asks_before_it_closes(window, monkeypatch, settle):
    asked = []
    window.context.tasks.run(_until_stopped, owner=window, name="正在导出")
    monkeypatch.setattr(messages, "ask", lambda *words, **verbs: asked.append(words) or False)
    assert not window.close()
    assert "正在导出" in asked[0][2]
    monkeypatch.setattr(messages, "ask", lambda *words, **verbs: True)
    assert window.close()


def _until_stopped(job):
    while not job.is_cancelled():
        pass


def test_the_window_comes_back_where_it_was_and_on_the_page_that_was_shown(context, qtbot, settle):
    first = MainWindow(context)
    qtbot.addWidget(first)
    first.resize(800, 650)  # the offscreen screen is 800 wide
    first.show()
    first.show_page("trash")
    context.preferences.remember("geometry", first.saveGeometry())
    first.hide()
    second = MainWindow(context)
    qtbot.addWidget(second)
    assert second.height() == 650
    context.changes.library_opened.emit()
    settle(context)
    assert second.page.title == "回收站"


def test_searching_lists_hits_in_groups_and_opens_them(window, sample, qtbot, settle, monkeypatch):
    gone = []
    window.context.navigation_asked.connect(lambda page, target: gone.append((page, target)))
    word = window.context.read(lambda session: proposal_lists.find(session, ProposalFilter(), limit=1))[0].text[:4]
    window.search_box.enter()
    window.top.search.setText(word)  # Qt cannot type Chinese in tests
    qtbot.waitUntil(window.search_box.isVisible)
    assert any(word in hit for hit in window.search_box.hits())
    monkeypatch.setattr(window, "show_page", lambda *_: None)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert not window.search_box.isVisible()
    assert gone[0][0] in {"proposals", "library"}
    assert isinstance(gone[0][1], Target)


def test_a_search_without_hits_says_so(window, sample, qtbot):
    window.search_box.enter()
    window.top.search.setText("查无此词")
    qtbot.waitUntil(window.search_box.isVisible)
    assert window.search_box.hits() == []
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert not window.search_box.isVisible()


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1280, 800, 100), (1024, 700, 100), (1280, 800, 175), (1024, 700, 175)]
)
def test_nothing_in_the_shell_overlaps_or_is_cut(window, settle, width, height, scale):
    window.context.preferences.change(text_scale=scale)
    window.resize(width, height)
    settle(window.context)
    shown = [w for w in (window.top.library, window.top.search, window.top.undo, window.top.redo) if w.isVisible()]
    shown += [window.top.import_button, window.top.export_button]
    places = [widget.geometry() for widget in shown]
    assert all(left.right() < right.left() for left, right in itertools.pairwise(places))
    assert places[-1].right() < window.top.width()
    for item in window.rail.findChildren(QAbstractButton):
        if item.isVisible():
            assert window.rail.rect().contains(item.geometry())
            assert item.height() >= item.sizeHint().height()


def test_a_library_opened_to_read_only_cannot_be_imported_into(context, qtbot, settle, tmp_path, monkeypatch):
    path = context.library.path
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.desk.open(path, read_only=True)
    settle(context)
    asked = []
    monkeypatch.setattr(messages, "ask_open_files", lambda *words: asked.append(words) or [])
    window.import_files([])
    assert asked == []
    assert not window.top.import_button.isEnabled()
    assert window.bottom._saved.text() == "只读"
    assert isinstance(path, Path)


def test_a_library_that_opens_slowly_is_announced(context, qtbot):
    made = Opening(None)
    qtbot.addWidget(made)
    made.show()
    assert not made._words.isVisible()
    qtbot.waitUntil(made._words.isVisible)
    made.hide()
    made.show()
    assert not made._words.isVisible()
