"""This file invents a meeting of eight speakers from plain domain values, so that packs are tested without a library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.domain.comparison import Decision, Judgement, compare
from briefing_app.domain.followups import EntryKind, FollowUp, FollowUpEntry, FollowUpStatus
from briefing_app.domain.meetings import Meeting, MeetingFacts, Source
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.domain.people import Affiliation
from briefing_app.domain.proposals import Proposal, ProposalStatus, RewordingKind, ThemeLink
from briefing_app.domain.speeches import Paragraph, Speech
from briefing_app.domain.text import Span
from briefing_app.export.builder import Earlier, PackRows

PRINTED = date(2026, 9, 30)
THEMES = {"道路": 1, "停车": 2, "公交": 3, "夜间经济": 4, "经费": 5}

FACTS = MeetingFacts(
    session="政协潼湾市第九届委员会常务委员会第十一次会议",
    body="政协潼湾市第九届委员会常务委员会",
    kind="专题议政性常委会会议",
    topic="提升老城区出行品质",
    date=date(2026, 7, 16),
    date_text="7月16日",
    place="市政协三楼会议室",
)


@dataclass(frozen=True)
class Said:
    """A speech as one writes it down: in the paragraphs, 〖…〗 encloses a recommendation, ｛…｝ names its themes."""

    speaker: str | None
    posts: tuple[tuple[str | None, str | None], ...]
    identities: tuple[str, ...]
    title: str | None
    paragraphs: tuple[str, ...]
    label: str | None = None
    on_behalf_of: str | None = None


SAID = (
    Said(
        "许𬱖",
        (("潼湾大学交通学院", "教授"),),
        ("专家学者",),
        "把老城的路还给走路的人",
        (
            (
                "老城区的路网形成于上世纪八十年代，路幅窄、路口密，平均每三百二十米就有一个信号灯。我们连续两个季度在十七个"
                "路口做了观测，早高峰时段行人的平均等待时间是七十四秒，超过六成的人等不到绿灯就开始过街。"
            ),
            "一、先解决过街难",
            (
                "〖建议对老城区四十二个路口的信号配时逐一复核，把行人绿灯的最短时间提高到二十五秒；在学校、医院门口试点"
                "“全向十字”，两年内完成一半以上。｛道路｝〗这件事花钱不多，见效快，关键是要有人牵头算清楚每个路口的账。"
            ),
            "二、再打通慢行断点",
            (
                "〖要把滨河步道、铁路旧线和三处公园连成二十八公里的慢行环，优先打通被围墙隔断的六个断点。｛道路｝〗不少断点"
                "只差几十米，难在产权分散，需要市里出面协调。"
            ),
        ),
    ),
    Said(
        "单晓禾",
        (("市城市管理局", "副局长"),),
        ("部门负责人",),
        "向存量空间要停车位",
        (
            "老城区登记在册的停车泊位是一万六千四百个，夜间缺口在九千个左右。新建车库的用地几乎没有，出路在存量。",
            (
                "〖建议推动机关、学校、商场的内部车位错时共享，年底前开放不少于三千个，收费标准由市发展改革委会同有关部门"
                "核定并向社会公布。｛停车｝〗"
            ),
            (
                "〖应当建立全市统一的停车信息平台，把路内泊位、公共车库和共享车位纳入一张图，做到找得到、付得清、管得住。"
                "｛停车｝〗平台建成之前，可以先从两个街道做起。"
            ),
        ),
    ),
    Said(
        "欧阳澜",
        (("民建潼湾市委会", "主委"), (None, "市十一届人大代表")),
        ("政协委员",),
        "公交要跟着人走",
        (
            (
                "过去五年老城区公交客流下降了百分之三十七，而社区巴士的试运行线路上座率一直在八成以上。问题不在于没有人坐车，"
                "而在于线路没有跟着人走。"
            ),
            (
                "〖建议每半年依据刷卡和手机信令数据调整一次线路，裁并重复系数高于百分之七十的线路，把省下的运力投到社区巴士。"
                "｛公交｝〗"
            ),
            "〖建议对六十五岁以上老人和在校学生实行分段优惠，所需经费由市、区两级财政按六比四分担。｛公交、经费｝〗",
            "〖要在三年内把老城区公交站点的无障碍改造率提高到百分之百，改造标准由市交通运输局会同市残联制定。｛公交｝〗",
        ),
        on_behalf_of="民建潼湾市委会",
    ),
    Said(
        "曾一",
        (("潼湾市青禾文化发展有限公司", "董事长"),),
        ("政协委员", "企业代表"),
        "让夜晚的老街亮起来、留得住",
        (
            "夜间经济不是摆几个摊、挂几盏灯。老街的夜晚要有人气，先要让人到得了、停得下、走得开。",
            "〖建议延长三条干线公交的末班时间至二十三时三十分，周末和节假日加开环老城的夜班车。｛公交、夜间经济｝〗",
            "〖建议允许临街商铺在不影响通行的前提下外摆，外摆区域、时段和卫生责任由街道与商户签约明确。｛夜间经济｝〗",
        ),
    ),
    Said(
        "丁一鸣",
        (("市第三人民医院", "院长"),),
        ("政协委员",),
        None,
        (
            "医院门口的堵，一头连着停车，一头连着公交。我院日均门诊六千一百人次，院内车位只有三百八十个。",
            "〖建议在医院周边五百米内设置即停即走的落客区，并把院内职工车位外迁，腾出的车位全部给患者。｛停车｝〗",
            "至于新建地下车库，我认为应当缓一缓。〖老城区地下管网底数不清，近三年不宜再开工新的地下车库。｛停车｝〗",
        ),
    ),
    Said(
        "马骋",
        (("市公安局交通警察支队", "支队长"),),
        ("部门负责人",),
        "用好每一米路面",
        (
            (
                "我们的想法与前面几位略有不同。〖建议尽快启动火车站东侧地下车库建设，规划泊位一千二百个，与轨道交通同步交付。"
                "｛停车｝〗"
            ),
            "〖建议在八条主干道划设公交专用道，早晚高峰对社会车辆限行，违法停车由电子警察自动取证。｛公交、道路｝〗",
        ),
    ),
    Said(
        "田小满",
        (("云杉街道梧桐社区", "党委书记"),),
        ("基层代表",),
        "社区门口的事，让社区说了算",
        (
            (
                "居民最关心的不是大工程，是家门口那一百米。〖建议每个社区每年安排不少于二十万元的微改造资金，项目由居民议事会提出"
                "并公示，完工后由居民打分。｛经费｝〗"
            ),
            "〖希望把社区网格员纳入道路设施巡查，发现井盖松动、路面破损的，二十四小时内派单到养护单位。｛道路｝〗",
        ),
    ),
    Said(
        None,
        (),
        (),
        None,
        (
            "大家还谈到，出行品质的提升离不开长期投入。〖建议设立老城区出行品质提升专项资金，列入年度预算并逐年公开使用情况。｛经费｝〗",
        ),
        label="与会委员",
    ),
)


def _speech(order: int, said: Said) -> tuple[Speech, list[tuple[Span, str, tuple[str, ...]]]]:
    """The speech without the signs, and the span, text and themes of each recommendation in it."""
    text, found, paragraphs = "", [], []
    for raw in said.paragraphs:
        start, opened = len(text), 0
        for piece in raw.replace("〗", "〖").split("〖"):
            body, _, rest = piece.partition("｛")
            if rest:
                opened = len(text)
                found.append((Span(opened, opened + len(body)), body, tuple(rest.rstrip("｝").split("、"))))
            text += body
        span = Span(start, len(text))
        paragraphs.append(Paragraph(span, (span,)))
        text += "\n"
    posts = tuple(Affiliation(*post) for post in said.posts)
    speech = Speech(
        id=order * 10,
        meeting_id=1,
        source_id=1,
        order=order,
        speaker=said.speaker,
        label=said.label,
        person_id=order if said.speaker else None,
        co_speakers=(),
        header="",
        title=said.title,
        on_behalf_of=said.on_behalf_of,
        affiliations=posts,
        identities=said.identities,
        text=text[:-1],
        paragraphs=tuple(paragraphs),
        proposals=len(found),
    )
    return speech, found


def _proposals(speech: Speech, found: list[tuple[Span, str, tuple[str, ...]]]) -> list[Proposal]:
    return [
        Proposal(
            id=speech.id + place,
            meeting_id=1,
            speech_id=speech.id,
            speech_order=speech.order,
            order=place,
            speaker=speech.speaker_name,
            organisation=speech.organisation,
            text=text,
            span=span,
            spans=(span,),
            cue="建议",
            reason="",
            confidence=0.9,
            status=ProposalStatus.UNSORTED,
            important=False,
            themes=tuple(ThemeLink(THEMES[name], name, confirmed=True) for name in themes),
        )
        for place, (span, text, themes) in enumerate(found, start=1)
    ]


def _with_staff_work(proposals: list[Proposal]) -> list[Proposal]:
    """What people did with some of them: 重点, staff wording, states, a theme that only the machine suggests."""
    changed = {
        11: {
            "important": True,
            "summary": "复核老城区路口信号配时，保障行人过街",
            "summary_kind": RewordingKind.SUMMARY,
            "status": ProposalStatus.IN_PROGRESS,
        },
        21: {"status": ProposalStatus.ASSIGNED, "destination": "提案"},
        31: {"important": True, "summary": "公交线路半年一调", "summary_kind": RewordingKind.REWORDED},
        52: {"status": ProposalStatus.DECLINED, "status_reason": "与在建项目冲突"},
        72: {"themes": (ThemeLink(1, "道路", confirmed=False, confidence=0.6, reason="共有词：道路"),)},
    }
    return [replace(proposal, **changed.get(proposal.id, {})) for proposal in proposals]


def _entry(number: int, item: int, kind: EntryKind, text: str, day: int) -> FollowUpEntry:
    return FollowUpEntry(number, item, kind, text, "提案委员会办公室", datetime(2026, 9, day, 10, 0).astimezone())


FOLLOWUPS = (
    FollowUp(
        1,
        "复核老城区信号配时",
        "市公安局交通警察支队",
        ("市交通运输局", "市教育局"),
        date(2026, 8, 1),
        date(2026, 9, 18),
        FollowUpStatus.IN_PROGRESS,
        proposal_ids=(11,),
        entries=(
            _entry(1, 1, EntryKind.ASSIGNED, "函送办理", 1),
            _entry(2, 1, EntryKind.URGED, "电话催办，支队答复正在汇总路口数据", 12),
        ),
    ),
    FollowUp(
        2,
        "推动内部车位错时共享",
        "市城市管理局",
        (),
        date(2026, 8, 1),
        date(2026, 10, 2),
        FollowUpStatus.ACCEPTED,
        proposal_ids=(21, 22),
    ),
    FollowUp(
        3,
        "调整老城区公交线路",
        "市交通运输局",
        ("市财政局",),
        date(2026, 8, 1),
        date(2026, 9, 30),
        FollowUpStatus.CLOSED,
        reply_class="A",
        satisfaction="满意",
        proposal_ids=(31,),
        entries=(_entry(3, 3, EntryKind.REPLY, "已调整线路六条，书面答复", 20),),
    ),
)

ANNOTATIONS = (
    Annotation(
        1,
        10,
        Span(0, 10),
        "",
        MarkColour.DATA,
        "请核对年份",
        "李工",
        datetime(2026, 7, 17, 9, 0).astimezone(),
    ),
)


def invented(*, decided: bool = True, worked_on: bool = True) -> PackRows:
    """The rows of the invented meeting; `worked_on` adds what people have done since."""
    speeches, proposals = [], []
    for order, said in enumerate(SAID, start=1):
        speech, found = _speech(order, said)
        speeches.append(speech)
        proposals += _proposals(speech, found)
    if worked_on:
        proposals = _with_staff_work(proposals)
    decisions = [Decision("停车", Judgement.DIVERGENCE), Decision("公交", Judgement.CONSENSUS)] if decided else []
    notes = tuple(replace(note, quote=note.span.of(speeches[0].text)) for note in ANNOTATIONS)
    return PackRows(
        meetings=(Meeting(1, FACTS, reviewed=True, speeches=len(speeches), proposals=len(proposals)),),
        speeches=tuple(speeches),
        proposals=tuple(proposals),
        sources=(
            Source(1, "潼湾市政协常委会发言.txt", "0" * 64, "text_file", 3000, datetime(2026, 7, 17).astimezone(), 1),
        ),
        annotations=notes if worked_on else (),
        followups=FOLLOWUPS if worked_on else (),
        comparison=compare(speeches, proposals, decisions=decisions),
        earlier=(
            Earlier(
                10,
                Meeting(
                    2, MeetingFacts(session="政协潼湾市第九届委员会第四次会议", date=date(2026, 1, 8)), reviewed=True
                ),
                "慢行系统要成网",
                "建议1条，已办结",
            ),
        )
        if worked_on
        else (),
    )


@pytest.fixture
def rows() -> PackRows:
    """The invented meeting with everything that people have done with it."""
    return invented()


@pytest.fixture
def untouched() -> PackRows:
    """The same meeting as it is just after import: suggestions only."""
    rows = invented(decided=False, worked_on=False)
    facts = replace(FACTS, date=None, place=None)
    return replace(rows, meetings=(replace(rows.meetings[0], facts=facts, reviewed=False),))


@pytest.fixture
def make_pack() -> Callable[..., Pack]:
    """A pack of the invented meeting: kind, then options by name."""

    def make(kind: PackKind, **options: object) -> Pack:
        return Pack(None, "", kind, (1,), PackOptions(**{"editor": "政协潼湾市委员会办公厅", **options}))

    return make
