"""This file turns a source into a draft: the stages in order, nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing_app.domain.meetings import PartRole, RemovalReason, SourcePart
from briefing_app.importing.draft import Draft, DraftParagraph, DraftProposal, DraftSpeech, SourceText
from briefing_app.importing.gaps import find_gaps
from briefing_app.importing.lexicon.script import fold
from briefing_app.importing.meeting.front import Front, read_front
from briefing_app.importing.meeting.meetings import Setting, read_facts
from briefing_app.importing.naming.people import Somebody
from briefing_app.importing.naming.spelling import Spell, printed, spelled
from briefing_app.importing.page import furniture
from briefing_app.importing.page.cleaning import Cleaned, clean
from briefing_app.importing.page.cleaning import part as line_part
from briefing_app.importing.page.joining import measure, rejoin
from briefing_app.importing.page.lines import Line, cut
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.parts import Found, Turn
from briefing_app.importing.quoted.attributions import find_attributions
from briefing_app.importing.quoted.reports import known_names, take_apart
from briefing_app.importing.recommending.proposals import find_proposals
from briefing_app.importing.speakers import signed, speeches
from briefing_app.importing.speakers.bodies import Parted
from briefing_app.importing.speakers.introductions import answer_under_cards, complete, give_answers, introduce
from briefing_app.importing.speakers.openings import find_openings

_PODIUM = re.compile(r"(?:委员|代表)通道")
_UNNAMED = 0.6  # how sure it is that a paper without an author is one speech


def parse(source: SourceText) -> Draft:
    """Take a source apart into meeting facts, speeches with recommendations, front matter and what was removed."""
    cleaned = clean(source, cut(source.text))
    lines, captions = _without_captions(cleaned.lines)
    setting = measure(lines)
    known = known_names(rejoin(source.text, lines, setting))
    openings = find_openings(lines, setting, frozenset(known))
    if openings.signatures and not openings.headers:
        parted = signed.part(source.text, lines, openings, setting)
    else:
        parted = speeches.part(source.text, lines, openings, setting, known)
    front = read_front(source.text, parted.front, setting)
    reported = take_apart([*front.paragraphs, *parted.reported], known)
    if not parted.turns:
        _name_by_headline(reported, front)
    _complete_turns(front, reported, parted, known)
    spell = printed(source.text, fold(source.text))
    drafts, narration = _speeches([*reported.turns, *parted.turns], spell)
    parts = _front_matter(front, cleaned, reported, parted, narration)
    facts = read_facts(_setting(front, reported, parted, narration, cleaned), spell)
    removed = [
        *cleaned.removed,
        *captions,
        *(line_part(lines[index], reason=RemovalReason.CAPTION) for index in sorted(openings.captions)),
    ]
    return Draft(
        source,
        facts,
        drafts,
        tuple(sorted(parts, key=_place)),
        tuple(sorted(removed, key=_place)),
        find_gaps(facts, drafts, source.notes),
    )


def _complete_turns(front: Front, reported: Found, parted: Parted, known: dict[str, Somebody]) -> None:
    """Tell the turns what the rest of the text says: who their speakers are, and whether they answer on a podium."""
    turns = [*reported.turns, *parted.turns]
    told = [*front.headings, *reported.narration, *parted.narration, *parted.occasions]
    told += [paragraph for turn in parted.turns if turn.asks for paragraph in turn.paragraphs]
    complete(turns, [passage.folded for passage in sorted(told, key=_start)])
    introduce(parted.turns, [card.person for card in parted.cards])
    answer_under_cards(parted.turns, parted.cards)
    give_answers(parted.turns, _introduced(known, parted))
    on_podium = any(_PODIUM.search(heading.folded) for heading in front.headings)
    for turn in turns:
        turn.on_podium = on_podium


def _name_by_headline(reported: Found, front: Front) -> None:
    """关于……的建议 over a text is the title of its only speaker, or of a paper that names nobody."""
    if len(reported.turns) > 1:
        return
    title = front.take_title()
    if title and not reported.turns:
        paper = Turn((), _UNNAMED, "全文是一份建议，没有写明作者", paragraphs=front.paragraphs)
        paper.attributions = [[] for _ in front.paragraphs]
        reported.turns, reported.narration = [paper], []
    for turn in reported.turns:
        turn.titles = title
        if title and turn.name is None and turn.on_behalf_of:
            _give_all(turn, reported, front)


def _give_all(turn: Turn, reported: Found, front: Front) -> None:
    """A paper of a body is one speech, though only 为此，某会建议 in its middle names the body."""
    turn.paragraphs, reported.narration = front.paragraphs, []
    turn.attributions = [find_attributions(paragraph.folded) for paragraph in front.paragraphs]


def _introduced(known: dict[str, Somebody], parted: Parted) -> list[Somebody]:
    """Everybody whom the text introduces, cards first."""
    people = {person.name: person for person in (*(card.person for card in parted.cards), *known.values())}
    return list(people.values())


def _without_captions(lines: list[Line]) -> tuple[list[Line], list[SourcePart]]:
    kept, captions = [], []
    for line in lines:
        if furniture.is_caption(line.text):
            captions.append(line_part(line, reason=RemovalReason.CAPTION))
        else:
            kept.append(line)
    return kept, captions


def _start(passage: Passage) -> int:
    return passage.start


def _place(part_: SourcePart) -> int:
    return part_.spans[0].start if part_.spans else 0


def _speeches(turns: Sequence[Turn], spell: Spell) -> tuple[tuple[DraftSpeech, ...], list[Passage]]:
    """Drafts of the turns in text order; a group's words without any recommendation are narration."""
    ordered = sorted(turns, key=_begin)
    speeches: list[DraftSpeech] = []
    narration: list[Passage] = []
    for turn in ordered:
        if turn.name is None and turn.header is None and not turn.titles:
            narration.extend(_drop_talk(turn))
        proposals = find_proposals(turn)
        if turn.name is None and turn.header is None and not proposals and not turn.titles:
            narration.extend(turn.paragraphs)
            continue
        speeches.append(_draft_speech(turn, len(speeches) + 1, proposals, spell))
    return tuple(speeches), narration


def _drop_talk(turn: Turn) -> list[Passage]:
    """Take the paragraphs out of a group's turn in which it recommends nothing; they are narration."""
    kept: list[int] = []
    dropped: list[int] = []
    found = {span.start for proposal in find_proposals(turn) for span in proposal.spans}
    for number, paragraph in enumerate(turn.paragraphs):
        inside = any(piece.start <= start < piece.end for piece in paragraph.pieces for start in found)
        (kept if inside else dropped).append(number)
    passages = [turn.paragraphs[number] for number in dropped]
    turn.attributions = [turn.attributions[number] for number in kept]
    turn.paragraphs = [turn.paragraphs[number] for number in kept]
    return passages


def _begin(turn: Turn) -> int:
    places = [turn.header, *turn.titles, *turn.paragraphs]
    return min(place.start for place in places if place is not None)


def _draft_speech(turn: Turn, order: int, proposals: list[DraftProposal], spell: Spell) -> DraftSpeech:
    people = tuple(spelled(person, spell) for person in turn.people)
    lead = people[0] if people else None
    standing = lead.standing if lead else turn.standing
    title = join_titles(turn.titles)
    return DraftSpeech(
        order=order,
        speaker=lead.name if lead else None,
        header=turn.header.text if turn.header else "",
        header_spans=turn.header.pieces if turn.header else (),
        paragraphs=tuple(DraftParagraph(p.text, p.pieces) for p in turn.paragraphs),
        proposals=tuple(proposals),
        affiliations=standing.affiliations,
        identities=standing.identities,
        on_behalf_of=spell(turn.on_behalf_of) if turn.on_behalf_of else None,
        co_speakers=tuple(person.name for person in people[1:]),
        label=spell(turn.label) if turn.label else None,
        title=title,
        title_spans=tuple(span for passage in turn.titles for span in passage.pieces),
        confidence=turn.confidence,
        reason=turn.reason,
    )


def join_titles(titles: Iterable[Passage]) -> str | None:
    return " ".join(title.text for title in titles) or None


def _front_matter(
    front: Front, cleaned: Cleaned, reported: Found, parted: Parted, narration: list[Passage]
) -> list[SourcePart]:
    parts = [*cleaned.bylines, *front.parts]
    first = min((turn.paragraphs[0].start for turn in reported.turns if turn.paragraphs), default=None)
    if parted.turns:
        opening = _begin(parted.turns[0])
        first = opening if first is None else min(first, opening)
    for passage in (*reported.narration, *narration, *parted.narration):
        introduces = first is not None and passage.start < first
        role = PartRole.INTRODUCTION if introduces else PartRole.NARRATION
        parts.append(SourcePart(passage.text, passage.pieces, role))
    parts.extend(SourcePart(p.text, p.pieces, PartRole.SUBHEADLINE) for p in parted.occasions)
    parts.extend(SourcePart(p.text, p.pieces, PartRole.SECTION) for p in parted.sections)
    return parts


def _setting(front: Front, reported: Found, parted: Parted, narration: list[Passage], cleaned: Cleaned) -> Setting:
    """The words that may speak of the meeting, in text order."""
    headline = front.headline.text if front.headline else None
    if headline is None and parted.turns and parted.turns[0].titles and len(parted.turns) == 1:
        headline = join_titles(parted.turns[0].titles)
    said = [p for turn in reported.turns for p in turn.paragraphs]
    if len(parted.turns) == 1:
        said += [*parted.turns[0].titles, *([parted.turns[0].header] if parted.turns[0].header else [])]
    told = [*front.headings, *reported.narration, *narration, *parted.occasions, *parted.narration, *said]
    ordered = sorted(told, key=lambda passage: passage.start)
    return Setting(headline, tuple(passage.folded for passage in ordered), tuple(cleaned.stamps))
