"""This file makes the 示例资料库: our own article as an office leaves it, compared, followed up and put into packs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_app import clock, paths
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.domain.proposals import Proposal, ProposalStatus, RewordingKind
from briefing_app.domain.text import Span
from briefing_app.export import files
from briefing_app.store import annotations as marks
from briefing_app.store import comparisons, followups, meetings, packs, proposals, speeches, themes
from briefing_app.store.database import Library, open_library
from briefing_app.workflows.drafts import store_draft
from briefing_app.workflows.reading import read_draft
from briefing_app.workflows.samples import SAMPLE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SOURCE = "会议报道.txt"  # packs print it as the source of what they quote
AUTHOR = "周岚"  # an invented clerk

_F = FollowUpStatus
_CONFIRMED = ("算力", "中小企业", "数据", "资金", "人才")
_IMPORTANT = ("01-01", "02-01", "03-01", "06-01", "07-01")
_EDITED = ("01-01", "01-02", "02-01", "02-05", "03-01", "04-01", "05-05", "06-01", "06-04", "07-01", "07-04", "08-03")

# speech, words that the mark covers, colour, note
_MARKS = (
    (1, "近一年平均利用率不到四成", MarkColour.DATA, "请市数据局核对：六处设施的口径是否一致。"),
    (1, "问题出在调度上，而不在总量上", MarkColour.ARGUMENT, "与第 5 位的“再建二期”看法不同，对照时放在一起。"),
    (2, "每年不少于5000万元", MarkColour.TO_CHECK, "金额要征求市财政局意见。"),
    (6, "按照4∶3∶3的比例分担损失", MarkColour.IDEA, "外地有类似做法，可请发言人补充材料。"),
)


@dataclass(frozen=True, slots=True)
class _Item:
    """A follow-up item; days count from today, below nought for days gone by."""

    title: str
    codes: tuple[str, ...]
    lead: str
    with_units: tuple[str, ...]
    handed_out: int | None
    due: int
    steps: tuple[FollowUpStatus, ...] = ()
    log: tuple[tuple[EntryKind, str], ...] = ()
    result: tuple[str, str] | None = None  # 办复类别, 满意度


_ITEMS = (
    _Item(
        "组建市级算力调度中心",
        ("01-01", "01-02"),
        "市数据局",
        ("市工业和信息化局", "市财政局"),
        -98,
        -6,
        (_F.ASSIGNED, _F.ACCEPTED, _F.IN_PROGRESS),
        ((EntryKind.NOTE, "与主办单位面商，方案初稿已形成。"), (EntryKind.URGED, "电话催办，答应本周内书面答复。")),
    ),
    _Item(
        "设立“算力券”专项资金",
        ("02-01", "02-02"),
        "市财政局",
        ("市工业和信息化局",),
        -86,
        5,
        (_F.ASSIGNED, _F.ACCEPTED, _F.IN_PROGRESS),
        ((EntryKind.INSTRUCTION, "请市财政局会同有关部门研究提出意见。"),),
    ),
    _Item(
        "建立工业数据联席会议制度",
        ("03-01",),
        "市工业和信息化局",
        ("市统计局", "市市场监管局", "市税务局"),
        -80,
        -9,
        (_F.ASSIGNED, _F.ACCEPTED, _F.IN_PROGRESS),
        ((EntryKind.REPLY, "联席会议制度已印发，按季度会商。"), (EntryKind.EVALUATION, "答复具体，措施可行。")),
        ("A", "满意"),
    ),
    _Item(
        "建设现场工程师学院",
        ("07-01", "07-02"),
        "市教育局",
        ("市人力资源社会保障局",),
        -40,
        52,
        (_F.ASSIGNED, _F.ACCEPTED),
    ),
    _Item("编制分行业智能化改造指南", ("08-02", "08-03"), "市工业和信息化局", (), None, 60),
)


def write_example_library(path: Path, *, force: bool = False) -> Path:
    """Write the example library, ready to be opened; raises UnwritableFile."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / path.name, author=AUTHOR)
        try:
            fill(library, clock.today())
        finally:
            library.close()
        files.deliver(library.path.read_bytes(), path, force=force)
    return path


def fill(library: Library, today: date) -> int:
    """Put the finished example into a library, in one transaction; returns its meeting."""
    draft = read_draft(paths.resources() / "samples" / SAMPLE)
    draft = replace(draft, source=replace(draft.source, name=_SOURCE))
    with library.transaction("建立示例资料库") as session:
        meeting = store_draft(session, draft, reviewed=True).meeting_id
        facts = meetings.one(session, meeting).facts
        meetings.update(session, meeting, replace(facts, date=_held_on(today)))
        _work_through(session, meeting)
        _mark(session, meeting)
        _compare(session, meeting)
        _follow_up(session, _by_code(session, meeting), today)
        _make_packs(session, meeting)
    return meeting


def _held_on(today: date) -> date:
    """The article says 9月12日 and no year: the last one that is far enough back to have been followed up."""
    held = date(today.year, 9, 12)
    return held if held <= today - timedelta(days=100) else date(today.year - 1, 9, 12)


def _by_code(session: Session, meeting: int) -> dict[str, Proposal]:
    return {proposal.code: proposal for proposal in proposals.find(session, ProposalFilter(meetings=(meeting,)))}


def _work_through(session: Session, meeting: int) -> None:
    said = _by_code(session, meeting)
    for name in _CONFIRMED:
        linked = [one.id for one in said.values() if name in {theme.name for theme in one.themes}]
        themes.confirm(session, linked, name)
    proposals.set_important(session, [said[code].id for code in _IMPORTANT], True)
    for code in _EDITED:
        proposals.move(session, said[code].id, ProposalStatus.EDITED)
    proposals.set_summary(session, said["01-01"].id, "全市算力统一调度。", RewordingKind.SUMMARY)
    proposals.set_summary(session, said["02-01"].id, "设立算力券专项资金，直补中小企业。", RewordingKind.SUMMARY)


def _mark(session: Session, meeting: int) -> None:
    in_order = {speech.order: speech for speech in speeches.of_meeting(session, meeting)}
    for order, words, colour, note in _MARKS:
        speech = in_order[order]
        start = speech.text.index(words)
        marks.add(session, speech.id, Span(start, start + len(words)), colour=colour, note=note, author=AUTHOR)


def _compare(session: Session, meeting: int) -> None:
    comparisons.decide(
        session, meeting, Decision("算力", Judgement.DIVERGENCE, "先调度存量，还是尽快建二期，看法不同。")
    )
    comparisons.decide(session, meeting, Decision("数据", Judgement.MAJORITY))


def _follow_up(session: Session, said: dict[str, Proposal], today: date) -> None:
    for item in _ITEMS:
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
        if item.result is not None:
            followups.move(session, made.id, _F.ANSWERED, today=today)
            followups.update(session, made.id, reply_class=item.result[0], satisfaction=item.result[1])
            followups.move(session, made.id, _F.EVALUATED, today=today)
            followups.move(session, made.id, _F.CLOSED, today=today)


def _make_packs(session: Session, meeting: int) -> None:
    options = PackOptions(editor="政协云泽市委员会办公厅")
    for name, kind in (
        ("发言材料汇编", PackKind.COMPILATION),
        ("意见建议摘编", PackKind.DIGEST),
        ("主要观点对照表", PackKind.COMPARISON),
        ("跟进台账", PackKind.LEDGER),
    ):
        packs.save(session, Pack(None, name, kind, (meeting,), options))
