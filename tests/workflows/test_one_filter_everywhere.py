"""One filter lets the same recommendations through in the list, the comparison, the pack and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing_app.cli import main
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.filters import EVERYTHING, FilterGroup, ProposalFilter
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store import proposals, saved_filters, themes
from briefing_app.store.database import Library
from briefing_app.workflows import arranged_comparison, compare_meeting, read_draft, save_draft
from briefing_app.workflows.gathering import rows_for

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample_article.txt"

COLLECTED = ProposalStatus("已采编")
FILTERS = {
    "everything": EVERYTHING,
    "a text": ProposalFilter(text="算力"),
    "a theme with its child": ProposalFilter(themes=("上级",)),
    "a child alone": ProposalFilter(themes=("下级",)),
    "a speaker": ProposalFilter(speakers=("陆秉衡",)),
    "a tag": ProposalFilter(tags=("急",)),
    "important": ProposalFilter(important=True),
    "a state": ProposalFilter(statuses=(COLLECTED,)),
    "either": ProposalFilter(
        nested=FilterGroup((ProposalFilter(text="人才"), ProposalFilter(important=True)), any_of=True)
    ),
    "not": ProposalFilter(nested=FilterGroup((ProposalFilter(text="算力"),), negated=True)),
    "none": ProposalFilter(text="这里没有的话"),
}


@pytest.fixture
def meeting(library: Library) -> Iterator[int]:
    """The sample with a theme below another, a tag, stars and a state; every filter is kept by its name."""
    meeting_id = save_draft(library, read_draft(SAMPLE)).meeting_id
    with library.transaction("准备") as session:
        ids = proposals.ids(session, EVERYTHING)
        themes.link(session, ids[:3], "上级", confirmed=True)
        themes.link(session, ids[3:7], "下级", confirmed=True)
        themes.set_parent(session, themes.named(session, "下级"), themes.named(session, "上级"))
        proposals.tag(session, ids[::4], "急")
        proposals.set_important(session, ids[::3], True)
        for proposal_id in ids[1:5]:
            proposals.move(session, proposal_id, COLLECTED)
        for name, conditions in FILTERS.items():
            saved_filters.save(session, name, conditions)
    yield meeting_id
    library.close()


def inside(compared: Comparison) -> set[int]:
    return {p.id for row in compared.rows for cell in row.cells for p in cell.proposals}


@pytest.mark.parametrize("name", FILTERS)
def test_list_comparison_pack_and_commands_agree(
    library: Library, meeting: int, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    conditions = FILTERS[name]
    with library.reading() as session:
        listed = set(proposals.ids(session, conditions))
        for by in ComparedBy:
            assert inside(compare_meeting(session, meeting, by=by, conditions=conditions)) == listed, by
        arranged = arranged_comparison(session, meeting, conditions)
        assert inside(arranged.whole) == listed
        assert sum(column.proposals for column in arranged.whole.columns) == len(listed)
        pack = Pack(None, "对照", PackKind.COMPARISON, (meeting,), filter=conditions)
        rows = rows_for(session, pack)
    assert {p.id for p in rows.proposals} == listed
    assert rows.comparison is not None
    assert inside(rows.comparison) == listed
    assert listed or name == "none"
    library.close()
    for command in (["list", "proposals"], ["compare", "--meeting", str(meeting)]):
        capsys.readouterr()
        assert main(["--library", str(library.path), *command, "--saved", name, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        if "rows" in document:
            assert {row["id"] for row in document["rows"]} == listed
        else:
            cells = [cell for row in document["themes"] for cell in row["cells"]]
            assert {number for cell in cells for number in cell["proposals"]} == listed


def test_a_filter_kept_for_another_meeting_or_time_adds_up_with_the_meeting_compared(
    library: Library, meeting: int
) -> None:
    with library.reading() as session:
        elsewhere = compare_meeting(session, meeting, conditions=ProposalFilter(meetings=(meeting + 1,)))
        later = compare_meeting(session, meeting, conditions=ProposalFilter(since=date(2099, 1, 1)))
        here = compare_meeting(session, meeting, conditions=ProposalFilter(meetings=(meeting,)))
    assert (inside(elsewhere), inside(later)) == (set(), set())
    assert inside(here)


def test_a_condition_on_a_theme_leaves_the_rows_of_that_theme_and_of_those_below(
    library: Library, meeting: int
) -> None:
    with library.reading() as session:
        compared = compare_meeting(session, meeting, conditions=ProposalFilter(themes=("上级",)))
        asked = compare_meeting(session, meeting, themes=("下级", "没有的"), conditions=FILTERS["a text"])
    assert {row.theme for row in compared.rows} == {"上级", "下级"}
    assert [row.theme for row in asked.rows] == ["下级", "没有的"]


def test_columns_and_rows_that_a_filter_takes_away_are_arranged_as_before_afterwards(
    library: Library, meeting: int
) -> None:
    with library.reading() as session:
        before = arranged_comparison(session, meeting)
        filtered = arranged_comparison(session, meeting, FILTERS["a speaker"])
        after = arranged_comparison(session, meeting)
    assert len(filtered.shown.columns) == 1
    assert filtered.conditions == FILTERS["a speaker"]
    assert before == replace(after)
