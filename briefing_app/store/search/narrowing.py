"""This file turns field words (发言人: …) and the sound of names into SQL conditions on records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from briefing_app.store.schema import (
    AffiliationRow,
    AnnotationRow,
    CoSpeakerRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpTagRow,
    FollowUpUnitRow,
    MeetingRow,
    MeetingTagRow,
    PersonAliasRow,
    PersonRow,
    ProposalRow,
    ProposalTagRow,
    ProposalThemeRow,
    SpeechRow,
    SpeechTagRow,
    TagRow,
    ThemeRow,
    UnitRow,
)
from briefing_app.store.search.conditions import DOCUMENT, in_range
from briefing_app.store.search.documents import first_id
from briefing_app.store.search.folding import fold

# The ids that a field word lets through, by kind.
Narrowing = dict[str, Select[Any]]


def narrowed(kind: str, fields: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]] | None:
    """What field words ask of the documents of a kind; None: they can never fit."""
    conditions: list[ColumnElement[bool]] = []
    for field, value in fields:
        wanted = _FIELDS[field](value).get(kind)
        if wanted is None:
            return None
        conditions.append((DOCUMENT.id - first_id(kind)).in_(wanted))
    return conditions


def known_by_sound(typed: str) -> ColumnElement[bool]:
    """Of a person: the pinyin of the name, or its initials, begin with what was typed (wyn, wangyao → 王耀南)."""
    letters = typed.replace("'", "").replace(" ", "")
    if not (letters.isascii() and letters.isalpha()):
        return sa.false()
    return or_(
        func.replace(PersonRow.pinyin, " ", "").startswith(letters, autoescape=True),
        PersonRow.initials.startswith(letters, autoescape=True),
    )


def _speaker(value: str) -> Narrowing:
    aliases = select(PersonAliasRow.person_id).where(_has(PersonAliasRow.name, value))
    called = or_(_has(PersonRow.name, value), PersonRow.id.in_(aliases), known_by_sound(fold(value)))
    people = select(PersonRow.id).where(called)
    jointly = select(CoSpeakerRow.speech_id).where(
        or_(_has(CoSpeakerRow.name, value), CoSpeakerRow.person_id.in_(people))
    )
    spoken = select(SpeechRow.id).where(
        or_(
            _has(SpeechRow.speaker, value),
            _has(SpeechRow.label, value),
            SpeechRow.person_id.in_(people),
            SpeechRow.id.in_(jointly),
        )
    )
    return {"person": people, **_from_speeches(spoken)}


def _organisation(value: str) -> Narrowing:
    """A speaker's organisation, and for items of follow-up the units that handle them."""
    posts = select(AffiliationRow.speech_id).where(_has(AffiliationRow.organisation, value))
    units = select(UnitRow.id).where(_has(UnitRow.name, value))
    joint = select(FollowUpUnitRow.followup_id).where(FollowUpUnitRow.unit_id.in_(units))
    handled = select(FollowUpRow.id).where(or_(FollowUpRow.lead_id.in_(units), FollowUpRow.id.in_(joint)))
    return {**_from_speeches(posts), "followup": handled}


def _meeting(value: str) -> Narrowing:
    words = aliased(DOCUMENT)
    named = select(words.id - first_id("meeting")).where(
        in_range(words.id.expression, "meeting"), func.instr(words.folded, fold(value)) > 0
    )
    spoken = select(SpeechRow.id).where(SpeechRow.meeting_id.in_(named))
    sources = select(MeetingRow.id).where(MeetingRow.id.in_(named))
    return {"meeting": sources, **_from_speeches(spoken)}


def _theme(value: str) -> Narrowing:
    tree = select(ThemeRow.id).where(_has(ThemeRow.name, value), ThemeRow.removed_at.is_(None)).cte(recursive=True)
    tree = tree.union(select(ThemeRow.id).join(tree, ThemeRow.parent_id == tree.c.id))
    return _from_proposals(select(ProposalThemeRow.proposal_id).where(ProposalThemeRow.theme_id.in_(select(tree.c.id))))


def _status(value: str) -> Narrowing:
    return {
        "proposal": select(ProposalRow.id).where(sa.type_coerce(ProposalRow.status, sa.Text) == value),
        "followup": select(FollowUpRow.id).where(sa.type_coerce(FollowUpRow.status, sa.Text) == value),
    }


def _tag(value: str) -> Narrowing:
    tags = select(TagRow.id).where(_has(TagRow.name, value))
    return {
        "meeting": select(MeetingTagRow.meeting_id).where(MeetingTagRow.tag_id.in_(tags)),
        "speech": select(SpeechTagRow.speech_id).where(SpeechTagRow.tag_id.in_(tags)),
        "proposal": select(ProposalTagRow.proposal_id).where(ProposalTagRow.tag_id.in_(tags)),
        "followup": select(FollowUpTagRow.followup_id).where(FollowUpTagRow.tag_id.in_(tags)),
    }


def _from_speeches(speeches: Select[Any]) -> Narrowing:
    return {
        "speech": speeches,
        "annotation": select(AnnotationRow.id).where(AnnotationRow.speech_id.in_(speeches)),
        **_from_proposals(select(ProposalRow.id).where(ProposalRow.speech_id.in_(speeches))),
    }


def _from_proposals(proposals: Select[Any]) -> Narrowing:
    followed = select(FollowUpProposalRow.followup_id).where(FollowUpProposalRow.proposal_id.in_(proposals))
    return {"proposal": proposals, "followup": followed}


def _has(column: InstrumentedAttribute[Any], value: str) -> ColumnElement[bool]:
    return func.instr(column, value) > 0


_FIELDS = {
    "发言人": _speaker,
    "单位": _organisation,
    "会议": _meeting,
    "主题": _theme,
    "状态": _status,
    "标签": _tag,
}
