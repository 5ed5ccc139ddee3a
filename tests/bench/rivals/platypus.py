"""This file sets a stored pack as ReportLab's own flow would: CJK paragraphs, LongTable, a table of contents in two passes."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from reading import BODY, HEADS, MM, parts
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageBreak, PageTemplate, Paragraph, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

pdfmetrics.registerFont(TTFont("body", str(BODY)))
pdfmetrics.registerFont(TTFont("head", str(HEADS)))
body = ParagraphStyle(
    "body", fontName="body", fontSize=15.8, leading=29, wordWrap="CJK", firstLineIndent=31.6, alignment=4
)
heading = ParagraphStyle("heading", parent=body, fontName="head")
title = ParagraphStyle("title", parent=heading, fontSize=22, leading=36, firstLineIndent=0, alignment=1)
cell = ParagraphStyle("cell", fontName="body", fontSize=12, leading=18, wordWrap="CJK")
entry = ParagraphStyle("entry", fontName="body", fontSize=14, leading=29, wordWrap="CJK")


class _Template(BaseDocTemplate):
    def afterFlowable(self, flowable: object) -> None:
        style = getattr(getattr(flowable, "style", None), "name", "")
        if style in {"title", "heading"}:
            text, key = flowable.getPlainText(), f"k{id(flowable)}"  # type: ignore[attr-defined]
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, 0 if style == "title" else 1)
            if style == "title":
                self.notify("TOCEntry", (0, escape(text), self.page, key))


def _number(canvas: object, template: object) -> None:
    canvas.setFont("body", 14)  # type: ignore[attr-defined]
    canvas.drawCentredString(A4[0] / 2, 70, f"— {template.page} —")  # type: ignore[attr-defined]


def main(source: Path, target: str) -> None:
    flow: list[object] = []
    for kind, value in parts(source):
        if kind == "contents":
            flow += [Paragraph(value, body), TableOfContents(levelStyles=[entry])]
        elif kind == "title":
            flow += [PageBreak(), Paragraph(escape(value), title)]
        elif kind == "heading":
            flow.append(Paragraph(escape(value), heading))
        elif kind == "paragraph":
            flow.append(Paragraph(escape(value), body))
        else:
            head = [Paragraph(column.head, cell) for column in value.columns]
            rows = [[Paragraph(escape(one.text), cell) for one in row.cells] for row in value.rows]
            widths = [column.width * MM for column in value.columns]
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
            flow += [
                PageBreak(),
                Paragraph(value.title, title),
                LongTable([head, *rows], widths, style=grid, repeatRows=1),
            ]
    template = _Template(target, pagesize=A4)
    frame = Frame(28 * MM, 35 * MM, 156 * MM, 225 * MM, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=_number))
    template.multiBuild(flow)


main(Path(sys.argv[1]), sys.argv[2])
