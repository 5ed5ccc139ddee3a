"""This file reads JSON packs back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import pytest

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.export import data
from briefing_app.export.builder import PackRows, build

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]


@pytest.mark.parametrize("kind", list(PackKind))
def test_every_block_is_there_in_order(kind: PackKind, rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(kind, notes=True), rows, today=PRINTED)
    stream = io.BytesIO()
    data.write(document, stream)
    content = json.loads(stream.getvalue())
    assert content["schema"] == "briefing.pack/1"
    assert content["kind"] == kind.value
    assert [block["block"] for block in content["blocks"]] == [type(block).__name__ for block in document.blocks]
    assert content["checksum"] == document.checksum


def test_quotations_carry_the_number_of_their_recommendation(rows: PackRows, make_pack: MakePack) -> None:
    content = json.loads(data.render(build(make_pack(PackKind.DIGEST), rows, today=PRINTED)))
    texts = {proposal.id: proposal.text for proposal in rows.proposals}
    quotes = [block for block in content["blocks"] if block["block"] == "Quote"]
    assert {quote["proposal_id"]: quote["text"] for quote in quotes} == texts


def test_typed_values_stay_beside_their_texts(rows: PackRows, make_pack: MakePack) -> None:
    content = json.loads(data.render(build(make_pack(PackKind.LEDGER), rows, today=PRINTED)))
    table = next(block for block in content["blocks"] if block["block"] == "Table")
    cells = [row["cells"] for row in table["rows"] if not row.get("spanning")]
    assert cells[0][6]["value"] == "2026-09-18"
    assert cells[0][0]["value"] == 1
