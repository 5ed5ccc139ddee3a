"""This file plants each fault that a pack may have, and checks that it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.text import Span
from briefing_app.export.builder import PackRows, build
from briefing_app.export.checks import PackIsWrong, prove
from briefing_app.export.checks.layout import contents_pages
from briefing_app.export.document import (
    Block,
    CellText,
    Finding,
    Heading,
    PackDocument,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
)

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]
Spoil = Callable[[Table], Table]


def _spoilt(document: PackDocument, kind: type[Block], spoil: Callable[[Block], Block]) -> PackDocument:
    """The document with its first block of a kind changed."""
    place = next(i for i, block in enumerate(document.blocks) if isinstance(block, kind))
    blocks = list(document.blocks)
    blocks[place] = spoil(blocks[place])
    return replace(document, blocks=tuple(blocks))


def _cell(table: Table, row: int, place: int, **changes: object) -> Table:
    rows = list(table.rows)
    cells = list(rows[row].cells)
    cells[place] = replace(cells[place], **changes)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


def _narrowed(table: Table) -> Table:
    return replace(table, columns=(replace(table.columns[0], width=1.0), *table.columns[1:]))


def _without_last_cell(table: Table) -> Table:
    return replace(table, rows=(*table.rows[:1], Row(table.rows[1].cells[:-1]), *table.rows[2:]))


def _theme_at_the_end(table: Table) -> Table:
    return replace(table, rows=(*table.rows, Row((CellText("六、无"),), spanning=True)))


@pytest.mark.parametrize(
    ("check", "kind", "spoil"),
    [
        (1, PackKind.ASSIGNMENT, _narrowed),
        (1, PackKind.ASSIGNMENT, _without_last_cell),
        (2, PackKind.ASSIGNMENT, lambda table: _cell(table, 2, 0, value=7)),
        (3, PackKind.ASSIGNMENT, lambda table: _cell(table, -1, 0, text="合计3项")),
        (3, PackKind.DIGEST, lambda table: _cell(table, -1, 1, value=99)),
        (4, PackKind.ASSIGNMENT, lambda table: _cell(table, 1, 4, text="")),
        (5, PackKind.ASSIGNMENT, lambda table: replace(table, notes=())),
        (5, PackKind.LEDGER, lambda table: replace(table, notes=("“—”表示不涉及。", "（重点）〔概括〕〔改写〕"))),
        (9, PackKind.ASSIGNMENT, _theme_at_the_end),
        (9, PackKind.ASSIGNMENT, lambda table: replace(table, rows=table.rows[:1])),
        (10, PackKind.ASSIGNMENT, lambda table: _cell(table, 1, 1, text="意思差不多的话")),
    ],
)
def test_a_fault_of_our_own_making_stops_the_pack(
    check: int, kind: PackKind, spoil: Spoil, rows: PackRows, make_pack: MakePack
) -> None:
    document = _spoilt(build(make_pack(kind), rows, today=PRINTED), Table, spoil)
    with pytest.raises(PackIsWrong) as caught:
        prove(document, rows)
    assert check in [finding.check for finding in caught.value.findings]


def test_two_pairs_of_words_stop_the_pack(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED)
    heads = {"主办单位": "牵头单位"}
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    other = replace(table, columns=tuple(replace(c, head=heads.get(c.head, c.head)) for c in table.columns))
    with pytest.raises(PackIsWrong, match="6: "):
        prove(replace(document, blocks=(*document.blocks, other)), rows)


def test_a_changed_quotation_stops_the_pack(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    changed = _spoilt(document, Quote, lambda quote: replace(quote, text=quote.text.replace("，", ",")))
    with pytest.raises(PackIsWrong, match="10: 02-01"):
        prove(changed, rows)


def test_a_wrong_number_of_items_in_the_lead_in_stops_the_pack(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    changed = _spoilt(document, Paragraph, lambda _: Paragraph((Run("提出意见建议3条，现摘编如下："),)))
    with pytest.raises(PackIsWrong, match="3: 导语写3条"):
        prove(changed, rows)


def test_an_unmarked_gap_in_the_numbers_of_items_stops_the_pack(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    with pytest.raises(PackIsWrong, match="2: "):
        prove(_spoilt(document, Quote, lambda quote: replace(quote, number="5.")), rows)


def _findings(rows: PackRows, pack: Pack) -> dict[int, str]:
    return {finding.check: finding.message for finding in build(pack, rows, today=PRINTED).findings}


def test_a_pack_without_faults_has_no_findings(rows: PackRows, make_pack: MakePack) -> None:
    written: dict[PackKind, dict[str, Any]] = {
        PackKind.LETTER: {"recipient": "潼湾市人民政府办公室", "reply_by": date(2026, 12, 20)},
        PackKind.OUTLINE: {"outline": "一、总的考虑\n各方意见集中。"},
    }
    for kind in PackKind:
        assert build(make_pack(kind, notes=True, **written.get(kind, {})), rows, today=PRINTED).findings == ()


def _with_item(rows: PackRows, **changes: object) -> PackRows:
    return replace(rows, followups=(replace(rows.followups[0], **changes), *rows.followups[1:]))


@pytest.mark.parametrize(
    ("check", "changes", "part"),
    [
        (4, {"lead": "市公安局、市教育局"}, "不止一个"),
        (6, {"lead": "市城管局"}, "是否同一单位"),
        (7, {"due": date(2026, 7, 1)}, "早于交办日期"),
        (7, {"title": "2026年09月03日前完成"}, "前导零"),
        (12, {"title": "请与13900000000联系"}, "印有电话号码（139…）"),
        (13, {"title": "同上"}, "同上"),
        (11, {"title": "落实单晓禾委员意见"}, "单晓禾不是委员"),
    ],
)
def test_what_people_left_open_is_a_warning(
    check: int, changes: dict[str, object], part: str, rows: PackRows, make_pack: MakePack
) -> None:
    found = _findings(_with_item(rows, **changes), make_pack(PackKind.LEDGER))
    assert part in found[check]


def test_a_phone_number_is_not_repeated_in_the_warning(rows: PackRows, make_pack: MakePack) -> None:
    found = _findings(_with_item(rows, title="请拨打0731-8888888"), make_pack(PackKind.LEDGER))
    assert "8888888" not in found[12]


def test_a_recommendation_that_is_not_its_source_is_reported(rows: PackRows, make_pack: MakePack) -> None:
    moved = replace(rows.proposals[0], span=Span(0, len(rows.proposals[0].text)))
    found = _findings(replace(rows, proposals=(moved, *rows.proposals[1:])), make_pack(PackKind.DIGEST))
    assert "01-01（许𬱖）与来源材料不一致" in found[10]
    other_source = replace(rows, source_texts={1: "完全不同的文字" * 400})
    assert 10 in _findings(other_source, make_pack(PackKind.DIGEST))


def test_a_column_that_is_still_to_be_written_is_reported(untouched: PackRows, make_pack: MakePack) -> None:
    assert "办理任务" in _findings(untouched, make_pack(PackKind.ASSIGNMENT))[13]


def test_words_of_a_speaker_are_nobodys_fault(rows: PackRows, make_pack: MakePack) -> None:
    speech = rows.speeches[5]
    text = speech.text.replace("我们的想法", "单晓禾委员2026年09月的想法")
    shift = len(text) - len(speech.text)
    paragraphs = tuple(
        replace(p, span=Span(p.span.start + (shift if n else 0), p.span.end + shift))
        for n, p in enumerate(speech.paragraphs)
    )
    proposals = tuple(replace(p, span=p.span.shifted(shift)) if p.speech_id == speech.id else p for p in rows.proposals)
    changed = replace(speech, text=text, paragraphs=paragraphs)
    said = replace(rows, speeches=(*rows.speeches[:5], changed, *rows.speeches[6:]), proposals=proposals)
    assert build(make_pack(PackKind.COMPILATION), said, today=PRINTED).findings == ()


def test_a_contents_page_that_is_one_off_is_found() -> None:
    real = [("甲", 1), ("乙", 4)]
    assert list(contents_pages([("甲", 1), ("乙", 4)], real)) == []
    assert list(contents_pages([("甲", 1), ("乙", 5)], real)) == [Finding(8, "目录写“乙”在第5页，实在第4页")]


def test_headings_of_the_pack_are_read_by_the_checks(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    renamed = _spoilt(document, Heading, lambda heading: replace(heading, text="一、单晓禾委员谈停车"))
    assert 11 in [finding.check for finding in prove(renamed, rows)]
