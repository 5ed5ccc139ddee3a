"""This file has the columns of the table of recommendations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Spans
from briefing_app.ui.widgets.rows import Column


def proposal_columns(say: Callable[[str], str], found: Callable[[Proposal], Spans]) -> list[Column[Proposal]]:
    """All columns, in their first order; those of rank 2 give way in a narrow window. `say` is the page's tr.

    `found` tells which words of a quotation are searched for.
    """
    return [
        Column("check", say("选择"), 36, kind="check", least=36),
        Column("important", say("重点"), 28, kind="star", icon="star", value=lambda p: p.important, least=28),
        Column("text", say("建议原文"), 0, lambda p: p.text, kind="lines", least=200, found=found),
        Column(
            "speaker", say("发言人"), 112, lambda p: p.speaker, second=lambda p: p.organisation, sortable=True, least=72
        ),
        Column("theme", say("主题"), 104, value=_chips, kind="chips", sortable=True, least=72),
        Column("status", say("状态"), 96, lambda p: p.status.value, kind="status", sortable=True),
        Column("meeting", say("会议"), 140, lambda p: p.meeting_title, sortable=True, rank=2),
        Column(
            "tags", say("标签"), 100, value=lambda p: [(name, True) for name in p.tags], kind="chips", rank=2, least=72
        ),
        Column("code", say("编号"), 64, lambda p: p.code, kind="number", rank=2),
    ]


def told_apart(chosen: Sequence[Proposal], say: Callable[[str], str]) -> tuple[list[str], list[list[str]]]:
    """Recommendations for another program: a head, and a row each; staff wording never in the cell of the quotation."""
    head = [say(word) for word in ("建议原文", "发言人", "单位", "会议", "编号", "主题", "状态", "概括或改写")]
    rows = [
        [
            one.text,
            one.speaker,
            one.organisation,
            one.meeting_title,
            one.code,
            "、".join(one.theme_names),
            one.status.value,
            one.summary or "",
        ]
        for one in chosen
    ]
    return head, rows


def _chips(proposal: Proposal) -> list[tuple[str, bool]]:
    return [(theme.name, theme.confirmed) for theme in proposal.themes]
