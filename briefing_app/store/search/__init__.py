"""This package finds text: every substring from one character up, over everything in the library."""

from briefing_app.store.search.conditions import contains_all

__all__ = ["contains_all"]
