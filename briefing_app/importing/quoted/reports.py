"""This file takes reports apart, where sentences say who said what: a speech for each person who is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing_app.importing.naming.listings import listed_names
from briefing_app.importing.naming.names import is_name
from briefing_app.importing.naming.people import Somebody, Standing, ends_with_standing
from briefing_app.importing.page.numbering import opens_item
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.parts import Found, Turn
from briefing_app.importing.quoted.attributions import Attribution, Voice, find_attributions, is_leader

_GOES_ON = re.compile(
    r"^(?:同时|此外|另外|其次|首先|再次|再者|最后|第[一二三四五六]|为此|因此|对此|一方面|另一方面|具体|建议|他|她|“|除此之外|与此同时|特别是|尤其)"
)
_REPORTING = re.compile(
    r"(?:这些|上述)(?:建议|提案|意见)|记者|今年以来|政协(?!委员)|据悉|据了解|据介绍|会议|与会|座谈会|活动|主持|出席|参加|当天|当日|近日|协商会|现场|委员们|调研组"
)
_DEMANDS = re.compile(r"(?<!意见)建议(?!”)|应当|应该|(?:^|[，。；])(?:要|应|需|必须)")
_MEMBERS = re.compile(r"[位名]?(?:政协)?(委员|常委|代表)(?:作了?|先后|踊跃|积极|围绕|进行)?")

_PRESIDES = re.compile(r"(?P<before>[^，。；\n]{0,10})主持(?:了)?(?:会议|座谈|协商|活动|本次|此次|并)")
_SEVERAL = frozenset({"他们", "她们", "两人", "两位委员"})
_SENTENCE_ENDS = ("。", "！", "？")
_LONGEST_SUBHEAD = 30  # characters: a shorter line without a sentence is a subhead of the report

# How sure an attribution makes of its speaker.
_NAMED_WITH_STANDING, _NAME_ALONE, _GROUP = 0.95, 0.6, 0.85


@dataclass(slots=True)
class _Piece:
    """A part of a paragraph that belongs to one voice."""

    passage: Passage
    attributions: list[Attribution]
    voice: Voice | None = None
    people: tuple[Somebody, ...] = ()
    label: str | None = None
    on_behalf_of: str | None = None


def known_names(paragraphs: Sequence[Passage]) -> dict[str, Somebody]:
    """Everybody whom running text introduces with a post or an identity, with all that it says of them."""
    known: dict[str, Somebody] = {}
    for paragraph in paragraphs:
        for attribution in find_attributions(paragraph.folded):
            for person in attribution.people:
                if person.standing.affiliations or person.standing.identities:
                    known[person.name] = known[person.name].joined(person) if person.name in known else person
    for name in listed_names("\n".join(paragraph.folded for paragraph in paragraphs)):
        known.setdefault(name, Somebody(name))
    cut = {short for short in known if "·" in short for name in known if name != short and name.startswith(short)}
    return {name: person for name, person in known.items() if name not in cut}


def take_apart(paragraphs: Sequence[Passage], known: dict[str, Somebody]) -> Found:
    """Speeches of those who are quoted; what belongs to nobody is narration."""
    names, chairs = frozenset(known), _chairs(paragraphs, known)
    said = [[_short_names(a, known, chairs) for a in find_attributions(p.folded, names)] for p in paragraphs]
    alone = _only_speaker(said)
    pieces: list[_Piece] = []
    speaking: _Piece | None = None
    for paragraph, attributions in zip(paragraphs, said, strict=True):
        found = _pieces(paragraph, attributions, speaking)
        if alone and speaking is not None and found[0].voice is None and not _REPORTING.search(paragraph.folded):
            found = [_Piece(paragraph, [], speaking.voice, speaking.people, None, speaking.on_behalf_of)]
        pieces.extend(found)
        if found[-1].voice is not None or not alone:
            speaking = found[-1] if found[-1].voice is not None else None
    _give_introductions(pieces)
    return _collect(pieces)


def _give_introductions(pieces: list[_Piece]) -> None:
    """A paragraph that introduces somebody by post, right before the words of the same person, is theirs."""
    for piece, following in pairwise(pieces):
        said = piece.attributions
        if piece.voice is not None or following.voice is not Voice.PERSON or not said or not said[0].people:
            continue
        name, text = said[0].people[0].name, piece.passage.folded
        alone = said[0].sentence == 0 and all(a.voice is Voice.MENTION and a.name == name for a in said)
        introduces = alone and name == following.people[0].name and ends_with_standing(text.partition(name)[0])
        if introduces and not _REPORTING.search(text):
            piece.voice, piece.people, piece.on_behalf_of = Voice.PERSON, following.people, following.on_behalf_of
            piece.attributions = []


def _only_speaker(said: list[list[Attribution]]) -> bool:
    """Whether a report quotes one person only: then paragraphs without an attribution are that person's, too."""
    voices = {_key(a) for found in said for a in found if a.voice not in {Voice.MENTION, Voice.PRONOUN}}
    return len(voices) == 1 and next(iter(voices))[0] is Voice.PERSON


def _chairs(paragraphs: Sequence[Passage], known: dict[str, Somebody]) -> frozenset[str]:
    """Who presides: what they say in between and at the end is narration."""
    before = [match["before"] for p in paragraphs for match in _PRESIDES.finditer(p.folded)]
    spots = {words[at : at + length] for words in before for length in (2, 3, 4) for at in range(len(words))}
    return frozenset(name for name in known if name in spots)


def _short_names(attribution: Attribution, known: dict[str, Somebody], chairs: frozenset[str]) -> Attribution:
    """What is known of a person is said once; a name that the text gives elsewhere is the same person."""
    people = tuple(known[p.name].joined(p) if p.name in known else p for p in attribution.people)
    voice = attribution.voice
    leads = any(_led(person) or person.name in chairs for person in people)
    if voice in {Voice.PERSON, Voice.MENTION} and leads and not attribution.verb.endswith("建议"):
        voice = Voice.LEADER
    return replace(attribution, people=people, voice=voice)


def _led(person: Somebody) -> bool:
    """Whether somebody was introduced as a leader: the bare name later is a leader's too."""
    return is_leader((person,))


def _pieces(paragraph: Passage, attributions: list[Attribution], before: _Piece | None) -> list[_Piece]:
    """The paragraph, whole where one voice speaks in it, else cut where the voices change."""
    voiced = _resolve(attributions, before)
    voices = list(dict.fromkeys(_key(a) for a in voiced))
    if not voices:
        others = {a.name for a in attributions} - {person.name for person in (before.people if before else ())}
        return [_Piece(paragraph, attributions)] if others else [_unattributed(paragraph, before)]
    end = _end_of_voices(attributions, voiced)
    if end is not None:
        head, tail = paragraph.part(0, end), paragraph.part(end)
        return [*_cut_by_voice(head, voiced, voices), _Piece(tail, [])]
    return _cut_by_voice(paragraph, voiced, voices)


def _end_of_voices(attributions: list[Attribution], voiced: list[Attribution]) -> int | None:
    """Where a paragraph turns, after the last words quoted, to what somebody else with a post did."""
    speakers = {person.name for attribution in voiced for person in attribution.people}
    for attribution in attributions:
        if attribution.voice is not Voice.MENTION or attribution.sentence <= voiced[-1].sentence:
            continue
        opens = attribution.start == attribution.sentence and attribution.name not in speakers
        if opens and any(a.organisation and a.post for p in attribution.people for a in p.standing.affiliations):
            return attribution.sentence
    return None


def _cut_by_voice(paragraph: Passage, voiced: list[Attribution], voices: list[tuple[object, ...]]) -> list[_Piece]:
    if len(voices) == 1:
        return [_piece(paragraph, voiced)]
    cuts: list[tuple[int, list[Attribution]]] = []
    for attribution in voiced:
        if cuts and _key(cuts[-1][1][0]) == _key(attribution):
            cuts[-1][1].append(attribution)
        else:
            at = _with_quotation(paragraph.folded, attribution.sentence)
            if cuts and attribution.start > at and at <= max(cuts[-1][0], cuts[-1][1][-1].start):
                at = attribution.start  # 某委员建议……，另一委员建议……: one sentence, two voices
            cuts.append((at, [attribution]))
    return _cut(paragraph, cuts)


def _with_quotation(text: str, start: int) -> int:
    """Where a sentence begins together with the quotation right before it: “……？”某委员快人快语……"""
    opened = text.rfind("“", 0, start)
    if text[start - 1 : start] != "”" or text[start - 2 : start - 1] not in _SENTENCE_ENDS or opened < 0:
        return start
    return opened if not opened or text[opened - 1] in _SENTENCE_ENDS else start


def _cut(paragraph: Passage, cuts: list[tuple[int, list[Attribution]]]) -> list[_Piece]:
    pieces = []
    first = cuts[0][0]
    if first > 0:
        head = paragraph.part(0, first)
        if head.text:
            pieces.append(_Piece(head, []))
    for index, (start, attributions) in enumerate(cuts):
        end = cuts[index + 1][0] if index + 1 < len(cuts) else len(paragraph.text)
        if start >= end:
            continue
        part = paragraph.part(start, end)
        moved = [
            replace(a, sentence=max(a.sentence - start, 0), start=a.start - start, end=a.end - start)
            for a in attributions
        ]
        pieces.append(_piece(part, moved))
    return pieces


def _key(attribution: Attribution) -> tuple[object, ...]:
    if attribution.voice is Voice.PERSON:
        return (Voice.PERSON, attribution.name)
    if attribution.voice is Voice.GROUP:
        return (Voice.GROUP, attribution.on_behalf_of)
    return (Voice.NOBODY,)


def _resolve(attributions: list[Attribution], before: _Piece | None) -> list[Attribution]:
    """Attributions with pronouns and mentions made plain: he is who was named last."""
    resolved: list[Attribution] = []
    mention: Attribution | None = None
    for attribution in attributions:
        if attribution.voice is Voice.MENTION:
            mention = attribution
            continue
        plain: Attribution | None = attribution
        if attribution.voice is Voice.PRONOUN:
            plain = _meant(attribution, mention, resolved[-1] if resolved else None, before)
        if plain is not None:
            resolved.append(plain)
            mention = None
    return resolved


def _meant(
    pronoun: Attribution, mention: Attribution | None, last: Attribution | None, before: _Piece | None
) -> Attribution | None:
    """The attribution with the person that its pronoun means, if the text has named one."""
    if pronoun.label in _SEVERAL:
        spoken = mention or last
        return _joint(pronoun, spoken) if spoken is not None and len(spoken.people) > 1 else None
    pronoun = replace(pronoun, label=None)
    if mention is not None:
        start = min(mention.sentence, pronoun.sentence)
        return replace(pronoun, voice=Voice.PERSON, people=mention.people, sentence=start)
    if last is not None:
        return replace(pronoun, voice=last.voice, people=last.people)
    if before is not None and before.voice is not None:
        return replace(pronoun, voice=before.voice, people=before.people, label=before.label)
    return None


def _joint(pronoun: Attribution, named: Attribution) -> Attribution:
    start = min(named.sentence, pronoun.sentence)
    return replace(pronoun, voice=Voice.PERSON, people=named.people, sentence=start, label=None)


def _piece(passage: Passage, attributions: list[Attribution]) -> _Piece:
    first = attributions[0]
    behalf = next((a.on_behalf_of for a in attributions if a.on_behalf_of), None)
    return _Piece(passage, attributions, first.voice, first.people, first.label, behalf)


def _unattributed(paragraph: Passage, before: _Piece | None) -> _Piece:
    """A paragraph without an attribution goes on with the speaker before it when it reads so."""
    if before is None or before.voice not in {Voice.PERSON, Voice.GROUP, Voice.LEADER, Voice.NOBODY}:
        return _Piece(paragraph, [])
    text = paragraph.folded
    if len(text) <= _LONGEST_SUBHEAD and not re.search(r"[。；]|：$", text):
        return _Piece(paragraph, [])
    goes_on = (
        opens_item(text)
        or bool(_GOES_ON.match(text))
        or before.passage.folded.endswith("：")
        or (before.voice is Voice.PERSON and bool(_DEMANDS.search(text)) and not _REPORTING.search(text))
    )
    if not goes_on:
        return _Piece(paragraph, [])
    return _Piece(paragraph, [], before.voice, before.people, before.label, before.on_behalf_of)


def _collect(pieces: list[_Piece]) -> Found:
    """One speech a person, one for each group that speaks; the rest is narration."""
    found = Found()
    turns: dict[tuple[object, ...], Turn] = {}
    for piece in pieces:
        if piece.voice not in {Voice.PERSON, Voice.GROUP}:
            found.narration.append(piece.passage)
            continue
        key = (piece.voice, piece.people[0].name if piece.people else piece.label)
        turn = turns.get(key)
        if turn is None:
            turn = turns[key] = _turn(piece)
            found.turns.append(turn)
        else:
            turn.people = (
                tuple(known.joined(again) for known, again in zip(turn.people, piece.people, strict=False))
                + turn.people[len(piece.people) :]
            )
            turn.on_behalf_of = turn.on_behalf_of or piece.on_behalf_of
        turn.paragraphs.append(piece.passage)
        turn.attributions.append(piece.attributions)
    return found


def _turn(piece: _Piece) -> Turn:
    if piece.voice is Voice.GROUP:
        identity = _MEMBERS.search((piece.label or "") + piece.passage.folded[:40])
        standing = Standing((), (identity[1],) if identity else ())
        return Turn(
            (), _GROUP, "集体发言，没有点名", label=piece.label, standing=standing, on_behalf_of=piece.on_behalf_of
        )
    person = piece.people[0]
    verb = next((a.verb for a in piece.attributions if a.verb), "")
    if person.standing.affiliations or person.standing.identities:
        confidence, reason = _NAMED_WITH_STANDING, f"文中写明身份，用“{verb}”引出"
    elif is_name(person.name):
        confidence, reason = _NAME_ALONE, f"只有姓名，用“{verb}”引出"
    else:
        confidence, reason = _NAME_ALONE, "姓名少见"
    return Turn(piece.people, confidence, reason, on_behalf_of=piece.on_behalf_of)
