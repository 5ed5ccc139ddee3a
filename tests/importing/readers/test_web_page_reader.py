"""This file checks that a saved web page gives its article, its lines, and its furniture marked."""

from __future__ import annotations

import socket
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing_app.domain.text import bare
from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import web_page
from briefing_app.importing.readers.transcript import Extract, Trouble

PROJECT = Path(__file__).parents[3]
CORPUS = PROJECT.parent / "shared" / "data" / "corpus"

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>政协青屏市委员会</title>
<script>var a = "不应出现";</script><style>p {{color: red}}</style></head><body>
<div class="topNav"><ul><li><a href="/">首页</a></li><li><a href="/a">政协要闻</a></li><li><a href="/b">提案工作</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/a">政协要闻</a></div>
<div class="article-title"><h1>市政协召开座谈会</h1></div>
<div class="xinxi">发布时间：2024-05-22　来源：办公室　浏览次数：88</div>
<div class="bdsharebuttonbox"><a>微信</a><a>微博</a></div>
<div class="TRS_Editor"><p>　　5月21日，市政协召开座谈会。会议由
副主席主持。</p><p>　　柳成荫委员建议，<strong>增加托位</strong>。<br>褚云舒委员说，费用偏高。</p>
<div style="display: none">看不见的文字</div>
<table><tr><td>姓名</td><td>界别</td></tr><tr><td>田穗</td><td>经济</td></tr></table></div>
<p>（责编：唐唐）</p><div>上一篇：<a href="/x">别的新闻</a></div>
<footer>版权所有：青屏市政协　ICP备00000000号</footer><img src="http://example.invalid/a.gif"></body></html>"""

BODY = """市政协召开座谈会
　　5月21日，市政协召开座谈会。会议由副主席主持。
　　柳成荫委员建议，增加托位。
褚云舒委员说，费用偏高。
姓名	界别
田穗	经济"""


def page(charset: str = "utf-8") -> bytes:
    return PAGE.format(charset=charset).encode({"gb2312": "gb18030"}.get(charset, charset))


def body_of(source: Extract) -> str:
    marked = {index for span in source.furniture for index in range(span.start, span.end)}
    kept = "".join("" if index in marked else char for index, char in enumerate(source.text))
    return "\n".join(line for line in kept.split("\n") if bare(line))


def test_the_article_is_read_in_lines_and_the_furniture_is_marked() -> None:
    source = web_page.extract(page())
    assert body_of(source) == BODY
    furniture = under(source.text, source.furniture)
    for piece in ("首页", "当前位置", "发布时间", "微信", "责编", "上一篇", "版权所有"):
        assert piece in furniture
    assert "不应出现" not in source.text
    assert "看不见" not in source.text


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "big5"])
def test_the_declared_encoding_is_believed(charset: str) -> None:
    text = PAGE.format(charset=charset).replace("托", "拖") if charset == "big5" else PAGE.format(charset=charset)
    content = text.encode("gb18030" if charset.startswith("gb") else charset, "ignore")
    assert "5月21日" in web_page.extract(content).text


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    assert body_of(web_page.extract(PAGE.format(charset="gb2312").encode())) == BODY


def test_a_byte_order_mark_wins_over_everything() -> None:
    assert body_of(web_page.extract(PAGE.format(charset="gb2312").encode("utf-16"))) == BODY


def test_an_undeclared_encoding_is_guessed_and_told() -> None:
    content = PAGE.replace('<meta charset="{charset}">', "").replace("{{", "{").replace("}}", "}").encode("gb18030")
    source = web_page.extract(content)
    assert body_of(source) == BODY
    assert source.notes == ("网页没有标明编码，文字是按推测的编码读出的，请核对。",)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    markup = '<html><body><link rel="stylesheet" href="http://example.invalid/a.css"><p>正文</p><iframe src="http://example.invalid"></iframe></body></html>'
    assert web_page.extract(markup.encode()).text == "正文\n"


def test_numbers_of_ordered_lists_are_printed() -> None:
    markup = "<html><body><ol><li>建设站点</li><li>二、自带编号</li><li>加强监管</li></ol></body></html>"
    assert web_page.extract(markup.encode()).text == "1. 建设站点\n二、自带编号\n3. 加强监管\n"


def test_a_single_file_archive_is_read() -> None:
    message = EmailMessage()
    message["Subject"] = "saved page"
    message.set_content(PAGE.format(charset="utf-8"), subtype="html", charset="utf-8")
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif")
    content = message.as_bytes()
    assert web_page.recognises(content)
    assert body_of(web_page.extract(content)) == BODY


def test_a_page_that_looks_all_furniture_is_read_all_the_same() -> None:
    markup = '<html><body><div class="sidebar">关于加快修路的建议</div></body></html>'
    assert body_of(web_page.extract(markup.encode())) == "关于加快修路的建议"


@pytest.mark.parametrize("content", [b"<html></html>", b"<html><body><script>x</script></body></html>"])
def test_a_page_without_words_has_no_text(content: bytes) -> None:
    with pytest.raises(Trouble) as caught:
        web_page.extract(content)
    assert caught.value.problem is ReadProblem.NO_TEXT


def test_deep_nesting_and_control_characters_do_no_harm() -> None:
    markup = "<html><body>" + "<div>" * 5000 + "深\x00处\x07" + "</div>" * 5000 + "<p>正文&#x2CC56;</p></body></html>"
    assert "𬱖" in web_page.extract(markup.encode()).text


def test_recognition_looks_at_the_content() -> None:
    assert web_page.recognises(page())
    assert web_page.recognises(b"<p>a</p><p>b</p>")
    assert not web_page.recognises("《<城>》是一本书".encode())
    assert not web_page.recognises(b"a < b <p> c")


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("path", sorted((CORPUS / "raw").glob("*.html")), ids=lambda path: path.stem)
def test_real_pages_give_the_characters_of_their_articles(path: Path) -> None:
    source = web_page.extract(path.read_bytes())
    wanted = (CORPUS / f"{path.stem}.txt").read_text("utf-8")
    for line in filter(bare, wanted.split("\n")[2:]):
        assert bare(line) in bare(source.text)
