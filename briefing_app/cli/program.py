"""This file runs the command `briefing`: it finds the command, calls it, and turns failures into one line."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, cast

from briefing_app import logs, paths, unfinished
from briefing_app.cli import terminal
from briefing_app.cli.arguments import build_parser
from briefing_app.errors import BriefingError
from briefing_app.explanations import in_one_line

DONE, FAILED = 0, 1

_log = logging.getLogger(__name__)


class Command(Protocol):
    """A module of this package that does what one or more commands say."""

    def run(self, arguments: Namespace) -> int:
        """Do it; returns the exit status, and raises BriefingError for what it expected."""


def main(argv: Sequence[str] | None = None) -> int:
    """The entry point: exit status 0 done, 1 an expected failure, 2 not understood."""
    sys.excepthook = _report_bug
    terminal.speak_utf8()
    arguments = build_parser().parse_args(argv)
    logs.start(paths.logs())
    unfinished.clean()
    try:
        return _command(arguments.module).run(arguments)
    except BriefingError as error:
        _log.info("%s failed: %s", arguments.command or "window", _reason(error))
        terminal.complain(in_one_line(error))
    except KeyboardInterrupt:
        terminal.complain("已按要求停止，没有留下做了一半的内容。")
    except BrokenPipeError:
        # Whoever read our output has seen enough (… | head); Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        logs.stop()
    return FAILED


def _reason(error: BriefingError) -> str:
    """The error for the log: its kind, and what the system said about a file; never a value that a person typed."""
    said = (getattr(getattr(error, "problem", None), "value", ""), getattr(error, "detail", ""))
    return " ".join((type(error).__name__, *filter(None, said)))


def _command(module: str) -> Command:
    # Only the module of the command is loaded: `briefing --help` must not wait for a database or a PDF writer.
    return cast("Command", importlib.import_module(f"briefing_app.cli.{module}"))


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug gives a line to the user and the whole story to the log; Python then exits with status 1."""
    log = logs.start(paths.logs())
    _log.critical("unexpected", exc_info=(kind, error, trace))
    logs.stop()
    terminal.complain(f"出现了没有料到的问题（{kind.__name__}），已保存的内容不受影响；请把日志 {log} 交给维护人员。")
