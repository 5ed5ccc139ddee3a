"""This file keeps the settings of the running window and writes them when they change."""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Signal

from briefing_app import settings as store
from briefing_app.errors import UnwritableFile
from briefing_app.settings import ColumnLayout, Settings

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """The settings, and what the window remembers of itself (sizes, splitters); `changed` after every change."""

    changed = Signal()

    def __init__(self, path: Path, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.note = ""
        if settings is None:
            loaded = store.load(path)
            settings, self.note = loaded.settings, loaded.note
        self.settings = settings
        self._memory = _unpack(settings.window_state)

    def change(self, **values: Any) -> None:
        """Change some settings by name and write them."""
        self.settings = replace(self.settings, **values)
        self._save()
        self.changed.emit()

    def take(self, settings: Settings) -> None:
        """Change all settings at once and write them: what was imported, or the defaults."""
        self.settings = settings
        self._save()
        self.changed.emit()

    def with_library(self, path: Path) -> None:
        """Remember which library was opened last."""
        self.settings = self.settings.with_library(path)
        self._save()

    def remember_columns(self, table: str, layout: tuple[ColumnLayout, ...]) -> None:
        self.settings = self.settings.with_columns(table, layout)
        self._save()

    def columns(self, table: str) -> tuple[ColumnLayout, ...]:
        return self.settings.columns.get(table, ())

    def remember(self, key: str, value: QByteArray | str | list[int] | bool) -> None:
        """Keep something of the window's state under a name; no signal, nobody waits for it."""
        kept: object = value.toBase64().toStdString() if isinstance(value, QByteArray) else value
        if self._memory.get(key) == kept:
            return
        self._memory[key] = kept
        self.settings = replace(self.settings, window_state=_pack(self._memory))
        self._save()

    def recall(self, key: str) -> Any:
        """What was kept under a name, or None."""
        return self._memory.get(key)

    def recall_bytes(self, key: str) -> QByteArray:
        """What Qt saved under a name; empty when nothing was."""
        value = self._memory.get(key)
        return QByteArray.fromBase64(value.encode()) if isinstance(value, str) else QByteArray()

    def _save(self) -> None:
        try:
            store.save(self.settings, self._path)
        except UnwritableFile:
            # Settings are not worth a dialog: the next change tries again.
            _log.warning("settings not saved")


def _pack(memory: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(memory, ensure_ascii=False).encode()).decode()


def _unpack(state: str) -> dict[str, Any]:
    try:
        content = json.loads(base64.b64decode(state or "e30="))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
