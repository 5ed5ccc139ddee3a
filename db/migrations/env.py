"""This file tells Alembic which tables are declared, and on which connection to bring a library to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from briefing_app.store.engine import make_engine, writing
from briefing_app.store.schema import metadata

# The full-text index and SQLite's own bookkeeping stand outside the declared tables.
UNDECLARED = ("search_index", "search_vocabulary", "sqlite_")


def is_declared(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(UNDECLARED))


def render_plain(kind: str, obj: Any, _context: object) -> str | bool:
    """Write the type below ours into a migration: an old migration must not change with the program."""
    if kind == "type" and isinstance(obj, TypeDecorator):
        return f"sa.{type(obj.impl_instance).__name__}()"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=is_declared,
        render_item=render_plain,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_named_library() -> None:
    """Without a connection it is a developer's command line, which names a library: `-x library=FILE`."""
    engine = make_engine(Path(context.get_x_argument(as_dictionary=True)["library"]))
    with writing(engine).begin() as connection:
        migrate(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    migrate_named_library()
else:
    migrate(given)
