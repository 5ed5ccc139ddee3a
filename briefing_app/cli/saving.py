"""This file saves what `briefing import` read: every file is tried, what failed is said, the rest is kept."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from briefing_app.cli import terminal
from briefing_app.cli.importing import complain, read
from briefing_app.cli.opening import opened
from briefing_app.errors import AlreadyImported, UnreadableFile
from briefing_app.explanations import explain, in_one_line
from briefing_app.store.database import Library
from briefing_app.workflows.drafts import Saved, save_draft

Report = dict[str, list[dict[str, Any]]]


def run(arguments: Namespace) -> int:
    """Import the files into the library; the exit status is 1 when one of them could not be read."""
    report: Report = {"imported": [], "skipped": [], "failed": []}
    with opened(arguments) as library:
        for path in arguments.files:
            _save_one(library, path, arguments.meeting, report)
    if arguments.json:
        terminal.print_json(report)
    else:
        _say(report)
    return int(bool(report["failed"]))


def _save_one(library: Library, path: Path, meeting: int | None, report: Report) -> None:
    try:
        report["imported"].append(_row(path, save_draft(library, read(path), meeting_id=meeting)))
    except AlreadyImported as error:
        reason = explain(error).happened
        report["skipped"].append({"source": path.name, "meeting": error.meeting_id, "reason": reason})
    except UnreadableFile as error:  # anything else would happen to every other file too
        report["failed"].append({"source": path.name, "reason": in_one_line(error)})
        complain(path, error)


def _row(path: Path, saved: Saved) -> dict[str, Any]:
    return {
        "source": path.name,
        "meeting": saved.meeting_id,
        "speeches": saved.speeches,
        "proposals": saved.proposals,
        "needs_review": saved.needs_review,
    }


def _say(report: Report) -> None:
    for row in report["imported"]:
        review = f"，{row['needs_review']} 处待核" if row["needs_review"] else ""
        terminal.say(
            f"已导入 {row['source']}：会议 {row['meeting']}，"
            f"发言 {row['speeches']} 篇，建议 {row['proposals']} 条{review}（未审核）"
        )
    for row in report["skipped"]:
        terminal.say(f"已跳过 {row['source']}：{row['reason']}")
