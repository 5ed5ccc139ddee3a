"""This file judges one sentence or ；-clause: whether it recommends something, and where that begins and ends."""

from __future__ import annotations

import re

from briefing_app.importing.page.sentences import Stretch, clauses
from briefing_app.importing.quoted.attributions import Attribution
from briefing_app.importing.quoted.claims import (
    Candidate,
    Circumstances,
    Claim,
    Clause,
    Mood,
    bounds,
    leads_in,
    own_words,
    skip_lead_in,
)
from briefing_app.importing.recommending import wording

# Verbs that make everything after them a recommendation, whatever it opens with.
_GOVERNING = frozenset({"建议", "呼吁", "希望", "提议", "主张", "发言建议", "提出建议"})
# Verbs after which a plain measure may be a recommendation; after 说, 介绍, 表示 it seldom is.
_JUDGING = _GOVERNING | {"提出", "认为", "指出", "强调", "倡议", "建言", "期待", "期盼", "看来"}
_ANSWERS = re.compile(r"答|回|介绍|汇报|解释|透露")
_LACKS, _LONGEST_LACK = frozenset({"亟需", "亟待", "急需", "亟须", "有待"}), 4
_CONDITION = re.compile(r"^要(?:想|实现|让|使|解决|做到|破解)")
_NECESSITY = re.compile(r"^就(?:得|离不开|不能不|不得不)")
_ONLY_THEN = re.compile(r"才(?:有|能|会|可|肯|愿|敢)")
_CONSEQUENCE = re.compile(r"^(?:就(?!要|必须)|首先|关键|离不开|还|根本|核心)")


def judge(text: str, stretch: Stretch, mood: Mood, around: Circumstances) -> Candidate | None:
    """The recommendation that a sentence or ；-clause makes, if it makes one; the mood may change with it."""
    claim = own_words(text, stretch, mood, around)
    if claim is None or leads_in(claim) or wording.is_question(text, claim.start, claim.end, stretch.mark):
        return None
    attributed = claim.attributed
    if attributed is not None and attributed.verb == "表示" and wording.is_pledge(text, claim.start, claim.end):
        return None
    skip_lead_in(claim)
    if claim.asked_for:
        mood.proposing = True
    if attributed is not None and attributed.verb in _GOVERNING and not _reports(claim):
        return Candidate(claim.start, claim.end, attributed.verb, f"有提示词“{attributed.verb}”", 0.9)
    if mood.reserved:
        return _by_suggestion(claim)
    if around.among_problems and not mood.proposing:
        return _by_suggestion(claim) or _by_modal(claim)
    return _by_suggestion(claim) or _by_modal(claim) or _by_action(claim)


def _reports(claim: Claim) -> bool:
    return wording.is_statement(claim.text, claim.start, claim.end)


def parallel(text: str, stretch: Stretch) -> Candidate | None:
    """A ；-clause beside a recommendation is one too, whatever it opens with, unless it reports."""
    start, end = bounds(text, wording.without_connective(text, stretch.start, stretch.end), stretch.end)
    if (
        wording.is_statement(text, start, end)
        or wording.is_question(text, start, end, stretch.mark)
        or wording.is_own_plan(text, start, end)
    ):
        return None
    return Candidate(start, end, None, "与前一条建议并列", 0.75)


def _by_suggestion(claim: Claim) -> Candidate | None:
    text, start, end = claim.text, claim.start, claim.end
    cue = wording.suggestion(text, start, end)
    if cue is None:
        return None
    word = wording.cue_at(text, cue)
    if word != "建议" and wording.is_own_plan(text, start, end):
        return None
    if end - cue < len(word) + 3:
        claim.mood.proposing = claim.mood.proposing or word == "建议"
        return None
    begin = _with_kept_lead(text, start, cue)
    if begin == cue and text[cue + len(word)] in "，：":
        begin = wording.without_connective(text, cue + len(word) + 1, end)  # 建议， leads up to the words
    elif begin < cue:
        begin = wording.after_first_person(text, begin, end)
    claim.mood.proposing = True
    return Candidate(begin, end, word, f"有提示词“{word}”", 0.95 if word == "建议" else 0.8)


def _with_kept_lead(text: str, start: int, cue: int) -> int:
    """Where a recommendation begins whose cue stands at `cue`: leading phrases that say what it is about are kept."""
    parts = clauses(text, start, cue)
    begin = cue
    if parts and parts[-1][1] == cue and text[parts[-1][0] : cue].strip():
        first = parts.pop()[0]
        if not wording.is_about(text, first, cue):
            return cue
        begin = first
    while parts and begin == parts[-1][1] + 1 and _is_kept(text, parts[-1]):
        begin = parts.pop()[0]
    return begin


def _is_kept(text: str, clause: Clause) -> bool:
    first, last, mark = clause
    head = wording.without_connective(text, first, last)
    return mark == "，" and wording.is_about(text, head, last) and not wording.is_statement(text, head, last)


def _by_modal(claim: Claim) -> Candidate | None:
    text, end = claim.text, claim.end
    if wording.is_own_plan(text, claim.start, end):
        return None
    parts = claim.clauses()
    for index, (first, last, _) in enumerate(parts):
        begin = wording.without_connective(text, first, last)
        match = wording.modal(text, begin, last, end - last)
        if match and match[0] in _LACKS and index == len(parts) - 1 and last - match.end() <= _LONGEST_LACK:
            continue  # 老果园占比高、品种单一，亟须转型
        if match and claim.around.among_problems and (begin < match.start() or match[0][0] not in "要应可"):
            continue
        if match and match[0] in {"亟待", "有待"} and begin < match.start() and not claim.mood.proposing:
            continue  # 生计亟待接续 tells of a lack
        if match is None or (match[0][0] == "可" and not _may_propose(claim, begin, match.start())):
            continue
        if _is_condition(text, parts, index):
            return None
        start = wording.after_first_person(text, begin, last)
        if start == begin:
            start = _before_about(text, parts, index, begin)
        if claim.mood.proposing or claim.spoken:
            start = _before_measures(text, parts, index, start)
        claim.mood.proposing = True
        return Candidate(start, end, match[0], f"有提示词“{match[0]}”", 0.85 if match[0][0] in "要应" else 0.75)
    return None


def _may_propose(claim: Claim, begin: int, at: int) -> bool:
    """可以 proposes where somebody proposes already, or where it opens a clause; elsewhere it may just tell."""
    judged = claim.attributed is not None and claim.attributed.verb in _JUDGING
    return claim.mood.proposing or judged or begin == at


def _is_condition(text: str, parts: list[Clause], index: int) -> bool:
    """要想……，就得……; 要实现……，关键在……: a condition, no demand."""
    if index + 1 == len(parts):
        return False
    words, following = (text[first:last] for first, last, _ in parts[index : index + 2])
    if _NECESSITY.match(following) or (_ONLY_THEN.search(following) and not wording.demands_action(words)):
        return True
    return bool(_CONDITION.match(words) and _CONSEQUENCE.match(following))


def _before_about(text: str, parts: list[Clause], index: int, start: int) -> int:
    """The start moved before the leading phrases that say what the demand is about."""
    while index > 0 and _is_kept(text, parts[index - 1]):
        index -= 1
        start = wording.without_connective(text, parts[index][0], parts[index][1])
    return start


def _before_measures(text: str, parts: list[Clause], index: int, start: int) -> int:
    """The start moved to the first measure of the same comma chain."""
    for first, last, _ in parts[:index]:
        begin = wording.without_connective(text, first, last)
        if (
            wording.is_action(text, begin, last)
            and not wording.is_statement(text, begin, last)
            and not wording.is_aim(text, begin, last)
        ):
            return min(begin, start)
    return start


def _by_action(claim: Claim) -> Candidate | None:
    """A plain measure: where the speech recommends already, or a number stands before it."""
    text, end, around = claim.text, claim.end, claim.around
    listed = around.numbered or around.recommending
    allowed = claim.mood.proposing or listed
    judged = around.carried if claim.attributed is None else judges(claim.attributed)
    if not (allowed or judged or around.quoted) or wording.is_own_plan(text, claim.start, end):
        return None
    parts = claim.clauses()
    index = _first_measure(text, parts)
    if index is None or (not allowed and not claim.asked_for and len(parts) < 2):
        return None
    begin = wording.without_connective(text, parts[index][0], parts[index][1])
    begin = _before_about(text, parts, index, begin)
    if wording.is_statement(text, begin, end) and not around.recommending:
        return None
    if listed:
        return Candidate(begin, end, None, "编号的举措", 0.85)
    if claim.mood.proposing:
        return Candidate(begin, end, None, "紧接建议的举措", 0.8)
    claim.mood.proposing = True
    return Candidate(begin, end, None, "以动词开头的举措", 0.6)


def judges(said: Attribution) -> bool:
    """Whether plain measures may be recommendations after an attribution: one who speaks for a body came to recommend."""
    return said.verb in _JUDGING or (said.on_behalf_of is not None and not _ANSWERS.match(said.verb))


def _first_measure(text: str, parts: list[Clause]) -> int | None:
    """The clause that is a measure: the first, or one after aims and leading phrases."""
    for index, (first, last, _) in enumerate(parts):
        begin = wording.without_connective(text, first, last)
        if wording.is_saying(text, begin, last):
            return None
        if wording.is_action(text, begin, last):
            return index
        if index >= 2 or not (wording.is_aim(text, begin, last) or wording.is_about(text, begin, last)):
            return None
    return None
