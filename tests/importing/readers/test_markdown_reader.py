"""This file checks that Markdown gives its words without its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_app.domain.text import bare
from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import markdown
from briefing_app.importing.readers.transcript import Trouble

CORPUS = Path(__file__).parents[4] / "shared" / "data" / "corpus"


def text_of(source: str) -> str:
    return markdown.extract(source).text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# 市政协召开座谈会", "市政协召开座谈会"),
        ("## 二级标题 ##", "二级标题"),
        ("**柳成荫委员**建议，*增加*托位。", "柳成荫委员建议，增加托位。"),
        ("见[原文](http://example.invalid/a_(b))。", "见原文。"),
        ("![图](a.png)会场", "会场"),
        ("- 第一条\n* 第二条", "第一条\n第二条"),
        ("1. 建设站点\n2. 加强监管", "1. 建设站点\n2. 加强监管"),
        ("> 引言\n> 续", "引言\n续"),
        (r"3\*4 等于 12，5\_6", "3*4 等于 12，5_6"),
        ("变量 a_b_c 与 2*3*4", "变量 a_b_c 与 2*3*4"),
        ("甲&nbsp;乙&ldquo;丙&rdquo;", "甲\xa0乙“丙”"),
        ("正文\n\n---\n\n后文", "正文\n\n后文"),
        ("标题\n====\n正文", "标题\n正文"),
        ("| 姓名 | 界别 |\n|---|:-:|\n| 田穗 | 经济 |", "姓名\t界别\n田穗\t经济"),
        ("第一行<br>第二行", "第一行\n第二行"),
        ("```\n原样 **保留**\n```", "原样 **保留**"),
        ("<!-- 备注 -->正文", "正文"),
        ("一、二、\n#不是标题", "一、二、\n#不是标题"),
    ],
)
def test_marks_go_and_words_stay(source: str, words: str) -> None:
    assert text_of(source) == words + "\n"


def test_blocks_of_html_are_read_as_pages_are() -> None:
    assert (
        text_of("### 标题\n\n<p><strong>本台消息</strong>：甲。</p><p>乙。</p>\n") == "标题\n\n本台消息：甲。\n\n乙。\n"
    )


def test_the_settings_at_the_top_are_furniture() -> None:
    extract = markdown.extract("---\ntitle: 稿件\ndate: 2024-01-01\n---\n正文\n")
    assert under(extract.text, extract.furniture) == "title: 稿件date: 2024-01-01"
    assert extract.text.endswith("正文\n")


def test_a_rule_at_the_top_is_no_settings() -> None:
    assert text_of("---\n正文没有设置\n---\n后文") == "正文没有设置\n后文\n"


def test_marks_without_words_have_no_text() -> None:
    with pytest.raises(Trouble) as caught:
        markdown.extract("---\n\n***\n")
    assert caught.value.problem is ReadProblem.NO_TEXT


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("path", sorted((CORPUS / "raw").glob("*.md")), ids=lambda path: path.stem)
def test_a_real_page_gives_all_its_lines(path: Path) -> None:
    found = bare(text_of(path.read_text("utf-8")))
    for line in (CORPUS / f"{path.stem}.txt").read_text("utf-8").split("\n"):
        assert bare(line) in found
