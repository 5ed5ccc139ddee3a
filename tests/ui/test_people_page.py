"""This file tests the page 人物: who is who, decided by a person, remembered, and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from briefing_app import workflows
from briefing_app.domain.packs import SpeakerOrder
from briefing_app.domain.people import Affiliation
from briefing_app.store import people, person_proposals, speeches
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.library.speech_head import SpeechHead
from briefing_app.ui.overview import data
from briefing_app.ui.overview.decisions import decisions
from briefing_app.ui.people import deciding, forms
from briefing_app.ui.people.cards import DoubtCard, GuessCard, PairCard
from briefing_app.ui.people.forms import EnteredPost, PersonChooser, TurnChooser
from briefing_app.ui.people.page import PeoplePage
from briefing_app.ui.shell import search_results
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.reading_text import ReadingText
from briefing_app.workflows.people import person_sheet

ARTICLE = """2026年{month}月6日，临江市政协召开专题协商会。

{unit}解明：

加快湖岸治理

第{month}次会议上说。建议加快湖岸治理，第{month}次提出。

市教育局{post}曾小单：

办好学校

建议多办学校，第{month}次提出。
"""
TALKS = ((3, "湖岸大学教授", "副局长"), (4, "临江农商行行长", "局长"), (5, "湖岸大学教授", "副局长"))


@pytest.fixture
def talks(context, tmp_path):
    """解明 of two organisations, 曾小单 of one but once with another post, at three meetings."""
    for month, unit, post in TALKS:
        file = tmp_path / f"{month}.txt"
        file.write_text(ARTICLE.format(month=month, unit=unit, post=post), encoding="utf-8")
        workflows.save_draft(context.library, workflows.read_draft(file), reviewed=True)


@pytest.fixture
def settle(settle, qapp):
    """Wait for the work, and for what was put into layouts to be shown, which Qt does a turn later."""

    def wait(context) -> None:
        settle(context)
        qapp.processEvents()

    return wait


@pytest.fixture
def page(qtbot, context, talks, settle):
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def ids(context, name: str) -> list[int]:
    return [person.id for person in context.read(people.find) if person.name == name]


def go(page, context, settle, key: int) -> None:
    page.show_target(Target(person_id=key))
    settle(context)
    assert page.detail.sheet is not None
    assert page.detail.sheet.person.id == key


def cards(page, kind):
    return [card for card in page.detail.findChildren(kind) if not card.isHidden()]


def press(inside, words: str) -> None:
    (button,) = [
        one
        for one in inside.findChildren(QAbstractButton)
        if not one.isHidden() and words in (one.text(), one.accessibleName())
    ]
    button.click()


def shown_names(page) -> list[str]:
    return [person.name for person in page._table.rows_model.rows]


def test_an_empty_library_says_where_people_come_from(qtbot, context, settle):
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert made._empty.title.text() == "还没有人物"
    assert made._empty.button.text() == "导入材料"


def test_homonyms_stand_apart_with_their_units_and_numbers(page):
    rows = [(p.name, p.unit, p.speeches, p.proposals) for p in page._table.rows_model.rows]
    assert rows == [("解明", "湖岸大学", 2, 2), ("解明", "临江农商行", 1, 1), ("曾小单", "市教育局", 3, 3)]
    assert page.status == "显示 3 / 3 人　待定 3 人"


def test_people_stand_by_strokes_when_asked(page, context, settle):
    page._order.set_value(SpeakerOrder.STROKES)
    page._order.chosen.emit(SpeakerOrder.STROKES)
    settle(context)
    assert shown_names(page) == ["曾小单", "解明", "解明"]


def test_a_click_on_a_head_sorts_by_numbers_or_turns_the_names_round(page):
    page._table.sort_asked.emit("speeches", True)
    assert [p.speeches for p in page._table.rows_model.rows] == [3, 2, 1]
    page._table.sort_asked.emit("name", True)
    assert shown_names(page) == ["曾小单", "解明", "解明"]


def test_the_list_is_narrowed_by_name_sound_and_unit(page, context, settle):
    for words, found in (("zxd", ["曾小单"]), ("xieming 农商", ["解明"]), ("无此人", [])):
        page._text.setText(words)
        settle(context)
        assert shown_names(page) == found
    assert page._empty.title.text() == "没有符合的人物"
    press(page._empty, "看全部")
    assert len(shown_names(page)) == 3


def test_merging_moves_the_speeches_and_undo_and_unmerge_give_them_back(page, context, settle):
    one, other = ids(context, "解明")
    go(page, context, settle, one)
    (card,) = cards(page, PairCard)
    press(card, "合并")
    settle(context)
    assert ids(context, "解明") == [one]
    assert page.detail.sheet.person.speeches == 3
    context.undo_stack.undo()
    settle(context)
    assert ids(context, "解明") == [one, other]
    context.undo_stack.redo()
    settle(context)
    press(page.detail, "取消合并")
    settle(context)
    assert [person.speeches for person in context.read(people.find) if person.name == "解明"] == [2, 1]


def test_not_the_same_is_remembered_and_can_be_taken_back(page, context, settle):
    one, other = ids(context, "解明")
    go(page, context, settle, other)
    press(cards(page, PairCard)[0], "不是同一人")
    settle(context)
    assert cards(page, PairCard) == []
    assert context.read(person_proposals.kept_apart) == {(one, other)}
    press(page.detail, "撤回")
    settle(context)
    assert len(cards(page, PairCard)) == 1


def test_a_guess_is_confirmed_one_by_one_or_all_at_once(page, context, settle):
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, teacher)
    (card,) = cards(page, GuessCard)
    assert len(page.detail.sheet.guesses) == 2
    press(card, "都是本人")
    settle(context)
    assert cards(page, GuessCard) == []
    press(page, "确认同名同单位的 1 处")
    settle(context)
    assert context.read(person_proposals.undecided).guesses == {}
    assert page._sure.isHidden()


def test_a_wrong_guess_becomes_another_person(page, context, settle):
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, teacher)
    turn = page.detail.sheet.guesses[0]
    cards(page, GuessCard)[0].split.emit(turn)
    settle(context)
    assert len(ids(context, "曾小单")) == 2
    assert page.detail.sheet.person.speeches == 2


def test_a_title_that_does_not_fit_its_date_is_shown_and_opens_the_speech(page, context, settle):
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, teacher)
    (card,) = cards(page, DoubtCard)
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "印作“市教育局局长”" in words
    assert "都印作“市教育局副局长”" in words
    gone = []
    context.navigation_asked.connect(lambda key, target: gone.append((key, target.speech_id)))
    press(card, "2026-04-06 的发言")
    assert gone == [("library", page.detail.sheet.doubts[0].speech_id)]


def test_an_entered_post_decides_about_what_was_printed(page, context, settle, monkeypatch):
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, teacher)
    post = EnteredPost(Affiliation("市教育局", "局长"), date(2026, 4, 1), None)
    monkeypatch.setattr(deciding, "enter_post", lambda person, parent: post)
    press(page.detail, "填写核定职务")
    settle(context)
    (doubt,) = page.detail.sheet.doubts
    assert (doubt.when, doubt.printed) == ("2026-05-06", "市教育局副局长")
    press(page.detail, "去掉核定职务")
    settle(context)
    assert page.detail.sheet.held == ()


def test_a_speech_opens_by_a_click_and_the_recommendations_by_the_link(page, context, settle):
    go(page, context, settle, ids(context, "解明")[0])
    gone = []
    context.navigation_asked.connect(lambda key, target: gone.append((key, target)))
    page.detail.turns.chosen.emit(1)
    press(page.detail, "看建议")
    assert [key for key, _ in gone] == ["library", "proposals"]
    assert gone[0][1].speech_id == page.detail.sheet.turns[1].speech_id
    conditions = gone[1][1].filter
    assert conditions.speakers == ("解明",)
    assert len(conditions.meetings) == 2  # of this 解明 alone: the other spoke at a third meeting


def test_a_name_is_changed_and_an_alias_comes_and_goes(page, context, settle, monkeypatch):
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, teacher)
    monkeypatch.setattr(messages, "ask_text", lambda *_args, **_more: "曾晓单")
    press(page.detail, "改姓名")
    settle(context)
    assert (page.detail.sheet.person.name, page.detail.sheet.person.aliases) == ("曾晓单", ("曾小单",))
    monkeypatch.setattr(messages, "ask_text", lambda *_args, **_more: "曾老师")
    page.deciding.add_alias(page.detail.sheet.person)
    settle(context)
    assert page.detail.sheet.person.aliases == ("曾小单", "曾老师")
    page.deciding.remove_alias(page.detail.sheet.person, "曾老师")
    settle(context)
    assert page.detail.sheet.person.aliases == ("曾小单",)


def test_anybody_can_be_merged_by_choosing_them(page, context, settle, qtbot, monkeypatch):
    one, other = ids(context, "解明")
    (teacher,) = ids(context, "曾小单")
    go(page, context, settle, one)
    everybody = context.read(people.find)
    chooser = PersonChooser(everybody[0], everybody[1:])
    qtbot.addWidget(chooser)
    chooser.field.setText("zxd")
    assert chooser.chosen().id == teacher
    chooser.field.setText("无此人")
    assert chooser.chosen() is None
    assert not chooser._merge.isEnabled()
    monkeypatch.setattr(deciding, "choose_person", lambda stays, others, parent: people_of(others, other))
    page.detail.merging_asked.emit()
    settle(context)
    assert ids(context, "解明") == [one]


def people_of(others, key: int):
    return next(person for person in others if person.id == key)


def test_a_part_of_the_speeches_is_ticked_and_split_off(page, context, settle, qtbot, monkeypatch):
    (teacher,) = ids(context, "曾小单")
    sheet = context.read(lambda s: person_sheet(s, teacher))
    chooser = TurnChooser(sheet)
    qtbot.addWidget(chooser)
    chooser._finish()
    assert not chooser._note.isHidden()
    chooser.list.item(0).setCheckState(Qt.CheckState.Checked)
    chooser._finish()
    assert chooser.answer == "split"
    monkeypatch.setattr(deciding, "choose_turns", lambda _sheet, _parent: chooser.ticked())
    page.deciding.split_some_off(sheet)
    settle(context)
    assert len(ids(context, "曾小单")) == 2


def test_the_form_of_a_post_refuses_what_cannot_be(context, talks, qtbot, monkeypatch):
    (teacher,) = ids(context, "曾小单")
    person = context.read(lambda s: people.one(s, teacher))
    said = []

    def fill(form) -> bool:
        fields = [form.form.itemAt(row, form.form.ItemRole.FieldRole).widget() for row in range(4)]
        for texts in (("", "", "", ""), ("", "局长", "四月", ""), ("", "局长", "2026-05-01", "2026-04-01")):
            for field, text in zip(fields, texts, strict=True):
                field.setText(text)
            said.append(form._check())
        for field, text in zip(fields, ("市教育局", "局长", "2026-04-01", ""), strict=True):
            field.setText(text)
        said.append(form._check())
        return True

    monkeypatch.setattr(forms.FormDialog, "ask", fill)
    post = forms.enter_post(person)
    assert post == EnteredPost(Affiliation("市教育局", "局长"), date(2026, 4, 1), None)
    assert [bool(sentence) for sentence in said] == [True, True, True, False]


def test_the_overview_counts_people_to_decide_about_and_leads_there(context, talks, page, settle):
    overview = context.read(lambda s: data.read(s, context.today(), data.WHOLE))
    (line,) = [line for line in decisions(overview) if line.page == "people"]
    assert line.title == "3 位人物待确认"
    page.show_target(line.target)
    settle(context)
    assert page._only_undecided.isChecked()


def test_a_person_found_by_the_search_leads_to_the_page(context, talks):
    results = context.read(lambda s: search_results.find(s, "曾小单"))
    (found,) = dict(results.groups)["person"]
    assert search_results.KINDS["person"][2] == "people"
    assert found.target == Target(person_id=ids(context, "曾小单")[0])
    assert found.second == "市教育局　发言 3 篇，建议 3 条"


def test_the_head_of_a_speech_says_that_its_speaker_is_a_guess(context, talks, qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    head = SpeechHead(text)
    qtbot.addWidget(head)
    for speech in context.read(lambda s: speeches.find(s, speaker="曾小单")):
        head.show_speech(speech)
        shown = [head._people.itemAt(place).widget() for place in range(head._people.count())]
        chips = [chip.accessibleName() for chip in shown if isinstance(chip, Chip)]
        assert ("归属待确认" in chips) is (speech.person_guess is not None)
