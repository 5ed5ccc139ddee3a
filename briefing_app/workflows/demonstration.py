"""This file makes the 示例资料库: our own articles as an office leaves them, compared, followed up, put into packs."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_app import clock, paths
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.domain.proposals import Proposal, ProposalStatus, RewordingKind
from briefing_app.domain.text import Span
from briefing_app.export import files
from briefing_app.store import annotations as marks
from briefing_app.store import comparisons, followups, meetings, packs, proposals, speeches, themes
from briefing_app.store.database import Library, open_library
from briefing_app.unfinished import TEMPORARY, noted
from briefing_app.workflows.demonstration_material import COMPUTING, SITTINGS, Item, Outcome, Sitting
from briefing_app.workflows.drafts import store_draft
from briefing_app.workflows.reading import read_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

AUTHOR = "周岚"  # an invented clerk
_F = FollowUpStatus


def write_example_library(path: Path, *, force: bool = False) -> Path:
    """Write the example library, ready to be opened; raises UnwritableFile."""
    with tempfile.TemporaryDirectory(prefix=TEMPORARY) as folder, noted(Path(folder)):
        library = open_library(Path(folder) / path.name, author=AUTHOR)
        try:
            fill(library, clock.today())
        finally:
            library.close()
        files.deliver(library.path.read_bytes(), path, force=force)
    return path


def fill(library: Library, today: date) -> int:
    """Put the finished example into a library, in one transaction; returns the meeting that has the packs."""
    year = _year_of_the_meetings(today)
    with library.transaction("建立示例资料库") as session:
        for sitting in SITTINGS:
            meeting = _take_in(session, sitting, year)
            said = _by_code(session, meeting)
            _work_through(session, sitting, said)
            _mark(session, sitting, meeting)
            for decision in sitting.decisions:
                comparisons.decide(session, meeting, decision)
            for item in sitting.items:
                _follow_up(session, item, said, today)
        _make_packs(session, meeting)
    return meeting


def _year_of_the_meetings(today: date) -> int:
    """The articles name no year: the last one in which all of it is far enough back to have been followed up."""
    last = date(today.year, *COMPUTING.day)
    return last.year if last <= today - timedelta(days=100) else last.year - 1


def _take_in(session: Session, sitting: Sitting, year: int) -> int:
    draft = read_draft(paths.resources() / "samples" / sitting.article)
    draft = replace(draft, source=replace(draft.source, name=sitting.source))
    meeting = store_draft(session, draft, reviewed=True).meeting_id
    facts = meetings.one(session, meeting).facts
    meetings.update(session, meeting, replace(facts, date=date(year, *sitting.day), body=sitting.body))
    return meeting


def _by_code(session: Session, meeting: int) -> dict[str, Proposal]:
    return {proposal.code: proposal for proposal in proposals.find(session, ProposalFilter(meetings=(meeting,)))}


def _work_through(session: Session, sitting: Sitting, said: dict[str, Proposal]) -> None:
    for name in sitting.confirmed:
        linked = [one.id for one in said.values() if name in {theme.name for theme in one.themes}]
        themes.confirm(session, linked, name)
    proposals.set_important(session, [said[code].id for code in sitting.important], True)
    for code in sitting.edited:
        proposals.move(session, said[code].id, ProposalStatus.EDITED)
    for code, words in sitting.summaries:
        proposals.set_summary(session, said[code].id, words, RewordingKind.SUMMARY)


def _mark(session: Session, sitting: Sitting, meeting: int) -> None:
    in_order = {speech.order: speech for speech in speeches.of_meeting(session, meeting)}
    for mark in sitting.marks:
        speech = in_order[mark.speech]
        start = speech.text.index(mark.words)
        span = Span(start, start + len(mark.words))
        marks.add(session, speech.id, span, colour=mark.colour, note=mark.note, author=AUTHOR)


def _follow_up(session: Session, item: Item, said: dict[str, Proposal], today: date) -> None:
    handed_out = None if item.handed_out is None else today + timedelta(days=item.handed_out)
    made = followups.add(
        session,
        title=item.title,
        proposal_ids=[said[code].id for code in item.codes],
        lead=item.lead,
        with_units=item.with_units,
        due=today + timedelta(days=item.due),
        assigned_on=handed_out,
    )
    for status in item.steps:
        followups.move(session, made.id, status, today=handed_out or today)
    for kind, text in item.log:
        followups.log(session, made.id, kind, text, author=AUTHOR)
    if item.outcome is not None:
        _close(session, made.id, item.outcome, today + timedelta(days=item.outcome.day))


def _close(session: Session, followup: int, outcome: Outcome, day: date) -> None:
    followups.move(session, followup, _F.ANSWERED, note=outcome.reply, today=day)
    followups.update(session, followup, reply_class=outcome.reply_class, satisfaction=outcome.satisfaction)
    followups.move(session, followup, _F.EVALUATED, note=outcome.evaluation, today=day)
    followups.move(session, followup, _F.CLOSED, today=day)


def _make_packs(session: Session, meeting: int) -> None:
    options = PackOptions(editor="政协云泽市委员会办公厅")
    for name, kind in (
        ("发言材料汇编", PackKind.COMPILATION),
        ("意见建议摘编", PackKind.DIGEST),
        ("主要观点对照表", PackKind.COMPARISON),
        ("跟进台账", PackKind.LEDGER),
    ):
        packs.save(session, Pack(None, name, kind, (meeting,), options))
