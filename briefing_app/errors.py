"""This file names every failure that we expect: fields, not sentences (the sentences are in explanations.py)."""

from __future__ import annotations

from enum import Enum
from pathlib import Path


class BriefingError(Exception):
    """An expected failure: something outside the program is not as it should be, and nothing was lost."""


class ReadProblem(Enum):
    """Why a file cannot become a draft."""

    MISSING = "missing"
    FOLDER = "folder"
    FORBIDDEN = "forbidden"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    NEEDS_EXTRA = "needs_extra"
    NEEDS_CONVERTER = "needs_converter"
    CONVERTER_FAILED = "converter_failed"
    CHANGED = "changed"
    NOTHING_INSIDE = "nothing_inside"
    NEWER = "newer"
    NOT_EXCHANGE = "not_exchange"
    SEALED = "sealed"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of a problem


class UnreadableFile(BriefingError):
    """A file that cannot be read as material; `detail` is a format, an extra or a limit, never article text."""

    def __init__(self, path: Path, problem: ReadProblem, detail: str = "") -> None:
        super().__init__(str(path), problem.value, detail)
        self.path, self.problem, self.detail = path, problem, detail


class SettingsUnusable(BriefingError):
    """A file that was chosen to take settings from and is damaged or none of ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class LibraryProblem(Enum):
    """Why a library cannot be opened or written."""

    MISSING = "missing"
    DAMAGED = "damaged"
    NOT_A_LIBRARY = "not_a_library"
    NEWER = "newer"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    DISK_FULL = "disk_full"
    FOLDER = "folder"
    GONE = "gone"  # while it was open
    NEEDS_KEY = "needs_key"
    WRONG_KEY = "wrong_key"


class LibraryUnusable(BriefingError):
    """A library file that cannot be used as asked."""

    def __init__(self, path: Path, problem: LibraryProblem, detail: str = "") -> None:
        super().__init__(str(path), problem.value, detail)
        self.path, self.problem, self.detail = path, problem, detail


class WriteProblem(Enum):
    """Why a file cannot be written."""

    EXISTS = "exists"
    FORBIDDEN = "forbidden"
    NO_FOLDER = "no_folder"
    DISK_FULL = "disk_full"
    FAILED = "failed"


class UnwritableFile(BriefingError):
    """An export or backup that could not be written; what stood there before is untouched."""

    def __init__(self, path: Path, problem: WriteProblem, detail: str = "") -> None:
        super().__init__(str(path), problem.value, detail)
        self.path, self.problem, self.detail = path, problem, detail


class AlreadyImported(BriefingError):
    """The same bytes are in the library."""

    def __init__(self, name: str, meeting_id: int | None) -> None:
        super().__init__(name, meeting_id)
        self.name, self.meeting_id = name, meeting_id


class NotFound(BriefingError):
    """A record that does not exist (any more): `kind` is a UI term (会议, 建议)."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(kind, key)
        self.kind, self.key = kind, key


class IllegalMove(BriefingError):
    """A change of state that the rules do not allow; `legal` names what they do."""

    def __init__(self, current: str, wanted: str, legal: tuple[str, ...]) -> None:
        super().__init__(current, wanted, legal)
        self.current, self.wanted, self.legal = current, wanted, legal


class InvalidValue(BriefingError):
    """A value that cannot be taken: the field's UI term, the value, and what is expected, in Chinese."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(field, value, expected)
        self.field, self.value, self.expected = field, value, expected


class MeetingNotNamed(BriefingError):
    """Nothing says which meeting is meant; `known`: the number and title of those there are, the newest first."""

    def __init__(self, known: tuple[tuple[int, str], ...]) -> None:
        super().__init__(known)
        self.known = known


class NeedsExtra(BriefingError):
    """Something that works only with an optional part: what, and the part's name."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.what, self.extra = what, extra


class NothingToExport(BriefingError):
    """A pack whose filter lets nothing through."""


class UnprintableCharacters(BriefingError):
    """Characters that no font at hand can draw."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(characters)
        self.characters = characters


class Superseded(BriefingError):
    """An action that cannot be taken back, or done again: what was done since rests on it."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class Cancelled(BriefingError):
    """A person stopped the job; nothing was left half done."""
