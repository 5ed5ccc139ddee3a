"""This file does `briefing check`, `briefing backup` and `briefing restore`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app import workflows
from briefing_app.cli import terminal
from briefing_app.cli.opening import chosen_settings, held, library_path, opened, opened_to_read
from briefing_app.cli.unlocking import key_to
from briefing_app.domain.backups import Backup, Occasion
from briefing_app.store.backup import CheckReport, Finding
from briefing_app.store.contents import Contents


def run(arguments: Namespace) -> int:
    """Check, back up or restore the library."""
    return {"check": _check, "backup": _back_up, "restore": _restore}[arguments.command](arguments)


def _back_up(arguments: Namespace) -> int:
    if arguments.list:
        return _list(arguments)
    if arguments.destination is None:
        return _keep(arguments)
    with opened_to_read(arguments) as library:
        path = workflows.back_up(library, arguments.destination)
    if arguments.json:
        terminal.print_json({"backup": str(path), "size": path.stat().st_size})
    else:
        terminal.say(f"已备份到 {path}")
    return 0


def _keep(arguments: Namespace) -> int:
    """Without a destination: into the folder of the backups, where old ones go by the plan."""
    with opened_to_read(arguments) as library:
        kept = workflows.keep_backup(library, Occasion.WISHED, folder=chosen_settings().backup_folder)
    if kept.elsewhere:
        terminal.complain(f"备份文件夹现在不在（移动硬盘没有插上？），这次备份在本机：{kept.folder}")
    if arguments.json:
        made = kept.backup
        terminal.print_json({"backup": str(made.path) if made else None, "size": made.size if made else None})
    else:
        terminal.say(f"已备份到 {kept.backup.path}" if kept.backup else "上次备份之后没有改动，不用再备份。")
    return 0


def _list(arguments: Namespace) -> int:
    known = workflows.known_backups(library_path(arguments), folder=chosen_settings().backup_folder)
    if arguments.json:
        terminal.print_json({"total": len(known), "rows": [_backup_row(backup) for backup in known]})
    elif known:
        for backup in known:
            terminal.say(f"{backup.made_at:%Y-%m-%d %H:%M}  {backup.occasion.value}  {backup.path}")
    else:
        terminal.say("还没有备份。运行 briefing backup 可以备份一次。")
    return 0


def _restore(arguments: Namespace) -> int:
    place = library_path(arguments)
    key = key_to(arguments.file)
    contents = workflows.contents_of(arguments.file, key)
    if arguments.preview:
        if arguments.json:
            terminal.print_json(_contents_row(contents))
        else:
            _say_contents(contents)
        return 0
    with held(place):
        aside = workflows.restore(arguments.file, place, key)
    if arguments.json:
        kept = str(aside) if aside else None
        terminal.print_json({"library": str(place), "kept_aside": kept, "contents": _contents_row(contents)})
    else:
        terminal.say(f"已恢复到 {place}。" + (f"原来的资料库另存为 {aside}。" if aside else ""))
        _say_contents(contents)
    return 0


def _check(arguments: Namespace) -> int:
    """The exit status is 1 while something is still wrong."""
    opening = opened if arguments.repair else opened_to_read
    folder = chosen_settings().backup_folder
    with opening(arguments) as library:
        report = workflows.check(library, repair=arguments.repair, folder=folder)
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


def _say_contents(contents: Contents) -> None:
    terminal.say(
        f"里面有：{contents.meetings} 次会议，{contents.speeches} 篇发言，{contents.proposals} 条建议，"
        f"{contents.followups} 个跟进事项，{contents.packs} 本材料册。"
    )
    if contents.newest_meetings:
        terminal.say(f"最近的会议：{'、'.join(contents.newest_meetings)}")
    if contents.changed_at is not None:
        by = f"（{contents.changed_by}）" if contents.changed_by else ""
        terminal.say(f"最后一次改动：{contents.changed_at:%Y-%m-%d %H:%M} {contents.change}{by}")


def _contents_row(contents: Contents) -> dict[str, object]:
    return {
        "file": str(contents.path),
        "size": contents.size,
        "meetings": contents.meetings,
        "speeches": contents.speeches,
        "proposals": contents.proposals,
        "followups": contents.followups,
        "packs": contents.packs,
        "newest_meetings": list(contents.newest_meetings),
        "changed": contents.changed_at.isoformat(timespec="seconds") if contents.changed_at else None,
        "older_version": contents.is_older,
    }


def _backup_row(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "made": backup.made_at.isoformat(timespec="seconds"),
        "occasion": backup.occasion.value,
        "size": backup.size,
    }


def _row(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind, "id": finding.record_id, "message": finding.message}
