"""This file tests 对勘 in the window: what differs, what would follow, the choice and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import briefing_app.store.annotations as notes
from briefing_app import workflows
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.collation import Sign
from briefing_app.domain.text import Span
from briefing_app.store import meetings, proposals, speeches, versions
from briefing_app.ui.collation import bringing
from briefing_app.ui.collation import page as collation_page
from briefing_app.ui.collation.page import CollationPage
from briefing_app.ui.context import Target
from briefing_app.ui.library.page import LibraryPage
from briefing_app.workflows.collating import save_versions

PRINTED = "老街改造要先问居民的意见，再定图纸。建议由街道牵头建立居民议事会。沿街小店是老街的命脉。"
WRITTEN = (
    "老街改造要先问居民的意见，再定图纸。建议由街道牵头成立居民议事会，每季度公布进度。沿街小店是老街的命脉。谢谢大家。"
)


@pytest.fixture
def speech_id(context, tmp_path: Path) -> int:
    """A speech with a note on 沿街小店 and a recommendation that the manuscript words otherwise."""
    saved = workflows.save_draft(context.library, _draft(tmp_path / "报纸.txt", PRINTED), reviewed=True)
    speech = context.read(lambda s: speeches.of_meeting(s, saved.meeting_id))[0]
    at = speech.text.index("沿街小店")
    with context.library.transaction() as session:
        notes.add(session, speech.id, Span(at, at + 4), colour=MarkColour.DATA, note="数过几家", author="周岚")
    return speech.id


@pytest.fixture
def version_id(context, speech_id: int, tmp_path: Path) -> int:
    meeting_id = context.read(meetings.find)[0].id
    saved = save_versions(context.library, _draft(tmp_path / "发言稿.txt", WRITTEN), meeting_id)
    return saved.version_ids[0]


@pytest.fixture
def page(qtbot, context, settle):
    made = CollationPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle(context)
    return made


def _draft(path: Path, words: str):
    path.write_text(f"市政协委员 白露：\n\n让老街留住烟火气\n\n{words}\n", "utf-8")
    return workflows.read_draft(path)


def test_a_speech_without_a_version_says_what_to_do(page, context, speech_id, settle):
    page.open(speech_id)
    settle(context)
    assert page._stack.currentWidget() is page._empty
    assert "还没有另一版本" in page._empty.title.text()


@pytest.mark.usefixtures("version_id")
def test_both_texts_stand_side_by_side_with_what_differs(page, context, speech_id, settle):
    page.open(speech_id)
    settle(context)
    signs = [pair.sign for pair in page._sentences.pairs.pairs]
    assert signs == [Sign.SAME, Sign.CHANGED, Sign.SAME, Sign.ADDED]
    assert page._sentences.currentIndex().row() == 1
    page._sentences.step(1)
    assert page._sentences.currentIndex().row() == 3
    page._sentences.step(-1)
    assert page._sentences.currentIndex().row() == 1
    page._shown.set_value("differences")
    page._show_sentences()
    assert page._sentences.pairs.rowCount() == 2


@pytest.mark.usefixtures("version_id")
def test_what_would_not_follow_is_named_before_the_choice(page, context, speech_id, settle):
    page.open(speech_id)
    settle(context)
    assert page._anchors.list.count() == 1
    assert page._anchors.list.item(0).text().startswith("建议由街道牵头")
    assert "1 条失配" in page._anchors._sum.text()


@pytest.mark.usefixtures("version_id")
def test_the_choice_is_one_step_that_can_be_undone(page, context, speech_id, settle, monkeypatch):
    page.open(speech_id)
    settle(context)
    monkeypatch.setattr(collation_page.messages, "ask", lambda *args, **words: False)
    page.adopt()
    assert context.read(lambda s: speeches.one(s, speech_id)).text == PRINTED
    monkeypatch.setattr(collation_page.messages, "ask", lambda *args, **words: True)
    page.adopt()
    settle(context)
    assert context.read(lambda s: speeches.one(s, speech_id)).text == WRITTEN
    (note,) = context.read(lambda s: notes.find(s, speech_id=speech_id))
    assert note.span.of(WRITTEN) == "沿街小店"
    flagged = [p.text for p in context.read(lambda s: proposals.of_speech(s, speech_id)) if p.misplaced]
    assert [words[:11] for words in flagged] == ["建议由街道牵头建立居民"]
    assert page.view.version.text == PRINTED  # the former text is the other version now
    context.undo_stack.undo()
    settle(context)
    assert context.read(lambda s: speeches.one(s, speech_id)).text == PRINTED
    assert not any(p.misplaced for p in context.read(lambda s: proposals.of_speech(s, speech_id)))


@pytest.mark.usefixtures("version_id")
def test_a_version_that_is_none_is_taken_away_and_comes_back(page, context, speech_id, settle):
    page.open(speech_id)
    settle(context)
    page._drop.click()
    settle(context)
    assert page._stack.currentWidget() is page._empty
    context.undo_stack.undo()
    settle(context)
    assert page._sentences.pairs.rowCount() == 4


def test_another_version_is_read_from_a_file(page, context, speech_id, settle, tmp_path, monkeypatch):
    page.open(speech_id)
    settle(context)
    path = tmp_path / "修改稿.txt"
    _draft(path, WRITTEN)
    monkeypatch.setattr(bringing.messages, "ask_open_files", lambda *args, **words: [path])
    page._ask_version()
    for _ in range(3):
        settle(context)
    assert [one.name for one in context.read(lambda s: versions.of_speech(s, speech_id))] == ["修改稿.txt"]
    assert page.view.version.name == "修改稿.txt"
    context.undo_stack.undo()
    assert context.read(lambda s: versions.of_speech(s, speech_id)) == []


@pytest.mark.usefixtures("version_id")
def test_the_page_opens_over_the_material_and_goes_back(qtbot, context, speech_id, settle):
    material = LibraryPage(context)
    qtbot.addWidget(material)
    material.show()
    settle(context)
    material.show_target(Target(word="collate", speech_id=speech_id))
    settle(context)
    assert material._stack.currentWidget() is material._collation
    qtbot.keyClick(material._collation, Qt.Key.Key_Escape)
    assert material._stack.currentWidget() is material._splitter


@pytest.mark.usefixtures("version_id")
def test_where_there_is_no_room_for_both_panes_one_is_shown(page, context, speech_id, settle):
    page.open(speech_id)
    settle(context)
    page.resize(700, 600)
    settle(context)
    assert page._anchors.isHidden()
    page._turn.click()
    assert page._texts.isHidden()
    page._anchors.list.setCurrentRow(0)
    assert not page._texts.isHidden()
