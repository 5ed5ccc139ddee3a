"""This file checks that a file's content, and then its suffix, choose its reader."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest

from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing import readers


def manuscript() -> bytes:
    document = docx.Document()
    document.add_paragraph("正文")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


PAGE = "<html><body><p>正文</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("稿.docx", manuscript(), "word"),
        ("稿.txt", manuscript(), "word"),
        ("页.html", PAGE, "web_page"),
        ("页.txt", PAGE, "web_page"),
        ("页.doc", PAGE, "web_page"),  # what some sites call a Word file
        ("稿.md", "# 正文".encode(), "markdown"),
        ("稿.html", "正文".encode(), "text_file"),
        ("稿.txt", "正文".encode("gb18030"), "text_file"),
    ],
)
def test_content_comes_before_the_suffix(tmp_path: Path, name: str, content: bytes, reader: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    source = readers.read(path)
    assert (source.reader, source.text.strip()) == (reader, "正文")
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.content == content


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (manuscript()[:300], ReadProblem.DAMAGED),
        (b"PK\x03\x04" + bytes(300), ReadProblem.DAMAGED),
        (b"<html><body></body></html>", ReadProblem.NO_TEXT),
        (bytes(range(256)) * 40, ReadProblem.BINARY),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, problem: ReadProblem) -> None:
    path = tmp_path / "坏文件.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        readers.read(path)
    assert caught.value.problem is problem


def test_pasted_text_is_a_source_of_its_own() -> None:
    source = readers.pasted("田穗委员建议，修路。\r\n")
    assert (source.name, source.reader, source.text) == ("粘贴的文字", "pasted", "田穗委员建议，修路。\n")
    with pytest.raises(UnreadableFile) as caught:
        readers.pasted(" \n")
    assert caught.value.problem is ReadProblem.EMPTY


def test_a_dialog_can_ask_for_every_format() -> None:
    assert {".docx", ".pdf", ".html", ".txt", ".md", ".csv", ".xlsx", ".ofd", ".doc", ".png"} <= set(readers.suffixes())
