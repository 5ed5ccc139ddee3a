"""This file does `briefing exchange export|import`: one file between two offices."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import terminal
from briefing_app.cli.opening import chosen_settings, opened, opened_to_read
from briefing_app.cli.unlocking import file_password
from briefing_app.domain.exchange import Choice, Outcome
from briefing_app.workflows import exchanging
from briefing_app.workflows.exchanging import Watch


def run(arguments: Namespace) -> int:
    """Write a file for another office, or take one in."""
    return _export(arguments) if arguments.action == "export" else _import(arguments)


def _export(arguments: Namespace) -> int:
    password = file_password(arguments.password, new=True)
    with opened(arguments) as library, terminal.progress("写出交换文件") as report:
        count = exchanging.write_exchange(
            library,
            arguments.file,
            meeting_ids=arguments.meeting,
            password=password,
            force=arguments.force,
            watch=Watch(report),
        )
    if arguments.json:
        terminal.print_json({"file": str(arguments.file), "records": count})
    else:
        terminal.say(f"已写出 {arguments.file}，{count} 条记录")
    return 0


def _import(arguments: Namespace) -> int:
    """Undecided conflicts are listed and stay as they are here."""
    password = file_password(arguments.password)
    outcome = _preview(arguments, password) if arguments.dry_run else _take(arguments, password)
    if arguments.json:
        terminal.print_json({**_document(outcome), "applied": not arguments.dry_run})
    else:
        _say(outcome, applied=not arguments.dry_run)
    return 0


def _preview(arguments: Namespace, password: str) -> Outcome:
    with opened_to_read(arguments) as library, terminal.progress("核对交换文件") as report:
        return exchanging.preview_exchange(library, arguments.file, password=password, watch=Watch(report))


def _take(arguments: Namespace, password: str) -> Outcome:
    with opened(arguments) as library, terminal.progress("读入交换文件") as report:
        return exchanging.take_exchange(
            library,
            arguments.file,
            otherwise=Choice(arguments.conflicts) if arguments.conflicts else None,
            password=password,
            backup_folder=chosen_settings().backup_folder,
            watch=Watch(report),
        ).value


def _document(outcome: Outcome) -> dict[str, object]:
    return {
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "ours_newer": outcome.ours_newer,
        "conflicts": [
            {
                "kind": conflict.kind,
                "id": conflict.record_id,
                "title": conflict.title,
                "differences": [
                    {"field": one.field, "ours": one.ours, "theirs": one.theirs} for one in conflict.differences
                ],
            }
            for conflict in outcome.conflicts
        ],
        "notes": list(outcome.notes),
    }


def _say(outcome: Outcome, *, applied: bool) -> None:
    done = "已" if applied else "将"
    for words, counts in ((f"{done}新增", outcome.added), (f"{done}更新", outcome.updated)):
        if counts:
            terminal.say(f"{words}：{'、'.join(f'{kind} {count}' for kind, count in counts.items())}")
    if outcome.changes_nothing():
        terminal.say("没有要改动的内容。")
    if outcome.ours_newer:
        terminal.say(f"本库的较新，保留：{outcome.ours_newer} 条")
    for note in outcome.notes:
        terminal.say(f"注意：{note}")
    for conflict in outcome.conflicts:
        terminal.say(f"冲突（两边都改过，保留本库的）：{conflict.term} {conflict.record_id} {conflict.title}")
        for one in conflict.differences:
            terminal.say(f"    {one.field}：本库 {terminal.short(one.ours)}；来件 {terminal.short(one.theirs)}")
    if outcome.conflicts:
        terminal.say("加 --conflicts keep 定为留本库的，加 --conflicts take 改用来件的。")
