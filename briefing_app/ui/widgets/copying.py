"""This file puts a table on the clipboard so that it pastes whole into Word, WPS and Excel, and as text elsewhere."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

_TABLE = 'border="1" cellspacing="0" style="border-collapse:collapse"'
# A spreadsheet takes words for words, also where they begin with = or 0; a line break stays in its cell.
_CELL = "style=\"mso-number-format:'\\@'\""
_BREAK = '<br style="mso-data-placement:same-cell">'


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """As text: a line a row, cells parted by tabs. As HTML: a table with its head."""
    written = io.StringIO()
    csv.writer(written, csv.excel_tab, lineterminator="\n").writerows(rows)
    data = QMimeData()
    data.setText(written.getvalue().rstrip("\n"))
    titles = "".join(f"<th>{html.escape(title)}</th>" for title in head)
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    data.setHtml(f'<meta charset="utf-8"><table {_TABLE}><tr>{titles}</tr>{lines}</table>')
    return data


def _cell(words: str) -> str:
    return f"<td {_CELL}>{html.escape(words).replace(chr(10), _BREAK)}</td>"
