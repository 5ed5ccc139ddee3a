"""This file reads the subject of a clause: a person with posts and an identity, several people, a group, a pronoun."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.lexicon.speaking import COLLECTIVE
from briefing_app.importing.naming.individuals import pattern_of, read_person, read_surname
from briefing_app.importing.naming.listings import read_list
from briefing_app.importing.naming.names import HAN, alternatives
from briefing_app.importing.naming.voices import ADVERB, BEHALF_BEFORE, FARTHEST, IDENTITY_WORDS, VERB, Subject, Voice

_PRONOUN = re.compile(
    r"^(?:同时|此外|对此|为此|因此|另外)?(?P<pronoun>他们|她们|他|她|两位委员|两人|这位委员)(?=[^们的])"
)
_COLLECTIVE = re.compile(
    rf"^(?:会上|会议上|座谈会上|座谈中|讨论中|交流中|发言中|期间|其间|对此)?(?P<label>{COLLECTIVE})(?P<middle>[^，。；：]{{0,30}}?)(?={VERB}|$)"
)
_SEEN_BY = re.compile(r"^在(?P<who>.{1,50}?)看来$")
_PARTY_BODY = re.compile(
    rf"^(?P<body>(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|[{HAN}]{{0,4}}工商联|[{HAN}]{{0,4}}妇联|[{HAN}]{{0,4}}侨联)(?:[{HAN}]{{0,8}}?(?:中央|[省市区县州]委会?|基层委|总支|支部))?)"
    rf"(?={ADVERB}{VERB}|在(?:大会|书面|口头|交流)?发言|的(?:大会|书面|口头|交流)?发言)"
)
_HINT = re.compile(
    rf"{VERB}|{IDENTITY_WORDS}|人士|看来|们|[长任席记裁理]|教授|专家|研究员|{alternatives(h for h in POST_HEADS if len(h) > 1)}"
)
_OPENS_WITH_VERB = re.compile(VERB)


def read_subject(words: str, known: frozenset[str]) -> Subject | None:
    """The subject at the head of a (folded) clause; `known` are names that need nothing beside them."""
    if _OPENS_WITH_VERB.match(words):
        return None  # 建议……: nobody stands before it
    if pronoun := _pronoun(words):
        return pronoun
    near = words[:FARTHEST]
    if not _HINT.search(near) and not (known and pattern_of(known).search(near)):
        return None  # most clauses: no verb of speaking, no post, no identity, no known name
    return (
        _body(words)
        or _on_behalf(words, known)
        or _seen_by(words, known)
        or read_list(words)
        or read_surname(words, known)
        or read_person(words, known)
        or _group(words)
    )


def is_party_body(words: str) -> bool:
    """Whether a party's committee is the subject: its words are a contribution, not a meeting's."""
    return bool(_PARTY_BODY.match(words))


def _body(words: str) -> Subject | None:
    """A committee of a party that speaks as a body: 民建某市委会建议."""
    match = _PARTY_BODY.match(words)
    if match is None:
        return None
    return Subject(Voice.GROUP, match.end(), label=match["body"], behalf=match["body"])


def _on_behalf(words: str, known: frozenset[str]) -> Subject | None:
    """代表某会发言的某某委员: whom somebody speaks for stands before the name."""
    match = BEHALF_BEFORE.match(words)
    subject = read_person(words[match.end() :], known) if match else None
    if match is None or subject is None or subject.voice is not Voice.PERSON:
        return None
    people = tuple(replace(person, on_behalf_of=person.on_behalf_of or match["body"]) for person in subject.people)
    return replace(subject, length=match.end() + subject.length, people=people, behalf=match["body"])


def _pronoun(words: str) -> Subject | None:
    match = _PRONOUN.match(words)
    return Subject(Voice.PRONOUN, match.end(), label=match["pronoun"]) if match else None


def _seen_by(words: str, known: frozenset[str]) -> Subject | None:
    match = _SEEN_BY.match(words)
    if match and match["who"] in {"他", "她"}:
        return Subject(Voice.PRONOUN, len(words), complete=True)
    subject = read_person(match["who"], known) if match else None
    if match is None or subject is None or subject.length < len(match["who"]):
        return None
    return Subject(subject.voice, len(words), subject.people, complete=True)


def _group(words: str) -> Subject | None:
    match = _COLLECTIVE.match(words)
    if not match or match["label"] in IDENTITY_WORDS.split("|") or len(match["label"]) < 2:
        return None
    return Subject(Voice.GROUP, match.end("label"), label=match["label"])
