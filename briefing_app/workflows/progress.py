"""This file says how a long job reports and is stopped: two plain functions that any caller can give."""

from __future__ import annotations

from collections.abc import Callable

from briefing_app.errors import Cancelled

Progress = Callable[[int, int], None]  # done, total
IsCancelled = Callable[[], bool]


class Steps:
    """The steps of one job: each `done()` reports, and stops the job where a person asked for it."""

    def __init__(self, total: int, progress: Progress | None = None, cancelled: IsCancelled | None = None) -> None:
        self._total, self._progress, self._cancelled = total, progress, cancelled
        self._count = 0
        self.check()

    def done(self) -> None:
        """One more step is behind us."""
        self._count += 1
        if self._progress is not None:
            self._progress(self._count, self._total)
        self.check()

    def check(self) -> None:
        """Stop here when a person asked for it."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
