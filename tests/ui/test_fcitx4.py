"""This file tests what Fcitx 4 sends into a field; packaging/check_typing.py proves it with the real program."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has a session bus")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    made.field, made.button = QLineEdit(made), QPushButton("好", made)
    column.addWidget(made.field)
    column.addWidget(made.button)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    return made


@pytest.fixture
def fcitx(window, monkeypatch):
    """The way to a Fcitx that answers nothing: there is no bus in tests."""
    from briefing_app.ui.fcitx4 import Fcitx4

    return Fcitx4("org.fcitx.Fcitx-99", "/inputcontext_1", window)


def test_what_is_typed_is_shown_in_its_place_and_what_is_chosen_stays(window, fcitx, qtbot):
    heard = _Ear(window.field)
    window.field.setText("一二")
    window.field.setCursorPosition(1)
    fcitx.compose("ni hao", 6)
    assert heard.shown == ["ni hao"]
    assert window.field.text() == "一二"
    fcitx.commit("你好")
    assert window.field.text() == "一你好二"
    assert heard.shown == ["ni hao", ""]


def test_the_cursor_among_composed_words_is_counted_as_qt_counts(fcitx):
    fcitx.compose("𬱖字", len("𬱖".encode()))
    assert fcitx._preedit.cursor == 2


def test_while_words_are_composed_enter_is_no_shortcut_and_afterwards_it_is(window, fcitx, qtbot):
    pressed = []
    QShortcut(QKeySequence("Return"), window, activated=lambda: pressed.append(1))
    fcitx.compose("ni", 2)
    assert fcitx.eventFilter(window.field, _override()) is True
    fcitx.commit("你")
    assert fcitx.eventFilter(window.field, _override()) is False


def test_leaving_the_field_leaves_no_half_word_in_it(window, fcitx):
    fcitx.compose("ni", 2)
    window.button.setFocus()
    assert window.field.text() == ""
    fcitx.commit("你")
    assert window.field.text() == ""


def test_without_an_answer_a_key_is_the_field_s(window, fcitx, qtbot):
    qtbot.keyClicks(window.field, "abc")
    assert window.field.text() == "abc"


def test_where_no_fcitx_4_runs_there_is_no_way_to_it(qapp, monkeypatch):
    from briefing_app.ui.fcitx4 import connect_fcitx4
    from briefing_app.ui.input_methods import is_fcitx_wanted

    assert connect_fcitx4(qapp) is None
    assert is_fcitx_wanted({"XMODIFIERS": "@im=fcitx"})
    assert not is_fcitx_wanted({"XMODIFIERS": "@im=ibus", "GTK_IM_MODULE": "ibus"})


def _override() -> QKeyEvent:
    from PySide6.QtCore import Qt

    return QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)


class _Ear(QWidget):
    """Hears the strings that a field is given to show."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.shown: list[str] = []
        field.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.InputMethod:
            self.shown.append(event.preeditString())
        return False
