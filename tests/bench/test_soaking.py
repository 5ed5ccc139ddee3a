"""Three days of editing in one window: memory and open files stay what they were after the first part.

BRIEFING_SOAK sets how many actions are done (20,000 for the three days); the ordinary test run does a few.
"""

from __future__ import annotations

import gc
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import large_libraries
import pytest
from PySide6.QtWidgets import QApplication

from briefing_app import app, clock
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.backups import Occasion
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.domain.text import Span
from briefing_app.settings import Look, Settings
from briefing_app.store import annotations, meetings, packs, proposals, speeches
from briefing_app.store.database import open_library
from briefing_app.ui import messages
from briefing_app.ui.context import Target
from briefing_app.ui.pages import PAGES
from briefing_app.ui.preferences import Preferences
from briefing_app.workflows.packs import export_pack

ACTIONS = int(os.environ.get("BRIEFING_SOAK", "40"))
WARM = 0.4  # of the actions: every page was shown, every cache filled, the steps that can be undone are at their limit
LOOKS = 50  # at memory and files, evenly over the time
ENOUGH = 4_000  # actions: with fewer, what a first use loads outweighs everything
THREE_DAYS = timedelta(hours=72)
WORDS = ("社区", "公交", "养老", "建议", "没有这个词")


def memory() -> int:
    """What this process has in memory, in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_files() -> Counter[str]:
    """What this process holds open, without the numbers of sockets and pipes."""
    found: Counter[str] = Counter()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found[str(handle.readlink()).partition(":[")[0]] += 1
        except OSError:
            continue
    return found


class Day:
    """Somebody at work in the window; every step is one that hands could do."""

    def __init__(self, window, folder: Path, wait: Callable[[Callable[[], bool]], None]) -> None:
        self.window, self.context, self.folder, self.wait = window, window.context, folder, wait
        self.chance = random.Random(7)
        read = self.context.read
        self.meetings = [meeting.id for meeting in read(meetings.find)]
        self.speeches = read(speeches.find)
        self.proposals = [proposal.id for proposal in read(proposals.find)]
        made = Pack(None, "材料册", PackKind.DIGEST, tuple(self.meetings[:1]))
        pack_id = self.context.perform("建材料册", lambda s: packs.save(s, made)).value
        self.pack = read(lambda s: packs.one(s, pack_id))
        self.marked: list[int] = []

    def do(self) -> None:
        steps = (self.turn, self.turn, self.star, self.send, self.annotate, self.unmark, self.take_back, self.search)
        rare = (self.export, self.preview, self.back_up)
        step = self.chance.choice(rare) if self.chance.random() < 0.03 else self.chance.choice(steps)
        step()
        self.wait(self.context.tasks.is_idle)

    def turn(self) -> None:
        page = self.chance.choice(PAGES).key
        if page == "library":
            speech = self.chance.choice(self.speeches)
            self.context.navigate(page, Target(speech_id=speech.id))
        else:
            self.window.show_page(page)

    def star(self) -> None:
        one, important = self.chance.choice(self.proposals), self.chance.random() < 0.5
        self.context.perform("改", lambda s: proposals.set_important(s, (one,), important))

    def send(self) -> None:
        one, where = self.chance.choice(self.proposals), self.chance.choice(("市水务局", "市教育局", None))
        self.context.perform("改", lambda s: proposals.set_destination(s, (one,), where))

    def annotate(self) -> None:
        if len(self.marked) > 40:
            self.unmark()
        speech = self.chance.choice(self.speeches)
        place = Span(0, min(4, len(speech.text)))
        colour = self.chance.choice(tuple(MarkColour))
        done = self.context.perform(
            "加批注", lambda s: annotations.add(s, speech.id, place, colour=colour, note="查一查", author="周岚")
        )
        self.marked.append(done.value.id)

    def unmark(self) -> None:
        if self.marked:
            one = self.marked.pop(0)
            here = {mark.id for mark in self.context.read(annotations.find)}
            if one in here:  # else it was taken back
                self.context.perform("删批注", lambda s: annotations.remove(s, one))

    def take_back(self) -> None:
        stack = self.context.undo_stack
        for _ in range(self.chance.randrange(1, 4)):
            stack.undo()
        if self.chance.random() < 0.7:
            stack.redo()

    def search(self) -> None:
        self.window.enter_search()
        self.window.top.search.setText(self.chance.choice(WORDS))

    def preview(self) -> None:
        self.context.navigate("packs", Target(pack_id=self.pack.id))

    def export(self) -> None:
        kind = self.chance.choice((PackFormat.PDF, PackFormat.JSON, PackFormat.HTML))
        library, out = self.context.library, self.folder / f"册.{kind.value}"
        self.context.tasks.run(
            lambda _job: export_pack(library, self.pack, out, format=kind, force=True, today=clock.today()),
            owner=self.window,
        )

    def back_up(self) -> None:
        self.window.desk.safe.keep(Occasion.SCHEDULED)


@pytest.fixture
def day(qapp, tmp_path, monkeypatch, today, wait):
    """The real window over a small library, with a clock that goes as fast as the actions do."""
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: pytest.fail(repr(error)))
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    path = tmp_path / "library.sqlite3"
    library = open_library(path, author="周岚")
    large_libraries.fill(library, 120)
    library.close()
    window = app.make_window(qapp, Preferences(tmp_path / "settings.json", Settings(author="周岚", look=Look.LIGHT)))
    window.show()
    window.desk.open(path)
    wait(lambda: window.page is not None and window.context.tasks.is_idle())
    yield Day(window, tmp_path, wait)
    window.close()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_memory_and_open_files_stay_level(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    began, looks = datetime.now().astimezone(), []
    for number in range(ACTIONS):
        now = began + THREE_DAYS * number / ACTIONS
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        day.do()
        if number % max(1, ACTIONS // LOOKS) == 0:
            gc.collect()
            looks.append((number, memory(), open_files(), len(QApplication.allWidgets())))
            print(
                f"{number:6} {memory() / 2**20:7.1f} MB {looks[-1][2].total():4} files {looks[-1][3]:5} widgets",
                flush=True,
            )
    level = [look for look in looks if look[0] >= ACTIONS * WARM]
    (_, memory_then, files_then, widgets_then), (_, memory_now, files_now, widgets_now) = level[0], level[-1]
    if ACTIONS >= ENOUGH:
        assert memory_now <= memory_then * 1.1
        assert files_now.total() <= files_then.total() + 2, files_now - files_then  # a pool may hold a connection more
        assert widgets_now <= widgets_then * 1.1
