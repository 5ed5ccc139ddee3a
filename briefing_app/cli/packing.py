"""This file does `briefing pack list|versions|diff|again`: what was exported, what differs, and an old version anew."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from briefing_app import clock
from briefing_app.cli import terminal
from briefing_app.cli.opening import opened_to_read
from briefing_app.domain.packs import Pack, PackVersion
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows.versions import Comparison, compare_versions, reissue

_Said = tuple[Any, Callable[[], None]]  # the JSON document, and what people read instead


def run(arguments: Namespace) -> int:
    """Do one of the four."""
    with opened_to_read(arguments) as library:
        document, say = _ACTIONS[arguments.action](library, arguments)
    if arguments.json:
        terminal.print_json(document)
    else:
        say()
    return 0


def _list(library: Library, _arguments: Namespace) -> _Said:
    with library.reading() as session:
        found = packs.find(session)
        last = {pack.id: max((v.number for v in packs.versions(session, pack.id or 0)), default=None) for pack in found}
    rows = [_pack_row(pack, last[pack.id]) for pack in found]
    cells = [(row["id"], row["name"], row["kind"], row["version"]) for row in rows]
    return {"total": len(rows), "rows": rows}, lambda: terminal.print_table(("编号", "材料册", "种类", "版本"), cells)


def _pack_row(pack: Pack, version: int | None) -> dict[str, Any]:
    return {
        "id": pack.id,
        "name": pack.name,
        "kind": pack.kind.value,
        "meetings": list(pack.meeting_ids),
        "version": version,
    }


def _versions(library: Library, arguments: Namespace) -> _Said:
    with library.reading() as session:
        packs.one(session, arguments.pack)
        found = packs.versions(session, arguments.pack)
    rows = [_version_row(version) for version in found]
    cells = [(r["version"], r["exported_at"][:16].replace("T", " "), r["format"], r["file"], r["pages"]) for r in rows]
    head = ("版本", "导出时间", "格式", "文件", "页数")
    return {"total": len(rows), "rows": rows}, lambda: terminal.print_table(head, cells)


def _version_row(version: PackVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "exported_at": version.exported_at.astimezone().isoformat(timespec="seconds"),
        "format": version.format.value,
        "file": version.file_name,
        "pages": version.pages,
        "sha256": version.sha256,
        "checksum": version.checksum,
    }


def _diff(library: Library, arguments: Namespace) -> _Said:
    with library.reading() as session:
        last = packs.one(session, arguments.pack).id or 0
        numbers = [version.number for version in packs.versions(session, last)]
        before = arguments.from_version or (max(numbers) if numbers else 1)
        found = compare_versions(session, arguments.pack, before, arguments.to_version, today=clock.today())
    document = {
        "from": found.before.number,
        "to": found.after.number if found.after else None,
        "differences": [
            {"change": d.change.value, "place": d.place, "before": d.before, "after": d.after}
            for d in found.differences
        ],
    }
    return document, lambda: _say_differences(found)


def _say_differences(found: Comparison) -> None:
    now = f"版本 {found.after.number}" if found.after else "现在的内容"
    if not found.differences:
        terminal.say(f"版本 {found.before.number} 与{now}没有差异。")
    for difference in found.differences:
        terminal.say(f"{difference.change.value}  {difference.place}")
        if difference.before and difference.before != difference.after:
            terminal.say(f"    原：{difference.before}")
        if difference.after and difference.before != difference.after:
            terminal.say(f"    现：{difference.after}")


def _again(library: Library, arguments: Namespace) -> _Said:
    version = reissue(library, arguments.pack, arguments.version, arguments.output, force=arguments.force)
    document = {"path": str(arguments.output), **_version_row(version)}
    words = f"已把版本 {version.number} 原样写到 {arguments.output}（与当时导出的文件逐字节相同）"
    return document, lambda: terminal.say(words)


_ACTIONS: dict[str, Callable[[Library, Namespace], _Said]] = {
    "list": _list,
    "versions": _versions,
    "diff": _diff,
    "again": _again,
}
