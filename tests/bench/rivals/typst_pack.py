"""This file sets a stored pack with Typst, tagged, with its outline and a repeated head."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst
from reading import BODY, parts

PAPER = """
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")
#set text(font: "FandolFang R", size: 15.79pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.2pt, spacing: 13.2pt)
#show heading: set text(font: "FandolHei", size: 15.79pt, weight: "regular")
#show heading.where(level: 1): it => align(center, text(size: 22pt, it.body))
"""


def main(source: Path, target: str) -> None:
    written = [PAPER]
    for kind, value in parts(source):
        if kind == "contents":
            written.append("#outline(title: [目　录], depth: 1)")
        elif kind == "title":
            written.append(f"#pagebreak(weak: true)\n#heading(level: 1, {_text(value)})")
        elif kind == "heading":
            written.append(f"#heading(level: 2, {_text(value)})")
        elif kind == "paragraph":
            written.append(f"#par[#{_text(value)}]")
        else:
            written.append(_table(value))
    print(Path(target).write_bytes(typst.compile("\n".join(written).encode("utf-8"), font_paths=[str(BODY.parent)])))


def _text(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=False)


def _table(value: object) -> str:
    columns = value.columns  # type: ignore[attr-defined]
    heads = ", ".join(_text(column.head) for column in columns)
    cells = ",\n".join(_text(cell.text) for row in value.rows for cell in row.cells)  # type: ignore[attr-defined]
    widths = ", ".join(f"{column.width}mm" for column in columns)
    return (
        "#pagebreak(weak: true)\n#set text(size: 12pt)\n#set par(first-line-indent: 0em, leading: 6pt)\n"
        f"#table(columns: ({widths}), stroke: 0.5pt, table.header({heads}), {cells})"
    )


main(Path(sys.argv[1]), sys.argv[2])
