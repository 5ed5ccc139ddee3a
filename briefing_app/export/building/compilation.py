"""This file builds a 会议材料汇编: the speeches of a meeting as a book (packs.md, section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import PackKind
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.building import appendices, comparison
from briefing_app.export.building.parts import (
    body,
    code_legend,
    cover,
    head_count,
    labelled,
    notes,
    only_source,
    order_words,
    own_heading,
    speech_title,
    title_block,
)
from briefing_app.export.building.rows import Material, description, first_post, listed_name
from briefing_app.export.document import (
    BlankLine,
    Block,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    TextStyle,
    TitleBlock,
)

_CONTENTS_FROM = 4  # entries; fewer need no 目录
_NOTE_LENGTH = 28  # characters of 四号 in one line of a contents entry


def blocks(material: Material) -> list[Block]:
    """Cover, foreword, contents, facts of the meeting, speeches, appendices."""
    text = [*_facts(material), *_speeches(material), *_appendices(material)]
    return [*_front(material), PageBreak(body=True), *text]


def _front(material: Material) -> Iterator[Block]:
    options = material.pack.options
    if options.cover is not False:
        yield cover(material, PackKind.COMPILATION)
        yield TitleBlock(wording.FOREWORD, new_page=True)
    else:
        yield from title_block(material, PackKind.COMPILATION)
        yield BlankLine()
    for paragraph in _foreword(material):
        yield body(paragraph)
    wanted = options.contents
    if wanted or (wanted is None and len(material.speeches) >= _CONTENTS_FROM):
        yield PageBreak()
        yield Contents()


def _foreword(material: Material) -> Iterator[str]:
    options = material.pack.options
    yield (
        f"为便于查阅，现将{material.title}发言材料汇编成册。材料按{order_words(options.order)}编排，"
        "文字以来源材料为准，发言人的单位和职务以会议当日为准。仅供内部参阅。"
    )
    if options.recommendations and material.proposals:
        code = code_legend(material)
        yield f"所附意见建议一览逐字摘自发言原文，{code}"


def _facts(material: Material) -> Iterator[Block]:
    yield TitleBlock(wording.MEETING_FACTS, bookmark=True)
    yield BlankLine()
    for meeting in material.meetings:
        yield from _meeting_lines(material, meeting)
    yield from notes([wording.NO_YEAR] if any(wording.lacks_year(m.facts) for m in material.meetings) else [])


def _meeting_lines(material: Material, meeting: Meeting) -> Iterator[Block]:
    facts = meeting.facts
    kind = facts.kind if facts.kind and facts.kind != wording.full_title(facts) else None
    lines = {
        "会议名称": wording.full_title(facts),
        "会议形式": kind,
        "会议议题": facts.topic,
        "会议时间": wording.meeting_day(facts),
        "会议地点": facts.place,
        "主办单位": facts.body,
    }
    for label, value in lines.items():
        if value:
            yield labelled(label, value)
    speeches = [speech for speech in material.spoken if speech.meeting_id == meeting.id]
    if speeches:
        yield labelled("发言情况", head_count(speeches))
    source = only_source(speeches, material.rows.sources)
    if source is not None:
        yield labelled("材料来源", f"《{wording.file_title(source.name)}》")
    found = sum(proposal.meeting_id == meeting.id for proposal in material.proposals)
    if found:
        yield labelled("意见建议", f"共{found}条。")


def _speeches(material: Material) -> Iterator[Block]:
    for number, speech in enumerate(material.speeches, start=1):
        yield _head(speech, number)
        yield BlankLine()
        yield from _text(speech)
        yield from _source(material, speech)
        if material.pack.options.notes:
            yield from appendices.marginal_notes(material, speech)


def _head(speech: Speech, number: int) -> TitleBlock:
    title = speech_title(speech)
    name = listed_name(speech)
    behalf = f"代表{speech.on_behalf_of}" if speech.on_behalf_of else ""
    return TitleBlock(
        title,
        subtitle=tuple(line for line in (name, description(speech), behalf) if line),
        bookmark=True,
        new_page=True,
        contents_note=_contents_note(speech, name),
        contents_text=f"{number}. {title}",
        lines=wording.broken_at_blanks(title),
        speech_id=speech.id,
    )


def _contents_note(speech: Speech, name: str) -> str:
    """Name, unit and post, cut down to what fits one line."""
    for text in (description(speech), first_post(speech), speech.organisation):
        if text and len(name) + 1 + len(text) <= _NOTE_LENGTH:
            return f"{name}　{text}"
    return name


def _text(speech: Speech) -> Iterator[Block]:
    for paragraph in speech.paragraphs:
        text = paragraph.span.of(speech.text)
        level = own_heading(text)
        yield body(text) if level is None else Heading(text, level, bookmark=False)


def _source(material: Material, speech: Speech) -> Iterator[Block]:
    """The line under a speech; nothing where the whole meeting has one source, which its facts name."""
    same = [other for other in material.spoken if other.meeting_id == speech.meeting_id]
    source = next((s for s in material.rows.sources if s.id == speech.source_id), None)
    if source is not None and only_source(same, material.rows.sources) is None:
        yield Paragraph((Run(f"（据来源材料《{wording.file_title(source.name)}》）"),), TextStyle.SOURCE_LINE)


def _appendices(material: Material) -> Iterator[Block]:
    options = material.pack.options
    if options.speakers_table and material.speeches:
        yield from appendices.speakers(material)
    if options.recommendations and material.proposals:
        yield from appendices.recommendations(material)
    if options.notes and material.rows.followups:
        yield from appendices.handling(material)
    if options.comparison and material.rows.comparison is not None:
        yield from (_as_part(block) for block in comparison.blocks(material))


def _as_part(block: Block) -> Block:
    """A comparison inside a book: its first table opens a bookmark of its own."""
    return replace(block, new_page=True) if isinstance(block, TitleBlock) else block
