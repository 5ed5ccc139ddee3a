from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from briefing_app.domain.filters import ProposalFilter
from briefing_app.settings import Look
from briefing_app.store import dictionaries, meetings, proposals, speeches, themes, versions
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.help.page import HelpPage
from briefing_app.ui.overview.page import OverviewPage
from briefing_app.ui.settings import dictionaries as editing
from briefing_app.ui.settings.page import SettingsPage
from briefing_app.ui.theme import theme
from briefing_app.ui.trash.page import TrashPage
from briefing_app.ui.widgets.buttons import Button


def shown(qtbot, page, context, settle):
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    settle(context)
    return page


def words(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_trash_shows_what_was_removed_and_puts_it_back(context, sample, qtbot, settle):
    context.perform("移走会议", lambda session: meetings.remove(session, sample.meeting_id))
    page = shown(qtbot, TrashPage(context), context, settle)
    assert [row.removed.kind for row in page._table.rows_model.rows] == ["meeting"]
    page.restore()
    settle(context)
    assert [meeting.id for meeting in context.read(meetings.find)] == [sample.meeting_id]
    assert "回收站是空的" in words(page)


def test_an_empty_trash_says_why(context, qtbot, settle):
    page = shown(qtbot, TrashPage(context), context, settle)
    assert "回收站是空的" in words(page)
    assert not page._restore.isVisible()


def test_the_text_size_takes_effect_when_the_hand_rests(context, qtbot, settle):
    page = shown(qtbot, SettingsPage(context), context, settle)
    page._scale.setValue(150)
    assert context.settings.text_scale == 100
    qtbot.waitUntil(lambda: context.settings.text_scale == 150)


def test_settings_are_kept_at_once(context, qtbot, settle):
    page = shown(qtbot, SettingsPage(context), context, settle)
    page._author.setText(" 程予 ")
    page._author.editingFinished.emit()
    page._lead.setValue(2)
    page._look.chosen.emit(Look.DARK)
    assert context.author == "程予"
    assert context.settings.deadlines.lead_months == 2
    assert context.settings.look is Look.DARK


def test_a_dictionary_is_edited_as_lines_and_can_be_undone(context, monkeypatch, qtbot):
    def fill(form):
        form.form.itemAt(0, form.form.ItemRole.FieldRole).widget().setPlainText("甲＝已解决\n乙=正在解决\n\n丙")
        return True

    monkeypatch.setattr(editing.FormDialog, "ask", fill)
    before = context.read(lambda session: dictionaries.terms(session, "reply_class"))
    editing.edit_dictionary(context, "reply_class", None)
    after = context.read(lambda session: dictionaries.terms(session, "reply_class"))
    assert [(term.term, term.legend) for term in after] == [("甲", "已解决"), ("乙", "正在解决"), ("丙", "")]
    context.undo_stack.undo()
    assert context.read(lambda session: dictionaries.terms(session, "reply_class")) == before


def test_help_has_a_text_for_every_topic_and_its_links_lead_to_pages(context, qtbot, settle):
    page = shown(qtbot, HelpPage(context), context, settle)
    assert page.topics()[0] == "第一次使用"
    gone = []
    context.navigation_asked.connect(lambda key, _target: gone.append(key))
    for row in range(len(page.topics())):
        page._topics.setCurrentRow(row)
        assert len(page._text.toPlainText()) > 100
        assert "](" not in page._text.toPlainText()
    page._on_link(QUrl("page:trash"))
    assert gone == ["trash"]


def test_the_overview_counts_and_a_bar_leads_to_what_it_counts(context, sample, qtbot, settle):
    page = shown(qtbot, OverviewPage(context), context, settle)
    assert page._overview.meetings == 1
    assert page._overview.speeches == sample.speeches
    assert page._overview.proposals == sample.proposals
    gone = []
    context.navigation_asked.connect(lambda key, target: gone.append((key, target.filter)))
    page._statuses.setFocus()
    qtbot.keyClick(page._statuses, Qt.Key.Key_Down)
    qtbot.keyClick(page._statuses, Qt.Key.Key_Return)
    key, wanted = gone[0]
    assert key == "proposals"
    assert [status.value for status in wanted.statuses] == ["待梳理"]
    assert isinstance(wanted, ProposalFilter)


def test_the_overview_leads_to_what_is_flagged(context, sample, qtbot, settle):
    speech = context.read(lambda s: speeches.of_meeting(s, sample.meeting_id))[0]
    first = context.read(lambda s: proposals.of_speech(s, speech.id))[0]
    changed = speech.text.replace(first.text, first.text.replace(first.text[:2], "提议", 1))
    with context.library.transaction() as session:
        version = versions.add(session, speech.id, source_id=None, paragraphs=[(p, ()) for p in changed.split("\n")])
        versions.adopt(session, version)
    page = OverviewPage(context)
    qtbot.addWidget(page)
    page.show()
    settle(context)
    asked = []
    context.navigation_asked.connect(lambda key, target: asked.append((key, target)))
    row = next(n for n in range(page._decisions.count()) if "失配" in page._decisions.words(n))
    page._decisions.chosen.emit(row)
    ((key, target),) = asked
    assert (key, target.filter) == ("proposals", ProposalFilter(misplaced=True))
    assert context.read(lambda s: proposals.ids(s, target.filter)) == [first.id]


def test_the_overview_leads_to_the_themes_that_wait_for_a_person(context, sample, qtbot, settle):
    first = context.read(proposals.find)[0].id
    context.perform("推测", lambda s: themes.link(s, [first], "养老", confirmed=False, confidence=0.5))
    page = OverviewPage(context)
    qtbot.addWidget(page)
    page.show()
    settle(context)
    asked = []
    context.navigation_asked.connect(lambda key, _target: asked.append(key))
    row = next(n for n in range(page._decisions.count()) if "主题待确认" in page._decisions.words(n))
    page._decisions.chosen.emit(row)
    assert asked == ["themes"]


def test_the_overview_follows_the_library(context, sample, qtbot, settle):
    page = shown(qtbot, OverviewPage(context), context, settle)
    context.perform("移走会议", lambda session: meetings.remove(session, sample.meeting_id))
    settle(context)
    assert page._overview.is_empty
    assert "从一份会议材料开始" in words(page)


def test_a_bigger_text_size_cuts_no_label_of_the_overview(context, sample, qtbot, settle):
    page = shown(qtbot, OverviewPage(context), context, settle)
    theme().apply(Look.LIGHT, 1.75)
    settle(context)
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.fontMetrics().height(), label.text()


def test_settings_are_exported_brought_in_and_reset(context, qtbot, settle, tmp_path, monkeypatch):
    page = shown(qtbot, SettingsPage(context), context, settle)
    told, path = [], tmp_path / "设置.json"
    context.toast_asked.connect(lambda words, _undo: told.append(words))
    monkeypatch.setattr(messages, "ask_save_file", lambda *_args: path)
    monkeypatch.setattr(messages, "ask_open_file", lambda *_args: path)
    monkeypatch.setattr(messages, "ask", lambda *_args, **_words: True)
    buttons = {one.text(): one for one in page.findChildren(Button)}
    context.preferences.change(look=Look.DARK, text_scale=125)
    buttons["导出…"].click()
    buttons["恢复默认…"].click()
    assert context.settings.text_scale == 100
    assert page._scale.value() == 100
    buttons["导入…"].click()
    assert (context.settings.look, context.settings.text_scale) == (Look.DARK, 125)
    assert [words[:5] for words in told] == ["已导出设置", "设置已恢复", "已导入设置"]


def test_a_damaged_settings_file_is_explained_and_changes_nothing(context, qtbot, settle, tmp_path, monkeypatch):
    page = shown(qtbot, SettingsPage(context), context, settle)
    path, errors = tmp_path / "设置.json", []
    path.write_text("{", "utf-8")
    monkeypatch.setattr(messages, "ask_open_file", lambda *_args: path)
    monkeypatch.setattr(messages, "tell", lambda _parent, title, text: errors.append(title + text))
    before = context.settings
    next(one for one in page.findChildren(Button) if one.text() == "导入…").click()
    assert context.settings == before
    (error,) = errors
    assert "现在的设置没有改动" in error


def test_the_help_shows_its_pictures_no_wider_than_a_line(context, qtbot, settle):
    page = shown(qtbot, HelpPage(context), context, settle)
    page.show_target(Target(word="material"))
    url = QUrl("pictures/library.png")
    assert url.path() in page._text.toHtml()
    picture = page._text.loadResource(QTextDocument.ResourceType.ImageResource.value, url)
    assert 200 < picture.deviceIndependentSize().width() <= page._text.lineWrapColumnOrWidth()
    page.resize(700, 500)
    settle(context)
    smaller = page._text.loadResource(QTextDocument.ResourceType.ImageResource.value, url)
    assert smaller.width() < picture.width()


def test_the_manual_is_exported_from_the_help(context, qtbot, settle, tmp_path, monkeypatch):
    page = shown(qtbot, HelpPage(context), context, settle)
    told, path = [], tmp_path / "手册.pdf"
    context.toast_asked.connect(lambda words, _undo: told.append(words))
    monkeypatch.setattr(messages, "ask_save_file", lambda *_args: path)
    next(one for one in page.findChildren(Button) if one.text() == "导出手册…").click()
    settle(context)
    assert path.read_bytes().startswith(b"%PDF")
    assert "用户手册已导出" in told[0]
