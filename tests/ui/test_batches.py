"""This file tests importing many files, nearly the same files, and the clipboard, through the window's pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from briefing_app import workflows
from briefing_app.store import drafts, meetings, speeches, versions
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.review import pasted
from briefing_app.workflows.batches import Outcome

CLEAR = (
    "望江市政协第四届委员会第二次双周协商座谈会\n2026年5月6日　望江\n\n"
    "市政协委员 白露：\n\n关于老年食堂的建议\n\n"
    "老人吃饭难是家门口的难事，街道要有地方，财政要有办法，食堂要有人管。"
    "建议在每个街道办一所老年食堂，由财政资金补贴三年。\n"
)


@pytest.fixture
def page(qtbot, context, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "材料"
    made.mkdir()
    (made / "清楚.txt").write_text(CLEAR, "utf-8")
    (made / "没有发言.txt").write_text("食堂菜单\n\n周一：豆腐。\n", "utf-8")
    (made / "坏.docx").write_bytes(b"PK\x03\x04broken")
    return made


def test_a_folder_ends_with_a_report_of_what_needs_a_person(page, context, folder, settle):
    page.start_import([folder])
    settle(context)
    assert page._stack.currentWidget() is page._report
    assert [one.outcome for one in page._report.shown] == [Outcome.UNREADABLE, Outcome.REVIEW, Outcome.STORED]
    page._report._shown.set_value("没有读入")
    page._report._show_rows()
    assert [one.path.name for one in page._report.shown] == ["坏.docx"]
    page._report.review_asked.emit()
    settle(context)
    assert page._reviewing()


def test_each_stored_file_is_a_step_to_undo(page, context, folder, settle):
    page.start_import([folder])
    settle(context)
    assert context.undo_stack.undoText() == "导入 清楚.txt"
    context.undo_stack.undo()
    assert context.read(meetings.find) == []


def test_a_stopped_batch_still_reports_what_it_did(page, context, folder, settle, monkeypatch):
    from briefing_app.ui.tasks import Job

    report = Job.report

    def stop_after_the_first(self, done, total=0):
        report(self, done, total)
        self.cancel()

    monkeypatch.setattr(Job, "report", stop_after_the_first)
    page.start_import([folder])
    settle(context)
    assert page._stack.currentWidget() is page._report
    assert len(page._report.shown) == 1
    assert "没有读" in page._report._head._note.text()


def test_an_empty_folder_says_so(page, context, tmp_path, settle):
    told = []
    context.toast_asked.connect(lambda text, _undo: told.append(text))
    page.start_import([tmp_path])
    settle(context)
    assert any("没有找到" in text for text in told)


def test_nearly_the_same_material_is_proposed_as_a_version(page, context, folder, tmp_path, settle):
    workflows.save_draft(context.library, workflows.read_draft(folder / "清楚.txt"))
    other = tmp_path / "修改稿.txt"
    other.write_text(CLEAR.replace("建议在", "建议尽快在"), "utf-8")
    page.start_import([other])
    for _ in range(3):
        settle(context)
    band = page._review._former
    assert not band.isHidden()
    assert "可能是它的另一版本" in band._words.text()
    band._keep.click()
    for _ in range(3):
        settle(context)
    (meeting,) = context.read(meetings.find)
    (speech,) = context.read(lambda s: speeches.of_meeting(s, meeting.id))
    assert [one.name for one in context.read(lambda s: versions.of_speech(s, speech.id))] == ["修改稿.txt"]
    assert context.read(drafts.count) == 0


def test_the_person_may_say_that_it_is_new_material(page, context, folder, tmp_path, settle):
    workflows.save_draft(context.library, workflows.read_draft(folder / "清楚.txt"))
    other = tmp_path / "修改稿.txt"
    other.write_text(CLEAR.replace("建议在", "建议尽快在"), "utf-8")
    page.start_import([other])
    for _ in range(3):
        settle(context)
    page._review._former.show_former(None)
    page._review.store()
    for _ in range(3):
        settle(context)
    assert len(context.read(meetings.find)) == 2


def _copy(text: str, html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def test_ctrl_v_on_the_page_takes_the_clipboard_in(page, context, qtbot):
    asked = []
    context.command_asked.connect(asked.append)
    page.setFocus()
    qtbot.keyClick(page, "V", Qt.KeyboardModifier.ControlModifier)
    assert asked == ["import_clipboard"]


def test_copied_text_is_reviewed_like_a_file(page, context, settle):
    _copy(CLEAR)
    page.start_import([pasted.from_clipboard()])
    settle(context)
    draft = page._review._session.draft
    assert (draft.source.name, draft.source.reader) == ("粘贴的文字", "pasted")
    assert [speech.speaker for speech in draft.speeches] == ["白露"]


def test_a_copied_page_is_read_as_a_page_and_fetches_nothing(page, context, settle):
    paragraphs = "".join(f"<p>{line}</p>" for line in CLEAR.splitlines() if line)
    _copy("", f'<html><body><img src="http://no.such.host/a.png">{paragraphs}</body></html>')
    page.start_import([pasted.from_clipboard()])
    settle(context)
    draft = page._review._session.draft
    assert [speech.speaker for speech in draft.speeches] == ["白露"]
    assert "<p>" not in draft.source.text


def test_a_clipboard_without_words_gives_nothing():
    _copy(" \n")
    assert pasted.from_clipboard() is None
