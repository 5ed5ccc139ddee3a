"""This file sets a stored pack with fpdf2: justified paragraphs, its table, its outline and a table of contents."""

from __future__ import annotations

import sys
from pathlib import Path

from fpdf import FPDF, FontFace
from fpdf.outline import TableOfContents
from reading import BODY, HEADS, parts


class _Paper(FPDF):
    def footer(self) -> None:
        self.set_y(-30)
        self.set_font("body", size=14)
        self.cell(0, 6, f"— {self.page_no()} —", align="C")


def main(source: Path, target: str) -> None:
    paper = _Paper(format="A4")
    paper.set_margins(28, 37, 26)
    paper.set_auto_page_break(True, 35)
    paper.add_font("body", fname=BODY)
    paper.add_font("head", fname=HEADS)
    listed = list(parts(source))
    for kind, value in listed:
        if kind == "contents":
            paper.add_page()
            contents = TableOfContents()
            titles = sum(1 for one, _ in listed if one in {"title", "heading"})
            paper.set_font("body", size=14)
            paper.insert_toc_placeholder(contents.render_toc, pages=1 + titles // 36, allow_extra_pages=True)
        elif kind == "title":
            if paper.page_no() > 1:
                paper.add_page()
            paper.set_font("head", size=22)
            paper.start_section(str(value))
            paper.multi_cell(0, 12.7, str(value), align="C", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
        elif kind == "heading":
            paper.set_font("head", size=15.8)
            paper.start_section(str(value), level=1)
            paper.multi_cell(0, 10.23, "　　" + str(value), wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
        elif kind == "paragraph":
            paper.set_font("body", size=15.8)
            paper.multi_cell(0, 10.23, "　　" + str(value), align="J", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
        else:
            _table(paper, value)
    paper.output(target)


def _table(paper: FPDF, value: object) -> None:
    paper.add_page()
    paper.set_font("body", size=12)
    widths = tuple(column.width for column in value.columns)  # type: ignore[attr-defined]
    face = FontFace(family="head")
    with paper.table(col_widths=widths, line_height=6.35, headings_style=face, wrapmode="CHAR") as table:
        table.row([column.head for column in value.columns])  # type: ignore[attr-defined]
        for row in value.rows:  # type: ignore[attr-defined]
            table.row([cell.text for cell in row.cells])


main(Path(sys.argv[1]), sys.argv[2])
