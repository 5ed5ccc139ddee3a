"""This file does `briefing people …`: who may be one human, and what a person decides about it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from briefing_app.cli import terminal
from briefing_app.cli.opening import opened, opened_to_read
from briefing_app.cli.rows import listing, person_row
from briefing_app.domain.people import Affiliation, Turn
from briefing_app.domain.printed_titles import TitleDoubt
from briefing_app.domain.same_people import SamePerson
from briefing_app.errors import NotFound
from briefing_app.store import people, person_decisions, person_proposals, person_turns
from briefing_app.workflows.people import PersonSheet, person_sheet, title_doubts

Row = dict[str, Any]


def run(arguments: Namespace) -> int:
    """Show what is to be decided, or write a decision and show the person as they then stand."""
    if arguments.action in _LISTS:
        read, head = _LISTS[arguments.action]
        with opened_to_read(arguments) as library, library.reading() as session:
            rows = read(session, arguments)
        _print_rows(rows, head, as_json=arguments.json)
        return 0
    if arguments.action == "show":
        with opened_to_read(arguments) as library, library.reading() as session:
            sheet = person_sheet(session, arguments.person)
    else:
        decide, words = _DECISIONS[arguments.action]
        with opened(arguments) as library, library.transaction(words) as session:
            sheet = person_sheet(session, decide(session, arguments))
    if arguments.json:
        terminal.print_json(_sheet_row(sheet))
    else:
        _describe(sheet)
    return 0


# --- deciding: each returns the person to show ------------------------------------------------------------------------


def _merge(session: Session, arguments: Namespace) -> int:
    person_decisions.merge(session, arguments.person, into=arguments.into)
    return int(arguments.into)


def _unmerge(session: Session, arguments: Namespace) -> int:
    person_decisions.unmerge(session, arguments.person)
    return int(arguments.person)


def _split(session: Session, arguments: Namespace) -> int:
    return person_decisions.split_off(session, arguments.person, arguments.speech)


def _confirm(session: Session, arguments: Namespace) -> int:
    person_decisions.confirm(session, arguments.person, arguments.speech or None)
    return int(arguments.person)


def _apart(session: Session, arguments: Namespace) -> int:
    decide = person_decisions.reconsider if arguments.undo else person_decisions.keep_apart
    decide(session, arguments.person, arguments.other)
    return int(arguments.person)


def _rename(session: Session, arguments: Namespace) -> int:
    people.rename(session, arguments.person, arguments.name)
    return int(arguments.person)


def _alias(session: Session, arguments: Namespace) -> int:
    change = people.remove_alias if arguments.remove else people.add_alias
    change(session, arguments.person, arguments.name)
    return int(arguments.person)


def _post(session: Session, arguments: Namespace) -> int:
    """Enter a post, or take one of theirs back."""
    if arguments.remove is None:
        affiliation = Affiliation(arguments.organisation, arguments.post)
        person_turns.enter_post(session, arguments.person, affiliation, since=arguments.since, until=arguments.until)
    elif any(post.id == arguments.remove for post in person_turns.held_posts(session, arguments.person)):
        person_turns.remove_post(session, arguments.remove)
    else:
        raise NotFound("核定职务", arguments.remove)
    return int(arguments.person)


# --- listing ----------------------------------------------------------------------------------------------------------


def _proposals(session: Session, _arguments: Namespace) -> list[Row]:
    """Pairs that may be one human first, then speakers that were taken for somebody known."""
    known = {person.id: person for person in people.find(session)}
    undecided = person_proposals.undecided(session)
    rows = [
        {
            "kind": "same_person",
            "people": [_short(person_row(known[pair.first])), _short(person_row(known[pair.second]))],
            "speech": None,
            "reason": pair.reason,
            "confidence": pair.confidence,
        }
        for pair in undecided.pairs
    ]
    for person_id in sorted(undecided.guesses):
        turns = person_turns.of_person(session, person_id)
        rows += [_guess_row(turn, _short(person_row(known[person_id]))) for turn in turns if turn.guess is not None]
    return rows


def _guess_row(turn: Turn, person: Row) -> Row:
    return {
        "kind": "speaker",
        "people": [person],
        "speech": turn.speech_id,
        "reason": f"{turn.guess}（{turn.meeting}　{turn.when}）",
        "confidence": None,
    }


def _titles(session: Session, arguments: Namespace) -> list[Row]:
    return [
        {"person": person.id, "name": person.name, **_doubt_row(doubt)}
        for person, doubt in title_doubts(session, meeting_id=arguments.meeting)
    ]


# --- rows -------------------------------------------------------------------------------------------------------------


def _short(row: Row) -> Row:
    return {key: row[key] for key in ("id", "name", "unit", "speeches")}


def _pair_row(pair: SamePerson, other: Row) -> Row:
    return {"person": _short(other), "reason": pair.reason, "confidence": pair.confidence}


def _doubt_row(doubt: TitleDoubt) -> Row:
    return {
        "speech": doubt.speech_id,
        "meeting": doubt.meeting,
        "when": doubt.when,
        "printed": doubt.printed,
        "expected": doubt.expected,
        "reason": doubt.reason,
    }


def _sheet_row(sheet: PersonSheet) -> Row:
    return {
        **person_row(sheet.person),
        "followups": sheet.followups,
        "posts": [
            {"posts": spell.posts, "since": spell.since, "until": spell.until, "speeches": spell.turns}
            for spell in sheet.spells
        ],
        "held_posts": [
            {
                "id": post.id,
                "organisation": post.affiliation.organisation,
                "post": post.affiliation.post,
                "since": post.since.isoformat() if post.since else None,
                "until": post.until.isoformat() if post.until else None,
            }
            for post in sheet.held
        ],
        "turns": [
            {
                "speech": turn.speech_id,
                "meeting": turn.meeting_id,
                "when": turn.when,
                "name": turn.name,
                "posts": turn.posts,
                "title": turn.title,
                "jointly": turn.jointly,
                "proposals": turn.proposals,
                "guess": turn.guess,
            }
            for turn in sheet.turns
        ],
        "titles_to_check": [_doubt_row(doubt) for doubt in sheet.doubts],
        "maybe_same": [_pair_row(pair, person_row(other)) for pair, other in sheet.pairs],
        "merged": [{**_short(person_row(gone)), "speeches": count} for gone, count in sheet.merged],
        "apart": [_short(person_row(other)) for other in sheet.apart],
    }


# --- for the eye ------------------------------------------------------------------------------------------------------

_PROPOSAL_HEAD = ("类型", "人物", "发言", "理由")
_TITLE_HEAD = ("编号", "姓名", "发言", "日期", "印成", "参照")


def _print_rows(rows: list[Row], head: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        terminal.print_json(listing(rows))
    elif not rows:
        terminal.say("没有需要决定的人物。" if head is _PROPOSAL_HEAD else "没有与会议日期不符的职务。")
    elif head is _PROPOSAL_HEAD:
        terminal.print_table(head, [_proposal_cells(row) for row in rows])
    else:
        keys = ("person", "name", "speech", "when", "printed", "expected")
        terminal.print_table(head, [[row[key] for key in keys] for row in rows])


def _proposal_cells(row: Row) -> list[object]:
    shown = "、".join(f"{person['id']} {person['name']}" for person in row["people"])
    kind = "可能是同一人" if row["kind"] == "same_person" else "归属待确认"
    return [kind, shown, row["speech"], row["reason"]]


def _describe(sheet: PersonSheet) -> None:
    person = sheet.person
    also = f"（又名 {'、'.join(person.aliases)}）" if person.aliases else ""
    terminal.say(f"人物 {person.id}：{person.name}{also}")
    terminal.say(f"发言 {person.speeches} 篇，建议 {person.proposals} 条，跟进事项 {sheet.followups} 项")
    for spell in sheet.spells:
        until = "" if spell.until == spell.since else f" 至 {spell.until}"
        terminal.say(f"{spell.since}{until}　{spell.posts}（{spell.turns} 次）")
    for post in sheet.held:
        held = f"{post.since or '以前'} 至 {post.until or '今'}"
        terminal.say(f"核定职务 {post.id}：{held}　{post.affiliation}")
    for doubt in sheet.doubts:
        terminal.say(f"请核对职务：发言 {doubt.speech_id} 印作“{doubt.printed}”；{doubt.reason}。")
    for pair, other in sheet.pairs:
        terminal.say(f"可能是同一人：人物 {other.id} {other.name}；{pair.reason}。")
    for turn in sheet.guesses:
        terminal.say(f"归属待确认：发言 {turn.speech_id}；{turn.guess}。")


_LISTS: dict[str, tuple[Callable[[Session, Namespace], list[Row]], tuple[str, ...]]] = {
    "proposals": (_proposals, _PROPOSAL_HEAD),
    "titles": (_titles, _TITLE_HEAD),
}
_DECISIONS: dict[str, tuple[Callable[[Session, Namespace], int], str]] = {
    "merge": (_merge, "合并人物"),
    "unmerge": (_unmerge, "取消合并"),
    "split": (_split, "分出人物"),
    "confirm": (_confirm, "确认归属"),
    "apart": (_apart, "判定不是同一人"),
    "rename": (_rename, "改姓名"),
    "alias": (_alias, "改别名"),
    "post": (_post, "填写核定职务"),
}
