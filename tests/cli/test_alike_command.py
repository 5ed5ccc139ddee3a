"""`briefing alike` links, merges and parts recommendations; `compare --by` and `similar` say what they found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Briefing = Callable[..., Any]


def _status(briefing: Briefing, proposal: int) -> str:
    rows = briefing("list", "proposals", "--json").json["rows"]
    return str(next(row["status"] for row in rows if row["id"] == proposal))


def test_recommendations_are_linked_merged_and_parted(briefing: Briefing, imported: int) -> None:
    linked = briefing("alike", "link", 1, 12, 20, "--json").json
    (group,) = linked["rows"]
    assert (group["merged"], group["lead"], sorted(group["proposals"])) == (False, 1, [1, 12, 20])
    merged = briefing("alike", "merge", group["id"], "--lead", 12, "--json").json["rows"][0]
    assert (merged["merged"], merged["lead"]) == (True, 12)
    assert (_status(briefing, 1), _status(briefing, 12)) == ("归并", "待梳理")
    assert briefing("alike", "list", "--meeting", imported, "--json").json["rows"] == [merged]
    assert "已归并" in briefing("alike", "list").out
    briefing("alike", "part", group["id"])
    assert _status(briefing, 1) == "待梳理"
    left = briefing("alike", "leave", 20, "--json").json["rows"]
    assert sorted(left[0]["proposals"]) == [1, 12]
    briefing("alike", "leave", 1)
    assert briefing("alike", "list").out.strip() == "没有同类建议。"


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    "words",
    [("link", 1), ("link", 1, 999), ("merge", 99), ("part", 99), ("leave", 5)],
)
def test_what_cannot_be_is_said_in_one_line(briefing: Briefing, words: tuple[object, ...]) -> None:
    refused = briefing("alike", *words)
    assert refused.status == 1
    assert refused.complaint
    assert briefing("alike", "list", "--json").json == {"total": 0, "rows": []}


def test_columns_can_be_units_identities_and_meetings(briefing: Briefing, imported: int) -> None:
    speakers = briefing("compare", "--meeting", imported, "--json").json
    ids = {key for row in speakers["themes"] for cell in row["cells"] for key in cell["proposals"]}
    for word in ("单位", "身份", "会议"):
        document = briefing("compare", "--meeting", imported, "--by", word, "--json").json
        assert document["by"] == word
        assert ids == {key for row in document["themes"] for cell in row["cells"] for key in cell["proposals"]}
        assert all([cell["speaker"] for cell in row["cells"]] == document["speakers"] for row in document["themes"])


@pytest.mark.usefixtures("imported")
def test_similar_ones_name_the_shared_words_and_their_places(briefing: Briefing) -> None:
    rows = briefing("list", "proposals", "--json").json["rows"]
    texts = {row["id"]: row["text"] for row in rows}
    named = 0
    for proposal in list(texts)[:12]:
        for one in briefing("similar", proposal, "--json").json["similar"]:
            marked = "".join(one["text"][start:end] for start, end in one["spans"]).casefold()
            assert all(word.casefold() in marked for word in one["shared"])
            assert all(word.casefold() in texts[proposal].casefold() for word in one["shared"])
            named += bool(one["shared"])
    assert named > 3
