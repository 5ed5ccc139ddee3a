"""This file puts recommendations on the clipboard: as text, and as a table that pastes into Word, WPS and Excel."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from briefing_app.domain.proposals import Proposal


def as_text_and_table(proposals: Sequence[Proposal]) -> QMimeData:
    """One row each: quotation, speaker, organisation, meeting."""
    rows = [(p.text, p.speaker, p.organisation, p.meeting_title) for p in proposals]
    data = QMimeData()
    data.setText("\n".join("\t".join(row) for row in rows))
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    data.setHtml("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    return data
