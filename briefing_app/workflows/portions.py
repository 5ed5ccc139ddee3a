"""This file exports a pack in parts: one file for each speaker, or for each unit that has something to handle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.errors import NothingToExport
from briefing_app.store.database import Library
from briefing_app.workflows import gathering
from briefing_app.workflows.packs import Exported, export_pack
from briefing_app.workflows.progress import IsCancelled, Progress, Steps

_LONGEST_NAME = 80  # characters of a file's name


class Each(str, Enum):
    """What gets a file of its own."""

    SPEAKER = "speaker"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch wrote, and for whom there was nothing to print."""

    exported: tuple[Exported, ...]
    empty: tuple[str, ...]


def export_each(
    library: Library,
    pack: Pack,
    folder: Path,
    each: Each,
    *,
    format: PackFormat,  # noqa: A002 - the word of the interface
    today: date,
    force: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Batch:
    """Write one file a speaker or unit into a folder; each is a pack of its own, so that each can be verified.

    What is finished when the job is stopped or fails stays: every file is whole.
    """
    with library.reading() as session:
        parts = list(parts_of(session, pack, each))
    steps = Steps(len(parts), progress, cancelled)
    written: list[Exported] = []
    empty: list[str] = []
    for name, part in parts:
        target = folder / f"{file_name(part.name)}.{format.value}"
        try:
            written.append(
                export_pack(library, part, target, format=format, today=today, force=force, cancelled=cancelled)
            )
        except NothingToExport:
            empty.append(name)
        steps.done()
    if not written:
        raise NothingToExport
    return Batch(tuple(written), tuple(empty))


def parts_of(session: Session, pack: Pack, each: Each) -> Iterator[tuple[str, Pack]]:
    """The name of each speaker or unit with its pack, in the order of the meeting."""
    rows = gathering.rows_for(session, pack)
    if each is Each.SPEAKER:
        names: Sequence[str] = [speech.speaker for speech in rows.speeches if speech.speaker]
    else:
        names = [unit for item in rows.followups for unit in (item.lead, *item.with_units) if unit]
    for name in dict.fromkeys(names):
        chosen = replace(pack.filter, speakers=(name,)) if each is Each.SPEAKER else replace(pack.filter, units=(name,))
        options = replace(pack.options, portion=True)
        yield name, replace(pack, id=None, name=f"{pack.name}（{name}）", filter=chosen, options=options)


def file_name(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", name).strip()[:_LONGEST_NAME] or "材料册"


def suits(kind: PackKind, each: Each) -> bool:
    """Whether a kind makes sense for one speaker or unit alone: a 对照表 of one speaker compares nothing."""
    return not (kind is PackKind.COMPARISON and each is Each.SPEAKER)
