"""Every kind of pack is PDF/A-2a and PDF/UA-1 by an independent validator (extra `validate`; not there: not checked)."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf
from briefing_app.export.builder import build

page = pytest.importorskip("page", reason="page-validation is not installed (extra validate)")


@pytest.mark.parametrize("kind", list(PackKind))
def test_every_kind_conforms(kind, rows, make_pack):
    outline = {"outline": "一、要点\n【01-01】\n"} if kind is PackKind.OUTLINE else {}
    pack = make_pack(kind, index=True, imprint=True, watermark="内部资料", source_notes=True, notes=True, **outline)
    content = pdf.render(build(pack, rows, today=date(2026, 9, 30)))
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures][:5]
