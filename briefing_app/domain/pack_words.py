"""This file says how long the words may be that a pack prints in places of a fixed size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from briefing_app.domain.packs import PackOptions


@dataclass(frozen=True, slots=True)
class Place:
    """A field of PackOptions: its UI term, and how many characters there is room for."""

    term: str
    most: int


PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "copy_number": Place("份号", 16),
        "urgency": Place("紧急程度", 8),
        "mark": Place("标注", 24),
        "watermark": Place("水印", 24),
        "editor": Place("编印单位", 60),
        "head": Place("刊名", 24),
        "issue": Place("期号", 24),
        "contact": Place("联系人", 80),
        "recipient": Place("主送", 300),
        "report_to": Place("报送", 300),
        "copies_to": Place("抄送", 600),
    }
)


@dataclass(frozen=True, slots=True)
class TooLong:
    """Words for which there is no room."""

    field: str
    place: Place
    words: str

    @property
    def expected(self) -> str:
        return f"不超过{self.place.most}个字（现有{len(self.words)}个字）"


def too_long(options: PackOptions) -> tuple[TooLong, ...]:
    """The words that would not fit where they are printed, in the order of the fields."""
    written = ((field, place, str(getattr(options, field))) for field, place in PLACES.items())
    return tuple(TooLong(field, place, words) for field, place, words in written if len(words) > place.most)
