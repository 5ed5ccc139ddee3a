"""Much is written in a worker while the window stays alive and nobody can type into rows that are changing."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from briefing_app.domain.filters import ProposalFilter
from briefing_app.errors import InvalidValue
from briefing_app.store import proposals
from briefing_app.ui import context as context_module
from briefing_app.ui.aside import aside


def test_the_window_lives_on_while_it_waits_and_comes_back_with_the_result(context, qtbot):
    field, beats, jobs = QLineEdit(), [], []
    qtbot.addWidget(field)
    field.show()
    context.tasks.started.connect(lambda job: jobs.append(job.name))
    heart = QTimer(interval=10)
    heart.timeout.connect(lambda: (beats.append(1), QTest.keyClick(field, Qt.Key.Key_A), field.close()))
    heart.start()
    result = aside(context.tasks, "改状态", lambda: time.sleep(0.3) or 42)
    heart.stop()
    assert result == 42
    assert jobs == ["改状态"]
    assert len(beats) > 5
    assert (field.text(), field.isVisible()) == ("", True)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert field.text() == "a"


@pytest.mark.parametrize("error", [InvalidValue("标签", "", "至少一个字"), ZeroDivisionError()])
def test_what_the_work_raises_is_raised_here(context, error):
    def fail():
        raise error

    with pytest.raises(type(error)):
        aside(context.tasks, "改", fail)


def test_when_the_window_is_closing_the_work_is_still_done(context):
    context.tasks.close()
    assert aside(context.tasks, "改", lambda: 7) == 7


def test_a_large_change_is_undone_and_redone_aside(context, sample, monkeypatch):
    monkeypatch.setattr(context_module, "MANY", 10)
    jobs = []
    context.tasks.started.connect(lambda job: jobs.append(job.name))
    ids = context.read(lambda s: proposals.ids(s, ProposalFilter()))
    marked = lambda: context.read(lambda s: proposals.count(s, ProposalFilter(important=True)))  # noqa: E731
    context.perform("设为重点", lambda s: proposals.set_important(s, ids, True), rows=len(ids))
    assert marked() == len(ids)
    context.undo_stack.undo()
    assert marked() == 0
    context.undo_stack.redo()
    assert marked() == len(ids)
    assert jobs == ["设为重点"] * 3


def test_few_rows_are_written_at_once(context, sample):
    jobs = []
    context.tasks.started.connect(jobs.append)
    ids = context.read(lambda s: proposals.ids(s, ProposalFilter()))
    context.perform("设为重点", lambda s: proposals.set_important(s, ids, True), rows=len(ids))
    assert jobs == []
