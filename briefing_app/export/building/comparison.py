"""This file builds a 观点对照表: who says what on each theme, with the quotations (packs.md, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import THRESHOLDS, UNSORTED_THEME, Comparison, Judgement, ThemeRow, compare
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import ComparisonForm, PackKind
from briefing_app.export import wording
from briefing_app.export.building import matrix, theme_views
from briefing_app.export.building.cells import Quotations
from briefing_app.export.building.parts import code_legend, year_note
from briefing_app.export.building.rows import Material
from briefing_app.export.document import Block, Quote, Table, TitleBlock

_DAYS_NAMED = 3  # in the line over the table
_MATRIX_UP_TO = 6  # speakers; more stand by theme unless panels are asked for
# Themes stand by how far they are shared; a judgement that nobody could make stands after 多数.
_RANK = {Judgement.CONSENSUS: 0, Judgement.MAJORITY: 1, None: 2, Judgement.DIVERGENCE: 3, Judgement.UNIQUE: 4}


def blocks(material: Material) -> list[Block]:
    """The tables, and after them in full what the cells could only give in part."""
    shown = arranged(material)
    quotations = Quotations(material)
    tables = _tables(material, shown, quotations)
    legend = wording.numbered_notes(_notes(material, shown, quotations, tables))
    tables[-1] = replace(tables[-1], notes=legend)
    return [*tables, *_full_quotes(quotations)]


def arranged(material: Material) -> Comparison:
    """The comparison as printed: without what was unticked, themes by judgement and reach."""
    given = material.rows.comparison or compare(material.spoken, material.proposals)
    left_out = material.pack.left_out
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, proposals=tuple(p for p in cell.proposals if p.id not in left_out)) for cell in row.cells
            ),
        )
        for row in given.rows
    ]
    spoken_of = [row for row in rows if row.speakers]
    if not material.pack.options.compared_themes:  # an order from the screen is kept
        spoken_of.sort(key=lambda row: (row.theme == UNSORTED_THEME, _RANK[row.judgement], -row.speakers))
    return Comparison(given.columns, tuple(spoken_of))


def form_of(material: Material, speakers: int) -> ComparisonForm:
    """The form asked for, or the one in which that many speakers can be read."""
    wanted = material.pack.options.comparison_form
    if wanted is not ComparisonForm.AUTO:
        return wanted
    return ComparisonForm.MATRIX if speakers <= _MATRIX_UP_TO else ComparisonForm.BY_THEME


def _tables(material: Material, shown: Comparison, quotations: Quotations) -> list[Table]:
    form = form_of(material, len(shown.columns))
    if form is ComparisonForm.MATRIX:
        tables = matrix.tables(shown, quotations)
    elif form is ComparisonForm.UPRIGHT:
        tables = [theme_views.upright(shown, quotations)]
    else:
        tables = [theme_views.by_theme(shown, quotations)]
    held = _held([meeting.facts for meeting in material.meetings])
    left = f"会议时间：{held}" if held else ""
    return [
        replace(_titled(material, table), bookmark=place == 0, line_left=left) for place, table in enumerate(tables)
    ]


def _held(meetings: Sequence[MeetingFacts]) -> str:
    """The days of a few meetings; of many the first and the last, which one line still holds."""
    days = dict.fromkeys(day for facts in meetings if (day := wording.meeting_day(facts)))
    dates = sorted(facts.date for facts in meetings if facts.date)
    if len(days) <= _DAYS_NAMED or not dates:
        return wording.joined(list(days)[:_DAYS_NAMED])
    undated = len(meetings) - len(dates)
    span = f"{wording.day(dates[0])}至{wording.day(dates[-1])}，共{len(meetings)}次会议"
    return span + (f"（其中{undated}次未载年份）" if undated else "")


def _titled(material: Material, table: Table) -> Table:
    """The table under its title: the meeting's where it stands alone, 附 where it closes another pack."""
    name = wording.KIND_TITLES[PackKind.COMPARISON] + table.title
    if material.pack.kind is not PackKind.COMPARISON:
        return replace(table, title=f"附：{name}", headline=True)
    lines = wording.title_lines(material.title, name)
    return replace(table, title=f"{material.title}{name}", title_lines=lines, headline=True)


def _notes(material: Material, shown: Comparison, quotations: Quotations, tables: list[Table]) -> list[str]:
    lines = [_sum(shown)] if any(row.theme != UNSORTED_THEME for row in shown.rows) else []
    if any(row.suggested and row.judgement for row in shown.rows):
        lines.append(f"标“{wording.SUGGESTED}”的判断由系统按谈及的{_counted(shown)}统计得出：{THRESHOLDS}")
    if any(not row.suggested for row in shown.rows):
        lines.append(f"未标“{wording.SUGGESTED}”的共识、多数、独有、分歧为人工判定。")
    if any(cell.text == wording.NOT_APPLICABLE for table in tables for row in table.rows for cell in row.cells):
        lines.append(wording.DASH_SILENT)
    if quotations.staff:
        lines.append(wording.marks_legend(quotations.staff))
    if quotations.cut:
        lines.append(wording.LEGEND_CUT)
    lines.append(code_legend(material))
    return lines + year_note(material)


def _counted(shown: Comparison) -> str:
    return "人数" if shown.by is ComparedBy.SPEAKER else f"{shown.by.value}数"


def _sum(shown: Comparison) -> str:
    """共9个主题，经人工判定共识2个、分歧1个。 Only what a person has judged is counted as found."""
    themes = [row for row in shown.rows if row.theme != UNSORTED_THEME]
    decided = [f"{word.value}{n}个" for word in Judgement if (n := _decided(themes, word))]
    return f"共{len(themes)}个主题" + (f"，经人工判定{wording.joined(decided)}" if decided else "") + "。"


def _decided(rows: list[ThemeRow], judgement: Judgement) -> int:
    return sum(row.judgement is judgement and not row.suggested for row in rows)


def _full_quotes(quotations: Quotations) -> list[Block]:
    if not quotations.full:
        return []
    head = TitleBlock(wording.FULL_QUOTES, bookmark=True, new_page=True)
    quotes = [
        Quote(
            proposal.text,
            proposal.id,
            number=sign,
            attribution=quotations.attribution(proposal),
            code=quotations.material.code(proposal),
            speech_id=proposal.speech_id,
            meeting_id=proposal.meeting_id,
        )
        for sign, proposal in quotations.full
    ]
    return [head, *quotes]
