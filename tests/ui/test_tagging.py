"""Speeches, meetings and items of follow-up are labelled in the window, and found by their labels."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from briefing_app.store import followups, meetings, proposals, speeches, tags
from briefing_app.store.search import search
from briefing_app.ui import tagging
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.widgets.chips import Chip


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


@pytest.fixture
def answer(monkeypatch):
    """What a person types when a label is asked for; keeps what was offered."""
    asked = []

    def give(words):
        monkeypatch.setattr(tagging.messages, "ask_text", lambda *args, **_: asked.append(args[2]) or words)
        return asked

    return give


def run(menu, *path):
    for words in path:
        (action,) = [action for action in menu.actions() if action.text() == words]
        menu = action.menu() or menu
    action.trigger()


def menu_of(page, value, monkeypatch):
    shown = []

    class Shown(QMenu):
        def exec(self, *_place):
            shown.append(self)

    monkeypatch.setattr("briefing_app.ui.library.tree_menus.QMenu", Shown)
    page._menus.open_for(value, page.mapToGlobal(page.rect().center()))
    return shown[0]


def test_a_speech_is_labelled_shown_with_it_and_let_go(page, context, sample, settle, monkeypatch, answer):
    speech = context.read(lambda s: speeches.of_meeting(s, sample.meeting_id))[0]
    page._tree.choose_speech(sample.meeting_id, speech.id)
    settle(context)
    answer("典型发言")
    run(menu_of(page, speech, monkeypatch), "加标签")
    settle(context)
    assert context.undo_stack.undoText() == "加标签“典型发言”"
    (chip,) = [chip for chip in page._reading._head.findChildren(Chip) if chip.accessibleName() == "典型发言"]
    assert chip.isVisible()
    chip.removed.emit()
    settle(context)
    assert context.read(lambda s: tags.of(s, "speech", speech.id)) == ()
    context.undo_stack.undo()
    assert context.read(lambda s: tags.of(s, "speech", speech.id)) == ("典型发言",)


def test_a_meeting_is_labelled_and_the_tree_is_narrowed_by_it(page, context, sample, settle, monkeypatch, answer):
    answer("年度重点")
    run(menu_of(page, context.read(meetings.find)[0], monkeypatch), "加标签")
    settle(context)
    page._left.field.setText("年度重点")
    assert not page._left.is_empty()
    page._left.field.setText("没有这个标签")
    assert page._left.is_empty()
    page._left.field.clear()
    asked = answer("又一个")
    run(menu_of(page, context.read(meetings.find)[0], monkeypatch), "加标签")
    assert asked[-1] == "已有：年度重点"
    settle(context)
    run(menu_of(page, context.read(meetings.find)[0], monkeypatch), "去掉标签", "年度重点")
    assert context.read(meetings.find)[0].tags == ("又一个",)
    assert context.read(lambda s: search(s, "标签:又一个", kinds=["meeting"])).total == 1


def test_an_item_of_follow_up_is_labelled_and_filtered_by_it(qtbot, context, sample, settle, answer):
    for title in ("建中心", "发算力券"):
        context.perform("新建", lambda s, title=title: followups.add(s, title=title, proposal_ids=[], lead="市数据局"))
    page = FollowUpsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle(context)
    key = page._table.current_key()
    answer("市长督办")
    page._detail.tag_asked.emit(key)
    settle(context)
    (chip,) = [chip for chip in page._detail.findChildren(Chip) if chip.accessibleName() == "市长督办"]
    page._text.setText("督办")
    assert [one.id for one in page._table.rows_model.rows] == [key]
    chip.removed.emit()
    settle(context)
    assert context.read(lambda s: followups.one(s, key)).tags == ()


def test_a_wish_that_is_taken_back_labels_nothing(page, context, answer):
    answer(None)
    before = context.undo_stack.count()
    tagging.Tagging(context, page).add("proposal", [context.read(proposals.find)[0].id])
    assert context.undo_stack.count() == before
