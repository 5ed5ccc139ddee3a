"""The 导出记录 in the window: every file that left, and which of them a file at hand is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.store import packs
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.packs.export_log import ExportLogDialog
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.workflows.packs import export_pack


@pytest.fixture
def exported(context, sample, tmp_path):
    pack = Pack(None, "七月摘编", PackKind.DIGEST, (sample.meeting_id,))
    for name in ("一", "二"):
        target = tmp_path / f"{name}.json"
        export_pack(context.library, pack, target, format=PackFormat.JSON, today=context.today())
    return tmp_path


@pytest.fixture
def dialog(context, exported, qtbot):
    made = ExportLogDialog(context.read(packs.exports), tasks=context.tasks)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(dialog, row):
    model = dialog.table.rows_model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_newest_stands_first_with_who_and_what(dialog, context):
    assert dialog.table.rows_model.rowCount() == 2
    _when, what, file, author, checksum = cells(dialog, 0)
    assert (what, file, author) == ("七月摘编", "二.json", "周岚")
    assert context.read(packs.exports)[0].sha256.startswith(checksum)


def test_the_whole_checksum_is_copied(dialog, context):
    dialog.table.selectRow(1)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == context.read(packs.exports)[1].sha256


def test_a_file_at_hand_is_recognised_until_a_byte_differs(dialog, context, settle, exported):
    turned_up = exported / "转来的附件.json"
    turned_up.write_bytes((exported / "一.json").read_bytes())
    dialog.look_for(turned_up)
    settle(context)
    assert "由 周岚 导出的“七月摘编”" in dialog.answer_line.text()
    assert "一个字节也没有改动" in dialog.answer_line.text()
    turned_up.write_bytes(turned_up.read_bytes() + b" ")
    dialog.look_for(turned_up)
    settle(context)
    assert "不是这个资料库导出的" in dialog.answer_line.text()
    dialog.look_for(exported / "没有.json")
    settle(context)
    assert "读不出来" in dialog.answer_line.text()


def test_the_window_offers_it_also_while_nothing_has_left(context, settle, qtbot, monkeypatch):
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    shown = []
    monkeypatch.setattr(Dialog, "exec", lambda self: shown.append(self.windowTitle()) or 0)
    window.commands.actions["export_log"].trigger()
    assert shown == ["导出记录"]
