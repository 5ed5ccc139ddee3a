"""This file lays speakers side by side: themes as rows, speakers as columns, a suggested judgement for each theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from briefing_app.domain.compared import Column, ComparedBy, columns_of
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech

UNSORTED_THEME = "未归主题"


class Judgement(str, Enum):
    """What a theme's row shows: how many of the compared speakers speak of it, and whether they agree."""

    CONSENSUS = "共识"
    MAJORITY = "多数"
    UNIQUE = "独有"
    DIVERGENCE = "分歧"


class Stance(str, Enum):
    """How a quotation stands to its row; only a person sets it."""

    SAME = "同向"
    MORE = "补充"
    AGAINST = "相左"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker says about one theme; empty means 未涉及."""

    speech_id: int
    proposals: tuple[Proposal, ...] = ()
    summary: str | None = None
    stances: tuple[tuple[int, Stance], ...] = ()  # proposal id -> what a person set
    column: str = ""  # the key of its column

    def stance_of(self, proposal_id: int) -> Stance | None:
        return dict(self.stances).get(proposal_id)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme over all compared speakers, with the judgement and why it is suggested."""

    theme: str
    cells: tuple[Cell, ...]  # one a column, in the order of the columns
    judgement: Judgement | None  # None: too few speakers touch it to say anything
    suggested: bool  # the machine's guess, until a person confirms it
    reason: str  # why the judgement holds: a person's note where there is one, else what was counted
    theme_id: int | None = None
    suggestion: Judgement | None = None  # what counting alone supports, whatever a person decided
    counted: str = ""  # the reason of the suggestion
    note: str = ""  # a person's words on the decision

    @property
    def speakers(self) -> int:
        return sum(bool(cell.proposals) for cell in self.cells)

    @property
    def key(self) -> int:
        """What a layout remembers the row by."""
        return self.theme_id or 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Themes × speakers, as shown and as printed."""

    columns: tuple[Column, ...]
    rows: tuple[ThemeRow, ...]

    @property
    def by(self) -> ComparedBy:
        return self.columns[0].by if self.columns else ComparedBy.SPEAKER

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """All speeches compared, each once."""
        return tuple({speech.id: speech for column in self.columns for speech in column.speeches}.values())


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement of a theme, which stands above the suggestion."""

    theme: str
    judgement: Judgement
    note: str = ""


THRESHOLDS = "全部谈到为共识，超过半数为多数，只有一方为独有；有人工标为“相左”的为分歧。"


def suggest(
    touching: int, speakers: int, *, against: int = 0, by: ComparedBy = ComparedBy.SPEAKER
) -> tuple[Judgement | None, str]:
    """The judgement that counting supports, with its reason.

    `against` counts the quotations that a person marked 相左: without them nothing is called 分歧.
    """
    counted = f"{speakers} {by.measure}中有 {touching} {by.only}谈到"
    if speakers < 2 or touching == 0:
        return None, counted
    if against and touching > 1:
        return Judgement.DIVERGENCE, f"{counted}，其中 {against} 条由人标为相左"
    if touching == 1:
        return Judgement.UNIQUE, f"{counted}，只此一{by.only}"
    if touching == speakers:
        return Judgement.CONSENSUS, f"{counted}，全都谈到"
    if touching * 2 > speakers:
        return Judgement.MAJORITY, f"{counted}，过半"
    return None, f"{counted}，{'刚好一半' if touching * 2 == speakers else '不到半数'}"


@dataclass(frozen=True)
class Decided:
    """What people have decided about a table: judgements, staff wording, how quotations stand to their rows."""

    decisions: tuple[Decision, ...] = ()
    summaries: Mapping[tuple[str, int], str] | None = None  # (theme, speech id)
    stances: Mapping[tuple[str, int], Stance] | None = None  # (theme, proposal id)
    column_summaries: Mapping[tuple[str, str], str] | None = None  # (theme, key of a column of several speakers)


def compare(
    speeches: Sequence[Speech],
    proposals: Iterable[Proposal],
    *,
    themes: Sequence[str] = (),
    decisions: Iterable[Decision] = (),
    summaries: Mapping[tuple[str, int], str] | None = None,
    stances: Mapping[tuple[str, int], Stance] | None = None,
) -> Comparison:
    """Arrange the proposals of `speeches` by theme, a column each.

    Without `themes`, the themes that the proposals carry come, the most shared first; proposals without a theme
    stand in a last row. `summaries` maps (theme, speech id) to a staff summary of the cell.
    """
    decided = Decided(tuple(decisions), summaries, stances)
    return compare_columns(columns_of(speeches), proposals, themes=themes, decided=decided)


def compare_columns(
    columns: Sequence[Column], proposals: Iterable[Proposal], *, themes: Sequence[str] = (), decided: Decided
) -> Comparison:
    """The same over any columns: a cell holds what all speeches of its column say on the theme."""
    said = _Said(columns, proposals)
    by_theme = {decision.theme: decision for decision in decided.decisions}
    rows = []
    for name in themes or said.themes_by_reach():
        cells = tuple(_cell(name, column, said, decided) for column in columns)
        rows.append(_row(name, cells, columns, by_theme.get(name), said.theme_ids.get(name)))
    return Comparison(tuple(columns), tuple(rows))


def all_decided(parts: Iterable[Decided]) -> Decided:
    """What people decided about several meetings, taken together."""
    found = list(parts)
    return Decided(
        tuple(decision for part in found for decision in part.decisions),
        {key: text for part in found for key, text in (part.summaries or {}).items()},
        {key: stance for part in found for key, stance in (part.stances or {}).items()},
        {key: text for part in found for key, text in (part.column_summaries or {}).items()},
    )


def only_themes(comparison: Comparison, keys: Sequence[int]) -> Comparison:
    """The rows with these keys in this order; without keys, all."""
    if not keys:
        return comparison
    by_key = {row.key: row for row in comparison.rows}
    return Comparison(comparison.columns, tuple(by_key[key] for key in keys if key in by_key))


class _Said:
    """The proposals of the compared speeches, by theme and speech."""

    def __init__(self, columns: Sequence[Column], proposals: Iterable[Proposal]) -> None:
        self._columns = columns
        self._by_place: dict[tuple[str, int], list[Proposal]] = {}
        self.theme_ids: dict[str, int] = {}
        chosen = {speech.id for column in columns for speech in column.speeches}
        for proposal in sorted(proposals, key=lambda p: (p.speech_order, p.order)):
            # Also of those who are not compared: a theme that nobody here touches keeps its id.
            for link in proposal.themes:
                self.theme_ids.setdefault(link.name, link.theme_id)
            if proposal.speech_id not in chosen:
                continue
            for name in proposal.theme_names or (UNSORTED_THEME,):
                self._by_place.setdefault((name, proposal.speech_id), []).append(proposal)

    def of(self, theme: str, column: Column) -> tuple[Proposal, ...]:
        return tuple(p for speech in column.speeches for p in self._by_place.get((theme, speech.id), ()))

    def themes_by_reach(self) -> list[str]:
        names = list(dict.fromkeys(name for name, _ in self._by_place))
        reach = {name: sum(bool(self.of(name, column)) for column in self._columns) for name in names}
        # Python's sort is stable: equally shared themes stay in the order of their first mention.
        return sorted(names, key=lambda name: (name == UNSORTED_THEME, -reach[name]))


def _cell(theme: str, column: Column, said: _Said, decided: Decided) -> Cell:
    stances = decided.stances or {}
    found = said.of(theme, column)
    summary = _summary(theme, column, decided)
    marked = tuple((p.id, stance) for p in found if (stance := stances.get((theme, p.id))))
    return Cell(column.speech_id, found, summary, marked, column.key)


def _summary(theme: str, column: Column, decided: Decided) -> str | None:
    """Staff wording of a cell: the column's own, else what was written for each of its speakers, with their names."""
    own = (decided.column_summaries or {}).get((theme, column.key))
    summaries = decided.summaries or {}
    worded = [(speech.speaker_name, text) for speech in column.speeches if (text := summaries.get((theme, speech.id)))]
    if column.by is ComparedBy.SPEAKER:
        return worded[0][1] if worded else None
    return own or "；".join(f"{name}：{text}" for name, text in worded) or None


def _row(
    name: str, cells: tuple[Cell, ...], columns: Sequence[Column], decision: Decision | None, theme_id: int | None
) -> ThemeRow:
    touching = sum(bool(cell.proposals) for cell in cells)
    against = sum(stance is Stance.AGAINST for cell in cells for _, stance in cell.stances)
    by = columns[0].by if columns else ComparedBy.SPEAKER
    judgement, reason = suggest(touching, len(columns), against=against, by=by)
    if name == UNSORTED_THEME:
        judgement, reason = None, "这些建议还没有归入主题"
    row = ThemeRow(name, cells, judgement, True, reason, theme_id, judgement, reason)
    if decision is None:
        return row
    return replace(
        row,
        judgement=decision.judgement,
        suggested=False,
        reason=decision.note or reason,
        note=decision.note,
    )
