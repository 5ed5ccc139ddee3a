"""This file says which options the commands about packs have: `briefing export` and `briefing pack`."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Callable
from pathlib import Path

from briefing_app.cli.parsing import FILE_PASSWORD_HELP, Parser, day, number
from briefing_app.domain.packs import DigestOrder, PackFormat, PackKind, SpeakerOrder

_PACK_KINDS = (
    "compilation 汇编（默认）、digest 摘编、comparison 对照表、assignment 任务分解表、ledger 台账、speaker 单页、"
    "letter 交办函、opinion 征询意见表、reminder 催办单、bulletin 协商专报、outline 自拟提纲"
)


def export_options(parser: ArgumentParser) -> None:
    """What `briefing export` can be told beside its filters."""
    kinds = [kind.value for kind in PackKind]
    parser.add_argument("--kind", choices=kinds, default=kinds[0], metavar="种类", help=_PACK_KINDS)
    formats = [kind.value for kind in PackFormat]
    parser.add_argument(
        "--format", choices=formats, metavar="格式", help=f"可以是：{'、'.join(formats)}（默认看文件扩展名）"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写到哪个文件")
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    about = f"给 PDF 设打开密码（AES-256），不再是归档格式；{FILE_PASSWORD_HELP}"
    parser.add_argument("--password", action="store_true", help=about)
    parser.add_argument(
        "--each",
        choices=("speaker", "unit"),
        metavar="谁",
        help="分册：speaker 每位发言人一册，unit 每个单位一册；-o 写文件夹",
    )
    parser.add_argument("--name", default="", metavar="名称", help="材料册的名称（默认按会议和种类取名）")
    parser.add_argument("--notes", action="store_true", help="印出批注和办理记录")
    parser.add_argument("--comparison", action="store_true", help="末尾附观点对照表")
    parser.add_argument("--redact", action="store_true", help="脱敏：隐去电话、证件号、住址、邮箱，并在册中标明")
    parser.add_argument(
        "--redact-name", action="append", default=[], metavar="姓名", help="脱敏时另隐去这个姓名，可以重复"
    )
    parser.add_argument("--editor", default="", metavar="单位", help="编印单位，印在封面")
    parser.add_argument("--mark", default="", metavar="文字", help="封面标识，例如：内部资料　注意保存")
    orders = [order.value for order in SpeakerOrder if order is not SpeakerOrder.BY_HAND]
    parser.add_argument(
        "--order", choices=orders, default=orders[0], metavar="次序", help=f"人的次序：{'、'.join(orders)}"
    )
    _parts(parser)
    _letters(parser)


def _parts(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("册中印什么")
    for name, about in (("cover", "封面"), ("contents", "目录")):
        group.add_argument(
            f"--{name}", action=BooleanOptionalAction, default=None, help=f"印{about}；--no-{name} 不印（默认看种类）"
        )
    group.add_argument("--urgency", default="", metavar="文字", help="紧急程度：特急、加急")
    group.add_argument("--copy-number", default="", metavar="份号", help="份号，例如 000012")
    group.add_argument("--watermark", default="", metavar="文字", help="每面斜印的浅色水印（PDF）")
    group.add_argument("--source-notes", action="store_true", help="摘编每条下注明会议、发言人、段")
    group.add_argument("--index", action="store_true", help="末尾印人名索引、单位索引")
    group.add_argument("--imprint", action="store_true", help="末面印版记")
    group.add_argument("--profile", default="gbt9704", metavar="版式", help="版式的名称（默认 gbt9704）")
    orders = [order.value for order in DigestOrder]
    group.add_argument(
        "--digest-order", choices=orders, default=orders[0], metavar="次序", help=f"摘编的分法：{'、'.join(orders)}"
    )
    group.add_argument("--by-unit", action="store_true", help="任务分解表按主办单位分页")


def _letters(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("函件、专报和自拟提纲")
    group.add_argument("--to", default="", metavar="单位", help="主送")
    group.add_argument("--copies-to", default="", metavar="单位", help="抄送")
    group.add_argument("--reply-by", type=day, metavar="日期", help="请于哪一天前函复、反馈")
    group.add_argument("--contact", default="", metavar="文字", help="联系人及联系电话")
    group.add_argument("--issue", default="", metavar="期号", help="专报的期号")
    group.add_argument("--outline", type=Path, metavar="文件", help="自拟提纲的文本；【07-02】代表编码为 07-02 的建议")


def pack_actions(parser: Parser, add_json: Callable[[ArgumentParser], None]) -> None:
    """What `briefing pack` can do."""
    actions = parser.add_subparsers(title="做什么", dest="action", metavar="做什么", required=True, parser_class=Parser)

    def action(name: str, about: str) -> Parser:
        made: Parser = actions.add_parser(name, help=about, description=about)
        if name != "list":
            made.add_argument("pack", type=number, metavar="材料册", help="材料册的编号；用 briefing pack list 查看")
        add_json(made)
        return made

    action("list", "列出材料册")
    action("versions", "列出一本材料册导出过的版本")
    diff = action("diff", "逐条列出两个版本的差异（默认：最近一版与现在的内容）")
    diff.add_argument("--from", dest="from_version", type=number, metavar="版本", help="与哪一版比（默认最近一版）")
    diff.add_argument("--to", dest="to_version", type=number, metavar="版本", help="比到哪一版（默认现在的内容）")
    again = action("again", "把导出过的一版原样再写出来，逐字节相同")
    again.add_argument("--version", type=number, required=True, metavar="版本", help="哪一版")
    again.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写到哪个文件")
    again.add_argument("--force", action="store_true", help="文件已存在时覆盖")
