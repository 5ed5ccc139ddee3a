"""This file says what a unit (办理单位) is: an office that handles recommendations, with the names it goes by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of the directory; the counts are of items that are there."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    leads: int = 0
    joins: int = 0

    @property
    def is_used(self) -> bool:
        return bool(self.leads or self.joins)
