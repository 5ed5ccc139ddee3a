"""This file saves what `briefing import` read: every file is tried, what failed is said, the rest is kept."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from briefing_app.cli import material, terminal
from briefing_app.cli.opening import opened
from briefing_app.errors import AlreadyImported, InvalidValue, UnreadableFile
from briefing_app.explanations import explain, in_one_line
from briefing_app.importing.draft import Draft
from briefing_app.store.database import Library
from briefing_app.workflows import lists
from briefing_app.workflows.collating import Former, find_former, save_versions
from briefing_app.workflows.drafts import Saved, save_draft

Report = dict[str, list[dict[str, Any]]]


def run(arguments: Namespace, files: list[Path]) -> int:
    """Import the files into the library; the exit status is 1 when one of them could not be read.

    Ctrl+C stops between two files: what is in the library stays, and the report says what was not read.
    """
    report: Report = {"imported": [], "skipped": [], "failed": []}
    left: list[Path] = []
    with opened(arguments) as library:
        for number, path in enumerate(material.each(files)):
            try:
                _save_one(library, path, arguments, report, alone=len(files) == 1)
            except KeyboardInterrupt:
                left = files[number:]
                break
    if arguments.json:
        terminal.print_json(report | ({"not_read": [str(path) for path in left]} if left else {}))
    else:
        _say(report)
        _sum_up(report, len(files), len(left))
    return int(bool(report["failed"] or left))


def _save_one(library: Library, path: Path, arguments: Namespace, report: Report, *, alone: bool) -> None:
    try:
        with library.reading() as session:
            known = lists.choices(session)
        draft = material.read(path, alone=alone, choices=known)
        if arguments.version_of is not None:
            report["imported"].append(_save_as_version(library, path, draft, arguments.version_of))
            return
        former = _former(library, draft)
        saved = save_draft(library, draft, meeting_id=arguments.meeting)
        report["imported"].append(_row(path, saved) | _likeness(former))
    except AlreadyImported as error:
        reason = explain(error).happened
        report["skipped"].append({"source": path.name, "meeting": error.meeting_id, "reason": reason})
    except UnreadableFile as error:  # anything else would happen to every other file too
        report["failed"].append({"source": path.name, "reason": in_one_line(error)})
        terminal.complain(material.why(path, error))
    except InvalidValue as error:
        if arguments.version_of is None:
            raise
        report["failed"].append({"source": path.name, "reason": in_one_line(error)})
        terminal.complain(f"{path.name}：{in_one_line(error)}")


def _former(library: Library, draft: Draft) -> Former | None:
    with library.reading() as session:
        return find_former(session, draft)


def _save_as_version(library: Library, path: Path, draft: Draft, meeting_id: int) -> dict[str, Any]:
    saved = save_versions(library, draft, meeting_id)
    return {
        "source": path.name,
        "meeting": saved.meeting_id,
        "speeches": 0,
        "proposals": 0,
        "needs_review": len(saved.left),
        "versions": [
            {"speech": speech, "version": version}
            for speech, version in zip(saved.speech_ids, saved.version_ids, strict=True)
        ],
        "left": list(saved.left),
    }


def _row(path: Path, saved: Saved) -> dict[str, Any]:
    return {
        "source": path.name,
        "meeting": saved.meeting_id,
        "speeches": saved.speeches,
        "proposals": saved.proposals,
        "needs_review": saved.needs_review,
    }


def _likeness(former: Former | None) -> dict[str, Any]:
    """What the library held before that is nearly the same: a person decides whether it is another version."""
    if former is None:
        return {}
    return {"similar": {"meeting": former.meeting_id, "title": former.title, "likeness": round(former.likeness, 3)}}


def _say(report: Report) -> None:
    for row in report["imported"]:
        terminal.say(_said_of_versions(row) if "versions" in row else _said_of(row))
    for row in report["skipped"]:
        terminal.say(f"已跳过 {row['source']}：{row['reason']}")


def _said_of(row: dict[str, Any]) -> str:
    review = f"，{row['needs_review']} 处待核" if row["needs_review"] else ""
    line = (
        f"已导入 {row['source']}：会议 {row['meeting']}，"
        f"发言 {row['speeches']} 篇，建议 {row['proposals']} 条{review}（未审核）"
    )
    if "similar" in row:
        similar = row["similar"]
        line += (
            f"\n　　与会议 {similar['meeting']}“{similar['title']}”有 {similar['likeness']:.0%} 相同，可能是另一版本："
            "请核对，必要时移走这次导入，改用 --version-of 存为版本"
        )
    return line


def _said_of_versions(row: dict[str, Any]) -> str:
    line = f"已存为另一版本 {row['source']}：会议 {row['meeting']}，{len(row['versions'])} 篇发言可以对勘"
    return line + (f"；没有对应发言的：{'、'.join(row['left'])}" if row["left"] else "")


def _sum_up(report: Report, total: int, left: int) -> None:
    """The report over many files: what is in, what needs a person, what could not be read."""
    if total == 1:
        return
    review = sum(bool(row["needs_review"] or "similar" in row) for row in report["imported"])
    parts = [
        f"已存入 {len(report['imported'])} 份" + (f"（{review} 份需要人看）" if review else ""),
        f"以前导入过 {len(report['skipped'])} 份",
        f"没有读入 {len(report['failed'])} 份",
    ]
    if left:
        parts.append(f"停下时还没有读 {left} 份")
    terminal.say(f"共 {total} 份：" + "，".join(parts) + "。")
