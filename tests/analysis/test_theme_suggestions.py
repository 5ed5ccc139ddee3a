"""Themes are found by general rules: shared words with free edges, generic words left out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing_app.analysis import themes, vocabulary
from briefing_app.analysis.vocabulary import Lexicon, Vocabulary

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = ROOT / "resources" / "dictionaries"
SAMPLE = ROOT / "tests" / "data" / "articles" / "00_sample.gold.json"
CORPUS = ROOT.parent / "shared" / "data" / "corpus"


@dataclass(frozen=True)
class Said:
    id: int
    speaker: str
    text: str


def _words(name: str) -> str:
    return (DICTIONARIES / f"{name}.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    background = vocabulary.parse_background(
        actions=_words("background-actions"),
        things=_words("background-things"),
        particles=_words("background-particles"),
    )
    return Lexicon(vocabulary.parse_vocabulary(_words("themes")), background)


@pytest.fixture(scope="module")
def no_vocabulary(lexicon: Lexicon) -> Lexicon:
    return Lexicon(Vocabulary(), lexicon.background)


def _read(gold: Path) -> tuple[list[Said], str]:
    content = json.loads(gold.read_text("utf-8"))
    texts = [(speech["speaker"] or "", text) for speech in content["speeches"] for text in speech["proposals"]]
    said = [Said(number, *item) for number, item in enumerate(texts, start=1)]
    return said, " ".join(str(fact) for fact in content["meeting"].values() if isinstance(fact, str))


def _reach(said: list[Said], lexicon: Lexicon, about: str = "") -> dict[str, int]:
    """Each suggested theme with the number of people under it."""
    speaker = {item.id: item.speaker for item in said}
    suggested = themes.suggest(said, lexicon, about=about)
    return {theme.name: len({speaker[number] for number in theme.proposal_ids}) for theme in suggested}


def _seed() -> tuple[list[Said], str]:
    golds = sorted(CORPUS.glob("01_*.gold.json"))
    if not golds:
        pytest.skip("the shared corpus is not beside this checkout")
    return _read(golds[0])


@pytest.mark.parametrize("dictionary", ["lexicon", "no_vocabulary"])
def test_the_newspaper_page_shows_what_its_speakers_share(dictionary: str, request: pytest.FixtureRequest) -> None:
    said, about = _seed()
    reach = _reach(said, request.getfixturevalue(dictionary), about)
    assert (reach["人才"], reach["算力"]) == (7, 7)
    assert (reach["数据标注"], reach["国家实验室"]) == (2, 2)


def test_neither_the_subject_nor_the_place_of_a_meeting_is_a_theme(lexicon: Lexicon) -> None:
    said, about = _seed()
    assert not {"人工智能", "AI", "长沙"} & set(_reach(said, lexicon, about))


def test_the_sample_has_shared_and_single_themes(lexicon: Lexicon) -> None:
    said, about = _read(SAMPLE)
    reach = _reach(said, lexicon, about)
    assert max(reach.values()) >= 3
    assert {"数据", "人才"} <= set(reach)


def test_words_of_every_official_text_are_no_themes(lexicon: Lexicon) -> None:
    said = [Said(number, name, "加快推动产业高质量发展，进一步加强体系建设") for number, name in enumerate("甲乙丙丁")]
    assert themes.suggest(said, lexicon) == []


def test_a_word_cut_in_two_is_no_theme(no_vocabulary: Lexicon) -> None:
    texts = ["建设湿地公园，保护湿地", "把湿地还给候鸟", "对湿地分级管护", "湿地修复要有湿地标准"]
    said = [Said(number, f"委员{number}", text) for number, text in enumerate(texts)]
    assert list(_reach(said, no_vocabulary)) == ["湿地"]


def test_synonyms_come_together_under_one_name(lexicon: Lexicon) -> None:
    said = [Said(1, "甲", "发展居家养老"), Said(2, "乙", "推进公共空间适老化"), Said(3, "丙", "办好老年人食堂")]
    (theme,) = themes.suggest(said, lexicon)
    assert (theme.name, theme.proposal_ids) == ("养老", (1, 2, 3))
    assert "3 人在 3 条建议里" in theme.reason


def test_latin_words_are_matched_whole(no_vocabulary: Lexicon) -> None:
    said = [
        Said(1, "甲", "用AI问诊，AI阅片"),
        Said(2, "乙", "让ai进课堂"),
        Said(3, "丙", "AI质检"),
        Said(4, "丁", "MAIN线"),
    ]
    (theme,) = themes.suggest(said, no_vocabulary)
    assert (theme.name, theme.proposal_ids) == ("AI", (1, 2, 3))


def test_one_voice_alone_shares_nothing_but_may_keep_to_a_known_subject(lexicon: Lexicon) -> None:
    said = [Said(1, "甲", "扩建医院停车楼"), Said(2, "甲", "推行预约诊疗"), Said(3, "甲", "修缮码头")]
    assert [(theme.name, theme.proposal_ids) for theme in themes.suggest(said, lexicon)] == [("医疗", (1, 2))]


def test_confidence_grows_with_the_people_and_stays_a_guess(lexicon: Lexicon) -> None:
    few = [Said(1, "甲", "引才"), Said(2, "乙", "引才"), *(Said(n, f"旁{n}", "修桥") for n in range(3, 9))]
    many = [Said(number, f"委员{number}", "引才") for number in range(8)]
    low, high = (themes.suggest(said, lexicon)[0].confidence for said in (few, many))
    assert 0 < low < high < 1


def test_nothing_said_suggests_nothing(lexicon: Lexicon) -> None:
    assert themes.suggest([], lexicon) == []


def test_a_dictionary_line_is_a_name_with_other_words_for_it() -> None:
    parsed = vocabulary.parse_vocabulary("# 说明\n养老：老年人 适老化  # 备注\n\n医疗: 医院\n教育\n")
    assert parsed.subjects == {"养老": ("老年人", "适老化"), "医疗": ("医院",), "教育": ()}
    assert parsed.name_of["适老化"] == "养老"
