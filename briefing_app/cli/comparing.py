"""This file does `briefing compare`: themes as rows, speakers as columns."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import rows, terminal
from briefing_app.cli.filtering import whole_filter
from briefing_app.cli.opening import opened_to_read
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Cell, Comparison
from briefing_app.workflows import compare_meeting


def run(arguments: Namespace) -> int:
    """Compare the speakers of a meeting."""
    with opened_to_read(arguments) as library, library.reading() as session:
        comparison = compare_meeting(
            session,
            arguments.meeting,
            speakers=arguments.speakers,
            themes=arguments.themes,
            by=ComparedBy(arguments.by),
            conditions=whole_filter(session, arguments),
        )
    if arguments.json:
        terminal.print_json(rows.comparison_document(comparison))
    elif comparison.rows:
        _print(comparison)
    else:
        terminal.say("这次会议没有可以对照的建议，或者都被筛选条件去掉了。")
    return 0


def _print(comparison: Comparison) -> None:
    """Codes of recommendations in the cells: the whole text would not fit, and `list` has it."""
    head = ["主题", "判断", *(column.name for column in comparison.columns)]
    terminal.print_table(
        head,
        [
            [row.theme, _judged(row.judgement.value if row.judgement else "", suggested=row.suggested)]
            + [_shown(cell) for cell in row.cells]
            for row in comparison.rows
        ],
    )


def _judged(judgement: str, *, suggested: bool) -> str:
    return f"{judgement}？" if judgement and suggested else judgement


def _shown(cell: Cell) -> str:
    return "、".join(proposal.code for proposal in cell.proposals) or "—"
