"""This file builds a 任务分解表: each recommendation, who handles it, by when (packs.md, section 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing_app.domain.packs import AssignmentForm, PackKind
from briefing_app.export import wording
from briefing_app.export.building.appendices import speaker_cell
from briefing_app.export.building.parts import centred, code_legend, columns, serial, span, staff_kinds, staff_text
from briefing_app.export.building.rows import Material
from briefing_app.export.building.tasks import Task, summed, tasks
from briefing_app.export.building.themes import by_theme, main_theme_name
from briefing_app.export.document import Align, Block, CellText, Column, PageBreak, Row, Table

_CENTRE = Align.CENTRE
_LABEL = "附件1"


def blocks(material: Material) -> list[Block]:
    """One table, theme after theme; or one for each lead unit, each on a page of its own."""
    if not material.pack.options.by_unit:
        return [replace(_titled(material, _by_theme(material)), label=_LABEL)]
    built: list[Block] = []
    for place, (unit, table) in enumerate(_by_unit(material)):
        if place:
            built.append(PageBreak())
        label = _LABEL if place == 0 else ""
        built.append(replace(_titled(material, table, f"（{unit}）"), label=label))
    return built


def _titled(material: Material, table: Table, suffix: str = "") -> Table:
    name = wording.KIND_TITLES[PackKind.ASSIGNMENT] + suffix
    lines = wording.title_lines(material.title, name)
    return replace(table, title=f"{material.title}{name}", title_lines=lines, headline=True, bookmark=True)


def _by_theme(material: Material) -> Table:
    parts = by_theme(material.proposals, by_hand=bool(material.pack.sequence))
    every = list(tasks(material, [proposal for part in parts for proposal in part.proposals]))
    rows: list[Row] = []
    number, place = 0, 0
    for part in parts:
        here = [task for task in every if main_theme_name(task.proposals[0]) == part.name]
        if here and len(parts) > 1:
            place += 1
            rows.append(span(f"{wording.chinese_number(place)}、{material.heading(part.name)}（{len(here)}项）"))
        for task in here:
            number += 1
            rows.append(_row(material, task, number))
    return _table(material, rows, every)


def _by_unit(material: Material) -> Iterator[tuple[str, Table]]:
    every = list(tasks(material, material.proposals))
    units = list(dict.fromkeys(task.lead for task in every))
    units.sort(key=lambda unit: (unit == wording.NOT_APPLICABLE, unit == wording.UNIT_OPEN))
    number = 0
    for unit in units:
        own = [task for task in every if task.lead == unit]
        rows = [_row(material, task, number + place) for place, task in enumerate(own, start=1)]
        number += len(own)
        yield ("不需办理" if unit == wording.NOT_APPLICABLE else unit), _table(material, rows, own)


def _table(material: Material, rows: list[Row], every: Sequence[Task]) -> Table:
    words = material.pack.options.handling_words
    total = Row((CellText(summed(every).format(lead=words.lead, joint=words.joint)),), spanning=True, total=True)
    legend = wording.numbered_notes(_notes(material, every))
    turned = material.pack.options.assignment_form is AssignmentForm.FULL
    return Table(_columns(material), (*rows, total), turned=turned, notes=legend)


def _columns(material: Material) -> tuple[Column, ...]:
    words = material.pack.options.handling_words
    lead, joint = f"{words.lead}单位", f"{words.joint}单位"
    number = Column("序号", 12.0, _CENTRE)
    if material.pack.options.assignment_form is AssignmentForm.SHORT:
        return (
            number,
            *columns(("意见建议", 72.0), (lead, 26.0, _CENTRE), (joint, 26.0, _CENTRE), ("完成时限", 20.0, _CENTRE)),
        )
    return (
        number,
        *columns(("意见建议", 72.0), ("提出人", 22.0, _CENTRE), ("办理任务", 44.0)),
        *columns((lead, 25.0, _CENTRE), (joint, 28.0, _CENTRE), ("完成时限", 22.0, _CENTRE)),
    )


def _row(material: Material, task: Task, number: int) -> Row:
    due = replace(centred(task.due), value=task.item.due if task.item else None)
    lead = task.lead + (f"\n{wording.SEPARATE}" if task.separate else "")
    first = serial(number, note="\n".join(material.code(proposal) for proposal in task.proposals))
    units = (centred(lead), centred(task.joint), due)
    if material.pack.options.assignment_form is AssignmentForm.SHORT:
        return Row((first, _views(material, task), *units))
    names = "\n".join(dict.fromkeys(speaker_cell(material, proposal) for proposal in task.proposals))
    return Row((first, _views(material, task), centred(names), CellText(task.duty), *units))


def _views(material: Material, task: Task) -> CellText:
    """Staff wording where it is shown, else the quotation; each recommendation is a paragraph."""
    quoted = tuple(proposal.id for proposal in task.proposals if not staff_text(material, proposal))
    lines = [staff_text(material, proposal) or proposal.text for proposal in task.proposals]
    return CellText("\n".join(lines), proposals=quoted)


def _notes(material: Material, every: Sequence[Task]) -> list[str]:
    words = material.pack.options.handling_words
    lines = []
    if any(task.item and task.item.with_units for task in every):
        lines.append(f"{words.lead}单位负责汇总{words.joint}单位意见并统一答复。")
    if any(task.item and not task.item.with_units for task in every):
        lines.append(wording.DASH_NO_JOINT.format(joint=words.joint))
    if any(task.aside for task in every):
        lines.append("不需办理的事项，单位和时限各栏标“—”。")
    if any(task.separate for task in every):
        lines.append("标（分办）的由所列单位分别办理。")
    if kinds := staff_kinds(material, [proposal for task in every for proposal in task.proposals]):
        lines.append(wording.marks_legend(kinds))
    lines.append(f"序号下的{code_legend(material)}")
    return lines
