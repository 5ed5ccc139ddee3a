"""This file holds a claim under judgement: a sentence without what leads up to it, and what is known round it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing_app.importing.page.sentences import Stretch, clauses
from briefing_app.importing.quoted.attributions import Attribution, Voice
from briefing_app.importing.recommending import wording

_LONGEST_LABEL = 8  # characters: 【建议】 before the words
_LONGEST_LEAD_IN = 30  # characters: 为此，提出以下建议：
_TRAILING_ATTRIBUTION = re.compile(r"[，,]?”[^“”]{0,40}$")
_TO_MEASURES = re.compile(r"建议|对策|措施|举措|从以下|几个?方面|几点|以下[一-九]?[几个方点]|着手|入手|做好以下")
_VOICES = frozenset({Voice.PERSON, Voice.GROUP, Voice.PRONOUN})

Clause = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recommendation at `[start, end)` of a paragraph."""

    start: int
    end: int
    cue: str | None
    reason: str
    confidence: float


@dataclass(slots=True)
class Mood:
    """Whether the speech has begun to recommend: from its first cue on, plain measures count as recommendations."""

    proposing: bool = False
    reserved: bool = False  # only words that say 建议 recommend


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a sentence besides its words."""

    said: Sequence[Attribution] = ()  # attributions in it
    numbered: bool = False
    recommending: bool = False  # it stands in a list of recommendations
    quoted: bool = False  # it stands in somebody's quoted words
    carried: bool = False  # somebody said the sentence before it, who judges or recommends
    among_problems: bool = False  # only what says 建议, or opens with a demand, recommends there


@dataclass(slots=True)
class Claim:
    """The words under judgement: what is left of the sentence once attributions and lead-ins are off."""

    text: str
    start: int
    end: int
    mood: Mood
    around: Circumstances
    attributed: Attribution | None = None

    @property
    def asked_for(self) -> bool:
        return self.attributed is not None and self.attributed.recommends

    @property
    def spoken(self) -> bool:
        return self.attributed is not None or self.around.quoted

    def clauses(self) -> list[Clause]:
        return clauses(self.text, self.start, self.end)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a label, without quotation marks that only open or close somebody's words, without words behind them."""
    behind = _TRAILING_ATTRIBUTION.search(text[start:end])
    if behind and "“" not in text[start : start + behind.start()]:
        end = start + behind.start()
    if text[start : start + 1] == "【" and 0 < text.find("】", start, start + _LONGEST_LABEL) < end:
        start = text.index("】", start) + 1
    while start < end and (text[start] in " ，、" or (text[start] == "“" and _only_opens(text, start, end))):
        start += 1
    while start < end and text[end - 1] in " ，、":
        end -= 1
    if end > start and text[end - 1] == "”" and text.find("“", start, end) < 0:
        end -= 1
        while end > start and text[end - 1] in "。！，":
            end -= 1
    return start, end


def _only_opens(text: str, start: int, end: int) -> bool:
    """Whether a quotation mark opens all of the words, and no phrase in them."""
    closing = text.find("”", start, end)
    return closing < 0 or closing == end - 1


def own_words(text: str, stretch: Stretch, mood: Mood, around: Circumstances) -> Claim | None:
    start, end, attributed = stretch.start, stretch.end, None
    for attribution in around.said:
        if attribution.voice in _VOICES and attribution.end <= end:
            attributed, start = attribution, _after(text, attribution, end)
    start, end = bounds(text, start, end)
    return Claim(text, start, end, mood, around, attributed) if start < end else None


def _after(text: str, attribution: Attribution, end: int) -> int:
    """Where the words begin after an attribution; 建议 that governs them directly belongs to them."""
    at = attribution.end
    if attribution.verb.endswith(("建议", "呼吁", "希望")) and at < end and text[at] not in "，：“":
        return at - 2
    while at < end and text[at] in "，：“ ":
        at += 1
    return at


def leads_in(claim: Claim) -> bool:
    """为此建议： alone recommends nothing, but what follows does."""
    if claim.text[claim.end : claim.end + 1] != "：" and claim.text[claim.end - 1] != "：":
        return False
    words = claim.text[claim.start : claim.end]
    if wording.suggestion(claim.text, claim.start, claim.end) is not None or _TO_MEASURES.search(words):
        claim.mood.proposing = True
    return True


def skip_lead_in(claim: Claim) -> None:
    """Move the start behind 具体建议如下： and behind connectives."""
    for first, last, mark in claim.clauses():
        words = claim.text[first:last]
        if mark == "：" and last < claim.end and len(words) <= _LONGEST_LEAD_IN and _TO_MEASURES.search(words):
            claim.mood.proposing = claim.mood.proposing or "建议" in words
            claim.start = last + 1
            break
    claim.start = wording.without_connective(claim.text, claim.start, claim.end)
