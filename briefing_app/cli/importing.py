"""This file does `briefing import`: every file is tried, what failed is said, the rest is saved."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from briefing_app.cli import terminal
from briefing_app.cli.opening import opened
from briefing_app.errors import AlreadyImported, BriefingError, UnreadableFile
from briefing_app.explanations import in_one_line
from briefing_app.importing import draft_json
from briefing_app.importing.draft import Draft
from briefing_app.store.database import Library
from briefing_app.workflows import Saved, read_draft, save_draft


def run(arguments: Namespace) -> int:
    """Import files, or show what would be imported."""
    return _show(arguments) if arguments.dry_run else _save(arguments)


def _show(arguments: Namespace) -> int:
    """Print drafts: one file gives the draft itself, several a list of drafts."""
    drafts = [draft for draft in map(_read_or_complain, arguments.files) if draft is not None]
    if arguments.json and drafts:
        documents = [draft_json.to_json(draft) for draft in drafts]
        terminal.print_json(documents[0] if len(arguments.files) == 1 else documents)
    elif drafts:
        for draft in drafts:
            _describe(draft)
    return int(len(drafts) < len(arguments.files))


def _read_or_complain(path: Path) -> Draft | None:
    try:
        return _read(path)
    except UnreadableFile as error:
        _complain(path, error)
        return None


def _save(arguments: Namespace) -> int:
    report: dict[str, list[dict[str, Any]]] = {"imported": [], "skipped": [], "failed": []}
    with opened(arguments) as library:
        for path in arguments.files:
            _save_one(library, path, arguments.meeting, report)
    if arguments.json:
        terminal.print_json(report)
    else:
        _say(report)
    return int(bool(report["failed"]))


def _save_one(library: Library, path: Path, meeting: int | None, report: dict[str, list[dict[str, Any]]]) -> None:
    try:
        draft = _read(path)
        report["imported"].append(_row(path, save_draft(library, draft, meeting_id=meeting)))
    except AlreadyImported as error:
        report["skipped"].append({"source": path.name, "meeting": error.meeting_id, "reason": in_one_line(error)})
    except UnreadableFile as error:  # anything else would happen to every other file too
        report["failed"].append({"source": path.name, "reason": in_one_line(error)})
        _complain(path, error)


def _read(path: Path) -> Draft:
    with terminal.progress(path.name) as progress:
        return read_draft(path, progress=progress)


def _row(path: Path, saved: Saved) -> dict[str, Any]:
    return {
        "source": path.name,
        "meeting": saved.meeting_id,
        "speeches": saved.speeches,
        "proposals": saved.proposals,
        "needs_review": saved.needs_review,
    }


def _say(report: dict[str, list[dict[str, Any]]]) -> None:
    for row in report["imported"]:
        review = f"，{row['needs_review']} 处待核" if row["needs_review"] else ""
        terminal.say(
            f"已导入 {row['source']}：会议 {row['meeting']}，发言 {row['speeches']} 篇，建议 {row['proposals']} 条{review}（未审核）"
        )
    for row in report["skipped"]:
        terminal.say(f"已跳过 {row['source']}：{row['reason']}")


def _describe(draft: Draft) -> None:
    facts = draft.meeting
    terminal.say(f"{draft.source.name}：{facts.session or facts.name or facts.topic or '会议名称未知'}")
    terminal.print_table(
        ("序号", "发言人", "题目", "段落", "建议"),
        [
            (s.order, s.speaker or s.label or "未具名", s.title, len(s.paragraphs), len(s.proposals))
            for s in draft.speeches
        ],
    )
    for doubt in draft.warnings:
        terminal.say(f"待核：{doubt.message}")


def _complain(path: Path, error: BriefingError) -> None:
    terminal.complain(f"{path.name}：{in_one_line(error)}")
