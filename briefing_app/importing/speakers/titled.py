"""This file recognises speakers in brackets beside a title: 标题（姓名，职务）, or （姓名，职务） on the line below it."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing_app.importing.naming.forms import Form, Header
from briefing_app.importing.page.joining import is_complete, is_title_like
from briefing_app.importing.page.lines import Line
from briefing_app.importing.speakers.headers import read_header
from briefing_app.importing.speakers.signing import read_signature

_BRACKET_AT_END = re.compile(r"（(?P<inside>[^（）]{4,80}(?:（[^（）]*）[^（）]*)*)）$")
_LEAST_TITLE = 4  # characters
_LONGEST_LINE = 120  # characters of a title with a bracket
_LEAST_TEXT = 20  # characters of the text below


def read_titled(lines: list[Line], index: int) -> Header | None:
    """The speaker whom a bracket at the end of a title, or under one, names; a text must follow."""
    line = lines[index]
    bracket = _BRACKET_AT_END.search(line.text) if len(line.text) <= _LONGEST_LINE else None
    if bracket is None or not _text_follows(lines, index):
        return None
    if bracket.start() == 0:
        return _below_title(lines, index, bracket["inside"])
    title = line.text[: bracket.start()].rstrip()
    if (
        len(title) < _LEAST_TITLE
        or is_complete(title)
        or not is_title_like(replace(line, words=line.words.part(0, len(title))))
    ):
        return None
    header = _named_in(bracket[0])
    return replace(header, title_length=bracket.start(), length=len(line.text)) if header else None


def _below_title(lines: list[Line], index: int, inside: str) -> Header | None:
    above = lines[index - 1] if index else None
    if above is None or is_complete(above.text) or not is_title_like(above):
        return None
    body = read_header(inside)
    if body is not None and body.form is Form.BODY:
        return replace(body, length=len(lines[index].text))
    return _named_in(lines[index].text)


def _named_in(bracket: str) -> Header | None:
    """The header that a bracket makes: everybody in it must have a post or an identity."""
    header = read_signature(bracket)
    if header is None or not all(p.standing.affiliations or p.standing.identities for p in header.people):
        return None
    return replace(header, form=Form.TITLED)


def _text_follows(lines: list[Line], index: int) -> bool:
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return len(below) >= _LEAST_TEXT and _BRACKET_AT_END.search(below) is None
