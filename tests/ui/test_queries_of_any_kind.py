"""This file tests that whatever is typed into the search field is a query, and never a complaint."""

from __future__ import annotations

import pytest

from briefing_app.store import people
from briefing_app.ui.main_window import MainWindow


@pytest.fixture
def window(context, qtbot, settle, sample):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    context.changes.library_opened.emit()
    settle(context)
    made.activateWindow()
    made.enter_search()
    return made


def ask(window, typed):
    window.top.search.setText(typed)
    window.search_box._wait.stop()
    window.search_box._ask()


@pytest.mark.parametrize(
    "typed", ['"', '""', "*", "NEAR(算力 人才, 2)", "😀", "发言人:", "NOT 算力*", "字" * 10_000, "\t"]
)
def test_any_query_is_answered(window, context, settle, typed):
    failures = []
    context.failed.connect(failures.append)
    ask(window, typed)
    settle(context)
    assert not failures
    assert all(isinstance(text, str) for text in window.search_box.hits())


def test_a_person_is_found_by_the_initials_of_the_name(window, context, settle):
    person = next(one for one in context.read(people.find) if one.name == "陆秉衡")
    ask(window, "lbh")
    settle(context)
    assert any(person.name in text for text in window.search_box.hits())


def test_what_was_typed_before_is_never_shown_for_what_is_typed_now(window, context, settle):
    ask(window, "算力")
    window.top.search.setText("没有这几个字的话")
    window.search_box._wait.stop()
    settle(context)
    assert window.search_box.hits() == []
