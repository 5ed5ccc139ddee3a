"""Filters of the command line mean what they mean in the window, and none is silently ignored."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app import paths
from briefing_app.cli.arguments import KINDS, build_parser
from briefing_app.cli.filtering import (
    UNDERSTOOD,
    followup_statuses,
    has_words,
    proposal_filter,
    refuse_meaningless,
    within,
)
from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.errors import InvalidValue
from briefing_app.store import saved_filters
from briefing_app.store.database import open_library


def _parse(*arguments: str):
    return build_parser().parse_args(["list", *arguments])


def test_without_options_everything_comes_through() -> None:
    assert proposal_filter(_parse("proposals")).is_empty()


def test_every_option_reaches_the_filter() -> None:
    given = "--meeting 3 --speaker 甲 --speaker 乙 --organisation 大学 --identity 政协委员 --theme 养老 --tag 急"
    more = "--status 办理中 --unit 市民政局 --important --text 食堂 --since 2026-01-01 --until 2026-12-31"
    more += " --destination 提案 --with-notes --with-followups --misplaced"
    assert proposal_filter(_parse("proposals", *given.split(), *more.split())) == ProposalFilter(
        meetings=(3,),
        speakers=("甲", "乙"),
        organisations=("大学",),
        identities=("政协委员",),
        themes=("养老",),
        tags=("急",),
        statuses=(ProposalStatus.IN_PROGRESS,),
        units=("市民政局",),
        destinations=("提案",),
        has_notes=True,
        has_followups=True,
        misplaced=True,
        important=True,
        text="食堂",
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
    )


def test_a_filter_kept_in_the_window_works_here_beside_the_options(imported: int, briefing) -> None:
    either = FilterGroup((ProposalFilter(text="算力"), ProposalFilter(text="人才")), any_of=True)
    library = open_library(paths.library())
    library.perform("存", lambda s: saved_filters.save(s, "算力或人才", ProposalFilter(nested=either)))
    library.close()
    every = briefing("list", "proposals", "--json").json["rows"]
    found = briefing("list", "proposals", "--saved", "算力或人才", "--json").json["rows"]
    assert [row["id"] for row in found] == [r["id"] for r in every if "算力" in r["text"] or "人才" in r["text"]]
    assert 0 < len(found) < len(every)
    both = briefing("list", "proposals", "--saved", "算力或人才", "--text", "人才", "--json").json["rows"]
    assert [row["id"] for row in both] == [row["id"] for row in found if "人才" in row["text"]]
    refused = briefing("list", "proposals", "--saved", "没有")
    assert refused.status == 1
    assert "没有" in refused.complaint


def test_a_state_of_the_other_kind_is_refused_with_the_right_ones() -> None:
    with pytest.raises(InvalidValue, match="待梳理"):
        proposal_filter(_parse("proposals", "--status", "已签收"))
    with pytest.raises(InvalidValue, match="待交办"):
        followup_statuses(_parse("followups", "--status", "不采纳"))
    assert followup_statuses(_parse("followups", "--status", "已签收")) == (FollowUpStatus.ACCEPTED,)


def test_a_filter_without_meaning_for_the_kind_is_refused() -> None:
    assert set(UNDERSTOOD) == set(KINDS)
    with pytest.raises(InvalidValue, match="--unit"):
        refuse_meaningless(_parse("meetings", "--unit", "市民政局"))
    refuse_meaningless(_parse("meetings", "--text", "协商"))


def test_words_must_all_be_there_in_any_field() -> None:
    assert has_words("AI 养老", "ai 进社区", None, "居家养老")
    assert not has_words("AI 教育", "ai 进社区", "居家养老")
    assert has_words("", None)


def test_an_unknown_day_lies_within_no_bounds() -> None:
    day = date(2026, 5, 6)
    assert within(None, None, None)
    assert not within(None, day, None)
    assert within(day, day, day)
    assert not within(day, None, date(2026, 5, 5))
