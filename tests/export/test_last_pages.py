"""The last page of a speech holds more than a few lines; letters are drawn in; low tables stay whole."""

from __future__ import annotations

import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.export.document import (
    Block,
    CellText,
    Column,
    Contents,
    Heading,
    PackDocument,
    Paragraph,
    Row,
    Run,
    Table,
    TitleBlock,
)
from briefing_app.export.typesetting.fonts import bundled
from briefing_app.export.typesetting.layout import FEW_LINES, LEAST_LINES, LaidOut, _lines_on, lay_out
from briefing_app.export.typesetting.profile import GBT9704
from briefing_app.export.typesetting.setting import Typesetter

TYPESETTER = Typesetter(bundled())
HEAD = 4  # lines that a title takes with its blanks


def laid_out(*blocks: Block) -> LaidOut:
    return lay_out(PackDocument("试排", PackKind.COMPILATION, blocks), TYPESETTER, GBT9704)


def speech(lines: int, *, paragraphs: int = 1) -> list[Block]:
    """A title and so many lines."""
    each = [lines // paragraphs + (1 if place < lines % paragraphs else 0) for place in range(paragraphs)]
    said = [Paragraph((Run("推进" * (14 * one - 2)),)) for one in each]
    return [TitleBlock("把路还给走路的人", bookmark=True, new_page=True), *said]


def lines_of(laid: LaidOut) -> list[int]:
    return [len({round(text.y) for text in page.texts}) for page in laid.pages]


def pitch_of(laid: LaidOut) -> float:
    heights = sorted({round(text.y, 2) for text in laid.pages[0].texts}, reverse=True)
    return heights[1] - heights[2]


@pytest.mark.parametrize(("pages", "over"), [(1, 2), (1, 3), (2, 2), (3, 3)])
def test_few_lines_on_a_last_page_get_company(pages: int, over: int) -> None:
    laid = laid_out(*speech(22 * pages - HEAD + over, paragraphs=2))
    assert len(laid.pages) == pages + 1
    assert pitch_of(laid) == pytest.approx(GBT9704.pitch, abs=0.02)  # 22 lines a page, as ever
    assert _lines_on(laid.pages[-1], GBT9704) > FEW_LINES
    assert lines_of(laid)[-1] >= LEAST_LINES


@pytest.mark.parametrize("over", [1, 2])
def test_a_letter_is_drawn_in_by_a_line_a_page(over: int) -> None:
    document = PackDocument("函", PackKind.LETTER, tuple(speech(22 * 2 - HEAD + over)))
    laid = lay_out(document, TYPESETTER, GBT9704)
    assert len(laid.pages) == 2
    assert pitch_of(laid) == pytest.approx(225 / 25.4 * 72 / 23, abs=0.02)


def test_a_page_with_enough_on_it_is_left_alone() -> None:
    laid = laid_out(*speech(22 - HEAD + 6))
    assert lines_of(laid) == [19, 6]
    assert pitch_of(laid) == pytest.approx(GBT9704.pitch, abs=0.02)


def test_what_is_set_again_is_tagged_and_marked_once() -> None:
    laid = laid_out(*speech(22 - HEAD + 2), *speech(5))
    assert [child.kind for child in laid.structure.children] == ["H1", "P", "H1", "P"]
    assert [index for _, index, _ in laid.outline] == [0, 2]


def test_a_low_table_is_not_parted() -> None:
    table = Table(
        (Column("主题", 100), Column("条数", 56)),
        tuple(Row((CellText(f"主题{number}"), CellText("3"))) for number in range(8)),
        title="意见建议分主题统计",
    )
    laid = laid_out(Heading("一、要点"), Paragraph((Run("推进" * 14 * 15),)), table)
    shown = ["".join(text.line.text for text in page.texts) for page in laid.pages]
    assert len(shown) == 2
    assert "主题0" not in shown[0]
    assert "（续表）" not in shown[1]


def test_contents_draw_in_a_few_lines_too() -> None:
    titles = [
        TitleBlock(f"第{number}篇发言", bookmark=True, new_page=True, contents_note="某某　单位")
        for number in range(11)
    ]
    laid = laid_out(Contents(), *(block for title in titles for block in (title, Paragraph((Run("正文。"),)))))
    assert laid.front == 1
