"""This file checks that an article gives the same draft from every format, with each character in one place."""

from __future__ import annotations

import html
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from briefing_app.domain.text import bare
from briefing_app.importing import parser, readers
from briefing_app.importing.draft import Draft, DraftSpeech

ARTICLES = Path(__file__).parents[2] / "data" / "articles"


def as_manuscript(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_page(text: str) -> bytes:
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return f'<!DOCTYPE html><html><head><meta charset="gb18030"></head><body>{lines}</body></html>'.encode("gb18030")


def as_windows_text(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def speeches_of(draft: Draft) -> list[tuple[str | None, str | None, list[str], list[str]]]:
    return [
        (
            speech.speaker,
            speech.title,
            [bare(paragraph.text) for paragraph in speech.paragraphs],
            [bare(proposal.text) for proposal in speech.proposals],
        )
        for speech in draft.speeches
    ]


def places(speech: DraftSpeech) -> Counter[int]:
    spans = [*speech.header_spans, *speech.title_spans, *(s for part in speech.paragraphs for s in part.spans)]
    return Counter(at for span in spans for at in range(span.start, span.end))


@pytest.mark.parametrize(
    ("suffix", "made"),
    [(".docx", as_manuscript), (".html", as_page), (".txt", as_windows_text)],
    ids=["word", "web", "text"],
)
@pytest.mark.parametrize(
    "name", ["00_sample", "01_tv_report", "04_district_page", "09_header_then_title", "21_academic"]
)
def test_a_format_changes_nothing(tmp_path: Path, name: str, suffix: str, made: Callable[[str], bytes]) -> None:
    plain = ARTICLES / f"{name}.txt"
    other = tmp_path / f"{name}{suffix}"
    other.write_bytes(made(plain.read_text("utf-8")))
    draft = parser.parse(readers.read(other))
    assert speeches_of(draft) == speeches_of(parser.parse(readers.read(plain)))

    seen: Counter[int] = sum(map(places, draft.speeches), Counter())
    seen.update(
        at for part in (*draft.front_matter, *draft.removed) for s in part.spans for at in range(s.start, s.end)
    )
    solid = [at for at, char in enumerate(draft.source.text) if bare(char)]
    assert all(seen[at] == 1 for at in solid)
