"""What is typed is kept within a second, without a button, and when its window or its library closes under the hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.text import Span
from briefing_app.store import annotations, meetings, packs, proposal_lists, proposals
from briefing_app.store.database import open_library
from briefing_app.ui.context import Target
from briefing_app.ui.library.note_popover import NotePopover
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.packs.page import PacksPage
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.ui.widgets.typing_pause import TypingPause


@pytest.fixture
def window(context, sample, qtbot, settle):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    context.changes.library_opened.emit()
    settle(context)
    return made


def first_proposal(context):
    return context.read(lambda s: proposal_lists.find(s, ProposalFilter(), limit=1))[0]


def open_summary(window, context, settle):
    page = window.show_page("proposals")
    settle(context)
    assert isinstance(page, ProposalsPage)
    page._table.select_key(first_proposal(context).id)
    settle(context)
    return page._detail


def stored_summary(path: Path, proposal_id: int) -> str | None:
    library = open_library(path)
    with library.reading() as session:
        found = proposals.one(session, proposal_id).summary
    library.close()
    return found


def test_the_pause_is_over_within_a_second_however_fast_one_types(qtbot) -> None:
    parent = QApplication.instance()
    pause = TypingPause(parent, rest=10_000, longest=30)
    with qtbot.waitSignal(pause.over, timeout=20_000):
        pause.start()
        pause.start()
    assert not pause.is_running()


def test_closing_the_window_keeps_the_words_under_the_hand(window, context, settle) -> None:
    detail = open_summary(window, context, settle)
    key, path = detail.proposal_id, context.library.path
    detail._summary.setPlainText("统一调度")
    window.close()
    assert not context.has_library
    assert stored_summary(path, key) == "统一调度"


def test_going_to_another_library_keeps_them_in_the_one_they_belong_to(window, context, settle, tmp_path) -> None:
    detail = open_summary(window, context, settle)
    key, path = detail.proposal_id, context.library.path
    detail._summary.setPlainText("统一调度")
    context.set_library(open_library(tmp_path / "other.sqlite3"))
    assert stored_summary(path, key) == "统一调度"
    assert context.read(meetings.find) == []
    assert not context.undo_stack.canUndo()  # what could be undone belonged to the former library


def test_going_to_another_recommendation_keeps_them(window, context, settle) -> None:
    detail = open_summary(window, context, settle)
    key = detail.proposal_id
    detail._summary.setPlainText("统一调度")
    detail.step_asked.emit(1)
    settle(context)
    assert context.read(lambda s: proposals.one(s, key)).summary == "统一调度"


def test_the_options_of_a_pack_are_kept_too(window, context, sample, settle) -> None:
    done = context.perform("新建", lambda s: packs.save(s, Pack(None, "摘编", PackKind.DIGEST, (sample.meeting_id,))))
    page = window.show_page("packs")
    settle(context)
    assert isinstance(page, PacksPage)
    path = context.library.path
    page._options._texts["editor"].setText("湖岸市政协办公室")
    window.close()
    library = open_library(path)
    with library.reading() as session:
        assert packs.one(session, done.value).options.editor == "湖岸市政协办公室"
    library.close()


@pytest.fixture
def popover(window, context, settle):
    speech_id = first_proposal(context).speech_id
    done = context.perform(
        "批注", lambda s: annotations.add(s, speech_id, Span(0, 2), colour=MarkColour.IDEA, note="", author="周岚")
    )
    page = window.show_page("library", Target(speech_id=speech_id))
    settle(context)
    page._editing._open_note(done.value.id, window.pos())
    return next(found for found in window.findChildren(NotePopover))


def note_of(session):
    return [found.note for found in annotations.find(session)]


def test_a_note_is_one_step_to_undo_however_often_it_was_kept(window, context, popover) -> None:
    for words in ("此处", "此处要核对", "此处要核对数据"):
        popover._note.setPlainText(words)
        popover.take()
    assert context.read(note_of) == ["此处要核对数据"]
    context.undo_stack.undo()
    assert context.read(note_of) == [""]
    context.undo_stack.redo()
    assert context.read(note_of) == ["此处要核对数据"]


def test_a_note_that_is_open_when_the_window_closes_is_kept(window, context, popover) -> None:
    path = context.library.path
    popover._note.setPlainText("写到一半")
    window.close()
    library = open_library(path)
    with library.reading() as session:
        assert note_of(session) == ["写到一半"]
    library.close()
