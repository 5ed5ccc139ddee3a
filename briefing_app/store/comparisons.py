"""This file keeps what people decide in a comparison: judgements, staff wording of cells, stances, the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import UNSORTED_THEME, Decided, Decision, Stance
from briefing_app.domain.table_layout import Layouts, layouts_from, plain
from briefing_app.errors import InvalidValue
from briefing_app.store import records, themes
from briefing_app.store.schema import (
    CellSummaryRow,
    ComparisonRow,
    JudgementRow,
    MeetingRow,
    ProposalRow,
    ProposalThemeRow,
    SpeechRow,
    StanceRow,
    ThemeRow,
)


def decided(session: Session, meeting_id: int, by: ComparedBy = ComparedBy.SPEAKER) -> Decided:
    """Everything that people decided about a meeting's table with such columns."""
    return Decided(
        tuple(decisions(session, meeting_id, by)),
        summaries(session, meeting_id),
        stances(session, meeting_id),
        column_summaries(session, meeting_id, by),
    )


def decisions(session: Session, meeting_id: int, by: ComparedBy = ComparedBy.SPEAKER) -> list[Decision]:
    """What people judged, by theme."""
    rows = session.execute(
        select(ThemeRow.name, JudgementRow.judgement, JudgementRow.note)
        .join(ThemeRow, ThemeRow.id == JudgementRow.theme_id)
        .where(JudgementRow.meeting_id == meeting_id, JudgementRow.compared_by == by, ThemeRow.removed_at.is_(None))
        .order_by(JudgementRow.id)
    )
    return [Decision(name, judgement, note) for name, judgement, note in rows]


def decide(session: Session, meeting_id: int, decision: Decision, by: ComparedBy = ComparedBy.SPEAKER) -> None:
    """Set a judgement above the machine's suggestion."""
    records.required(session, MeetingRow, meeting_id)
    if decision.theme == UNSORTED_THEME:
        raise InvalidValue("主题", decision.theme, "已归入的主题")
    theme_id = themes.named(session, decision.theme)
    row = _judgement(session, meeting_id, theme_id, by)
    if row is None:
        session.add(
            JudgementRow(
                meeting_id=meeting_id,
                theme_id=theme_id,
                judgement=decision.judgement,
                note=decision.note,
                compared_by=by,
            )
        )
    else:
        row.judgement, row.note = decision.judgement, decision.note
    session.flush()


def withdraw(session: Session, meeting_id: int, theme: str, by: ComparedBy = ComparedBy.SPEAKER) -> None:
    """Take a judgement back: the suggestion shows again."""
    theme_id = themes.in_use(session, theme).id
    row = _judgement(session, meeting_id, theme_id, by)
    if row is not None:
        session.delete(row)
    session.flush()


def summaries(session: Session, meeting_id: int) -> dict[tuple[str, int], str]:
    """Staff wording of what single speakers say, by theme and speech id."""
    found = _summaries(session, meeting_id, ComparedBy.SPEAKER)
    return {(theme, speech_id): text for theme, speech_id, _, text in found if speech_id is not None}


def column_summaries(session: Session, meeting_id: int, by: ComparedBy) -> dict[tuple[str, str], str]:
    """Staff wording of wider columns, by theme and the column's key; that of a meeting's column is its own."""
    if by is ComparedBy.SPEAKER:
        return {}
    is_meeting = by is ComparedBy.MEETING
    found = _summaries(session, meeting_id, by)
    return {(theme, str(meeting_id) if is_meeting else word): text for theme, _, word, text in found}


def set_summary(session: Session, meeting_id: int, theme: str, speech_id: int, text: str | None) -> None:
    """Word what one speaker says; None or blanks take the wording away."""
    records.required(session, SpeechRow, speech_id)
    _set_summary(session, theme, text, _Place(meeting_id, ComparedBy.SPEAKER, speech_id=speech_id))


def set_column_summary(
    session: Session, meeting_id: int, theme: str, by: ComparedBy, column: str, text: str | None
) -> None:
    """Word a cell of any column, named by its key; None or blanks take the wording away."""
    if by is ComparedBy.SPEAKER:
        set_summary(session, meeting_id, theme, int(column), text)
    elif by is ComparedBy.MEETING:
        _set_summary(session, theme, text, _Place(int(column), by))
    else:
        _set_summary(session, theme, text, _Place(meeting_id, by, word=column))


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose cell is worded, in which meeting's table."""

    meeting_id: int
    by: ComparedBy
    speech_id: int | None = None
    word: str = ""


def _summaries(session: Session, meeting_id: int, by: ComparedBy) -> list[tuple[str, int | None, str, str]]:
    rows = session.execute(
        select(ThemeRow.name, CellSummaryRow.speech_id, CellSummaryRow.column_word, CellSummaryRow.text)
        .outerjoin_from(CellSummaryRow, ThemeRow, ThemeRow.id == CellSummaryRow.theme_id)
        .where(CellSummaryRow.meeting_id == meeting_id, CellSummaryRow.compared_by == by)
    )
    return [(name or UNSORTED_THEME, speech_id, word, text) for name, speech_id, word, text in rows]


def _set_summary(session: Session, theme: str, text: str | None, place: _Place) -> None:
    records.required(session, MeetingRow, place.meeting_id)
    theme_id = None if theme == UNSORTED_THEME else themes.named(session, theme)
    row = session.scalar(
        select(CellSummaryRow).where(
            CellSummaryRow.meeting_id == place.meeting_id,
            CellSummaryRow.theme_id.is_not_distinct_from(theme_id),
            CellSummaryRow.speech_id.is_not_distinct_from(place.speech_id),
            CellSummaryRow.compared_by == place.by,
            CellSummaryRow.column_word == place.word,
        )
    )
    if not (text and text.strip()):
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(
            CellSummaryRow(
                meeting_id=place.meeting_id,
                theme_id=theme_id,
                speech_id=place.speech_id,
                text=text,
                compared_by=place.by,
                column_word=place.word,
            )
        )
    else:
        row.text = text
    session.flush()


def stances(session: Session, meeting_id: int) -> dict[tuple[str, int], Stance]:
    """How quotations stand to their rows, by theme and proposal id."""
    rows = session.execute(
        select(ThemeRow.name, StanceRow.proposal_id, StanceRow.stance)
        .join(ThemeRow, ThemeRow.id == StanceRow.theme_id)
        .join(ProposalRow, ProposalRow.id == StanceRow.proposal_id)
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .where(SpeechRow.meeting_id == meeting_id, ThemeRow.removed_at.is_(None))
    )
    return {(name, proposal_id): stance for name, proposal_id, stance in rows}


def set_stance(session: Session, theme: str, proposal_id: int, stance: str | None) -> None:
    """Say how a quotation stands to its row (同向, 补充, 相左); None takes it back."""
    words = [one.value for one in Stance]
    if stance is not None and stance not in words:
        raise InvalidValue("态度", stance, "、".join(words))
    records.required(session, ProposalRow, proposal_id)
    theme_id = themes.in_use(session, theme).id
    row = session.scalar(select(StanceRow).where(StanceRow.theme_id == theme_id, StanceRow.proposal_id == proposal_id))
    if row is not None and stance is None:
        session.delete(row)
    elif row is not None and stance is not None:
        row.stance = Stance(stance)
    elif stance is not None:
        session.add(StanceRow(theme_id=theme_id, proposal_id=proposal_id, stance=Stance(stance)))
    session.flush()


def layout(session: Session, meeting_id: int) -> dict[str, Any]:
    """How the table is laid out, as its page wrote it; empty: nobody has changed it."""
    row = _arranged(session, meeting_id)
    return {} if row is None else dict(row.layout)


def set_layout(session: Session, meeting_id: int, layout: dict[str, Any]) -> None:
    """Keep the layout: order of columns (speech ids) and rows (theme ids), what is hidden or pinned."""
    records.required(session, MeetingRow, meeting_id)
    row = _arranged(session, meeting_id)
    if row is None:
        session.add(ComparisonRow(meeting_id=meeting_id, layout=dict(layout)))
    else:
        row.layout = dict(layout)
    session.flush()


def most_telling_meeting(session: Session) -> int | None:
    """The meeting in which most speakers recommend something under a theme: the one worth comparing first."""
    with_themes = func.count(distinct(case((ProposalThemeRow.theme_id.is_not(None), ProposalRow.speech_id))))
    return session.scalar(
        select(SpeechRow.meeting_id)
        .join(ProposalRow, ProposalRow.speech_id == SpeechRow.id)
        .outerjoin(ProposalThemeRow, ProposalThemeRow.proposal_id == ProposalRow.id)
        .where(records.proposal_is_there())
        .group_by(SpeechRow.meeting_id)
        .order_by(with_themes.desc(), func.count(distinct(ProposalRow.speech_id)).desc(), SpeechRow.meeting_id.desc())
        .limit(1)
    )


def layouts(session: Session, meeting_id: int) -> Layouts:
    """The layout as the domain reads it."""
    return layouts_from(layout(session, meeting_id))


def set_layouts(session: Session, meeting_id: int, arranged: Layouts) -> None:
    """Keep an arrangement of the domain."""
    set_layout(session, meeting_id, plain(arranged))


def _arranged(session: Session, meeting_id: int) -> ComparisonRow | None:
    return session.scalar(select(ComparisonRow).where(ComparisonRow.meeting_id == meeting_id))


def _judgement(session: Session, meeting_id: int, theme_id: int, by: ComparedBy) -> JudgementRow | None:
    return session.scalar(
        select(JudgementRow).where(
            JudgementRow.meeting_id == meeting_id, JudgementRow.theme_id == theme_id, JudgementRow.compared_by == by
        )
    )
