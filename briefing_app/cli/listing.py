"""This file does `briefing list`: rows of one kind, filtered as in the window."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.cli import rows, terminal
from briefing_app.cli.filtering import followup_statuses, has_words, refuse_meaningless, whole_filter, within
from briefing_app.cli.opening import opened_to_read
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.packs import SpeakerOrder
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.errors import InvalidValue
from briefing_app.store import followups, meetings, packs, people, proposals, sources, speeches, themes
from briefing_app.workflows.people import in_order

Row = dict[str, Any]

# The columns that people see; --json has all fields.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "meetings": (
        ("编号", "id"),
        ("会议", "name"),
        ("日期", "date"),
        ("原文日期", "date_text"),
        ("发言", "speeches"),
        ("建议", "proposals"),
    ),
    "speeches": (
        ("编号", "id"),
        ("会议", "meeting"),
        ("序号", "order"),
        ("发言人", "speaker"),
        ("题目", "title"),
        ("建议", "proposals"),
    ),
    "proposals": (
        ("编号", "id"),
        ("代码", "code"),
        ("发言人", "speaker"),
        ("建议", "text"),
        ("主题", "themes"),
        ("状态", "status"),
    ),
    "followups": (
        ("编号", "id"),
        ("事项", "title"),
        ("主办", "lead"),
        ("会办", "with"),
        ("期限", "due"),
        ("状态", "status"),
    ),
    "themes": (("编号", "id"), ("主题", "name"), ("上级", "parent"), ("发言人数", "speakers"), ("建议", "proposals")),
    "sources": (
        ("编号", "id"),
        ("文件", "name"),
        ("字数", "characters"),
        ("会议", "meeting"),
        ("导入时间", "imported"),
    ),
    "people": (("编号", "id"), ("姓名", "name"), ("单位", "unit"), ("发言", "speeches"), ("建议", "proposals")),
    "exports": (
        ("编号", "id"),
        ("时间", "exported"),
        ("导出人", "author"),
        ("内容", "what"),
        ("文件", "file"),
        ("校验码", "sha256"),
    ),
}


def run(arguments: Namespace) -> int:
    """List rows as JSON or as a table."""
    refuse_meaningless(arguments)
    if arguments.order and arguments.kind != "people":
        raise InvalidValue(f"list {arguments.kind}", "--order", "只有人物可以另排次序")
    with opened_to_read(arguments) as library, library.reading() as session:
        found = _LISTS[arguments.kind](session, arguments)
    if arguments.json:
        terminal.print_json(rows.listing(found))
    elif found:
        columns = COLUMNS[arguments.kind]
        cells = [[_shown(row[key]) for _, key in columns] for row in found]
        terminal.print_table([head for head, _ in columns], cells)
    else:
        terminal.say("没有符合条件的内容。")
    return 0


def _shown(value: object) -> object:
    return "、".join(map(str, value)) if isinstance(value, list) else value


def _meetings(session: Session, arguments: Namespace) -> list[Row]:
    return [
        rows.meeting_row(meeting)
        for meeting in meetings.find(session)
        if (not arguments.meeting or meeting.id in arguments.meeting)
        and (not arguments.tag or not set(meeting.tags).isdisjoint(arguments.tag))
        and within(meeting.facts.date, arguments.since, arguments.until)
        and has_words(arguments.text, meeting.title, meeting.facts.session, meeting.facts.topic, meeting.facts.body)
    ]


def _speeches(session: Session, arguments: Namespace) -> list[Row]:
    days = {meeting.id: meeting.facts.date for meeting in meetings.find(session)}
    found = [speech for meeting in _asked(arguments.meeting, days) for speech in speeches.of_meeting(session, meeting)]
    return [
        rows.speech_row(speech)
        for speech in found
        if _is_asked_for(speech, arguments) and within(days[speech.meeting_id], arguments.since, arguments.until)
    ]


def _asked(asked: Sequence[int], known: dict[int, Any]) -> list[int]:
    return [meeting for meeting in sorted(known) if not asked or meeting in asked]


def _is_asked_for(speech: Speech, arguments: Namespace) -> bool:
    named = {speech.speaker, speech.label, *speech.co_speakers}
    organisations = [a.organisation or "" for a in speech.affiliations]
    return (
        (not arguments.speaker or not named.isdisjoint(arguments.speaker))
        and (not arguments.identity or not set(speech.identities).isdisjoint(arguments.identity))
        and (not arguments.tag or not set(speech.tags).isdisjoint(arguments.tag))
        and (not arguments.organisation or any(o in own for o in arguments.organisation for own in organisations))
        and has_words(arguments.text, speech.title, speech.text)
    )


def _proposals(session: Session, arguments: Namespace) -> list[Row]:
    found: Sequence[Proposal] = proposals.find(session, whole_filter(session, arguments))
    if arguments.overdue or arguments.due_before:
        due = {number for item in _due(session, arguments) for number in item.proposal_ids}
        found = [proposal for proposal in found if proposal.id in due]
    return [rows.proposal_row(proposal) for proposal in found]


def _due(session: Session, arguments: Namespace) -> list[FollowUp]:
    return followups.find(
        session, overdue_on=clock.today() if arguments.overdue else None, due_before=arguments.due_before
    )


def _followups(session: Session, arguments: Namespace) -> list[Row]:
    today = clock.today()
    found = followups.find(
        session,
        statuses=followup_statuses(arguments),
        overdue_on=today if arguments.overdue else None,
        due_before=arguments.due_before,
    )
    said = {p.id for p in proposals.find(session, ProposalFilter(meetings=tuple(arguments.meeting)))}
    return [
        rows.followup_row(item, today)
        for item in found
        if (not arguments.meeting or not said.isdisjoint(item.proposal_ids))
        and (not arguments.tag or not set(item.tags).isdisjoint(arguments.tag))
        and (not arguments.unit or not {item.lead, *item.with_units}.isdisjoint(arguments.unit))
        and has_words(arguments.text, item.title, *(entry.text for entry in item.entries))
    ]


def _themes(session: Session, arguments: Namespace) -> list[Row]:
    found = [theme for theme in themes.find(session) if has_words(arguments.text, theme.name)]
    if arguments.meeting:
        said = proposals.find(session, ProposalFilter(meetings=tuple(arguments.meeting)))
        here = {name for proposal in said for name in proposal.theme_names}
        found = [theme for theme in found if theme.name in here]
    return [rows.theme_row(theme) for theme in found]


def _sources(session: Session, arguments: Namespace) -> list[Row]:
    return [
        rows.source_row(source)
        for source in sources.find(session)
        if (not arguments.meeting or source.meeting_id in arguments.meeting) and has_words(arguments.text, source.name)
    ]


def _people(session: Session, arguments: Namespace) -> list[Row]:
    found = people.find(session)
    return [
        rows.person_row(person)
        for person in (in_order(found, SpeakerOrder(arguments.order)) if arguments.order else found)
        if (not arguments.speaker or not {person.name, *person.aliases}.isdisjoint(arguments.speaker))
        and has_words(arguments.text, person.name, person.pinyin, *person.aliases)
    ]


def _exports(session: Session, arguments: Namespace) -> list[Row]:
    return [
        rows.export_row(record)
        for record in packs.exports(session)
        if has_words(arguments.text, record.what, record.file_name, record.author)
    ]


_LISTS: dict[str, Callable[[Session, Namespace], list[Row]]] = {
    "meetings": _meetings,
    "speeches": _speeches,
    "proposals": _proposals,
    "followups": _followups,
    "themes": _themes,
    "sources": _sources,
    "people": _people,
    "exports": _exports,
}
