"""This file does `briefing check`, `briefing backup` and `briefing restore`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app import workflows
from briefing_app.cli import terminal
from briefing_app.cli.opening import library_path, opened, opened_to_read


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
        terminal.print_json({"library": str(place), "kept_aside": None if aside is None else str(aside)})
    else:
        terminal.say(f"已恢复到 {place}" if aside is None else f"已恢复到 {place}；原来的资料库另存为 {aside}")
    return 0


def _check(arguments: Namespace) -> int:
    opening = opened if arguments.repair else opened_to_read
    with opening(arguments) as library:
        report = workflows.check(library, repair=arguments.repair)
    return 0
