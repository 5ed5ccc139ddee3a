"""This file recognises what signs a text: ——姓名（单位职务）, （作者系……）, a name in brackets behind the last sentence."""

from __future__ import annotations

import re

from briefing_app.importing.naming.forms import SENTENCE, Form, Header
from briefing_app.importing.naming.names import split_names
from briefing_app.importing.naming.namings import addressed, bracketed, name_first, people_in
from briefing_app.importing.naming.people import Somebody
from briefing_app.importing.speakers.headers import ABOUT_THE_PERSON, DASHES, SUBTITLE

_TAIL = re.compile(r"(?<=[。！？”；])\s*(?P<bracket>（(?P<inside>[^（）]{3,50})）)$")
_LONGEST_TAIL = 60  # characters
_OUTER_BRACKETS = re.compile(r"^[（【\[〔](?P<inside>[^（）【】\[\]〔〕]*(?:（[^（）]*）[^（）【】]*)?)[）】\]〕]$")


def is_dashed(line: str) -> bool:
    return bool(DASHES.match(line))


def read_signature(line: str) -> Header | None:
    """A line after a text that says whose it is: ——姓名（单位职务）, （作者系……）, （姓名，单位职务）."""
    words, marked = ABOUT_THE_PERSON.sub("", line.strip()), False
    if SUBTITLE.match(words):
        return None
    dashes = DASHES.match(words)
    if dashes:
        words, marked = words[dashes.end() :], True
    outer = _OUTER_BRACKETS.match(words)
    if outer:
        words, marked = outer["inside"].strip(), True
    if not marked or len(words) > 90 or SENTENCE.search(words):
        return None
    words = re.sub(r"^(?:作者|本文作者|发言人|整理自?|摘自)(?:：|:|\s)?", "", words)
    words = re.sub(r"(?:的?发言(?:摘要)?|供稿)$", "", words)
    people = bracketed(words) or people_in(words) or name_first(words) or tuple(Somebody(n) for n in split_names(words))
    if not people or (not any(person.standing.sound for person in people) and not dashes):
        return None
    return Header(Form.SIGNATURE, people, len(line))


def read_tail(line: str) -> Header | None:
    """A text that ends with its speaker in brackets: ……。（姓名委员）"""
    match = _TAIL.search(line[-_LONGEST_TAIL:])
    if not match:
        return None
    inside = match["inside"].strip()
    people = addressed(inside) or people_in(inside, bounded=True)
    if not people or not all(p.standing.identities or p.standing.affiliations for p in people):
        return None
    return Header(Form.SIGNATURE, people, len(match["bracket"]))
