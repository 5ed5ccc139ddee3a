"""This file does `briefing followup`: add, move and log; what goes out to units and comes back is in papers.py."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.cli import papers, rows, terminal
from briefing_app.cli.opening import opened
from briefing_app.domain.followups import EntryKind, FollowUp, FollowUpStatus
from briefing_app.errors import InvalidValue
from briefing_app.store import followups
from briefing_app.workflows import attaching


def run(arguments: Namespace) -> int:
    """Do one step of follow-up work and print the item as it then stands."""
    if arguments.action in papers.ACTIONS:
        return papers.ACTIONS[arguments.action](arguments)
    action, words = _ACTIONS[arguments.action]
    with opened(arguments) as library, library.transaction(words) as session:
        number = action(session, arguments, library.author)
        followup = followups.one(session, number)
    if arguments.json:
        terminal.print_json(rows.followup_row(followup, clock.today()))
    else:
        terminal.say(_described(followup))
    return 0


def _add(session: Session, arguments: Namespace, _author: str) -> int:
    return followups.add(
        session,
        title=arguments.title,
        proposal_ids=arguments.proposal,
        lead=arguments.lead,
        with_units=arguments.with_units,
        due=arguments.due,
        joint_due=arguments.joint_due,
    ).id


def _move(session: Session, arguments: Namespace, _author: str) -> int:
    given = {"reply_class": arguments.reply_class, "satisfaction": arguments.satisfaction}
    known = {name: value for name, value in given.items() if value}
    if known:
        followups.update(session, arguments.followup, **known)
    followups.move(
        session,
        arguments.followup,
        _status(arguments.status),
        note=arguments.note,
        today=clock.today(),
        dated=arguments.date,
    )
    return int(arguments.followup)


def _link(session: Session, arguments: Namespace, _author: str) -> int:
    known = followups.one(session, arguments.followup).proposal_ids
    given = [number for number in arguments.proposal if number not in known]
    kept = [number for number in known if number not in arguments.proposal]
    wanted = kept if arguments.remove else [*known, *given]
    followups.update(session, arguments.followup, proposal_ids=wanted)
    return int(arguments.followup)


def _log(session: Session, arguments: Namespace, author: str) -> int:
    attaching.log_with_files(
        session,
        arguments.followup,
        EntryKind(arguments.kind),
        arguments.text,
        author=author,
        dated=arguments.date,
        files=arguments.attach,
    )
    return int(arguments.followup)


def _status(word: str) -> FollowUpStatus:
    try:
        return FollowUpStatus(word)
    except ValueError:
        raise InvalidValue("状态", word, "、".join(status.value for status in FollowUpStatus)) from None


def _described(followup: FollowUp) -> str:
    due = f"，期限 {followup.due}" if followup.due else ""
    return f"跟进事项 {followup.id}：{followup.title}（{followup.status.value}，主办 {followup.lead}{due}）"


_ACTIONS: dict[str, tuple[Callable[[Session, Namespace, str], int], str]] = {
    "add": (_add, "新建跟进事项"),
    "move": (_move, "改变跟进状态"),
    "log": (_log, "记办理情况"),
    "link": (_link, "关联建议"),
}
