"""A damaged library is never a crash and never a silent loss: it says so, or nothing that it holds is different.

BRIEFING_DAMAGES sets how many are tried.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import annotations, followup_lists, meetings, packs, proposal_lists, sources, speeches
from briefing_app.store.backup import back_up, check, restore
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import search

DAMAGES = int(os.environ.get("BRIEFING_DAMAGES", "24"))
PAGE = 4096
SAID = {LibraryProblem.DAMAGED, LibraryProblem.NOT_A_LIBRARY, LibraryProblem.NEWER}
# What a library must hold word for word; each has a check of its own. A bit that flips in a reason or in a note of
# the staff stays unseen: nothing else in the file tells what stood there.
GUARDED = {
    "source_content": "source_id, text, content",
    "speech": "id, source_id, text",
    "speech_paragraph": 'speech_id, position, start, "end", spans',
    "proposal": 'id, speech_id, text, start, "end", spans',
}


def flip_bits(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def truncate(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def swap_pages(content: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def blank_page(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = bytes(PAGE) if chance.random() < 0.5 else chance.randbytes(PAGE)


HARMS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip_bits, truncate, swap_pages, blank_page)


@dataclass(frozen=True)
class Sound:
    path: Path
    backup: Path
    content: bytes
    rows: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, empty_library: Path, tell) -> Sound:
    """A library with twelve meetings, its backup, and what it holds."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "library.sqlite3"
    shutil.copyfile(empty_library, path)
    library = open_library(path, author="李敏")
    for number in range(12):
        with library.transaction("导入") as session:
            text = "先说成绩。建议加快算力建设。" + "再说不足。" * 200 + f"建议培养人才{number}。"
            sha256 = hashlib.sha256(f"要闻\n{text}图为会场".encode()).hexdigest()
            tell(session, text, quotes=("建议加快算力建设。", f"建议培养人才{number}。"), sha256=sha256)
    backup = back_up(library, folder / "backup.sqlite3")
    library.close()
    return Sound(path, backup, backup.read_bytes(), rows_of(backup))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in GUARDED.items()
        }


def read_everything(library: Library) -> None:
    with library.reading() as session:
        for find in (meetings, speeches, sources, annotations, packs, followup_lists):
            find.find(session)
        proposal_lists.find(session, ProposalFilter())
        search(session, "算力")


@pytest.mark.parametrize("number", range(DAMAGES))
def test_damage_is_told_or_does_no_harm(sound: Sound, tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    content = bytearray(sound.content)
    HARMS[number % len(HARMS)](content, chance)
    path = tmp_path / "library.sqlite3"
    path.write_bytes(content)
    if not is_told(path):
        assert rows_of(path) == sound.rows  # a lucky hit: nothing that is kept word for word is different
    aside = restore(sound.backup, path)
    assert aside is not None
    library = open_library(path)
    assert check(library).is_sound()
    library.close()


def is_told(path: Path) -> bool:
    """Whether opening, reading or the check says what is wrong; anything but our own error fails the test."""
    try:
        library = open_library(path)
    except LibraryUnusable as error:
        if error.problem not in SAID:
            raise
        return True
    told = False
    try:
        read_everything(library)
    except LibraryUnusable as error:
        if error.problem not in SAID:
            raise
        told = True
    told = told or not check(library).is_sound()
    try:
        library.close()
    except LibraryUnusable:
        told = True
    return told


@pytest.mark.parametrize("cell", ["speech.speaker", "speech.title", "proposal.text", "meeting.name", "source.name"])
def test_a_cell_that_holds_no_text_any_more_is_damage_and_no_bug(sound: Sound, tmp_path: Path, cell: str) -> None:
    table, column = cell.split(".")
    path = tmp_path / "library.sqlite3"
    path.write_bytes(sound.content)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = x'07'")  # a flipped bit also makes numbers of texts
        connection.commit()
    library = open_library(path)
    with pytest.raises(LibraryUnusable) as told:
        read_everything(library)
    assert told.value.problem is LibraryProblem.DAMAGED
    library.close()


def test_an_index_in_a_form_that_nobody_knows_is_damage_and_no_bug(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(sound.content)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE search_index_config SET v = 0 WHERE k = 'version'")
        connection.commit()
    library = open_library(path)
    with pytest.raises(LibraryUnusable) as told:
        read_everything(library)
    assert told.value.problem is LibraryProblem.DAMAGED
    assert not check(library).is_sound()
    library.close()
