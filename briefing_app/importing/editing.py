"""This file is what a person can do to a draft: every act takes a draft and gives the next one, and loses no character."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span, Spans
from briefing_app.importing.carving import (
    carve,
    cut_paragraphs,
    lines_of,
    overlap,
    paragraph_of,
    share_proposals,
    text_of,
    trimmed,
    within,
)
from briefing_app.importing.draft import Doubt, Draft, DraftParagraph, DraftProposal, DraftSpeech
from briefing_app.importing.lexicon.script import fold
from briefing_app.importing.speakers.headers import read_header

_BY_HAND = "由工作人员标出"


# --- what a piece of the source is --------------------------------------------------------------------------------


def set_removed(draft: Draft, where: Span | Spans) -> Draft:
    """Keep words out of the body; they stand in the list of what was removed and can be put back."""
    pieces = lines_of(draft, where)
    part = SourcePart(text_of(draft, pieces), pieces, reason=RemovalReason.BY_HAND)
    return _sorted(_with_removed(carve(draft, pieces), part)) if pieces else draft


def set_front_matter(draft: Draft, where: Span | Spans, role: PartRole = PartRole.NARRATION) -> Draft:
    """Words that belong to no speech: a headline, a byline, narration."""
    pieces = lines_of(draft, where)
    if not pieces:
        return draft
    carved = carve(draft, pieces)
    part = SourcePart(text_of(draft, pieces), pieces, role=role)
    return _sorted(replace(carved, front_matter=(*carved.front_matter, part)))


def set_body(draft: Draft, where: Span | Spans) -> Draft:
    """Make words a paragraph of the speech that they stand in or after."""
    pieces = lines_of(draft, where)
    if not pieces:
        return draft
    return _sorted(_into_body(carve(draft, pieces), pieces))


def set_title(draft: Draft, where: Span | Spans) -> Draft:
    """Make words the title of the speech that they stand in or after; a former title becomes body text."""
    pieces = lines_of(draft, where)
    if not pieces:
        return draft
    carved = _with_a_speech(carve(draft, pieces))
    index = _speech_at(carved, pieces[0].start)
    speech = carved.speeches[index]
    former = speech.title_spans
    carved = _with_speech(carved, index, replace(speech, title=text_of(draft, pieces), title_spans=pieces))
    return _sorted(_into_body(carved, former, index) if former else carved)


def set_speaker(draft: Draft, where: Span | Spans) -> Draft:
    """Begin a speech with these words as its header; what follows them in the present speech goes along."""
    pieces = lines_of(draft, where)
    if not pieces:
        return draft
    carved = carve(draft, pieces)
    header = text_of(draft, pieces)
    index = _speech_at(carved, pieces[0].start) if carved.speeches else -1
    following: tuple[DraftParagraph, ...] = ()
    proposals: tuple[DraftProposal, ...] = ()
    if index >= 0:
        speech = carved.speeches[index]
        kept, following = cut_paragraphs(draft, speech.paragraphs, pieces[-1].end)
        stay, proposals = share_proposals(speech.proposals, kept)
        carved = _with_speech(carved, index, replace(speech, paragraphs=kept, proposals=stay))
    new = _named(DraftSpeech(0, None, header, pieces, following, proposals, reason=_BY_HAND))
    speeches = (*carved.speeches[: index + 1], new, *carved.speeches[index + 1 :])
    return _sorted(_numbered(replace(carved, speeches=speeches)))


def set_proposal(draft: Draft, span: Span) -> Draft:
    """Make words of a speech a recommendation, one in each paragraph that they touch; what overlaps it gives way.

    Words outside the body change nothing.
    """
    for index, speech in enumerate(draft.speeches):
        touched = [trimmed(draft, within(span, paragraph.spans)) for paragraph in speech.paragraphs]
        new = [DraftProposal(text_of(draft, pieces), pieces, None, 1.0, _BY_HAND) for pieces in touched if pieces]
        if new:
            taken = [piece for proposal in new for piece in proposal.spans]
            kept = [proposal for proposal in speech.proposals if not overlap(proposal.spans, taken)]
            ordered = tuple(sorted([*kept, *new], key=lambda proposal: proposal.spans))
            return _with_speech(draft, index, replace(speech, proposals=ordered))
    return draft


# --- recommendations ----------------------------------------------------------------------------------------------


def drop_proposal(draft: Draft, speech: int, proposal: int) -> Draft:
    """Say that a recommendation is none; its words stay in the speech."""
    now = draft.speeches[speech]
    kept = (*now.proposals[:proposal], *now.proposals[proposal + 1 :])
    return _with_speech(draft, speech, replace(now, proposals=kept))


def join_proposals(draft: Draft, speech: int, proposal: int) -> Draft:
    """Make a recommendation and the next one a single one, with what stands between them."""
    found = draft.speeches[speech].proposals
    if proposal + 1 >= len(found):
        return draft
    first, second = found[proposal], found[proposal + 1]
    whole = Span(first.spans[0].start, second.spans[-1].end)
    joined = set_proposal(draft, whole)
    # Over the end of a paragraph they cannot be one.
    return joined if len(joined.speeches[speech].proposals) < len(found) else draft


def cut_proposal(draft: Draft, position: int) -> Draft:
    """Make two recommendations of the one that covers a position of the source."""
    for index, speech in enumerate(draft.speeches):
        for number, proposal in enumerate(speech.proposals):
            if not any(piece.start < position < piece.end for piece in proposal.spans):
                continue
            before = trimmed(draft, within(Span(0, position), proposal.spans))
            after = trimmed(draft, within(Span(position, len(draft.source.text)), proposal.spans))
            halves = tuple(replace(proposal, text=text_of(draft, half), spans=half) for half in (before, after) if half)
            proposals = (*speech.proposals[:number], *halves, *speech.proposals[number + 1 :])
            return _with_speech(draft, index, replace(speech, proposals=proposals))
    return draft


# --- speeches -----------------------------------------------------------------------------------------------------


def split_speech(draft: Draft, position: int) -> Draft:
    """Begin a nameless speech at a position inside the body; who speaks is asked for."""
    index = _speech_at(draft, position) if draft.speeches else -1
    if index < 0:
        return draft
    speech = draft.speeches[index]
    kept, following = cut_paragraphs(draft, speech.paragraphs, position)
    if not kept or not following:
        return draft
    stay, go = share_proposals(speech.proposals, kept)
    new = DraftSpeech(0, None, "", (), following, go, confidence=0.0, reason=_BY_HAND)
    speeches = list(draft.speeches)
    speeches[index : index + 1] = [replace(speech, paragraphs=kept, proposals=stay), new]
    return _numbered(replace(draft, speeches=tuple(speeches)))


def merge_with_former(draft: Draft, index: int) -> Draft:
    """Make a speech part of the one before it: it was none. Its header and title become body text."""
    if index <= 0:
        return draft
    former, speech = draft.speeches[index - 1], draft.speeches[index]
    heads = [paragraph_of(draft, spans) for spans in (speech.header_spans, speech.title_spans) if spans]
    paragraphs = tuple(sorted((*former.paragraphs, *heads, *speech.paragraphs), key=lambda p: p.spans))
    merged = replace(former, paragraphs=paragraphs, proposals=(*former.proposals, *speech.proposals))
    speeches = (*draft.speeches[: index - 1], merged, *draft.speeches[index + 1 :])
    return _numbered(replace(draft, speeches=speeches))


def move_speech(draft: Draft, index: int, to: int) -> Draft:
    """Put a speech at another place of the order."""
    speeches = list(draft.speeches)
    speeches.insert(to, speeches.pop(index))
    return _numbered(replace(draft, speeches=tuple(speeches)))


def describe_speaker(
    draft: Draft,
    index: int,
    *,
    speaker: str | None,
    affiliations: Iterable[Affiliation],
    identities: Iterable[str],
    on_behalf_of: str | None = None,
) -> Draft:
    """Say who speaks, in a person's own words; the header stays as printed."""
    changed = replace(
        draft.speeches[index],
        speaker=speaker or None,
        affiliations=tuple(affiliations),
        identities=tuple(identities),
        on_behalf_of=on_behalf_of or None,
        confidence=1.0,
        reason=_BY_HAND,
    )
    return _with_speech(draft, index, changed)


# --- facts and doubts ---------------------------------------------------------------------------------------------


def set_facts(draft: Draft, facts: MeetingFacts) -> Draft:
    """Say what the meeting was; a year that was asked for and is given is no longer in doubt."""
    known = {"year_missing", "date_missing", "date_unclear"} if facts.date is not None else set()
    warnings = tuple(doubt for doubt in draft.warnings if doubt.code not in known)
    return replace(draft, meeting=facts, warnings=warnings)


def settle(draft: Draft, doubt: Doubt) -> Draft:
    """Accept what a doubt speaks of."""
    return replace(draft, warnings=tuple(other for other in draft.warnings if other != doubt))


# --- how -------------------------------------------------------------------------------------------------------------


def _into_body(draft: Draft, pieces: Spans, index: int | None = None) -> Draft:
    draft = _with_a_speech(draft)
    at = _speech_at(draft, pieces[0].start) if index is None else index
    speech = draft.speeches[at]
    paragraphs = tuple(sorted((*speech.paragraphs, paragraph_of(draft, pieces)), key=lambda p: p.spans))
    return _with_speech(draft, at, replace(speech, paragraphs=paragraphs))


def _with_a_speech(draft: Draft) -> Draft:
    return draft if draft.speeches else replace(draft, speeches=(DraftSpeech(1, None, "", (), (), reason=_BY_HAND),))


def _speech_at(draft: Draft, position: int) -> int:
    """The speech whose words stand at a position or last before it; else the first."""
    best, nearest = 0, -1
    for index, speech in enumerate(draft.speeches):
        for piece in (*speech.header_spans, *speech.title_spans, *(s for p in speech.paragraphs for s in p.spans)):
            if nearest < piece.start <= position:
                best, nearest = index, piece.start
    return best


def _named(speech: DraftSpeech) -> DraftSpeech:
    """The speech with what its header says of the speaker."""
    header = read_header(fold(speech.header))
    if header is None or not header.people:
        name = speech.header.strip("：: \u3000")
        return replace(speech, speaker=name if 2 <= len(name) <= 12 else None, confidence=0.6)
    first, *others = header.people
    return replace(
        speech,
        speaker=first.name,
        affiliations=first.standing.affiliations,
        identities=first.standing.identities,
        co_speakers=tuple(other.name for other in others),
        on_behalf_of=header.on_behalf_of or first.on_behalf_of,
        label=header.label,
        confidence=1.0,
    )


def _with_speech(draft: Draft, index: int, speech: DraftSpeech) -> Draft:
    return replace(draft, speeches=(*draft.speeches[:index], speech, *draft.speeches[index + 1 :]))


def _with_removed(draft: Draft, part: SourcePart) -> Draft:
    return replace(draft, removed=(*draft.removed, part))


def _numbered(draft: Draft) -> Draft:
    speeches = tuple(replace(speech, order=number) for number, speech in enumerate(draft.speeches, start=1))
    return replace(draft, speeches=speeches)


def _sorted(draft: Draft) -> Draft:
    """Parts in the order of the source; a speech that lost every word goes."""
    speeches = tuple(s for s in draft.speeches if s.header_spans or s.title_spans or s.paragraphs)
    return _numbered(
        replace(
            draft,
            front_matter=tuple(sorted(draft.front_matter, key=lambda part: part.spans)),
            removed=tuple(sorted(draft.removed, key=lambda part: part.spans)),
            speeches=speeches,
        )
    )
