"""This file reads the head of a text: headline, lines under it, and the paragraphs that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing_app.domain.meetings import PartRole, SourcePart
from briefing_app.importing.meeting.meetings import NAMED_TOPIC
from briefing_app.importing.page.joining import Measure, is_complete, rejoin
from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.quoted.attributions import find_attributions
from briefing_app.importing.speakers.titles import is_masthead

_LONGEST_HEADING = 90  # characters: newspapers print subheadlines of two lines
_MOST_HEADINGS = 5
_LEADS_TO_WORDS = re.compile(r"(?:反映|建议|提出|认为|表示|指出|说|呼吁)：$")


@dataclass(slots=True)
class Front:
    """The head of a text, and its running paragraphs."""

    headline: Passage | None = None
    headings: list[Passage] = field(default_factory=list)
    parts: list[SourcePart] = field(default_factory=list)
    paragraphs: list[Passage] = field(default_factory=list)

    def take_title(self) -> list[Passage]:
        """关于……的建议 over the words of a single person is the title of what they say."""
        for heading in self.headings:
            if NAMED_TOPIC.match(heading.folded):
                self.parts = [part for part in self.parts if part.spans != heading.pieces]
                return [heading]
        return []


def read_front(source: str, lines: Sequence[Line], setting: Measure) -> Front:
    """Headline and subheadlines are the lines before the first sentence."""
    front = Front()
    index = 0
    while index < len(lines) and index < _MOST_HEADINGS and _is_heading(lines, index, setting):
        words = lines[index].words
        if is_masthead(words.folded):
            role = PartRole.SECTION
        else:
            role = PartRole.HEADLINE if front.headline is None else PartRole.SUBHEADLINE
            front.headline = front.headline or words
        front.headings.append(words)
        front.parts.append(SourcePart(words.text, words.pieces, role))
        index += 1
    for passage in rejoin(source, list(lines[index:]), setting):
        front.paragraphs.append(passage)
    return front


def _is_heading(lines: Sequence[Line], index: int, setting: Measure) -> bool:
    line = lines[index]
    if is_complete(line.text) and not line.text.endswith(("？", "！", "”", "：")):
        return False
    if _LEADS_TO_WORDS.search(line.text) and find_attributions(line.text):
        return False  # 某某委员反映： leads to the words
    if "。" in line.text or len(line.text) > _LONGEST_HEADING:
        return False
    return index == 0 or not setting.is_full(line)
