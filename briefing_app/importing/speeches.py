"""This file takes texts apart that print speeches one after the other, each under a header, a title or over a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing_app.domain.text import Span
from briefing_app.importing import furniture
from briefing_app.importing.attributions import Voice, find_attributions
from briefing_app.importing.headers import CONFIDENCE, Form, Header
from briefing_app.importing.joining import Measure, is_complete, is_title_like, rejoin
from briefing_app.importing.lexicon.speaking import ROLES
from briefing_app.importing.lines import Line
from briefing_app.importing.numbering import opens_item
from briefing_app.importing.openings import Openings
from briefing_app.importing.parts import Turn
from briefing_app.importing.passages import Passage, join
from briefing_app.importing.people import Somebody

_SUBTITLE = re.compile(
    r"^[（(]?(?:[—–-]{1,3}\s*)?(?:在.{4,60}(?:会议?|大会|座谈会)上的(?:大会|书面)?发言|\d{4}年\d{1,2}月(?:\d{1,2}日)?|.{0,20}第[一二三四五六七八九十百\d]+号|大会(?:书面|口头)?发言(?:之[一二三四五六七八九十]+|材料)?|[\u4e00-\u9fff]{2,16}\d{4}年?(?:第)?\d{1,3}期(?:.{0,10}))[）)]?$"
)
_SALUTATION = re.compile(r"^(?:各位|尊敬的|主席|同志们|大家).{0,30}[：，！:!]$")
_CLOSING = re.compile(
    r"^(?:会上|会议(?:由|强调|指出|要求|认为)|座谈会上|会前|会后|此前|据悉|据了解|参加(?:会议|座谈)|出席(?:会议|座谈)|[\u4e00-\u9fff、]{2,30}(?:主持会议|出席会议|参加会议|参加座谈|应邀出席))"
)
_QUESTIONERS = frozenset(ROLES) - {"答", "嘉宾"}


@dataclass(slots=True)
class Section:
    """The lines of one speech, or those before the first: `first` and `last` count lines, `last` exclusive."""

    headers: list[tuple[int, Header]]
    first: int
    last: int


@dataclass(slots=True)
class Parted:
    """A text with its turns in order, and the runs of lines that belong to none."""

    turns: list[Turn]
    front: list[Line]
    narration: list[Passage]
    subtitles: list[Passage]
    captions: list[Line]


def part(source: str, lines: Sequence[Line], openings: Openings, setting: Measure) -> Parted:
    """Speeches by their headers or signatures; front lines are those before the first."""
    captions = [lines[index] for index in sorted(openings.captions)]
    if not openings.headers and openings.signatures:
        return _by_signature(source, lines, openings, setting, captions)
    sections = _sections(lines, openings)
    above = _titles_stand_above(lines, sections, openings)
    turns: list[Turn] = []
    narration: list[Passage] = []
    subtitles: list[Passage] = []
    front_end = sections[0].headers[0][0] if sections else len(lines)
    titles_of: dict[int, list[Line]] = {}
    for number, section in enumerate(sections):
        if above:
            start = sections[number - 1].first if number else 0
            title, subs, cut = _title_above(lines, section.headers[0][0], start, openings)
            titles_of[number] = title
            subtitles.extend(line.words for line in subs)
            if number:
                sections[number - 1].last = min(sections[number - 1].last, cut)
            else:
                front_end = cut
    last_names: dict[str, Somebody] = {}
    for number, section in enumerate(sections):
        body = [(i, lines[i]) for i in range(section.first, section.last) if i not in openings.captions]
        turn = _turn(source, lines, section, openings)
        rest = _rest_of_header(source, lines, section, turn, body, setting)
        if titles_of.get(number):
            turn.titles = [line.words for line in titles_of[number]]
        elif not turn.titles and not rest:
            title, body = _title_below(body, setting)
            turn.titles = [line.words for line in title]
        body, subs = _without_subtitles(body)
        subtitles.extend(subs)
        paragraphs = rejoin(source, [line for _, line in body], setting)
        if rest is not None:
            paragraphs = _with_rest(source, rest, body, setting)
        signed = [openings.signatures[i] for i, _ in body if i in openings.signatures]
        tail = _closing_at(paragraphs) if number == len(sections) - 1 else len(paragraphs)
        narration.extend(paragraphs[tail:])
        turn.paragraphs = paragraphs[:tail]
        turn.attributions = [find_attributions(p.folded, frozenset({turn.name or ""}) - {""}) for p in turn.paragraphs]
        _complete(turn, last_names, signed)
        if turns and turns[-1].asks:
            turn.prompt = "".join(p.folded for p in turns[-1].paragraphs)
        turns.append(turn)
    front = [line for index, line in enumerate(lines[:front_end]) if index not in openings.captions]
    return Parted(turns, front, narration, subtitles, captions)


def _sections(lines: Sequence[Line], openings: Openings) -> list[Section]:
    """A section a header; headers in a row without a text between them share one."""
    sections: list[Section] = []
    for index in sorted(openings.headers):
        header = openings.headers[index]
        body = index + 1 + openings.continued.get(index, 0)
        if sections and sections[-1].first == index and _joins(sections[-1].headers[-1][1], header):
            sections[-1].headers.append((index, header))
            sections[-1].first = body
        else:
            if sections:
                sections[-1].last = index
            sections.append(Section([(index, header)], body, len(lines)))
    return sections


def _joins(first: Header, second: Header) -> bool:
    """Whether two headers on lines in a row are two people of one speech."""
    plain = {Form.PLAIN, Form.BULLET, Form.BRACKET, Form.BARE}
    return not first.rest and first.form in plain and second.form in plain | {Form.COLON}


def _turn(source: str, lines: Sequence[Line], section: Section, openings: Openings) -> Turn:
    parts, people = [], []
    for index, header in section.headers:
        line = lines[index].words
        more = openings.continued.get(index, 0)
        if more:
            below = lines[index + 1].words
            parts.extend([line, below.part(0, header.length)])
        else:
            parts.append(line.part(0, header.length))
        people.extend(header.people)
    first = section.headers[0][1]
    reason = f"标题行的形式为“{first.form.value}”"
    behalf = first.on_behalf_of or next((p.on_behalf_of for p in people if p.on_behalf_of), None)
    turn = Turn(tuple(people), CONFIDENCE[first.form], reason, label=first.label, on_behalf_of=behalf)
    turn.header = join(source, parts)
    turn.asks = first.form is Form.ROLE and any(role in (first.label or "") for role in _QUESTIONERS)
    return turn


def _rest_of_header(
    source: str, lines: Sequence[Line], section: Section, turn: Turn, body: list[tuple[int, Line]], setting: Measure
) -> Line | None:
    """What follows a header on its line: a title, or the beginning of the body (returned)."""
    index, header = section.headers[-1]
    if not header.rest:
        return None
    line = lines[index]
    words = line.words.part(header.length)
    rest = replace(line, words=words, indent=line.indent, gap=0)
    is_title = (
        not is_complete(rest.text) and is_title_like(rest, longest=60) and bool(body) and not setting.is_full(line)
    )
    if header.form is Form.TITLE_OF and not is_complete(rest.text) and len(rest.text) <= 80:
        is_title = True
    if is_title:
        turn.titles = [words]
        return None
    return rest


def _with_rest(source: str, rest: Line, body: list[tuple[int, Line]], setting: Measure) -> list[Passage]:
    return rejoin(source, [rest, *(line for _, line in body)], setting)


def _title_below(body: list[tuple[int, Line]], setting: Measure) -> tuple[list[Line], list[tuple[int, Line]]]:
    """The title under a header: one line, or two where the first is no cut sentence."""
    if len(body) < 2 or not _reads_as_title(body[0][1], body[1][1], setting):
        return [], body
    if (
        len(body) > 2
        and not body[1][1].gap
        and body[1][1].indent == body[0][1].indent
        and _reads_as_title(body[1][1], body[2][1], setting)
        and not re.match(r"^(?:建议|当前|近年|各位)", body[1][1].text)
        and not opens_item(body[1][1].text)
    ):
        return [body[0][1], body[1][1]], body[2:]
    return [body[0][1]], body[1:]


def _reads_as_title(line: Line, following: Line, setting: Measure) -> bool:
    if is_complete(line.text) and not re.search(r"[？！”》）]$", line.text):
        return False
    if not is_title_like(line) or opens_item(line.text) or _SALUTATION.match(line.text):
        return False
    if setting.full is not None and setting.is_full(line) and following.indent <= line.indent and not following.gap:
        return False
    return not re.match(r"^[，。、；）”]", following.text)


def _titles_stand_above(lines: Sequence[Line], sections: list[Section], openings: Openings) -> bool:
    """Whether the titles of this text stand over the names: judged over all speeches but the first."""
    if not sections:
        return False
    below = above = 0
    for section in sections:
        index, header = section.headers[0]
        if header.rest:
            continue
        rows = [
            (i, lines[i])
            for i in range(section.first, min(section.last, section.first + 4))
            if i not in openings.captions
        ]
        below += bool(
            len(rows) >= 2
            and _reads_as_title(rows[0][1], rows[1][1], Measure(None, False))
            and len(rows[1][1].text) > 20
        )
        title, _, _ = _title_above(lines, index, 0, openings)
        above += bool(title)
    return above > below or (
        above == below > 0 and len(sections) == 1 and sections[0].headers[0][1].form is not Form.COLON
    )


def _title_above(
    lines: Sequence[Line], index: int, start: int, openings: Openings
) -> tuple[list[Line], list[Line], int]:
    """The title over a header: its lines, lines about the occasion between them, and where they begin."""
    title: list[Line] = []
    subs: list[Line] = []
    at = index
    while at > start and at > index - 5:
        line = lines[at - 1]
        if at - 1 in openings.headers or at - 1 in openings.captions or at - 1 in openings.signatures:
            break
        if _SUBTITLE.match(line.text):
            subs.insert(0, line)
        elif (
            len(title) < 2
            and not is_complete(line.text)
            and is_title_like(line, longest=60)
            and not furniture.is_byline(line.text)
        ):
            if title and (lines[at].gap > 1 or opens_item(line.text)):
                break
            title.insert(0, line)
        elif (
            is_complete(line.text)
            and re.search(r"[？！]$", line.text)
            and is_title_like(line, longest=40)
            and not title
        ):
            title.insert(0, line)
        else:
            break
        at -= 1
    if not title:
        return [], [], index
    return title, subs, at


def _without_subtitles(body: list[tuple[int, Line]]) -> tuple[list[tuple[int, Line]], list[Passage]]:
    kept, subs = [], []
    for position, (index, line) in enumerate(body):
        if position < 3 and _SUBTITLE.match(line.text):
            subs.append(line.words)
        else:
            kept.append((index, line))
    return kept, subs


def _closing_at(paragraphs: list[Passage]) -> int:
    """Where a report's closing narration begins after the last speech."""
    for index, paragraph in enumerate(paragraphs):
        if index == 0:
            continue
        if _CLOSING.match(paragraph.folded) and not opens_item(paragraph.folded):
            return index
        voices = [a.voice for a in find_attributions(paragraph.folded)]
        if voices and voices[0] in {Voice.LEADER} and find_attributions(paragraph.folded)[0].start < 40:
            return index
    end = len(paragraphs)
    while end > 1 and _is_stray(paragraphs[end - 1]):
        end -= 1
    return end


def _is_stray(paragraph: Passage) -> bool:
    """A short line after the last sentence, that is none: remains of the page."""
    text = paragraph.folded
    return len(text) <= 40 and not is_complete(text) and not opens_item(text)


def _complete(turn: Turn, before: dict[str, Somebody], signed: list[Header]) -> None:
    """Fill a short form (张委员) or an answer from the people named before."""
    del signed
    for person in turn.people:
        before[person.name] = before[person.name].joined(person) if person.name in before else person


def _by_signature(
    source: str, lines: Sequence[Line], openings: Openings, setting: Measure, captions: list[Line]
) -> Parted:
    """Texts that are signed: each runs from the signature above it, its title first."""
    turns: list[Turn] = []
    front: list[Line] = []
    subtitles: list[Passage] = []
    start = 0
    for end in sorted(openings.signatures):
        signature = openings.signatures[end]
        body = [(i, lines[i]) for i in range(start, end) if i not in openings.captions]
        head, body = _head_of_signed(body, setting, first=not turns)
        front.extend(line for _, line in head)
        title, body = _title_below(body, setting)
        turn = Turn(signature.people, CONFIDENCE[Form.SIGNATURE], "文末署名", on_behalf_of=signature.on_behalf_of)
        turn.header, turn.titles = lines[end].words, [line.words for line in title]
        turn.paragraphs = rejoin(source, [line for _, line in body], setting)
        turn.attributions = [find_attributions(p.folded) for p in turn.paragraphs]
        if turn.paragraphs:
            turns.append(turn)
        else:
            front.append(lines[end])
            front.extend(line for line in title)
        start = end + 1
    rest = [lines[i] for i in range(start, len(lines)) if i not in openings.captions]
    return Parted(turns, front, rejoin(source, rest, setting), subtitles, captions)


def _head_of_signed(
    body: list[tuple[int, Line]], setting: Measure, *, first: bool
) -> tuple[list[tuple[int, Line]], list[tuple[int, Line]]]:
    """Before the first signed text stand the headlines of the page, perhaps an introduction."""
    del setting
    if not first:
        return [], body
    title_like = [
        position for position, (_, line) in enumerate(body) if is_title_like(line) and not is_complete(line.text)
    ]
    if len(title_like) < 2:
        return [], body
    cut = title_like[-1] if title_like[-1] + 1 < len(body) else title_like[0]
    return body[:cut], body[cut:]


def span_of(passage: Passage) -> Span:
    return Span(passage.start, passage.end)
