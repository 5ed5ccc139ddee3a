"""The command line is understood, and what is not understood is said in Chinese."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

import pytest

from briefing_app.cli.arguments import KINDS, build_parser
from briefing_app.cli.parsing import day, names, number, position
from briefing_app.cli.terminal import width

WRONG = {
    "no such command": ["fly"],
    "a missing file": ["import"],
    "an unknown option": ["list", "meetings", "--colour", "红"],
    "an option cut short": ["list", "meetings", "--spea", "甲"],
    "a wrong choice": ["list", "cats"],
    "a wrong number": ["similar", "0"],
    "a missing value": ["export", "-o"],
    "a wrong day": ["list", "followups", "--due-before", "9月30日"],
    "a required option": ["compare"],
    "a required action": ["followup"],
    "a value for a switch": ["check", "--repair=yes"],
    "too few values": ["followup", "add", "--proposal"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_command_ends_with_one_chinese_line_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args(arguments)
    out, err = capsys.readouterr()
    assert stopped.value.code == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "--help" in err
    assert not re.search(r"argument|required|invalid|expected|choose|unrecognized|usage", err)


def test_choices_are_listed_as_chinese_lists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["followup", "log", "1", "--kind", "吃饭", "无"])
    assert "“--kind”不能是“吃饭”，可以是：交办、催办、答复、评价、批示、备注。" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], *([name] for name in ("import", "list", "search", "compare", "export", "check")), ["followup", "add"]],
    ids=" ".join,
)
def test_help_is_chinese_throughout(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args([*arguments, "--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert out.startswith("用法：briefing")
    assert not re.search(r"usage|optional|positional|arguments|show this", out)


def test_explanations_stand_in_one_column_though_chinese_is_wide() -> None:
    lines = build_parser().format_help().splitlines()
    starts = {
        width(line[: line.index(words)])
        for words in ("显示版本", "打开另一个", "读入材料")
        for line in lines
        if words in line
    }
    assert len(starts) == 1


def test_every_option_has_an_explanation() -> None:
    parsers = [build_parser()]
    for parser in parsers:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                parsers += action.choices.values()
            elif action.option_strings:
                assert action.help, f"{parser.prog} {action.option_strings}"


def test_the_library_can_be_named_before_or_after_the_command() -> None:
    parse = build_parser().parse_args
    assert parse(["--library", "甲.db", "list", "meetings"]).library == Path("甲.db")
    assert parse(["list", "meetings", "--library", "甲.db"]).library == Path("甲.db")
    assert parse(["list", "meetings"]).library is None


def test_every_command_names_a_module_that_exists() -> None:
    rooms = {path.stem for path in (Path(__file__).resolve().parents[2] / "briefing_app" / "cli").glob("*.py")}
    commands = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    assert {parser.get_default("module") for parser in commands.values()} <= rooms
    assert build_parser().get_default("module") in rooms


def test_every_kind_can_be_listed() -> None:
    assert [build_parser().parse_args(["list", kind]).kind for kind in KINDS] == list(KINDS)


def test_values_are_read_as_people_write_them() -> None:
    assert names("甲，乙、丙, 丁") == ("甲", "乙", "丙", "丁")
    assert day("2026-09-30") == date(2026, 9, 30)
    assert (number("12"), position("0")) == (12, 0)


@pytest.mark.parametrize(("read", "text"), [(names, "，"), (day, "2026-9-31"), (number, "-1"), (position, "-1")])
def test_values_that_are_none_are_refused(read: object, text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        read(text)  # type: ignore[operator]
