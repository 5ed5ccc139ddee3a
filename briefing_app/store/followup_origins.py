"""This file tells where items of follow-up come from: the themes and speakers of what they answer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.statistics import Origin
from briefing_app.store import records
from briefing_app.store.schema import FollowUpProposalRow, ProposalRow, ProposalThemeRow, SpeechRow, ThemeRow


def origins(session: Session, followup_ids: Sequence[int]) -> dict[int, Origin]:
    """Of each item the themes and speakers of its recommendations, in their order, each once."""
    themes: dict[int, dict[str, None]] = defaultdict(dict)
    speakers: dict[int, dict[str, None]] = defaultdict(dict)
    for chunk in records.chunks(followup_ids):
        for followup_id, name in session.execute(_themes(chunk)):
            themes[followup_id][name] = None
        for followup_id, speaker in session.execute(_speakers(chunk)):
            speakers[followup_id][speaker or "未署名"] = None
    return {key: Origin(tuple(themes[key]), tuple(speakers[key])) for key in followup_ids}


def _themes(ids: Sequence[int]) -> Select[int, str]:
    return (
        select(FollowUpProposalRow.followup_id, ThemeRow.name)
        .join(ProposalRow, ProposalRow.id == FollowUpProposalRow.proposal_id)
        .join(ProposalThemeRow, ProposalThemeRow.proposal_id == ProposalRow.id)
        .join(ThemeRow, ThemeRow.id == ProposalThemeRow.theme_id)
        .where(FollowUpProposalRow.followup_id.in_(ids), records.proposal_is_there(), ThemeRow.removed_at.is_(None))
        .order_by(FollowUpProposalRow.followup_id, FollowUpProposalRow.position, ProposalThemeRow.position)
    )


def _speakers(ids: Sequence[int]) -> Select[int, str | None]:
    return (
        select(FollowUpProposalRow.followup_id, func.coalesce(SpeechRow.speaker, SpeechRow.label))
        .join(ProposalRow, ProposalRow.id == FollowUpProposalRow.proposal_id)
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .where(FollowUpProposalRow.followup_id.in_(ids), records.proposal_is_there())
        .order_by(FollowUpProposalRow.followup_id, FollowUpProposalRow.position)
    )
