"""This file does `briefing alike list|link|merge|part|leave`: recommendations that want the same."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from sqlalchemy.orm import Session

from briefing_app.cli import rows, terminal
from briefing_app.cli.opening import opened, opened_to_read
from briefing_app.domain.alike import Alike
from briefing_app.store import alike


def run(arguments: Namespace) -> int:
    """List the groups, or change one and list what is left of it."""
    if arguments.action == "list":
        with opened_to_read(arguments) as library, library.reading() as session:
            found = alike.find(session, meeting_id=arguments.meeting)
    else:
        action, words = _ACTIONS[arguments.action]
        with opened(arguments) as library, library.transaction(words) as session:
            group_id = action(session, arguments)
            found = [group for group in alike.find(session) if group.id == group_id]
    if arguments.json:
        terminal.print_json(rows.listing(rows.alike_row(group) for group in found))
    else:
        _say(found)
    return 0


def _link(session: Session, arguments: Namespace) -> int:
    return alike.link(session, arguments.proposals)


def _merge(session: Session, arguments: Namespace) -> int:
    alike.merge(session, arguments.group, lead=arguments.lead)
    return int(arguments.group)


def _part(session: Session, arguments: Namespace) -> int:
    alike.part(session, arguments.group)
    return int(arguments.group)


def _leave(session: Session, arguments: Namespace) -> int:
    group = alike.of_proposal(session, arguments.proposal)
    alike.leave(session, arguments.proposal)
    return group.id if group else 0


_ACTIONS: dict[str, tuple[Callable[[Session, Namespace], int], str]] = {
    "link": (_link, "标为同类"),
    "merge": (_merge, "归并建议"),
    "part": (_part, "拆开归并"),
    "leave": (_leave, "移出同类"),
}


def _say(found: list[Alike]) -> None:
    if not found:
        terminal.say("没有同类建议。")
        return
    terminal.print_table(
        ("编号", "状态", "条数", "谁提出", "建议"),
        [
            (
                group.id,
                "已归并" if group.merged else "同类",
                len(group.members),
                "、".join(group.speakers),
                group.wording or group.lead.text,
            )
            for group in found
        ],
    )
