"""This file gathers the rows of a pack from the library: what its filter lets through, in the order of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from briefing_app.domain import comparison
from briefing_app.domain.compared import Column, columns_of
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.proposals import Proposal, ProposalStatus
from briefing_app.domain.speeches import Speech
from briefing_app.export.builder import Earlier, PackRows
from briefing_app.store import annotations as marks
from briefing_app.store import comparisons, followups, meetings, proposals, sources, speeches
from briefing_app.workflows.comparing import compare_filtered
from briefing_app.workflows.people import doubts_about


def rows_for(session: Session, pack: Pack) -> PackRows:
    """Everything that the pack's kind may print."""
    said = proposals.find(session, _filter(pack))
    spoken = _speeches(session, pack, said)
    inside = {speech.id for speech in spoken}
    used = {proposal.id for proposal in said}
    source_ids = {speech.source_id for speech in spoken if speech.source_id is not None}
    return PackRows(
        meetings=tuple(meetings.one(session, meeting_id) for meeting_id in pack.meeting_ids),
        speeches=tuple(spoken),
        proposals=tuple(said),
        sources=tuple(source for source in sources.find(session) if source.id in source_ids),
        annotations=tuple(
            note
            for meeting_id in pack.meeting_ids
            for note in marks.find(session, meeting_id=meeting_id)
            if note.speech_id in inside
        ),
        followups=tuple(item for item in followups.find(session) if not used.isdisjoint(item.proposal_ids)),
        comparison=_comparison(session, pack, spoken, said),
        earlier=_earlier(session, spoken) if pack.kind is PackKind.SPEAKER else (),
        source_texts={source_id: sources.text(session, source_id) for source_id in source_ids},
        title_doubts=doubts_about(session, spoken),
    )


def _filter(pack: Pack) -> ProposalFilter:
    return replace(pack.filter, meetings=pack.meeting_ids)


def _speeches(session: Session, pack: Pack, said: Sequence[Proposal]) -> list[Speech]:
    """All speeches of the meetings, or those that the filter speaks of.

    A filter on people chooses speeches by themselves, so that one without recommendations stays; any other
    condition is about recommendations, and chooses the speeches that hold one.
    """
    spoken = [speech for meeting_id in pack.meeting_ids for speech in speeches.of_meeting(session, meeting_id)]
    chosen = replace(pack.filter, meetings=(), since=None, until=None)
    about_people = ProposalFilter(
        speakers=chosen.speakers, organisations=chosen.organisations, identities=chosen.identities
    )
    if chosen == about_people:
        return [speech for speech in spoken if _is_about(speech, about_people)]
    holding = {proposal.speech_id for proposal in said}
    return [speech for speech in spoken if speech.id in holding]


def _is_about(speech: Speech, people: ProposalFilter) -> bool:
    named = {speech.speaker, speech.label, *speech.co_speakers}
    organisations = [affiliation.organisation or "" for affiliation in speech.affiliations]
    return (
        (not people.speakers or not named.isdisjoint(people.speakers))
        and (not people.identities or not set(speech.identities).isdisjoint(people.identities))
        and (not people.organisations or any(part in own for part in people.organisations for own in organisations))
    )


def _comparison(session: Session, pack: Pack, spoken: Sequence[Speech], said: Sequence[Proposal]) -> Comparison | None:
    if pack.kind is not PackKind.COMPARISON and not pack.options.comparison:
        return None
    stay = [proposal for proposal in said if proposal.id not in pack.left_out]
    recommending = {proposal.speech_id for proposal in stay}
    options = pack.options
    titles = {meeting_id: meetings.one(session, meeting_id).title for meeting_id in pack.meeting_ids}
    there = columns_of([speech for speech in spoken if speech.id in recommending], options.compared_by, meetings=titles)
    decided = [comparisons.decided(session, meeting_id, options.compared_by) for meeting_id in pack.meeting_ids]
    compared = compare_filtered(
        session,
        _chosen(there, options.compared_columns) or there,
        stay,
        pack.filter,
        comparison.all_decided(decided),
    )
    return comparison.only_themes(compared, options.compared_themes)


def _chosen(there: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    by_key = {column.key: column for column in there}
    return [by_key[key] for key in keys if key in by_key]


def _earlier(session: Session, spoken: Sequence[Speech]) -> tuple[Earlier, ...]:
    """What the speakers said at other meetings, the newest first."""
    found: list[Earlier] = []
    for speech in spoken:
        if speech.person_id is None:
            continue
        for other in speeches.find(session, person=speech.person_id):
            if other.meeting_id != speech.meeting_id:
                meeting = meetings.one(session, other.meeting_id)
                found.append(Earlier(speech.id, meeting, other.title or "", _outcome(session, other)))
    return tuple(found)


def _outcome(session: Session, speech: Speech) -> str:
    """One phrase on what became of a speech's recommendations."""
    said = proposals.find(session, ProposalFilter(meetings=(speech.meeting_id,)))
    own = [proposal for proposal in said if proposal.speech_id == speech.id]
    closed = sum(proposal.status in {ProposalStatus.CLOSED, ProposalStatus.ARCHIVED} for proposal in own)
    return f"建议{len(own)}条" + (f"，办结{closed}条" if closed else "")
