"""This file completes speakers by what the rest of a text says of them: an introduction, or a note on the author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing_app.importing.naming.descriptions import description_before
from briefing_app.importing.naming.names import alternatives
from briefing_app.importing.naming.people import Somebody, Standing, read_standing
from briefing_app.importing.parts import Card, Turn

_AUTHOR = re.compile(r"^[（(]?(?:本文)?作者(?:简介)?\s*(?:分别)?(?:系|为|是|：)(?P<words>[^。；）)]{4,80})")
_OPENING = 3  # paragraphs in which speakers introduce themselves
_ANSWERS = frozenset({"答", "A", "嘉宾", "受访者", "受访人"})
_ONLY_PERSON = 0.75  # how sure it is that the only person introduced is the one who answers
_REACH = 60  # characters before a name where its posts may stand


def complete(turns: Sequence[Turn], told: Iterable[str]) -> None:
    """Give turns without any post what narration (`told`) says of their speakers."""
    texts = list(told)
    said = _said_of({person.name for turn in turns for person in turn.people}, texts)
    for turn in turns:
        own = [paragraph.folded for paragraph in turn.paragraphs[:_OPENING]]
        here = _said_of({person.name for person in turn.people}, own)
        turn.people = tuple(
            _complete(person, [*said.get(person.name, ()), *here.get(person.name, ())]) for person in turn.people
        )
    speakers = {turn.name for turn in turns if turn.name}
    note = next((match for text in texts if (match := _AUTHOR.match(text))), None)
    if note and len(speakers) == 1:
        standing = read_standing(note["words"])
        for turn in turns:
            turn.people = tuple(_with(person, standing) for person in turn.people)


def described_by_note(people: tuple[Somebody, ...], note: str) -> tuple[Somebody, ...]:
    """The people of a text with what a note under it says of its author."""
    match = _AUTHOR.match(note)
    if match is None or len(people) != 1:
        return people
    return (_with(people[0], read_standing(match["words"])),)


def introduce(turns: Sequence[Turn], cards: Iterable[Somebody]) -> None:
    """Give turns what a card before the text (本期嘉宾：姓名　职务) says of their speakers."""
    for card in cards:
        for turn in turns:
            turn.people = tuple(p.joined(card) if p.name == card.name else p for p in turn.people)


def answer_under_cards(turns: Sequence[Turn], cards: Sequence[Card]) -> None:
    """姓名（职务） and then 问, 答: the answers are theirs, up to the next name."""
    several = len({card.person.name for card in cards}) > 1
    for turn in turns:
        if not several or turn.label not in _ANSWERS or turn.people or turn.header is None:
            continue
        above = [card for card in cards if card.start < turn.header.start]
        if above:
            turn.people, turn.confidence = (above[-1].person,), _ONLY_PERSON
            turn.reason = "问答之前的名片行写明了回答人"


def give_answers(turns: Sequence[Turn], known: Sequence[Somebody]) -> None:
    """问, 答: where a text introduces one person only, the answers are theirs."""
    answers = [turn for turn in turns if turn.label in _ANSWERS and not turn.people]
    if answers and len(known) == 1:
        for turn in answers:
            turn.people, turn.confidence = (known[0],), _ONLY_PERSON
            turn.reason = "文中只介绍了这一位，问答中的“答”归其名下"


def _said_of(names: set[str], texts: list[str]) -> dict[str, list[Standing]]:
    """What texts say right beside names, in order: posts before one, 委员 behind one; up to the first post of each."""
    names.discard("")
    found: dict[str, list[Standing]] = {name: [] for name in names}
    pattern = re.compile(rf"(?P<name>{alternatives(names)})(?P<called>(?:委员|常委)(?!会))?") if names else None
    for text in texts if pattern else ():
        for match in pattern.finditer(text) if pattern else ():
            said = found[match["name"]]
            if any(standing.affiliations for standing in said):
                continue
            described = description_before(text[max(match.start() - _REACH, 0) : match.start()])
            called = Standing((), (match["called"],)) if match["called"] else None
            news = [read_standing(described)] if described else []
            said.extend(new for new in (*news, *([called] if called else [])) if new not in said)
    return found


def _complete(person: Somebody, said: list[Standing]) -> Somebody:
    for standing in said:
        if not person.standing.affiliations and (standing.affiliations or not person.standing.identities):
            person = _with(person, standing)
    return person


def _with(person: Somebody, standing: Standing) -> Somebody:
    if not standing.sound and not standing.identities:
        return person
    return person.joined(Somebody(person.name, standing))
