"""This file sends sheets to units that have no 言策, and takes over what they send back, after a preview."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain import unit_sheets as heads
from briefing_app.domain.deadlines import read_date
from briefing_app.domain.followups import DONE, EntryKind, FollowUp, FollowUpStatus
from briefing_app.domain.unit_sheets import Answer, Purpose, Returned, ReturnedRow, SheetLine, UnitSheet
from briefing_app.errors import NothingToExport
from briefing_app.export import unit_sheets as writers
from briefing_app.export.files import deliver
from briefing_app.importing import returned_sheets
from briefing_app.store import attachments, dictionaries, followups, proposals, sheet_keys, units
from briefing_app.store.database import Library
from briefing_app.workflows.leaving import note

_log = logging.getLogger(__name__)
_S = FollowUpStatus
_ASIDE = DONE | {_S.SUSPENDED}
WRITERS: dict[str, Callable[[UnitSheet], bytes]] = {"xlsx": writers.workbook, "docx": writers.document}
# The steps that lead from a state to 已答复 once a reply is there.
_WAYS = {
    _S.ASSIGNED: (_S.IN_PROGRESS, _S.ANSWERED),
    _S.ACCEPTED: (_S.IN_PROGRESS, _S.ANSWERED),
    _S.IN_PROGRESS: (_S.ANSWERED,),
    _S.REOPENED: (_S.IN_PROGRESS, _S.ANSWERED),
}


def write_sheets(
    library: Library,
    folder: Path,
    *,
    purpose: Purpose,
    day: date,
    formats: Sequence[str] = ("xlsx", "docx"),
    only_units: Sequence[str] = (),
    followup_ids: Sequence[int] = (),
    force: bool = False,
) -> list[Path]:
    """Write a sheet for each unit that has open items; raises NothingToExport, UnwritableFile."""
    with library.reading() as session:
        sheets = gather(session, purpose=purpose, day=day, only_units=only_units, followup_ids=followup_ids)
    if not sheets:
        raise NothingToExport
    written: dict[Path, bytes] = {}
    for sheet in sheets:
        name = attachments.plain_name(f"{purpose.value}单-{sheet.unit}")
        for suffix in formats:
            path = folder / f"{name}.{suffix}"
            written[path] = WRITERS[suffix](sheet)
            deliver(written[path], path, force=force)
    note(library, f"{purpose.value}单", written)
    _log.info("sheets written: %d", len(written))
    return list(written)


def gather(
    session: Session,
    *,
    purpose: Purpose,
    day: date,
    only_units: Sequence[str] = (),
    followup_ids: Sequence[int] = (),
) -> list[UnitSheet]:
    """What each unit gets: the items that it leads, then those that it joins; what is done or put off is not asked."""
    wanted = {_called(session, name) for name in only_units}
    chosen = [
        one
        for one in followups.find(session)
        if one.status not in _ASIDE and (not followup_ids or one.id in set(followup_ids))
    ]
    names = sheet_keys.keys(session, [one.id for one in chosen])
    classes = tuple((term.term, term.legend) for term in dictionaries.terms(session, "reply_class"))
    lines: dict[str, list[SheetLine]] = {}
    for role in (heads.LEAD, heads.JOINT):
        for one in chosen:
            for unit in ([one.lead] if one.lead else []) if role == heads.LEAD else one.with_units:
                if not wanted or unit in wanted:
                    lines.setdefault(unit, []).append(_line(session, one, names[one.id], role))
    return [UnitSheet(unit, purpose, day, tuple(found), classes) for unit, found in sorted(lines.items())]


def preview(session: Session, path: Path, *, today: date) -> Returned:
    """What a returned sheet would change; nothing is written."""
    sheet = returned_sheets.read(path)
    unit = _called(session, sheet.unit) if sheet.unit else ""
    answers: list[Answer] = []
    foreign: list[str] = []
    unfilled = 0
    seen: set[int] = set()
    for row in sheet.rows:
        followup_id = sheet_keys.followup_of(session, row.key)
        if followup_id is None:
            foreign.append(row.key or row.cell(heads.TITLE) or row.cell(heads.REPLY)[:20])
            continue
        one = followups.one(session, followup_id)
        answer = _answer(session, one, row, unit, today)
        if followup_id in seen:
            answer = replace(answer, problems=("这个编号在表里出现了两次，只取第一次",))
        seen.add(followup_id)
        if answer.changes or answer.problems:
            answers.append(answer)
        else:
            unfilled += 1
    return Returned(unit, tuple(answers), unfilled, tuple(foreign), tuple(_missing(session, unit, seen)))


def take_over(session: Session, returned: Returned) -> int:
    """Write what the preview announced, row by row without problems; returns how many items it changed."""
    for answer in returned.ready:
        author = returned.unit
        if answer.reply_class is not None:
            followups.update(session, answer.followup_id, reply_class=answer.reply_class)
        if answer.reply and answer.joint:
            text = f"会办意见：{answer.reply}"
            followups.log(session, answer.followup_id, EntryKind.NOTE, text, author=author, dated=answer.replied_on)
        elif answer.reply:
            _take_reply(session, answer, author)
    return len(returned.ready)


def _take_reply(session: Session, answer: Answer, author: str) -> None:
    followups.log(session, answer.followup_id, EntryKind.REPLY, answer.reply, author=author, dated=answer.replied_on)
    for step in _WAYS.get(followups.one(session, answer.followup_id).status, ()):
        followups.move(session, answer.followup_id, step, today=answer.replied_on or date.min)


def _answer(session: Session, one: FollowUp, row: ReturnedRow, unit: str, today: date) -> Answer:
    joint = row.cell(heads.ROLE) == heads.JOINT or (bool(unit) and unit in one.with_units and unit != one.lead)
    problems: list[str] = []
    reply = _reply_of(row)
    if reply and any(entry.text in (reply, f"会办意见：{reply}") for entry in one.entries):
        reply = ""  # read back before
    reply_class = None if joint else _class_of(session, row.cell(heads.CLASS), problems)
    replied_on = _day_of(row.cell(heads.REPLIED_ON), one, today, problems)
    if unit and unit != one.lead and unit not in one.with_units:
        problems.append(f"这一项现在不由{unit}办理")
    if row.covered:
        heads_named = "、".join(f"“{head}”" for head in row.covered)
        problems.append(f"{heads_named}与上一行合并成一格，看不出是不是也答复这一项；请拆开，各填各的")
    if reply_class == one.reply_class:
        reply_class = None
    answer = Answer(row.key, one.id, one.title, joint, reply, reply_class, replied_on, problems=tuple(problems))
    return replace(answer, changes=tuple(_changes(one, answer)))


def _changes(one: FollowUp, answer: Answer) -> Iterator[str]:
    if answer.reply_class is not None:
        yield f"办复类别：{one.reply_class or '未定'} → {answer.reply_class}"
    if not answer.reply:
        return
    yield f"{'记会办意见' if answer.joint else '记答复'}：{answer.reply}"
    way = _WAYS.get(one.status, ())
    if way and not answer.joint:
        yield f"状态：{one.status.value} → {way[-1].value}"


def _reply_of(row: ReturnedRow) -> str:
    """The reply with who can be asked about it, as one text for the log."""
    reply = row.cell(heads.REPLY)
    more = [f"（{head}：{row.cell(head)}）" for head in (heads.CONTACT, heads.NOTE) if row.cell(head)]
    return reply + "".join(more) if reply else ""


def _class_of(session: Session, written: str, problems: list[str]) -> str | None:
    text = "".join(unicodedata.normalize("NFKC", written).split())
    if not text:
        return None
    terms = dictionaries.terms(session, "reply_class")
    for term in terms:
        if text.casefold() in {one.casefold() for one in (term.term, f"{term.term}类", term.term + term.legend)}:
            return term.term
    problems.append(f"办复类别“{written}”不在词典里，应为 {'、'.join(term.term for term in terms)}")
    return None


def _day_of(written: str, one: FollowUp, today: date, problems: list[str]) -> date:
    if not written:
        return today
    day = read_date(unicodedata.normalize("NFKC", written))
    if day is None:
        problems.append(f"答复日期“{written}”不是日历上的日子")
    elif day > today:
        problems.append(f"答复日期 {day.isoformat()} 在今天之后")
    elif one.assigned_on is not None and day < one.assigned_on:
        problems.append(f"答复日期 {day.isoformat()} 早于交办日 {one.assigned_on.isoformat()}")
    else:
        return day
    return today


def _missing(session: Session, unit: str, seen: set[int]) -> Iterator[str]:
    if not unit:
        return
    for one in followups.find(session, unit=unit):
        if one.status not in _ASIDE and one.status is not _S.DRAFTED and one.id not in seen:
            yield one.title


def _line(session: Session, one: FollowUp, key: str, role: str) -> SheetLine:
    quotes = tuple(proposal.text for proposal in proposals.by_ids(session, one.proposal_ids))
    due = one.due if role == heads.LEAD else one.joint_due or one.due
    return SheetLine(key, one.title, quotes, role, one.lead, one.with_units, due)


def _called(session: Session, name: str) -> str:
    """The name that the directory has for a unit that may be written otherwise."""
    return units.aliases(session).get(name.strip(), name.strip())
