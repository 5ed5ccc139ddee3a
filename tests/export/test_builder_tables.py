"""This file checks comparisons, assignment tables, ledgers and speaker sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from briefing_app.domain.comparison import Comparison, Decision, Judgement, compare
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.packs import AssignmentForm, ComparisonForm, HandlingWords, LedgerOrder, Pack, PackKind
from briefing_app.export.builder import PackRows, build
from briefing_app.export.building.cells import beginning
from briefing_app.export.building.matrix import panels
from briefing_app.export.document import Grid, Heading, PackDocument, PageBreak, Paragraph, Table, TitleBlock

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]


def tables(document: PackDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table, place: int) -> list[str]:
    return [row.cells[place].text for row in table.rows if not row.spanning]


def of_speakers(rows: PackRows, number: int) -> PackRows:
    """The comparison of the first speakers alone."""
    speeches = rows.speeches[:number]
    return replace(rows, comparison=compare(speeches, rows.proposals))


# --- 观点对照表 ---


@pytest.mark.parametrize(
    ("speakers", "widths"),
    [
        (2, [22, 84, 84, 35]),
        (3, [22, 56, 56, 56, 35]),
        (4, [22, 42, 42, 42, 42, 35]),
        (5, [22, 34, 34, 34, 34, 34, 33]),
        (6, [20, 29, 29, 29, 29, 29, 29, 31]),
    ],
)
def test_the_matrix_has_a_column_for_each_speaker(
    speakers: int, widths: list[int], rows: PackRows, make_pack: MakePack
) -> None:
    (table,) = tables(build(make_pack(PackKind.COMPARISON), of_speakers(rows, speakers), today=PRINTED))
    assert [column.width for column in table.columns] == widths
    assert table.turned
    assert table.headline
    assert table.columns[1].head == "许\u3000𬱖"
    assert table.columns[1].head_note == "潼湾大学交通学院"


@pytest.mark.parametrize(
    ("speakers", "sizes"),
    [(1, [1]), (6, [6]), (7, [4, 3]), (8, [4, 4]), (10, [5, 5]), (11, [4, 4, 3]), (12, [4, 4, 4]), (60, [5] * 12)],
)
def test_many_speakers_stand_in_even_panels_of_at_most_five(speakers: int, sizes: list[int]) -> None:
    bounds = panels(speakers)
    assert [end - start for start, end in bounds] == sizes
    assert [start for start, _ in bounds] == [sum(sizes[:place]) for place in range(len(sizes))]


def test_panels_repeat_the_theme_and_judge_only_in_the_last(rows: PackRows, make_pack: MakePack) -> None:
    pack = make_pack(PackKind.COMPARISON, comparison_form=ComparisonForm.MATRIX)
    first, last = tables(build(pack, rows, today=PRINTED))
    assert first.title.endswith("（第1—4位发言人）")
    assert last.title.endswith("（第5—8位发言人）")
    assert "判断" not in [column.head for column in first.columns]
    assert last.columns[-1].head == "判断"
    assert texts(first, 0) == texts(last, 0)
    assert not first.notes
    assert last.notes


def test_seven_speakers_and_more_stand_by_theme(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.COMPARISON), rows, today=PRINTED))
    assert table.merge_first_column
    assert texts(table, 0)[0] == "公交\n共识（3人）"
    upright = make_pack(PackKind.COMPARISON, comparison_form=ComparisonForm.UPRIGHT)
    assert not tables(build(upright, rows, today=PRINTED))[0].turned


def test_themes_stand_by_judgement_and_reach(rows: PackRows, make_pack: MakePack) -> None:
    pack = make_pack(PackKind.COMPARISON, comparison_form=ComparisonForm.MATRIX)
    table = tables(build(pack, rows, today=PRINTED))[-1]
    assert texts(table, 0) == ["公交", "道路", "经费", "停车", "夜间经济", "涉及主题数"]
    assert texts(table, len(table.columns) - 1)[:4] == ["共识（3人）", "3人涉及", "3人涉及", "分歧（3人）"]
    assert texts(table, len(table.columns) - 1)[4] == "独有（曾一）\n系统提示，待核"


def test_only_what_people_judged_is_counted_as_found(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.COMPARISON), rows, today=PRINTED))
    assert table.notes[0] == "注：1.共5个主题，经人工判定共识1个、分歧1个。"
    (guessed,) = tables(build(make_pack(PackKind.COMPARISON), of_speakers(rows, 6), today=PRINTED))
    assert guessed.notes[0] == "注：1.共5个主题。"
    assert "人工判定" not in "".join(guessed.notes)


def test_short_quotations_stand_whole_and_long_ones_are_cut_with_a_mark(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.COMPARISON), of_speakers(rows, 3), today=PRINTED)
    (table,) = tables(document)
    cells = {cell.note: cell for row in table.rows for cell in row.cells if cell.note}
    assert cells["02-01、02-02"].text.count("〔略〕") == 2
    assert sum("〔略〕①" in cell.text for row in table.rows for cell in row.cells) == 1
    full = [block for block in document.blocks if isinstance(block, TitleBlock)]
    assert full[-1].text == "附：原文"
    quotes = {quote.number: quote.text for quote in document.quotes()}
    by_id = {proposal.id: proposal.text for proposal in rows.proposals}
    assert all(quotes[quote.number] == by_id[quote.proposal_id] for quote in document.quotes())
    assert "标〔略〕处为节录，全文见附：原文。" in "".join(table.notes)


def test_a_cut_ends_at_a_pause_and_never_in_an_ellipsis() -> None:
    text = "建议加快建设，" * 20
    assert beginning(text, 30) == "建议加快建设，" * 3 + "建议加快建设"
    assert beginning("没有停顿的一句话" * 20, 24) == ("没有停顿的一句话" * 20)[:24]


def test_staff_wording_in_a_cell_is_marked_and_its_quotations_follow(rows: PackRows, make_pack: MakePack) -> None:
    speeches = rows.speeches[:3]
    summed = compare(speeches, rows.proposals, summaries={("公交", 30): "线路跟着人走。"})
    document = build(make_pack(PackKind.COMPARISON), replace(rows, comparison=summed), today=PRINTED)
    (table,) = tables(document)
    cell = next(row.cells[3] for row in table.rows if row.cells[0].text == "公交")
    assert cell.text.startswith("线路跟着人走〔概括〕⑤⑥⑦")
    assert "标〔概括〕的为工作人员概括" in "".join(table.notes)
    assert len([q for q in document.quotes() if q.speech_id == 30]) >= 3


def test_what_nobody_touches_is_a_dash_with_its_legend(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.COMPARISON), of_speakers(rows, 3), today=PRINTED))
    assert "—" in [cell.text for row in table.rows for cell in row.cells]
    assert "“—”表示未涉及。" in "".join(table.notes)
    sums = table.rows[-1]
    assert sums.total
    for place in (1, 2, 3):
        touched = [row for row in table.rows[:-1] if row.cells[place].text != "—"]
        assert sums.cells[place].value == len(touched)


def test_unticked_recommendations_leave_the_comparison_too(rows: PackRows, make_pack: MakePack) -> None:
    pack = replace(make_pack(PackKind.COMPARISON), left_out=frozenset({42, 41}))
    (table,) = tables(build(pack, rows, today=PRINTED))
    assert not any("夜间经济" in text for text in texts(table, 0))


def test_without_a_prepared_comparison_the_rows_are_compared(rows: PackRows, make_pack: MakePack) -> None:
    assert tables(build(make_pack(PackKind.COMPARISON), replace(rows, comparison=None), today=PRINTED))


def test_a_decision_stands_above_the_machine(rows: PackRows, make_pack: MakePack) -> None:
    decided = compare(rows.speeches[:4], rows.proposals, decisions=[Decision("道路", Judgement.UNIQUE)])
    assert isinstance(decided, Comparison)
    (table,) = tables(build(make_pack(PackKind.COMPARISON), replace(rows, comparison=decided), today=PRINTED))
    verdict = next(row.cells[-1].text for row in table.rows if row.cells[0].text == "道路")
    assert verdict == "独有（许𬱖）"


# --- 任务分解表 ---


def test_an_assignment_is_an_annex_with_a_row_for_each_task(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))
    assert table.label == "附件1"
    assert [c.width for c in table.columns] == [12, 72, 22, 44, 25, 28, 22]
    items = [row for row in table.rows if not row.spanning]
    assert [row.cells[0].value for row in items] == list(range(1, 16))
    assert table.rows[0].cells[0].text == "一、停车（4项）"
    assert table.rows[-1].cells[0].text == "合计15项，涉及主办单位3家、会办单位3家，待明确11项"


def test_recommendations_handled_together_share_a_row(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))
    first = table.rows[1]
    assert first.cells[0].note == "02-01\n02-02"
    assert first.cells[1].proposals == (21, 22)
    assert [cell.text for cell in first.cells[3:]] == ["推动内部车位错时共享", "市城市管理局", "—", "2026年\n10月2日前"]
    assert first.cells[6].value == date(2026, 10, 2)


def test_what_is_open_and_what_does_not_apply_are_told_apart(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))
    by_code = {row.cells[0].note: [cell.text for cell in row.cells[3:]] for row in table.rows if not row.spanning}
    assert by_code["05-01"] == ["", "待明确", "", "待定"]
    assert by_code["05-02"] == ["不采纳：与在建项目冲突", "—", "—", "—"]
    assert by_code["01-01"][2] == "市交通运输局、\n市教育局"


def test_a_recommendation_for_several_units_has_a_row_for_each(rows: PackRows, make_pack: MakePack) -> None:
    extra = replace(rows.followups[0], id=9, lead="市教育局", with_units=(), title="护送学生过街")
    changed = replace(rows, followups=(*rows.followups, extra))
    (table,) = tables(build(make_pack(PackKind.ASSIGNMENT), changed, today=PRINTED))
    leads = [row.cells[4].text for row in table.rows if not row.spanning and row.cells[0].note == "01-01"]
    assert leads == ["市公安局交通警察支队\n（分办）", "市教育局\n（分办）"]
    assert "标（分办）的由所列单位分别办理。" in "".join(table.notes)


def test_the_short_form_is_upright_and_the_words_are_one_pair(rows: PackRows, make_pack: MakePack) -> None:
    pack = make_pack(PackKind.ASSIGNMENT, assignment_form=AssignmentForm.SHORT, handling_words=HandlingWords.PLAN)
    (table,) = tables(build(pack, rows, today=PRINTED))
    assert not table.turned
    assert [column.head for column in table.columns] == ["序号", "意见建议", "牵头单位", "配合单位", "完成时限"]
    assert "主办" not in "".join(table.notes) + table.rows[-1].cells[0].text


def test_by_unit_each_unit_opens_a_page_and_numbers_go_on(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.ASSIGNMENT, by_unit=True), rows, today=PRINTED)
    found = tables(document)
    assert found[0].title.endswith("（市公安局交通警察支队）")
    assert found[-1].title.endswith("（不需办理）")
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == len(found) - 1
    numbers = [row.cells[0].value for table in found for row in table.rows if not row.spanning]
    assert numbers == list(range(1, len(numbers) + 1))


def test_staff_wording_takes_the_place_of_a_quotation_only_with_its_mark(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = tables(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))
    cell = next(row.cells[1] for row in table.rows if not row.spanning and row.cells[0].note == "01-01")
    assert cell.text == "复核老城区路口信号配时，保障行人过街〔概括〕"
    assert cell.proposals == ()
    (plain,) = tables(build(make_pack(PackKind.ASSIGNMENT, summaries=False), rows, today=PRINTED))
    assert not any("〔" in note for note in plain.notes)


# --- 跟进台账 ---


def test_a_ledger_tells_what_is_overdue_and_what_is_near_in_words(rows: PackRows, make_pack: MakePack) -> None:
    table = tables(build(make_pack(PackKind.LEDGER), rows, today=PRINTED))[0]
    items = [row for row in table.rows if not row.spanning]
    assert [row.cells[6].note for row in items] == ["逾期12天", "剩2天", ""]
    assert table.line_left == "填报单位：政协潼湾市委员会办公厅"
    assert table.line_right == "截至2026年9月30日"
    assert items[0].cells[7].text == "9月12日催办：电话催办，支队答复正在汇总路口数据"


def test_the_date_of_the_data_is_not_the_printers(rows: PackRows, make_pack: MakePack) -> None:
    table = tables(build(make_pack(PackKind.LEDGER, as_of=date(2026, 9, 1)), rows, today=PRINTED))[0]
    assert table.line_right == "截至2026年9月1日"
    assert not any(row.cells[6].note for row in table.rows if not row.spanning)


def test_closed_items_stand_in_a_second_part_and_the_sum_names_its_base(rows: PackRows, make_pack: MakePack) -> None:
    table = tables(build(make_pack(PackKind.LEDGER), rows, today=PRINTED))[0]
    spans = [row.cells[0].text for row in table.rows if row.spanning]
    assert spans == ["一、在办事项（2项）", "二、已办结事项（1项）", "合计3项，其中已办复1项，占33.3%；逾期1项。"]
    assert "类别：A 已解决或基本解决。" in table.notes[0]


@pytest.mark.parametrize(
    ("order", "first", "suffix"),
    [
        (LedgerOrder.NUMBER, 1, "跟进台账"),
        (LedgerOrder.DUE, 1, "（按办理期限排列）"),
        (LedgerOrder.UNIT, 2, "（按主办单位排列）"),
        (LedgerOrder.STATUS, 1, "（按状态排列）"),
    ],
)
def test_a_ledger_says_in_which_order_it_stands(
    order: LedgerOrder, first: int, suffix: str, rows: PackRows, make_pack: MakePack
) -> None:
    two = tuple(replace(item, lead={1: "市水务局", 2: "市城管局"}[item.id]) for item in rows.followups[:2])
    table = tables(build(make_pack(PackKind.LEDGER, ledger_order=order), replace(rows, followups=two), today=PRINTED))[
        0
    ]
    assert table.title.endswith(suffix)
    titles = {1: "复核老城区信号配时", 2: "推动内部车位错时共享"}
    assert table.rows[0].cells[1].text == titles[first]


def test_columns_that_nobody_has_filled_give_their_room_to_the_progress(rows: PackRows, make_pack: MakePack) -> None:
    fresh = tuple(replace(item, reply_class=None, satisfaction=None) for item in rows.followups)
    table = tables(build(make_pack(PackKind.LEDGER), replace(rows, followups=fresh), today=PRINTED))[0]
    heads = {column.head: column.width for column in table.columns}
    assert "类别" not in heads
    assert heads["进展情况"] == 50
    assert sum(heads.values()) == 225


def test_the_statistics_add_up_and_do_not_add_joint_work_to_lead_work(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.LEDGER), rows, today=PRINTED)
    table = tables(document)[1]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("合计", "3", "2", "1", "1", "33.3%", "1", "0", "0", "1", "0", "0")
    ]
    joint_only = next(row for row in table.rows if row.cells[0].text == "市教育局")
    assert [cell.text for cell in joint_only.cells[1:6]] == ["0", "1", "0", "0", "—"]
    lead_in = next(b.text for b in document.blocks if isinstance(b, Paragraph) and "共立项" in b.text)
    assert "办复率33.3%；其中A类1件，占已办复的100.0%。逾期未办复1件。" in lead_in


def test_a_library_with_four_classes_prints_four(rows: PackRows, make_pack: MakePack) -> None:
    classes = {"A": "已解决", "B": "正在解决", "C": "列入规划", "D": "留作参考"}
    document = build(make_pack(PackKind.LEDGER), replace(rows, reply_classes=classes), today=PRINTED)
    assert "D" in [column.head for column in tables(document)[1].columns]
    assert "A 已解决" in tables(document)[0].notes[0]


def test_the_log_is_an_annex_where_wanted_and_guards_instructions(rows: PackRows, make_pack: MakePack) -> None:
    item = rows.followups[0]
    entries = (replace(item.entries[0], kind=EntryKind.INSTRUCTION, text="请抓紧办理", author=""), item.entries[1])
    changed = replace(rows, followups=(replace(item, entries=entries),))
    document = build(make_pack(PackKind.LEDGER, notes=True), changed, today=PRINTED)
    log = tables(document)[-1]
    assert log.rows[0].spanning
    assert [row.cells[1].text for row in log.rows[1:]] == ["批示", "催办"]
    assert "领导批示为工作秘密，不得擅自扩散。" in "".join(log.notes)
    assert len(tables(build(make_pack(PackKind.LEDGER), changed, today=PRINTED))) == 2


def test_items_without_units_print_no_statistics(rows: PackRows, make_pack: MakePack) -> None:
    lone = replace(rows.followups[1], lead="", with_units=(), status=FollowUpStatus.DRAFTED, due=None, assigned_on=None)
    document = build(make_pack(PackKind.LEDGER), replace(rows, followups=(lone,)), today=PRINTED)
    (table,) = tables(document)
    assert [cell.text for cell in table.rows[0].cells[3:7]] == ["待明确", "—", "", "待定"]


# --- 发言人单页 ---


def test_each_named_speaker_has_a_page(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.SPEAKER), rows, today=PRINTED)
    heads = [block.text for block in document.blocks if isinstance(block, TitleBlock)]
    assert len(heads) == 7
    assert heads[0] == "许𬱖发言情况"
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert grid.rows[0] == (("姓名", "许\u3000𬱖"), ("身份界别", "专家学者"))
    assert grid.rows[-1] == (("发言题目", "把老城的路还给走路的人"),)


def test_views_are_staff_wording_or_words_of_the_speech_that_are_called_so(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.SPEAKER), rows, today=PRINTED)
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heads[:3] == ["一、主要观点", "二、意见建议", "三、以往发言与办理"]
    assert heads[3] == "一、主要观点（原文摘录）"
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "1.复核老城区路口信号配时，保障行人过街〔概括〕。" in lines
    excerpt = "老城区登记在册的停车泊位是一万六千四百个，夜间缺口在九千个左右。"
    assert excerpt in lines
    assert excerpt in rows.speeches[1].text
    assert "2026年1月8日，政协潼湾市第九届委员会第四次会议，《慢行系统要成网》，建议1条，已办结。" in lines


def test_a_sheet_tells_where_each_recommendation_went(rows: PackRows, make_pack: MakePack) -> None:
    found = tables(build(make_pack(PackKind.SPEAKER), rows, today=PRINTED))
    assert texts(found[0], 3) == ["市公安局交通警察支队：办理中", "待梳理"]
    assert texts(found[1], 3)[0] == "提案\n市城市管理局：已签收"
    assert found[0].notes == ("注：据来源材料《潼湾市政协常委会发言》，截至2026年9月30日。",)
    assert "主题为系统提示，待核。" in "".join(found[-1].notes)


def test_a_sheet_saves_room_for_its_recommendations(rows: PackRows, make_pack: MakePack) -> None:
    speech = rows.speeches[1]
    many = tuple(replace(p, id=p.id + 100 * n) for n in range(6) for p in rows.proposals if p.speech_id == speech.id)
    document = build(make_pack(PackKind.SPEAKER), replace(rows, speeches=(speech,), proposals=many), today=PRINTED)
    (table,) = tables(document)
    assert table.compact
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["一、意见建议"]
