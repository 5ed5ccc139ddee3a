"""This file tests the mapping step of lists: guessed, corrected by a person, remembered for lists of the same make."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_app.importing.readers import lists_in
from briefing_app.importing.readers.sheet import Column
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.review.columns_dialog import ColumnsDialog
from briefing_app.workflows import lists, read_draft

# The names of the columns mislead: 主题 holds what is proposed, 意见 the answer of the unit.
LIST = (
    "2026年提案汇总表\n编号,姓名,所在单位,主题,意见\n"
    "1,白露,望江市图书馆,建议培训退休教师担任书房管理员。,已转文旅局\n"
    "2,温泉,望江市公交公司,建议夜间增开两班公交车。,已转交通局\n"
)
STRANGE = "谁提的,说了什么\n白露,建议培训退休教师担任书房管理员。\n温泉,建议夜间增开两班公交车。\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "提案汇总.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.fixture
def dialog(qtbot, listed) -> ColumnsDialog:
    (table,) = lists_in(listed)
    made = ColumnsDialog(listed.name, table)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ColumnsDialog, place: int, kind: Column | None) -> None:
    dialog._choices[place].set_value(kind)
    dialog._on_chosen(place)


def test_the_columns_are_guessed_and_the_first_row_is_shown_as_it_will_read(dialog):
    assert dialog.columns == {
        0: Column.NUMBER,
        1: Column.SPEAKER,
        2: Column.ORGANISATION,
        3: Column.TITLE,
        4: Column.CONTENT,
    }
    assert "提案人：白露（望江市图书馆）" in dialog._preview.text()
    assert "已转文旅局" in dialog._preview.text()


def test_a_correction_is_shown_at_once_and_no_kind_is_given_twice(dialog):
    choose(dialog, 3, Column.CONTENT)
    assert dialog._choices[4].value() is None
    assert dialog._preview.text().endswith("建议培训退休教师担任书房管理员。")
    assert "已转文旅局" not in dialog._preview.text()


def test_without_a_speaker_the_person_is_warned(dialog):
    assert dialog._note.isHidden()
    choose(dialog, 1, None)
    assert "没有指明提案人" in dialog._note._words.text()


@pytest.fixture
def page(qtbot, context, settle):
    made = LibraryPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def test_what_a_person_said_is_used_and_remembered(page, context, listed, tmp_path, settle, monkeypatch):
    asked = []

    def answer(self):
        asked.append(self.columns)
        choose(self, 3, Column.CONTENT)
        return self.columns

    monkeypatch.setattr(ColumnsDialog, "ask", answer)
    page.start_import([listed])
    for _ in range(3):
        settle(context)
    said = [speech.paragraphs[0].text for speech in page._review._session.draft.speeches]
    assert said == ["建议培训退休教师担任书房管理员。", "建议夜间增开两班公交车。"]
    page._review.put_aside()
    again = tmp_path / "下月汇总.csv"
    again.write_text(LIST.replace("两班", "三班"), "utf-8")
    page.start_import([again])
    for _ in range(3):
        settle(context)
    assert len(asked) == 1
    assert page._review._session.draft.speeches[1].paragraphs[0].text == "建议夜间增开三班公交车。"


def test_a_list_that_is_left_out_is_not_read(page, context, listed, settle, monkeypatch):
    monkeypatch.setattr(ColumnsDialog, "ask", lambda self: None)
    page.start_import([listed])
    for _ in range(3):
        settle(context)
    assert not page._review._session.is_open
    assert context.read(lists.choices) == {}


def test_a_list_whose_column_names_nobody_knows_can_be_read_too(tmp_path):
    path = tmp_path / "群众意见.csv"
    path.write_text(STRANGE, "utf-8")
    (table,) = lists_in(path)
    assert (table.header, dict(table.columns)) == (("谁提的", "说了什么"), {})
    draft = read_draft(path, choices={table.signature: {0: Column.SPEAKER, 1: Column.CONTENT}})
    assert [speech.speaker for speech in draft.speeches] == ["白露", "温泉"]
