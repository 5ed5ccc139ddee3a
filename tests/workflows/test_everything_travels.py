"""A library goes to another office whole: every table of it is carried, or said not to be and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from full_library import fill_every_table
from sqlalchemy import func, select

from briefing_app import workflows
from briefing_app.domain.filters import ProposalFilter
from briefing_app.store import comparisons, packs, saved_filters
from briefing_app.store.database import Library
from briefing_app.store.exchange.kinds import BY_NAME, CONTENT_TABLES, KINDS, NOT_CARRIED
from briefing_app.store.schema import metadata
from briefing_app.workflows.exchanging import take_exchange, write_exchange

Office = Callable[[str], Library]
PARTS = {part for kind in KINDS for part, _ in kind.parts}
CARRIED = {*BY_NAME, *PARTS, *CONTENT_TABLES}


def dump(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Every row that travels, to the last byte; only the own number of a part, which nothing names, is left out."""
    with library.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(*_columns(name)))), key=repr)
            for name in sorted(CARRIED)
        }


def _columns(name: str) -> list[object]:
    table = metadata.tables[name]
    return [column for column in table.columns if not (name in PARTS and column.name == "id")]


@pytest.fixture
def full(office: Office, tmp_path: Path) -> Library:
    library = office("甲")
    fill_every_table(library, tmp_path)
    return library


def test_every_table_is_carried_or_said_not_to_be_and_why():
    """A table that somebody adds to the library belongs into KINDS, or into NOT_CARRIED with a reason."""
    assert CARRIED | set(NOT_CARRIED) == set(metadata.tables)
    assert not CARRIED & set(NOT_CARRIED)
    assert all(len(reason) > 20 for reason in NOT_CARRIED.values())


def test_the_library_of_these_tests_has_no_empty_table(full: Library, tmp_path: Path) -> None:
    write_exchange(full, tmp_path / "甲.ycx")
    with full.reading() as session:
        counts = {name: session.scalar(select(func.count()).select_from(t)) for name, t in metadata.tables.items()}
    assert [name for name, count in counts.items() if not count] == []


def test_an_empty_library_becomes_identical(full: Library, office: Office, tmp_path: Path) -> None:
    write_exchange(full, tmp_path / "甲.ycx")
    theirs = office("乙")
    take_exchange(theirs, tmp_path / "甲.ycx")
    assert dump(theirs) == dump(full)
    assert workflows.check(theirs).is_sound()
    write_exchange(theirs, tmp_path / "乙.ycx")
    back = take_exchange(full, tmp_path / "乙.ycx")
    assert back.value.changes_nothing()
    assert back.changes.is_empty()
    assert take_exchange(theirs, tmp_path / "甲.ycx").changes.is_empty()


def test_records_inside_layouts_filters_and_packs_are_found_again_under_other_numbers(
    full: Library, office: Office, tmp_path: Path
) -> None:
    write_exchange(full, tmp_path / "甲.ycx")
    theirs = office("乙")
    for _ in range(3):  # numbers are taken there
        workflows.save_draft(theirs, workflows.read_draft(_article(tmp_path)), reviewed=True)
    take_exchange(theirs, tmp_path / "甲.ycx")
    ours, others = _named(full), _named(theirs)
    assert ours == others
    assert None not in ours["order"] + ours["sequence"] + ours["layout meetings"]
    assert workflows.check(theirs).is_sound()


def _article(folder: Path) -> Path:
    number = len(list(folder.glob("另*.txt")))
    path = folder / f"另{number}.txt"
    path.write_text(f"听民声\n\n市政协委员 白露：\n\n建议在每个街道办{number + 2}所老年食堂，由财政补贴。\n", "utf-8")
    return path


def _named(library: Library) -> dict[str, list[object]]:
    """What layouts, filters and packs name, in words instead of numbers."""
    with library.reading() as session:

        def words(table: str, column: str, keys) -> list[object]:
            named = metadata.tables[table]
            return [session.scalar(select(named.c[column]).where(named.c.id == int(key))) for key in keys]

        (kept,) = saved_filters.find(session)
        pack = next(one for one in packs.find(session) if one.options.hand_order)
        meeting = pack.meeting_ids[1]
        layouts = comparisons.layouts(session, meeting)
        by_speaker, by_meeting = (table for _, table in layouts.tables)
        nested = kept.filter.nested.parts[0]
        assert isinstance(nested, ProposalFilter)
        return {
            "filter": words("meeting", "topic", kept.filter.meetings),
            "nested": words("meeting", "name", nested.meetings),
            "pack filter": words("meeting", "name", pack.filter.meetings),
            "pack meetings": words("meeting", "name", pack.meeting_ids),
            "order": words("speech", "speaker", pack.options.hand_order),
            "columns": words("speech", "speaker", pack.options.compared_columns),
            "themes": words("theme", "name", pack.options.compared_themes),
            "sequence": words("proposal", "text", pack.sequence),
            "left out": words("proposal", "text", pack.left_out),
            "layout columns": words("speech", "speaker", (*by_speaker.columns, *by_speaker.pinned_columns)),
            "layout rows": words("theme", "name", (*by_speaker.rows, *by_speaker.hidden_rows)),
            "layout meetings": words("meeting", "name", by_meeting.columns),
        }
