"""This file cuts words out of a draft: pieces of the source, and the draft without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefing_app.domain.meetings import SourcePart
from briefing_app.domain.text import Span, Spans, bare
from briefing_app.importing.draft import Draft, DraftParagraph, DraftProposal, DraftSpeech
from briefing_app.importing.page.passages import passage


def lines_of(draft: Draft, where: Span | Spans) -> Spans:
    """The words of a selection, or of the pieces of something, line by line without blanks at their ends."""
    return trimmed(draft, (where,) if isinstance(where, Span) else where)


def trimmed(draft: Draft, pieces: Iterable[Span]) -> Spans:
    text = draft.source.text
    found: list[Span] = []
    for piece in pieces:
        start = piece.start
        for line in piece.of(text).splitlines(keepends=True):
            solid = line.strip().strip("\ufeff\u200b")
            if bare(solid):
                left = start + line.index(solid)
                found.append(Span(left, left + len(solid)))
            start += len(line)
    return tuple(found)


def within(span: Span, pieces: Iterable[Span]) -> Spans:
    cut = (Span(max(p.start, span.start), max(p.start, span.start, min(p.end, span.end))) for p in pieces)
    return tuple(piece for piece in cut if len(piece))


def without(pieces: Iterable[Span], holes: Iterable[Span]) -> Spans:
    left = list(pieces)
    for hole in holes:
        rest: list[Span] = []
        for piece in left:
            rest += within(Span(0, hole.start), (piece,))
            rest += within(Span(hole.end, max(hole.end, piece.end)), (piece,))
        left = rest
    return tuple(left)


def overlap(one: Iterable[Span], other: Iterable[Span]) -> bool:
    others = list(other)
    return any(a.overlaps(b) for a in one for b in others)


def text_of(draft: Draft, pieces: Spans) -> str:
    return passage(draft.source.text, pieces).text.strip()


def paragraph_of(draft: Draft, pieces: Spans) -> DraftParagraph:
    return DraftParagraph(text_of(draft, pieces), pieces)


def carve(draft: Draft, holes: Spans) -> Draft:
    """The draft without these words, wherever they stood."""

    def part(old: SourcePart) -> SourcePart | None:
        if not overlap(old.spans, holes):
            return old
        left = trimmed(draft, without(old.spans, holes))
        return replace(old, text=text_of(draft, left), spans=left) if left else None

    return replace(
        draft,
        front_matter=_kept(part, draft.front_matter),
        removed=_kept(part, draft.removed),
        speeches=tuple(_carve_speech(draft, speech, holes) for speech in draft.speeches),
    )


def _kept(change: Callable[[SourcePart], SourcePart | None], parts: Iterable[SourcePart]) -> tuple[SourcePart, ...]:
    return tuple(new for new in map(change, parts) if new is not None)


def _carve_speech(draft: Draft, speech: DraftSpeech, holes: Spans) -> DraftSpeech:
    spans = [speech.header_spans, speech.title_spans, *(p.spans for p in speech.paragraphs)]
    if not any(overlap(pieces, holes) for pieces in spans):
        return speech
    header = trimmed(draft, without(speech.header_spans, holes))
    title = trimmed(draft, without(speech.title_spans, holes))
    paragraphs = []
    for old in speech.paragraphs:
        if not overlap(old.spans, holes):
            paragraphs.append(old)
            continue
        left = trimmed(draft, without(old.spans, holes))
        if left:
            paragraphs.append(paragraph_of(draft, left))
    # A recommendation that lost words is no longer what was said: it goes, and can be marked again.
    proposals = tuple(p for p in speech.proposals if not overlap(p.spans, holes))
    return replace(
        speech,
        header=text_of(draft, header),
        header_spans=header,
        title=text_of(draft, title) or None,
        title_spans=title,
        paragraphs=tuple(paragraphs),
        proposals=proposals,
    )


def cut_paragraphs(
    draft: Draft, paragraphs: tuple[DraftParagraph, ...], position: int
) -> tuple[tuple[DraftParagraph, ...], tuple[DraftParagraph, ...]]:
    """What stands before a position of the source, and what stands after it."""
    before: list[DraftParagraph] = []
    after: list[DraftParagraph] = []
    for paragraph in paragraphs:
        if paragraph.spans[-1].end <= position:
            before.append(paragraph)
        elif paragraph.spans[0].start >= position:
            after.append(paragraph)
        else:
            left = trimmed(draft, within(Span(0, position), paragraph.spans))
            right = trimmed(draft, within(Span(position, len(draft.source.text)), paragraph.spans))
            before += [paragraph_of(draft, left)] if left else []
            after += [paragraph_of(draft, right)] if right else []
    return tuple(before), tuple(after)


def share_proposals(
    proposals: Iterable[DraftProposal], kept: Iterable[DraftParagraph]
) -> tuple[tuple[DraftProposal, ...], tuple[DraftProposal, ...]]:
    """Recommendations that stay with the kept paragraphs, and those that go; one cut in two is marked again by hand."""
    body = [piece for paragraph in kept for piece in paragraph.spans]
    stay, go = [], []
    for proposal in proposals:
        inside = [any(whole.contains(piece) for whole in body) for piece in proposal.spans]
        if all(inside):
            stay.append(proposal)
        elif not any(overlap((piece,), body) for piece in proposal.spans):
            go.append(proposal)
    return tuple(stay), tuple(go)
