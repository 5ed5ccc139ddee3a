"""This file reads the dictionaries that ship with the program, once, and says what a meeting is about."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from briefing_app import paths
from briefing_app.analysis.vocabulary import Lexicon, parse_background, parse_vocabulary
from briefing_app.domain.meetings import MeetingFacts

NAMES = ("themes", "background-actions", "background-things", "background-particles")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The subjects and the generic words that theme suggestions rest on."""
    background = parse_background(
        actions=_dictionary("background-actions"),
        things=_dictionary("background-things"),
        particles=_dictionary("background-particles"),
    )
    return Lexicon(parse_vocabulary(_dictionary("themes")), background)


def about_meeting(facts: MeetingFacts) -> str:
    """The words in which a meeting names itself: what everybody speaks of because it was asked for."""
    parts = (facts.name, facts.session, facts.body, facts.kind, facts.topic)
    return " ".join(part for part in parts if part)


def dictionary_faults() -> list[str]:
    """What is wrong with the dictionaries that lie beside the program, which people may edit; usually nothing."""
    found = [fault for name in NAMES for fault in _file_faults(name)]
    return found or _subject_faults()


def _file_faults(name: str) -> list[str]:
    try:
        text = _dictionary(name)
    except OSError:
        return [f"词库文件 {name}.txt 不存在或读不出来"]
    except ValueError:
        return [f"词库文件 {name}.txt 不是 UTF-8 文本"]
    return [] if text.strip() else [f"词库文件 {name}.txt 是空的"]


def _subject_faults() -> list[str]:
    """A word that stands for two subjects would be counted under one of them by chance."""
    subjects = parse_vocabulary(_dictionary("themes")).subjects
    owners = Counter(word for name, words in subjects.items() for word in {name, *words})
    return [f"主题词库里“{word}”出现在 {count} 个主题下" for word, count in owners.items() if count > 1]


def _dictionary(name: str) -> str:
    return (paths.resources() / "dictionaries" / f"{name}.txt").read_text("utf-8")
