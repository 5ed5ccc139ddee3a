"""This file says what every table has in common: names of constraints, column types, and the parts that repeat."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timezone
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, Date, Dialect, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator

from briefing_app.domain.text import Spans, pairs_of, spans_of

Choice = TypeVar("Choice", bound=Enum)
Kept = TypeVar("Kept")


class _Guarded(TypeDecorator[Kept]):
    """A value that is not what its column keeps is damage of the file, not a bug of whoever reads it."""

    __abstract__ = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Kept | None] | None:
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def guarded(value: Any) -> Kept | None:
            try:
                return read(value)
            except (ValueError, TypeError, LookupError, AttributeError) as error:
                message = "malformed value"  # in SQLite's own words, so that it is translated like them
                raise sqlite3.DatabaseError(message) from error

        return guarded


class Words(_Guarded[str]):
    """A text. SQLite keeps a number in a column of text where a flipped bit says so, and hands it out as one."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, str):
            raise TypeError
        return value


class Day(_Guarded[date]):
    """A date, kept as SQLAlchemy keeps it."""

    impl = Date
    cache_ok = True


class Moment(_Guarded[datetime]):
    """A moment with its zone, kept as ISO 8601 in UTC, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(timezone.utc).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class SpanList(_Guarded[Spans]):
    """Spans, kept as JSON pairs."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Spans | None, _dialect: Dialect) -> list[list[int]] | None:
        return None if value is None else pairs_of(value)

    def process_result_value(self, value: list[list[int]] | None, _dialect: Dialect) -> Spans | None:
        return None if value is None else spans_of(value)


class Word(_Guarded[Choice], Generic[Choice]):
    """A choice of the domain, kept as its own word: the file stays readable without the program."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Choice | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Choice | None:
        return None if value is None else self.choices(value)


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A row that the unit of work sees.

    There are no ORM relationships on purpose: rows are read with explicit queries and turned into the domain's
    values at once. Foreign keys have no ON DELETE action, also on purpose: removing is soft, and a hard delete that
    would take along rows nobody has seen is refused by the database.

    `__table_args__["info"]["history"]` names the record whose 历史 shows a change of the row: (kind, column with
    the record's id). A table without it is too fine-grained, or bookkeeping.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Words(), date: Day(), datetime: Moment(), Spans: SpanList()}  # noqa: RUF012, SQLAlchemy's own form


class Numbered(MappedAsDataclass, kw_only=True):
    """Has an id, which is never handed out again (with `sqlite_autoincrement` in the table's arguments)."""

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-1)


class Removable(MappedAsDataclass, kw_only=True):
    """Can lie in the 回收站: removing is soft, and restoring brings the same id back."""

    removed_at: Mapped[datetime | None] = mapped_column(default=None, sort_order=1)


def numbered(history: str | None = None, owner: str = "id") -> dict[str, Any]:
    """Table arguments of a numbered record, and where its changes show in the 历史."""
    return {"sqlite_autoincrement": True, "info": {} if history is None else {"history": (history, owner)}}


def linking(history: str, owner: str) -> dict[str, Any]:
    """Table arguments of a link between records; its changes belong to the history of one of them."""
    return {"info": {"history": (history, owner)}}
