"""This file says what can come of fetching a library from a share and of giving it back."""

from __future__ import annotations

from enum import Enum


class News(Enum):
    """What was found when a library was fetched."""

    AS_IT_WAS = "as_it_was"
    UNSENT = "unsent"  # changes of an earlier session are here and will be given back
    AWAY = "away"  # the place cannot be reached: the copy is worked on
    KEPT_BOTH = "kept_both"  # unsent changes were put beside, for the library has been changed elsewhere


class Sent(Enum):
    """What came of giving back."""

    NOTHING = "nothing"  # there was nothing new
    DONE = "done"
    AWAY = "away"  # the place cannot be reached or written: it stays here for later
    KEPT_BOTH = "kept_both"  # changed elsewhere meanwhile: ours lies beside, and goes on there
