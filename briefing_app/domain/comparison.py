"""This file lays speakers side by side: themes as rows, speakers as columns, a suggested judgement for each theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech

UNSORTED_THEME = "未归主题"


class Judgement(str, Enum):
    """What a theme's row shows: how many of the compared speakers speak of it, and whether they agree."""

    CONSENSUS = "共识"
    MAJORITY = "多数"
    UNIQUE = "独有"
    DIVERGENCE = "分歧"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker says about one theme; empty means 未涉及."""

    speech_id: int
    proposals: tuple[Proposal, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme over all compared speakers, with the judgement and why it is suggested."""

    theme: str
    cells: tuple[Cell, ...]  # one a speaker, in the order of the columns
    judgement: Judgement | None  # None: too few speakers touch it to say anything
    suggested: bool  # the machine's guess, until a person confirms it
    reason: str
    theme_id: int | None = None

    @property
    def speakers(self) -> int:
        return sum(bool(cell.proposals) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Themes × speakers, as shown and as printed."""

    speeches: tuple[Speech, ...]
    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement of a theme, which stands above the suggestion."""

    theme: str
    judgement: Judgement
    note: str = ""


def suggest(touching: int, speakers: int) -> tuple[Judgement | None, str]:
    """The judgement that counting alone supports, with its reason; 分歧 is only ever a person's."""
    counted = f"{speakers} 人中有 {touching} 人谈到"
    if speakers < 2 or touching == 0:
        return None, counted
    if touching == 1:
        return Judgement.UNIQUE, f"{counted}，只此一人"
    if touching == speakers:
        return Judgement.CONSENSUS, f"{counted}，各人都谈到"
    if touching * 2 > speakers:
        return Judgement.MAJORITY, f"{counted}，过半"
    return None, f"{counted}，不到半数"


def compare(
    speeches: Sequence[Speech],
    proposals: Iterable[Proposal],
    *,
    themes: Sequence[str] = (),
    decisions: Iterable[Decision] = (),
    summaries: dict[tuple[str, int], str] | None = None,
) -> Comparison:
    """Arrange the proposals of `speeches` by theme.

    Without `themes`, the themes that the proposals carry come, the most shared first; proposals without a theme
    stand in a last row. `summaries` maps (theme, speech id) to a staff summary of the cell.
    """
    chosen = {speech.id for speech in speeches}
    said: dict[tuple[str, int], list[Proposal]] = {}
    theme_ids: dict[str, int] = {}
    for proposal in sorted(proposals, key=lambda p: (p.speech_order, p.order)):
        if proposal.speech_id not in chosen:
            continue
        for link in proposal.themes:
            theme_ids.setdefault(link.name, link.theme_id)
        for name in proposal.theme_names or (UNSORTED_THEME,):
            said.setdefault((name, proposal.speech_id), []).append(proposal)
    decided = {decision.theme: decision for decision in decisions}
    rows = [
        _row(name, speeches, said, decided.get(name), theme_ids.get(name), summaries or {})
        for name in (themes or _themes_by_reach(said))
    ]
    return Comparison(tuple(speeches), tuple(rows))


def _themes_by_reach(said: dict[tuple[str, int], list[Proposal]]) -> list[str]:
    reach: dict[str, int] = {}
    for name, _ in said:
        reach[name] = reach.get(name, 0) + 1
    # Python's sort is stable: equally shared themes stay in the order of their first mention.
    return sorted(reach, key=lambda name: (name == UNSORTED_THEME, -reach[name]))


def _row(
    name: str,
    speeches: Sequence[Speech],
    said: dict[tuple[str, int], list[Proposal]],
    decision: Decision | None,
    theme_id: int | None,
    summaries: dict[tuple[str, int], str],
) -> ThemeRow:
    cells = tuple(
        Cell(speech.id, tuple(said.get((name, speech.id), ())), summaries.get((name, speech.id))) for speech in speeches
    )
    judgement, reason = suggest(sum(bool(cell.proposals) for cell in cells), len(speeches))
    if name == UNSORTED_THEME:
        judgement, reason = None, "这些建议还没有归入主题"
    if decision is not None:
        return ThemeRow(
            name, cells, decision.judgement, suggested=False, reason=decision.note or reason, theme_id=theme_id
        )
    return ThemeRow(name, cells, judgement, suggested=True, reason=reason, theme_id=theme_id)
