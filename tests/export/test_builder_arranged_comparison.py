"""This file checks comparisons as a person arranged them: other columns, the screen's order, notes and stances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from briefing_app.domain.compared import ComparedBy, columns_of
from briefing_app.domain.comparison import (
    Decided,
    Decision,
    Judgement,
    Stance,
    compare,
    compare_columns,
    only_themes,
)
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import PackDocument, Table

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]


def tables(document: PackDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_persons_note_and_stances_are_printed_with_what_they_are_about(rows: PackRows, make_pack: MakePack) -> None:
    said = next(p for p in rows.proposals if "道路" in p.theme_names and p.speech_id == rows.speeches[0].id)
    noted = compare(
        rows.speeches[:4],
        rows.proposals,
        decisions=[Decision("道路", Judgement.DIVERGENCE, "先修主干道还是先修支路")],
        stances={("道路", said.id): Stance.AGAINST},
    )
    (table,) = tables(build(make_pack(PackKind.COMPARISON), replace(rows, comparison=noted), today=PRINTED))
    row = next(row for row in table.rows if row.cells[0].text == "道路")
    assert row.cells[-1].text.endswith("先修主干道还是先修支路")
    assert f"{said.code}（相左）" in row.cells[1].note


def test_columns_can_be_organisations_and_the_order_of_the_screen_is_kept(rows: PackRows, make_pack: MakePack) -> None:
    columns = columns_of(rows.speeches, ComparedBy.ORGANISATION)[:3]
    compared = compare_columns(columns, rows.proposals, decided=Decided())
    touched = [row for row in compared.rows if row.speakers]
    backwards = only_themes(compared, [row.key for row in reversed(touched)])
    pack = make_pack(PackKind.COMPARISON)
    pack = replace(pack, options=replace(pack.options, compared_by=ComparedBy.ORGANISATION, compared_themes=(1,)))
    (table,) = tables(build(pack, replace(rows, comparison=backwards), today=PRINTED))
    assert [column.head for column in table.columns[1:-1]] == [column.name for column in columns]
    assert table.columns[1].head_note == f"{len(columns[0].speakers)}人"
    assert [row.cells[0].text for row in table.rows][:-1] == [row.theme for row in backwards.rows]
    assert "按谈及的单位数统计" in "".join(table.notes)
