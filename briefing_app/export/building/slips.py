"""This file builds 征询意见表 and 催办单: one matter, one sheet (packs.md, section 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_app.domain.followups import DONE, DueState, EntryKind, FollowUp
from briefing_app.export import wording
from briefing_app.export.building.appendices import codes, items_of, last_entry
from briefing_app.export.building.letters import due
from briefing_app.export.building.parts import body, notes
from briefing_app.export.building.rows import Material
from briefing_app.export.document import (
    Block,
    CutLine,
    Grid,
    Paragraph,
    Run,
    TextStyle,
    TitleBlock,
)

_SIGNED = "签名：　　　　　　　　年　　月　　日"
_SEALED = "单位（盖章）：　　　　　　　　年　　月　　日"
_CODE = "编号：{0}"


def opinion(material: Material) -> list[Block]:
    """A form for each item: is the one who spoke content with how it was handled? Nothing is ticked beforehand."""
    return [block for place, item in enumerate(items_of(material)) for block in _opinion(material, item, place)]


def _opinion(material: Material, item: FollowUp, place: int) -> Iterator[Block]:
    lines = (*wording.broken_by_sense(material.title), wording.KIND_TITLES[material.pack.kind])
    yield TitleBlock(
        f"{item.title}征询意见表", lines=lines, bookmark=True, new_page=place > 0, contents_text=item.title
    )
    yield _numbered(material, item)
    yield body("现将办理情况送上，请您提出意见，填写后寄回。")
    words = material.pack.options.handling_words
    yield Grid(
        (
            (("事项", item.title),),
            (("提出人", _who(material, item)), (f"{words.lead}单位", item.lead or wording.UNIT_OPEN)),
            (("是否收到答复", ""), ("收到时间", "")),
            (("沟通方式", "走访　　　电话　　　座谈　　　未联系　　（请在相应处打“√”）"),),
            (("对办理态度", "满意　　　　基本满意　　　　不满意"),),
            (("对办理结果", "满意　　　　基本满意　　　　不满意"),),
            (("意见和建议", ""),),
        ),
        label_width=30.0,
        heights=(12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 42.0),
        feet=("", "", "", "", "", "", _SIGNED),
    )
    back = material.pack.options.editor or "　　　　　　　　"
    yield from notes(
        [
            "请在所选的词旁打“√”；“不满意”的，请写明意见。",
            f"本表一式两份，请于{due(material.pack.options.reply_by)}前寄回{back}。",
            *([f"联系人及联系电话：{material.pack.options.contact}。"] if material.pack.options.contact else []),
        ]
    )


def reminder(material: Material) -> list[Block]:
    """A slip for each item that is late, with a receipt to tear off."""
    return [block for place, item in enumerate(late(material)) for block in _reminder(material, item, place)]


def late(material: Material) -> list[FollowUp]:
    """What is overdue; where nothing is, everything that is still open."""
    waiting = [item for item in items_of(material) if item.status not in DONE]
    overdue = [item for item in waiting if item.due_state(material.as_of) is DueState.OVERDUE]
    return overdue or waiting


def _reminder(material: Material, item: FollowUp, place: int) -> Iterator[Block]:
    options, words = material.pack.options, material.pack.options.handling_words
    yield TitleBlock(
        wording.KIND_TITLES[material.pack.kind], bookmark=True, new_page=place > 0, contents_text=item.title
    )
    yield Paragraph((Run(f"〔{material.printed_on.year}〕第　号"),), TextStyle.SOURCE_LINE)
    days = (material.as_of - item.due).days if item.due else 0
    yield Grid(
        (
            (("事项", item.title),),
            (
                ("编号", "、".join(codes(material, item)) or wording.NONE),
                ("交办日期", _day(item, "assigned")),
            ),
            (("原定期限", _day(item, "due")), ("逾期天数", f"{days}天" if days > 0 else wording.NONE)),
            (
                (f"{words.lead}单位", item.lead or wording.UNIT_OPEN),
                (f"{words.joint}单位", "、".join(item.with_units) or wording.NONE),
            ),
            (("意见建议内容", "\n".join(_views(material, item)) or wording.NONE),),
            (("已有进展", last_entry(item)),),
            (("办理要求", "请抓紧办理，并书面说明办理情况、未能按期的原因和预计完成时间。"),),
            (("反馈期限", due(options.reply_by)), ("反馈方式", "书面")),
            (("联系人及电话", options.contact), ("经办、审核", "")),
        ),
        label_width=28.0,
        heights=(9.4,) * 9,
    )
    yield CutLine("回　执")
    yield Grid(
        (
            (("事项", item.title),),
            (("办理情况", ""),),
            (("未按期原因", ""),),
            (("预计完成时间", ""),),
        ),
        label_width=28.0,
        heights=(9.4, 13.0, 11.0, 15.0),
        feet=("", "", "", _SEALED),
    )


def _numbered(material: Material, item: FollowUp) -> Paragraph:
    return Paragraph((Run(_CODE.format("、".join(codes(material, item)) or f"{item.id:03d}")),), TextStyle.SOURCE_LINE)


def _who(material: Material, item: FollowUp) -> str:
    names = dict.fromkeys(material.speaker(proposal) for proposal in material.proposals_of(item))
    return wording.joined(names) or wording.NONE


def _views(material: Material, item: FollowUp) -> Sequence[str]:
    return [proposal.text for proposal in material.proposals_of(item)]


def _day(item: FollowUp, which: str) -> str:
    assigned = [entry.written_at.date() for entry in item.entries if entry.kind is EntryKind.ASSIGNED]
    day = item.due if which == "due" else item.assigned_on or (assigned[0] if assigned else None)
    return wording.day(day) if day else (wording.DUE_OPEN if which == "due" else wording.TO_WRITE)
