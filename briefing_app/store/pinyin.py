"""This file reads Chinese names aloud: pinyin to sort by, initials to search by, with the readings of surnames."""

from __future__ import annotations

from briefing_app.domain.surnames import surname, surname_reading


def read_name(name: str) -> tuple[str, str]:
    """The pinyin of a person's name, a blank between syllables, and its initials (王耀南: wang yao nan, wyn)."""
    reading = surname_reading(name)
    syllables = _syllables(name) if reading is None else [*_without_tones(reading), *_syllables(_given(name))]
    return " ".join(syllables), "".join(syllable[0] for syllable in syllables)


def read_words(words: str) -> str:
    """The pinyin of other words, to sort by."""
    return " ".join(_syllables(words))


def _given(name: str) -> str:
    return name[len(surname(name)) :]


def _without_tones(reading: str) -> list[str]:
    return [syllable.rstrip("12345") for syllable in reading.split()]


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary is slow to load, and reading names is rare

    return [syllable.strip().lower() for syllable in lazy_pinyin(text) if syllable.strip()]
