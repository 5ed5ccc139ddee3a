"""This file builds the statistics page of a ledger: items, replies, classes and satisfaction by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing_app.domain.followups import DONE, SATISFACTIONS, DueState, FollowUp
from briefing_app.export import wording
from briefing_app.export.building.parts import body, centred, count
from briefing_app.export.building.rows import Material
from briefing_app.export.document import Align, BlankLine, Block, CellText, Column, Row, Table, TitleBlock

_CLASSES_WIDTH = 27.0  # for all 办复类别 together


def blocks(material: Material, items: Sequence[FollowUp]) -> Iterator[Block]:
    """The page; nothing while no item has a lead unit."""
    units = list(dict.fromkeys(unit for item in items for unit in (item.lead, *item.with_units) if unit))
    if not units:
        return
    yield TitleBlock(wording.STATISTICS, bookmark=True, new_page=True)
    yield BlankLine()
    yield body(lead_in(material, items))
    classes = tuple(material.rows.reply_classes)
    total = Row((centred(wording.TOTAL), *_numbers(items, len(_joint(items)), classes, material)), total=True)
    rows = [_unit(unit, items, classes, material) for unit in units]
    words = material.pack.options.handling_words
    notes = [
        f"办复率=已办复÷{words.lead}；合计中{words.lead}事项计一次，{words.joint}不与{words.lead}相加。",
        "满意度只计已评价的事项。",
        wording.ROUNDING,
    ]
    if any(not any(item.lead == unit for item in items) for unit in units):
        notes.append(f"“—”表示没有{words.lead}事项，不计办复率。")
    yield Table(_columns(material, classes), (total, *rows), notes=wording.numbered_notes(notes))


def lead_in(material: Material, items: Sequence[FollowUp]) -> str:
    """截至……，共立项35件，已办复28件，办复率80.0%；其中A类12件，占已办复的42.9%。 Each share names its base."""
    answered = [item for item in items if item.status in DONE]
    text = (
        f"截至{wording.day(material.as_of)}，{material.title}意见建议共立项{len(items)}件，"
        f"已办复{len(answered)}件，办复率{wording.percent(len(answered), len(items))}"
    )
    shares = [
        f"{name}类{number}件，占已办复的{wording.percent(number, len(answered))}"
        for name in material.rows.reply_classes
        if (number := sum(item.reply_class == name for item in answered))
    ]
    overdue = sum(item.due_state(material.as_of) is DueState.OVERDUE for item in items)
    return text + (f"；其中{'；'.join(shares)}" if shares else "") + f"。逾期未办复{overdue}件。"


def _columns(material: Material, classes: Sequence[str]) -> tuple[Column, ...]:
    words = material.pack.options.handling_words
    widths = [
        ("承办单位", 28.0),
        (words.lead, 11.0),
        (words.joint, 11.0),
        ("已办复", 14.0),
        ("逾期", 11.0),
        ("办复率", 16.0),
        *((name, _CLASSES_WIDTH / len(classes)) for name in classes),
        *zip(SATISFACTIONS, (11.0, 13.0, 14.0), strict=True),
    ]
    return tuple(Column(head, width, Align.CENTRE) for head, width in widths)


def _joint(items: Sequence[FollowUp]) -> list[FollowUp]:
    return [item for item in items if item.with_units]


def _unit(unit: str, items: Sequence[FollowUp], classes: Sequence[str], material: Material) -> Row:
    led = [item for item in items if item.lead == unit]
    joined = sum(unit in item.with_units for item in items)
    return Row((CellText(unit), *_numbers(led, joined, classes, material)))


def _numbers(led: Sequence[FollowUp], joint: int, classes: Sequence[str], material: Material) -> Iterator[CellText]:
    answered = sum(item.status in DONE for item in led)
    yield count(len(led))
    yield count(joint)
    yield count(answered)
    yield count(sum(item.due_state(material.as_of) is DueState.OVERDUE for item in led))
    yield replace(centred(wording.percent(answered, len(led))), value=answered / len(led) if led else None)
    for name in classes:
        yield count(sum(item.reply_class == name for item in led))
    for word in SATISFACTIONS:
        yield count(sum(item.satisfaction == word for item in led))
