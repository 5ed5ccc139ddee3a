"""This file checks what compilations and digests hold, and what holds for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from briefing_app.domain.meetings import Meeting, MeetingFacts
from briefing_app.domain.packs import DigestOrder, Pack, PackKind
from briefing_app.errors import NothingToExport
from briefing_app.export.builder import PackRows, build
from briefing_app.export.building.parts import head_count, own_heading
from briefing_app.export.document import (
    Block,
    Contents,
    Cover,
    Heading,
    PackDocument,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    TextStyle,
    TitleBlock,
)

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]


def of(document: PackDocument, kind: type[Block]) -> list[Block]:
    return [block for block in document.blocks if isinstance(block, kind)]


def table_under(document: PackDocument, head: str) -> Table:
    """The first table that has such a column."""
    return next(t for t in of(document, Table) if head in [column.head for column in t.columns])


def text_of(document: PackDocument) -> str:
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading | Quote | TitleBlock)]
    lines += [cell.text for table in of(document, Table) for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *(note for table in of(document, Table) for note in table.notes)])


@pytest.mark.parametrize("kind", list(PackKind))
def test_every_kind_builds_from_what_people_worked_on_and_from_what_was_just_imported(
    kind: PackKind, rows: PackRows, untouched: PackRows, make_pack: MakePack
) -> None:
    document = build(make_pack(kind, notes=True, comparison=True), rows, today=PRINTED)
    assert document.kind is kind
    assert document.blocks
    if kind not in {PackKind.LEDGER, PackKind.OPINION, PackKind.REMINDER}:  # which print what is followed up
        assert build(make_pack(kind), untouched, today=PRINTED).blocks


@pytest.mark.parametrize("kind", list(PackKind))
def test_nothing_to_print_is_said_so(kind: PackKind, rows: PackRows, make_pack: MakePack) -> None:
    bare = replace(rows, speeches=(), proposals=(), followups=(), comparison=None)
    with pytest.raises(NothingToExport):
        build(make_pack(kind), bare, today=PRINTED)


def test_the_same_rows_give_the_same_checksum_and_other_words_another(rows: PackRows, make_pack: MakePack) -> None:
    pack = make_pack(PackKind.DIGEST)
    first = build(pack, rows, today=PRINTED)
    assert first.checksum == build(pack, replace(rows, version=7), today=PRINTED).checksum
    fewer = build(replace(pack, left_out=frozenset({11})), rows, today=PRINTED)
    assert fewer.checksum != first.checksum


def test_the_version_stands_under_the_contents_or_at_the_end(rows: PackRows, make_pack: MakePack) -> None:
    book = build(make_pack(PackKind.COMPILATION), replace(rows, version=3), today=PRINTED)
    (contents,) = of(book, Contents)
    assert contents.notes == (f"版本 3\u30002026年9月30日\u3000校验码 {book.checksum[:8]}",)
    digest = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    assert digest.blocks[-1].text.startswith("2026年9月30日\u3000校验码 ")


def test_a_missing_year_prints_without_it_under_a_note_and_is_reported(
    untouched: PackRows, make_pack: MakePack
) -> None:
    document = build(make_pack(PackKind.COMPILATION), untouched, today=PRINTED)
    text = text_of(document)
    assert "会议时间：7月16日" in text
    assert "注：来源未载年份。" in text
    messages = " ".join(finding.message for finding in document.findings)
    assert "没有年份" in messages
    assert "尚未审核" in messages


# --- 会议材料汇编 ---


def test_a_compilation_has_its_parts_in_order(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.COMPILATION, notes=True, comparison=True), rows, today=PRINTED)
    assert isinstance(document.blocks[0], Cover)
    heads = [title.text for title in of(document, TitleBlock)]
    assert heads[:3] == ["编印说明", "会议概况", "把老城的路还给走路的人"]
    assert heads[-3:] == ["附：发言人名单", "附：意见建议一览", "附：办理情况"]
    places = [type(block) for block in document.blocks]
    assert places.index(Contents) < document.blocks.index(PageBreak(body=True))
    assert of(document, Table)[-1].turned
    assert of(document, Table)[-1].bookmark


def test_a_cover_names_meeting_kind_topic_editor_and_month(rows: PackRows, make_pack: MakePack) -> None:
    options = {"mark": "内部资料\u3000注意保存", "material_number": 3}
    cover = build(make_pack(PackKind.COMPILATION, **options), rows, today=PRINTED).blocks[0]
    assert cover == Cover(
        meeting="政协潼湾市第九届委员会常务委员会第十一次会议",
        name="发言材料汇编",
        topic="——提升老城区出行品质——",
        editor="政协潼湾市委员会办公厅\u3000编",
        date="2026年9月",
        mark="内部资料\u3000注意保存",
        material_number="会议材料之三",
        meeting_lines=("政协潼湾市第九届委员会", "常务委员会第十一次会议"),
    )


def test_each_speech_opens_a_page_and_prints_every_paragraph_word_for_word(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.COMPILATION), rows, today=PRINTED)
    heads = [title for title in of(document, TitleBlock) if title.contents_note]
    assert len(heads) == len(rows.speeches)
    assert all(head.new_page and head.bookmark for head in heads)
    printed = [b.text for b in document.blocks if isinstance(b, Paragraph | Heading)]
    for speech in rows.speeches:
        paragraphs = [paragraph.span.of(speech.text) for paragraph in speech.paragraphs]
        place = printed.index(paragraphs[0])
        assert printed[place : place + len(paragraphs)] == paragraphs


def test_a_speech_names_its_speaker_and_whom_they_speak_for(rows: PackRows, make_pack: MakePack) -> None:
    heads = of(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED), TitleBlock)
    bus = next(head for head in heads if head.text == "公交要跟着人走")
    assert bus.subtitle == ("欧阳澜", "民建潼湾市委会主委、市十一届人大代表", "代表民建潼湾市委会")
    assert bus.contents_text == "3. 公交要跟着人走"
    untitled = next(head for head in heads if head.text == "丁一鸣的发言")
    assert untitled.contents_note == "丁一鸣\u3000市第三人民医院院长"
    assert next(head for head in heads if "曾\u3000一" in head.subtitle)


def test_a_long_post_is_cut_to_what_fits_one_line_of_the_contents(rows: PackRows, make_pack: MakePack) -> None:
    speech = rows.speeches[0]
    long = replace(speech.affiliations[0], post="教授、博士生导师、学术委员会副主任、国家重点实验室首席科学家")
    changed = replace(rows, speeches=(replace(speech, affiliations=(long,)), *rows.speeches[1:]))
    head = of(build(make_pack(PackKind.COMPILATION), changed, today=PRINTED), TitleBlock)[2]
    assert head.contents_note == "许\u3000𬱖\u3000潼湾大学交通学院"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、先解决过街难", 1),
        ("（二）打通断点", 2),
        ("一、这是一句完整的话，有句号。", None),
        ("一是加快建设", None),
        ("十二、" + "很" * 40, None),
        ("普通的一段话", None),
    ],
)
def test_a_speakers_own_headings_are_known_by_their_form(text: str, level: int | None) -> None:
    assert own_heading(text) == level


def test_speakers_headings_do_not_enter_the_contents(rows: PackRows, make_pack: MakePack) -> None:
    headings = of(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED), Heading)
    assert [heading.text for heading in headings] == ["一、先解决过街难", "二、再打通慢行断点"]
    assert not any(heading.bookmark for heading in headings)


def test_the_sum_of_speakers_counts_members_and_guests_apart(rows: PackRows) -> None:
    assert head_count(rows.speeches) == "共7位同志发言，其中委员3位、专家学者1位、部门负责人2位、基层代表1位。"
    assert head_count(rows.speeches[-1:]) == "共1篇发言。"
    nameless = [replace(speech, identities=()) for speech in rows.speeches]
    assert head_count(nameless) == "共7位同志发言。"
    pair = replace(rows.speeches[0], co_speakers=("何青",))
    assert head_count([pair]) == "共2位同志发言。"


def test_a_source_that_all_share_is_named_once_and_several_under_each_speech(
    rows: PackRows, make_pack: MakePack
) -> None:
    lines = [b.text for b in of(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED), Paragraph)]
    assert [line for line in lines if "潼湾市政协常委会发言" in line] == ["材料来源：《潼湾市政协常委会发言》"]
    second = replace(rows.sources[0], id=2, name="补充发言.docx")
    speeches = (*rows.speeches[:-1], replace(rows.speeches[-1], source_id=2))
    several = replace(rows, sources=(*rows.sources, second), speeches=speeches)
    lines = [b.text for b in of(build(make_pack(PackKind.COMPILATION), several, today=PRINTED), Paragraph)]
    assert lines.count("（据来源材料《潼湾市政协常委会发言》）") == 7
    assert lines.count("（据来源材料《补充发言》）") == 1


def test_the_list_of_speakers_leaves_out_a_column_that_nobody_fills(rows: PackRows, make_pack: MakePack) -> None:
    table = table_under(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED), "姓名")
    assert [column.head for column in table.columns] == ["序号", "姓名", "工作单位及职务", "界别（身份）"]
    nameless = replace(rows, speeches=tuple(replace(s, identities=()) for s in rows.speeches))
    table = table_under(build(make_pack(PackKind.COMPILATION), nameless, today=PRINTED), "姓名")
    assert [column.head for column in table.columns] == ["序号", "姓名", "工作单位及职务"]


def test_under_four_speeches_there_is_no_contents_unless_asked_for(rows: PackRows, make_pack: MakePack) -> None:
    few = replace(rows, speeches=rows.speeches[:3], proposals=())
    assert not of(build(make_pack(PackKind.COMPILATION), few, today=PRINTED), Contents)
    assert of(build(make_pack(PackKind.COMPILATION, contents=True), few, today=PRINTED), Contents)
    assert not of(build(make_pack(PackKind.COMPILATION, contents=False), rows, today=PRINTED), Contents)


def test_notes_stand_under_their_speech_only_where_wanted(rows: PackRows, make_pack: MakePack) -> None:
    assert "请核对年份" not in text_of(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED))
    table = table_under(build(make_pack(PackKind.COMPILATION, notes=True), rows, today=PRINTED), "批注")
    assert [cell.text for cell in table.rows[0].cells] == ["1", "老城区的路网形成于上", "请核对年份", "数据"]


def test_a_book_of_two_meetings_tells_their_codes_apart(rows: PackRows, make_pack: MakePack) -> None:
    second = Meeting(2, MeetingFacts(session="政协潼湾市第九届委员会第四次会议", topic="别的题目"), reviewed=True)
    speech = replace(rows.speeches[0], id=1010, meeting_id=2)
    proposal = replace(rows.proposals[0], id=1011, speech_id=1010, meeting_id=2)
    both = replace(
        rows,
        meetings=(*rows.meetings, second),
        speeches=(*rows.speeches, speech),
        proposals=(*rows.proposals, proposal),
    )
    pack = replace(make_pack(PackKind.COMPILATION), meeting_ids=(2, 1))
    document = build(pack, both, today=PRINTED)
    codes = [row.cells[3].text.split("\n")[0] for row in table_under(document, "编码").rows]
    assert codes[:2] == ["1-01-01", "2-01-01"]
    assert document.blocks[0].meeting == "政协潼湾市第九届委员会第四次会议等2次会议"
    assert document.blocks[0].topic == ""
    assert "会议序号-发言序号-建议序号" in text_of(document)


# --- 意见建议摘编 ---


def test_a_digest_counts_through_and_quotes_word_for_word(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    quotes = document.quotes()
    texts = {proposal.id: proposal.text for proposal in rows.proposals}
    assert [quote.number for quote in quotes] == [f"{n}." for n in range(1, len(rows.proposals) + 1)]
    assert all(quote.text == texts[quote.proposal_id] for quote in quotes)
    assert sorted(quote.proposal_id for quote in quotes) == sorted(texts)
    lead_in = next(b.text for b in of(document, Paragraph) if "现摘编如下" in b.text)
    assert lead_in.startswith("2026年7月16日，政协潼湾市")
    assert f"意见建议{len(quotes)}条" in lead_in


def test_the_first_mention_tells_unit_and_post_later_ones_the_name(rows: PackRows, make_pack: MakePack) -> None:
    quotes = build(make_pack(PackKind.DIGEST), rows, today=PRINTED).quotes()
    own = [quote.attribution for quote in quotes if quote.speech_id == 20]
    assert own == ["（单晓禾，市城市管理局副局长）", "（单晓禾）"]


def test_themes_stand_by_their_speakers_and_marked_items_lead(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    assert [heading.text for heading in of(document, Heading)] == [
        "一、停车",
        "二、公交",
        "三、道路",
        "四、经费",
        "五、夜间经济",
    ]
    roads = next(quote for quote in document.quotes() if quote.proposal_id == 11)
    assert roads.code == "01-01（重点）"
    assert roads.heading == "复核老城区路口信号配时，保障行人过街〔概括〕。"
    hidden = build(make_pack(PackKind.DIGEST, summaries=False), rows, today=PRINTED)
    assert "〔概括〕" not in text_of(hidden)


def test_the_sums_are_those_of_the_items(rows: PackRows, make_pack: MakePack) -> None:
    table = table_under(build(make_pack(PackKind.DIGEST), rows, today=PRINTED), "条数")
    total = table.rows[-1]
    assert total.total
    assert [cell.value for cell in total.cells[1:]] == [16, 8, 2, 4]
    assert sum(row.cells[1].value for row in table.rows[:-1]) == 16


def test_without_themes_there_are_no_headings_and_no_sums(untouched: PackRows, make_pack: MakePack) -> None:
    plain = replace(untouched, proposals=tuple(replace(p, themes=()) for p in untouched.proposals))
    document = build(make_pack(PackKind.DIGEST), plain, today=PRINTED)
    assert not of(document, Heading)
    assert not of(document, Table)


def test_what_the_machine_sorted_into_themes_is_said_to_be_unchecked(rows: PackRows, make_pack: MakePack) -> None:
    assert "其中1条的主题归类为系统提示，待核。" in text_of(build(make_pack(PackKind.DIGEST), rows, today=PRINTED))


def test_what_a_person_unticked_is_out_and_their_order_leads(rows: PackRows, make_pack: MakePack) -> None:
    pack = replace(make_pack(PackKind.DIGEST), left_out=frozenset({21}), sequence=(81, 11))
    quotes = build(pack, rows, today=PRINTED).quotes()
    assert [quote.proposal_id for quote in quotes[:2]] == [81, 71]  # their theme comes first, then its other item
    assert 21 not in [quote.proposal_id for quote in quotes]


def test_a_digest_by_speaker_has_a_part_for_each(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST, digest_order=DigestOrder.SPEAKER), rows, today=PRINTED)
    heads = [heading.text for heading in of(document, Heading)]
    assert heads[1] == "二、单晓禾（市城市管理局副局长）"
    assert heads[-1] == "八、与会委员"
    assert {quote.attribution for quote in document.quotes() if quote.speech_id == 20} == {"（单晓禾）"}
    table = table_under(document, "发言人")
    assert [cell.value for cell in table.rows[-1].cells[1:]] == [16, 2, 4]
    assert "系统提示" not in text_of(document)


def test_follow_up_notes_stand_under_their_item_where_wanted(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST, notes=True), rows, today=PRINTED)
    place = next(i for i, block in enumerate(document.blocks) if isinstance(block, Quote) and block.proposal_id == 31)
    note = document.blocks[place + 1]
    assert note.style is TextStyle.NOTE
    assert "主办单位：市交通运输局；会办单位：市财政局" in note.text
    assert "9月20日答复" in note.text


def test_a_long_digest_gets_a_cover(rows: PackRows, make_pack: MakePack) -> None:
    many = tuple(replace(p, id=p.id + 100 * k) for k in range(1, 9) for p in rows.proposals)
    document = build(make_pack(PackKind.DIGEST), replace(rows, proposals=many), today=PRINTED)
    assert isinstance(document.blocks[0], Cover)
    assert not of(build(make_pack(PackKind.DIGEST), rows, today=PRINTED), Cover)
