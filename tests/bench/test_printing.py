"""A pack of 200 pages, 30 of them tables: time a page against rivals, again after an edit, and a thousand pages."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import large_packs
import pypdfium2
import pytest
from measuring import RUNS, Against

from briefing_app import pdfium
from briefing_app.export import pdf, pdf_fonts, stored
from briefing_app.export.document import PackDocument, Paragraph, Run

PAGES = 200 if RUNS > 1 else 8
RIVALS = Path(__file__).parent / "rivals"
OURS = (
    "import sys; from pathlib import Path; from briefing_app.export import pdf, stored;"
    "pdf.write(stored.unpacked(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), force=True)"
)


def _pages(file: Path) -> int:
    with pdfium.ALONE:
        read = pypdfium2.PdfDocument(file.read_bytes())
        count = len(read)
        read.close()
    return count


def _in_a_process(folder: Path, *command: str) -> Callable[[], object]:
    """A whole process, its modules compiled before (as those of an installed program are)."""
    setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    setting["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    return lambda: subprocess.run([sys.executable, *command], check=True, env=setting, capture_output=True)


@pytest.mark.parametrize(
    ("rival", "needs", "target"),
    [
        ("platypus", "reportlab", 1 / 3),
        ("typst_pack", "typst", 1 / 0.8),
        ("fpdf2_pack", "fpdf", 1 / 5),
        ("weasyprint_pack", "weasyprint", 1 / 12),
    ],
)
def test_a_pack_in_a_process_of_its_own(measure, tmp_path: Path, rival: str, needs: str, target: float) -> None:
    """Time a page; the rival sets the same text on about as many pages. Ours is tagged, of the rivals only Typst's."""
    if importlib.util.find_spec(needs) is None:
        pytest.skip(f"{needs} is not installed (extra bench)")
    kept, ours, theirs = tmp_path / "document", tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    kept.write_bytes(stored.packed(large_packs.pack(PAGES)))
    us = _in_a_process(tmp_path, "-c", OURS, str(kept), str(ours))
    them = _in_a_process(tmp_path, str(RIVALS / f"{rival}.py"), str(kept), str(theirs))
    us()
    them()
    pages = _pages(ours), _pages(theirs)
    against = Against(rival, them, target, share=pages[0] / pages[1])
    figure = measure(f"pack, a page, against {rival}", us, against=against, rows=pages[0], runs=5)
    assert figure.median_ms > 0
    assert abs(pages[0] - PAGES) <= max(3, PAGES // 5)
    assert 0.75 < pages[0] / pages[1] < 1.35


def test_the_same_pack_again_after_an_edit(measure) -> None:
    document = large_packs.pack(PAGES)
    edits = iter(range(1_000_000))

    def first() -> None:
        pdf._typesetter.cache_clear()
        pdf_fonts._program.cache_clear()
        _render(document)

    def again() -> None:
        changed = Paragraph((Run(f"改了第{next(edits)}处。"),))
        _render(replace(document, blocks=(*document.blocks[:4], changed, *document.blocks[5:])))

    _render(document)
    measure("pack again after an edit", again, against=Against("first export", first, 0.25), rows=PAGES, runs=5)


def test_a_thousand_pages_cost_five_times_two_hundred(measure) -> None:
    small, large = large_packs.pack(PAGES), large_packs.pack(5 * PAGES)

    def five_times() -> None:
        for _ in range(5):
            _render(small)

    measure(
        "pack of five times the pages", lambda: _render(large), against=Against("five packs", five_times, 1.1), runs=3
    )


def _render(document: PackDocument) -> None:
    pdf.write(document, io.BytesIO(), draft=True)
