"""This file remembers where a person was on each page of a library, so that the window comes back as it was left."""

from __future__ import annotations

import json
from typing import Any

from briefing_app.ui.context import Context
from briefing_app.ui.page import Page

_KEY = "places"


class Places:
    """The places on the pages of one library: ids mean nothing in another."""

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
            self._context.preferences.remember(_KEY, json.dumps(self._kept, ensure_ascii=False))

    def _library(self) -> str:
        return str(self._context.library.path)
