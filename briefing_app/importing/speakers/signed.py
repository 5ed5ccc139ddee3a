"""This file takes texts apart that are signed: ——姓名（单位职务） on a line of its own, or a name in brackets at the end."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.importing.naming.forms import CONFIDENCE, Form, Header
from briefing_app.importing.page.joining import Measure, is_complete, is_title_like, rejoin
from briefing_app.importing.page.lines import Line
from briefing_app.importing.parts import Turn
from briefing_app.importing.speakers import titles
from briefing_app.importing.speakers.bodies import Parted, fill, without_asides
from briefing_app.importing.speakers.openings import Openings


def part(source: str, lines: Sequence[Line], openings: Openings, setting: Measure) -> Parted:
    """Each text runs from the signature above it to its own, its title first."""
    parted = Parted()
    ends = sorted(openings.signatures)
    bodies: list[list[Line]] = []
    for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False):
        body = [lines[i] for i in range(start, end) if i not in openings.captions]
        if _ends_a_text(lines[end], openings.signatures[end]):
            body.append(lines[end])
        bodies.append(without_asides(body, parted))
    titled = _are_titled(bodies, setting)
    head = _before_last_title(bodies, setting) if titled else None
    head = max(_head(bodies[0]) - titled, 0) if head is None else head
    parted.front.extend(bodies[0][:head])
    bodies[0] = bodies[0][head:]
    for end, body in zip(ends, bodies, strict=True):
        turn = _turn(lines[end], openings.signatures[end])
        count = titles.below(body, setting) if titled else 0
        turn.titles = [line.words for line in body[:count]]
        fill(turn, rejoin(source, body[count:], setting), parted, last=False)
        parted.turns.append(turn)
    _part_introduction(parted)
    rest = [lines[i] for i in range(ends[-1] + 1, len(lines)) if i not in openings.captions]
    parted.narration.extend(rejoin(source, rest, setting))
    return parted


def _turn(last: Line, signature: Header) -> Turn:
    """The turn of a signature. Brackets behind the last sentence stay with the paragraph, as attributions do."""
    turn = Turn(signature.people, CONFIDENCE[Form.SIGNATURE], "文末署名", on_behalf_of=signature.on_behalf_of)
    if not _ends_a_text(last, signature):
        turn.header = last.words
    return turn


def _ends_a_text(line: Line, signature: Header) -> bool:
    """Whether a signature stands behind the text on the same line."""
    return signature.length < len(line.words.text)


def _are_titled(bodies: list[list[Line]], setting: Measure) -> bool:
    """Whether the texts have titles: judged by all but the first, over which the headlines of the page stand."""
    counts = [titles.below(body, setting) for body in bodies]
    return len(counts) == 1 or sum(count > 0 for count in counts[1:]) * 2 > len(counts[1:])


def _head(body: list[Line]) -> int:
    """How many lines before the first signed text head the page: titles above its first sentence."""
    head = 0
    while head < len(body) - 1 and is_title_like(body[head]) and not is_complete(body[head].text):
        head += 1
    return head


def _before_last_title(bodies: list[list[Line]], setting: Measure) -> int | None:
    """How many lines of the first body stand before its title, where an introduction comes between it and the headlines.

    The texts after the first show that no other title stands inside them.
    """
    inner = [_title_lines(body, setting) for body in bodies]
    if len(bodies) < 2 or any(found != [0] for found in inner[1:]) or not inner[0]:
        return None
    return inner[0][-1]


def _title_lines(body: list[Line], setting: Measure) -> list[int]:
    return [at for at in range(len(body) - 1) if titles.reads_as_title(body[at], body[at + 1], setting)]


def _part_introduction(parted: Parted) -> None:
    """Where every other text is one paragraph, the first is, too: what stands before it introduces them all."""
    first, *others = parted.turns
    if others and len(first.paragraphs) > 1 and all(len(turn.paragraphs) == 1 for turn in others):
        parted.narration.extend(first.paragraphs[:-1])
        first.paragraphs, first.attributions = first.paragraphs[-1:], first.attributions[-1:]
