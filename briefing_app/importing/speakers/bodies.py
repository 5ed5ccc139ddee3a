"""This file fills a speech with its paragraphs: asides, notes and closing words of the page are kept out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing_app.importing.naming.people import Somebody
from briefing_app.importing.page.furniture import is_section, opens_box
from briefing_app.importing.page.joining import is_complete
from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.numbering import opens_item
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.parts import Card, Turn
from briefing_app.importing.quoted.attributions import Attribution, Voice, find_attributions, is_leader
from briefing_app.importing.speakers import titles
from briefing_app.importing.speakers.introductions import described_by_note

_CLOSING = re.compile(
    r"^(?:(?:答复|办理)(?:意见|情况|结果|内容)?：|会上|会议(?:由|强调|指出|要求|认为)|座谈会上|会前|会后|此前|据悉|据了解|参加(?:会议|座谈)|出席(?:会议|座谈)"
    r"|[\u4e00-\u9fff、]{2,30}(?:主持会议|出席会议|参加会议|参加座谈|应邀出席)|(?:我们)?(?:期待|相信|祝愿)[^。]{0,12}委员们)"
)
_NOTE = re.compile(r"^[（(](?:注|作者|本文|文章|执笔|整理|附).*[）)]$|^(?:注|备注)：")
_LONGEST_STRAY = 40  # characters: a short last line without an end is no part of a speech
_PARTY_NAME = 2  # characters that tell the parties from each other
_NEAR_HEAD = 5  # characters: an attribution of somebody else that opens a paragraph
_LINES_OF_OCCASION = 3  # at the head of a body


@dataclass(slots=True)
class Parted:
    """A text with its turns in order, and what belongs to none."""

    turns: list[Turn] = field(default_factory=list)
    front: list[Line] = field(default_factory=list)
    narration: list[Passage] = field(default_factory=list)
    occasions: list[Passage] = field(default_factory=list)
    sections: list[Passage] = field(default_factory=list)
    reported: list[Passage] = field(default_factory=list)  # paragraphs after a speech that quote others
    is_dialogue: bool = False
    cards: list[Card] = field(default_factory=list)
    introduced: dict[str, Somebody] = field(default_factory=dict)  # by running text, without a header of their own


def without_asides(body: list[Line], parted: Parted) -> list[Line]:
    """The body without lines about the occasion at its head, names of sections, and a box behind it."""
    kept: list[Line] = []
    for position, line in enumerate(body):
        if opens_box(line.text) and kept:
            parted.narration.extend(aside.words for aside in body[position:])
            break
        if position < _LINES_OF_OCCASION and titles.is_occasion(line):
            parted.occasions.append(line.words)
        elif is_section(line.text):
            parted.sections.append(line.words)
        else:
            kept.append(line)
    return kept


def fill(turn: Turn, paragraphs: list[Passage], parted: Parted, *, last: bool) -> None:
    """The paragraphs of a turn; notes, and after the last turn the report's closing words, are narration."""
    end = _closing_at(paragraphs) if last else len(paragraphs)
    while end > 1 and _NOTE.match(paragraphs[end - 1].folded):
        end -= 1
    for note in paragraphs[end:]:
        turn.people = described_by_note(turn.people, note.folded)
    parted.narration.extend(paragraphs[end:])
    turn.paragraphs = paragraphs[:end]
    names = frozenset(person.name for person in turn.people)
    known = names | frozenset(parted.introduced)
    turn.attributions = [find_attributions(paragraph.folded, known) for paragraph in turn.paragraphs]
    if not parted.is_dialogue:
        _part_report(turn, names, parted)


def _part_report(turn: Turn, names: frozenset[str], parted: Parted) -> None:
    """A paragraph that quotes somebody else ends the speech: from there on the text is a report."""
    for number, said in enumerate(turn.attributions):
        if number and said and said[0].start <= _NEAR_HEAD and _turns_to_another(turn, names, said[0], parted):
            parted.reported.extend(turn.paragraphs[number:])
            turn.paragraphs, turn.attributions = turn.paragraphs[:number], turn.attributions[:number]
            return


def _turns_to_another(turn: Turn, names: frozenset[str], said: Attribution, parted: Parted) -> bool:
    """Whether an attribution quotes somebody else, or tells what a leader did whom the report has introduced."""
    if _quotes_another(turn, names, said, parted):
        return True
    leader = parted.introduced.get(said.name or "")
    return said.voice in {Voice.MENTION, Voice.LEADER} and leader is not None and is_leader((leader,))


def _same_body(one: str, other: str | None) -> bool:
    """民进县总支 is 民进某某县总支: within a speech a party's name is printed short."""
    return other is not None and one[:_PARTY_NAME] == other[:_PARTY_NAME]


def _quotes_another(turn: Turn, names: frozenset[str], said: Attribution, parted: Parted) -> bool:
    if said.voice is Voice.GROUP and "委员" in (said.label or "") and not said.on_behalf_of:
        return True  # 有委员提出, 委员们认为: no member says so of the others
    if said.voice is Voice.GROUP:
        return said.on_behalf_of is not None and not _same_body(said.on_behalf_of, turn.on_behalf_of)
    if said.voice not in {Voice.PERSON, Voice.LEADER} or said.name in names or not said.people:
        return False
    person = said.people[0]
    standing = parted.introduced.get(person.name, person).standing
    return bool(standing.affiliations or standing.identities)


def _closing_at(paragraphs: list[Passage]) -> int:
    """Where a report's closing narration begins after the last speech."""
    for index, paragraph in enumerate(paragraphs[1:], start=1):
        if _CLOSING.match(paragraph.folded) and not opens_item(paragraph.folded):
            return index
        said = find_attributions(paragraph.folded)
        if said and said[0].voice is Voice.LEADER and said[0].start < _LONGEST_STRAY:
            return index
    end = len(paragraphs)
    while end > 1 and _is_stray(paragraphs[end - 1].folded):
        end -= 1
    return end


def _is_stray(text: str) -> bool:
    """A short line after the last sentence, that is none: remains of the page."""
    return len(text) <= _LONGEST_STRAY and not is_complete(text) and not opens_item(text)
