"""This file chooses what the page 对照 begins with, and turns what it shows into a pack."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import ThemeRow
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.store import comparisons, meetings
from briefing_app.ui.context import Context
from briefing_app.workflows import ArrangedComparison

_MEMORY = "compare/meeting"


class Opening:
    """The meeting compared last in this library; else the one in which most speakers have themes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, session: Session) -> tuple[list[Meeting], int]:
        """All meetings, and the id of the one to begin with; 0 where none has recommendations."""
        found = meetings.find(session)
        able = {meeting.id for meeting in found if meeting.proposals}
        last = self._remembered()
        if last in able:
            return found, last
        best = comparisons.most_telling_meeting(session)
        return found, best if best in able else 0

    def remember(self, meeting_id: int) -> None:
        """Begin with this meeting the next time."""
        self._context.preferences.remember(_MEMORY, f"{self._context.library.path}|{meeting_id}")

    def _remembered(self) -> int:
        kept = self._context.preferences.recall(_MEMORY)
        library, _, number = kept.rpartition("|") if isinstance(kept, str) else ("", "", "")
        return int(number) if library == str(self._context.library.path) and number.isdecimal() else 0


def pack_of(view: ArrangedComparison, rows: Sequence[ThemeRow], profile: str, *, summaries: bool = True) -> Pack:
    """A 观点对照表 of these rows, with the columns as they stand, under the same filter, and staff wording if it is shown."""
    by = view.layouts.by
    by_meetings = by is ComparedBy.MEETING
    ids = tuple(int(column.key) for column in view.shown.columns) if by_meetings else (view.meeting.id,)
    options = PackOptions(
        profile=profile,
        summaries=summaries,
        compared_by=by,
        compared_columns=tuple(column.key for column in view.shown.columns),
        compared_themes=tuple(row.key for row in rows),
    )
    return Pack(None, f"{view.meeting.title}观点对照表", PackKind.COMPARISON, ids, options, view.conditions)
