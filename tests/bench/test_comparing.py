"""A comparison of 12 speakers × 30 themes × 300 recommendations opens (target: 300 ms warm) and scrolls."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyledItemDelegate

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.people import Affiliation
from briefing_app.domain.table_layout import Layout, Layouts
from briefing_app.domain.text import Span
from briefing_app.settings import Look
from briefing_app.store import comparisons, meetings, proposals, speeches, themes
from briefing_app.store.database import Library, open_library
from briefing_app.ui.compare.table import CompareTable
from briefing_app.ui.theme import theme
from briefing_app.workflows import arranged_comparison

CONSTANT = "由市级部门牵头，分年度列出清单、责任单位和完成时限"
SPEAKERS, THEMES, RECOMMENDATIONS = 12, 30, 300
_WORDS = "由市级部门牵头，分年度列出清单、责任单位和完成时限，并向社会公开办理进度，接受委员监督"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A meeting of that size; every recommendation has two themes."""
    made = open_library(tmp_path / "library.sqlite3", author="周岚")
    with made.transaction("存入") as session:
        meeting = meetings.add(session, MeetingFacts(name="专题协商会"), reviewed=True)
        each = RECOMMENDATIONS // SPEAKERS
        keys = [key for order in range(1, SPEAKERS + 1) for key in _speech(session, meeting, order, each)]
        for number in range(THEMES):
            chosen = [key for place, key in enumerate(keys) if number in (place % THEMES, (place * 7 + 3) % THEMES)]
            themes.link(session, chosen, f"主题{number + 1}", confirmed=True)
        layouts = Layouts().with_current(Layout(columns=tuple(str(key) for key in range(1, SPEAKERS + 1))))
        comparisons.set_layouts(session, meeting, layouts)
    yield made
    made.close()


def _speech(session, meeting: int, order: int, count: int) -> list[int]:
    lines = [f"第{order}位发言人的第{number}条：{_WORDS}。" for number in range(1, count + 1)]
    speech = speeches.add(
        session,
        meeting_id=meeting,
        source_id=None,
        order=order,
        speaker=f"委员{order}",
        label=None,
        co_speakers=(),
        header=f"委员{order}：",
        header_spans=(),
        title=None,
        title_spans=(),
        on_behalf_of=None,
        affiliations=[Affiliation(f"第{order}研究院", "研究员")],
        identities=["市政协委员"],
        paragraphs=[(line, ()) for line in lines],
    )
    text, keys, start = "\n".join(lines), [], 0
    for line in lines:
        span = Span(start, start + len(line))
        keys.append(
            proposals.add(
                session,
                speech_id=speech.id,
                span=span,
                spans=(),
                text=span.of(text),
                cue="建议",
                reason="",
                confidence=0.9,
            )
        )
        start += len(line) + 1
    return keys


def test_a_large_comparison_opens(
    qapp: QApplication, library: Library, measure: Callable[[str, Callable[[], object]], float], tmp_path: Path
) -> None:
    theme().apply(Look.LIGHT, 1.0)

    def read():
        with library.reading() as session:
            return arranged_comparison(session, 1)

    view = read()
    assert (len(view.shown.columns), len(view.shown.rows)) == (SPEAKERS, THEMES)
    assert sum(len(cell.proposals) for row in view.shown.rows for cell in row.cells) >= RECOMMENDATIONS

    def shown() -> CompareTable:
        table = CompareTable()
        table.resize(1100, 700)
        table.show_comparison(view.shown, list(view.shown.rows), view.layouts.current)
        table.show()
        table.grab()
        return table

    measure("comparison: read 12 × 30 × 300", read)
    measure("comparison: lay out and paint", lambda: shown().close())
    table, reference = shown(), shown()
    for view_of_it in reference._views:
        view_of_it.setItemDelegate(QStyledItemDelegate(view_of_it))
    reference._model.data = lambda _index, role=0: CONSTANT if role == Qt.ItemDataRole.DisplayRole else None
    measure("comparison: a frame of scrolling", _scrolling(table))
    measure("comparison: a frame of constant strings in the same view", _scrolling(reference))
    for one in (table, reference):
        one.close()


def _scrolling(table: CompareTable) -> Callable[[], None]:
    """One frame, a little further down each time."""
    steps = itertools.count(step=37)

    def frame() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(next(steps) % max(bar.maximum(), 1))
        table.viewport().grab()
        table._left.viewport().grab()

    return frame
