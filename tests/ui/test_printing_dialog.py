"""This file tests the dialog of printing: what is shown are the sheets that will be printed."""

from __future__ import annotations

import io

import pytest
from PySide6.QtWidgets import QDialog

from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf
from briefing_app.export.document import CellText, Column, PackDocument, Paragraph, Row, Run, Table
from briefing_app.export.pictures import PageReader
from briefing_app.ui.packs import printing
from briefing_app.ui.packs.sheet_view import SheetView
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField


@pytest.fixture
def reader():
    """Three upright sheets and a turned one."""
    table = Table(
        (Column("事项", 100), Column("单位", 56)), (Row((CellText("修路"), CellText("市交通局"))),), turned=True
    )
    document = PackDocument("册", PackKind.DIGEST, (Paragraph((Run("推进" * 14 * 60),)), table))
    stream = io.BytesIO()
    pdf.write(document, stream)
    with PageReader(stream.getvalue()) as opened:
        yield opened


def answer(monkeypatch, work, accepted: bool) -> None:
    """Have the dialog worked with while it is open."""

    def ask(dialog: FormDialog) -> bool:
        work(dialog)
        dialog.done(QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected)
        return accepted

    monkeypatch.setattr(FormDialog, "ask", ask)


def test_the_sheets_that_will_be_printed_are_shown_one_by_one(reader, context, qtbot, monkeypatch):
    seen = []

    def work(dialog: FormDialog) -> None:
        view = dialog.findChild(SheetView)
        dialog.show()
        pages = next(field for field in dialog.findChildren(TextField) if field.accessibleName() == "页面")
        qtbot.waitUntil(lambda: not view._leaf._image.isNull(), timeout=20_000)
        seen.append(
            (view._words.text(), view._before.isEnabled(), view._leaf._image.height() > view._leaf._image.width())
        )
        pages.setText("2、4")
        seen.append((view._words.text(), view._before.isEnabled(), True))
        view._after.click()
        qtbot.waitUntil(lambda: view._leaf._image.width() > view._leaf._image.height(), timeout=20_000)
        seen.append((view._words.text(), view._before.isEnabled(), view._after.isEnabled()))
        pages.setText("9")  # there is none: what is shown stays
        seen.append((view._words.text(), True, False))

    answer(monkeypatch, work, accepted=True)
    order = printing.ask_order(reader, context.tasks, ["甲", "乙"], None)
    assert seen == [
        ("第 1 面，印 4 面", False, True),
        ("第 2 面，印 2 面", False, True),
        ("第 4 面，印 2 面", True, False),
        ("第 4 面，印 2 面", True, False),
    ]
    assert (order.printer, order.copies, order.both_sides) == ("甲", 1, True)


def test_nothing_is_printed_when_the_dialog_is_left(reader, context, monkeypatch):
    answer(monkeypatch, lambda _dialog: None, accepted=False)
    assert printing.ask_order(reader, context.tasks, ["甲"], None) is None
