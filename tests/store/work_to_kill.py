"""This file is the process that `test_crashes` kills: it works on whole libraries, and promises on paper what is done.

    python work_to_kill.py folder word seed

Every line that is printed is a promise: what it names is in the library, or on the disk, whatever comes next. Each step
is one that the window has too; which comes next is drawn, so that a kill meets all of them.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from conftest import tell

from briefing_app import paths, unfinished, workflows
from briefing_app.domain.backups import Occasion
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.store import backups, borrowing, holding, proposals
from briefing_app.store.backup import back_up, restore
from briefing_app.store.database import Library, open_library
from briefing_app.store.places import Place
from briefing_app.workflows.exchanging import take_exchange, write_exchange
from briefing_app.workflows.opening import open_at
from briefing_app.workflows.packs import export_pack

PASSWORD = "湖岸市-2026"
AUTHOR = "李敏"


def promise(*words: str) -> None:
    print(*words, flush=True)


class Worker:
    """Does one step after another in a folder that holds `library`, `office` and `share/library`, all `.sqlite3`."""

    def __init__(self, folder: Path, word: str) -> None:
        self.folder, self.word, self.number = folder, word, 0
        self.path = folder / "library.sqlite3"
        self.hold = holding.take(self.path, author=AUTHOR, program=holding.WINDOW)
        self.library = open_library(self.path, author=AUTHOR)

    @property
    def name(self) -> str:
        return f"{self.word}-{self.number}"

    def go_on(self, chance: random.Random) -> None:
        steps = (
            self.import_and_edit,
            self.export,
            self.back_up,
            self.make_new,
            self.restore,
            self.migrate,
            self.merge,
            self.set_password,
            self.write_back,
        )
        while True:
            self.number += 1
            chance.choice(steps)()

    def add(self, library: Library) -> int:
        """A meeting with a speech and two proposals, as one action."""
        facts, text = MeetingFacts(name=self.name), f"先说{self.name}。建议加快算力建设。再说不足。建议培养人才。"
        sha256 = hashlib.sha256(f"要闻\n{text}图为会场".encode()).hexdigest()
        done = library.perform("导入", lambda session: tell(session, text, sha256=sha256, facts=facts))
        edited = library.perform("改", lambda session: proposals.set_important(session, done.value.proposal_ids, True))
        library.undo(edited.changes)
        library.redo(edited.changes)
        return done.value.meeting_id

    def copy(self, kind: str) -> Path:
        """What the library holds now, as a library of its own that is whole before the step begins."""
        made = self.folder / kind / f"{self.name}.sqlite3"
        back_up(self.library, self.folder / "copy.sqlite3")
        shutil.copyfile(self.folder / "copy.sqlite3", made.with_suffix(".copied"))
        made.with_suffix(".copied").replace(made)
        return made

    def import_and_edit(self) -> None:
        self.add(self.library)
        promise("meeting", self.name)

    def export(self) -> None:
        meeting = self.add(self.library)
        promise("meeting", self.name)
        pack = Pack(None, self.name, PackKind.DIGEST, (meeting,))
        out = self.folder / "out" / f"{self.name}.json"
        exported = export_pack(self.library, pack, out, format=PackFormat.JSON, today=date(2026, 9, 6))
        promise("export", out.name, exported.sha256)

    def back_up(self) -> None:
        backups.make(self.library, self.folder / "backups", Occasion.SCHEDULED)
        promise("backup", self.name)

    def make_new(self) -> None:
        open_library(self.folder / "new" / f"{self.name}.sqlite3").close()
        promise("new", f"{self.name}.sqlite3")

    def restore(self) -> None:
        kept = back_up(self.library, self.folder / "kept.sqlite3")
        self.library.close()
        restore(kept, self.path)
        self.library = open_library(self.path, author=AUTHOR)

    def migrate(self) -> None:
        """An older library is opened by a program whose migrations go further than the one that wrote it."""
        older = self.copy("older")
        with_one_more(self.folder, lambda: open_library(older).close())
        promise("migrated", older.name)

    def merge(self) -> None:
        """Another office's new meeting comes as a file and is taken in."""
        file = self.folder / "exchange" / f"{self.name}.ycx"
        office = open_library(self.folder / "office.sqlite3", author="周岚")
        meeting = self.add(office)
        write_exchange(office, file, meeting_ids=[meeting])
        office.close()
        promise("exchange", file.name)
        take_exchange(self.library, file)
        promise("meeting", self.name)

    def set_password(self) -> None:
        file = self.copy("secret")
        key = workflows.change_password(file, PASSWORD, key=None).key
        if self.number % 2:
            promise("locked", file.name)
        else:
            workflows.change_password(file, None, key=key)
            promise("unlocked", file.name)

    def write_back(self) -> None:
        """A library on a share: what is written into the copy counts at once, what is given back lies there whole."""
        opened = open_at(self.folder / "share" / "library.sqlite3", author=AUTHOR, program=holding.WINDOW)
        self.add(opened.library)
        promise("borrowed", self.name)
        opened.give_back()
        promise("sent", self.name)
        opened.close()


def with_one_more(folder: Path, act: Callable[[], None]) -> None:
    """Act as a program that is one migration newer; `folder` holds its migrations."""
    own = paths.migrations
    paths.migrations = lambda: folder / "migrations"
    try:
        act()
    finally:
        paths.migrations = own


def call_it_a_share(folder: Path) -> None:
    """Let a folder pass for one on another machine."""
    borrowing.place_of = lambda path: Place.NETWORK if path.is_relative_to(folder) else Place.HERE


if __name__ == "__main__":
    unfinished.clean()
    call_it_a_share(Path(sys.argv[1]) / "share")
    Worker(Path(sys.argv[1]), sys.argv[2]).go_on(random.Random(sys.argv[3]))
