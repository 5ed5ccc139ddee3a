"""This file takes a file to a draft: read, taken apart, with suggested themes; nothing here knows the library."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing_app.analysis import themes
from briefing_app.domain.meetings import PartRole
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing import parser, readers
from briefing_app.importing.draft import Draft, DraftProposal
from briefing_app.importing.readers.sheet import NO_CHOICES, Choices
from briefing_app.workflows.dictionaries import about_meeting, lexicon
from briefing_app.workflows.progress import IsCancelled, Progress, Steps

# About 5,000 printed pages, several times the speeches of a plenary session: what is larger is no manuscript, and
# taking it apart would take minutes.
MOST_CHARACTERS = 3_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Said:
    id: int
    speaker: str
    text: str


def read_draft(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    choices: Choices = NO_CHOICES,
) -> Draft:
    """Read a file, take it apart, and suggest themes; raises UnreadableFile or Cancelled.

    `choices`: what a person has said of the columns of lists like this one.
    """
    steps = Steps(3, progress, cancelled)
    source = readers.read(path, choices)
    if len(source.text) > MOST_CHARACTERS:
        raise UnreadableFile(path, ReadProblem.TOO_LARGE, f"上限 {MOST_CHARACTERS // 10_000} 万字")
    steps.done()
    draft = parser.parse(source)
    steps.done()
    draft = with_themes(draft)
    steps.done()
    _log.info("read %s: %d characters, %d speeches", source.reader, len(source.text), len(draft.speeches))
    return draft


def read_pasted(text: str, html: str = "") -> Draft:
    """Take text from the clipboard apart, the page that it was copied from where there is one; nothing is fetched.

    Raises UnreadableFile for what holds no words.
    """
    draft = with_themes(parser.parse(readers.pasted(text, html)))
    _log.info("read pasted: %d characters, %d speeches", len(draft.source.text), len(draft.speeches))
    return draft


def with_themes(draft: Draft) -> Draft:
    """The draft with the suggested themes on its recommendations."""
    said: list[_Said] = []
    for speech in draft.speeches:
        speaker = speech.speaker or speech.label or ""
        said += [_Said(len(said) + place, speaker, proposal.text) for place, proposal in enumerate(speech.proposals)]
    names: dict[int, list[str]] = {}
    for theme in themes.suggest(said, lexicon(), about=f"{about_meeting(draft.meeting)} {_headline(draft)}"):
        for number in theme.proposal_ids:
            names.setdefault(number, []).append(theme.name)
    numbers = iter(range(len(said)))
    speeches = tuple(
        replace(speech, proposals=tuple(_themed(one, names.get(next(numbers), ())) for one in speech.proposals))
        for speech in draft.speeches
    )
    return replace(draft, speeches=speeches)


def _themed(proposal: DraftProposal, names: Sequence[str]) -> DraftProposal:
    return replace(proposal, themes=tuple(names)) if names else proposal


def _headline(draft: Draft) -> str:
    return " ".join(part.text for part in draft.front_matter if part.role is PartRole.HEADLINE)
