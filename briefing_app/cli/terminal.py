"""This file writes to the terminal: one JSON document, or lines and tables for people; complaints and progress apart."""

from __future__ import annotations

import io
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_LONGEST_CELL = 44  # columns of a terminal, in which a Chinese character takes two
_BAR = 24
_SHOWN_EVERY = 0.05  # seconds: a job may have a hundred thousand steps


def speak_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is; what cannot be written is shown, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(document: Any) -> None:
    """The one document of a `--json` call."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def say(line: str) -> None:
    """A line of the result."""
    print(line)


def complain(line: str) -> None:
    """A line about what did not go as wanted."""
    over_the_bar = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{over_the_bar}briefing：{line}", file=sys.stderr)


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Aligned columns; long cells are cut, because the whole is one `--json` away."""
    cells = [[short(str("" if value is None else value)) for value in row] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)).rstrip())


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr while the block runs; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return

    shown_at = 0.0

    def report(done: int, total: int = 0) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at < _SHOWN_EVERY and done != total:
            return
        shown_at = time.monotonic()
        filled = _BAR * done // total if total else 0
        print(
            f"\r{label} {'█' * filled}{'░' * (_BAR - filled)} {done}/{total or '…'}",
            end="",
            file=sys.stderr,
            flush=True,
        )

    try:
        yield report
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def short(text: str) -> str:
    """One line that fits into a cell."""
    line = " ".join(text.split())
    if width(line) <= _LONGEST_CELL:
        return line
    kept = line
    while width(kept) > _LONGEST_CELL - 2:  # room for the ellipsis
        kept = kept[:-1]
    return kept + "…"


def width(text: str) -> int:
    """The columns that a text takes in a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
