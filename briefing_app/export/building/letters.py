"""This file builds 交办函 and 协商专报: drafts that people number, sign and seal (packs.md, section 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from briefing_app.domain.packs import PackKind, PackOptions
from briefing_app.domain.proposals import Proposal
from briefing_app.export import wording
from briefing_app.export.building.appendices import quotation_notes
from briefing_app.export.building.parts import body, notes, staff_text, year_note
from briefing_app.export.building.rows import Material
from briefing_app.export.building.themes import by_theme
from briefing_app.export.document import (
    BlankLine,
    Block,
    HeadForm,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Quote,
    Run,
    TextStyle,
    TitleBlock,
)

DRAFT = "（代拟稿）"
BY_HAND = "（请撰写）"  # where only people can say what is to be said
_NO_DAY = "　　年　月　日"
_LONG = 16  # recommendations that make a bulletin longer than three pages


def letter(material: Material) -> list[Block]:
    """送请研究办理的函: why, what is asked, by when, what is enclosed."""
    options = material.pack.options
    title = f"关于送请研究办理{material.title}意见建议的函"
    built: list[Block] = []
    if options.editor:
        built.append(
            Letterhead(options.editor, HeadForm.LETTER, marks_of(options), right=f"〔{material.printed_on.year}〕　号")
        )
    built += [TitleBlock(title, subtitle=(DRAFT,)), flush(f"{options.recipient or '　　　　　　'}：")]
    built += [body(paragraph) for paragraph in _request(material)]
    built += [_kept("特此函达。"), *_enclosed(), BlankLine(keep_with_next=True)]
    built += [signed(f"{options.editor or '　　　　　　　'}（盖章）"), signed(wording.day(material.printed_on))]
    built.append(body(f"（联系人及联系电话：{options.contact or '　　　　　　　　'}）"))
    built.append(_letter_imprint(material))
    return built


def _request(material: Material) -> Iterator[str]:
    options, day = material.pack.options, _held(material)
    topic = f"，围绕“{material.topic}”协商议政" if material.topic else ""
    words = options.handling_words
    yield f"{day}{material.title}召开{topic}，与会同志提出了许多意见建议。"
    shared = f"请{words.lead}单位汇总{words.joint}单位的意见，统一答复。"
    yield (
        f"现将整理形成的意见建议{len(material.proposals)}条送上，请予研究，"
        f"并于{due(options.reply_by)}前将办理情况函复。"
        + (shared if any(item.with_units for item in material.rows.followups) else "")
        + "不属本单位职责的，请于收到后7个工作日内注明理由退回。"
    )


def _enclosed() -> list[Block]:
    names = [wording.KIND_TITLES[kind] for kind in (PackKind.ASSIGNMENT, PackKind.DIGEST)]
    return [_kept(f"附件：1.{names[0]}"), _kept(f"　　　2.{names[1]}")]


def _kept(text: str) -> Paragraph:
    """Running text that may not part from what is signed under it."""
    return Paragraph((Run(text),), keep_with_next=True)


def _letter_imprint(material: Material) -> Imprint:
    options = material.pack.options
    copies = (f"抄送：{options.copies_to.rstrip('。')}。",) if options.copies_to else ()
    return Imprint(copies, left=options.editor, right=f"{wording.day(material.printed_on)}印发", ruled=False)


def bulletin(material: Material) -> list[Block]:
    """协商专报: one topic, at most three pages; what is not a quotation is for people to write."""
    options = material.pack.options
    chosen = [p for p in material.proposals if p.important] or list(material.proposals)
    built: list[Block] = [
        Letterhead(
            options.head or wording.KIND_TITLES[PackKind.BULLETIN],
            HeadForm.BULLETIN,
            marks_of(options),
            issue=f"第{options.issue or '　　'}期",
            left=options.editor,
            right=wording.day(material.printed_on),
        ),
        TitleBlock(f"关于{material.topic or material.title}的意见建议", subtitle=(DRAFT,)),
        body(_lead_in(material, len(chosen))),
        Heading("一、总体评价与共识"),
        *_shared(material),
        Heading("二、主要问题"),
        body(BY_HAND),
        Heading("三、意见建议"),
        *_quoted(material, chosen),
        *notes([*quotation_notes(material, chosen), *year_note(material)]),
    ]
    return [*built, _bulletin_imprint(options)]


def _lead_in(material: Material, count: int) -> str:
    topic = f"，围绕“{material.topic}”协商议政" if material.topic else ""
    return (
        f"{_held(material)}{material.title}召开{topic}。现将{material.people()}位同志提出的意见建议择要报告如下。"
        if (count)
        else f"{_held(material)}{material.title}召开{topic}。"
    )


def _shared(material: Material) -> Iterator[Block]:
    """What a person has judged to be shared; the rest of an appraisal is for people to write."""
    compared = material.rows.comparison
    rows = [row for row in compared.rows if row.judgement and not row.suggested] if compared else []
    for row in rows:
        yield body(f"“{row.theme}”：{row.judgement.value}，{row.speakers}位同志谈及。" if row.judgement else "")
    yield body(BY_HAND)


def _quoted(material: Material, proposals: Sequence[Proposal]) -> Iterator[Block]:
    number = 0
    for part in by_theme(proposals, by_hand=bool(material.pack.sequence)):
        for proposal in part.proposals:
            number += 1
            heading = staff_text(material, proposal)
            yield Quote(
                proposal.text,
                proposal.id,
                number=f"{number}.",
                attribution=f"（{material.speaker(proposal)}）",
                code=material.code(proposal) + (wording.IMPORTANT if proposal.important else ""),
                heading=f"{heading}。" if heading else "",
                speech_id=proposal.speech_id,
                meeting_id=proposal.meeting_id,
            )


def _bulletin_imprint(options: PackOptions) -> Imprint:
    lines = [
        f"{word}：{to.rstrip('。')}。" for word, to in (("报", options.report_to), ("送", options.recipient)) if to
    ]
    lines += [f"发：{options.copies_to.rstrip('。')}。"] if options.copies_to else []
    return Imprint(("责任编辑：　　　　　核稿：　　　　　签发：", *(lines or ["报：", "送："])), right="（共印　　份）")


def is_long(material: Material) -> bool:
    """Whether a bulletin would run over three pages."""
    chosen = [p for p in material.proposals if p.important] or material.proposals
    return len(chosen) > _LONG


def marks_of(options: PackOptions) -> tuple[str, ...]:
    """份号, 密级 or 内部资料, 紧急程度, in the order of GB/T 9704."""
    return tuple(mark for mark in (options.copy_number, options.mark, options.urgency) if mark)


def flush(text: str) -> Paragraph:
    return Paragraph((Run(text),), TextStyle.FLUSH)


def signed(text: str) -> Paragraph:
    return Paragraph((Run(text),), TextStyle.SIGNATURE, keep_with_next=True)


def due(day: date | None) -> str:
    """The day of an answer, or room for it."""
    return wording.day(day) if day else _NO_DAY


def _held(material: Material) -> str:
    days = [wording.meeting_day(meeting.facts) for meeting in material.meetings]
    return f"{days[0]}，" if len(days) == 1 and days[0] else ""
