"""This file declares people: humans across meetings, with their names, and what was decided about who is who."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.store.schema.record import Numbered, Record, numbered


class PersonRow(Numbered, Record):
    """A human; `pinyin` has a blank between syllables, so that it sorts as a dictionary does.

    Names need not be unique: homonyms are two people. A person merged into another keeps its row, so that merging
    can be taken back.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "name"),
        Index(None, "pinyin"),
        Index(None, "merged_into_id"),
        numbered("person"),
    )

    name: Mapped[str]
    pinyin: Mapped[str]
    initials: Mapped[str]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class PersonAliasRow(Numbered, Record):
    """Another name of a person; `from_id`: the merged person whose name it is."""

    __tablename__ = "person_alias"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        Index(None, "name"),
        Index(None, "from_id"),
        numbered("person", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class PersonApartRow(Numbered, Record):
    """A person has decided: these two are not one human."""

    __tablename__ = "person_apart"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
        Index(None, "second_id"),
        numbered("person", "first_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PersonPostRow(Numbered, Record):
    """A post that was entered as valid from and until a day, for checking what is printed."""

    __tablename__ = "person_post"
    __table_args__ = (
        CheckConstraint("organisation IS NOT NULL OR post IS NOT NULL", name="says_something"),
        Index(None, "person_id"),
        numbered("person", "person_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[str | None]
    post: Mapped[str | None]
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
