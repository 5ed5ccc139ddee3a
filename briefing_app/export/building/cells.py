"""This file puts quotations into narrow cells: whole where they are short, else cut with a mark, the rest in an annex."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing_app.domain.comparison import Cell, ThemeRow
from briefing_app.domain.proposals import Proposal, RewordingKind
from briefing_app.export import wording
from briefing_app.export.building.rows import Material
from briefing_app.export.document import Align, CellText

CELL_LENGTH = 80  # characters in a cell of the matrix
_SHORTEST = 24  # of one quotation among several
_PAUSES = "。；，、：！？"


@dataclass
class Quotations:
    """What the cells of one comparison quote: which were cut, which are staff wording, and the numbers of the annex."""

    material: Material
    full: list[tuple[str, Proposal]] = field(default_factory=list)
    signs: dict[int, str] = field(default_factory=dict)
    staff: list[RewordingKind] = field(default_factory=list)
    cut: bool = False

    def cell(self, cell: Cell, *, length: int = CELL_LENGTH) -> CellText:
        """The views of one speaker on one theme: staff wording where there is some, else the quotations."""
        if not cell.proposals:
            return CellText(wording.NOT_APPLICABLE, align=Align.CENTRE)
        note = self._codes(cell)
        if cell.summary and self.material.pack.options.summaries:
            self.staff.append(RewordingKind.SUMMARY)
            signs = "".join(self._sign(proposal) for proposal in cell.proposals)
            return CellText(f"{wording.staff_wording(cell.summary, None)}{signs}", note=note)
        if sum(len(proposal.text) for proposal in cell.proposals) <= length:
            return self._whole(cell.proposals, note)
        each = max(_SHORTEST, length // len(cell.proposals))
        return CellText("\n".join(self._shortened(proposal, each) for proposal in cell.proposals), note=note)

    def whole(self, cell: Cell) -> CellText:
        """All quotations of the cell, uncut."""
        return self._whole(cell.proposals, self._codes(cell))

    def attribution(self, proposal: Proposal) -> str:
        parts = (self.material.speaker(proposal), self.material.posts(proposal))
        return f"（{'，'.join(part for part in parts if part)}）"

    def _codes(self, cell: Cell) -> str:
        """The codes under the quotations, each with the stance that a person has set."""
        marked = {proposal_id: f"（{stance.value}）" for proposal_id, stance in cell.stances}
        return wording.joined(f"{self.material.code(p)}{marked.get(p.id, '')}" for p in cell.proposals)

    def _whole(self, proposals: tuple[Proposal, ...], note: str) -> CellText:
        return CellText(
            "\n".join(proposal.text for proposal in proposals), note=note, proposals=tuple(p.id for p in proposals)
        )

    def _shortened(self, proposal: Proposal, length: int) -> str:
        text = proposal.text
        if len(text) <= length:
            return text
        self.cut = True
        return f"{beginning(text, length)}{wording.CUT}{self._sign(proposal)}"

    def _sign(self, proposal: Proposal) -> str:
        """The number of a recommendation in the annex, one and the same at every place."""
        if proposal.id not in self.signs:
            self.signs[proposal.id] = wording.circled(len(self.full) + 1)
            self.full.append((self.signs[proposal.id], proposal))
        return self.signs[proposal.id]


def beginning(text: str, length: int) -> str:
    """The beginning of a quotation up to the last pause within `length`, without a pause that leads on."""
    place = max(text.rfind(pause, 0, length) for pause in _PAUSES)
    if place < length // 3:
        return text[:length]
    return text[: place + 1].rstrip("，、：；")


def judgement(row: ThemeRow, names: list[str], *, measure: str = "人") -> str:
    """The 判断 of a theme, with a person's note; `names` are those who touch it."""
    only = names[0] if len(names) == 1 else ""
    text = wording.judgement_text(row.judgement, row.speakers, only=only, suggested=row.suggested, measure=measure)
    return f"{text}\n{row.note}" if row.note else text
