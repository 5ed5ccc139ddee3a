"""What holds for every text, however odd: no character is lost, every span is its text, nothing crashes."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.domain.text import Spans, bare, is_verbatim
from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.draft_json import from_json, to_json
from briefing_app.importing.parser import parse

PIECES = st.sampled_from(
    [
        "市政协委员", "全国政协常委、", "江州大学教授", "张三丰", "李 四", "阿依古丽·买买提", "欧阳明月", "陳凱欣", "委员", "代表民革市委会发言",
        "：", ":", "，", "。", "；", "！", "？", "“", "”", "「", "」", "（", "）", "(", ")", "《", "》", "——", "……", "【", "】", "●", "■", "**", "# ",
        "建议", "提出", "认为", "他说", "大家认为", "会议强调", "要加强监管", "应尽快立法", "可以试点", "推动发展", "为此，建议：", "关于加强管理的建议",
        "一、", "（一）", "1.", "一是", "二是", "一要", "第一，", "首先，", "记者：", "问：", "答：", "主持人：", "责任编辑：", "来源：", "— 3 —", "首页 > 新闻",
        "7月16日", "2024年1月", "十四届三次会议", "图为现场", "\n", "\n\n", "\r\n", "\u3000\u3000", " ", "\t", "\ufeff", "\u200b", "\x0c", "\u2028", "\x85", "\x1d", "𬱖", "🙂", "\ud800", "abc 1,000.5%",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def read(text: str) -> Draft:
    return parse(SourceText("任意.txt", "0" * 64, "text_file", text))


def parts(draft: Draft) -> Iterator[tuple[str, Spans]]:
    """Every piece that accounts for characters of the source."""
    for part in (*draft.front_matter, *draft.removed):
        yield part.text, part.spans
    for speech in draft.speeches:
        yield speech.header, speech.header_spans
        yield speech.title or "", speech.title_spans
        for paragraph in speech.paragraphs:
            yield paragraph.text, paragraph.spans


@given(TEXTS)
@settings(max_examples=400)
def test_every_character_that_is_not_blank_is_accounted_for_exactly_once(text: str) -> None:
    seen = [0] * len(text)
    for _, spans in parts(read(text)):
        for span in spans:
            for index in range(span.start, span.end):
                seen[index] += 1

    assert [(index, text[index]) for index, count in enumerate(seen) if bare(text[index]) and count != 1] == []


@given(TEXTS)
@settings(max_examples=300)
def test_the_characters_under_spans_are_the_text(text: str) -> None:
    draft = read(text)

    for words, spans in parts(draft):
        assert is_verbatim(words, text, spans)
    for speech in draft.speeches:
        body = {index for p in speech.paragraphs for span in p.spans for index in range(span.start, span.end)}
        for proposal in speech.proposals:
            assert is_verbatim(proposal.text, text, proposal.spans)
            assert {index for span in proposal.spans for index in range(span.start, span.end)} <= body


@given(TEXTS)
@settings(max_examples=150)
def test_findings_carry_a_reason_and_a_confidence(text: str) -> None:
    for speech in read(text).speeches:
        assert speech.reason
        assert 0 < speech.confidence <= 1
        assert all(proposal.reason and 0 < proposal.confidence <= 1 for proposal in speech.proposals)


@given(TEXTS)
@settings(max_examples=150)
def test_a_draft_survives_json(text: str) -> None:
    draft = read(text)

    assert from_json(to_json(draft), draft.source) == draft


NAMES = st.sampled_from(["林若溪", "欧阳明月", "何守一", "努尔兰·艾力", "司徒敏", "江流"])
POSTS = st.sampled_from(
    ["市政协委员", "省政协委员，江州大学教授", "市政协常委、江州市第一医院副院长", "青川科技集团董事长"]
)
WORDS = st.sampled_from(
    [
        "建议设立产业引导基金。",
        "要完善人才公寓政策。同时，应优化通勤班车线路。",
        "我市水网密布。建议疏浚河道；建立巡查制度。",
    ]
)


@given(st.lists(st.tuples(NAMES, POSTS, WORDS), min_size=1, max_size=5, unique_by=lambda speech: speech[0]))
def test_what_is_printed_from_a_draft_parses_back_to_it(speeches: list[tuple[str, str, str]]) -> None:
    first = read("".join(f"{posts} {name}：\n\n{words}\n\n" for name, posts, words in speeches))
    printed = "".join(
        f"{speech.header}\n\n{''.join(p.text + chr(10) for p in speech.paragraphs)}\n" for speech in first.speeches
    )
    again = read(printed)

    assert [speech.speaker for speech in again.speeches] == [name for name, _, _ in speeches]
    assert [s.affiliations for s in again.speeches] == [s.affiliations for s in first.speeches]
    assert [[p.text for p in s.proposals] for s in again.speeches] == [
        [p.text for p in s.proposals] for s in first.speeches
    ]


def test_a_year_that_the_text_does_not_give_is_never_guessed() -> None:
    draft = read("7月16日，市政协召开专题协商会，围绕“建设智慧江州”建言资政。\n市政协委员 江流：\n建议疏浚河道。\n")

    assert draft.meeting.date is None
    assert draft.meeting.date_text == "7月16日"
    assert draft.meeting.topic == "建设智慧江州"
    assert "year_missing" in {doubt.code for doubt in draft.warnings}


def test_a_line_of_ten_thousand_characters_is_read() -> None:
    text = "市政协委员江流建议，" + "加强河道巡查，" * 1500 + "落实责任。"

    draft = read(text)

    assert [speech.speaker for speech in draft.speeches] == ["江流"]
