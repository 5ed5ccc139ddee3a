"""This file holds what all readers of subjects share: whose voice it is, and the words round a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from briefing_app.importing.lexicon.speaking import ADVERBS, SPEAKING
from briefing_app.importing.naming.names import HAN, alternatives
from briefing_app.importing.naming.people import Somebody, Standing

VERB = rf"(?:(?<![见条项点的些策])建议|{alternatives(SPEAKING)})"
_MANNER = rf"[{HAN}]{{2}}地|[{HAN}]{{4}}地|快人快语|快言快语"  # 自豪地, 深有感触地
ADVERB = rf"(?:{alternatives(ADVERBS)}|{_MANNER})*"
TIME = r"昨[日天]|今[日天]|日前|近日|当[日天]|此前|[上下]午|\d{1,2}[月日]"
IDENTITY_WORDS = r"委员|常委|代表|院士|议员"
CALLED = rf"{IDENTITY_WORDS}|先生|女士|同志|教授|主任|主席|会长|院长|校长|局长|董事长|总经理|主委|书记"
NAME = rf"(?:[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}}?)+|[{HAN}]{{2,4}}?|[{HAN}]\s[{HAN}])"
_BEHALF_ENDS = r"(?=作?(?:大会|书面|口头|联组)?发言|在(?!线)|就|围绕|建议|提出|认为|表示|指出|答复|介绍|汇报|说|作|$)"
BEHALF = re.compile(rf"^代表(?!{VERB})(?P<body>[{HAN}、]{{2,24}}?){_BEHALF_ENDS}")
BEHALF_BEFORE = re.compile(rf"^代表(?P<body>[{HAN}]{{3,24}}?)(?:作?(?:大会|书面|口头|联组)?发言)的")
FARTHEST = 90  # characters: no subject stands deeper in a clause


class Voice(Enum):
    """Whose words they are."""

    PERSON = "person"
    PRONOUN = "pronoun"
    GROUP = "group"
    LEADER = "leader"  # a chair or a leader: narration
    NOBODY = "nobody"  # a meeting, a document, a body: narration
    MENTION = "mention"  # a person named as acting; a pronoun may follow


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about, and how much of it names them."""

    voice: Voice
    length: int
    people: tuple[Somebody, ...] = ()
    label: str | None = None
    behalf: str | None = None
    complete: bool = False  # nothing but the words follows (在某人看来)


def called_by(standing: Standing, called: str | None) -> Standing:
    """The standing, with the identity that is printed after the name."""
    if called is None or called not in IDENTITY_WORDS.split("|"):
        return standing
    return Standing(standing.affiliations, (*standing.identities, called), standing.sound)
