"""The dialog for an office's own paper keeps what was set, shows a sample page, and says what cannot be."""

from __future__ import annotations

import pytest

from briefing_app.settings import HousePaper
from briefing_app.ui.settings.paper import PaperDialog


@pytest.fixture
def dialog(qtbot, context, settle):
    made = PaperDialog(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    return made


def test_a_paper_is_kept_under_its_name_and_offered_from_then_on(dialog, context, qtbot, settle):
    dialog._name.setText("市政协文件")
    dialog._lengths["top"].setValue(30)
    dialog._counts["rows"].setValue(24)
    dialog._on_save()
    (kept,) = context.settings.papers
    assert (kept.name, kept.top, kept.rows, kept.columns) == ("市政协文件", 30.0, 24, 28)
    qtbot.waitUntil(lambda: not dialog._sheet.pixmap().isNull(), timeout=20_000)
    dialog._on_remove()
    assert context.settings.papers == ()
    settle(context)


def test_a_paper_that_nobody_could_read_is_not_kept(dialog, context, settle):
    dialog._name.setText("太密")
    dialog._counts["rows"].setValue(60)
    dialog._on_save()
    assert context.settings.papers == ()
    assert "行距太小" in dialog._note._words.text()
    settle(context)


def test_a_font_that_is_gone_stays_named_until_another_is_chosen(dialog, context, qtbot, settle):
    dialog._show(HousePaper("旧", fonts={"仿宋": "早已删掉的字体"}))
    assert dialog.paper().fonts == {"仿宋": "早已删掉的字体"}
    qtbot.waitUntil(lambda: "早已删掉的字体" in dialog._note._words.text(), timeout=20_000)
    settle(context)
