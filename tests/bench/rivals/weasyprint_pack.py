"""This file sets a stored pack with WeasyPrint: HTML with page numbers, a table of contents and a repeated head."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from reading import BODY, HEADS, parts
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

PAPER = f"""
@font-face {{ font-family: body; src: url({BODY.as_uri()}) }}
@font-face {{ font-family: head; src: url({HEADS.as_uri()}) }}
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {{ content: "— " counter(page) " —"; font: 14pt body }} }}
body {{ font: 15.79pt/29pt body; text-align: justify }} p {{ margin: 0; text-indent: 2em }}
h1 {{ font: 22pt/36pt head; text-align: center; break-before: page }} h2 {{ font: 15.79pt/29pt head; text-indent: 2em; margin: 0 }}
li {{ list-style: none }} li a::after {{ content: leader(".") target-counter(attr(href), page) }}
table {{ border-collapse: collapse; font-size: 12pt; line-height: 18pt; break-before: page; table-layout: fixed; width: 100% }}
td, th {{ border: 0.5pt solid; padding: 1mm }}
"""


def main(source: Path, target: str) -> None:
    listed = list(parts(source))
    titles = [str(value) for kind, value in listed if kind == "title"]
    written, number = [], 0
    for kind, value in listed:
        if kind == "contents":
            entries = "".join(f'<li><a href="#t{place}">{escape(text)}</a></li>' for place, text in enumerate(titles))
            written.append(f"<ul>{entries}</ul>")
        elif kind == "title":
            written.append(f'<h1 id="t{number}">{escape(str(value))}</h1>')
            number += 1
        elif kind == "table":
            written.append(_table(value))
        else:
            tag = "h2" if kind == "heading" else "p"
            written.append(f"<{tag}>{escape(str(value))}</{tag}>")
    fonts = FontConfiguration()
    paper = CSS(string=PAPER, font_config=fonts)
    page = HTML(string=f'<html lang="zh-CN"><body>{"".join(written)}</body></html>')
    page.write_pdf(target, stylesheets=[paper], font_config=fonts)


def _table(value: object) -> str:
    columns = value.columns  # type: ignore[attr-defined]
    heads = "".join(f'<th style="width: {column.width}mm">{column.head}</th>' for column in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells) + "</tr>"
        for row in value.rows  # type: ignore[attr-defined]
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


main(Path(sys.argv[1]), sys.argv[2])
