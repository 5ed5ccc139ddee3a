"""This file exchanges with another office by one file: written from a library, previewed, and taken into another."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing_app import clock
from briefing_app.domain.exchange import Choice, Outcome
from briefing_app.errors import NothingToExport, ReadProblem, UnreadableFile
from briefing_app.export.files import replacing
from briefing_app.store import packs
from briefing_app.store.database import Done, Library
from briefing_app.store.exchange.collecting import blobs, collect
from briefing_app.store.exchange.merging import plan
from briefing_app.store.exchange.taking import take
from briefing_app.store.exchange.writing import Unsound
from briefing_app.workflows import exchange_file

_log = logging.getLogger(__name__)


def write_exchange(library: Library, path: Path, *, meeting_ids: Sequence[int] = (), force: bool = False) -> int:
    """Write the library, or some meetings, for another office; returns how many records. Raises UnwritableFile."""
    with replacing(path, force=force) as stream, library.transaction("写出交换文件") as session:
        records = collect(session, meeting_ids)
        if not records:
            raise NothingToExport
        created = clock.now().isoformat(timespec="seconds")
        exchange_file.write(stream, records, blobs(session, records), created_at=created, author=library.author)
        packs.log_export(
            session,
            what="交换文件",
            author=library.author,
            format=path.suffix.removeprefix("."),
            file_name=path.name,
            sha256=exchange_file.hash_of(stream),
        )
    _log.info("exchange written: %d records", len(records))
    return len(records)


def preview_exchange(library: Library, path: Path) -> Outcome:
    """What a file would change; nothing is written. Raises UnreadableFile."""
    with exchange_file.opened(path) as incoming:
        records = incoming.records()
        with library.reading() as session:
            return plan(session, records).outcome()


def take_exchange(
    library: Library,
    path: Path,
    *,
    decisions: Mapping[str, Choice] | None = None,
    otherwise: Choice | None = None,
) -> Done[Outcome]:
    """Take a file into the library as one action: all of it, or nothing. Undecided conflicts stay as they are here."""
    with exchange_file.opened(path) as incoming:
        records = incoming.records()
        try:
            done = take(library, records, incoming.content, decisions=decisions, otherwise=otherwise)
        except Unsound as error:
            raise UnreadableFile(path, ReadProblem.DAMAGED, error.what) from error
    outcome = done.value
    _log.info("exchange taken: %d added, %d updated", sum(outcome.added.values()), sum(outcome.updated.values()))
    return done
