"""This file makes packs of any size from the sentences of our own articles: titles, headings, prose, one long table."""

from __future__ import annotations

import json
import random
import re
from functools import lru_cache
from pathlib import Path

from briefing_app.domain.packs import PackKind
from briefing_app.export.document import (
    Align,
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

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
SPEECH_PAGES, TABLE_SHARE, ROWS_A_PAGE = 3, 0.15, 8
PARAGRAPHS, LENGTH = 7, 200  # of a speech: paragraphs, and characters of each at least
COLUMNS = (
    Column("序号", 12.0, Align.CENTRE),
    Column("意见建议", 90.0),
    Column("提出人", 28.0),
    Column("主办单位", 26.0),
)


def pack(pages: int) -> PackDocument:
    """A 汇编 with 目录 of about so many pages, three in twenty of them tables. The same for the same number."""
    draw = random.Random(7)
    speeches = max(1, round(pages * (1 - TABLE_SHARE) / SPEECH_PAGES))
    blocks: list[Block] = [Contents()]
    for number in range(1, speeches + 1):
        blocks += _speech(draw, number)
    rows = max(2, round(pages * TABLE_SHARE) * ROWS_A_PAGE)
    table = Table(COLUMNS, tuple(_row(draw, number) for number in range(1, rows)), title="任务分解表", bookmark=True)
    return PackDocument("发言材料汇编", PackKind.COMPILATION, (*blocks, table))


def _speech(draw: random.Random, number: int) -> list[Block]:
    title = re.split("[，；：。]", draw.choice(sentences()))[0][:20]
    said = [Paragraph((Run(_said(draw, LENGTH)),)) for _ in range(PARAGRAPHS)]
    head = TitleBlock(f"{title}（{number}）", bookmark=True, new_page=True)
    return [head, Heading("一、主要情况"), *said[:3], Heading("二、意见建议"), *said[3:]]


def _row(draw: random.Random, number: int) -> Row:
    who = "".join(draw.choices("甘娄鄢苗柏庾曾覃桑宿砚岚穗舟衡", k=3))
    return Row((CellText(str(number)), CellText(_said(draw, 90)), CellText(who), CellText("市发展改革委")))


def _said(draw: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += draw.choice(sentences())
    return text


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    """Every sentence of the articles' speeches, each once."""
    found: dict[str, None] = {}
    for path in sorted(ARTICLES.glob("*.gold.json")):
        for speech in json.loads(path.read_text("utf-8"))["speeches"]:
            for paragraph in speech["paragraphs"]:
                found.update(dict.fromkeys(re.findall("[^。！？]+[。！？]”?", paragraph)))
    return tuple(found)


def article(speeches: int) -> str:
    """The text of a meeting: so many long speeches, each with recommendations among its sentences."""
    draw = random.Random(11)
    lines = ["政协清江市委员会召开专题协商会", ""]
    for number in range(1, speeches + 1):
        title = re.split("[，；：。]", draw.choice(sentences()))[0][:20]
        lines += [
            title,
            f"清江市政协委员、清江大学教授甘{'砚岚穗舟衡瑾棠屿樵淙苒磬鹭'[number % 13]}{'一二三四五'[number % 5]}：",
            "",
        ]
        for _ in range(PARAGRAPHS):
            lines += [f"　　{_said(draw, LENGTH)}建议{_said(draw, 40)}", ""]
    return "\n".join(lines)
