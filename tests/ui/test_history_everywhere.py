"""Every kind of record tells its 历史 where it is shown, with names where the file has numbers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span
from briefing_app.store import (
    comparisons,
    followups,
    history,
    packs,
    people,
    person_turns,
    proposals,
    speeches,
    tags,
    themes,
    units,
)
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.followups.units import UnitsDialog
from briefing_app.ui.history.dialog import HistoryDialog
from briefing_app.ui.history.words import change_in_words
from briefing_app.ui.library.page import LibraryPage
from briefing_app.ui.notes.page import NotesPage
from briefing_app.ui.packs.page import PacksPage
from briefing_app.ui.people.page import PeoplePage
from briefing_app.ui.proposals.page import ProposalsPage
from briefing_app.ui.themes.page import ThemesPage


@pytest.fixture
def told(monkeypatch):
    """The lines of every 历史 that is opened, as they would be read."""
    found: list[list[str]] = []
    monkeypatch.setattr(HistoryDialog, "exec", lambda dialog: found.append(dialog.lines))
    return found


@pytest.fixture
def worked_on(context, sample):
    """Something of every kind, changed by name once after it was made."""
    proposal = context.read(proposals.find)[0]
    speech = context.read(lambda s: speeches.one(s, proposal.speech_id))
    made = {}
    perform = context.perform

    def note(session):
        return notes.add(session, speech.id, Span(0, 4), colour=MarkColour.DATA, note="", author="周岚").id

    made["note"] = perform("标记", note).value
    perform("写批注", lambda s: notes.update(s, made["note"], note="要核"))
    made["item"] = perform(
        "新建", lambda s: followups.add(s, title="建中心", proposal_ids=[], lead="市数据局")
    ).value.id
    perform("改主办", lambda s: followups.update(s, made["item"], lead="市发改委"))
    perform("加标签", lambda s: tags.attach(s, "followup", [made["item"]], "急办"))
    pack = Pack(None, "汇编", PackKind.COMPILATION, (sample.meeting_id,))
    made["pack"] = perform("新建册", lambda s: packs.save(s, pack)).value
    perform("改名", lambda s: packs.save(s, Pack(made["pack"], "大会汇编", PackKind.COMPILATION, (sample.meeting_id,))))
    perform("别名", lambda s: people.add_alias(s, speech.person_id, "老陆"))
    perform("主题", lambda s: themes.link(s, [proposal.id], "算力网", confirmed=True))
    made["theme"] = context.read(lambda s: next(t.id for t in themes.find(s) if t.name == "算力网"))
    perform("主题改名", lambda s: themes.rename(s, made["theme"], "算力一张网"))
    perform("会议标签", lambda s: tags.attach(s, "meeting", [sample.meeting_id], "年度"))
    perform("判断", lambda s: comparisons.decide(s, sample.meeting_id, Decision("算力一张网", Judgement.CONSENSUS)))
    return made


def opened(qtbot, context, settle, make):
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle(context)
    return page


def run_command(page, words):
    (action,) = [action for action in page.actions() if action.text() == words]
    action.trigger()


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (ProposalsPage, "加上主题：算力一张网"),
        (NotesPage, "批注：（空） → 要核"),
        (FollowUpsPage, "主办：市数据局 → 市发改委"),
        (PacksPage, "名称：汇编 → 大会汇编"),
        (PeoplePage, "加上别名：老陆"),
        (LibraryPage, "加上标签：年度"),
    ],
)
def test_a_page_tells_the_history_of_its_current_record(qtbot, context, worked_on, settle, told, make, line):
    page = opened(qtbot, context, settle, make)
    if make is PeoplePage:
        speech = context.read(lambda s: speeches.one(s, context.read(proposals.find)[0].speech_id))
        page._go_to(speech.person_id)
    if make is LibraryPage:
        page._tree.setCurrentIndex(page._tree._index_of_meeting(context.read(proposals.find)[0].meeting_id))
    settle(context)
    run_command(page, "历史")
    assert line in told[0]


def test_the_history_of_a_theme_and_of_a_unit(qtbot, context, worked_on, settle, told):
    page = opened(qtbot, context, settle, ThemesPage)
    page._tree.choose(worked_on["theme"])
    run_command(page, "历史")
    assert told[0] == ["主题：算力网 → 算力一张网"]
    context.perform("改名", lambda s: units.rename(s, "市发改委", "市发展改革委"))
    dialog = UnitsDialog(context, page)
    dialog.show_units("市发展改革委")
    dialog.show_history()
    assert "单位名称：市发改委 → 市发展改革委" in told[1]


def test_a_judgement_and_a_tag_are_told_by_their_names(context, worked_on, sample):
    entries = context.read(lambda s: history.told(s, "meeting", sample.meeting_id))
    assert [change_in_words(one) for one in entries][:2] == ["加上判断：算力一张网　共识", "加上标签：年度"]
    item = context.read(lambda s: history.told(s, "followup", worked_on["item"]))
    assert change_in_words(item[0]) == "加上标签：急办"
    plain = context.read(lambda s: history.find(s, "followup", worked_on["item"]))
    assert isinstance(plain[0].after["tag_id"], int)  # what is kept stays as it is


def test_the_menus_of_items_and_notes_offer_it(qtbot, context, worked_on, settle, monkeypatch):
    shown = []

    class Shown(QMenu):
        def exec(self, *_place):
            shown.append([action.text() for action in self.actions()])

    for module in ("followups.menus", "notes.page", "packs.menus"):
        monkeypatch.setattr(f"briefing_app.ui.{module}.QMenu", Shown)
    page = opened(qtbot, context, settle, FollowUpsPage)
    page._menus.open_for(worked_on["item"], page.mapToGlobal(page.rect().center()))
    listed = opened(qtbot, context, settle, NotesPage)
    listed._open_menu(worked_on["note"], listed.mapToGlobal(listed.rect().center()))
    packed = opened(qtbot, context, settle, PacksPage)
    packed._menus.open_for(packed._view.pack, packed.mapToGlobal(packed.rect().center()))
    people_page = opened(qtbot, context, settle, PeoplePage)
    shown.append([action.text() for action in people_page.detail.menu().actions()])
    assert len(shown) == 4
    assert all("历史" in words for words in shown)
    assert {"改状态", "加标签", "去掉标签", "移到回收站"} <= set(shown[0])


def test_a_post_that_was_entered_is_told(context, worked_on):
    person = context.read(people.find)[0]
    post = Affiliation("市数据局", "局长")
    context.perform("填写", lambda s: person_turns.enter_post(s, person.id, post, since=None, until=None))
    entries = context.read(lambda s: history.told(s, "person", person.id))
    assert change_in_words(entries[0]) == "加上核定职务：市数据局　局长"
