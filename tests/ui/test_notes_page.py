"""This file tests the page 批注: filters with counts, the way to the words, and work on notes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.followups import EntryKind
from briefing_app.domain.text import Span
from briefing_app.store import correcting, followups, speeches, trash
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.library.note_popover import NotePopover
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.notes.filter_bar import NoteConditions
from briefing_app.ui.notes.page import NotesPage
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.long_text import LongText


@pytest.fixture
def made(context, sample):
    spoken = context.read(speeches.find)

    def mark(session):
        for place, speech in enumerate(spoken[:4]):
            colour = list(MarkColour)[place % 2]
            notes.add(session, speech.id, Span(2, 9), colour=colour, note=f"第{place}条" * (place % 2), author="周岚")

    context.perform("标记", mark)
    return context.read(notes.find)


@pytest.fixture
def page(qtbot, context, made, settle):
    page = NotesPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle(context)
    return page


def shown(page):
    return [note.annotation.id for note in page._table.rows_model.rows]


def test_without_notes_the_page_says_how_to_make_one(qtbot, context, sample, settle):
    page = NotesPage(context)
    qtbot.addWidget(page)
    page.show()
    settle(context)
    assert "还没有批注" in page._empty.title.text()
    assert "选中一段文字" in page._empty.why.text()


def test_notes_are_filtered_by_text_kind_and_what_was_written(page, made, context):
    assert shown(page) == [note.id for note in made]
    assert [(o.words, o.count) for o in page._bar.options("colours")] == [("数据", 2), ("论据", 2)]
    page._bar.set_conditions(NoteConditions(colours=(MarkColour.DATA,)))
    assert shown(page) == [note.id for note in made if note.colour is MarkColour.DATA]
    page._bar.set_conditions(NoteConditions(written=True))
    assert shown(page) == [note.id for note in made if note.note]
    page._bar.set_conditions(NoteConditions(text=f"第1条 {made[1].quote[:2]}"))
    assert shown(page) == [made[1].id]
    page._bar.set_conditions(NoteConditions(text="没有这几个字"))
    assert "没有符合筛选的批注" in page._empty.title.text()
    page._empty.button.click()
    assert shown(page) == [note.id for note in made]


def test_enter_goes_to_the_words(page, made, context):
    went = []
    context.navigation_asked.connect(lambda key, target: went.append((key, target.annotation_id, target.span)))
    page._table.opened.emit(made[2].id)
    assert went == [("library", made[2].id, made[2].span)]


def test_a_note_is_edited_recoloured_and_removed_from_the_list(page, made, context, settle):
    page._table.select_key(made[0].id)
    page.edit()
    popover = page.findChild(NotePopover)
    popover._note.setPlainText("改写")
    popover.close()
    page._recolour([made[0].id, made[1].id], MarkColour.IDEA)
    settle(context)
    assert context.read(lambda s: notes.one(s, made[0].id)).note == "改写"
    assert {context.read(lambda s, k=k: notes.one(s, k)).colour for k in (made[0].id, made[1].id)} == {MarkColour.IDEA}
    page._table.rows_model.pick({made[0].id, made[3].id})
    page.remove()
    settle(context)
    assert shown(page) == [made[1].id, made[2].id]
    assert len(context.read(trash.removed)) == 2
    context.undo_stack.undo()
    settle(context)
    assert len(shown(page)) == 4


def test_marks_whose_words_changed_can_be_listed_alone(page, made, context, settle):
    context.perform("更正", lambda s: correcting.correct(s, made[1].speech_id, Span(4, 5), "改"))
    settle(context)
    page._bar.set_conditions(NoteConditions(misplaced=True))
    assert shown(page) == [made[1].id]


def test_a_note_of_a_megabyte_is_kept_listed_and_drawn(page, made, context, settle):
    long = "很长的批注。" * 60_000
    context.perform("写", lambda s: notes.update(s, made[0].id, note=long))
    settle(context)
    assert page.grab().width() == 1200
    assert context.read(lambda s: notes.one(s, made[0].id)).note == long


def test_a_note_of_a_megabyte_keeps_the_window_going_where_it_hangs_on_a_text(
    qtbot, made, context, settle, monkeypatch
):
    long = "很长的批注。" * 60_000
    context.perform("写", lambda s: notes.update(s, made[0].id, note=long))
    item = context.perform("新建", lambda s: followups.add(s, title="事项", proposal_ids=[], lead="")).value
    context.perform("记", lambda s: followups.log(s, item.id, EntryKind.NOTE, long))
    for make in (LibraryPage, FollowUpsPage):
        page = make(context)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        settle(context)
        if make is LibraryPage:
            page._tree.choose_speech(made[0].meeting_id, made[0].speech_id)
            settle(context)
        longest = max(len(label.text()) for label in page.findChildren(QLabel))
        assert longest < 4_000  # what is laid out; a label of a million characters takes seconds
        assert page.grab().width() == 1200
    (text,) = [one for one in page.findChildren(LongText) if hasattr(one, "more")]
    shown = []

    class Shown(Dialog):
        def exec(self):
            shown.extend(view.toPlainText() for view in self.findChildren(QPlainTextEdit))

    monkeypatch.setattr("briefing_app.ui.widgets.long_text.Dialog", Shown)
    text.more.click()
    assert shown == [long]


def test_pasted_mark_up_goes_in_as_plain_text_and_nothing_is_fetched(page, made, qtbot):
    from PySide6.QtCore import QMimeData

    popover = NotePopover(made[0], page)
    data = QMimeData()
    data.setHtml('<b>要点</b><img src="http://example.invalid/a.png"/>')
    data.setText("要点")
    assert popover._note.canInsertFromMimeData(data)
    popover._note.clear()
    popover._note.insertFromMimeData(data)
    assert popover._note.toPlainText() == "要点"
    popover.close()
