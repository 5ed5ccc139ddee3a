"""This file writes a pack as one HTML file: no script, nothing from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    CellText,
    Contents,
    Cover,
    CutLine,
    Face,
    Grid,
    Heading,
    Imprint,
    Letterhead,
    PackDocument,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Table,
    TitleBlock,
)
from briefing_app.export.files import deliver
from briefing_app.export.outline import entries
from briefing_app.export.plain_text import allowed

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 48rem; color: #000; background: #fff;
  font: 1.125rem/1.85 "仿宋_GB2312", FangSong, STFangsong, "FandolFang R", serif; text-align: justify; }
p { margin: 0; text-indent: 2em; }
h1, h2, .cover-name { font-family: "方正小标宋简体", "Source Han Serif SC", STSong, SimSun, serif; font-weight: normal;
  text-align: center; line-height: 1.4; text-wrap: balance; }
h1, h2 { font-size: 1.6rem; margin: 3rem 0 1rem; }
h3, h4, h5 { font-size: 1.125rem; font-weight: normal; margin: .6em 0 .2em; text-indent: 2em; }
h3, .hei { font-family: "黑体", SimHei, "Noto Sans SC", sans-serif; }
h4, .kai, .byline { font-family: "楷体_GB2312", KaiTi, STKaiti, serif; }
.byline, .cover, .centre { text-align: center; text-indent: 0; }
.cover { padding: 5rem 0; border-bottom: 1px solid #000; }
.cover p { text-indent: 0; }
.cover-name { font-size: 2.4rem; margin: 2.5rem 0; }
.mark { text-align: left; text-indent: 0; font-family: "黑体", SimHei, sans-serif; }
.right, .source_line { text-align: right; text-indent: 0; }
.note, .legend, .source_line { font-size: .95rem; }
.note { text-indent: 1em; white-space: pre-wrap; }
blockquote { margin: 0; }
.code { font-size: .9rem; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; border: 2px solid #000; font-size: 1rem; line-height: 1.5;
  table-layout: fixed; }
.wide { overflow-x: auto; }
.wide table { min-width: 60rem; }
caption { padding: .4rem 0; }
th, td { border: 1px solid #000; padding: .25rem .4rem; text-align: left; overflow-wrap: anywhere; }
th { font-family: "黑体", SimHei, sans-serif; font-weight: normal; text-align: center; }
td p { text-indent: 0; }
td.centre, td.centre p { text-align: center; }
td.right, td.right p { text-align: right; }
small { display: block; font-size: .85em; }
.flush, .signature { text-indent: 0; }
.signature { text-align: right; padding-right: 4em; }
.letterhead { text-align: center; text-indent: 0; font-size: 2.2rem; color: #e60012; border-bottom: 3px double #e60012; }
.cut { text-align: center; text-indent: 0; border-top: 1px dashed; padding-top: .5rem; }
td .foot { text-align: right; margin-top: 3rem; }
.lines { display: flex; justify-content: space-between; }
nav ol { list-style: none; padding: 0; }
nav li { margin: .3rem 0; }
nav a { color: inherit; }
@media print { @page { size: A4; margin: 37mm 26mm 35mm 28mm; } .new-page { break-before: page; } thead { display: table-header-group; }
  tr { break-inside: avoid; } body { padding: 0; max-width: none; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(document: PackDocument, target: Path | BinaryIO, *, force: bool = False) -> None:
    """Write the file, wholly or not at all."""
    deliver(render(document), target, force=force)


def render(document: PackDocument) -> bytes:
    """The pack as UTF-8 HTML."""
    marks = _anchors(document)
    body = "\n".join(line for block in document.blocks for line in _block(block, marks, document))
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="author" content="{_text(document.author)}">\n<title>{_text(document.title)}</title>\n'
        f"<style>{_STYLE}</style>"
    )
    page = f'<!doctype html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    return page.encode("utf-8")


def _text(text: str) -> str:
    return escape(allowed(text), quote=True)


def _lines(text: str) -> str:
    return "<br>".join(_text(line) for line in text.split("\n"))


def _anchors(document: PackDocument) -> dict[int, str]:
    """An id for each block that the contents name, by the block's identity."""
    return {id(entry.block): f"part-{place}" for place, entry in enumerate(entries(document), start=1)}


def _block(block: Block, marks: dict[int, str], document: PackDocument) -> Iterator[str]:
    anchor = f' id="{marks[id(block)]}"' if id(block) in marks else ""
    if isinstance(block, Cover):
        yield from _cover(block)
    elif isinstance(block, TitleBlock):
        page = ' class="new-page"' if block.new_page else ""
        yield f"<h2{anchor}{page}>{'<br>'.join(_text(line) for line in block.lines) or _text(block.text)}</h2>"
        yield from (f'<p class="byline">{_text(line)}</p>' for line in block.subtitle)
    elif isinstance(block, Contents):
        yield from _contents(block, document, marks)
    elif isinstance(block, Heading):
        tag = f"h{min(block.level, 3) + 2}"
        yield f"<{tag}{anchor}>{_text(block.text)}</{tag}>"
    elif isinstance(block, Paragraph):
        yield f'<p class="{block.style.value}">{"".join(_run(r.text, r.face) for r in block.runs)}</p>'
    elif isinstance(block, Quote):
        yield from _quote(block)
    elif isinstance(block, Table):
        yield from _table(block, anchor)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, BlankLine):
        yield f'<div style="height:{block.lines * 1.85:g}em"></div>'
    elif isinstance(block, PageBreak):
        yield '<div class="new-page"></div>'
    elif isinstance(block, Letterhead | Imprint | CutLine):
        yield from _of_a_letter(block)


def _of_a_letter(block: Letterhead | Imprint | CutLine) -> Iterator[str]:
    """Head, foot and receipt of a letter."""
    if isinstance(block, CutLine):
        yield f'<p class="cut">{_text(block.text)}</p>'
        return
    texts = block.marks if isinstance(block, Letterhead) else block.lines
    if isinstance(block, Letterhead):
        yield f'<p class="letterhead">{_text(block.name)}</p>'
    yield from (f'<p class="flush">{_text(text)}</p>' for text in texts)
    if isinstance(block, Letterhead) and block.issue:
        yield f'<p class="byline">{_text(block.issue)}</p>'
    yield f'<p class="lines flush"><span>{_text(block.left)}</span><span>{_text(block.right)}</span></p>'


def _run(text: str, face: Face | None) -> str:
    name = {Face.HEI: "hei", Face.KAI: "kai"}.get(face) if face else None
    return f'<span class="{name}">{_text(text)}</span>' if name else _text(text)


def _cover(cover: Cover) -> Iterator[str]:
    yield '<header class="cover">'
    if cover.mark or cover.material_number:
        yield f'<p class="lines hei"><span>{_text(cover.mark)}</span><span>{_text(cover.material_number)}</span></p>'
    yield f"<h1>{'<br>'.join(_text(line) for line in cover.meeting_lines or (cover.meeting,))}</h1>"
    yield f'<p class="cover-name">{_text(cover.name)}</p>'
    for line, kind in ((cover.topic, "kai"), (cover.editor, ""), (cover.date, "")):
        if line:
            yield f'<p class="{kind}">{_text(line)}</p>'
    yield "</header>"


def _contents(contents: Contents, document: PackDocument, marks: dict[int, str]) -> Iterator[str]:
    yield f'<nav aria-label="目录"><h2>{_text(contents.title)}</h2><ol>'
    for entry in entries(document):
        small = f'<small class="kai">{_text(entry.note)}</small>' if entry.note else ""
        yield f'<li><a href="#{marks[id(entry.block)]}">{_text(entry.text)}</a>{small}</li>'
    yield "</ol></nav>"
    yield from (f'<p class="note">{_text(note)}</p>' for note in contents.notes)


def _quote(quote: Quote) -> Iterator[str]:
    heading = f'<span class="kai">{_text(quote.heading)}</span>' if quote.heading else ""
    code = f' <span class="code">{_text(quote.code)}</span>' if quote.code else ""
    yield (
        f'<blockquote><p>{_text(quote.number)}{heading}<q style="quotes:none">{_text(quote.text)}</q>'
        f"{_text(quote.attribution)}{code}</p></blockquote>"
    )


def _table(table: Table, anchor: str) -> Iterator[str]:
    if table.label:
        yield f'<p class="mark">{_text(table.label)}</p>'
    if table.headline:
        yield f"<h2{anchor}>{_text(table.title)}</h2>"
    if table.line_left or table.line_right:
        yield f'<p class="lines note"><span>{_text(table.line_left)}</span><span>{_text(table.line_right)}</span></p>'
    yield f'<div class="{"wide" if table.turned else "upright"}"><table>'
    if table.title and not table.headline:
        yield f"<caption>{_text(table.title)}</caption>"
    total = sum(column.width for column in table.columns)
    yield "<colgroup>" + "".join(f'<col style="width:{c.width / total:.2%}">' for c in table.columns) + "</colgroup>"
    heads = (f'<th scope="col">{_text(c.head)}{_small(c.head_note)}</th>' for c in table.columns)
    yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
    yield from _rows(table)
    yield "</tbody></table></div>"
    yield from (f'<p class="note">{_text(note)}</p>' for note in table.notes)


def _rows(table: Table) -> Iterator[str]:
    if not table.merge_first_column:
        yield from (_row(row, table) for row in table.rows)
        return
    for _, same in groupby(table.rows, key=lambda row: row.cells[0].text):
        rows = list(same)
        yield _row(rows[0], table, merged=len(rows))
        yield from (_row(row, table, merged=0) for row in rows[1:])


def _row(row: Row, table: Table, *, merged: int = 1) -> str:
    """A table row; `merged` is how many rows its first cell covers, 0 where the one above covers it."""
    if row.spanning:
        return f'<tr><td colspan="{len(table.columns)}">{_cell_text(row.cells[0])}</td></tr>'
    cells = []
    for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        if place == 0 and merged == 0:
            continue
        align = cell.align or column.align
        kind = "" if align is Align.LEFT else f' class="{align.value}"'
        covers = f' rowspan="{merged}"' if place == 0 and merged > 1 else ""
        cells.append(f"<td{kind}{covers}>{_cell_text(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _cell_text(cell: CellText) -> str:
    lines = "".join(f"<p>{_run(line, cell.face)}</p>" for line in cell.text.split("\n"))
    return lines + _small(cell.note)


def _small(note: str) -> str:
    return f"<small>{_lines(note)}</small>" if note else ""


def _grid(grid: Grid) -> Iterator[str]:
    yield "<table><tbody>"
    widest = max(len(row) for row in grid.rows) * 2
    for number, row in enumerate(grid.rows):
        cells = []
        for place, (label, value) in enumerate(row):
            spare = widest - 2 * len(row) + 1 if place == len(row) - 1 else 1
            covers = f' colspan="{spare}"' if spare > 1 else ""
            ends = place == len(row) - 1 and number < len(grid.feet) and grid.feet[number]
            foot = f'<p class="foot">{_text(grid.feet[number])}</p>' if ends else ""
            cells.append(f'<th scope="row">{_text(label)}</th><td{covers}>{_lines(value)}{foot}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"
