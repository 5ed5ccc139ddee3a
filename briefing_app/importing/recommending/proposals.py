"""This file finds the recommendations in a speech, each with its cue, its reason and how sure it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from briefing_app.importing.draft import DraftProposal
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.page.sentences import Stretch, stretches
from briefing_app.importing.parts import Turn
from briefing_app.importing.quoted.attributions import Attribution, is_leader
from briefing_app.importing.quoted.claims import Candidate, Circumstances, Mood, bounds
from briefing_app.importing.recommending import wording
from briefing_app.importing.recommending.items import Item, Outline, outline
from briefing_app.importing.recommending.judging import judge, judges, parallel

_WITHOUT_CUE = 0.6  # how sure a measure is in a speech that never says 建议, 要 or 应
_LEAST_ROW = 2  # measures in a row before the first cue: one alone may just tell
_WIDEST_GAP = 12  # characters between measures in a row: marks, a new paragraph, a connective
_SHORTEST = 4  # characters: less is a fragment
_LONGEST_QUOTATION = 600  # characters: no quotation in a paragraph is longer
_THANKS = re.compile(
    r"(?:以上(?:就?是我的|发言|意见|建议)|我的(?:发言|汇报)|发言完毕|不[当妥]之处|谢谢|恳?请.{0,10}(?:批评|指正))"
)
_LONGEST_ITEM = 320  # characters: a numbered item longer than this is a section with sentences of its own


def find_proposals(turn: Turn) -> list[DraftProposal]:
    """The recommendations of a turn, in text order.

    A speech under a header that gives no cue at all is read again as one that only lists measures.
    """
    if turn.asks or is_leader(turn.people):
        return []
    if turn.on_podium:
        return _read(turn, Outline([[] for _ in turn.paragraphs]), Mood(reserved=True))
    plan = outline([paragraph.folded for paragraph in turn.paragraphs], prompt=turn.prompt)
    found = _read(turn, plan, Mood())
    if not found and turn.header is not None:
        return [replace(p, confidence=_WITHOUT_CUE) for p in _read(turn, plan, Mood(proposing=True)) if p.cue is None]
    return [*_measures_before(turn, plan, found), *found] if found and turn.header is not None else found


def _measures_before(turn: Turn, plan: Outline, found: list[DraftProposal]) -> list[DraftProposal]:
    """Plain measures right before the first cue of a speech under a header, when several stand in a row."""
    begin = found[0].spans[0].start
    eager = [p for p in _read(turn, plan, Mood(proposing=True)) if p.spans[0].start < begin]
    row: list[DraftProposal] = []
    for proposal in reversed(eager):
        if proposal.cue is not None or begin - proposal.spans[-1].end > _WIDEST_GAP:
            break
        row.insert(0, replace(proposal, confidence=_WITHOUT_CUE))
        begin = proposal.spans[0].start
    return row if len(row) >= _LEAST_ROW else []


def _read(turn: Turn, plan: Outline, mood: Mood) -> list[DraftProposal]:
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
    paragraph: Passage, said: list[Attribution], plan: Outline, number: int, mood: Mood
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


def _in_item(text: str, item: Item, said: list[Attribution], mood: Mood) -> list[Candidate]:
    """A numbered item: the unit, when it is the lowest and recommends."""
    if item.recommending is False:
        return _among_problems(text, item, said)
    if item.is_group:
        if item.recommending:
            mood.proposing = True
        return []
    if item.recommending:
        mood.proposing = True
    body = _without_thanks(text, stretches(text, item.start, item.end))
    if not body:
        return []
    long_item = item.end - item.start > _LONGEST_ITEM
    if item.demands:
        body = _until_statement(text, body)
    if long_item or any(a.verb for a in _within(said, Stretch(item.start + 1, item.end, ""))):
        return _in_running_text(text, item.start, item.end, said, mood)
    first = judge(text, body[0], mood, Circumstances(numbered=True, recommending=bool(item.recommending)))
    if first is None:
        if not item.recommending or wording.is_question(text, body[0].start, body[0].end, body[0].mark):
            return _among_problems(text, item, said)
        start, end = bounds(text, wording.without_connective(text, body[0].start, body[0].end), body[0].end)
        first = Candidate(start, end, None, "编号的建议", 0.75)
    mood.proposing = True
    return _item_units(text, body, first)


def _among_problems(text: str, item: Item, said: list[Attribution]) -> list[Candidate]:
    """What an item that tells of a problem recommends against it, in so many words."""
    mood, found = Mood(), []
    for stretch in stretches(text, item.start, item.end):
        candidate = judge(text, stretch, mood, Circumstances(_within(said, stretch), among_problems=True))
        found.extend([candidate] if candidate else [])
    return found


def _without_thanks(text: str, body: list[Stretch]) -> list[Stretch]:
    """The sentences of a last item without those that end the speech: 我的发言完了，谢谢大家."""
    while len(body) > 1 and _THANKS.match(text, body[-1].start, body[-1].end):
        body = body[:-1]
    return body


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


def _in_running_text(text: str, start: int, end: int, said: list[Attribution], mood: Mood) -> list[Candidate]:
    """Sentence by sentence, clause by clause at ；."""
    found: list[Candidate] = []
    carried = False  # who is quoted came to judge or to recommend
    goes_on = False  # the clause before, up to a ；, recommends
    if start >= end:
        return found
    for stretch in stretches(text, start, end):
        inside = _within(said, stretch)
        quoted = bool(said) and _in_quotation(text, stretch)
        candidate = judge(text, stretch, mood, Circumstances(inside, quoted=quoted, carried=carried))
        carried = judges(inside[-1]) if inside else carried
        if goes_on and not inside:
            candidate = _whole(candidate, parallel(text, stretch))
        if candidate is not None:
            found.append(candidate)
        goes_on = candidate is not None and stretch.mark == "；"
    return found


def _whole(candidate: Candidate | None, beside: Candidate | None) -> Candidate | None:
    """What a clause beside a recommendation recommends, with what it opens with: 学生的保险，可由政府购买."""
    if candidate is None or beside is None:
        return candidate or beside
    return replace(candidate, start=min(candidate.start, beside.start))


def _within(said: list[Attribution], stretch: Stretch) -> list[Attribution]:
    """The attributions of a paragraph, in order, that stand in a stretch or reach into it."""
    first = bisect_left(said, stretch.start, key=lambda attribution: attribution.start)
    last = bisect_left(said, stretch.end, key=lambda attribution: attribution.start)
    reaching = said[first - 1 : first] if first and said[first - 1].end > stretch.start else []
    return [*reaching, *said[first:last]]


def _in_quotation(text: str, stretch: Stretch) -> bool:
    """Whether a sentence stands in somebody's quoted words: not one that only opens with a quoted phrase."""
    at, near = stretch.start, max(stretch.start - _LONGEST_QUOTATION, 0)
    if text[at] == "“":
        closing = text.find("”", at)
        return closing < 0 or closing >= stretch.end - 1
    return text.rfind("“", near, at + 1) > text.rfind("”", near, at)
