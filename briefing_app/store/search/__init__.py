"""This package finds text: every substring from one character up, over everything in the library."""

from briefing_app.store.search.conditions import contains_all
from briefing_app.store.search.documents import KINDS
from briefing_app.store.search.finding import Hit, SearchResult, count, matches_in, newest, search
from briefing_app.store.search.folding import fold
from briefing_app.store.search.index import rebuild
from briefing_app.store.search.likely import likely

__all__ = [
    "KINDS",
    "Hit",
    "SearchResult",
    "contains_all",
    "count",
    "fold",
    "likely",
    "matches_in",
    "newest",
    "rebuild",
    "search",
]
