"""This file shows that the house rules of conftest.py catch what they are for, by breaking each in a run of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

PROJECT = Path(__file__).resolve().parent.parent

BREAKS = """
import gc, logging, threading, warnings
from briefing_app import logs

def test_a_warning_in_the_log():  # unexpected log records
    logging.getLogger('briefing_app.x').warning('a disk is full')

def test_a_warning_after_the_log_file_was_opened(tmp_path):  # unexpected log records
    logs.start(tmp_path)
    logging.getLogger('briefing_app.x').error('lost')
    logs.stop()

def test_a_python_warning():  # UserWarning
    warnings.warn('old')

def test_a_qt_message(qtbot):  # a layout is odd
    from PySide6.QtCore import qWarning
    qWarning('a layout is odd')

def test_a_crash_in_a_slot(qtbot):  # ZeroDivisionError
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(20)

def test_a_crash_in_a_thread():  # ZeroDivisionError
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_an_open_file_left_behind(tmp_path):  # ResourceWarning
    open(tmp_path / 'x', 'w')
    gc.collect()
"""

KEEPS = """
import logging, os
import pytest
from briefing_app import clock

def test_looking_at_the_log(caplog):
    logging.getLogger('x').warning('w')
    assert caplog.records

@pytest.mark.expects_log
def test_expecting_a_warning():
    logging.getLogger('x').warning('w')

def test_an_own_home_not_yet_created(briefing_home):
    assert os.environ['BRIEFING_HOME'] == str(briefing_home)
    assert not briefing_home.exists()

def test_a_day_that_stands_still(today):
    assert clock.today() == today
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each of the tests above came to, in a pytest of its own: its failure's text, or nothing."""
    folder = tmp_path_factory.mktemp("guest")
    (folder / "tests").mkdir()
    shutil.copy(PROJECT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(PROJECT / "pyproject.toml", folder)
    (folder / "tests" / "test_breaks.py").write_text(BREAKS, encoding="utf-8")
    (folder / "tests" / "test_keeps.py").write_text(KEEPS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junit-xml=report.xml"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    cases = ET.parse(folder / "report.xml").iter("testcase")
    texts: dict[str, str] = {}
    for case in cases:  # an error at the end of a test is a second entry of the same name
        problems = [f"{one.get('message')}\n{one.text}" for one in case if one.tag in {"failure", "error"}]
        texts[case.get("name", "")] = texts.get(case.get("name", ""), "") + "".join(problems)
    return texts


def _tests(code: str) -> list[str]:
    return [line[4:].split("(")[0] for line in code.splitlines() if line.startswith("def test")]


@pytest.mark.parametrize("name", _tests(BREAKS))
def test_a_broken_rule_fails_the_test(name, outcomes):
    expected = next(line.split("# ")[1] for line in BREAKS.splitlines() if line.startswith(f"def {name}("))
    assert expected in outcomes[name]


@pytest.mark.parametrize("name", _tests(KEEPS))
def test_a_kept_rule_lets_the_test_pass(name, outcomes):
    assert not outcomes[name]
