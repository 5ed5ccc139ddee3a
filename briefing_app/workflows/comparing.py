"""This file lays a meeting's speakers, or whole meetings, side by side, as a person has arranged them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from briefing_app.domain import comparison
from briefing_app.domain.compared import Column, ComparedBy, columns_of
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.filters import EVERYTHING, ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.domain.table_layout import MOST_SHOWN, Layouts
from briefing_app.errors import NotFound
from briefing_app.store import comparisons, filtering, meetings, proposals, speeches


@dataclass(frozen=True, slots=True)
class ArrangedComparison:
    """A meeting compared: `whole` over everybody who recommends something, `shown` as a person arranged it.

    Both hold only what `conditions` let through, as the list and a pack would.
    """

    meeting: Meeting
    layouts: Layouts
    whole: Comparison
    shown: Comparison
    conditions: ProposalFilter = EVERYTHING


def compare_meeting(
    session: Session,
    meeting_id: int,
    *,
    speakers: Sequence[str] = (),
    themes: Sequence[str] = (),
    by: ComparedBy = ComparedBy.SPEAKER,
    conditions: ProposalFilter = EVERYTHING,
) -> Comparison:
    """A meeting's recommendations by theme and speaker, with what people decided.

    Without `speakers`, everybody who recommends something comes; a name that did not speak raises NotFound. With
    meetings as columns, the others that recommend something stand beside this one, the newest first. `conditions`
    let through what is compared; those on themes say which rows there are, unless `themes` do.
    """
    spoken, said, titles = _material(session, meeting_id, by, conditions)
    recommending = {proposal.speech_id for proposal in said}
    chosen = _by_name(spoken, speakers) if speakers else [speech for speech in spoken if speech.id in recommending]
    columns = columns_of(chosen, by, meetings=titles)
    if by is ComparedBy.MEETING:
        columns = columns[:MOST_SHOWN]
    decided = _decided(session, meeting_id, by, list(titles))
    if themes:
        return comparison.compare_columns(columns, said, themes=themes, decided=decided)
    return compare_filtered(session, columns, said, conditions, decided)


def compare_filtered(
    session: Session,
    columns: Sequence[Column],
    said: Sequence[Proposal],
    conditions: ProposalFilter,
    decided: comparison.Decided,
) -> Comparison:
    """Compare what a filter let through: conditions on themes leave the rows of these themes and of those below."""
    compared = comparison.compare_columns(columns, said, decided=decided)
    meant = filtering.themes_meant(session, conditions.themes)
    return Comparison(compared.columns, tuple(row for row in compared.rows if not meant or row.theme in meant))


def arranged_comparison(
    session: Session, meeting_id: int, conditions: ProposalFilter = EVERYTHING
) -> ArrangedComparison:
    """A meeting's comparison with the columns and rows that a person chose, moved, hid and pinned."""
    layouts = comparisons.layouts(session, meeting_id)
    by, layout = layouts.by, layouts.current
    spoken, said, titles = _material(session, meeting_id, by, conditions)
    recommending = {proposal.speech_id for proposal in said}
    columns = columns_of([speech for speech in spoken if speech.id in recommending], by, meetings=titles)
    decided = _decided(session, meeting_id, by, list(titles))
    whole = compare_filtered(session, columns, said, conditions, decided)
    by_key: dict[str, Column] = {column.key: column for column in columns}
    chosen = [by_key[key] for key in layout.arranged_columns(list(by_key))]
    names = {row.key: row.theme for row in whole.rows}
    rows = [names[key] for key in layout.arranged_rows(list(names))]
    # All themes may be hidden, which is not the same as none being asked for.
    shown = (
        comparison.compare_columns(chosen, said, themes=rows, decided=decided)
        if rows
        else Comparison(tuple(chosen), ())
    )
    return ArrangedComparison(meetings.one(session, meeting_id), layouts, whole, shown, conditions)


def _material(
    session: Session, meeting_id: int, by: ComparedBy, conditions: ProposalFilter
) -> tuple[list[Speech], list[Proposal], dict[int, str]]:
    """Speeches, recommendations and titles of the meetings compared: this one, or with meetings as columns all.

    Speeches count only those of their recommendations that the conditions let through.
    """
    compared = [meetings.one(session, meeting_id)]
    if by is ComparedBy.MEETING:
        compared += [other for other in meetings.find(session) if other.proposals and other.id != meeting_id]
    ids = tuple(meeting.id for meeting in compared)
    spoken = [speech for key in ids for speech in speeches.of_meeting(session, key)]
    said = proposals.find(session, conditions.within(ids))
    if not conditions.is_empty():
        counts = Counter(proposal.speech_id for proposal in said)
        spoken = [replace(speech, proposals=counts[speech.id]) for speech in spoken]
    return spoken, said, {meeting.id: meeting.title for meeting in compared}


def _decided(session: Session, meeting_id: int, by: ComparedBy, ids: Sequence[int]) -> comparison.Decided:
    """Judgements belong to the table that they were made in; staff wording and stances to what was said."""
    there = comparison.all_decided(comparisons.decided(session, key, by) for key in ids)
    return replace(there, decisions=tuple(comparisons.decisions(session, meeting_id, by)))


def _by_name(spoken: Sequence[Speech], names: Sequence[str]) -> list[Speech]:
    """Speeches in the order of the names; a person's several turns stay together."""
    chosen: list[Speech] = []
    for name in names:
        found = [speech for speech in spoken if name in {speech.speaker, speech.label, *speech.co_speakers}]
        if not found:
            raise NotFound("发言人", name)
        chosen += [speech for speech in found if speech not in chosen]
    return chosen
