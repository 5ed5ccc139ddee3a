"""This file finds the recommendations in a speech, each with its cue, its reason and how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefing_app.importing import wording
from briefing_app.importing.attributions import Attribution, Voice, is_leader
from briefing_app.importing.draft import DraftProposal
from briefing_app.importing.items import Item, Outline, outline
from briefing_app.importing.parts import Turn
from briefing_app.importing.passages import Passage
from briefing_app.importing.sentences import Stretch, clauses, stretches

_WITHOUT_CUE = 0.6  # how sure a measure is in a speech that never says 建议, 要 or 应
_SHORTEST = 5  # characters: less is a fragment
# Verbs that make everything after them a recommendation, whatever it opens with.
_GOVERNING = frozenset("建议 呼吁 希望 提议 主张 发言建议 提出建议".split())
# Verbs after which a plain measure may be a recommendation; after 说, 介绍, 表示 it seldom is.
_JUDGING = frozenset("提出 认为 指出 强调 主张 呼吁 希望 建议 提议 倡议 建言 期待 期盼 看来".split())
_LONGEST_LABEL = 8  # characters: 【建议】 before the words
_LONGEST_ITEM = 320  # characters: a numbered item longer than this is a section with sentences of its own
_TRAILING_ATTRIBUTION = re.compile(r"[，,]?”[^“”]{0,40}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recommendation at `[start, end)` of a paragraph."""

    start: int
    end: int
    cue: str | None
    reason: str
    confidence: float


@dataclass(slots=True)
class _Mood:
    """Whether the speech has begun to recommend: from its first cue on, plain measures count as recommendations."""

    proposing: bool = False


def find_proposals(turn: Turn) -> list[DraftProposal]:
    """The recommendations of a turn, in text order.

    A speech under a header that gives no cue at all is read again as one that only lists measures.
    """
    if turn.asks or is_leader(turn.people):
        return []
    plan = outline([paragraph.folded for paragraph in turn.paragraphs], prompt=turn.prompt)
    found = _read(turn, plan, _Mood())
    if not found and turn.header is not None:
        found = [replace(p, confidence=_WITHOUT_CUE) for p in _read(turn, plan, _Mood(proposing=True)) if p.cue is None]
    return found


def _read(turn: Turn, plan: Outline, mood: _Mood) -> list[DraftProposal]:
    found: list[DraftProposal] = []
    heading: DraftProposal | None = None  # a numbered line of its own stands for itself only when nothing follows
    for number, paragraph in enumerate(turn.paragraphs):
        said = turn.attributions[number] if number < len(turn.attributions) else []
        here = [
            _draft(paragraph, candidate)
            for candidate in _in_paragraph(paragraph, said, plan, number, mood)
            if candidate.end - candidate.start >= _SHORTEST
        ]
        items = plan.items(number)
        if heading is not None and here and not items:
            found.remove(heading)
            heading = None
        if items:
            heading = here[0] if here and items[0].heading else None
        found.extend(here)
    return found


def _draft(paragraph: Passage, candidate: Candidate) -> DraftProposal:
    part = paragraph.part(candidate.start, candidate.end)
    return DraftProposal(part.text, part.pieces, candidate.cue, candidate.confidence, candidate.reason)


def _in_paragraph(
    paragraph: Passage, said: list[Attribution], plan: Outline, number: int, mood: _Mood
) -> list[Candidate]:
    text = paragraph.folded
    found: list[Candidate] = []
    at = 0
    for item in plan.items(number):
        found.extend(_in_running_text(text, at, item.mark_start, said, mood))
        found.extend(_in_item(text, item, said, mood))
        at = item.end
    found.extend(_in_running_text(text, at, len(text), said, mood))
    return found


def _in_item(text: str, item: Item, said: list[Attribution], mood: _Mood) -> list[Candidate]:
    """A numbered item: the unit, when it is the lowest and recommends."""
    if item.recommending is False:
        return []
    if item.is_group:
        if item.recommending:
            mood.proposing = True
        return []
    if item.recommending:
        mood.proposing = True
    body = stretches(text, item.start, item.end)
    if not body:
        return []
    long_item = item.end - item.start > _LONGEST_ITEM
    if item.demands:
        body = _until_statement(text, body)
    if long_item or any(a for a in said if item.start < a.start < item.end):
        return _in_running_text(text, item.start, item.end, said, mood)
    first = _judge(text, body[0], mood, numbered=True, recommending=bool(item.recommending))
    if first is None:
        if not item.recommending or wording.is_question(text, body[0].start, body[0].end, body[0].mark):
            return []
        start, end = _bounds(text, wording.without_connective(text, body[0].start, body[0].end), body[0].end)
        first = Candidate(start, end, None, "编号的建议", 0.75)
    mood.proposing = True
    return _item_units(text, body, first)


def _until_statement(text: str, body: list[Stretch]) -> list[Stretch]:
    """一要……: what merely explains the demand is left out, from the first statement on."""
    for index, stretch in enumerate(body[1:], start=1):
        if wording.is_statement(text, stretch.start, stretch.end):
            return body[:index]
    return body


def _item_units(text: str, body: list[Stretch], first: Candidate) -> list[Candidate]:
    """The item as units: cut at ；, sentences kept together."""
    units: list[Candidate] = []
    start, end = first.start, first.end
    for index, stretch in enumerate(body[1:], start=1):
        if body[index - 1].mark == "；":
            units.append(Candidate(start, end, first.cue, first.reason, first.confidence))
            start = wording.without_connective(text, stretch.start, stretch.end)
        end = stretch.end
    units.append(Candidate(start, end, first.cue, first.reason, first.confidence))
    return units


def _in_running_text(text: str, start: int, end: int, said: list[Attribution], mood: _Mood) -> list[Candidate]:
    """Sentence by sentence, clause by clause at ；."""
    found = []
    if start >= end:
        return found
    parallel = False
    for stretch in stretches(text, start, end):
        inside = [a for a in said if stretch.start <= a.start < stretch.end or stretch.start < a.end <= stretch.end]
        quoted = bool(said) and _in_quotation(text, stretch.start)
        candidate = _judge(text, stretch, mood, said=inside, quoted=quoted)
        if candidate is None and parallel and not inside:
            candidate = _parallel(text, stretch)
        if candidate is not None:
            found.append(candidate)
        parallel = candidate is not None and stretch.mark == "；"
    return found


def _in_quotation(text: str, at: int) -> bool:
    return text.rfind("“", 0, at + 1) > text.rfind("”", 0, at)


def _parallel(text: str, stretch: Stretch) -> Candidate | None:
    """A ；-clause beside a recommendation is one too, whatever it opens with, unless it reports."""
    start, end = _bounds(text, wording.without_connective(text, stretch.start, stretch.end), stretch.end)
    if (
        wording.is_statement(text, start, end)
        or wording.is_question(text, start, end, stretch.mark)
        or wording.is_own_plan(text, start, end)
    ):
        return None
    return Candidate(start, end, None, "与前一条建议并列", 0.75)


def _judge(
    text: str,
    stretch: Stretch,
    mood: _Mood,
    *,
    said: list[Attribution] | None = None,
    numbered: bool = False,
    recommending: bool = False,
    quoted: bool = False,
) -> Candidate | None:
    """The recommendation that a sentence or ；-clause makes, if it makes one."""
    start, end = stretch.start, stretch.end
    attributed = None
    for attribution in said or []:
        if attribution.voice in {Voice.PERSON, Voice.GROUP, Voice.PRONOUN} and attribution.end <= end:
            attributed = attribution
            start = _own_words(text, attribution, end)
    start, end = _bounds(text, start, end)
    if start >= end:
        return None
    if text[end : end + 1] == "：" or text[end - 1] == "：":
        mood.proposing = (
            mood.proposing or wording.suggestion(text, start, end) is not None or _leads_to_measures(text, start, end)
        )
        return None
    if wording.is_question(text, start, end, stretch.mark):
        return None
    if attributed is not None and attributed.verb == "表示" and wording.is_pledge(text, start, end):
        return None
    colon = _lead_in_end(text, start, end)
    if colon is not None:
        mood.proposing = mood.proposing or "建议" in text[start:colon]
        start = wording.without_connective(text, colon, end)
    start = wording.without_connective(text, start, end)
    if attributed is not None and attributed.recommends:
        mood.proposing = True
    if attributed is not None and attributed.verb in _GOVERNING and not wording.is_statement(text, start, end):
        return Candidate(start, end, attributed.verb, f"有提示词“{attributed.verb}”", 0.9)
    return (
        _by_suggestion(text, start, end, mood)
        or _by_modal(text, start, end, mood, said=attributed is not None or quoted)
        or _by_action(
            text,
            start,
            end,
            mood,
            numbered=numbered,
            recommending=recommending,
            said=(attributed is not None and attributed.verb in _JUDGING) or quoted,
            asked=attributed is not None and attributed.recommends,
        )
    )


def _own_words(text: str, attribution: Attribution, end: int) -> int:
    """Where the words begin after an attribution; 建议 that governs them directly belongs to them."""
    at = attribution.end
    if attribution.verb.endswith(("建议", "呼吁", "希望")) and at < end and text[at] not in "，：“":
        return at - 2
    while at < end and text[at] in "，：“ ":
        at += 1
    return at


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks that only open or close somebody's words, and without an attribution behind them."""
    behind = _TRAILING_ATTRIBUTION.search(text[start:end])
    if behind and "“" not in text[start : start + behind.start()]:
        end = start + behind.start()
    while (
        start < end
        and text[start] in " “，、"
        and (
            text[start] != "“"
            or text.find("”", start, end) < 0
            or (text[end - 1] == "”" and text.find("”", start, end) == end - 1)
        )
    ):
        start += 1
    while start < end and text[end - 1] in " ，、：":
        if text[end - 1] == "：":
            break
        end -= 1
    if end > start and text[end - 1] == "”" and text.find("“", start, end) < 0:
        end -= 1
        while end > start and text[end - 1] in "。！，":
            end -= 1
    return start, end


def _lead_in_end(text: str, start: int, end: int) -> int | None:
    """The end of 为此建议： or 具体建议如下： before what it leads to."""
    for first, last, mark in clauses(text, start, end):
        if mark == "：" and last < end:
            words = text[first:last]
            if len(words) <= 30 and ("建议" in words or _leads_to_measures(text, first, last)):
                return last + 1
    return None


def _leads_to_measures(text: str, start: int, end: int) -> bool:
    return bool(
        re.search(
            r"建议|对策|措施|举措|从以下|几个?方面|几点|以下[一-九]?[几个方点]|着手|入手|做好以下", text[start:end]
        )
    )


def _by_suggestion(text: str, start: int, end: int, mood: _Mood) -> Candidate | None:
    cue = wording.suggestion(text, start, end)
    if cue is None:
        return None
    begin = _kept_lead(text, start, cue)
    begin = wording.after_first_person(text, begin, end) if begin < cue else begin
    word = wording.cue_at(text, cue)
    if word != "建议" and wording.is_own_plan(text, start, end):
        return None
    if end - cue < len(word) + 3:
        mood.proposing = mood.proposing or word == "建议"
        return None
    if text[cue + len(word) : cue + len(word) + 1] in {"，", "："} and begin == cue:
        begin = cue + len(word) + 1  # 建议， leads up to the words
    mood.proposing = True
    sure = 0.95 if word == "建议" else 0.8
    return Candidate(begin, end, word, f"有提示词“{word}”", sure)


def _kept_lead(text: str, start: int, cue: int) -> int:
    """Where a recommendation begins whose cue stands at `cue`: leading phrases that say what it is about are kept."""
    parts = clauses(text, start, cue)
    if not parts:
        return cue
    first, last, mark = parts[-1]
    if mark == "，" or last < cue:
        complete = [*parts]
        head = None
    else:
        complete, head = parts[:-1], parts[-1]
    begin = cue
    if head is not None and head[0] < cue:
        words = text[head[0] : cue].strip()
        if words and wording.is_about(text, head[0], cue):
            begin = head[0]
        elif words:
            return cue
    while (
        complete
        and begin == complete[-1][1] + 1
        and wording.is_about(text, complete[-1][0], complete[-1][1])
        and not wording.is_statement(text, complete[-1][0], complete[-1][1])
    ):
        begin = complete[-1][0]
        complete.pop()
    return begin


def _by_modal(text: str, start: int, end: int, mood: _Mood, *, said: bool) -> Candidate | None:
    if wording.is_own_plan(text, start, end):
        return None
    parts = clauses(text, start, end)
    for index, (first, last, _) in enumerate(parts):
        begin = wording.without_connective(text, first, last)
        match = wording.modal(text, begin, last, end - last)
        if match is None:
            continue
        if _is_condition(text, parts, index):
            return None
        if match[0].startswith("可") and not (mood.proposing or said or index > 0 or begin == match.start()):
            continue
        start_at = wording.after_first_person(text, begin, last)
        start_at = _with_about(text, parts, index, start_at, begin)
        if mood.proposing or said:
            start_at = _with_measures(text, parts, index, start_at)
        mood.proposing = True
        return Candidate(start_at, end, match[0], f"有提示词“{match[0]}”", 0.85 if match[0][0] in "要应" else 0.75)
    return None


def _with_measures(text: str, parts: list[tuple[int, int, str]], index: int, start: int) -> int:
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


def _is_condition(text: str, parts: list[tuple[int, int, str]], index: int) -> bool:
    """要想……，就得……; 要实现……，关键在……: a condition, no demand."""
    first, last, _ = parts[index]
    words = text[first:last]
    if re.match(r"^要(?:想|实现|让|使|解决|做到|破解)", words) and index + 1 < len(parts):
        following = text[parts[index + 1][0] : parts[index + 1][1]]
        return bool(re.match(r"^(?:就|必须|首先|关键|离不开|还|需|要|根本|核心)", following)) and not re.match(
            r"^(?:必须|要|就要|就必须|需)", following
        )
    return False


def _with_about(text: str, parts: list[tuple[int, int, str]], index: int, start: int, begin: int) -> int:
    """The start moved before the leading phrases that say what the demand is about."""
    if start != begin and start > begin:
        return start
    while index > 0:
        first, last, mark = parts[index - 1]
        head = wording.without_connective(text, first, last)
        if mark != "，" or not wording.is_about(text, head, last) or wording.is_statement(text, head, last):
            break
        start = head
        index -= 1
    return start


def _by_action(
    text: str, start: int, end: int, mood: _Mood, *, numbered: bool, recommending: bool, said: bool, asked: bool
) -> Candidate | None:
    """A plain measure: where the speech recommends already, or a number stands before it."""
    allowed = mood.proposing or numbered or recommending
    if not allowed and not said:
        return None
    if wording.is_own_plan(text, start, end):
        return None
    parts = clauses(text, start, end)
    for index, (first, last, _) in enumerate(parts):
        begin = wording.without_connective(text, first, last)
        if wording.is_saying(text, begin, last):
            return None
        if wording.is_action(text, begin, last):
            break
        if not (index < 2 and (wording.is_aim(text, begin, last) or wording.is_about(text, begin, last))):
            return None
    else:
        return None
    begin = _with_about(text, parts, index, begin, begin)
    if wording.is_statement(text, begin, end) and not recommending:
        return None
    if not allowed and not asked and len(parts) < 2:
        return None
    sure = 0.85 if numbered or recommending else 0.8 if mood.proposing else 0.6
    return Candidate(
        begin, end, None, "编号的举措" if numbered else "紧接建议的举措" if mood.proposing else "以动词开头的举措", sure
    )
