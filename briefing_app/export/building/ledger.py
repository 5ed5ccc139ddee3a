"""This file builds a 跟进台账: the state of every follow-up item on a date (packs.md, section 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefing_app.domain.followups import DONE, DueState, EntryKind, FollowUp, FollowUpStatus
from briefing_app.domain.packs import LedgerOrder, PackKind
from briefing_app.export import wording
from briefing_app.export.building import statistics
from briefing_app.export.building.appendices import codes, items_of, last_entry
from briefing_app.export.building.parts import TURNED, centred, code_legend, columns, serial, span
from briefing_app.export.building.rows import Material, listed_name
from briefing_app.export.document import Align, Block, CellText, Column, Row, Table, TitleBlock

_CENTRE = Align.CENTRE
_FINISHED = frozenset({FollowUpStatus.CLOSED, FollowUpStatus.ARCHIVED})
_OPTIONAL = ("类别", "满意度")  # left out while no item has a value; 进展情况 takes their width


def blocks(material: Material) -> list[Block]:
    """The ledger, the statistics, and the log of every item where notes are wanted."""
    items = ordered(material)
    built: list[Block] = [_table(material, items), *statistics.blocks(material, items)]
    if material.pack.options.notes and any(item.entries for item in items):
        built += _log(material, items)
    return built


def ordered(material: Material) -> list[FollowUp]:
    """What is still open first, in the order asked for; what is closed after it."""
    key = _key(material.pack.options.ledger_order, material.as_of)
    return sorted(items_of(material), key=lambda item: (item.status in _FINISHED, key(item), item.id))


def _key(order: LedgerOrder, today: date) -> Callable[[FollowUp], tuple[object, ...]]:
    if order is LedgerOrder.DUE:
        return lambda item: (item.due is None, item.due or date.max)
    if order is LedgerOrder.UNIT:
        return lambda item: (not item.lead, item.lead)
    if order is LedgerOrder.STATUS:
        places = list(FollowUpStatus)
        return lambda item: (item.due_state(today) is not DueState.OVERDUE, places.index(item.status))
    return lambda item: (item.id,)


def _table(material: Material, items: Sequence[FollowUp]) -> Table:
    options = material.pack.options
    heads = _columns(material)
    rows = [_row(material, item, number) for number, item in enumerate(items, start=1)]
    rows, heads = _without_empty(rows, heads)
    rows = _parted(rows, items)
    rows.append(Row((CellText(_sum(items, material.as_of)),), spanning=True, total=True))
    suffix = "" if options.ledger_order is LedgerOrder.NUMBER else f"（按{options.ledger_order.value}排列）"
    name = f"{wording.KIND_TITLES[PackKind.LEDGER]}{suffix}"
    return Table(
        heads,
        tuple(rows),
        title=f"{material.title}{name}",
        title_lines=wording.title_lines(material.title, name),
        turned=True,
        headline=True,
        bookmark=True,
        line_left=f"填报单位：{options.editor}" if options.editor else "",
        line_right=f"截至{wording.day(material.as_of)}",
        notes=wording.numbered_notes(_notes(material, items)),
    )


def _columns(material: Material) -> tuple[Column, ...]:
    words = material.pack.options.handling_words
    return (
        Column("序号", 11.0, _CENTRE),
        *columns(("事项", 50.0), ("提出人", 18.0, _CENTRE), (f"{words.lead}单位", 22.0, _CENTRE)),
        *columns((f"{words.joint}单位", 20.0, _CENTRE), ("交办日期", 20.0, _CENTRE)),
        Column("办理期限", 20.0, _CENTRE, note_head="期限提示"),
        *columns(("进展情况", 26.0), ("状态", 14.0, _CENTRE), ("类别", 10.0, _CENTRE), ("满意度", 14.0, _CENTRE)),
    )


def _row(material: Material, item: FollowUp, number: int) -> Row:
    return Row(
        (
            serial(number, note="\n".join(codes(material, item))),
            CellText(item.title),
            centred("\n".join(_speakers(material, item)) or wording.NOT_APPLICABLE),
            centred(item.lead or wording.UNIT_OPEN),
            centred("、\n".join(item.with_units) or wording.NOT_APPLICABLE),
            _day(item.assigned_on),
            _due(item, material.as_of),
            CellText(last_entry(item)),
            centred(item.status.value),
            centred(item.reply_class or wording.TO_WRITE),
            centred(item.satisfaction or wording.TO_WRITE),
        )
    )


def _speakers(material: Material, item: FollowUp) -> list[str]:
    speeches = [material.by_id.get(proposal.speech_id) for proposal in material.proposals_of(item)]
    return list(dict.fromkeys(listed_name(speech).replace("、", "\n") for speech in speeches if speech))


def _day(day: date | None) -> CellText:
    return CellText(wording.narrow_day(day) if day else wording.TO_WRITE, align=_CENTRE, value=day)


def _due(item: FollowUp, today: date) -> CellText:
    """The deadline, with 逾期12天 or 剩5天 under it in words."""
    if item.due is None:
        return centred(wording.DUE_OPEN)
    state, days = item.due_state(today), (item.due - today).days
    hint = {DueState.OVERDUE: f"逾期{-days}天", DueState.SOON: f"剩{days}天" if days else "今日到期"}.get(state, "")
    return replace(_day(item.due), note=hint)


def _without_empty(rows: list[Row], heads: tuple[Column, ...]) -> tuple[list[Row], tuple[Column, ...]]:
    empty = {
        place
        for place, column in enumerate(heads)
        if column.head in _OPTIONAL and not any(row.cells[place].text for row in rows)
    }
    if not empty:
        return rows, heads
    kept = [place for place in range(len(heads)) if place not in empty]
    spare = TURNED - sum(heads[place].width for place in kept)
    columns_kept = tuple(
        replace(heads[place], width=heads[place].width + spare) if heads[place].head == "进展情况" else heads[place]
        for place in kept
    )
    return [Row(tuple(row.cells[place] for place in kept)) for row in rows], columns_kept


def _parted(rows: list[Row], items: Sequence[FollowUp]) -> list[Row]:
    """Part rows, where there are both open and closed items."""
    open_items = sum(item.status not in _FINISHED for item in items)
    if open_items in {0, len(items)}:
        return rows
    return [
        span(f"一、在办事项（{open_items}项）"),
        *rows[:open_items],
        span(f"二、已办结事项（{len(items) - open_items}项）"),
        *rows[open_items:],
    ]


def _sum(items: Sequence[FollowUp], today: date) -> str:
    answered = sum(item.status in DONE for item in items)
    overdue = sum(item.due_state(today) is DueState.OVERDUE for item in items)
    rate = wording.percent(answered, len(items))
    return f"{wording.TOTAL}{len(items)}项，其中已办复{answered}项，占{rate}；逾期{overdue}项。"


def _notes(material: Material, items: Sequence[FollowUp]) -> list[str]:
    lines = []
    used = sorted({item.reply_class for item in items if item.reply_class})
    if used:
        lines.append("类别：" + "；".join(f"{c} {material.rows.reply_classes.get(c, '未定义')}" for c in used) + "。")
    if any(not item.with_units or not _speakers(material, item) for item in items):
        lines.append(wording.DASH_NOT_APPLICABLE)
    if any(codes(material, item) for item in items):
        lines.append(f"序号下的{code_legend(material)}")
    lines.append("已办复指已书面答复，含已评价、办结的事项。")
    return lines


def _log(material: Material, items: Sequence[FollowUp]) -> Iterator[Block]:
    yield TitleBlock(wording.FOLLOW_UP_LOG, bookmark=True, new_page=True)
    rows: list[Row] = []
    for number, item in enumerate(items, start=1):
        if item.entries:
            rows.append(span(f"{number}. {item.title}"))
            rows += [
                Row((_day(e.day), centred(e.kind.value), CellText(e.text), centred(e.author or "—")))
                for e in sorted(item.entries, key=lambda entry: (entry.day, entry.written_at, entry.id))
            ]
    heads = columns(("日期", 24.0, _CENTRE), ("类型", 16.0, _CENTRE), ("内容", 88.0), ("单位、经办", 28.0, _CENTRE))
    entries = [entry for item in items for entry in item.entries]
    notes = [wording.LEGEND_INSTRUCTIONS] if any(e.kind is EntryKind.INSTRUCTION for e in entries) else []
    if not all(entry.author for entry in entries):
        notes.append("“—”表示未记经办人。")
    yield Table(
        heads, tuple(rows), line_right=f"截至{wording.day(material.as_of)}", notes=wording.numbered_notes(notes)
    )
