"""This file recognises names of people: the shape of one name, and several names in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from briefing_app.importing.lexicon.actions import ACTIONS
from briefing_app.importing.lexicon.names import COMPOUND_SURNAMES, NEVER_GIVEN, NEVER_OPENING, NOT_NAMES, SURNAMES
from briefing_app.importing.lexicon.speaking import ADVERBS, SPEAKING

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff〇"


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_VERBS = frozenset((*ACTIONS, *SPEAKING))
_ADVERBS = frozenset(ADVERBS)
# Words that are in no name: 政协委员热议.
_NO_PART = re.compile(r"委员|常委|代表|政协|人大|专家|市民|群众|热议|建言|支招")
_COMPOUND = frozenset(COMPOUND_SURNAMES)
_DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}}){{1,4}}(?<!委员)(?<!常委)(?<!代表)")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]*\.?){1,3}")
_NUMERALS = frozenset("一二三四五六七八九十百千万〇")
_FUNCTION_WORDS = frozenset("并与及不地而着过的了们这那也还就都被把或且但每等您么吗呢吧啊是对说、，")
_ANY_HAN = re.compile(rf"[{HAN}]{{2,6}}")
# Endings that no unlisted name has: it would be a word of its own.
_NOUN_END = re.compile(
    r"(?:政协|人大|籍|们|者|员|人士|会|室|部|处|局|厅|所|院|校|组|队|司|团|社|委|办|界|党|盟|界别|市|省|县|区|镇|村|长|师|工作|情况|问题|方面|建设|发展|同志)$"
)


@lru_cache(maxsize=8192)  # a text is gone through twice
def is_name(text: str) -> bool:
    """Whether a (folded) text has the shape of a person's name."""
    if _DOTTED.fullmatch(text):
        return True
    if not 2 <= len(text) <= 4 or text in NOT_NAMES or not _ANY_HAN.fullmatch(text):
        return False
    if text[:2] in _COMPOUND and len(text) > 2:
        return not set(text[2:]) & NEVER_GIVEN
    return len(text) <= 3 and text[0] in SURNAMES and text[:2] not in NEVER_OPENING and not set(text[1:]) & NEVER_GIVEN


def is_shaped_like_name(text: str) -> bool:
    """A surname and a given name, even where they make an everyday word (田野): for places where only names stand."""
    return bool(_ANY_HAN.fullmatch(text)) and len(text) <= 3 and text[0] in SURNAMES and not set(text) & _FUNCTION_WORDS


def could_be_name(text: str) -> bool:
    """Whether a text can be a name where its place already says that one stands there (rare surnames, foreigners)."""
    if is_name(text) or _LATIN.fullmatch(text):
        return True
    if not _ANY_HAN.fullmatch(text) or text in NOT_NAMES or set(text) & _FUNCTION_WORDS or set(text) <= _NUMERALS:
        return False
    if text in _ADVERBS or _NO_PART.search(text):
        return False
    if any(text[at : at + 2] in _VERBS for at in range(len(text) - 1)):
        return False
    return not _NOUN_END.search(text)


def unspaced(name: str) -> str:
    """A Chinese name without the blanks that print puts into it (刘　帆); a Latin one keeps its own."""
    return name.strip() if _LATIN.fullmatch(name.strip()) else re.sub(r"\s+", "", name)


def _of_spread_characters(words: str) -> tuple[str, ...]:
    """石敢当　苏　荔: characters that stand alone make names of two."""
    names: list[str] = []
    alone = ""
    for part in words.split():
        alone = alone + part if len(part) == 1 else ""
        if len(part) > 1:
            names.append(part)
        elif len(alone) == 2:
            names.append(alone)
            alone = ""
    return tuple(names) if not alone else ()


def split_names(words: str) -> tuple[str, ...]:
    """The names that a text consists of (one, or several joined by 、 和 or blanks), else nothing."""
    whole = unspaced(words)
    if is_name(whole):
        return (whole,)
    for separator in (r"、", r"[、，]|\s+", r"[、和与及]|\s+"):
        names = tuple(unspaced(part) for part in re.split(separator, words.strip()) if part.strip())
        if len(names) > 1 and all(is_name(name) for name in names):
            return names
    names = _of_spread_characters(words)
    if len(names) > 1 and all(is_name(name) for name in names):
        return names
    paired = re.split(r"\s{2,}|、", words.strip())
    names = tuple(unspaced(part) for part in paired)
    return names if len(names) > 1 and all(is_name(name) for name in names) else ()
