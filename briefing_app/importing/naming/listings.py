"""This file reads lists of people: several who speak together, or who only took part."""

from __future__ import annotations

import re

from briefing_app.importing.naming.descriptions import ENDS_WITH_POST, description_before
from briefing_app.importing.naming.names import HAN, could_be_name, is_name, is_shaped_like_name
from briefing_app.importing.naming.people import Somebody, read_standing, split_trailing_name
from briefing_app.importing.naming.voices import (
    ADVERB,
    BEHALF,
    CALLED,
    FARTHEST,
    IDENTITY_WORDS,
    NAME,
    VERB,
    Subject,
    Voice,
    called_by,
)

_LISTED = re.compile(
    rf"(?P<names>{NAME}(?:{IDENTITY_WORDS})?(?:[、和]{NAME}(?:(?:{IDENTITY_WORDS})(?=[、和]))?)+?)(?P<called>{CALLED})?(?P<rest>(?:等|也?分别|先后|依次|[\d一二两三四五六七八九十]+[位名人]|联|共|{ADVERB}{VERB}|在|就|围绕|结合|针对|从|作|代表|提交|带来|则|也|还).*)?$"
)
_TAKES_PART = re.compile(r"(?:先后|分别|依次|踊跃|积极)?(?:作了?|进行了?)?(?:交流|大会|主题|互动)?发言|回答了?|谈了?")
_LAST_OF_LIST = re.compile(rf"[和与及](?P<who>[{HAN}]{{4,24}}?)(?:等|先后|分别|依次|踊跃|也|作了?|发言)")
_AND_OTHERS = re.compile(rf"^等(?:[\d一二三四五六七八九十]{{1,3}}[位名])?(?P<called>委员|常委|代表)(?={ADVERB}{VERB})")
_JOINTLY = re.compile(
    r"^[两二三四五]位(?:政协)?(?P<called>委员|常委|代表|)(?:[^，。；]{0,4}(?:联合|共同|联名)|(?=建议|提出|认为|呼吁|希望))"
)
_ONLY_LISTED = re.compile(r"^(?:等|也?分别|先后|依次|[\d一二两三四五六七八九十]+[位名人])")


def read_list(words: str) -> Subject | None:
    """Several people who speak together, or a mere list of names."""
    near = words[:FARTHEST]
    if "、" not in near and "和" not in near:
        return None
    for match in _LISTED.finditer(near):
        found = _names_of(match, words)
        if found is None:
            continue
        names, described = found
        rest = match["rest"] or ""
        if not (match["called"] or described or _AND_OTHERS.match(rest) or _JOINTLY.match(rest)):
            continue
        called, length = match["called"], match.end("called") if match["called"] else match.end("names")
        together = _JOINTLY.match(words[length:]) or _AND_OTHERS.match(words[length:])
        if together:
            called, length = together["called"] or called, length + together.end("called")
        elif _ONLY_LISTED.match(rest):
            return Subject(Voice.NOBODY, len(words))
        standing = called_by(read_standing(described or ""), called)
        spoken_for = BEHALF.match(words[length:])
        behalf = spoken_for["body"] if spoken_for else None
        length += spoken_for.end() if spoken_for else 0
        people = tuple(Somebody(name, standing, behalf) for name in names)
        return Subject(Voice.PERSON, length, people, behalf=behalf)
    return None


def _names_of(match: re.Match[str], words: str) -> tuple[tuple[str, ...], str | None] | None:
    """The names of a list and what is said of them all before the first."""
    first, *others = (name.replace(" ", "") for name in _separate(match["names"]))
    described = description_before(words[: match.start()])
    if not is_name(first):
        for length in (3, 2, 4):
            before, name = first[:-length], first[-length:]
            if is_name(name) and ENDS_WITH_POST.search(words[: match.start()] + before):
                first, described = name, description_before(words[: match.start()] + before)
                break
    elif match.start() and described is None:
        return None
    names = (first, *others)
    together = bool(match["called"]) and not match.start() and is_shaped_like_name(first)
    sound = (is_name(first) or together) and all(
        is_name(name) or (match["called"] and could_be_name(name)) for name in others
    )
    return (names, described) if len(names) > 1 and sound else None


def listed_names(text: str) -> set[str]:
    """The names in lists of those who speak: 某某、某某和村民代表某某先后发言."""
    found: set[str] = set()
    for clause in re.split(r"[，。；\n]", text):
        if not _TAKES_PART.search(clause):
            continue
        for match in _LISTED.finditer(clause[:FARTHEST]):
            found.update(name.replace(" ", "") for name in _separate(match["names"]) if is_name(name))
        last = _LAST_OF_LIST.search(clause)
        split = split_trailing_name(last["who"]) if last else None
        found.update([split[1]] if split else [])
    return found


def _separate(names: str) -> list[str]:
    """The names of a list; 和 may join them or stand in one."""
    parts = names.split("、")
    first, joint, second = parts[-1].rpartition("和")
    if joint and first and is_name(second) and is_name(first):
        parts[-1:] = [first, second]
    return [re.sub(rf"(?<=[{HAN}]{{2}})(?:{IDENTITY_WORDS})$", "", part) for part in parts]
