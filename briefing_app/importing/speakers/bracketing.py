"""This file reads brackets at the head of a line that hold who speaks: [姓名]：, 【姓名】单位职务, [市政协委员] 姓名."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing_app.importing.naming.forms import LONGEST, SENTENCE, Form, Header
from briefing_app.importing.naming.names import HAN, could_be_name, is_name, unspaced
from briefing_app.importing.naming.people import Somebody, Standing, read_standing

_LEAST_WORDS = 10  # characters of words after a name in brackets
# [姓名]：…… or 【主持人　姓名】：…… in transcripts
_BRACKETED_SPEAKER = re.compile(r"^[\[【〔［](?P<who>[^\[\]【】：。]{1,20})[\]】〕］]：")
# [市政协委员] 姓名……
KIND_OF_SPEAKER = re.compile(
    r"^[\[【〔［](?P<kind>[^\[\]【】：。]{0,8}(?:委员|常委|代表|专家|学者|嘉宾|人士))[\]】〕］]\s*(?=[^\s：])"
)
# 【姓名】单位职务, 【姓名】正文
_NAME_IN_BRACKETS = re.compile(rf"^[\[【〔［](?P<name>[{HAN}·\s]{{2,8}})[\]】〕］]\s*(?P<rest>[^：\s].*)$", re.DOTALL)


def without_brackets(line: str) -> str:
    """[姓名]：…… as 姓名：……, as long as before."""
    return _BRACKETED_SPEAKER.sub(r" \g<who> ：", line)


def of_kind(header: Header, kind: re.Match[str]) -> Header:
    """A header with the identity that brackets print before it."""
    standing = read_standing(kind["kind"])
    known = Standing((), standing.identities, standing.sound)
    people = tuple(Somebody(person.name, known).joined(person) for person in header.people)
    form = Form.BULLET if header.form in {Form.BARE, Form.PLAIN} else header.form
    return replace(header, form=form, people=people, length=header.length + kind.end())


def name_in_brackets(line: str) -> Header | None:
    """A name in brackets before the posts of its bearer, or before the words."""
    match = _NAME_IN_BRACKETS.match(line)
    if match is None:
        return None
    name, rest = unspaced(match["name"]), match["rest"]
    standing = read_standing(rest) if len(rest) <= LONGEST and not SENTENCE.search(rest) else Standing()
    if standing.sound and could_be_name(name):
        return Header(Form.BRACKET, (Somebody(name, standing),), len(line))
    if is_name(name) and len(rest) >= _LEAST_WORDS and SENTENCE.search(rest):
        return Header(Form.BARE_RUN_IN, (Somebody(name),), match.start("rest"), rest)
    return None
