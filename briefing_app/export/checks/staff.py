"""This file checks what people have entered: units, deadlines, and quotations against their source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from briefing_app.domain.text import is_verbatim
from briefing_app.export.building.rows import PackRows
from briefing_app.export.document import Finding

_SEVERAL = re.compile(r"[、，,;；/]")


def leads(rows: PackRows) -> Iterator[Finding]:
    """4: an item has one lead."""
    for item in rows.followups:
        if _SEVERAL.search(item.lead):
            yield Finding(4, f"“{item.title}”的主办单位不止一个：{item.lead}")


def spellings(rows: PackRows) -> Iterator[Finding]:
    """6: one spelling for each unit (市发改委 beside 市发展改革委)."""
    units = sorted({unit for item in rows.followups for unit in (item.lead, *item.with_units) if unit}, key=len)
    for short, long in combinations(units, 2):
        if 3 <= len(short) < len(long) and _abbreviates(short, long):
            yield Finding(6, f"“{short}”与“{long}”是否同一单位？请统一写法")


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return short[0] == long[0] and all(sign in rest for sign in short)


def deadlines(rows: PackRows) -> Iterator[Finding]:
    """7: no deadline before the day of assignment."""
    for item in rows.followups:
        if item.assigned_on and item.due and item.due < item.assigned_on:
            yield Finding(7, f"“{item.title}”的办理期限早于交办日期")


def sources(rows: PackRows) -> Iterator[Finding]:
    """10: each recommendation is what stands under its spans, in the speech and in the source."""
    speeches = {speech.id: speech for speech in rows.speeches}
    for proposal in rows.proposals:
        speech = speeches.get(proposal.speech_id)
        if speech is None:
            continue
        source = rows.source_texts.get(speech.source_id or 0)
        whole = source is None or is_verbatim(speech.as_in_source(proposal.span), source, proposal.spans)
        if not whole or proposal.span.of(speech.text) != proposal.text:
            yield Finding(10, f"{proposal.code}（{proposal.speaker}）与来源材料不一致，请核对")


def titles(rows: PackRows) -> Iterator[Finding]:
    """14: each speaker's title is the one valid on the meeting's date; print stays as the source has it."""
    for name, doubt in rows.title_doubts:
        yield Finding(14, f"{name}的职务印作“{doubt.printed}”，请核对：{doubt.reason}")
