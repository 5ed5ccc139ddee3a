"""This file does `briefing followup sheets|read-back|calendar|attachment`: what goes out to units and comes back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from briefing_app import clock
from briefing_app.cli import terminal
from briefing_app.cli.opening import opened, opened_to_read
from briefing_app.domain.unit_sheets import Purpose, Returned
from briefing_app.workflows import attaching, calendars, unit_sheets


def _sheets(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library:
        written = unit_sheets.write_sheets(
            library,
            arguments.output,
            purpose=Purpose(arguments.purpose),
            day=clock.today(),
            formats=(arguments.format,) if arguments.format else ("xlsx", "docx"),
            only_units=arguments.unit,
            followup_ids=arguments.followup,
            force=arguments.force,
        )
    if arguments.json:
        terminal.print_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            terminal.say(f"已写出 {path}")
    return 0


def _read_back(arguments: Namespace) -> int:
    """Show what a returned sheet would change; change it only when asked to."""
    opening = opened if arguments.apply else opened_to_read
    with opening(arguments) as library:
        with library.reading() as session:
            returned = unit_sheets.preview(session, arguments.file, today=clock.today())
        if arguments.apply and returned.ready:
            with library.transaction("读回反馈表") as session:
                unit_sheets.take_over(session, returned)
    if arguments.json:
        terminal.print_json({**_document(returned), "applied": bool(arguments.apply)})
    else:
        _say(returned, applied=arguments.apply)
    return 0


def _document(returned: Returned) -> dict[str, object]:
    return {
        "unit": returned.unit,
        "answers": [
            {
                "followup": answer.followup_id,
                "key": answer.key,
                "title": answer.title,
                "joint": answer.joint,
                "reply": answer.reply,
                "reply_class": answer.reply_class,
                "date": answer.replied_on.isoformat() if answer.replied_on else None,
                "changes": list(answer.changes),
                "problems": list(answer.problems),
            }
            for answer in returned.answers
        ],
        "unfilled": returned.unfilled,
        "foreign": list(returned.foreign),
        "missing": list(returned.missing),
    }


def _say(returned: Returned, *, applied: bool) -> None:
    terminal.say(f"单位：{returned.unit or '表里没有写明'}")
    for answer in returned.answers:
        if answer.problems:
            terminal.say(f"{answer.key} {answer.title}：不存入，{'；'.join(answer.problems)}")
        else:
            terminal.say(f"{answer.key} {answer.title}：{'；'.join(answer.changes)}")
    if returned.unfilled:
        terminal.say(f"没有填写、或以前已经读回的：{returned.unfilled} 行")
    for name in returned.foreign:
        terminal.say(f"不是本资料库发出的一行：{name or '（没有编号）'}")
    for title in returned.missing:
        terminal.say(f"表里没有这一项：{title}")
    ready = len(returned.ready)
    if applied:
        terminal.say(f"已存入 {ready} 项。")
    else:
        terminal.say(f"可以存入 {ready} 项，还没有改动资料库。" + ("加 --apply 存入。" if ready else ""))


def _calendar(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library:
        count = calendars.write_calendar(
            library, arguments.output, today=clock.today(), unit=arguments.unit, force=arguments.force
        )
    if arguments.json:
        terminal.print_json({"file": str(arguments.output), "events": count})
    else:
        terminal.say(f"已写出 {arguments.output}，{count} 个期限")
    return 0


def _attachment(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library, library.reading() as session:
        attaching.save_attachment(session, arguments.attachment, arguments.output, force=arguments.force)
    if arguments.json:
        terminal.print_json({"file": str(arguments.output)})
    else:
        terminal.say(f"已写出 {arguments.output}")
    return 0


ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "sheets": _sheets,
    "read-back": _read_back,
    "calendar": _calendar,
    "attachment": _attachment,
}
