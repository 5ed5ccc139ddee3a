"""This file tests the breaker: nothing lost, no forbidden start or end, every full line exactly as long as its measure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.export.typesetting.breaking import Line, break_lines, natural_width, shift_after
from briefing_app.export.typesetting.characters import EM, NO_END, NO_START, printable
from briefing_app.export.typesetting.measuring import Measured, measure

MEASURE = 28 * EM
HAN = "建议推进产业园区道路停车公交养老算力人才政策资金服务保障机制"


def advances(text: str) -> list[int]:
    return [500 if character.isascii() else EM for character in text]


def measured(text: str) -> Measured:
    return measure(text, advances(text))


def broken(text: str, room: float = MEASURE, first: float | None = None) -> list[str]:
    found = measured(text)
    return [text[line.start : line.end] for line in break_lines(found, room if first is None else first, room)]


def set_width(found: Measured, line: Line) -> float:
    """The width of a line character by character, as it is drawn."""
    end = line.end
    while end > line.start + 1 and found.text[end - 1] == " ":
        end -= 1
    widths = (found.starts[place + 1] - found.starts[place] for place in range(line.start, end))
    fixed = sum(found.after.get(place, 0) for place in range(line.start, end))
    stretched = line.stretch * found.elastic.count(1, line.start, end - 1)
    trimmed = found.trims.get(end - 1, 0) + line.lead
    return sum(widths) - fixed + sum(shift_after(found, line).values()) + stretched - trimmed


han = st.text(alphabet=HAN, min_size=1, max_size=14)
closing = st.sampled_from(["，", "。", "、", "；", "：", "！", "？", "”，", "。”", "）", "》、", "——", "……", "·", ""])
opening = st.sampled_from(["", "", "“", "（", "《", "“《", "〔"])
latin = st.sampled_from(
    ["", "", "AI", "5.8%", "3,456.78亿元", "2026年7月16日", "R&D", "第16次", "GPT-4o", "20余家", "C++"]
)
phrase = st.tuples(opening, han, latin, han, closing).map("".join)
text_like = st.lists(phrase, min_size=1, max_size=30).map("".join)
rooms = st.sampled_from([28 * EM, 26 * EM, 20 * EM, 17 * EM + 333])


@given(text_like, rooms)
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost_or_doubled(text: str, room: int) -> None:
    assert "".join(broken(text, room)) == text


@given(text_like, rooms)
@settings(max_examples=300, deadline=None)
def test_no_line_begins_or_ends_with_what_may_not(text: str, room: int) -> None:
    lines = broken(text, room)
    assert not [line for line in lines[1:] if line[0] in NO_START or line[0] in "—…"]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@given(text_like, rooms)
@settings(max_examples=300, deadline=None)
def test_full_lines_fill_their_measure_and_none_overflows(text: str, room: int) -> None:
    found = measured(text)
    lines = break_lines(found, room - 2 * EM, room)
    for number, line in enumerate(lines):
        own = room if number else room - 2 * EM
        width = set_width(found, line)
        if line.end < len(text):
            assert width == pytest.approx(own, abs=1.0)
        assert width <= own + 1.0
        assert line.taken == pytest.approx(width, abs=1.0)


@given(st.text(max_size=120), st.sampled_from([900, 3500, 8000, 28000]))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_broken_without_loss(text: str, room: int) -> None:
    text = printable(text).replace("\n", "")
    assert "".join(broken(text, room)) == text


@given(text_like)
@settings(max_examples=150, deadline=None)
def test_words_numbers_and_long_dashes_stay_whole(text: str) -> None:
    for before, after in zip(lines := broken(text), lines[1:], strict=False):
        assert not (before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum())
        assert not (before[-1].isdigit() and after[0] in "年月日亿万条次个％%")
        assert before[-1] + after[0] not in {"——", "……"}


@pytest.mark.parametrize("mark", ["2．", "2.", "12．"])
def test_the_number_of_an_item_never_ends_a_line(mark: str) -> None:
    for before in range(20, 29):
        lines = broken("建" * before + "。" + mark + "议" * 40)
        assert "".join(lines).count(mark) == 1
        assert not [line for line in lines if line.endswith(mark)]
        assert not [line for line in lines[1:] if line[0] in "．."]


def test_plain_text_fills_the_grid_of_28() -> None:
    lines = broken(HAN * 4)
    assert [len(line) for line in lines[:-1]] == [28] * (len(lines) - 1)


def test_a_mark_that_would_begin_a_line_is_squeezed_onto_the_line_before() -> None:
    text = "建" * 10 + "，" + "议" * 17 + "，" + "推" * 20
    assert broken(text)[0] == "建" * 10 + "，" + "议" * 17 + "，"


def test_a_mark_is_half_width_at_the_end_of_a_line() -> None:
    text = "建" * 27 + "，" + "议" * 20
    found = measured(text)
    line = break_lines(found, MEASURE, MEASURE)[0]
    assert natural_width(found, line.start, line.end) == 27 * EM + 500
    assert line.stretch == pytest.approx(500 / 27)


def test_without_anything_to_squeeze_the_character_before_the_mark_moves_down() -> None:
    text = "建" * 28 + "。" + "议" * 20
    assert len(broken(text)[0]) == 27


def test_neighbouring_marks_lose_half_an_em() -> None:
    found = measured("建议（一）、“二”，《三》。四")
    natural = found.starts[-1]
    # six ideographs; 、“ and ，《 meet, ）、 and ”， and 》。 close twice: five halves go
    assert natural == 15 * EM - 5 * 500


def test_a_lone_last_character_is_given_company_or_drawn_in() -> None:
    assert all(len(line.rstrip("。")) > 1 for line in broken(HAN[:28] + "建。"))
    with_marks = HAN[:9] + "，" + HAN[:9] + "，" + HAN[:8] + "建。"
    assert len(broken(with_marks)) == 1 or len(broken(with_marks)[-1]) > 2


def test_a_date_breaks_after_its_year_rather_than_leave_a_gap() -> None:
    text = HAN[:24] + "2026年10月16日" + HAN[:10]
    assert broken(text)[0].endswith("2026年")


def test_a_range_breaks_after_its_dash_if_at_all() -> None:
    assert broken(HAN[:23] + "1975—2026" + HAN[:20])[0].endswith("1975—")


def test_an_address_longer_than_the_line_is_broken_at_its_strokes() -> None:
    address = "http://www.example.com/" + "/".join(["shuju", "ziyuan", "fuwu"] * 6)
    lines = broken(address)
    assert "".join(lines) == address
    assert all(line.endswith(("/", ".")) for line in lines[:-1])


def test_han_and_latin_are_parted_by_at_most_a_quarter_em() -> None:
    text = "推进AI与5G融合应用" * 12
    found = measured(text)
    for line in break_lines(found, MEASURE, MEASURE):
        shifts = shift_after(found, line)
        for place in found.latin_gaps:
            if line.start <= place < line.end - 1:
                assert shifts.get(place, 0.0) + line.stretch <= EM / 4 + 0.01


def test_nothing_is_stretched_inside_a_word_or_a_long_dash() -> None:
    text = "推进——Artificial3,456.78建设"
    found = measured(text)
    assert found.elastic[2] == 0
    word = range(text.index("A"), text.index("建") - 1)
    assert not any(found.elastic[place] for place in word)


def test_narrow_quotation_marks_are_squeezed_by_their_real_blank() -> None:
    text = "他说“好”，再议"
    widths = [350 if character in "“”" else EM for character in text]
    found = measure(text, widths, lambda place: (50, 50) if text[place] in "“”" else (0, 500))
    assert found.give[1] == 50
    assert found.after[text.index("”")] == -50


def test_a_line_of_a_cell_too_loose_to_justify_keeps_its_width() -> None:
    found = measured("推进Artificial建设")
    first = break_lines(found, 6 * EM, 6 * EM, loosest=200.0)[0]
    assert first == Line(0, 2, 2 * EM, 2 * EM)


def test_codes_break_only_where_nothing_else_fits() -> None:
    assert "".join(broken("汇编第12页，07-02", 6 * EM)).endswith("07-02")
    assert broken("汇编第12页，07-02", 6 * EM)[-1] == "07-02"


@pytest.mark.parametrize(("raw", "clean"), [("a\x00b\x07c", "abc"), ("甲\u200b乙\ufeff", "甲乙"), ("甲\r\n乙\x85丙", "甲\n乙\n丙"),
                                           ("甲\t乙", "甲 乙"), ("甲\ud800乙", "甲乙"), ("甲\u3000乙", "甲\u3000乙")])  # fmt: skip
def test_controls_are_made_harmless(raw: str, clean: str) -> None:
    assert printable(raw) == clean
