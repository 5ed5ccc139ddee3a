"""A pack of 200 pages, 30 of them tables: pages a second against platypus, again after an edit, and a thousand pages."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
from measuring import RUNS, Against

from briefing_app import pdfium
from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf, pdf_objects, stored
from briefing_app.export.document import (
    Align,
    CellText,
    Column,
    Heading,
    PackDocument,
    Paragraph,
    Row,
    Run,
    Table,
    TitleBlock,
)

PAGES = 200 if RUNS > 1 else 8
_WORDS = "算力 园区 企业 部门 数据 标准 人才 资金 场景 应用 平台 机制 协同 推进 完善 建立 支持 开放 共享 试点".split()

_OURS = "import sys; from pathlib import Path; from briefing_app.export import pdf, stored;"
_OURS += "pdf.write(stored.unpacked(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), force=True)"
_PLATYPUS = """
import sys
from pathlib import Path
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle
from briefing_app import paths
from briefing_app.export import stored
from briefing_app.export.document import Table
pdfmetrics.registerFont(TTFont('F', str(paths.resources() / 'fonts' / 'FandolFang.ttf')))
body = ParagraphStyle('b', fontName='F', fontSize=15.8, leading=29, wordWrap='CJK', firstLineIndent=32)
cell = ParagraphStyle('c', fontName='F', fontSize=10.5, leading=16, wordWrap='CJK')
flow = []
for block in stored.unpacked(Path(sys.argv[1]).read_bytes()).blocks:
    if isinstance(block, Table):
        rows = [[Paragraph(c.text, cell) for c in row.cells] for row in block.rows]
        flow.append(LongTable(rows, colWidths=[c.width * 2.83 for c in block.columns],
                              style=TableStyle([('GRID', (0, 0), (-1, -1), 0.5, 'black')])))
    else:
        flow.append(Paragraph(block.text, body))
SimpleDocTemplate(sys.argv[2], leftMargin=79, rightMargin=74, topMargin=105, bottomMargin=99).build(flow)
"""


def _said(random_: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += "".join(random_.choices(_WORDS, k=random_.randint(3, 7))) + random_.choice("，，，。；、")
    return text


def _document(pages: int) -> PackDocument:
    """About so many pages: speeches of three, and three in twenty of tables."""
    random_ = random.Random(7)
    blocks: list[object] = []
    for number in range(max(1, round(pages * 0.85 / 3))):
        blocks += [TitleBlock(f"{_said(random_, 12)[:14]}{number}", bookmark=True, new_page=True), Heading("一、现状")]
        blocks += [Paragraph((Run(_said(random_, 200)),)) for _ in range(7)]
    rows = tuple(
        Row((CellText(str(n)), CellText(_said(random_, 70)), CellText(_said(random_, 12)), CellText("待明确")))
        for n in range(1, max(2, round(pages * 0.15) * 9))
    )
    columns = (
        Column("序号", 12.0, Align.CENTRE),
        Column("意见建议", 90.0),
        Column("提出人", 28.0),
        Column("单位", 26.0),
    )
    return PackDocument("册", PackKind.COMPILATION, (*blocks, Table(columns, rows, title="任务分解表")))  # type: ignore[arg-type]


def _in_a_process(script: str, document: Path, target: Path) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", script, str(document), str(target)], check=True)


def _pages(content: bytes) -> int:
    with pdfium.ALONE:
        read = pypdfium2.PdfDocument(content)
        count = len(read)
        read.close()
    return count


def test_a_pack_in_a_process_of_its_own(measure, tmp_path: Path) -> None:
    kept = tmp_path / "document"
    kept.write_bytes(stored.packed(_document(PAGES)))
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "platypus.pdf"
    against = Against("platypus", _in_a_process(_PLATYPUS, kept, theirs), 1 / 3)
    figure = measure("pack, whole process", _in_a_process(_OURS, kept, ours), against=against, rows=PAGES, runs=5)
    assert figure.median_ms > 0
    assert abs(_pages(ours.read_bytes()) - PAGES) <= max(3, PAGES // 10)
    assert _pages(theirs.read_bytes()) > PAGES // 2


def test_the_same_pack_again_after_an_edit(measure) -> None:
    document = _document(PAGES)
    edits = iter(range(1_000_000))

    def first() -> None:
        pdf._typesetter.cache_clear()
        pdf_objects._program.cache_clear()
        _render(document)

    def again() -> None:
        changed = Paragraph((Run(f"改了第{next(edits)}处。"),))
        _render(replace(document, blocks=(*document.blocks[:4], changed, *document.blocks[5:])))

    _render(document)
    measure("pack again after an edit", again, against=Against("first export", first, 0.25), rows=PAGES, runs=5)


def test_a_thousand_pages_cost_five_times_two_hundred(measure) -> None:
    small, large = _document(PAGES), _document(5 * PAGES)

    def five_times() -> None:
        for _ in range(5):
            _render(small)

    measure(
        "pack of five times the pages", lambda: _render(large), against=Against("five packs", five_times, 1.1), runs=3
    )


def _render(document: PackDocument) -> None:
    pdf.write(document, io.BytesIO(), draft=True)
