"""This file keeps themes: found by name, linked to recommendations, renamed, merged and put below one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session, aliased

from briefing_app.domain.themes import Theme
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import records
from briefing_app.store.pinyin import read_words
from briefing_app.store.schema import (
    CellSummaryRow,
    JudgementRow,
    ProposalRow,
    ProposalThemeRow,
    SpeechRow,
    StanceRow,
    ThemeRow,
)

# What people decide about a theme in comparisons, and what besides the theme tells two decisions apart.
_DECISIONS: tuple[tuple[type[JudgementRow | CellSummaryRow | StanceRow], tuple[str, ...]], ...] = (
    (JudgementRow, ("meeting_id", "compared_by")),
    (CellSummaryRow, ("meeting_id", "speech_id", "compared_by", "column_word")),
    (StanceRow, ("proposal_id",)),
)


def find(session: Session) -> list[Theme]:
    """All themes in the order of pinyin, with how many speeches and recommendations they hold."""
    counts = (
        select(
            ProposalThemeRow.theme_id,
            func.count(distinct(ProposalRow.speech_id)).label("speakers"),
            func.count().label("proposals"),
        )
        .join(ProposalRow, ProposalRow.id == ProposalThemeRow.proposal_id)
        .where(records.proposal_is_there())
        .group_by(ProposalThemeRow.theme_id)
        .subquery()
    )
    parent = aliased(ThemeRow)
    rows = session.execute(
        select(ThemeRow, parent.name, counts.c.speakers, counts.c.proposals)
        .outerjoin(parent, parent.id == ThemeRow.parent_id)
        .outerjoin(counts, counts.c.theme_id == ThemeRow.id)
        .where(ThemeRow.removed_at.is_(None))
        .order_by(ThemeRow.pinyin, ThemeRow.id)
    )
    return [
        Theme(row.id, row.name, row.parent_id, parent_name, speakers or 0, proposals or 0)
        for row, parent_name, speakers, proposals in rows
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A theme that the machine put on a recommendation, and that waits for a person."""

    theme_id: int
    theme: str
    proposal_id: int
    text: str
    speaker: str
    confidence: float | None
    reason: str


def waiting(session: Session, theme_id: int | None = None, *, limit: int = 2_000) -> list[Waiting]:
    """What is not confirmed, of a theme or of all; the surest first."""
    query = (
        select(ProposalThemeRow, ThemeRow.name, ProposalRow.text, SpeechRow.speaker, SpeechRow.label)
        .join(ThemeRow, ThemeRow.id == ProposalThemeRow.theme_id)
        .join(ProposalRow, ProposalRow.id == ProposalThemeRow.proposal_id)
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .where(ProposalThemeRow.confirmed.is_(False), ThemeRow.removed_at.is_(None), records.proposal_is_there())
        .order_by(ThemeRow.pinyin, ProposalThemeRow.confidence.desc().nulls_last(), ProposalRow.id)
        .limit(limit)
    )
    if theme_id is not None:
        query = query.where(ProposalThemeRow.theme_id == theme_id)
    return [
        Waiting(row.theme_id, name, row.proposal_id, text, speaker or label or "未具名", row.confidence, row.reason)
        for row, name, text, speaker, label in session.execute(query)
    ]


def named(session: Session, name: str) -> int:
    """The theme of this name, taken out of the 回收站 or made new if need be."""
    wanted = _required_name(name)
    row = session.scalar(
        select(ThemeRow).where(ThemeRow.name == wanted).order_by(ThemeRow.removed_at.is_not(None), ThemeRow.id.desc())
    )
    if row is None:
        row = ThemeRow(name=wanted, pinyin=read_words(wanted))
        session.add(row)
    row.removed_at = None
    session.flush()
    return row.id


def link(
    session: Session,
    proposal_ids: Iterable[int],
    name: str,
    *,
    confirmed: bool,
    confidence: float | None = None,
    reason: str = "",
) -> None:
    """Put a theme on recommendations, as a suggestion or as a decision; a decision is never turned back into one."""
    theme_id = named(session, name)
    wanted = [proposal.id for proposal in records.all_required(session, ProposalRow, proposal_ids)]
    present, positions = _links(session, theme_id, wanted), _last_positions(session, wanted)
    for proposal_id in wanted:
        if proposal_id in present:
            present[proposal_id].confirmed = present[proposal_id].confirmed or confirmed
            continue
        session.add(
            ProposalThemeRow(
                proposal_id=proposal_id,
                theme_id=theme_id,
                position=positions.get(proposal_id, 0) + 1,
                confirmed=confirmed,
                confidence=confidence,
                reason=reason,
            )
        )
    session.flush()


def unlink(session: Session, proposal_ids: Iterable[int], name: str) -> None:
    """Take a theme off recommendations."""
    for link in _links(session, in_use(session, name).id, proposal_ids).values():
        session.delete(link)
    session.flush()


def confirm(session: Session, proposal_ids: Iterable[int], name: str) -> None:
    """Turn suggestions into decisions."""
    for link in _links(session, in_use(session, name).id, proposal_ids).values():
        link.confirmed = True
    session.flush()


def rename(session: Session, theme_id: int, name: str) -> None:
    """Give a theme another name, wherever it is used; raises InvalidValue if it is taken."""
    row = records.required(session, ThemeRow, theme_id)
    wanted = _required_name(name)
    taken = session.scalar(select(ThemeRow.id).where(ThemeRow.name == wanted, ThemeRow.removed_at.is_(None)))
    if taken not in (None, theme_id):
        raise InvalidValue("主题", name, "还没有使用的名称；两个主题可以合并")
    row.name, row.pinyin = wanted, read_words(wanted)
    session.flush()


def merge(session: Session, theme_id: int, into: int) -> None:
    """Let one theme take over what another holds; the other goes into the 回收站, empty."""
    gone = records.required(session, ThemeRow, theme_id)
    records.required(session, ThemeRow, into)
    if theme_id == into:
        return
    _move_links(session, theme_id, into)
    for child in session.scalars(select(ThemeRow).where(ThemeRow.parent_id == theme_id)):
        child.parent_id = None if child.id == into else into
    _move_decisions(session, theme_id, into)
    records.remove([gone])
    session.flush()


def set_parent(session: Session, theme_id: int, parent_id: int | None) -> None:
    """Put a theme below another, or at the top; raises InvalidValue for a circle."""
    row = records.required(session, ThemeRow, theme_id)
    above = parent_id
    while above is not None:
        if above == theme_id:
            raise InvalidValue("上级主题", row.name, "不是它自己，也不在它之下")
        above = records.required(session, ThemeRow, above).parent_id
    row.parent_id = parent_id
    session.flush()


def remove(session: Session, theme_id: int) -> None:
    """Into the 回收站; its links stay, and come back with it."""
    records.remove([records.required(session, ThemeRow, theme_id)])
    session.flush()


def restore(session: Session, theme_id: int) -> None:
    """Back from the 回收站; raises InvalidValue if the name is in use again."""
    row = records.required(session, ThemeRow, theme_id)
    taken = session.scalar(select(ThemeRow.id).where(ThemeRow.name == row.name, ThemeRow.removed_at.is_(None)))
    if taken not in (None, theme_id):
        raise InvalidValue("主题", row.name, "还没有使用的名称；两个主题可以合并")
    records.restore([row])
    session.flush()


def _required_name(name: str) -> str:
    if not name.strip():
        raise InvalidValue("主题", name, "至少一个字")
    return name.strip()


def in_use(session: Session, name: str) -> ThemeRow:
    row = session.scalar(select(ThemeRow).where(ThemeRow.name == name.strip(), ThemeRow.removed_at.is_(None)))
    if row is None:
        raise NotFound("主题", name)
    return row


def _links(session: Session, theme_id: int, proposal_ids: Iterable[int]) -> dict[int, ProposalThemeRow]:
    """What ties a theme to these recommendations, under their ids."""
    tied = select(ProposalThemeRow).where(ProposalThemeRow.theme_id == theme_id)
    return records.by_record(session, tied, ProposalThemeRow.proposal_id, proposal_ids)


def _last_positions(session: Session, proposal_ids: Sequence[int]) -> dict[int, int]:
    """Where the last theme of each recommendation stands; those without one are not in it."""
    link = ProposalThemeRow
    last: dict[int, int] = {}
    for chunk in records.chunks(proposal_ids):
        query = select(link.proposal_id, func.max(link.position)).where(link.proposal_id.in_(chunk))
        last.update((proposal_id, place) for proposal_id, place in session.execute(query.group_by(link.proposal_id)))
    return last


def _move_links(session: Session, theme_id: int, into: int) -> None:
    for old in session.scalars(select(ProposalThemeRow).where(ProposalThemeRow.theme_id == theme_id)).all():
        present = session.get(ProposalThemeRow, (old.proposal_id, into))
        if present is not None:
            present.confirmed = present.confirmed or old.confirmed
        else:
            session.add(
                ProposalThemeRow(
                    proposal_id=old.proposal_id,
                    theme_id=into,
                    position=old.position,
                    confirmed=old.confirmed,
                    confidence=old.confidence,
                    reason=old.reason,
                )
            )
        session.delete(old)
    session.flush()


def _move_decisions(session: Session, theme_id: int, into: int) -> None:
    """Take over what people decided in comparisons, except where they decided about both: the one taken over stays."""
    for table, subject in _DECISIONS:
        rows: list[Any] = list(session.scalars(select(table).where(table.theme_id.in_((theme_id, into)))))
        decided = {tuple(getattr(row, name) for name in subject) for row in rows if row.theme_id == into}
        for row in rows:
            if row.theme_id == theme_id and tuple(getattr(row, name) for name in subject) not in decided:
                row.theme_id = into
    session.flush()
