"""This file does `briefing import`: it shows drafts itself, and has saving.py save them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from briefing_app.cli import material, terminal
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing import draft_json
from briefing_app.importing.draft import Draft
from briefing_app.workflows import folders


def run(arguments: Namespace) -> int:
    """Import files and folders, or show what would be imported."""
    files = folders.named(arguments.files)
    if not files:
        raise UnreadableFile(arguments.files[0], ReadProblem.NOTHING_INSIDE)
    if arguments.dry_run:
        return _show(arguments, files)
    from briefing_app.cli import saving  # noqa: PLC0415 - looking at a draft must not wait for a database

    return saving.run(arguments, files)


def _show(arguments: Namespace, files: list[Path]) -> int:
    """Print drafts: one file gives the draft itself, several a list of drafts."""
    alone = len(files) == 1
    drafts = [draft for draft in (_read_or_complain(file, alone=alone) for file in files) if draft is not None]
    if arguments.json and drafts:
        documents = [draft_json.to_json(draft) for draft in drafts]
        terminal.print_json(documents[0] if alone else documents)
    elif drafts:
        for draft in drafts:
            _describe(draft)
    return int(len(drafts) < len(files))


def _read_or_complain(path: Path, *, alone: bool) -> Draft | None:
    try:
        return material.read(path, alone=alone)
    except UnreadableFile as error:
        terminal.complain(material.why(path, error))
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
