"""This file does `briefing check`, `briefing backup` and `briefing restore`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app import workflows
from briefing_app.cli import terminal
from briefing_app.cli.opening import library_path, opened, opened_to_read
from briefing_app.store.backup import CheckReport, Finding


def run(arguments: Namespace) -> int:
    """Check, back up or restore the library."""
    return {"check": _check, "backup": _back_up, "restore": _restore}[arguments.command](arguments)


def _back_up(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library:
        path = workflows.back_up(library, arguments.destination)
    if arguments.json:
        terminal.print_json({"backup": str(path), "size": path.stat().st_size})
    else:
        terminal.say(f"已备份到 {path}")
    return 0


def _restore(arguments: Namespace) -> int:
    place = library_path(arguments)
    aside = workflows.restore(arguments.file, place)
    if arguments.json:
        terminal.print_json({"library": str(place), "kept_aside": str(aside) if aside else None})
    else:
        terminal.say(f"已恢复到 {place}。" + (f"原来的资料库另存为 {aside}。" if aside else ""))
    return 0


def _check(arguments: Namespace) -> int:
    """The exit status is 1 while something is still wrong."""
    opening = opened if arguments.repair else opened_to_read
    with opening(arguments) as library:
        report = workflows.check(library, repair=arguments.repair)
    if arguments.json:
        terminal.print_json(
            {
                "sound": report.is_sound(),
                "findings": [_row(finding) for finding in report.findings],
                "repaired": [_row(finding) for finding in report.repaired],
            }
        )
    else:
        _say(report)
    if not report.is_sound():
        more = "" if arguments.repair else "可运行 briefing check --repair 修复，"
        terminal.complain(f"发现 {len(report.findings)} 个问题，资料库没有再改动；{more}或从备份恢复。")
    return int(not report.is_sound())


def _say(report: CheckReport) -> None:
    for finding in report.repaired:
        terminal.say(f"已修复：{finding}")
    for finding in report.findings:
        terminal.say(f"问题：{finding}")
    if report.is_sound():
        terminal.say("资料库完好：数据库、检索索引、引文位置、词库都没有问题。")


def _row(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind, "id": finding.record_id, "message": finding.message}
