"""Letters, slips and bulletins are drafts that people sign; a free outline quotes by code; indexes give true pages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.errors import NothingToExport
from briefing_app.export import data, pdf, sheet, web, word
from briefing_app.export.builder import build
from briefing_app.export.document import (
    CutLine,
    Grid,
    Heading,
    Imprint,
    Index,
    Letterhead,
    Paragraph,
    Quote,
    TitleBlock,
)

DAY = date(2026, 9, 30)


def _of(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def _pages(document):
    with pdfplumber.open(io.BytesIO(pdf.render(document))) as file:
        return [(page.extract_text() or "").replace(" ", "") for page in file.pages]


@pytest.mark.parametrize("kind", [PackKind.LETTER, PackKind.BULLETIN])
def test_a_letter_leaves_number_and_seal_to_people_and_is_called_a_draft(make_pack, rows, kind):
    document = build(make_pack(kind, recipient="潼湾市人民政府办公室"), rows, today=DAY)
    printed = "".join(_pages(document))
    assert "（代拟稿）" in [line for block in _of(document, TitleBlock) for line in block.subtitle]
    assert _of(document, Letterhead)[0].right in {"〔2026〕　号", "2026年9月30日"}
    assert "校验码" not in printed
    assert "潼湾市人民政府办公室" in printed


def test_the_first_page_of_a_letter_bears_no_number_and_what_is_signed_does_not_stand_alone(make_pack, rows):
    pages = _pages(build(make_pack(PackKind.LETTER, copies_to="中共潼湾市委办公室"), rows, today=DAY))
    assert "—1—" not in pages[0]
    signed = next(page for page in pages if "（盖章）" in page)
    assert "特此函达。" in signed
    assert "抄送：中共潼湾市委办公室。" in pages[-1]


def test_a_letter_says_what_it_lacks(make_pack, rows):
    document = build(make_pack(PackKind.LETTER, editor=""), rows, today=DAY)
    assert {f.message for f in document.findings} >= {"没有填主送单位", "没有填函复期限", "没有填编印（发文）单位"}
    assert not _of(document, Letterhead)


def test_each_matter_has_its_own_form_on_one_sheet_with_nothing_ticked(make_pack, rows):
    document = build(make_pack(PackKind.OPINION), rows, today=DAY)
    pages = _pages(document)
    assert len(pages) == len(rows.followups) == len(_of(document, Grid))
    assert all(
        "√" not in value
        for grid in _of(document, Grid)
        for row in grid.rows
        for _, value in row[-1:]
        if "处" not in value
    )
    assert all("签名：" in page for page in pages)
    assert not any(re.search(r"—\d—", page) for page in pages)


def test_only_what_is_late_is_urged_and_what_is_done_never(make_pack, rows):
    late = build(make_pack(PackKind.REMINDER), rows, today=date(2026, 9, 25))
    assert [grid.rows[0][0][1] for grid in _of(late, Grid)[::2]] == ["复核老城区信号配时"]
    assert len(_of(late, CutLine)) == 1
    assert "7天" in str(late.blocks)
    early = build(make_pack(PackKind.REMINDER), rows, today=date(2026, 9, 1))
    assert len(_of(early, CutLine)) == 2
    with pytest.raises(NothingToExport):
        build(make_pack(PackKind.REMINDER), replace(rows, followups=rows.followups[2:]), today=DAY)


def test_a_bulletin_leaves_the_appraisal_to_people_and_takes_what_is_important(make_pack, rows):
    document = build(make_pack(PackKind.BULLETIN), rows, today=DAY)
    important = [p.text for p in rows.proposals if p.important]
    assert important
    assert {quote.text for quote in document.quotes()} == set(important)
    assert sum("（请撰写）" in block.text for block in _of(document, Paragraph)) == 2


def test_an_outline_puts_recommendations_in_by_their_codes_word_for_word(make_pack, rows):
    first = rows.proposals[0]
    text = f"一、总的考虑\n各方意见集中。\n（一）道路\n【{first.code}】\n另见【02-01】，可先行。\n【99-01】"
    document = build(make_pack(PackKind.OUTLINE, outline=text), rows, today=DAY)
    assert [(h.text, h.level) for h in _of(document, Heading)] == [("一、总的考虑", 1), ("（一）道路", 2)]
    assert [quote.code for quote in document.quotes()] == [first.code, "02-01"]
    assert document.quotes()[0].text == first.text
    assert any("【99-01】" in block.text for block in _of(document, Paragraph))
    assert "没有编码为 99-01 的建议，请核对提纲" in [f.message for f in document.findings]
    assert any("其余为编者文字" in block.text for block in _of(document, Paragraph))


def test_an_outline_that_nobody_has_written_is_said_to_be_missing(make_pack, rows):
    document = build(make_pack(PackKind.OUTLINE, outline=" \n"), rows, today=DAY)
    assert "没有写提纲，册中还没有正文，请补写提纲" in [f.message for f in document.findings]


def test_indexes_name_the_pages_on_which_people_and_units_really_stand(make_pack, rows):
    document = build(make_pack(PackKind.COMPILATION, index=True), rows, today=DAY)
    people, units = _of(document, Index)
    pages = _pages(document)
    numbers = [int(found[1]) if (found := re.search(r"—(\d+)—", page)) else 0 for page in pages]
    (listed,) = [page for page in pages if page.startswith("人名索引")]
    for speech in rows.speeches:
        if speech.speaker is None:
            continue
        line = next(line for line in listed.splitlines() if line.startswith(speech.speaker))
        shown = {int(n) for n in re.findall(r"\d+", line.rsplit("·", 1)[-1].rsplit("…", 1)[-1])}
        title = (speech.title or f"{speech.speaker}的发言").replace(" ", "")
        spoken = next(n for page, n in zip(pages, numbers, strict=True) if n and title in page.replace("\n", "")[:80])
        assert spoken in shown, speech.speaker
    assert {"市城市管理局", "市财政局"} <= {entry.name for entry in units.entries}
    assert len(people.entries) == sum(speech.speaker is not None for speech in rows.speeches)


def test_marks_watermark_imprint_and_sources_are_printed_where_they_were_asked_for(make_pack, rows):
    asked = {"copy_number": "000012", "mark": "内部资料　注意保存", "urgency": "特急", "source_notes": True}
    plain = build(make_pack(PackKind.DIGEST), rows, today=DAY)
    full = build(make_pack(PackKind.DIGEST, imprint=True, watermark="征求意见稿", **asked), rows, today=DAY)
    text = "".join(_pages(full))
    assert all(word in text for word in ("000012", "特急", "出处：许𬱖发言第3段。", "2026年9月30日印发"))
    assert "征求意见稿" not in text  # pale shapes, which nobody copies by mistake
    assert len(pdf.render(full)) > len(pdf.render(replace(full, watermark="")))
    assert isinstance(full.blocks[-1], Imprint)
    assert not _of(plain, Imprint)


def test_a_theme_can_be_called_otherwise_in_one_pack(make_pack, rows):
    renamed = build(make_pack(PackKind.DIGEST, renamed=(("停车", "关于停车"),)), rows, today=DAY)
    assert "关于停车" in [block.text.split("、", 1)[1] for block in _of(renamed, Heading)]
    assert _of(renamed, Quote)


NASTY = "<b>粗</b> &amp; {0} %s \x07\x0b 甲\u200b乙 《" + "长" * 500


@pytest.mark.parametrize("kind", list(PackKind))
def test_whatever_is_typed_into_a_field_is_printed_as_it_is_or_fitted(make_pack, rows, kind):
    typed = dict.fromkeys(
        ("editor", "mark", "urgency", "copy_number", "recipient", "copies_to", "contact", "head", "issue"), NASTY
    )
    options = {
        **typed,
        "outline": f"一、{NASTY}\n{NASTY}\n【01-01】",
        "imprint": True,
        "watermark": NASTY,
        "index": True,
    }
    document = build(make_pack(kind, **options), rows, today=DAY)
    content = pdf.render(document)
    printed = "".join(_pages(document))
    assert content.startswith(b"%PDF-")
    if kind in {PackKind.LETTER, PackKind.BULLETIN}:
        assert "<b>粗</b>&amp;{0}%s" in printed
    for module in (word, web, sheet, data):
        assert module.render(document)
