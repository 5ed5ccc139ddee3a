"""This file keeps the user's settings: one frozen dataclass with its defaults, one JSON file."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Generic, TypeVar

from briefing_app.errors import SettingsUnusable, UnwritableFile, WriteProblem

FILE_NAME = "settings.json"
TEXT_SCALES = (90, 175)  # per cent of the normal size, smallest and largest
LONGEST_DEADLINE = 6  # months a unit may have at most (product.md, domain facts)
RECENT_KEPT = 10
# What belongs to this person at this computer: it is neither exported nor reset.
STAYS = ("author", "last_library", "recent", "backup_folder", "window_state")

_MARK, _EDITION = "briefing_settings", 1  # how an export is told from any other file

_log = logging.getLogger(__name__)


class Look(str, Enum):
    """The two looks, or whichever the system shows."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class BackupPlan(str, Enum):
    """When a backup is made by itself; before an upgrade, a restore and a repair there always is one."""

    OFTEN = "hourly"
    DAY = "four_hourly"
    OPENING = "opening"
    NEVER = "never"

    @property
    def hours(self) -> int | None:
        """Hours between two backups while the library is open; None: none then."""
        return {BackupPlan.OFTEN: 1, BackupPlan.DAY: 4}.get(self)

    @property
    def backs_up_on_opening(self) -> bool:
        return self is not BackupPlan.NEVER


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The months that a new item of follow-up has; an offer in a form, never a date set silently."""

    lead_months: int = 3
    joint_months: int = 1
    most_months: int = LONGEST_DEADLINE


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One column of a table as the user left it."""

    key: str
    width: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class HousePaper:
    """An office's own paper beside GB/T 9704: margins in mm, characters and lines of a page, fonts by family name."""

    name: str
    top: float = 37.0
    left: float = 28.0  # the binding side
    right: float = 26.0
    bottom: float = 35.0
    columns: int = 28  # characters in a line
    rows: int = 22  # lines on a page
    title_size: float = 22.0  # pt
    fonts: Mapping[str, str] = field(default_factory=dict)  # 仿宋, 楷体 …: an installed family instead of ours


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the program remembers about its user; nothing here belongs to a library."""

    author: str = ""
    look: Look = Look.SYSTEM
    text_scale: int = 100
    paper_profile: str = "gbt9704"
    papers: tuple[HousePaper, ...] = ()
    deadlines: Deadlines = field(default_factory=Deadlines)
    last_library: Path | None = None
    backup_folder: Path | None = None
    backup_plan: BackupPlan = BackupPlan.OFTEN
    lock_after: int = 0  # minutes without work after which a library with a password is hidden; 0: never
    window_state: str = ""  # what Qt saved, as Base64
    columns: Mapping[str, tuple[ColumnLayout, ...]] = field(default_factory=dict)  # by the name of the table
    recent: tuple[Path, ...] = ()  # libraries, the last used first
    unknown: Mapping[str, Any] = field(default_factory=dict)  # what another version wrote, kept as it is

    def with_library(self, path: Path) -> Settings:
        """The settings after a library was opened."""
        recent = (path, *(known for known in self.recent if known != path))
        return replace(self, last_library=path, recent=recent[:RECENT_KEPT])

    def with_columns(self, table: str, layout: tuple[ColumnLayout, ...]) -> Settings:
        """The settings after a table's columns were moved, resized or hidden."""
        return replace(self, columns={**self.columns, table: layout})


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as read; `note` is a Chinese sentence for the user when something could not be taken over."""

    settings: Settings
    note: str = ""


def load(path: Path) -> Loaded:
    """Read the settings. A missing file gives the defaults; a damaged one is kept aside, and a note says so."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        _log.warning("settings not readable: %s", error.strerror)
        return Loaded(Settings(), "设置文件读不出来，暂用默认设置。")
    except ValueError:
        return Loaded(Settings(), _set_aside(path))
    if not isinstance(content, dict):
        return Loaded(Settings(), _set_aside(path))
    return _from_json(content)


def save(settings: Settings, path: Path) -> None:
    """Write the settings in one step: a crash leaves the old file or the new one."""
    _write(to_json(settings), path)


def _write(content: Mapping[str, Any], path: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise UnwritableFile(path, WriteProblem.FAILED, error.strerror or "") from error


def export(settings: Settings, path: Path) -> None:
    """Write what may travel to another computer or colleague; raises UnwritableFile."""
    travelling = {name: _FIELDS[name].write(getattr(settings, name)) for name in _FIELDS if name not in STAYS}
    _write({_MARK: _EDITION, **travelling}, path)


def take_over(settings: Settings, path: Path) -> Loaded:
    """The settings with what another export brings; what stays here stays. Raises SettingsUnusable."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsUnusable(path) from error
    if not isinstance(content, dict) or not isinstance(content.get(_MARK), int):
        raise SettingsUnusable(path)
    values, refused = _read({name: value for name, value in content.items() if name not in STAYS})
    note = f"设置已导入，其中 {len(refused)} 项看不懂，保持原样（{'、'.join(refused)}）。" if refused else ""
    return Loaded(replace(settings, **values), note)


def reset(settings: Settings) -> Settings:
    """The defaults, but for what stays."""
    return replace(Settings(), unknown=settings.unknown, **{name: getattr(settings, name) for name in STAYS})


def to_json(settings: Settings) -> dict[str, Any]:
    """The settings as they stand in the file."""
    known = {name: field.write(getattr(settings, name)) for name, field in _FIELDS.items()}
    return {**settings.unknown, **known}


def _from_json(content: dict[str, Any]) -> Loaded:
    values, refused = _read(content)
    unknown = {key: value for key, value in content.items() if key not in _FIELDS}
    note = f"设置里有 {len(refused)} 项看不懂，已改用默认值（{'、'.join(refused)}）。" if refused else ""
    return Loaded(Settings(**values, unknown=unknown), note)


def _read(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values that can be taken, and in words those that cannot."""
    values: dict[str, Any] = {}
    refused: list[str] = []
    for name, entry in _FIELDS.items():
        if name not in content:
            continue
        try:
            values[name] = entry.read(content[name])
        except (ValueError, TypeError, KeyError, AttributeError):
            refused.append(_WORDS[name])
    return values, refused


def _set_aside(path: Path) -> str:
    aside = path.with_name(f"{path.stem}.damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}{path.suffix}")
    try:
        path.replace(aside)
    except OSError:
        return "设置文件已损坏，暂用默认设置。"
    _log.warning("damaged settings kept aside")
    return f"设置文件已损坏，已改用默认设置；原文件另存为 {aside.name}。"


_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Field(Generic[_Value]):
    """How a value stands in JSON; `read` raises ValueError, TypeError or KeyError for what it cannot take."""

    read: Callable[[Any], _Value]
    write: Callable[[_Value], Any]


def _same(value: _Value) -> _Value:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(value)
        return value

    return read


def _path(value: Any) -> Path | None:
    return Path(_text(value)) if value else None


def _deadlines(value: Any) -> Deadlines:
    months = _whole(1, LONGEST_DEADLINE)
    return Deadlines(**{key: months(value[key]) for key in ("lead_months", "joint_months", "most_months")})


def _column(value: Any) -> ColumnLayout:
    return ColumnLayout(_text(value["key"]), _whole(0, 10_000)(value["width"]), bool(value["shown"]))


def _paper(value: Any) -> HousePaper:
    count = _whole(10, 60)
    return HousePaper(
        name=_text(value["name"]),
        top=_size(value["top"]),
        left=_size(value["left"]),
        right=_size(value["right"]),
        bottom=_size(value["bottom"]),
        columns=count(value["columns"]),
        rows=count(value["rows"]),
        title_size=_size(value["title_size"]),
        fonts={_text(face): _text(family) for face, family in value["fonts"].items()},
    )


def _size(value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 200:
        raise ValueError(value)
    return float(value)


def _columns(value: Any) -> dict[str, tuple[ColumnLayout, ...]]:
    return {_text(table): tuple(_column(column) for column in layout) for table, layout in value.items()}


def _plain(value: Deadlines | ColumnLayout | HousePaper) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__dataclass_fields__}


_FIELDS: Mapping[str, _Field[Any]] = {
    "author": _Field(_text, _same),
    "look": _Field(Look, lambda look: look.value),
    "text_scale": _Field(_whole(*TEXT_SCALES), _same),
    "paper_profile": _Field(_text, _same),
    "papers": _Field(lambda papers: tuple(map(_paper, papers)), lambda papers: [_plain(paper) for paper in papers]),
    "deadlines": _Field(_deadlines, _plain),
    "last_library": _Field(_path, lambda path: str(path) if path else None),
    "backup_folder": _Field(_path, lambda path: str(path) if path else None),
    "backup_plan": _Field(BackupPlan, lambda plan: plan.value),
    "lock_after": _Field(_whole(0, 24 * 60), _same),
    "window_state": _Field(_text, _same),
    "columns": _Field(
        _columns, lambda tables: {table: [_plain(column) for column in layout] for table, layout in tables.items()}
    ),
    "recent": _Field(lambda paths: tuple(Path(_text(path)) for path in paths), lambda paths: [str(p) for p in paths]),
}

_WORDS: Mapping[str, str] = {
    "author": "署名",
    "look": "界面颜色",
    "text_scale": "文字大小",
    "paper_profile": "版式",
    "papers": "本单位的版式",
    "deadlines": "时限",
    "last_library": "上次的资料库",
    "backup_folder": "备份文件夹",
    "backup_plan": "自动备份",
    "lock_after": "自动锁定",
    "window_state": "窗口的样子",
    "columns": "表格的列",
    "recent": "最近用过的资料库",
}
