"""This file suggests themes: what several speakers of a meeting recommend something about, with a reason each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing_app.analysis.terms import Term, shared_terms
from briefing_app.analysis.vocabulary import Lexicon
from briefing_app.domain.themes import ThemeSuggestion

MOST_THEMES = 24
# A word of the meeting's own topic that more than this share of the speakers use is the subject, not a theme.
SUBJECT_SHARE = 2 / 3
# Two characters meet by chance far more easily than four: a short term needs more people or more places.
NEEDED = {2: (3, 4), 3: (2, 3)}  # length -> speakers, places
NEEDED_LONGER = (2, 3)
# A known subject that a single person speaks of counts when it stands in so many recommendations.
SINGLE_VOICE = 2
# A term is a fragment of known words when they account for this share of its places (供应 in 供应链).
EXPLAINED = 0.5

_LATIN = re.compile(r"[a-z0-9+.#-]+")


class Said(Protocol):
    """A recommendation as far as themes are concerned; domain.proposals.Proposal is one."""

    @property
    def id(self) -> int: ...
    @property
    def speaker(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A theme with the words that stand for it in these texts, and where they do."""

    name: str
    known: bool  # the vocabulary has it
    words: tuple[str, ...]
    proposal_ids: tuple[int, ...]
    speakers: int
    places: int


def suggest(
    proposals: Sequence[Said], lexicon: Lexicon, *, about: str = "", limit: int = MOST_THEMES
) -> list[ThemeSuggestion]:
    """Themes of one meeting's recommendations, the weightiest first.

    `about` is the meeting's own name and topic: what everybody speaks of because it was asked for is no theme.
    """
    voices = len({proposal.speaker for proposal in proposals})
    found = _known(proposals, lexicon) + _new(proposals, lexicon, voices)
    themes = [theme for theme in found if not _is_subject(theme, about.casefold(), voices)]
    themes.sort(key=lambda theme: (-_weight(theme), -theme.known, theme.proposal_ids, theme.name))
    return [
        ThemeSuggestion(theme.name, theme.proposal_ids, _confidence(theme, voices), _reason(theme))
        for theme in themes[:limit]
    ]


def _known(proposals: Sequence[Said], lexicon: Lexicon) -> list[_Candidate]:
    """Subjects of the vocabulary that two people, or one person repeatedly, speak of."""
    words: dict[str, list[str]] = defaultdict(list)
    for word, name in lexicon.vocabulary.name_of.items():
        words[name].append(word)
    found = (_candidate(name, proposals, candidates, known=True) for name, candidates in words.items())
    return [theme for theme in found if theme.speakers > 1 or len(theme.proposal_ids) >= SINGLE_VOICE]


def _new(proposals: Sequence[Said], lexicon: Lexicon, voices: int) -> list[_Candidate]:
    """Terms that no dictionary has, found by their repeating; with one voice there is nothing to share."""
    if voices < 2:
        return []
    terms = shared_terms(((proposal.speaker, proposal.text) for proposal in proposals), lexicon)
    joined = "\n".join(proposal.text for proposal in proposals)
    fresh = [term for term in terms if _is_strong(term) and not _is_known(term, joined, lexicon)]
    return [_candidate(_shown(term.text), proposals, [term.text], known=False) for term in fresh]


def _is_strong(term: Term) -> bool:
    speakers, places = NEEDED.get(len(term.text), NEEDED_LONGER)
    return len(term.speakers) >= speakers and term.places >= places


def _is_known(term: Term, texts: str, lexicon: Lexicon) -> bool:
    """True when the vocabulary has the term, or when its words that hold the term explain most of its places."""
    holders = [word for word in lexicon.vocabulary.name_of if term.text in word.casefold()]
    return sum(len(_pattern([word]).findall(texts)) for word in holders) >= EXPLAINED * term.places


def _candidate(name: str, proposals: Sequence[Said], words: Sequence[str], *, known: bool) -> _Candidate:
    pattern = _pattern(words)
    used: Counter[str] = Counter()
    ids: list[int] = []
    speakers: set[str] = set()
    for proposal in proposals:
        if said := pattern.findall(proposal.text):
            used.update(word.casefold() for word in said)
            ids.append(proposal.id)
            speakers.add(proposal.speaker)
    ranked = sorted(used, key=lambda word: (-used[word], word))
    return _Candidate(name, known, tuple(ranked), tuple(ids), len(speakers), sum(used.values()))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The longest word at each place. Latin words are matched whole (AI is not in MAIN), Chinese ones anywhere."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_alternative(word) for word in longest_first), re.IGNORECASE)


def _alternative(word: str) -> str:
    if _LATIN.fullmatch(word.casefold()):
        return rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])"
    return re.escape(word)


def _is_subject(theme: _Candidate, about: str, voices: int) -> bool:
    named = any(word.casefold() in about for word in (theme.name, *theme.words))
    return named and theme.speakers > SUBJECT_SHARE * voices


def _weight(theme: _Candidate) -> int:
    """How much of the meeting a theme holds: people count double."""
    return 2 * theme.speakers + len(theme.proposal_ids)


def _confidence(theme: _Candidate, voices: int) -> float:
    """0.3 to 0.95, from what share of the other speakers say it too, how often, and whether the word is known."""
    shared = (theme.speakers - 1) / (voices - 1) if voices > 1 else 0.0
    repeated = min(theme.places, 10) / 10
    return round(0.3 + 0.35 * shared + 0.2 * theme.known + 0.1 * repeated, 2)


def _reason(theme: _Candidate) -> str:
    words = "、".join(f"“{_shown(word)}”" for word in theme.words[:3])
    more = "等说法" if len(theme.words) > 3 else ""
    source = "主题词库里有" if theme.known else "反复出现而前后搭配多样"
    return f"{theme.speakers} 人在 {len(theme.proposal_ids)} 条建议里用到{words}{more}，共 {theme.places} 处；{source}"


def _shown(word: str) -> str:
    return word.upper() if _LATIN.fullmatch(word) and len(word) <= 4 else word
