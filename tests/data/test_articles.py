"""This file checks that the gold of our own articles fits their texts, and that no article was copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_app.domain.text import bare

ARTICLES = Path(__file__).parent / "articles"
PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT.parent / "shared" / "data" / "corpus"
LONGEST_COMMON_RUN = 15

texts = pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)


def gold_of(path: Path) -> dict:
    return json.loads(path.with_suffix(".gold.json").read_text("utf-8"))


@texts
def test_every_gold_string_stands_in_the_article(path: Path) -> None:
    text, gold = path.read_text("utf-8"), gold_of(path)
    noise = {bare(line) for line in gold["noise_lines"]}
    body = bare("".join(line for line in text.split("\n") if bare(line) not in noise))
    for speech in gold["speeches"]:
        posts = [value for held in speech["affiliations"] for value in held.values() if value]
        names = [speech["speaker"] or "", *speech.get("co_speakers", [])]
        for printed in [*names, *posts, *speech["identity"], speech["title"] or "", speech.get("header", "")]:
            assert bare(printed) in bare(text)
        for paragraph in speech["paragraphs"]:
            assert body.count(bare(paragraph)) == 1


@texts
def test_gold_recommendations_lie_in_their_speakers_paragraphs(path: Path) -> None:
    for speech in gold_of(path)["speeches"]:
        paragraphs = [bare(paragraph) for paragraph in speech["paragraphs"]]
        for kind in ("proposals", "proposals_optional", "proposal_groups"):
            for item in speech.get(kind, []):
                assert sum(bare(item) in paragraph for paragraph in paragraphs) == 1
                assert item[-1] not in "。；"


@texts
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this checkout")
def test_an_article_shares_no_long_run_with_the_corpus(path: Path) -> None:
    text = bare(path.read_text("utf-8"))
    for source in CORPUS.glob("*.txt"):
        other = bare(source.read_text("utf-8"))
        runs = {other[at : at + LONGEST_COMMON_RUN] for at in range(len(other) - LONGEST_COMMON_RUN + 1)}
        shared = [text[at : at + LONGEST_COMMON_RUN] for at in range(len(text) - LONGEST_COMMON_RUN + 1)]
        assert not runs.intersection(shared)


def test_the_sample_article_that_ships_is_the_one_with_gold() -> None:
    shipped = PROJECT / "resources" / "samples" / "sample_article.txt"
    assert shipped.read_bytes() == (ARTICLES / "00_sample.txt").read_bytes()
