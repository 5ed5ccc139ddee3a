"""This file reads how a header names people: posts before a name, brackets behind it, 委员 after it, several at once."""

from __future__ import annotations

import re

from briefing_app.importing.naming.names import HAN, could_be_name, is_name, is_shaped_like_name, split_names, unspaced
from briefing_app.importing.naming.people import (
    IDENTITY,
    Somebody,
    Standing,
    ends_with_organisation,
    read_standing,
    split_trailing_name,
)

_BRACKETED = re.compile(
    r"^(?P<name>[^（）：，。；]{2,14}?)\s*(?P<called>委员|常委|代表|院士|议员|教授|先生|女士|同志)?\s*（(?P<inside>[^（）]*(?:（[^（）]*）[^（）]*)*)）$"
)
_POSTS_THEN_BRACKET = re.compile(r"^(?P<before>[^（）]{4,60})（(?P<inside>[^（）]{2,40})）$")
_LONGEST_BODY = 24  # characters
_NO_DESCRIPTION = re.compile(r"\d|摄|图|音|见|[A-Za-z]")
_CALLED = r"委员|常委|代表|院士|议员|教授|主任|主席|主委|局长|书记|先生|女士|会长|校长|院长|总经理|董事长|同志"


def bracketed(head: str) -> tuple[Somebody, ...]:
    """姓名（单位职务）, also several names, and brackets after posts: 主任 姓名（……）."""
    several = _each_with_bracket(head)
    if several:
        return several
    match = _BRACKETED.match(head)
    if match:
        called = (match["called"],) if match["called"] in {"委员", "常委", "代表", "院士", "议员"} else ()
        standing = _with_identities(read_standing(match["inside"]), called)
        name, inside = unspaced(match["name"]), match["inside"]
        names = split_names(match["name"])
        if len(names) > 1 and standing.sound:
            return tuple(Somebody(each, standing, standing.behalf) for each in names)
        if (could_be_name(name) or is_shaped_like_name(name)) and (
            standing.sound or (standing.behalf and is_name(name))
        ):
            return (Somebody(name, standing, standing.behalf),)
        if is_name(name) and (called or len(inside) >= 4) and not _NO_DESCRIPTION.search(inside):
            return (Somebody(name, standing, standing.behalf),)
    outer = _POSTS_THEN_BRACKET.match(head)
    people = people_in(outer["before"].strip()) if outer else ()
    if outer and people:
        standing = read_standing(outer["inside"])
        if standing.sound or standing.behalf:
            return tuple(p.joined(Somebody(p.name, standing, standing.behalf)) for p in people)
    return ()


def _each_with_bracket(head: str) -> tuple[Somebody, ...]:
    """姓名（职务）　姓名（职务）: several people on a line."""
    parts = re.findall(r"([^（）]{2,14}?)\s*（([^（）]{3,60})）\s*[、，]?\s*", head)
    if len(parts) < 2 or sum(len(name) + len(inside) for name, inside in parts) < 0.7 * len(head) - 2 * len(parts):
        return ()
    people = tuple(Somebody(unspaced(name), read_standing(inside)) for name, inside in parts)
    return people if all(could_be_name(p.name) and p.standing.sound for p in people) else ()


def _with_identities(standing: Standing, called: tuple[str, ...]) -> Standing:
    return Standing(
        standing.affiliations, (*standing.identities, *called), standing.sound or bool(called), standing.behalf
    )


def people_in(words: str, *, bounded: bool = False) -> tuple[Somebody, ...]:
    """单位职务 姓名, for one person or several (姓名、姓名 after a shared description)."""
    words = words.strip(" ，、")
    called = re.search(rf"(?<=[{HAN}])\s*(?P<called>委员|常委|代表|院士|议员)$", words)
    if called:
        before = words[: called.start()]
        split = split_trailing_name(before, bounded=bounded)
        if split:
            standing = read_standing(split[0])
            if standing.sound:
                return (Somebody(split[1], _with_identities(standing, (called["called"],))),)
    split = split_trailing_name(words, bounded=bounded)
    if split:
        standing = read_standing(split[0])
        if standing.affiliations or standing.identities:
            return (Somebody(split[1], standing),)
    shared = re.match(rf"^(?P<first>.*?)(?P<others>(?:(?:、|和|与|\s+)[{HAN}·\s]{{2,12}}?)+)$", words)
    if shared and (people := _sharing(shared["first"], shared["others"])):
        return people
    return _of_body(words)


def _of_body(words: str) -> tuple[Somebody, ...]:
    """某乡政协联络组　张某某　李某: several authors behind the body to which they belong."""
    body, _, names = words.partition(" ")
    if not (4 <= len(body) <= _LONGEST_BODY and ends_with_organisation(body)) or is_name(body):
        return ()
    people = split_names(names)
    return tuple(Somebody(name, read_standing(body)) for name in people) if len(people) > 1 else ()


def _sharing(first: str, others: str) -> tuple[Somebody, ...]:
    """Several names after a shared description: 市政协委员张某、李某某."""
    split = split_trailing_name(first)
    names = split_names(others.strip("、和与 "))
    if split is None or not names:
        return ()
    standing = read_standing(split[0])
    if not standing.sound:
        return ()
    return tuple(Somebody(name, standing) for name in (split[1], *names))


def addressed(words: str) -> tuple[Somebody, ...]:
    """姓名委员, or 姓名、姓名委员."""
    match = re.match(rf"^(?P<names>.{{2,24}}?)\s*(?P<called>{_CALLED})$", words)
    if not match:
        return ()
    names = split_names(match["names"])
    if not names and could_be_name(match["names"]) and re.fullmatch("委员|常委|议员|院士", match["called"]):
        names = (match["names"],)
    if not names:
        return ()
    identity = (match["called"],) if re.fullmatch(IDENTITY, match["called"]) else ()
    return tuple(Somebody(name, Standing((), identity, sound=True)) for name in names)


def name_first(words: str) -> tuple[Somebody, ...]:
    """姓名　单位职务, 姓名，市政协委员、某公司董事长, 姓名 系某单位职务."""
    match = re.match(
        rf"^(?P<name>[{HAN}]{{2,4}}|[{HAN}]\s[{HAN}]|\S{{1,10}}·\S{{1,10}}?)(?:[，、\s]+|(?=系))(?:系|现任|为)?(?P<words>.{{3,}})$",
        words,
    )
    if not match:
        return ()
    detailed = re.sub(r"（代表(?P<body>[^（）]{3,24}?)(?:发言)?）", r"，代表\g<body>", match["words"])
    name, standing = unspaced(match["name"]), read_standing(detailed)
    described = any(a.post for a in standing.affiliations) or bool(standing.identities)
    if not (is_name(name) or (described and could_be_name(name))) or is_name(unspaced(match["words"])):
        return ()
    if standing.sound:
        return (Somebody(name, standing, standing.behalf),)
    return ()
