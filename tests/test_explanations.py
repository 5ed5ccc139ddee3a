"""Every expected failure has words: what happened, what is safe, what to do next."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from briefing_app import errors
from briefing_app.explanations import LIBRARIES, READING, WRITING, explain, in_one_line

PATH = Path("材料") / "发言 {0}.txt"
EXAMPLES: list[errors.BriefingError] = [
    *(errors.UnreadableFile(PATH, problem, "上限 64 MB") for problem in errors.ReadProblem),
    *(errors.LibraryUnusable(PATH, problem) for problem in errors.LibraryProblem),
    *(errors.UnwritableFile(PATH, problem) for problem in errors.WriteProblem),
    errors.SettingsUnusable(PATH),
    errors.AlreadyImported("发言.txt", 3),
    errors.AlreadyImported("发言.txt", None),
    errors.NotFound("会议", 7),
    errors.IllegalMove("待交办", "办结", ("已交办", "暂缓")),
    errors.IllegalMove("归档", "办结", ()),
    errors.InvalidValue("期限", "2026/9/30", "YYYY-MM-DD"),
    errors.InvalidValue("主办", "", "一个单位"),
    errors.MeetingNotNamed(()),
    errors.MeetingNotNamed(tuple((number, "专题协商会") for number in range(9, 0, -1))),
    errors.NeedsExtra("按意思查找", "semantic"),
    errors.NothingToExport(),
    errors.UnprintableCharacters(("𬱖", "𠮷")),
    errors.Superseded("导入材料"),
    errors.Cancelled(),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: f"{type(error).__name__}-{error.args}"[:60])
def test_an_explanation_has_three_whole_chinese_sentences(error: errors.BriefingError) -> None:
    explanation = explain(error)
    for sentence in (explanation.happened, explanation.safe, explanation.next_step):
        assert sentence.endswith("。")
        assert re.search(r"[\u4e00-\u9fff]", sentence)
        assert "{name}" not in sentence
        assert "None" not in sentence


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: f"{type(error).__name__}-{error.args}"[:60])
def test_a_line_for_the_terminal_is_one_line(error: errors.BriefingError) -> None:
    assert len(in_one_line(error).splitlines()) == 1


def test_every_problem_and_every_error_has_words() -> None:
    assert set(READING) == set(errors.ReadProblem)
    assert set(LIBRARIES) == set(errors.LibraryProblem)
    assert set(WRITING) == set(errors.WriteProblem)
    defined = {
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.BriefingError)
    }
    assert defined - {errors.BriefingError} == {type(example) for example in EXAMPLES}
    assert defined - {errors.BriefingError} <= set(explain.registry)


def test_an_error_that_is_newer_than_these_words_still_gets_a_sentence() -> None:
    class Unheard(errors.BriefingError):
        pass

    assert "没有完成" in in_one_line(Unheard("某事"))


def test_braces_in_a_file_name_are_printed_as_they_are() -> None:
    assert "“发言 {0}.txt”" in explain(errors.UnreadableFile(PATH, errors.ReadProblem.EMPTY)).happened


def test_what_a_system_says_in_english_is_left_to_the_log() -> None:
    shown = {
        detail: in_one_line(errors.LibraryUnusable(PATH, errors.LibraryProblem.DAMAGED, detail))
        for detail in ("database disk image is malformed", "disk I/O error", "quick_check", "0999", "64 MB")
    }
    assert [detail for detail, line in shown.items() if detail in line] == ["0999", "64 MB"]


def test_the_legal_moves_are_named() -> None:
    assert "已交办、暂缓" in in_one_line(errors.IllegalMove("待交办", "办结", ("已交办", "暂缓")))
