"""This file says what the page 对照 shows of a meeting: everything for the coverage picture, the chosen for the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_app.domain import comparison
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.store import comparisons, meetings, proposals, speeches

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIRST_SHOWN = 4  # speakers side by side until a person chooses
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A meeting compared: `whole` over everybody who recommends something, `shown` over the chosen."""

    meeting: Meeting
    whole: Comparison
    shown: Comparison


def read_comparison(session: Session, meeting_id: int) -> ComparisonView:
    """Read a meeting's recommendations once and lay them out for both pictures."""
    said = proposals.find(session, ProposalFilter(meetings=(meeting_id,)))
    recommending = {proposal.speech_id for proposal in said}
    spoken = [speech for speech in speeches.of_meeting(session, meeting_id) if speech.id in recommending]
    decided = comparisons.decisions(session, meeting_id)
    worded = comparisons.summaries(session, meeting_id)
    whole = comparison.compare(spoken, said, decisions=decided, summaries=worded)
    layout = comparisons.layout(session, meeting_id)
    by_id = {speech.id: speech for speech in spoken}
    chosen = [by_id[key] for key in layout.get("speeches", ()) if key in by_id] or spoken[:FIRST_SHOWN]
    known = {row.theme for row in whole.rows}
    themes = [name for name in layout.get("themes", ()) if name in known] or [row.theme for row in whole.rows]
    shown = comparison.compare(chosen, said, themes=themes, decisions=decided, summaries=worded)
    return ComparisonView(meetings.one(session, meeting_id), whole, shown)
