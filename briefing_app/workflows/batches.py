"""This file takes many files into the library: each on its own, so that one that fails keeps no other back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from briefing_app.errors import UnreadableFile
from briefing_app.explanations import explain
from briefing_app.importing.draft import Draft
from briefing_app.importing.settling import doubts
from briefing_app.store import sources
from briefing_app.store.database import Done, Library
from briefing_app.workflows import lists
from briefing_app.workflows.collating import Former, find_former
from briefing_app.workflows.drafts import Saved, keep_draft, store_draft
from briefing_app.workflows.folders import named
from briefing_app.workflows.reading import read_draft

_log = logging.getLogger(__name__)


class Outcome(str, Enum):
    """What became of a file of a batch; the value is its word in the report."""

    STORED = "已存入"
    REVIEW = "待审核"
    KNOWN = "以前导入过"
    UNREADABLE = "没有读入"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file and what became of it; `why` is a sentence for a person, `done` what can be undone."""

    path: Path
    outcome: Outcome
    why: str
    meeting_id: int | None = None
    done: Done[Saved] | None = None


def take_in(
    library: Library,
    paths: Iterable[Path],
    *,
    taken: Callable[[Taken, int, int], None],
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Take files and folders in, one transaction a file; `taken` is told of each with how many of how many it is.

    What leaves no doubt is stored, marked 未审核. What a person must look at waits as a draft under review. Stopping
    leaves everything as it is after the last whole file.
    """
    files = named(paths)
    for number, path in enumerate(files, start=1):
        if cancelled():
            break
        found = _take_one(library, path)
        _log.info("batch %d/%d: %s", number, len(files), found.outcome.name)
        taken(found, number, len(files))


def _take_one(library: Library, path: Path) -> Taken:
    try:
        with library.reading() as session:
            known_lists = lists.choices(session)
        draft = read_draft(path, choices=known_lists)
    except UnreadableFile as error:
        explanation = explain(error)
        return Taken(path, Outcome.UNREADABLE, f"{explanation.happened}{explanation.next_step}")
    with library.reading() as session:
        known = sources.by_sha256(session, draft.source.sha256)
        former = None if known else find_former(session, draft)
    if known is not None:
        return Taken(path, Outcome.KNOWN, f"内容和“{known.name}”一字不差，没有重复存入。", known.meeting_id)
    why = _why_a_person(draft, former)
    if why:
        with library.transaction() as session:
            keep_draft(session, draft)
        return Taken(path, Outcome.REVIEW, why)
    done = library.perform(f"导入 {draft.source.name}", lambda session: store_draft(session, draft))
    words = f"{done.value.speeches} 篇发言，{done.value.proposals} 条建议，标为未审核。"
    return Taken(path, Outcome.STORED, words, done.value.meeting_id, done)


def _why_a_person(draft: Draft, former: Former | None) -> str:
    if former is not None:
        return f"和“{former.title}”的 {len(former.matches)} 篇发言有 {former.likeness:.0%} 相同，可能是另一版本。"
    if not draft.speeches:
        return "没有认出发言，请在原文里标出发言人。"
    found = doubts(draft)
    if len(found) < 2:
        return found[0].message if found else ""
    return f"{found[0].message.rstrip('。')}。共 {len(found)} 处待核。"
