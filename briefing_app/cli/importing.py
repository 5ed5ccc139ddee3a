"""This file does `briefing import`: it shows drafts itself, and has saving.py save them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from briefing_app.cli import terminal
from briefing_app.errors import UnreadableFile
from briefing_app.explanations import in_one_line
from briefing_app.importing import draft_json
from briefing_app.importing.draft import Draft
from briefing_app.workflows.reading import read_draft


def run(arguments: Namespace) -> int:
    """Import files, or show what would be imported."""
    if arguments.dry_run:
        return _show(arguments)
    from briefing_app.cli import saving  # noqa: PLC0415 - looking at a draft must not wait for a database

    return saving.run(arguments)


def read(path: Path) -> Draft:
    """Read one file, with a bar where a person waits."""
    with terminal.progress(path.name) as progress:
        return read_draft(path, progress=progress)


def complain(path: Path, error: UnreadableFile) -> None:
    """Say why a file could not be read."""
    line = in_one_line(error)
    terminal.complain(line if path.name in line else f"{path.name}：{line}")


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
        return read(path)
    except UnreadableFile as error:
        complain(path, error)
        return None


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
