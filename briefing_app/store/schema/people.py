"""This file declares people: humans across meetings, with the names they go by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.store.schema.record import Numbered, Record, numbered


class PersonRow(Numbered, Record):
    """A human; `pinyin` has a blank between syllables, so that it sorts as a dictionary does."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("name"), Index(None, "pinyin"), numbered("person"))

    name: Mapped[str]
    pinyin: Mapped[str]
    initials: Mapped[str]


class PersonAliasRow(Numbered, Record):
    """Another name of a person."""

    __tablename__ = "person_alias"
    __table_args__ = (UniqueConstraint("name"), Index(None, "person_id"), numbered("person", "person_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
