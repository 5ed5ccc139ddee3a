"""This file is the only door between threads: work goes in, its result comes back to the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from briefing_app.errors import BriefingError, Cancelled

T = TypeVar("T")
_REPORT_EVERY = 0.05  # seconds between two reports of progress


class Job:
    """One piece of work under way: its name (shown when not empty), how far it is, and whether to stop."""

    def __init__(self, name: str, notify: Callable[[Job], None]) -> None:
        self.name = name
        self.done = 0
        self.total = 0
        self.started_at = time.monotonic()
        self._notify = notify
        self._reported_at = 0.0
        self._cancelled = self._settled = False
        self._lock = Lock()

    def report(self, done: int, total: int = 0) -> None:
        """Say how far the work is; called by the worker, as often as it likes."""
        self.done, self.total = done, total
        now = time.monotonic()
        if now - self._reported_at >= _REPORT_EVERY or done == total:
            self._reported_at = now
            self._notify(self)

    def cancel(self) -> None:
        """Ask the work to stop; its result will not be delivered. Work that is settled goes on to its end."""
        with self._lock:
            self._cancelled = self._cancelled or not self._settled

    def settle(self) -> None:
        """Say that the work is being kept and can no longer be stopped; raises Cancelled where it was stopped before."""
        with self._lock:
            if self._cancelled:
                raise Cancelled
            self._settled = True

    def is_cancelled(self) -> bool:
        return self._cancelled


class Tasks(QObject):
    """Runs work in worker threads. Named jobs are long and shown in the bottom bar; unnamed ones are quick."""

    started = Signal(object)  # Job
    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)  # a BriefingError that nobody else took
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quick = ThreadPoolExecutor(3, "quick")
        self._long = ThreadPoolExecutor(2, "long")
        self._jobs: list[Job] = []
        self._closed = False
        self._latest: dict[tuple[int, str], Job] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The named jobs under way."""
        return tuple(job for job in self._jobs if job.name)

    def is_idle(self) -> bool:
        return not self._jobs

    def run(
        self,
        work: Callable[[Job], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BriefingError], None] | None = None,
        name: str = "",
        latest: str = "",
    ) -> Job:
        """Run `work(job)` in a worker; call back in this thread, unless `owner` is gone or the job was cancelled.

        With `latest`, an older job of the same owner and word is cancelled, so that its result can never arrive
        after the newer one's. An expected error goes to `failed`, or is shown; any other is raised here.
        """
        job = Job(name, self.progressed.emit)
        if self._closed:
            job.cancel()
            return job
        if latest:
            self._replace(owner, latest, job)
        self._jobs.append(job)
        if name:
            self.started.emit(job)
        future = (self._long if name else self._quick).submit(_unless_cancelled, work, job)
        future.add_done_callback(lambda finished: self._arrive((job, finished, owner, done, failed)))
        return job

    def close(self) -> None:
        """Stop everything; wait for what is in the middle of a transaction. Nothing is begun any more."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        for pool in (self._quick, self._long):
            pool.shutdown(wait=True, cancel_futures=True)

    def _replace(self, owner: QObject, word: str, job: Job) -> None:
        key = (id(owner), word)
        older = self._latest.get(key)
        if older is not None:
            older.cancel()
        self._latest[key] = job

    def _arrive(self, parcel: tuple[Any, ...]) -> None:
        if isValid(self):
            self._arrived.emit(parcel)

    def _deliver(self, parcel: tuple[Job, Future[Any], QObject, Callable[[Any], None] | None, Any]) -> None:
        job, future, owner, done, failed = parcel
        self._jobs.remove(job)
        self._latest = {key: kept for key, kept in self._latest.items() if kept is not job}
        if job.name:
            self.ended.emit(job)
        if job.is_cancelled() or future.cancelled() or not isValid(owner):
            return
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, Cancelled):
            return
        elif isinstance(error, BriefingError):
            (failed or self.failed.emit)(error)
        else:
            raise error


def _unless_cancelled(work: Callable[[Job], T], job: Job) -> T:
    if job.is_cancelled():
        raise Cancelled
    return work(job)
