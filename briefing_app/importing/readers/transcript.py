"""This file holds what a reader writes down: lines in reading order, page furniture, and notes for a person."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app.domain.text import Span, Spans, bare
from briefing_app.errors import ReadProblem

# What no text holds and no database or PDF can keep: control characters other than tab and line feed, and halves of
# surrogate pairs. A form feed or a vertical tab is a line break.
_BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127, *range(0x80, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF])
_UNPRINTABLE = {**_CONTROLS, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"), **_BREAKS}


class Trouble(Exception):
    """A reader cannot go on; whoever knows the file's path makes an UnreadableFile of it."""

    def __init__(self, problem: ReadProblem, detail: str = "") -> None:
        super().__init__(problem.value, detail)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, with the spans of its page furniture and notes for a person."""

    text: str
    furniture: Spans = ()
    notes: tuple[str, ...] = ()


class Transcript:
    """Collects lines; several blank lines in a row become one."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._furniture: list[Span] = []
        self._notes: dict[str, None] = {}
        self._length = 0

    def line(self, text: str, *, furniture: bool = False) -> None:
        """A line, or several where the text itself holds breaks; a blank one keeps its neighbours apart."""
        clean = text.replace("\r\n", "\n").translate(_UNPRINTABLE)
        for piece in clean.split("\n"):
            kept = piece.rstrip(" \t\u3000\xa0")
            if not bare(kept):
                self.blank()
                continue
            if furniture:
                self._furniture.append(Span(self._length, self._length + len(kept)))
            self._write(kept + "\n")

    def blank(self) -> None:
        """A blank line, unless there is one already."""
        if self._parts and self._parts[-1] != "\n":
            self._write("\n")

    def note(self, sentence: str) -> None:
        self._notes[sentence] = None

    def finish(self) -> Extract:
        """What was collected; an empty text is a Trouble."""
        text = "".join(self._parts).rstrip("\n")
        if not bare(text):
            raise Trouble(ReadProblem.NO_TEXT)
        return Extract(text + "\n", tuple(self._furniture), tuple(self._notes))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
