"""This file leads through everything that the window can show: pages, their ways of looking, dialogs, menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.pages import PAGES
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import SegmentedControl

Settle = Callable[[Context], None]


def every_page(window: MainWindow, settle: Settle, article: Path) -> Iterator[tuple[str, QWidget]]:
    """Each page in each of its ways of looking, and the review of an article last."""
    for entry in PAGES:
        page = window.show_page(entry.key, Target())
        settle(window.context)
        yield entry.title, page
        yield from _ways_of_looking(window, settle, entry.title, page)
    window.import_files([article])
    settle(window.context)
    yield "审核", window.page
    yield from _ways_of_looking(window, settle, "审核", window.page)


def _ways_of_looking(window: MainWindow, settle: Settle, title: str, page: QWidget) -> Iterator[tuple[str, QWidget]]:
    for control in [one for one in page.findChildren(SegmentedControl) if one.isVisible()]:
        if control.accessibleName() == "界面颜色":  # a setting, no way of looking
            continue
        former = control.value()
        for number, words in enumerate(control.spoken_parts()):
            control._choose(number)
            settle(window.context)
            yield f"{title} {words}", page
        control.set_value(former)
        control.chosen.emit(former)
        settle(window.context)


def every_dialog(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, look: Callable[[str, QWidget], None]
) -> int:
    """Press every button that asks something, open every menu; `look` sees what opens. Nothing is answered."""
    seen: list[QWidget] = []  # kept, so that none is taken for another

    def look_and_close() -> None:
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if opened is None:
            return
        if opened not in seen:
            seen.append(opened)
            look(f"{type(opened).__name__} {opened.windowTitle()}", opened)
        opened.close()

    watch = QTimer(window, interval=30)
    watch.timeout.connect(look_and_close)
    watch.start()
    monkeypatch.setattr(messages, "ask_open_files", lambda *_a, **_k: [])
    for name in ("ask_open_file", "ask_save_file", "ask_folder"):
        monkeypatch.setattr(messages, name, lambda *_a, **_k: None)
    monkeypatch.setattr(messages, "choose", lambda *_a, **_k: "")
    for key in ("palette", "shortcuts"):
        window.commands.actions[key].trigger()
    window.commands.open_library_menu()
    for entry in PAGES:
        page = window.show_page(entry.key, Target())
        settle(window.context)
        _press_everything(window, page, settle)
    watch.stop()
    return len(seen)


def _press_everything(window: MainWindow, page: QWidget, settle: Settle) -> None:
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    for button in [one for one in buttons if _asks(one)]:
        if isValid(button) and button.isVisible():
            button.click()
            settle(window.context)
    for widget in [one for one in page.findChildren(QWidget) if one.isVisible()]:
        if isValid(widget) and widget.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu:
            widget.customContextMenuRequested.emit(QPoint(20, 12))


def _asks(button: QAbstractButton) -> bool:
    chooses = isinstance(button, FilterChip) and not button.isCheckable()
    return chooses or button.text().endswith("…") or "更多" in button.text() + button.accessibleName()
