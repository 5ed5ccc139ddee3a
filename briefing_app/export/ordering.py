"""This file puts people in the order that is printed: as they spoke, by the strokes or the reading of the name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from briefing_app import paths
from briefing_app.domain.packs import PackOptions, SpeakerOrder
from briefing_app.domain.speeches import Speech
from briefing_app.domain.surnames import surname, surname_reading

StrokeKey = tuple[tuple[int, str], ...]
_UNKNOWN = 99  # characters that the table does not know stand last


@lru_cache(maxsize=1)
def strokes() -> Mapping[str, str]:
    """Each character's strokes in writing order, as classes 1 一 2 丨 3 丿 4 丶 5 乛 (GF 0014-2009)."""
    lines = (paths.resources() / "dictionaries" / "strokes.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if "\t" in line)


def stroke_key(name: str, table: Mapping[str, str], *, single_name_first: bool = True) -> StrokeKey:
    """Number of strokes, then their classes, character after character.

    The CPPCC convention (姓氏笔画) takes a single given name as an empty second character, so it stands first
    among equal surnames; without `single_name_first` the real character counts (姓名笔画).
    """
    signs = [sign for sign in name if sign not in "·•．・ \u3000"]
    keys = [(len(table[sign]), table[sign]) if sign in table else (_UNKNOWN, sign) for sign in signs]
    if single_name_first and len(signs) == 2:
        keys.insert(1, (0, ""))
    return tuple(keys)


def pinyin_key(name: str) -> tuple[str, ...]:
    """Syllables with tones, the surname in its reading as a surname."""
    reading = surname_reading(name)
    if reading is None:
        return tuple(lazy_pinyin(name, style=Style.TONE3))
    given = name[len(surname(name)) :]
    return (*reading.split(), *lazy_pinyin(given, style=Style.TONE3))


def in_order(speeches: Sequence[Speech], options: PackOptions) -> tuple[Speech, ...]:
    """The speeches in the order that the options ask for; `speeches` come as spoken."""
    if options.order is SpeakerOrder.STROKES:
        table, first = strokes(), options.single_name_first
        return tuple(
            sorted(
                speeches, key=lambda s: (s.speaker is None, stroke_key(s.speaker_name, table, single_name_first=first))
            )
        )
    if options.order is SpeakerOrder.PINYIN:
        return tuple(sorted(speeches, key=lambda s: (s.speaker is None, pinyin_key(s.speaker_name))))
    if options.order is SpeakerOrder.BY_HAND:
        places = {speech_id: place for place, speech_id in enumerate(options.hand_order)}
        return tuple(sorted(speeches, key=lambda s: places.get(s.id, len(places))))
    return tuple(speeches)


def without_strokes(speeches: Sequence[Speech]) -> tuple[str, ...]:
    """Characters of speakers' names whose strokes the table does not know."""
    table = strokes()
    return tuple(dict.fromkeys(sign for s in speeches for sign in s.speaker or "" if sign not in table and sign != "·"))
