"""Garbage that holds Qt's objects is collected by the window's thread, never by a worker."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from briefing_app.ui.garbage import collect_due, collect_in_this_thread


class Left(QObject):
    """What is left of a dialog: it goes in a circle, and notes in which thread it is destroyed."""

    def __init__(self, seen: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: seen.append(threading.current_thread()))


@pytest.fixture
def seen(qtbot):
    destroyed: list[threading.Thread] = []
    owner = QObject()
    collect_in_this_thread(owner)
    yield destroyed
    del owner


def _circles(_job: object) -> None:
    for _ in range(200_000):
        circle: list[object] = []
        circle.append(circle)


def test_a_worker_that_allocates_much_destroys_nothing_of_the_window(seen, context, settle):
    Left(seen)
    context.tasks.run(_circles, owner=context)
    settle(context)
    gc.collect()
    assert seen == [threading.main_thread()]


def test_what_has_grown_is_collected(seen):
    Left(seen)
    _circles(None)
    collect_due()
    assert seen == [threading.main_thread()]


def test_python_left_to_itself_would_do_it_in_the_worker(seen, context, settle):
    """The reason for it all; when this no longer holds, the module can go."""
    gc.enable()
    Left(seen)
    context.tasks.run(_circles, owner=context)
    settle(context)
    assert seen
    assert threading.main_thread() not in seen
