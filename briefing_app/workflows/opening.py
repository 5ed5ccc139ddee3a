"""This file opens a library where it lies, or a copy of one that lies on a share, and gives that back."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from briefing_app.domain.loans import News, Sent
from briefing_app.errors import LibraryUnusable
from briefing_app.store import holding, migrate
from briefing_app.store.borrowing import Loan, loan_for
from briefing_app.store.database import Library, open_library
from briefing_app.store.keys import Key, key_for

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Opened:
    """An open library, and what is to be known of the place it was borrowed from."""

    library: Library
    loan: Loan | None = None
    news: News = News.AS_IT_WAS
    kept: Path | None = None  # the other of two versions
    hold: holding.Hold | None = None  # on the copy: no two windows of this machine work on it
    to_read: Path | None = None

    def give_back(self) -> tuple[Sent, Path | None]:
        """Put what is new in the library's own place; the library may be open. Raises LibraryUnusable."""
        if self.loan is None or self.library.read_only:
            return Sent.NOTHING, None
        sent, path = self.loan.give_back(self.library.key)
        _log.info("given back: %s", sent.name)
        return sent, path

    def close(self) -> tuple[Sent, Path | None]:
        """Close the library and give it back."""
        self.library.close()
        try:
            return self.give_back()
        finally:
            if self.hold is not None:
                self.hold.release()
            if self.loan is not None and self.to_read is not None:
                self.loan.forget(self.to_read)


def open_at(place: Path, *, author: str, program: str, read_only: bool = False, key: Key | None = None) -> Opened:
    """Open a library that lies here, or fetch one that lies on a share and open the copy.

    The right to write into the place itself is the caller's matter. Raises LibraryUnusable, UnwritableFile.
    """
    loan = loan_for(place)
    if loan is None:
        return Opened(open_library(place, author=author, read_only=read_only, key=key))
    if read_only:
        made = loan.fetch_to_read()
        try:
            return Opened(open_library(made, author=author, read_only=True, key=key, place=place), loan, to_read=made)
        except LibraryUnusable:
            loan.forget(made)
            raise
    hold = holding.take(loan.copy, author=author, program=program)
    try:
        news, kept = loan.fetch()
        file, key = loan.copy, key_for(loan.copy, key)
        if file.exists() and migrate.stored_revision(file, key) != migrate.revisions()[-1]:
            loan.mark_unsent()  # it is brought up to date by opening
        library = open_library(file, author=author, key=key, place=place, before_writing=loan.mark_unsent)
    except BaseException:
        hold.release()
        raise
    _log.info("borrowed: %s", news.name)
    return Opened(library, loan, news, kept, hold)
