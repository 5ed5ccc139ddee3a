"""This file says which commands and options `briefing` has, in the words that its users read."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, _ArgumentGroup
from collections.abc import Callable
from pathlib import Path

from briefing_app import __version__
from briefing_app.cli.followup_arguments import FOLLOWING
from briefing_app.cli.pack_arguments import export_options, pack_actions
from briefing_app.cli.parsing import FILE_PASSWORD_HELP, Parser, day, names, number, position
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.packs import SpeakerOrder
from briefing_app.domain.proposals import ProposalStatus

KINDS = ("meetings", "speeches", "proposals", "followups", "themes", "sources", "people", "exports")
_ABOUT = "言策：把政协会议材料变成可检索、可对照、可跟进、可印制的资料库。不带命令时打开窗口。"
_STATUSES = tuple(dict.fromkeys(status.value for status in (*ProposalStatus, *FollowUpStatus)))

Command = Callable[[str, str, str], Parser]

SEARCHED = ("speech", "proposal", "annotation", "followup", "person", "source", "meeting")


def build_parser() -> Parser:
    """The whole command line. Each command names the module of this package that does it."""
    parser = Parser(prog="briefing", description=_ABOUT)
    parser.add_argument("--version", action="version", version=f"briefing {__version__}", help="显示版本")
    parser.add_argument("--library", type=Path, metavar="文件", help="打开另一个资料库（放在命令之前或之后都可以）")
    parser.set_defaults(module="window", command="", json=False)
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令", parser_class=Parser)

    def command(name: str, module: str, about: str) -> Parser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(module=module)
        # SUPPRESS: without it, a subcommand's default would overwrite what was given before the command.
        made.add_argument("--library", type=Path, metavar="文件", default=SUPPRESS, help="打开另一个资料库")
        return made

    for add in (
        _import,
        _list,
        _search,
        _compare,
        _similar,
        _alike,
        _annotate,
        _collate,
        *FOLLOWING,
        _people,
        _export,
        _pack,
        _safekeeping,
        _sample,
    ):
        add(command)
    return parser


def _import(command: Command) -> None:
    parser = command("import", "importing", "读入材料（.txt .md .docx .html .pdf），拆分为会议、发言和建议")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="要导入的文件或文件夹，可以多个")
    parser.add_argument("--dry-run", action="store_true", help="只显示拆分结果，不存入资料库")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--meeting", type=number, metavar="编号", help="并入已有的会议，不新建会议")
    place.add_argument("--version-of", type=number, metavar="编号", help="存为这次会议各篇发言的另一版本，供对勘")
    _json(parser)


def _collate(command: Command) -> None:
    parser = command("collate", "collating", "对勘：一篇发言与它的另一版本逐句逐字比较，选定以哪个为准")
    parser.add_argument("speech", type=number, metavar="发言编号")
    parser.add_argument("--version", type=number, metavar="编号", help="哪个版本（默认最新的）")
    parser.add_argument("--adopt", action="store_true", help="以这个版本为准；批注和建议跟着原话走，跟不上的标为失配")
    _json(parser)


def _list(command: Command) -> None:
    parser = command("list", "listing", "列出资料库里的内容，可以按条件筛选")
    parser.add_argument("kind", choices=KINDS, metavar="种类", help=f"可以是：{'、'.join(KINDS)}")
    _filters(parser)
    parser.add_argument("--due-before", type=day, metavar="日期", help="办理期限早于这一天的")
    parser.add_argument("--overdue", action="store_true", help="已经逾期的")
    orders = [SpeakerOrder.PINYIN.value, SpeakerOrder.STROKES.value]
    parser.add_argument("--order", choices=orders, metavar="次序", help=f"人物的次序：{'、'.join(orders)}")
    _json(parser)


def _search(command: Command) -> None:
    parser = command(
        "search", "searching", "查找全部内容；空格表示同时包含，引号表示整句，可用 发言人: 主题: 等缩小范围"
    )
    parser.add_argument("query", metavar="文字", help="要找的文字，一个字也可以")
    parser.add_argument("--limit", type=number, default=50, metavar="条数", help="最多显示多少条（默认 50）")
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=SEARCHED,
        metavar="种类",
        help="只找哪一种，可以重复：speech、proposal、annotation、followup（默认这四种）、person、source、meeting",
    )
    _json(parser)


def _compare(command: Command) -> None:
    parser = command("compare", "comparing", "把几位发言人的建议按主题并排对照")
    parser.add_argument("--meeting", type=number, required=True, metavar="编号", help="哪一次会议")
    parser.add_argument("--speakers", type=names, default=(), metavar="姓名,姓名", help="哪几位发言人（默认全部）")
    parser.add_argument("--themes", type=names, default=(), metavar="主题,主题", help="哪几个主题（默认全部）")
    kinds = [by.value for by in ComparedBy]
    parser.add_argument(
        "--by", choices=kinds, default=kinds[0], metavar="什么", help=f"每一列是什么：{'、'.join(kinds)}（默认发言人）"
    )
    _conditions(parser)
    _json(parser)


def _similar(command: Command) -> None:
    parser = command("similar", "searching", "找出其他发言人、其他会议里相近的建议")
    parser.add_argument("proposal", type=number, metavar="建议编号")
    parser.add_argument("--limit", type=number, default=10, metavar="条数", help="最多显示多少条（默认 10）")
    parser.add_argument("--meaning", action="store_true", help="按意思找，不只看字面（需要组件 semantic）")
    _json(parser)


def _alike(command: Command) -> None:
    parser = command("alike", "alike", "同类建议：标为同类、归并、拆开；各条原话和出处都保留")
    actions = parser.add_subparsers(title="做什么", dest="action", metavar="做什么", required=True, parser_class=Parser)
    listed = actions.add_parser("list", help="列出同类建议", description="一行一组，写明谁提出")
    listed.add_argument("--meeting", type=number, metavar="编号", help="只列这次会议有份的")
    link = actions.add_parser("link", help="标为同类", description="把几条建议标为同类")
    link.add_argument("proposals", type=number, nargs="+", metavar="建议编号")
    merge = actions.add_parser("merge", help="归并", description="把一组同类建议归并为一条，其余各条的状态改为“归并”")
    merge.add_argument("group", type=number, metavar="组编号")
    merge.add_argument("--lead", type=number, metavar="建议编号", help="以哪一条为主（默认最先标的）")
    part = actions.add_parser("part", help="拆开归并", description="各条回到归并前的状态，仍为同类")
    part.add_argument("group", type=number, metavar="组编号")
    leave = actions.add_parser("leave", help="移出同类", description="把一条建议移出它的同类")
    leave.add_argument("proposal", type=number, metavar="建议编号")
    for action in (listed, link, merge, part, leave):
        _json(action)


def _annotate(command: Command) -> None:
    parser = command("annotate", "annotating", "在发言上做批注")
    parser.add_argument("speech", type=number, metavar="发言编号")
    parser.add_argument("--start", type=position, required=True, metavar="位置", help="从第几个字起（0 为第一个字）")
    parser.add_argument("--end", type=position, required=True, metavar="位置", help="到第几个字前为止")
    parser.add_argument("--note", required=True, metavar="文字", help="批注的内容")
    colours = [colour.value for colour in MarkColour]
    parser.add_argument(
        "--colour", choices=colours, default=colours[-1], metavar="标色", help=f"可以是：{'、'.join(colours)}"
    )
    _json(parser)


def _people(command: Command) -> None:
    parser = command("people", "people", "人物：谁和谁是同一人，改姓名、合并、取消合并，核对职务")
    actions = parser.add_subparsers(title="做什么", dest="action", metavar="做什么", required=True, parser_class=Parser)

    def action(name: str, about: str, *, person: bool = True) -> Parser:
        made: Parser = actions.add_parser(name, help=about, description=about)
        if person:
            made.add_argument("person", type=number, metavar="编号", help="人物的编号，见 briefing list people")
        _json(made)
        return made

    action("proposals", "列出等人决定的：可能是同一人的，归属待确认的", person=False)
    titles = action("titles", "列出与会议日期不符的职务，供核对", person=False)
    titles.add_argument("--meeting", type=number, metavar="编号", help="哪一次会议（默认全部）")
    action("show", "看一个人：别名、各次会议的职务、发言、待定的事")
    action("merge", "合并：两个编号是同一人").add_argument(
        "--into", type=number, required=True, metavar="编号", help="并入哪一位；发言和姓名都归他，印出的原文不变"
    )
    action("unmerge", "取消合并：每篇发言回到原来的人")
    split = action("split", "分出：这些发言是另一位同名的人")
    split.add_argument("--speech", type=number, nargs="+", required=True, metavar="编号", help="发言的编号")
    confirm = action("confirm", "确认：程序把发言归对了人")
    confirm.add_argument("--speech", type=number, nargs="+", default=[], metavar="编号", help="哪几篇发言（默认全部）")
    apart = action("apart", "判定两个人物不是同一人，以后不再提示")
    apart.add_argument("other", type=number, metavar="另一编号")
    apart.add_argument("--undo", action="store_true", help="撤回这一判定")
    action("rename", "改姓名，原名留作别名").add_argument("name", metavar="姓名")
    alias = action("alias", "添加别名")
    alias.add_argument("name", metavar="别名")
    alias.add_argument("--remove", action="store_true", help="去掉这个别名")
    post = action("post", "填写核定职务，据此核对各次会议印出的职务")
    post.add_argument("--organisation", default="", metavar="单位", help="单位")
    post.add_argument("--post", default="", metavar="职务", help="职务")
    post.add_argument("--since", type=day, metavar="日期", help="任职起，不知道就不写")
    post.add_argument("--until", type=day, metavar="日期", help="任职止，仍在任就不写")
    post.add_argument("--remove", type=number, metavar="编号", help="去掉一条核定职务，编号见 briefing people show")


def _export(command: Command) -> None:
    parser = command("export", "exporting", "把会议内容印成材料册")
    _filters(parser)
    export_options(parser)
    _json(parser)


def _pack(command: Command) -> None:
    pack_actions(command("pack", "packing", "材料册：版本、差异，原样再导出"), _json)


def _safekeeping(command: Command) -> None:
    parser = command("verify", "verifying", "核对导出的 PDF：逐条证明引文与资料库一字不差")
    parser.add_argument("file", type=Path, metavar="文件.pdf")
    parser.add_argument("--password", action="store_true", help=f"导出时设了密码的文件；{FILE_PASSWORD_HELP}")
    _json(parser)
    parser = command("check", "safekeeping", "检查资料库：数据库、检索索引、引文位置、词库")
    parser.add_argument("--repair", action="store_true", help="修复能修复的问题")
    _json(parser)
    parser = command("backup", "safekeeping", "备份资料库（使用中也可以）")
    parser.add_argument(
        "destination", type=Path, nargs="?", metavar="位置", help="文件或文件夹；不写则放进备份文件夹，旧的按计划清理"
    )
    parser.add_argument("--list", action="store_true", help="列出已有的备份")
    _json(parser)
    parser = command("restore", "safekeeping", "从备份恢复，现有资料库另存保留")
    parser.add_argument("file", type=Path, metavar="备份文件")
    parser.add_argument("--preview", action="store_true", help="只看备份里有什么，不恢复")
    _json(parser)
    about = "给资料库设密码、换密码；密码在终端里输入，或放进环境变量 BRIEFING_PASSWORD（现在的）和 BRIEFING_NEW_PASSWORD（新的）"
    parser = command("password", "passwords", about)
    parser.add_argument("--remove", action="store_true", help="取消密码，资料库不再加密")
    _json(parser)


def _sample(command: Command) -> None:
    parser = command("sample", "sampling", "写出一篇示例材料（.txt）或一个示例资料库（.sqlite3），供试用")
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖")


def _filters(parser: ArgumentParser) -> None:
    group = _conditions(parser)
    group.add_argument("--meeting", type=number, action="append", default=[], metavar="编号", help="哪一次会议")


def _conditions(parser: ArgumentParser) -> _ArgumentGroup:
    """All conditions but the one on meetings, for a command that is about one meeting."""
    group = parser.add_argument_group("筛选（同一条件可以重复，表示任一；不同条件同时成立）")
    group.add_argument("--speaker", action="append", default=[], metavar="姓名", help="发言人")
    group.add_argument("--organisation", action="append", default=[], metavar="单位", help="发言人的单位（含这些字）")
    group.add_argument("--identity", action="append", default=[], metavar="身份", help="身份，例如 政协委员")
    group.add_argument("--theme", action="append", default=[], metavar="主题", help="主题")
    group.add_argument("--tag", action="append", default=[], metavar="标签", help="标签")
    group.add_argument("--status", action="append", default=[], choices=_STATUSES, metavar="状态", help="状态")
    group.add_argument("--unit", action="append", default=[], metavar="单位", help="主办或会办单位")
    group.add_argument("--important", action="store_true", help="只要标为重点的")
    group.add_argument("--destination", action="append", default=[], metavar="去向", help="去向，例如 提案")
    group.add_argument("--with-notes", action="store_true", help="只要有批注的")
    group.add_argument("--with-followups", action="store_true", help="只要有跟进事项的")
    group.add_argument("--misplaced", action="store_true", help="只要失配的：原话在现行文本里改动了")
    group.add_argument("--text", default="", metavar="文字", help="含这些文字，空格表示同时包含")
    group.add_argument("--since", type=day, metavar="日期", help="会议日期不早于")
    group.add_argument("--until", type=day, metavar="日期", help="会议日期不晚于")
    group.add_argument("--saved", default="", metavar="名称", help="窗口里存下的常用筛选（含高级条件）")
    return group


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=False, help="输出 JSON")
