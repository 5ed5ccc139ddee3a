"""This file remembers where a person was on each page of a library, so that the window comes back as it was left."""

from __future__ import annotations

import json
from typing import Any

from briefing_app.ui.context import Context
from briefing_app.ui.page import Page

_KEY = "places"


class Places:
    """The places on the pages of one library: ids mean nothing in another.

    Of a library with a password only numbers are kept, and no words that were searched or filtered for: the settings
    are a file that anybody can read.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kept: dict[str, Any] = {}

    def open(self) -> None:
        """Recall those of the library that was opened."""
        try:
            kept = json.loads(self._context.preferences.recall(_KEY) or "{}")
        except (TypeError, ValueError):
            kept = {}
        same = isinstance(kept, dict) and kept.get("path") == self._library()
        self._kept = kept if same else {"path": self._library()}
        if same and self._is_secret():  # it may have got its password since
            self._write()

    def bring_back(self, key: str, page: Page) -> None:
        """Take a page that was just made to where it was left; what is not understood is passed over."""
        place = self._kept.get(key)
        if isinstance(place, dict):
            try:
                page.go_back_to(place)
            except (KeyError, TypeError, ValueError):
                del self._kept[key]

    def keep(self, pages: dict[str, Page]) -> None:
        """Remember where the pages are now."""
        for key, page in pages.items():
            place = page.place()
            if place:
                self._kept[key] = place
        if self._kept:
            self._write()

    def _write(self) -> None:
        kept = self._kept
        if self._is_secret():
            kept = {key: place for key, place in kept.items() if key == "path" or not _has_words(place)}
        self._context.preferences.remember(_KEY, json.dumps(kept, ensure_ascii=False))

    def _is_secret(self) -> bool:
        return self._context.has_library and self._context.library.key is not None

    def _library(self) -> str:
        return str(self._context.library.path)


def _has_words(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_words, value.values()))
    return any(map(_has_words, value)) if isinstance(value, list) else isinstance(value, str)
