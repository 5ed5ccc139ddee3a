"""Every kind of pack as others judge it: well-formed by QPDF; PDF/A-2a, PDF/UA-1 and fit for screen readers by validators.

The validators come with the extra `validate`; where they are not installed, that part is not checked.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.export import pdf
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import PackDocument

every_kind = pytest.mark.parametrize("kind", list(PackKind))
STRANGE = "<b>“粗”</b> & {0} \x07\x00\x1b许𬱖𠮷𰻝、R&D；AT&T——《引》……（100％）℃ 3,456.78亿元"


@pytest.fixture
def document(rows: PackRows, make_pack: Callable[..., Pack]) -> Callable[[PackKind], PackDocument]:
    """A pack of a kind with everything that can be asked for, and strange words where a person writes some."""

    def made(kind: PackKind) -> PackDocument:
        outline = {"outline": f"一、要点\n【01-01】\n{STRANGE}\n"} if kind is PackKind.OUTLINE else {}
        asked = {"index": True, "imprint": True, "watermark": "内部资料", "source_notes": True, "notes": True}
        pack = make_pack(kind, **asked, cover=True, contents=True, editor=STRANGE, copies_to=STRANGE, **outline)
        return build(pack, rows, today=date(2026, 9, 30))

    return made


@every_kind
@pytest.mark.parametrize("draft", [False, True], ids=["finished", "draft"])
def test_every_kind_is_well_formed(kind: PackKind, document, draft: bool) -> None:
    stream = io.BytesIO()
    pdf.write(document(kind), stream, draft=draft)
    with pikepdf.open(stream) as read:
        assert read.check_pdf_syntax() == []


@every_kind
def test_every_kind_is_an_archive_file_for_everybody(kind: PackKind, document) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed (extra validate)")
    content = pdf.render(document(kind))
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures][:5]


@every_kind
def test_every_kind_can_be_read_aloud(kind: PackKind, document, tmp_path: Path) -> None:
    outloud = pytest.importorskip("outloud", reason="outloud is not installed (extra validate)")
    target = tmp_path / "册.pdf"
    pdf.write(document(kind), target)
    result = outloud.check(str(target))
    assert result.error is None
    assert [(one.rule, one.message) for one in result.findings if one.severity == "error"] == []
