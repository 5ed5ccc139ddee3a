"""`briefing statistics` gives the figures that a person gets who goes through the lists with a pencil."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Briefing = Callable[..., Any]
# title, unit, first recommendation, due, day of assignment, day of reply, 满意度
ITEMS = (
    ("甲", "市工信局", 0, "2026-09-01", "2026-06-01", "2026-09-01", "满意"),
    ("乙", "市工信局", 7, "2026-09-01", "2026-06-02", "2026-09-02", "不满意"),
    ("丙", "市财政局", 14, "2026-09-01", "2026-07-01", None, None),
    ("丁", "市财政局", 21, "2026-12-01", "2026-07-02", None, None),
    ("戊", "市教育局", 28, "2026-12-01", None, None, None),
)
TODAY = "2026-09-06"


@pytest.fixture
def worked(briefing: Briefing, imported: int, set_today: Callable[[str], None]) -> dict[int, tuple[Any, ...]]:
    """Five items at five stages, by number."""
    numbers = [row["id"] for row in briefing("list", "proposals", "--meeting", imported, "--json").json["rows"]]
    made = {}
    for item in ITEMS:
        title, unit, first, due, assigned, replied, satisfaction = item
        set_today(assigned or TODAY)
        chosen = numbers[first : first + 2]
        added = briefing(
            "followup", "add", "--proposal", *chosen, "--title", title, "--lead", unit, "--due", due, "--json"
        )
        key = added.json["id"]
        made[key] = item
        if assigned:
            assert briefing("followup", "move", key, "已交办").status == 0
        if replied:
            set_today(replied)
            assert briefing("followup", "move", key, "办理中").status == 0
            assert briefing("followup", "move", key, "已答复", "--note", "已办。").status == 0
            assert briefing("followup", "move", key, "已评价", "--satisfaction", satisfaction).status == 0
    set_today(TODAY)
    return made


def counted(items: list[tuple[Any, ...]]) -> dict[str, int]:
    """With a pencil: ISO dates compare as they are written."""
    out = [item for item in items if item[4]]
    replied = [item for item in out if item[5]]
    overdue = [item for item in out if not item[5] and item[3] < TODAY]
    return {
        "handed_out": len(out),
        "replied": len(replied),
        "on_time": sum(item[5] <= item[3] for item in replied),
        "judged_on_time": len(replied) + len(overdue),
        "overdue": len(overdue),
        "satisfied": sum(item[6] == "满意" for item in replied),
        "evaluated": len(replied),
    }


@pytest.mark.parametrize("by", ["unit", "theme", "speaker", "period"])
def test_every_figure_of_every_group_is_the_count_by_hand(
    briefing: Briefing, worked: dict[int, tuple[Any, ...]], by: str
) -> None:
    proposals = {row["id"]: row for row in briefing("list", "proposals", "--json").json["rows"]}
    behind = {row["id"]: row["proposals"] for row in briefing("list", "followups", "--json").json["rows"]}

    def groups_of(key: int) -> set[str]:
        answered = [proposals[number] for number in behind[key]]
        if by == "unit":
            return {worked[key][1]}
        if by == "period":
            return {(worked[key][4] or "未交办-")[:7].rstrip("-")}
        if by == "speaker":
            return {row["speaker"] for row in answered}
        return {theme for row in answered for theme in row["themes"]} or {"未归主题"}

    expected: dict[str, list[int]] = {}
    for key in worked:
        for name in groups_of(key):
            expected.setdefault(name, []).append(key)
    told = briefing("statistics", "--by", by, "--json").json
    assert {group["name"]: sorted(group["followups"]) for group in told["groups"]} == expected
    for group in told["groups"]:
        figures = counted([worked[key] for key in group["followups"]])
        assert {name: group[name] for name in figures} == figures
    whole = counted(list(worked.values()))
    assert {name: told["total"][name] for name in whole} == whole
    assert (whole["handed_out"], whole["replied"], whole["on_time"], whole["overdue"]) == (4, 2, 1, 1)
    assert (told["total"]["reply_rate"], told["total"]["satisfaction_rate"]) == (0.5, 0.5)
    assert told["total"]["on_time_rate"] == pytest.approx(1 / 3)
