"""This file holds what the 示例资料库 is made of: our own articles, and what an invented office did with each."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.followups import EntryKind, FollowUpStatus

_F = FollowUpStatus
_UNDER_WAY = (_F.ASSIGNED, _F.ACCEPTED, _F.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a speech that were marked."""

    speech: int
    words: str
    colour: MarkColour
    note: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an item ended: the day of the answer (counted like an item's days), what it said, what was thought of it."""

    day: int
    reply: str
    reply_class: str
    evaluation: str
    satisfaction: str


@dataclass(frozen=True, slots=True)
class Item:
    """A follow-up item; days count from today, below nought for days gone by."""

    title: str
    codes: tuple[str, ...]
    lead: str
    with_units: tuple[str, ...]
    handed_out: int | None
    due: int
    steps: tuple[FollowUpStatus, ...] = ()
    log: tuple[tuple[EntryKind, str], ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting: the article that tells of it, the day of the year that the article names, and the work on it."""

    article: str
    source: str  # packs print it as the source of what they quote
    day: tuple[int, int]
    body: str = "政协云泽市委员会"
    confirmed: tuple[str, ...] = ()
    important: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    summaries: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    decisions: tuple[Decision, ...] = ()
    items: tuple[Item, ...] = ()


COMPUTING = Sitting(
    article="sample_article.txt",
    source="会议报道.txt",
    day=(9, 12),
    body="政协云泽市第十二届委员会常务委员会",
    confirmed=("算力", "中小企业", "数据", "资金", "人才"),
    important=("01-01", "02-01", "03-01", "06-01", "07-01"),
    edited=(
        *("01-01", "01-02", "02-01", "02-05", "03-01", "04-01"),
        *("05-05", "06-01", "06-04", "07-01", "07-04", "08-03"),
    ),
    summaries=(
        ("01-01", "全市算力统一调度。"),
        ("02-01", "设立算力券专项资金，直补中小企业。"),
    ),
    marks=(
        Mark(1, "近一年平均利用率不到四成", MarkColour.DATA, "请市数据局核对：六处设施的口径是否一致。"),
        Mark(1, "问题出在调度上，而不在总量上", MarkColour.ARGUMENT, "与第 5 位的“再建二期”看法不同，对照时放在一起。"),
        Mark(2, "每年不少于5000万元", MarkColour.TO_CHECK, "金额要征求市财政局意见。"),
        Mark(6, "按照4∶3∶3的比例分担损失", MarkColour.IDEA, "外地有类似做法，可请发言人补充材料。"),
    ),
    decisions=(
        Decision("算力", Judgement.DIVERGENCE, "先调度存量，还是尽快建二期，看法不同。"),
        Decision("数据", Judgement.MAJORITY),
    ),
    items=(
        Item(
            "组建市级算力调度中心",
            ("01-01", "01-02"),
            "市数据局",
            ("市工业和信息化局", "市财政局"),
            -98,
            -6,
            _UNDER_WAY,
            (
                (EntryKind.NOTE, "与主办单位面商，方案初稿已形成。"),
                (EntryKind.URGED, "电话催办，答应本周内书面答复。"),
            ),
        ),
        Item(
            "设立“算力券”专项资金",
            ("02-01", "02-02"),
            "市财政局",
            ("市工业和信息化局",),
            -86,
            5,
            _UNDER_WAY,
            ((EntryKind.INSTRUCTION, "请市财政局会同有关部门研究提出意见。"),),
        ),
        Item(
            "建立工业数据联席会议制度",
            ("03-01",),
            "市工业和信息化局",
            ("市统计局", "市市场监管局", "市税务局"),
            -80,
            -9,
            _UNDER_WAY,
            outcome=Outcome(-12, "联席会议制度已印发，按季度会商。", "A", "答复具体，措施可行。", "满意"),
        ),
        Item(
            "建设现场工程师学院",
            ("07-01", "07-02"),
            "市教育局",
            ("市人力资源社会保障局",),
            -40,
            52,
            (_F.ASSIGNED, _F.ACCEPTED),
        ),
        Item("编制分行业智能化改造指南", ("08-02", "08-03"), "市工业和信息化局", (), None, 60),
    ),
)

HOUSING = Sitting(
    article="sample_biweekly.txt",
    source="双周协商座谈会发言摘编.txt",
    day=(6, 20),
    important=("01-01", "03-01"),
    edited=("01-01", "01-02", "02-01", "03-01", "04-02"),
    summaries=(("03-01", "人才公寓认技能等级，不只认学历。"),),
    marks=(
        Mark(1, "六成在头一年里搬过两次家", MarkColour.DATA, "数据来自民建问卷，引用时注明。"),
        Mark(5, "把能马上办的列入今年的工作安排", MarkColour.IDEA, "当场答复，列入跟进。"),
    ),
    items=(
        Item(
            "盘活闲置用房作青年人才过渡住房",
            ("01-01", "01-02"),
            "市住房和城乡建设局",
            ("市国资委",),
            -175,
            -84,
            _UNDER_WAY,
            outcome=Outcome(
                -92, "首批1130套已列出清单，620套年内改造完成。", "A", "进展实在，请继续报送第二批。", "满意"
            ),
        ),
        Item(
            "制定住房租赁合同示范文本",
            ("02-01",),
            "市住房和城乡建设局",
            ("市市场监管局",),
            -175,
            -84,
            _UNDER_WAY,
            outcome=Outcome(
                -70, "示范文本已公开征求意见，明年一季度印发。", "B", "时间比约定的晚，原因已说明。", "基本满意"
            ),
        ),
        Item(
            "高级工以上技能人才纳入人才公寓保障",
            ("03-01",),
            "市人力资源社会保障局",
            ("市住房和城乡建设局",),
            -120,
            -2,
            _UNDER_WAY,
            ((EntryKind.NOTE, "认定办法已会签，待印发。"),),
        ),
    ),
)

ELDERLY = Sitting(
    article="sample_consultation.txt",
    source="对口协商会侧记.txt",
    day=(4, 11),
    important=("02-02",),
    edited=("01-01", "02-01", "02-02", "03-01"),
    marks=(Mark(3, "一顿助餐收十二元，成本要十六元", MarkColour.DATA, "请市民政局提供全市平均数。"),),
    items=(
        Item(
            "养老运营补贴改为按服务人次结算",
            ("03-01",),
            "市民政局",
            ("市财政局",),
            -240,
            -150,
            _UNDER_WAY,
            outcome=Outcome(-160, "新办法已印发，自下一季度起执行。", "A", "问题已解决。", "满意"),
        ),
        Item(
            "家庭医生团队定期进驻社区养老站点",
            ("02-01", "02-02"),
            "市卫生健康委",
            ("市民政局", "市医保局"),
            -240,
            -150,
            _UNDER_WAY,
            outcome=Outcome(
                -146,
                "已在三十个站点试行，延续护理服务包尚待省里明确支付政策。",
                "C",
                "前一项已办，后一项继续跟踪。",
                "基本满意",
            ),
        ),
    ),
)

SITTINGS = (ELDERLY, HOUSING, COMPUTING)
