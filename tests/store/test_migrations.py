"""Migrations bring a library to exactly the declared tables, after a backup, or leave it untouched."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from briefing_app import paths
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import meetings, migrate, proposals
from briefing_app.store.database import open_library
from briefing_app.store.engine import is_sound
from briefing_app.store.schema import metadata

SECOND = '''"""This file adds a table, for the test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{follows}"


def upgrade() -> None:
    op.create_table("from_the_future", sa.Column("id", sa.Integer, primary_key=True))
    {then}
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make the program one migration newer."""

    def become_newer(then: str = "") -> str:
        newest = migrate.revisions()[-1]
        revision = f"{int(newest) + 1:04d}"
        folder = tmp_path / "migrations"
        shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        script = SECOND.format(revision=revision, follows=newest, then=then)
        (folder / "versions" / f"{revision}_next.py").write_text(script, "utf-8")
        monkeypatch.setattr(paths, "migrations", lambda: folder)
        return revision

    return become_newer


def normal(sql: str) -> list[str]:
    """The parts of a declaration; in which order a table names its constraints does not matter."""
    parts, depth = [""], 0
    for character in re.sub(r"[\s\"]+", "", sql):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += character
    return [
        parts[0],
        *sorted(part.removesuffix(")") if part.count(")") > part.count("(") else part for part in parts[1:]),
    ]


def declarations(connection: sqlite3.Connection) -> dict[str, list[str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {
        name: normal(sql)
        for name, sql in rows
        if not name.startswith(("search_index", "search_vocabulary", "sqlite_", "alembic_"))
    }


def test_alembic_sees_no_difference_to_the_declared_tables(empty_library: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_library}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    not (kind == "table" and name.startswith(("search_index", "search_vocabulary", "sqlite_")))
                )
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_every_table_index_and_constraint_is_as_declared_to_the_letter(tmp_path: Path, empty_library: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(made)
    made.dispose()
    with (
        closing(sqlite3.connect(tmp_path / "declared.db")) as declared,
        closing(sqlite3.connect(empty_library)) as migrated,
    ):
        assert declarations(migrated) == declarations(declared)


def test_the_revisions_read_from_file_names_are_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()][::-1] == migrate.revisions()
    assert scripts.get_current_head() == migrate.revisions()[-1]


def test_a_library_at_the_newest_revision_opens_without_alembic(empty_library: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from briefing_app.store.database import open_library\n"
        f"open_library(Path({str(empty_library)!r})).close()\n"
        "print([name for name in ('alembic', 'pypinyin', 'PySide6', 'reportlab') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_an_older_library_is_backed_up_and_then_upgraded(tmp_path: Path, tell, next_version) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    with library.transaction() as session:
        told = tell(session)
    library.close()
    before, revision = migrate.revisions()[-1], next_version()

    library = open_library(path)

    with library.reading() as session:
        assert meetings.one(session, told.meeting_id).proposals == 2
    library.close()
    assert migrate.stored_revision(path) == revision
    (backup,) = (tmp_path / "backups").iterdir()
    assert is_sound(backup)
    assert migrate.stored_revision(backup) == before


REBUILD = """with op.batch_alter_table("meeting") as table:
        table.add_column(sa.Column("weather", sa.Text, nullable=False, server_default="晴"))
        table.alter_column("place", existing_type=sa.Text, nullable=False, server_default="")
    op.execute("UPDATE meeting SET weather = '雨'")"""


def test_a_table_that_others_refer_to_can_be_rebuilt(tmp_path: Path, tell, next_version) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    with library.transaction() as session:
        told = tell(session, facts=MeetingFacts(name="会", place="湖岸"))
    library.close()
    next_version(then=REBUILD)
    library = open_library(path)
    with library.reading() as session:
        assert meetings.one(session, told.meeting_id).facts.place == "湖岸"
        assert len(proposals.find(session)) == 2
        assert session.connection().exec_driver_sql("SELECT weather FROM meeting").scalar() == "雨"
    library.close()


def test_a_migration_that_would_lose_a_reference_is_rolled_back(tmp_path: Path, tell, next_version) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    with library.transaction() as session:
        tell(session)
    library.close()
    before = migrate.stored_revision(path)
    next_version(then="op.execute('DELETE FROM meeting')")
    with pytest.raises(LibraryUnusable):
        open_library(path)
    assert migrate.stored_revision(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM meeting").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path, next_version) -> None:
    path = tmp_path / "library.sqlite3"
    open_library(path).close()
    before = migrate.stored_revision(path)
    next_version(then="raise RuntimeError('power cut')")
    with pytest.raises(RuntimeError, match="power cut"):
        open_library(path)
    assert migrate.stored_revision(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'from_the_future'").fetchall()


def test_a_library_from_the_future_is_refused_and_not_touched(tmp_path: Path, empty_library: Path) -> None:
    path = tmp_path / "library.sqlite3"
    shutil.copyfile(empty_library, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LibraryUnusable) as refused:
            open_library(path, read_only=read_only)
        assert refused.value.problem is LibraryProblem.NEWER
        assert refused.value.detail == "9999"
    assert path.read_bytes() == before


def test_an_older_library_is_not_changed_by_opening_it_read_only(tmp_path: Path, next_version) -> None:
    path = tmp_path / "library.sqlite3"
    open_library(path).close()
    before = migrate.stored_revision(path)
    next_version()
    with pytest.raises(LibraryUnusable) as refused:
        open_library(path, read_only=True)
    assert refused.value.problem is LibraryProblem.READ_ONLY
    assert migrate.stored_revision(path) == before


def test_creating_leaves_nothing_else_in_the_folder(tmp_path: Path) -> None:
    open_library(tmp_path / "新" / "办公室" / "资料库.sqlite3").close()
    assert [file.name for file in (tmp_path / "新" / "办公室").iterdir()] == ["资料库.sqlite3"]


def test_a_failed_creation_leaves_nothing_behind(tmp_path: Path, next_version) -> None:
    next_version(then="raise RuntimeError('power cut')")
    with pytest.raises(RuntimeError, match="power cut"):
        open_library(tmp_path / "library.sqlite3")
    assert [file.name for file in tmp_path.iterdir()] == ["migrations"]
