"""This file turns a ProposalFilter into SQL conditions, one for each kind, and sort keys into an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy import false as sa_false
from sqlalchemy.orm import Session, aliased

from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store import records, search
from briefing_app.store.schema import (
    AffiliationRow,
    AnnotationRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpUnitRow,
    IdentityRow,
    MeetingRow,
    PersonRow,
    ProposalRow,
    ProposalTagRow,
    ProposalThemeRow,
    SpeechRow,
    SpeechVersionRow,
    TagRow,
    ThemeRow,
    UnitAliasRow,
    UnitRow,
)
from briefing_app.store.speeches import spoken_by

if TYPE_CHECKING:
    from typing_extensions import Unpack

# The order of the meeting.
_PLACE = (SpeechRow.meeting_id, SpeechRow.position, SpeechRow.id, ProposalRow.position, ProposalRow.id)
_FIRST_THEME = (
    select(func.min(ThemeRow.pinyin))
    .join(ProposalThemeRow, ProposalThemeRow.theme_id == ThemeRow.id)
    .where(ProposalThemeRow.proposal_id == ProposalRow.id)
    .scalar_subquery()
)
_KEYS: dict[str, ColumnElement[Any]] = {
    "speaker": func.coalesce(PersonRow.pinyin, SpeechRow.label),
    "theme": _FIRST_THEME,
    "status": case({status.value: number for number, status in enumerate(ProposalStatus)}, value=ProposalRow.status),
    "important": ProposalRow.important.expression,
    "date": MeetingRow.date.expression,
    "text": ProposalRow.text.expression,
}
SORTS = ("order", *_KEYS)


def conditions(wanted: ProposalFilter) -> dict[str, ColumnElement[bool]]:
    """The SQL of each condition that is set, by the name of its field; `there` leaves out the 回收站."""
    found: dict[str, ColumnElement[bool]] = {"there": records.proposal_is_there()}
    found |= _of_speeches(wanted)
    found |= _of_the_record(wanted)
    found |= _of_links(wanted)
    if wanted.text.strip():
        found["text"] = search.contains_all("proposal", ProposalRow.id, wanted.text)
    nested = wanted.nested.pruned() if wanted.nested is not None else None
    if nested is not None:
        found["nested"] = _joined(nested)
    return found


def matching(wanted: ProposalFilter) -> Select[int]:
    """The ids of the recommendations that a filter lets through."""
    return select(ProposalRow.id).where(*clauses(wanted))


def clauses(wanted: ProposalFilter, *, without: str = "") -> list[ColumnElement[bool]]:
    """The conditions that are set, optionally without one of them."""
    return [clause for name, clause in conditions(wanted).items() if name != without]


def ordered(query: Select[Unpack[tuple[int]]], sort: str, *, descending: bool) -> Select[Unpack[tuple[int]]]:
    """The query of ids, sorted; equals stand in the order of the meeting."""
    if sort not in SORTS:
        message = f"no such order: {sort}"
        raise ValueError(message)
    query = query.join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
    place = [column.expression for column in _PLACE]
    if sort == "order":
        return query.order_by(*(column.desc() if descending else column for column in place))
    if sort == "speaker":
        query = query.outerjoin(PersonRow, PersonRow.id == SpeechRow.person_id)
    elif sort == "date":
        query = query.join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
    key = _KEYS[sort]
    # What has no value (no date, no theme) stands at the end, in both directions.
    return query.order_by(key.desc().nulls_last() if descending else key.asc().nulls_last(), *place)


def with_descendants(names: tuple[str, ...]) -> Select[int]:
    """The ids of themes with these names, and of all below them."""
    tree = select(ThemeRow.id).where(ThemeRow.name.in_(names), ThemeRow.removed_at.is_(None)).cte(recursive=True)
    tree = tree.union(
        select(ThemeRow.id).join(tree, ThemeRow.parent_id == tree.c.id).where(ThemeRow.removed_at.is_(None))
    )
    return select(tree.c.id)


def themes_meant(session: Session, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the themes that a condition on these lets through: each of them, then what stands below."""
    below = select(ThemeRow.name).where(ThemeRow.id.in_(with_descendants(names))).order_by(ThemeRow.pinyin, ThemeRow.id)
    return tuple(dict.fromkeys((*names, *session.scalars(below)))) if names else ()


def units_named(names: tuple[str, ...]) -> Select[int]:
    """The ids of units with these names or aliases."""
    aliases = select(UnitAliasRow.unit_id).where(UnitAliasRow.name.in_(names))
    return select(UnitRow.id).where(or_(UnitRow.name.in_(names), UnitRow.id.in_(aliases)))


def followed_up_by(names: tuple[str, ...]) -> ColumnElement[bool]:
    """Of an item of follow-up: one of these units leads it or takes part."""
    joint = select(FollowUpUnitRow.followup_id).where(FollowUpUnitRow.unit_id.in_(units_named(names)))
    return or_(FollowUpRow.lead_id.in_(units_named(names)), FollowUpRow.id.in_(joint))


def has_note() -> ColumnElement[bool]:
    """Of a recommendation: an annotation lies on some of its words."""
    return exists().where(
        AnnotationRow.speech_id == ProposalRow.speech_id,
        AnnotationRow.removed_at.is_(None),
        AnnotationRow.start < ProposalRow.end,
        AnnotationRow.end > ProposalRow.start,
    )


def has_followup() -> ColumnElement[bool]:
    return ProposalRow.id.in_(_followed_up())


def is_misplaced() -> ColumnElement[bool]:
    """Of a recommendation: the words under its span are others now. Only texts that were changed are looked at."""
    said = aliased(SpeechRow)
    under = func.substr(said.text, ProposalRow.start + 1, ProposalRow.end - ProposalRow.start)
    other = exists().where(said.id == ProposalRow.speech_id, under != ProposalRow.text)
    return and_(ProposalRow.speech_id.in_(select(SpeechRow.id).where(text_was_changed())), other)


def text_was_changed() -> ColumnElement[bool]:
    """Of a speech: it was corrected, or another version of it was chosen."""
    return or_(SpeechRow.original.is_not(None), SpeechRow.id.in_(select(SpeechVersionRow.speech_id)))


def _joined(group: FilterGroup) -> ColumnElement[bool]:
    """All or any of the parts of a group, turned round where it says so."""
    parts = [
        _joined(part)
        if isinstance(part, FilterGroup)
        else and_(*(clause for name, clause in conditions(part).items() if name != "there"))
        for part in group.parts
    ]
    joined = or_(*parts) if group.any_of else and_(*parts)
    return func.coalesce(joined, sa_false()).is_(sa_false()) if group.negated else joined


def _of_speeches(wanted: ProposalFilter) -> dict[str, ColumnElement[bool]]:
    """Conditions that a speech decides for all of its recommendations."""
    found: dict[str, ColumnElement[bool]] = {}
    if wanted.meetings:
        found["meetings"] = _in_speeches(SpeechRow.meeting_id.in_(wanted.meetings))
    if wanted.speakers:
        found["speakers"] = ProposalRow.speech_id.in_(spoken_by(wanted.speakers))
    if wanted.organisations:
        parts = (func.instr(AffiliationRow.organisation, part) > 0 for part in wanted.organisations)
        found["organisations"] = ProposalRow.speech_id.in_(select(AffiliationRow.speech_id).where(or_(*parts)))
    if wanted.identities:
        having = select(IdentityRow.speech_id).where(IdentityRow.name.in_(wanted.identities))
        found["identities"] = ProposalRow.speech_id.in_(having)
    if wanted.since is not None or wanted.until is not None:
        bounds = [MeetingRow.date >= wanted.since] if wanted.since is not None else []
        bounds += [MeetingRow.date <= wanted.until] if wanted.until is not None else []
        found["date"] = _in_speeches(SpeechRow.meeting_id.in_(select(MeetingRow.id).where(and_(*bounds))))
    return found


def _of_the_record(wanted: ProposalFilter) -> dict[str, ColumnElement[bool]]:
    """Conditions on the recommendation's own row."""
    found: dict[str, ColumnElement[bool]] = {}
    if wanted.statuses:
        found["statuses"] = ProposalRow.status.in_(wanted.statuses)
    if wanted.destinations:
        found["destinations"] = ProposalRow.destination.in_(wanted.destinations)
    if wanted.important is not None:
        found["important"] = ProposalRow.important.is_(wanted.important)
    if wanted.has_notes is not None:
        found["has_notes"] = has_note() if wanted.has_notes else ~has_note()
    if wanted.misplaced is not None:
        found["misplaced"] = is_misplaced() if wanted.misplaced else ~is_misplaced()
    return found


def _of_links(wanted: ProposalFilter) -> dict[str, ColumnElement[bool]]:
    """Conditions on what a recommendation is linked with."""
    found: dict[str, ColumnElement[bool]] = {}
    if wanted.themes:
        below = ProposalThemeRow.theme_id.in_(with_descendants(wanted.themes))
        found["themes"] = ProposalRow.id.in_(select(ProposalThemeRow.proposal_id).where(below))
    if wanted.tags:
        tagged = select(ProposalTagRow.proposal_id).join(TagRow, TagRow.id == ProposalTagRow.tag_id)
        found["tags"] = ProposalRow.id.in_(tagged.where(TagRow.name.in_(wanted.tags)))
    if wanted.units:
        found["units"] = ProposalRow.id.in_(_followed_up().where(followed_up_by(wanted.units)))
    if wanted.has_followups is not None:
        found["has_followups"] = has_followup() if wanted.has_followups else ~has_followup()
    return found


def _in_speeches(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return ProposalRow.speech_id.in_(select(SpeechRow.id).where(condition))


def _followed_up() -> Select[int]:
    return (
        select(FollowUpProposalRow.proposal_id)
        .join(FollowUpRow, FollowUpRow.id == FollowUpProposalRow.followup_id)
        .where(FollowUpRow.removed_at.is_(None))
    )
