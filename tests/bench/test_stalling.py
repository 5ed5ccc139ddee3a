"""How long the window's event loop stands still at the longest, during the heaviest jobs (target 6: 50 ms)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import large_libraries
import pytest
from measuring import ROWS, RUNS, Figure
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from typing_extensions import Self

from briefing_app import app
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.settings import Look, Settings
from briefing_app.store import meetings, packs, proposals
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.widgets import dialogs

LONGEST = 50  # ms
FILES = 1000 if RUNS > 1 else 12
EDITED = 10_000 if RUNS > 1 else 150
PRINTED = 250 if RUNS > 1 else 2  # meetings in a pack, about four pages each


class Heart:
    """Beats every millisecond as long as the event loop turns; the longest pause between two beats is the stall."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


@pytest.fixture
def open_window(qapp, tmp_path, monkeypatch, today, wait) -> Iterator[Callable[[Path], object]]:
    """The real window over a library, as it is after the start."""
    opened = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: pytest.fail(repr(error)))
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    monkeypatch.setattr(
        dialogs, "question", lambda title, text, *_, **__: pytest.fail(f"nobody answers: {title} {text}")
    )

    def open_on(path: Path) -> object:
        window = app.make_window(
            qapp, Preferences(tmp_path / "settings.json", Settings(author="周岚", look=Look.LIGHT))
        )
        opened.append(window)
        window.show()
        window.desk.open(path)
        wait(lambda: window.page is not None and window.context.tasks.is_idle())
        return window

    yield open_on
    for window in opened:
        window.close()


@pytest.fixture
def own_copy(filled, tmp_path) -> Path:
    """The large library, to write into."""
    return Path(shutil.copy(filled, tmp_path / "own.sqlite3"))


@pytest.fixture
def longest_stall(keep_figure) -> Callable[..., None]:
    def run(name: str, job: Callable[[], object], *, rows: int) -> None:
        with Heart() as heart:
            job()
        stall = round(heart.longest, 1)
        keep_figure(name, Figure(stall, stall, stall, rows, "50 ms", LONGEST, round(stall / LONGEST, 3), 1))

    return run


def _idle(window) -> Callable[[], bool]:
    return window.context.tasks.is_idle


def test_while_a_folder_is_imported(open_window, longest_stall, tmp_path, wait):
    folder = tmp_path / "材料"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:04d}.txt").write_text(large_libraries.article(number), "utf-8")
    window = open_window(tmp_path / "library.sqlite3")

    def take_in() -> None:
        window._start_import([folder])
        wait(_idle(window))

    longest_stall("stall: a folder is imported", take_in, rows=FILES)
    assert len(window.context.read(meetings.find)) == FILES


def test_while_somebody_types_a_search(open_window, longest_stall, own_copy, wait):
    window = open_window(own_copy)

    def type_and_see() -> None:
        window.enter_search()
        for letters in ("社", "区", "公", "交"):
            window.top.search.insert(letters)
            QTest.qWait(60)
        wait(_idle(window))

    longest_stall("stall: a search is typed", type_and_see, rows=ROWS)


def test_while_many_rows_are_edited_and_taken_back(open_window, longest_stall, own_copy, wait):
    window = open_window(own_copy)
    page = window.show_page("proposals")
    wait(lambda: window.context.tasks.is_idle() and bool(page._table.rows_model.rows))
    ids = window.context.read(lambda s: proposals.ids(s, ProposalFilter()))[:EDITED]

    def edit() -> None:
        page._writing.set_important(ids, True)
        wait(_idle(window))
        window.undo()
        wait(_idle(window))

    longest_stall("stall: many rows are edited, and undone", edit, rows=len(ids))


def test_while_a_large_pack_is_written(open_window, longest_stall, own_copy, tmp_path, monkeypatch, wait):
    window = open_window(own_copy)
    target = tmp_path / "大册.pdf"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: target)
    context = window.context
    met = tuple(meeting.id for meeting in context.read(meetings.find))[:PRINTED]
    pack = Pack(None, "大册", PackKind.COMPILATION, met, PackOptions())
    made = context.perform("新建", lambda s: packs.save(s, pack))

    def print_it() -> None:
        page = window.show_page("packs", Target(pack_id=made.value))
        wait(lambda: context.tasks.is_idle() and page.export())
        wait(lambda: target.exists() and context.tasks.is_idle())

    longest_stall("stall: a large pack is written", print_it, rows=len(met))


def test_while_the_library_is_backed_up(open_window, longest_stall, own_copy, tmp_path, monkeypatch, wait):
    window = open_window(own_copy)
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: tmp_path / "备份.sqlite3")

    def back_up() -> None:
        window.desk.back_up()
        wait(_idle(window))

    longest_stall("stall: a backup is made", back_up, rows=ROWS)
