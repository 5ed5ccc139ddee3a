"""How well the parser reads whole articles: our own with their gold, and the real ones where they lie beside us."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.domain.text import bare
from briefing_app.importing import draft_json, parser, readers

PROJECT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((PROJECT / "tests" / "data" / "articles").glob("*.gold.json"))
CORPUS = sorted((PROJECT.parent / "shared" / "data" / "corpus").glob("*.gold.json"))


def read(gold_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    gold = json.loads(gold_path.read_text("utf-8"))
    text = gold_path.with_name(gold_path.name.removesuffix(".gold.json") + ".txt")
    return gold, draft_json.to_json(parser.parse(readers.read(text)))


def names(speeches: Iterable[dict[str, Any]]) -> Counter[str]:
    return Counter(bare(name) for s in speeches for name in [s.get("speaker"), *(s.get("co_speakers") or [])] if name)


def affiliations(speeches: Iterable[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
    found = {
        (bare(s.get("speaker") or ""), bare(a.get("organisation") or ""), bare(a.get("post") or ""))
        for s in speeches
        for a in s.get("affiliations") or []
    }
    return Counter(found)


def proposals(speeches: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    return Counter(
        (bare(s.get("speaker") or ""), bare(p["text"] if isinstance(p, dict) else p))
        for s in speeches
        for p in s.get("proposals") or []
    )


MEASURES = {"speakers": names, "affiliations": affiliations, "recommendations": proposals}
OURS = {"speakers": 0.95, "affiliations": 0.9, "recommendations": 0.9}
REAL = {"speakers": 0.98, "affiliations": 0.97, "recommendations": 0.93}


def f1(paths: list[Path], measure: str) -> float:
    hit = predicted = wanted = 0
    for path in paths:
        gold, draft = read(path)
        want, got = MEASURES[measure](gold["speeches"]), MEASURES[measure](draft["speeches"])
        optional = {bare(t) for s in gold["speeches"] for t in s.get("proposals_optional") or []}
        got = Counter(
            {item: count for item, count in got.items() if item[-1] not in optional or measure != "recommendations"}
        )
        hit, predicted, wanted = hit + (want & got).total(), predicted + got.total(), wanted + want.total()
    return 2 * hit / (predicted + wanted)


@pytest.mark.parametrize("measure", OURS)
def test_our_own_articles_of_every_family_are_read(measure: str) -> None:
    assert ARTICLES
    assert f1(ARTICLES, measure) >= OURS[measure]


@pytest.mark.parametrize("measure", REAL)
def test_real_articles_are_read(measure: str) -> None:
    if not CORPUS:
        pytest.skip("the real texts are not beside the checkout")
    assert f1(CORPUS, measure) >= REAL[measure]


def test_nothing_is_invented_where_a_real_article_recommends_nothing() -> None:
    negative = [path for path in CORPUS if json.loads(path.read_text("utf-8")).get("negative")]
    if not negative:
        pytest.skip("the real texts are not beside the checkout")
    assert [proposals(read(path)[1]["speeches"]) for path in negative] == [Counter()] * len(negative)
