"""This file tests the text that is read and marked: its positions are code points, whatever Qt counts."""

from __future__ import annotations

from briefing_app.domain.text import Span
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.reading_text import Mark, ReadingText, Underline

TEXT = "顾𬱖委员建议，把𠮷祥老街的巡护补助发到户。\r\n第二段也要管。\n第三段。"


def _shown(qtbot, text=TEXT):
    view = ReadingText()
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show_text(text)
    view.show()
    return view


def test_selecting_a_span_gives_it_back_over_rare_characters(qtbot):
    view = _shown(qtbot)
    for words in ("顾𬱖", "𠮷祥老街", "发到户", "第二段也要管", "第三段"):
        start = TEXT.index(words)
        span = Span(start, start + len(words))
        view.select(span)
        assert view.selection() == span
        assert view.textCursor().selectedText().strip() == words


def test_blanks_at_the_ends_of_a_selection_do_not_count(qtbot):
    view = _shown(qtbot, "  前面有空格 ")
    view.select(Span(0, 8))
    assert view.selection() == Span(2, 7)


def test_a_click_says_the_code_point_under_it(qtbot):
    view = _shown(qtbot)
    place = TEXT.index("老街")
    rect = view.rects_of(Span(place, place + 1))[0]
    assert view.position_at(rect.center().toPoint()) in (place, place + 1)


def test_a_span_over_two_paragraphs_has_a_rectangle_in_each(qtbot):
    view = _shown(qtbot)
    rects = view.rects_of(Span(TEXT.index("发到户"), TEXT.index("也要管")))
    assert len(rects) >= 2
    assert rects[0].bottom() <= rects[-1].top()


def test_marks_lie_on_their_words(qtbot):
    view = _shown(qtbot)
    span = Span(TEXT.index("𠮷"), TEXT.index("𠮷") + 4)
    view.set_marks([Mark(span, tokens().mark_data, "①")], [Underline(span, tokens().acc_text)])
    selections = view.extraSelections()  # kept, or its cursors are gone with it
    assert selections[0].cursor.selectedText() == "𠮷祥老街"
    view.grab()  # painting underlines and numbers raises nothing


def test_a_line_end_of_two_characters_shifts_nothing(qtbot):
    view = _shown(qtbot)
    assert view.text == TEXT
    start = TEXT.index("第三段")
    view.select(Span(start, start + 3))
    assert view.textCursor().selectedText() == "第三段"
