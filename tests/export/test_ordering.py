"""This file checks the orders in which people are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from briefing_app.domain.packs import Pack, PackKind, PackOptions, SpeakerOrder
from briefing_app.domain.speeches import Speech
from briefing_app.domain.surnames import surname, surname_reading
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import Table
from briefing_app.export.ordering import in_order, pinyin_key, stroke_key, strokes, without_strokes


@pytest.mark.parametrize(
    ("sign", "classes"), [("丁", "12"), ("马", "551"), ("王", "1121"), ("田", "25121"), ("张", "5153154")]
)
def test_strokes_are_known_in_writing_order(sign: str, classes: str) -> None:
    assert strokes()[sign] == classes


def _sorted_by_strokes(*names: str, single_name_first: bool = True) -> list[str]:
    return sorted(names, key=lambda name: stroke_key(name, strokes(), single_name_first=single_name_first))


def test_few_strokes_come_first_and_the_first_stroke_decides_between_equals() -> None:
    assert _sorted_by_strokes("张伟", "丁一", "马骋", "于洋", "王芳") == ["丁一", "于洋", "马骋", "王芳", "张伟"]


def test_a_single_given_name_stands_first_the_cppcc_way_and_by_its_strokes_the_other_way() -> None:
    assert _sorted_by_strokes("王一丁", "王薇") == ["王薇", "王一丁"]
    assert _sorted_by_strokes("王一丁", "王薇", single_name_first=False) == ["王一丁", "王薇"]


def test_compound_surnames_stand_by_their_first_character() -> None:
    assert _sorted_by_strokes("欧阳澜", "丁一鸣", "黄河") == ["丁一鸣", "欧阳澜", "黄河"]


def test_characters_that_the_table_does_not_know_stand_last_and_are_named(rows: PackRows) -> None:
    assert _sorted_by_strokes("𬱖一", "龚一") == ["龚一", "𬱖一"]
    assert without_strokes(rows.speeches) == ("𬱖",)


@pytest.mark.parametrize(
    ("name", "first"),
    [("曾一", "zeng1"), ("单晓禾", "shan4"), ("解放", "xie4"), ("仇和平", "qiu2"), ("李白", "li3"), ("尉迟恭", "yu4")],
)
def test_surnames_sort_by_their_reading_as_surnames(name: str, first: str) -> None:
    assert pinyin_key(name)[0] == first


def test_a_compound_surname_needs_a_given_name_after_it() -> None:
    assert (surname("欧阳澜"), surname("欧阳"), surname("单于"), surname("单晓禾")) == ("欧阳", "欧", "单", "单")
    assert surname_reading("单于") == "shan4"


def _order(speeches: tuple[Speech, ...], **options: object) -> list[str]:
    return [speech.speaker_name for speech in in_order(speeches, PackOptions(**options))]


def test_each_order_prints_all_speeches_and_unnamed_ones_last(rows: PackRows) -> None:
    spoken = _order(rows.speeches)
    assert spoken[0] == "许𬱖"
    by_strokes = _order(rows.speeches, order=SpeakerOrder.STROKES)
    assert by_strokes[:3] == ["丁一鸣", "马骋", "田小满"]
    by_pinyin = _order(rows.speeches, order=SpeakerOrder.PINYIN)
    assert by_pinyin[0] == "丁一鸣"
    assert by_pinyin.index("单晓禾") < by_pinyin.index("田小满") < by_pinyin.index("曾一")
    assert by_strokes[-1] == by_pinyin[-1] == "与会委员"
    assert sorted(by_strokes) == sorted(by_pinyin) == sorted(spoken)


def test_an_order_set_by_hand_leads_and_the_rest_follows_as_spoken(rows: PackRows) -> None:
    names = _order(rows.speeches, order=SpeakerOrder.BY_HAND, hand_order=(70, 30))
    assert names[:4] == ["田小满", "欧阳澜", "许𬱖", "单晓禾"]


def test_a_list_by_strokes_says_so_and_warns_of_unknown_strokes(
    rows: PackRows, make_pack: Callable[..., Pack], today: object
) -> None:
    document = build(make_pack(PackKind.COMPILATION, order=SpeakerOrder.STROKES), rows, today=today)
    assert any("按姓氏笔画为序" in line for block in document.blocks for line in getattr(block, "subtitle", ()))
    assert any("𬱖" in finding.message for finding in document.findings)
    names = [t for t in document.blocks if isinstance(t, Table) and t.columns[1].head == "姓名"]
    assert names[0].rows[0].cells[1].text == "丁一鸣"


def test_speeches_of_several_meetings_stay_together(rows: PackRows) -> None:
    second = tuple(replace(speech, id=speech.id + 1000, meeting_id=2) for speech in rows.speeches[:2])
    assert _order((*rows.speeches, *second))[-2:] == ["许𬱖", "单晓禾"]
