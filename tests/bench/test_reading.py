"""Reading and taking apart: our own article warm (target 14: 50 ms for twelve speeches), and that cost is linear."""

from __future__ import annotations

import hashlib

from briefing_app.importing import parser
from briefing_app.importing.draft import SourceText
from briefing_app.workflows import read_draft


def test_an_article_of_eight_speeches(sample_article, measure):
    assert len(read_draft(sample_article).speeches) == 8
    measure("read: the sample article", lambda: read_draft(sample_article))


def test_cost_grows_with_length(sample_article, measure):
    text = sample_article.read_text("utf-8")
    for times in (1, 4, 16):
        content = (text * times).encode()
        source = SourceText("长文.txt", hashlib.sha256(content).hexdigest(), "text_file", text * times, content, ())
        measure(f"parse: the sample article × {times}", lambda source=source: parser.parse(source), runs=3)
