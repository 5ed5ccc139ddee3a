"""Two documents are compared by item: what came, went, was reworded or moved; numbers that follow are no change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.export import stored
from briefing_app.export.builder import build
from briefing_app.export.differences import Change, differences

PRINTED = date(2026, 9, 30)


def _changes(before, after):
    return [(d.change, d.place) for d in differences(before, after)]


@pytest.fixture
def digest(make_pack, rows):
    return make_pack(PackKind.DIGEST), rows


@pytest.mark.parametrize("kind", list(PackKind))
def test_every_document_comes_back_from_what_is_kept(make_pack, rows, kind):
    document = build(make_pack(kind, notes=True), rows, today=PRINTED)
    assert stored.unpacked(stored.packed(document)) == document


@pytest.mark.parametrize("kind", list(PackKind))
def test_the_same_pack_on_another_day_differs_in_nothing_but_its_day(make_pack, rows, kind):
    document = build(make_pack(kind, notes=True), rows, today=PRINTED)
    again = build(make_pack(kind, notes=True), replace(rows, version=7), today=PRINTED)
    assert differences(document, again) == ()


def test_what_was_left_out_is_named_and_the_rest_only_counts_anew(digest):
    pack, rows = digest
    before = build(pack, rows, today=PRINTED)
    gone = before.quotes()[3]
    after = build(replace(pack, left_out=frozenset({gone.proposal_id})), rows, today=PRINTED)
    found = differences(before, after)
    removed = [d for d in found if d.change is Change.REMOVED]
    assert [(d.place, d.before.startswith(gone.heading + gone.text)) for d in removed] == [(f"建议 {gone.code}", True)]
    assert not any(d.place.startswith("建议") and d.change is Change.MOVED for d in found)
    assert {d.change for d in differences(after, before)} >= {Change.ADDED}


def test_a_heading_that_was_only_numbered_anew_is_no_change(digest):
    pack, rows = digest
    before = build(pack, rows, today=PRINTED)
    headings = [b for b in before.blocks if type(b).__name__ == "Heading"]
    renumbered = tuple(
        replace(b, text=f"九、{b.text.split('、', 1)[1]}") if b is headings[1] else b for b in before.blocks
    )
    assert differences(before, replace(before, blocks=renumbered)) == ()


def test_a_reworded_quotation_shows_both_wordings(digest):
    pack, rows = digest
    before = build(pack, rows, today=PRINTED)
    quote = before.quotes()[0]
    blocks = tuple(replace(b, text=b.text + "改") if b is quote else b for b in before.blocks)
    (found,) = differences(before, replace(before, blocks=blocks))
    assert found.change is Change.REWORDED
    assert (quote.text in found.before, quote.text + "改" in found.after) == (True, True)


def test_what_moved_is_told_once_and_its_neighbours_are_not(digest):
    pack, rows = digest
    before = build(pack, rows, today=PRINTED)
    quotes = [place for place, block in enumerate(before.blocks) if type(block).__name__ == "Quote"]
    blocks = list(before.blocks)
    blocks.insert(quotes[-1], blocks.pop(quotes[0]))
    found = differences(before, replace(before, blocks=tuple(blocks)))
    assert [(d.change, d.place) for d in found] == [(Change.MOVED, f"建议 {before.quotes()[0].code}")]
