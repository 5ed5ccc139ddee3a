"""This file exchanges with another office by one file: written from a library, previewed, and taken into another."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing_app import clock
from briefing_app.domain.backups import Occasion
from briefing_app.domain.exchange import Choice, Outcome, Unsound
from briefing_app.errors import NothingToExport, ReadProblem, UnreadableFile
from briefing_app.export.files import replacing
from briefing_app.store import packs
from briefing_app.store.database import Done, Library
from briefing_app.store.exchange.collecting import blobs, collect
from briefing_app.store.exchange.merging import plan
from briefing_app.store.exchange.planning import Tick, nothing
from briefing_app.store.exchange.taking import take
from briefing_app.workflows import exchange_file
from briefing_app.workflows.progress import IsCancelled, Progress, Steps
from briefing_app.workflows.safekeeping import keep_backup

_log = logging.getLogger(__name__)
_EACH = 4  # quarters of the work for each record: it is read, planned, made rows; the last is writing them all


@dataclass(frozen=True, slots=True)
class Watch:
    """Who follows a long job, and may stop it; `settle` is told when it can no longer be stopped."""

    progress: Progress | None = None
    cancelled: IsCancelled | None = None
    settle: Tick = nothing

    def steps(self, total: int) -> Steps:
        return Steps(total, self.progress, self.cancelled)


def write_exchange(
    library: Library,
    path: Path,
    *,
    meeting_ids: Sequence[int] = (),
    password: str = "",
    force: bool = False,
    watch: Watch = Watch(),
) -> int:
    """Write the library, or some meetings, for another office; returns how many records. Raises UnwritableFile.

    With a password the file can be read by nobody who does not know it.
    """
    with replacing(path, force=force) as stream, library.transaction("写出交换文件") as session:
        records = collect(session, meeting_ids, watch.steps(0).check)
        if not records:
            raise NothingToExport
        created = clock.now().isoformat(timespec="seconds")
        attached = list(blobs(session, records))
        steps = watch.steps(len(records) + len(attached))
        about = exchange_file.About(created, library.author, len(records))
        exchange_file.write(stream, records, attached, about=about, password=password, tick=steps.done)
        packs.log_export(
            session,
            what="交换文件",
            author=library.author,
            format=path.suffix.removeprefix("."),
            file_name=path.name,
            sha256=exchange_file.hash_of(stream),
        )
        watch.settle()
    _log.info("exchange written: %d records", len(records))
    return len(records)


def needs_password(path: Path) -> bool:
    """Whether a file was written with a password. Raises UnreadableFile."""
    return exchange_file.is_sealed(path)


def preview_exchange(library: Library, path: Path, *, password: str = "", watch: Watch = Watch()) -> Outcome:
    """What a file would change; nothing is written. Raises UnreadableFile."""
    with exchange_file.opened(path, password) as incoming:
        steps = watch.steps(2 * incoming.about.records)
        records = incoming.records(steps.done)
        try:
            with library.reading() as session:
                return plan(session, records, tick=steps.done).outcome()
        except Unsound as error:
            raise UnreadableFile(path, ReadProblem.DAMAGED, error.what) from error


def take_exchange(
    library: Library,
    path: Path,
    *,
    decisions: Mapping[str, Choice] | None = None,
    otherwise: Choice | None = None,
    password: str = "",
    backup_folder: Path | None = None,
    watch: Watch = Watch(),
) -> Done[Outcome]:
    """Take a file into the library as one action: all of it, or nothing. Undecided conflicts stay as they are here.

    Before, the library is backed up as it was. Raises UnreadableFile, and UnwritableFile when no backup can be made.
    """
    with exchange_file.opened(path, password) as incoming:
        steps = watch.steps(_EACH * incoming.about.records)
        records = incoming.records(steps.done)
        keep_backup(library, Occasion.MERGED, folder=backup_folder)
        try:
            done = take(
                library,
                records,
                incoming.content,
                decisions=decisions,
                otherwise=otherwise,
                tick=steps.done,
                settle=watch.settle,
            )
        except Unsound as error:
            raise UnreadableFile(path, ReadProblem.DAMAGED, error.what) from error
    outcome = done.value
    _log.info("exchange taken: %d added, %d updated", sum(outcome.added.values()), sum(outcome.updated.values()))
    return done
