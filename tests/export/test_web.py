"""This file reads HTML packs as a browser would: nothing runs, nothing is fetched, every word is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.text import bare
from briefing_app.export import web
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import CellText, Column, Grid, PackDocument, Quote, Row, Run, Table, TitleBlock
from briefing_app.export.document import Paragraph as PackParagraph

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]
VOID = {"meta", "br", "col", "link", "img"}


class _Balance(HTMLParser):
    """Checks that every tag that opens also closes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"} or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def balance(page: str) -> _Balance:
    parser = _Balance()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("kind", list(PackKind))
def test_a_page_is_well_formed_runs_nothing_and_fetches_nothing(
    kind: PackKind, rows: PackRows, make_pack: MakePack
) -> None:
    page = web.render(build(make_pack(kind, notes=True, comparison=True), rows, today=PRINTED)).decode()
    seen = balance(page)
    assert not seen.tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert all(address.startswith("#part-") for address in seen.addresses)
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|https?:", page)


def test_every_link_of_the_contents_leads_somewhere(rows: PackRows, make_pack: MakePack) -> None:
    tree = html.fromstring(web.render(build(make_pack(PackKind.COMPILATION, comparison=True), rows, today=PRINTED)))
    targets = [link.get("href").lstrip("#") for link in tree.xpath("//nav//a")]
    assert len(targets) == 12
    assert all(len(tree.xpath(f"//*[@id='{target}']")) == 1 for target in targets)


def test_every_paragraph_and_recommendation_is_there(rows: PackRows, make_pack: MakePack) -> None:
    book = bare(html.fromstring(web.render(build(make_pack(PackKind.COMPILATION), rows, today=PRINTED))).text_content())
    assert all(
        bare(paragraph.span.of(speech.text)) in book for speech in rows.speeches for paragraph in speech.paragraphs
    )
    digest = html.fromstring(web.render(build(make_pack(PackKind.DIGEST), rows, today=PRINTED)))
    assert sorted(quote.text for quote in digest.xpath("//q")) == sorted(p.text for p in rows.proposals)


def test_merged_themes_span_their_rows(rows: PackRows, make_pack: MakePack) -> None:
    tree = html.fromstring(web.render(build(make_pack(PackKind.COMPARISON), rows, today=PRINTED)))
    assert [cell.get("rowspan") for cell in tree.xpath("//td[@rowspan]")] == ["3", "3", "3", "3"]
    widths = [len(row.xpath("td")) for row in tree.xpath("//tbody/tr")]
    assert set(widths) == {2, 3}


def test_markup_in_any_field_is_text() -> None:
    nasty = "<script>alert(1)</script> & \"'<img src=x onerror=1> {} \x00"
    cell = CellText(nasty, note=nasty)
    blocks = (
        TitleBlock(nasty, subtitle=(nasty,), bookmark=True),
        PackParagraph((Run(nasty),)),
        Quote(nasty, 1, number=nasty, attribution=nasty, code=nasty, heading=nasty),
        Table((Column(nasty, 156.0, head_note=nasty),), (Row((cell,)),), title=nasty, notes=(nasty,), label=nasty),
        Grid((((nasty, nasty),),)),
    )
    page = web.render(PackDocument(nasty, PackKind.DIGEST, blocks, author=nasty)).decode()
    assert not balance(page).tags & {"script", "img"}
    tree = html.fromstring(page.encode())
    assert tree.xpath("//q")[0].text == nasty.replace("\x00", "\ufffd")
    assert tree.xpath("//title")[0].text == nasty.replace("\x00", "\ufffd")


def test_a_form_fills_its_width_whatever_its_rows_hold() -> None:
    grid = Grid(((("姓名", "张三"), ("界别", "科技")), (("单位", "某大学"),)))
    tree = html.fromstring(web.render(PackDocument("表", PackKind.SPEAKER, (grid,))))
    sums = [sum(int(cell.get("colspan", "1")) for cell in row.xpath("*")) for row in tree.xpath("//tr")]
    assert sums == [4, 4]


def test_a_page_is_written_to_its_place(rows: PackRows, make_pack: MakePack, tmp_path: Path) -> None:
    path = tmp_path / "摘编.html"
    web.write(build(make_pack(PackKind.DIGEST), rows, today=PRINTED), path)
    assert path.read_bytes().startswith(b"<!doctype html>")
