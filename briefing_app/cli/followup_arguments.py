"""This file says which commands `briefing` has for following up, its figures, and exchange between offices."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefing_app.cli.parsing import FILE_PASSWORD_HELP, Parser, day, number
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.statistics import Grouping
from briefing_app.domain.unit_sheets import Purpose

Command = Callable[[str, str, str], Parser]


def _followup(command: Command) -> None:
    parser = command("followup", "following", "跟进事项：新建、改状态、记办理情况")
    actions = parser.add_subparsers(title="做什么", dest="action", metavar="做什么", required=True, parser_class=Parser)
    add = actions.add_parser("add", help="新建跟进事项", description="为一条或几条建议新建跟进事项")
    add.add_argument("--proposal", type=number, nargs="+", required=True, metavar="编号", help="建议的编号")
    add.add_argument("--title", required=True, metavar="文字", help="事项名称")
    add.add_argument("--lead", required=True, metavar="单位", help="主办单位")
    add.add_argument("--with", dest="with_units", nargs="+", default=[], metavar="单位", help="会办单位")
    add.add_argument("--due", type=day, metavar="日期", help="办理期限，例如 2026-09-30")
    add.add_argument("--joint-due", type=day, metavar="日期", help="会办单位反馈意见的期限")
    move = actions.add_parser("move", help="改状态", description="把跟进事项改为下一个状态")
    move.add_argument("followup", type=number, metavar="编号")
    states = "、".join(status.value for status in FollowUpStatus)
    move.add_argument("status", metavar="状态", help=f"可以是：{states}")
    move.add_argument("--note", default="", metavar="文字", help="说明；退回、暂缓、重新办理时必须写")
    move.add_argument("--satisfaction", metavar="评价", help="评价时的满意度：满意、基本满意、不满意")
    move.add_argument("--class", dest="reply_class", metavar="类别", help="答复时的办复类别：A、B、C")
    log = actions.add_parser("log", help="记办理情况", description="在办理记录里加一条")
    log.add_argument("followup", type=number, metavar="编号")
    kinds = [kind.value for kind in EntryKind]
    log.add_argument("--kind", choices=kinds, required=True, metavar="类型", help=f"可以是：{'、'.join(kinds)}")
    log.add_argument("text", metavar="内容")
    log.add_argument("--attach", type=Path, nargs="+", default=[], metavar="文件", help="一起收存的文件")
    for action in (move, log):
        action.add_argument("--date", type=day, metavar="日期", help="这件事发生的日期（默认今天）")
    link = actions.add_parser("link", help="关联建议", description="让跟进事项再对应几条建议，或不再对应")
    link.add_argument("followup", type=number, metavar="编号")
    link.add_argument("--proposal", type=number, nargs="+", required=True, metavar="编号", help="建议的编号")
    link.add_argument("--remove", action="store_true", help="不再关联这些建议")
    for action in (add, move, log, link, *_papers(actions)):
        _json(action)


def _papers(actions: Any) -> list[Parser]:
    """What goes out to units and comes back."""
    sheets = actions.add_parser(
        "sheets", help="交办单或征询单", description="给每个办理单位写一份可以填写的交办单（.xlsx 和 .docx）"
    )
    sheets.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹（须已存在）")
    sheets.add_argument("--unit", action="append", default=[], metavar="单位", help="只写这个单位的，可以重复")
    sheets.add_argument("--followup", type=number, nargs="+", default=[], metavar="编号", help="只写这些跟进事项")
    purposes = [purpose.value for purpose in Purpose]
    sheets.add_argument("--purpose", choices=purposes, default=purposes[0], metavar="用途", help="交办（默认）或征询")
    sheets.add_argument("--format", choices=("xlsx", "docx"), metavar="格式", help="只写一种：xlsx 或 docx（默认都写）")
    sheets.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    back = actions.add_parser(
        "read-back", help="读回单位填好的表", description="读回单位填好的 .xlsx，先列出会改动什么；加 --apply 才存入"
    )
    back.add_argument("file", type=Path, metavar="文件.xlsx")
    back.add_argument("--apply", action="store_true", help="按预览存入资料库")
    dates = actions.add_parser("calendar", help="期限日历", description="把未办结事项的期限写成日历文件（.ics）")
    dates.add_argument("-o", "--output", type=Path, required=True, metavar="文件.ics", help="写到哪个文件")
    dates.add_argument("--unit", metavar="单位", help="只写这个单位主办或会办的")
    dates.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    saved = actions.add_parser("attachment", help="另存附件", description="把收存的附件写成文件")
    saved.add_argument("attachment", type=number, metavar="附件编号")
    saved.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写到哪个文件")
    saved.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    return [sheets, back, dates, saved]


def _statistics(command: Command) -> None:
    parser = command("statistics", "counting", "跟进的办复率、按时率、满意率，按单位、主题、发言人、月份")
    names = {"unit": Grouping.UNIT, "theme": Grouping.THEME, "speaker": Grouping.SPEAKER, "period": Grouping.PERIOD}
    words = "、".join(f"{key} {grouping.value}" for key, grouping in names.items())
    parser.add_argument("--by", choices=names, default="unit", metavar="方式", help=f"{words}（默认 unit）")
    parser.add_argument("--meeting", type=number, metavar="编号", help="只算这次会议的建议")
    parser.add_argument("--unit", metavar="单位", help="只算这个单位主办或会办的")
    parser.add_argument("--since", type=day, metavar="日期", help="交办日不早于")
    parser.add_argument("--until", type=day, metavar="日期", help="交办日不晚于")
    _json(parser)


def _exchange(command: Command) -> None:
    parser = command("exchange", "exchanging", "与其他单位的言策交换：会议、建议、批注、跟进、附件写成一个文件")
    actions = parser.add_subparsers(title="做什么", dest="action", metavar="做什么", required=True, parser_class=Parser)
    out = actions.add_parser("export", help="写出交换文件", description="把资料库或几次会议写成一个交换文件")
    out.add_argument("file", type=Path, metavar="文件")
    out.add_argument(
        "--meeting", type=number, action="append", default=[], metavar="编号", help="只要这次会议，可以重复"
    )
    out.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    into = actions.add_parser("import", help="读入交换文件", description="读入交换文件；两边都改过的列为冲突，不覆盖")
    into.add_argument("file", type=Path, metavar="文件")
    into.add_argument("--dry-run", action="store_true", help="只列出会改动什么，不存入")
    into.add_argument(
        "--conflicts", choices=("keep", "take"), metavar="办法", help="冲突的：keep 留本库的，take 用来件的"
    )
    for action in (out, into):
        about = f"给交换文件设密码，或解开设了密码的；{FILE_PASSWORD_HELP}"
        action.add_argument("--password", action="store_true", help=about)
        _json(action)


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=False, help="输出 JSON")


FOLLOWING = (_followup, _statistics, _exchange)
