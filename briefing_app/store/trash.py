"""This file shows what lies in the 回收站, and takes it out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from briefing_app.errors import NotFound
from briefing_app.store import annotations as marks  # `annotations` is taken by the first line
from briefing_app.store import followups, meetings, packs, proposals, records, speeches, themes
from briefing_app.store.schema import AnnotationRow, FollowUpRow, MeetingRow, PackRow, ProposalRow, SpeechRow, ThemeRow

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Removed:
    """A record in the 回收站; `kind` is the identifier of its table."""

    kind: str
    id: int
    title: str
    removed_at: datetime


def removed(session: Session) -> list[Removed]:
    """Everything that was removed, the latest first; what went with a meeting or speech comes back with it."""
    found = union_all(
        _of(MeetingRow, func.coalesce(MeetingRow.name, MeetingRow.session, MeetingRow.topic, "未命名会议")),
        _of(SpeechRow, func.coalesce(SpeechRow.title, SpeechRow.speaker, SpeechRow.label, "")),
        _of(ProposalRow, ProposalRow.text),
        _of(AnnotationRow, func.coalesce(func.nullif(AnnotationRow.note, ""), AnnotationRow.quote)),
        _of(FollowUpRow, FollowUpRow.title),
        _of(ThemeRow, ThemeRow.name),
        _of(PackRow, PackRow.name),
    ).subquery()
    rows = session.execute(select(found).order_by(found.c.removed_at.desc(), found.c.kind, found.c.id.desc()))
    return [Removed(row.kind, row.id, row.title, row.removed_at) for row in rows]


def restore(session: Session, kind: str, record_id: int) -> None:
    """Take a record out again, under the same id and with everything attached."""
    if kind not in _RESTORE:
        raise NotFound(records.TERMS.get(kind, kind), record_id)
    _RESTORE[kind](session, record_id)


def _of(table: Any, title: Any) -> Select[Any]:
    return select(
        literal(table.__tablename__).label("kind"),
        table.id.label("id"),
        func.substr(title, 1, _TITLE_LENGTH).label("title"),
        table.removed_at.label("removed_at"),
    ).where(table.removed_at.is_not(None))


def _restore_proposal(session: Session, proposal_id: int) -> None:
    proposals.restore(session, [proposal_id])


_RESTORE: dict[str, Callable[[Session, int], None]] = {
    "meeting": meetings.restore,
    "speech": speeches.restore,
    "proposal": _restore_proposal,
    "annotation": marks.restore,
    "followup": followups.restore,
    "theme": themes.restore,
    "pack": packs.restore,
}
