"""This file tests the 用户手册: everything that the help pages say stands in the PDF."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from briefing_app.errors import UnwritableFile
from briefing_app.export.document import Heading, Paragraph
from briefing_app.workflows import manual


def test_every_topic_is_a_chapter_and_no_mark_of_markdown_is_left():
    blocks = manual.document().blocks
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert [chapter.partition("、")[2] for chapter in chapters] == [topic.title for topic in manual.topics()]
    words = "\n".join(run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    assert not re.search(r"\*\*|\]\(|`|^#|!\[", words)
    assert "page:" not in words


def test_the_pdf_says_what_the_help_says(tmp_path):
    path = tmp_path / "手册.pdf"
    pages = manual.write_manual(path)
    document = pypdfium2.PdfDocument(path)
    try:
        text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))
        assert len(document) == pages
    finally:
        document.close()
    for topic in manual.topics():
        assert topic.title.replace(" ", "") in text


def test_a_manual_is_not_written_over_another_file_unasked(tmp_path):
    path = tmp_path / "手册.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(UnwritableFile):
        manual.write_manual(path)
    assert path.read_bytes() == b"mine"
