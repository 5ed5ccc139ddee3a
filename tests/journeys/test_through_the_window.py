"""The main job in the real window: from an empty library to a printed pack, with everything undone once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFormLayout, QLabel, QLineEdit, QWidget

from briefing_app import app, pdfium
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.proposals import Proposal
from briefing_app.settings import Look, Settings
from briefing_app.store import drafts, followup_lists, meetings, packs, proposal_lists
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.tables import Table

LONGEST_WAIT = 60_000  # ms
T = TypeVar("T", bound=QWidget)


def settle(window: MainWindow, claim: Callable[[], bool] = lambda: True) -> None:
    """Wait until the window has done its work, and what is claimed of it is true."""
    loop = QEventLoop()
    for _ in range(LONGEST_WAIT // 10):
        QTimer.singleShot(10, loop.quit)
        loop.exec()
        if window.context.tasks.is_idle() and claim():
            return
    pytest.fail("the window did not come so far")


def shown(root: QWidget, kind: type[T]) -> list[T]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


def press(root: QWidget, words: str) -> None:
    """Click the visible button with these words."""
    button = next(one for one in shown(root, QAbstractButton) if one.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill_forms(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    """Answer every form: its fields by their names, then its verb."""

    def answer(form: FormDialog) -> bool:
        for row in range(form.form.rowCount()):
            name = form.form.itemAt(row, QFormLayout.ItemRole.LabelRole).widget()
            field = form.form.itemAt(row, QFormLayout.ItemRole.FieldRole).widget()
            if isinstance(name, QLabel) and isinstance(field, QLineEdit) and name.text() in values:
                field.setText(values[name.text()])
        form._finish()
        return form.answer == "ok"

    monkeypatch.setattr(FormDialog, "ask", answer)


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, set_today: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window as it is after the start, over a new library."""
    set_today("2026-09-30")
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: pytest.fail(repr(error)))
    preferences = Preferences(tmp_path / "settings.json", Settings(author="周岚", look=Look.LIGHT))
    made = app.make_window(qapp, preferences)
    made.show()
    made.desk.open(tmp_path / "library.sqlite3")
    settle(made, lambda: made.page is not None)
    yield made
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    made.close()


def review_sample(window: MainWindow) -> Meeting:
    """Import our own article as a person does: the year is asked for, then it is stored."""
    press(window.page, "打开示例")
    settle(window, lambda: any(one.text() == "存入资料库" for one in shown(window.page, QAbstractButton)))
    assert window.context.read(meetings.find) == []
    year = next(field for field in shown(window.page, QLineEdit) if field.placeholderText() == "年份")
    year.setText("2026")
    year.editingFinished.emit()
    press(window.page, "存入资料库")
    settle(window, lambda: bool(window.context.read(meetings.find)))
    return window.context.read(meetings.find)[0]


def star_first(window: MainWindow, count: int) -> Proposal:
    """Click the star of the first recommendation."""
    window.show_page("proposals")
    table = shown(window.page, Table)[0]
    settle(window, lambda: len(table.rows_model.rows) == count)
    star = next(number for number, column in enumerate(table.columns) if column.kind == "star")
    place = table.visualRect(table.rows_model.index(0, star)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, _NO_KEYS, place)
    settle(window)
    return important(window)[0]


def important(window: MainWindow) -> list[Proposal]:
    return window.context.read(lambda session: proposal_lists.find(session, ProposalFilter(important=True)))


_NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_a_file_becomes_a_printed_pack_in_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = window.context
    fill_forms(monkeypatch, {"主办单位": "市数据局"})
    meeting = review_sample(window)
    assert meeting.facts.date is not None
    assert meeting.facts.date.year == 2026
    assert window.toast.text.startswith(f"已存入：{meeting.speeches} 篇发言")

    window.show_page("compare")
    settle(window, lambda: "主题" in window.bottom.words)

    target = tmp_path / "pack.pdf"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: target)
    window.show_page("packs")
    settle(window, lambda: any(one.text() == "新建材料册" for one in shown(window.page, QAbstractButton)))
    press(window.page, "新建材料册")
    settle(window, lambda: bool(context.read(packs.find)))
    settle(window, lambda: any(b.text() == "导出 PDF" and b.isEnabled() for b in shown(window.page, QAbstractButton)))
    press(window.page, "导出 PDF")
    settle(window, lambda: target.exists() and window.toast.text.startswith("已导出"))
    said = context.read(lambda session: proposal_lists.find(session, ProposalFilter()))
    printed = text_of(target)
    assert all("".join(proposal.text.split()) in printed for proposal in said)


def test_everything_can_be_taken_back_by_its_name_down_to_the_import(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = window.context
    fill_forms(monkeypatch, {"主办单位": "市数据局"})
    meeting = review_sample(window)
    first = star_first(window, meeting.proposals)
    context.navigate("followups", Target(word="new", proposal_ids=(first.id,)))
    settle(window, lambda: bool(context.read(followup_lists.find)))
    item = context.read(followup_lists.find)[0]
    assert (item.lead, item.proposal_ids, item.status) == ("市数据局", (first.id,), FollowUpStatus.DRAFTED)
    settle(window, lambda: any(one.text() == "交办" for one in shown(window.page, QAbstractButton)))

    names = []
    while context.undo_stack.canUndo():
        names.append(context.undo_stack.undoText())
        window.undo()
    settle(window)
    assert names[0] == "新建跟进事项"
    assert names[-1].startswith("导入 ")
    assert context.read(meetings.find) == []
    assert context.read(followup_lists.find) == []
    assert [kept.name for kept in context.read(drafts.waiting)] == ["sample_article.txt"]

    while context.undo_stack.canRedo():
        window.redo()
    settle(window)
    assert context.read(meetings.find) == [meeting]
    assert [proposal.id for proposal in important(window)] == [first.id]
    assert context.read(followup_lists.find) == [item]
    assert context.read(drafts.waiting) == []


def text_of(pdf: Path) -> str:
    """What a PDF says, without white space."""
    with pdfium.ALONE:  # the preview reads, too
        document = pypdfium2.PdfDocument(pdf)
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
    return text
