"""This file takes texts apart that print speeches one after the other, each under a header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing_app.importing.lexicon.speaking import ROLES
from briefing_app.importing.naming.forms import CONFIDENCE, Form, Header
from briefing_app.importing.naming.names import is_name, unspaced
from briefing_app.importing.naming.namings import bracketed
from briefing_app.importing.naming.people import Somebody, read_standing
from briefing_app.importing.page.furniture import is_byline
from briefing_app.importing.page.joining import Measure, is_complete, is_title_like, rejoin
from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.passages import Passage, join
from briefing_app.importing.parts import Card, Turn
from briefing_app.importing.speakers import titles
from briefing_app.importing.speakers.bodies import Parted, fill, without_asides
from briefing_app.importing.speakers.openings import Openings

_QUESTIONERS = frozenset(ROLES) - {"答", "嘉宾"}


@dataclass(slots=True)
class Section:
    """The lines of one speech: its headers, and its body as `[first, last)`."""

    headers: list[tuple[int, Header]]
    first: int
    last: int
    title: list[Line] = field(default_factory=list)

    @property
    def header(self) -> Header:
        return self.headers[-1][1]


def part(
    source: str, lines: Sequence[Line], openings: Openings, setting: Measure, known: Mapping[str, Somebody]
) -> Parted:
    """Speeches by their headers; front lines are those before the first. `known`: whom running text introduces."""
    parted = Parted(is_dialogue=any(header.form is Form.ROLE for header in openings.headers.values()))
    headed = {name for header in openings.headers.values() for name in header.names}
    parted.introduced = {name: person for name, person in known.items() if name not in headed}
    sections = _sections(lines, openings)
    front_end = _titles_over_headers(lines, sections, openings, parted, setting) if sections else len(lines)
    for section in sections:
        turn = _turn(source, lines, section, openings)
        body = [lines[i] for i in range(section.first, section.last) if i not in openings.captions]
        body = without_asides(body, parted)
        body = _with_titles(turn, section, body, lines, setting, openings)
        body = _with_posts_in_brackets(source, turn, body)
        last = section is sections[-1]
        fill(turn, rejoin(source, body, setting), parted, last=last)
        if _is_card(turn):
            parted.occasions.extend([*turn.titles, *([turn.header] if turn.header else []), *turn.paragraphs])
            parted.cards.extend(Card(turn.header.start if turn.header else 0, person) for person in turn.people)
            continue
        if parted.turns and parted.turns[-1].asks:
            turn.prompt = "".join(paragraph.folded for paragraph in parted.turns[-1].paragraphs)
        parted.turns.append(turn)
    front = [line for index, line in enumerate(lines[:front_end]) if index not in openings.captions]
    parted.front = front
    return parted


def _sections(lines: Sequence[Line], openings: Openings) -> list[Section]:
    """A section a header; headers in a row without a text between them share one."""
    sections: list[Section] = []
    for index in sorted(openings.headers):
        header = openings.headers[index]
        body = index + 1 + openings.continued.get(index, 0)
        if sections and sections[-1].first == index and _joins(sections[-1].header, header):
            sections[-1].headers.append((index, header))
            sections[-1].first = body
            continue
        if sections:
            sections[-1].last = index
        sections.append(Section([(index, header)], body, len(lines)))
    return sections


def _joins(first: Header, second: Header) -> bool:
    """Whether two headers on lines in a row are two people of one speech."""
    plain = {Form.PLAIN, Form.BULLET, Form.BRACKET, Form.BARE}
    by_body = first.form is Form.BODY and second.form in plain | {Form.FIELD}  # a committee, and who speaks for it
    return not first.rest and ((first.form in plain and second.form in plain | {Form.COLON, Form.BODY}) or by_body)


def _titles_over_headers(
    lines: Sequence[Line], sections: list[Section], openings: Openings, parted: Parted, setting: Measure
) -> int:
    """Give the titles that stand over headers to their speeches; returns where the first speech begins."""
    begin = sections[0].headers[0][0]
    if not _stand_over(lines, sections, openings, setting):
        return begin
    taken = frozenset(openings.headers) | openings.captions | frozenset(openings.signatures)
    for number, section in enumerate(sections):
        if section.headers[0][1].title_length:
            continue
        start = _after_first_line(sections[number - 1]) if number else 0
        found = titles.above(lines, section.headers[0][0], start, taken, setting)
        section.title = found.title
        parted.occasions.extend(line.words for line in found.occasion)
        if number:
            sections[number - 1].last = min(sections[number - 1].last, found.start)
        else:
            begin = found.start
    return begin


def _after_first_line(section: Section) -> int:
    """Where a title for the next speech may begin at the earliest: this one keeps a line of text."""
    return section.first + (0 if section.header.rest else 1)


def _stand_over(lines: Sequence[Line], sections: list[Section], openings: Openings, setting: Measure) -> bool:
    """Whether the titles of this text stand over the names: as more speeches than not show."""
    under = over = 0
    taken = frozenset(openings.headers) | openings.captions
    for section in sections:
        index, header = section.headers[0]
        if header.rest or header.title_length or header.form is Form.ROLE:
            continue
        rows = [
            lines[i] for i in range(section.first, min(section.last, section.first + 4)) if i not in openings.captions
        ]
        under += titles.below(rows, Measure(None, indented=False)) > 0 and len(rows[1].text) > 20
        over += bool(titles.above(lines, index, 0, taken, setting).title)
    alone = len(sections) == 1 and sections[0].headers[0][1].form is not Form.COLON
    return over > under or (over == under > 0 and alone)


def _turn(source: str, lines: Sequence[Line], section: Section, openings: Openings) -> Turn:
    parts: list[Passage] = []
    people: list[Somebody] = []
    for index, header in section.headers:
        line = lines[index].words
        more = openings.continued.get(index, 0)
        if more:
            parts.extend(lines[at].words for at in range(index, index + more))
            parts.append(lines[index + more].words.part(0, header.length))
        else:
            parts.append(line.part(header.title_length, header.length))
        people.extend(header.people)
    first = section.headers[0][1]
    behalf = first.on_behalf_of or next((p.on_behalf_of for p in people if p.on_behalf_of), None)
    turn = Turn(
        tuple(people),
        CONFIDENCE[first.form],
        f"标题行的形式为“{first.form.value}”",
        label=first.label,
        on_behalf_of=behalf,
    )
    turn.header = join(source, parts)
    turn.asks = first.form is Form.ROLE and any(role in (first.label or "") for role in _QUESTIONERS)
    return turn


def _with_titles(
    turn: Turn, section: Section, body: list[Line], lines: Sequence[Line], setting: Measure, openings: Openings
) -> list[Line]:
    """Set the turn's title; returns the body, with what follows the header on its line."""
    index, header = section.headers[0]
    if header.title_length:
        turn.titles = [lines[index].words.part(0, header.title_length)]
        return body
    rest = _rest_of_header(lines, section, openings)
    if rest is not None and _is_title(rest, section.header, body, setting):
        goes_on = _title_goes_on(body)
        turn.titles = [rest.words, *([body[0].words] if goes_on else [])]
        return body[1:] if goes_on else body
    if section.title:
        turn.titles = [line.words for line in section.title]
    elif rest is None and section.header.form is not Form.ROLE:
        count = titles.below(body, setting)
        turn.titles, body = [line.words for line in body[:count]], body[count:]
    return body if rest is None else [rest, *body]


def _with_posts_in_brackets(source: str, turn: Turn, body: list[Line]) -> list[Line]:
    """（单位职务） on a line of its own under a header or a title says who the speaker is."""
    if len(turn.people) != 1 or len(body) < 2 or not re.fullmatch(r"（[^（）]{4,60}）", body[0].text):
        return body
    standing = read_standing(body[0].text)
    if not standing.sound or turn.header is None:
        return body
    turn.people = (turn.people[0].joined(Somebody(turn.people[0].name, standing)),)
    turn.header = join(source, [turn.header, body[0].words])
    return body[1:]


def _rest_of_header(lines: Sequence[Line], section: Section, openings: Openings) -> Line | None:
    """What follows a header on its line, or on the line over which it goes on."""
    index, header = section.headers[-1]
    if not header.rest:
        return None
    line = lines[index + openings.continued.get(index, 0)]
    return replace(line, words=line.words.part(header.length), gap=0)


def _title_goes_on(body: list[Line]) -> bool:
    """Whether a title on the header's line goes on over the next: a short line at once, and indented text below."""
    if len(body) < 2 or body[0].gap or not is_title_like(body[0]) or is_complete(body[0].text):
        return False
    return body[1].indent > body[0].indent or body[1].gap > 0


def _is_title(rest: Line, header: Header, body: list[Line], setting: Measure) -> bool:
    """Whether what follows a header on its line is the title: no sentence, and a body below."""
    if header.form in {Form.ROLE, Form.RUN_IN, Form.BARE_RUN_IN} or is_complete(rest.text):
        return False
    if header.form is Form.TITLE_OF:
        return len(rest.text) <= 80
    return bool(body) and is_title_like(rest, longest=60) and not setting.is_full(rest)


def _is_card(turn: Turn) -> bool:
    """人物名片：…… before an interview introduces somebody and says nothing; so does 主持人：某报记者　某某."""
    if turn.header is None:
        return False
    if not turn.paragraphs:
        return bool(turn.people)
    only = turn.paragraphs[0].folded
    if not turn.asks or len(turn.paragraphs) > 1:
        return False
    turn.people = turn.people or bracketed(only)  # 主持人：姓名（职务）
    return bool(turn.people and bracketed(only)) or is_byline(only) or is_name(unspaced(only))
