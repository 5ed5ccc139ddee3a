"""This file says what a pack is built from, and answers what every kind asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from briefing_app.domain.annotations import Annotation
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.followups import REPLY_CLASSES, FollowUp
from briefing_app.domain.meetings import Meeting, Source
from briefing_app.domain.packs import Pack
from briefing_app.domain.people import spaced_name
from briefing_app.domain.printed_titles import TitleDoubt
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.ordering import in_order


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a speaker said before, for the last part of a 发言人单页."""

    speech_id: int  # the speech in this pack whose speaker it is
    meeting: Meeting
    title: str
    outcome: str = ""  # one phrase: 建议2条，办结1条


@dataclass(frozen=True, slots=True)
class PackRows:
    """The library's rows for one pack: what its filter lets through, in the order of the screen."""

    meetings: tuple[Meeting, ...]
    speeches: tuple[Speech, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sources: tuple[Source, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    comparison: Comparison | None = None
    earlier: tuple[Earlier, ...] = ()
    source_texts: Mapping[int, str] = field(default_factory=dict)  # source id -> text: quotations are proved against it
    reply_classes: Mapping[str, str] = field(default_factory=lambda: dict(REPLY_CLASSES))
    title_doubts: tuple[tuple[str, TitleDoubt], ...] = ()  # whose printed title does not fit the meeting's date
    version: int | None = None  # number of this export, where the pack is kept


@dataclass(frozen=True)
class Material:
    """A pack with its rows, arranged: meetings as chosen, speeches in printed order, proposals as picked."""

    pack: Pack
    rows: PackRows
    today: date

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """In the pack's order."""
        places = {meeting_id: place for place, meeting_id in enumerate(self.pack.meeting_ids)}
        return tuple(sorted(self.rows.meetings, key=lambda m: places.get(m.id, len(places))))

    @cached_property
    def spoken(self) -> tuple[Speech, ...]:
        """The speeches as they were spoken, meeting after meeting."""
        places = {meeting.id: place for place, meeting in enumerate(self.meetings)}
        return tuple(sorted(self.rows.speeches, key=lambda s: (places.get(s.meeting_id, len(places)), s.order)))

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """The speeches in the order that the options ask for."""
        return in_order(self.spoken, self.pack.options)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The recommendations that stay: what a person unticked is out, an order set by hand comes first."""
        by_hand = {proposal_id: place for place, proposal_id in enumerate(self.pack.sequence)}
        stay = [p for p in self.rows.proposals if p.id not in self.pack.left_out]
        places = {speech.id: place for place, speech in enumerate(self.spoken)}
        return tuple(
            sorted(stay, key=lambda p: (by_hand.get(p.id, len(by_hand)), places.get(p.speech_id, len(places)), p.order))
        )

    @cached_property
    def by_id(self) -> Mapping[int, Speech]:
        return {speech.id: speech for speech in self.rows.speeches}

    @cached_property
    def meeting_by_id(self) -> Mapping[int, Meeting]:
        return {meeting.id: meeting for meeting in self.rows.meetings}

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each recommendation stands in the pack, by its id."""
        return {proposal.id: place for place, proposal in enumerate(self.proposals)}

    @cached_property
    def followups_by_proposal(self) -> Mapping[int, Sequence[FollowUp]]:
        found: dict[int, list[FollowUp]] = {}
        for item in self.rows.followups:
            for proposal_id in item.proposal_ids:
                found.setdefault(proposal_id, []).append(item)
        return found

    @property
    def several_meetings(self) -> bool:
        return len(self.meetings) > 1

    @cached_property
    def title(self) -> str:
        """The meeting (or the first of several) as covers and titles print it."""
        if not self.meetings:
            return self.pack.name or "会议"
        first = wording.full_title(self.meetings[0].facts)
        return f"{first}等{len(self.meetings)}次会议" if self.several_meetings else first

    @property
    def topic(self) -> str:
        """The topic that all meetings of the pack share."""
        topics = {meeting.facts.topic for meeting in self.meetings}
        return next(iter(topics)) or "" if len(topics) == 1 else ""

    @property
    def printed_on(self) -> date:
        return self.pack.options.printed_on or self.today

    @property
    def as_of(self) -> date:
        return self.pack.options.as_of or self.today

    def heading(self, name: str) -> str:
        """What a theme is called in this pack."""
        return dict(self.pack.options.renamed).get(name, name)

    def proposals_of(self, item: FollowUp) -> list[Proposal]:
        """The recommendations of a follow-up item that are in the pack, in its order."""
        return [
            self.proposals[place] for place in sorted(self.places[i] for i in item.proposal_ids if i in self.places)
        ]

    def code(self, proposal: Proposal) -> str:
        """07-02, and 2-07-02 where a pack holds several meetings."""
        if not self.several_meetings:
            return proposal.code
        places = {meeting.id: place for place, meeting in enumerate(self.meetings, start=1)}
        return f"{places.get(proposal.meeting_id, 0)}-{proposal.code}"

    def speaker(self, proposal: Proposal) -> str:
        """The speaker in running text."""
        speech = self.by_id.get(proposal.speech_id)
        return speech.speaker_name if speech else proposal.speaker

    def posts(self, proposal: Proposal) -> str:
        """Unit and post of the speaker, as on the day of the meeting."""
        speech = self.by_id.get(proposal.speech_id)
        return description(speech) if speech else proposal.organisation

    def people(self) -> int:
        """How many speeches the recommendations come from."""
        return len({proposal.speech_id for proposal in self.proposals})


def description(speech: Speech) -> str:
    """What stands behind a name: units and posts, else what the person is; never both words of one thing."""
    return speech.posts or wording.joined(speech.identities)


def listed_name(speech: Speech) -> str:
    """The name in lists and titles: two characters with an em between them."""
    names = [spaced_name(name) for name in (speech.speaker, *speech.co_speakers) if name]
    return wording.joined(names) or speech.label or "未具名"


def first_post(speech: Speech) -> str:
    """Unit and first post, for lines that must not turn."""
    return str(speech.affiliations[0]) if speech.affiliations else wording.joined(speech.identities)
