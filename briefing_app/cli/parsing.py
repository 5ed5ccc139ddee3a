"""This file makes argparse speak Chinese: its headings, its usage line and every complaint it can have."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

from briefing_app import clock
from briefing_app.cli.terminal import width
from briefing_app.errors import InvalidValue

# Never an argument: whoever uses the machine can list the arguments of every program.
FILE_VARIABLE = "BRIEFING_FILE_PASSWORD"
FILE_PASSWORD_HELP = f"密码在终端里输入，或放进环境变量 {FILE_VARIABLE}"
USAGE = 2  # the exit status of a command that was not understood

# argparse words its complaints in English only; these are all that it can utter about our arguments.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少必须给出的内容：\1"),
    (r"one of the arguments (.+) is required", r"必须给出其中一项：\1"),
    (r"unrecognized arguments: (.+)", r"看不懂这些内容：\1"),
    (r"ambiguous option: (.+) could match (.+)", r"“\1”不完整，可能是：\2"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"“\1”不能是“\2”，可以是：\3"),
    (r"argument (.+?): invalid (?:\w+) value: '(.*)'", r"“\1”的值“\2”不合要求"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"“\1”后面缺少内容"),
    (r"argument (.+?): expected (\d+) arguments", r"“\1”后面应有 \2 项内容"),
    (r"argument (.+?): not allowed with argument (.+)", r"“\1”和“\2”不能一起用"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"“\1”后面不能带内容：\2"),
    (r"argument (.+?): (.+)", r"“\1”：\2"),
)


_ENTRY = re.compile(r"( {2,4}\S.*?) {2,}(\S.*)")  # an option or command, and its explanation
_CONTINUED = " " * 8
_WIDEST_HEAD = 26


class Formatter(argparse.HelpFormatter):
    """Help as argparse lays it out, with a Chinese usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser for people who read Chinese; a wrong command ends with one line and exit status 2."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", Formatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options, add_help=False)
        self._positionals.title = "要给出的内容"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """The help with its columns aligned as a terminal shows them."""
        usage, gap, rest = super().format_help().partition("\n\n")
        return usage + gap + "\n".join(_aligned(rest.split("\n")))

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and where the help is."""
        print(f"{self.prog}：{_in_chinese(message)}。运行 {self.prog} --help 查看用法。", file=sys.stderr)
        sys.exit(USAGE)


def _aligned(lines: list[str]) -> list[str]:
    """Argparse counts a Chinese character as one column: put the explanations where they would stand if it were two."""
    heads = [match for line in lines if (match := _ENTRY.match(line))]
    column = min(max((width(head[1]) for head in heads), default=0), _WIDEST_HEAD) + 2
    return [_placed(line, column) for line in lines]


def _placed(line: str, column: int) -> str:
    if match := _ENTRY.match(line):
        head, explanation = match.groups()
        if width(head) > column - 2:
            return f"{head}\n{' ' * column}{explanation}"
        return head + " " * (column - width(head)) + explanation
    if line.startswith(_CONTINUED):
        return " " * column + line.strip()
    return line


def _in_chinese(message: str) -> str:
    for english, chinese in _COMPLAINTS:
        if match := re.fullmatch(english, message, re.DOTALL):
            # A list of choices comes as 'a', 'b' (or as a, b: Python 3.14 leaves the quotation marks out).
            return match.expand(chinese).replace("'", "").replace(", ", "、")
    return message


def day(text: str) -> date:
    """A date argument."""
    try:
        return clock.parse_date(text, field="日期")
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成{error.expected}") from None


def number(text: str) -> int:
    """The number of a record: 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”不是编号，应为 1 以上的整数")
    return int(text)


def position(text: str) -> int:
    """A position in a text: 0 or more."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}”不是位置，应为 0 以上的整数")
    return int(text)


def names(text: str) -> tuple[str, ...]:
    """Names parted by commas (both widths) or 、."""
    parts = tuple(part.strip() for part in re.split(r"[,，、]", text) if part.strip())
    if not parts:
        raise argparse.ArgumentTypeError("没有给出名字")
    return parts
