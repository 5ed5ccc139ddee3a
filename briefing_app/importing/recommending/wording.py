"""This file judges clauses: whether they demand, propose, report, or only lead up to something."""

from __future__ import annotations

import re

from briefing_app.importing.lexicon.actions import (
    ABOUT,
    ACTIONS,
    AIM,
    CONNECTIVES,
    COPULA,
    LEADING_PREPOSITIONS,
    MODAL,
    OWN_PLANS,
    STATEMENT,
)
from briefing_app.importing.naming.names import HAN, alternatives
from briefing_app.importing.page.sentences import clauses, stretches

_CONNECTIVE = re.compile(rf"^(?:(?:{alternatives(tuple(CONNECTIVES))})[，,、：]?\s*)+")
_CONNECTIVE_WITH_COMMA = re.compile(
    rf"^(?:(?:{alternatives(tuple(CONNECTIVES))})[，,、：]\s*)+|^(?:同时|此外|另外|其次|因此|为此|对此|首先|最后|所以|并且|而且|再次|与此同时|并(?![网购入轨行举联列存重])|还(?=要|应|必须|需要|可以))"
)
_VERBS = [verb for verb in ACTIONS if verb not in LEADING_PREPOSITIONS]
_ACTION = re.compile(rf"^(?:{alternatives(tuple(_VERBS))})(?!的)")
_ANY_ACTION = re.compile(alternatives(tuple(verb for verb in _VERBS if len(verb) > 1)))
_PREPOSITION = re.compile(rf"^(?:{alternatives(tuple(LEADING_PREPOSITIONS))})")
_MODAL = re.compile(MODAL)
# 建议 as a verb: not 的建议, 提出建议, 意见建议, 15条建议, 建议书.
SUGGESTS = re.compile(
    r"(?<![的条项点些出份类提案类见等，]意见)(?<![的条项点些出份见纳供交受做予求])(?<!意见和)(?<!意见与)(?<!对策)(?<!政策)(?<!决策)(?<!合理化)(?<!性)(?<!规划)(?<!立法)(?<!以上)(?<!上述)建议(?!明确(?:提出|指出|要求|规定|强调)|书|函|案|稿|人|者|的|权|被|得到|和意见|与意见|提案|意见|信|如下|内容|时|一出|类)"
)
_URGES = re.compile(
    r"(?<!的)(?:呼吁|希望|期待|期盼|恳请|恳切希望|盼望|提议|倡议|请求)(?![的书]|通过我们|自己|能够?为|用自己)"
)
_WISH = re.compile(
    r"(?:希望|期待|期盼|盼望)(?P<who>[\u3400-\u9fff]{1,14}?)(?:都?能够?|都?可以|越来越)(?:都|够|在|更|真正|早日|尽早|安心)?"
)
_ACTOR = re.compile(
    r"部门|单位|机构|政府|国家|企业|公司|平台|学校|高校|医院|银行|组织|协会|社区|街道|媒体|社会|法院|公安|各级|各地|有关|相关|双方|委$|局$|厅$|省$|市$|区$|县$|院$"
)
_STATEMENT = re.compile(STATEMENT)
_COPULA = re.compile(rf"^{COPULA}|(?<=[{HAN}”》）]){COPULA}(?![一二三四五六七八九十])")
_OWN_PLAN = re.compile(OWN_PLANS)
_QUESTION = re.compile(r"怎么办|[？?]$|^(?:如何|怎样|怎么|为什么|为何|请问|那么)|(?:吗|呢)$")
_ABOUT = re.compile(rf"^{ABOUT}")
_IN_RESPECT = re.compile(r"[\u3400-\u9fff]{2,8}(?:上|方面|端|环节|层面)")  # 经费保障上
_AIM = re.compile(rf"^{AIM}")
_EACH = re.compile(
    r"^每(?:一)?[\u4e00-\u9fff]{1,6}?(?:至少|均|都|应)?(?:配备|配置|设立|设置|建立|建设|建成|安排|开设|开展|组织|选派|拿出|培育|打造|举办|召开|评选|推出|发布|走访|安装|新增)"
)
_BY_SOMEBODY = re.compile(r"^由(?!于|此|来)[\u3400-\u9fff]{2}")
# 改好, 拉长, 堵住: a verb with its result
_DOING_WELL = re.compile(
    r"^[^“《□最很更太较不真挺非良友爱美正刚还都也只就却可有是十百千万数倍][好优强大活足细牢紧准严齐通清住稳深透宽长实](?=[“\u3400-\u9fff])(?!的|是|处|事|人|多|度|期|者|家|学|城|市|批|量|小)"
)
_DIAGNOSIS = re.compile(
    r"(?:偏[低高少慢弱大小短长多重]|较[低少弱慢差]|不[高多强够畅足]|缺乏|匮乏|滞后|薄弱|不容忽视|不到位|(?:问题|矛盾|现象|短板)(?:较为|比较|十分|日益)?(?:突出|凸显|明显|严重|普遍)|的原因|不高|不清|不一|难以(?:持续|为继|落实|落地|满足|保障)|^[\u4e00-\u9fff]{2,6}不[\u4e00-\u9fff])$"
)
_REMEDY = re.compile(
    r"^(?:解决|破解|针对|改变|化解|缓解|补齐|扭转|克服|避免|防止|纠正|消除|对|把|让|从|着力|切实|有效|重点|进一步)"
)
_PLEDGE = re.compile(r"^将|今后(?:将|要|会)|立足本职|深受|倍感|要更加(?:紧密|自觉|坚定|主动)|把.{1,20}转化为|不负")
_SAYING = 2  # characters: 管理要精细
_LEAST_DEMAND = 10  # characters: a shorter demand without a verb of action is a saying (发展和安全要两手抓)
_FACTUAL = re.compile(
    r"^(?:像.{2,24}(?:一样|那样)$|是|分别向|经过|花|等上|排队|[盯跑填报交]|[\d一二两三四五六七八九十百]+(?:多|几)?(?:天|年|个月|次|小时|分钟|元|万|倍|道|趟|个))"
)
_TRIES = re.compile(r"借鉴|探索|考虑|尝试|试点|引入|推行|参照|开设|建立")  # 还可以借鉴……
_EACH_OF, _MANY = re.compile(r"(?:平均)?(?:一|每|\d+)[名个位]"), re.compile(r"[十百千万几\d][多余几]?[个名家人户件]")
_HABIT = re.compile(
    r"(?:往往|通常|一般|常常|总|总说|常说|动辄|最快也|至少|起码|分别|每次都|每天|(?:^|，)(?:今年|明年|年内|下半年)(?:还|我们)?)$"
)
_FOR_SOMEBODY = re.compile(r"^为[^，。；]{2,30}，?(?:提供|创造|搭建|打造|营造|留出|开辟|配备|设立|购买|配上|办理|给予)")
_IN_QUOTES = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,60}》|（[^（）]{0,60}）")
_FIRST_PERSON = re.compile(
    r"^(?:(?:因此|所以|为此|对此|故|在此)，?)?(?:我们?|笔者|本人|作为委员，?我|委员们?|他们?|她|我个人|本提案|我会|本会|民[革盟建进][\u4e00-\u9fff]{0,6}?|课题组|调研组)?(?:也|还|特此?|在此|郑重|强烈|认为|觉得|再次|进而|就此|由此)*(?=建议|呼吁|希望|提议|恳请|要|应|必须|需要|可以)"
)
_REPORTER_ADVICE = re.compile(r"建议(?:你们?|您|记者|大家可以看)")
_HARDLY = re.compile(
    r"(?:必须|务必|应当?|要|需要?|亟待|亟需|急需|亟须|有待)(?:当)?(?:引起|得到(?:高度|充分|足够)?(?:重视|关注))|需要?进一步(?:做好|加强|改进|推进)[^，。；]*工作$|要(?:看到|认识到|说|知道|清醒|承认|感谢|强调的是|指出的是|想|不是)|应(?:该|当)?(?:看到|说|承认|指出|感谢)|可以(?:看到|看出|说|预见|想见|肯定|发现)|需要(?:说明|指出|强调|看到|警惕的是)|(?:须|需要?|要|应当?)(?:引起)?(?:高度)?(?:警惕|警醒|深思|反思)$|需要?[^，。]{2,40}[一二两三四五六七八九十\d][类种][\u3400-\u9fff]{1,4}$|应.{0,40}(?:会上|先后|分别|作了?|交流)发言$"
)


def without_connective(text: str, start: int, end: int) -> int:
    """Where a clause begins once 同时，, 此外，, 其次， are left out."""
    while start < end:
        match = _CONNECTIVE_WITH_COMMA.match(text[start:end])
        if not match or match.end() >= end - start:
            return start
        start += match.end()
        while start < end and text[start] in " ，、：“":
            start += 1
    return start


def suggestion(text: str, start: int, end: int) -> int | None:
    """Where 建议 (呼吁, 希望) as a cue stands in `[start, end)`, if it does."""
    for pattern in (SUGGESTS, _URGES):
        for match in pattern.finditer(text, start, end):
            if _REPORTER_ADVICE.match(text, match.start()):
                continue
            if _inside_quotation(text, start, match.start(), end) or _is_wish(text, match.start(), end):
                continue
            return match.start()
    return None


def _is_wish(text: str, at: int, end: int) -> bool:
    """希望每个孩子都能看上病: what people shall be able to do is a wish; a body that shall act, or a measure, is none."""
    match = _WISH.match(text, at, end)
    return match is not None and not _ACTOR.search(match["who"]) and not _ACTION.match(text[match.end() : end])


def _inside_quotation(text: str, start: int, at: int, end: int) -> bool:
    opened = text.rfind("“", start, at)
    closed = text.rfind("”", start, at)
    return opened > closed and text.find("”", at, end) >= 0


def cue_at(text: str, at: int) -> str:
    match = re.match(r"建议|呼吁|希望|期待|期盼|恳请|提议|倡议|盼望|请求|[\u4e00-\u9fff]{2}", text[at:])
    return match[0] if match else text[at : at + 2]


def modal(text: str, start: int, end: int, end_of_stretch: int = 0) -> re.Match[str] | None:
    """The modal of a clause in its place: at the head, after a short subject or after what the clause is about."""
    masked = _masked(text[start:end])
    for match in _MODAL.finditer(masked):
        if _HARDLY.match(masked, match.start()):
            continue
        before = masked[: match.start()]
        if not re.match(r"[\u3400-\u9fffA-Za-z0-9“《□]{2}", masked[match.end() :]):
            continue  # 发展需要, 有此必要: a noun at the end
        if re.match(r"[^舍懂觉获取值记使]得[\u4e00-\u9fff]", masked[match.end() :]):
            continue  # 要留得住人: what it takes, not what is asked
        if _FACTUAL.match(masked[match.end() :]) or _HABIT.search(before):
            continue
        if _EACH_OF.match(before) and _MANY.search(masked[match.end() :]):
            continue  # 一名律师要服务十几个村: a burden
        rest = masked[match.end() :]
        length = len(rest) + end_of_stretch
        measures = [rest, *text[end : end + end_of_stretch].split("，")]
        if (
            length < _LEAST_DEMAND
            and match[0][0] in "要应需不"
            and (length <= _SAYING or not any(map(_ACTION.match, measures)))
        ):
            continue
        if before.endswith(("却", "并")) or re.match(r"有的|有些", before):
            continue  # 取消却要翻遍十几页: what happens
        if match[0] in {"不能", "不得", "不应"} and (
            re.match(r"是|说|不|只|光", masked[match.end() :]) or re.search(r"(?:时候|时刻|刻|丝毫)[都也]?$", before)
        ):
            continue
        if re.search(r"(?:提出|明确|强调|指出|要求|规定)$|^(?:这|此|它|那)(?:也|还|都|就|更)?$", before):
            continue  # what a document demands
        if len(before) > 40 or re.search(
            r"[的是有](?:$)|如果|只有|若|只要|无论|不管|是否|能否|还是|想|不用|何时|哪些|什么|怎", before
        ):
            continue
        if match[0].startswith("可") and (
            (before.endswith(("即", "就", "不", "还", "也", "都", "才", "便", "人人")) and not _TRIES.match(rest))
            or re.match(r"以?(?:说|看|见)", masked[match.start() + 1 :])
        ):
            continue
        return re.compile(".*").match(text, start + match.start(), start + match.end())
    return None


def _masked(text: str) -> str:
    """The text with what stands in quotation marks and brackets blanked, length kept."""
    return _IN_QUOTES.sub(lambda match: "□" * len(match[0]), text)


def is_action(text: str, start: int, end: int) -> bool:
    """Whether a clause opens with a measure: a verb of action, or a preposition with a verb of action after it."""
    words = text[start:end]
    if _ACTION.match(words) or _BY_SOMEBODY.match(words) or _EACH.match(words) or _FOR_SOMEBODY.match(text[start:]):
        return True
    if _DOING_WELL.match(words) and not re.search(r"(?:之后|以后|后)$", words):
        return True
    opening = _PREPOSITION.match(words)
    if opening is None:
        return False
    return bool(_ANY_ACTION.search(_masked(words)[opening.end() :]))


def demands_action(words: str) -> bool:
    """Whether a verb of action follows a modal: 要加强……, not 要卖得出价."""
    return any(_ACTION.match(words[match.end() :]) for match in _MODAL.finditer(words))


def opens_as_measure(text: str, start: int, end: int) -> bool:
    """Whether an item's first clause is a measure or a demand."""
    for stretch in stretches(text, start, end)[:2]:
        parts = clauses(text, stretch.start, stretch.end)
        if not parts:
            continue  # a number before nothing but marks
        first = parts[0]
        if is_action(text, first[0], first[1]) or modal(text, first[0], first[1], stretch.end - first[1]):
            return True
    return False


def is_saying(text: str, start: int, end: int) -> bool:
    """发展和安全要两手抓: a subject with a modal that is no demand; its first word may look like a verb."""
    words = text[start:end]
    subject = re.match(r"^[\u4e00-\u9fff]{2,8}?(?:也|还|都)?(?=需?要)", words)
    return bool(subject and _MODAL.match(words, subject.end())) and modal(text, start, end) is None


def is_statement(text: str, start: int, end: int) -> bool:
    """Whether a stretch reports or judges, whatever verb it opens with."""
    masked = _masked(text[start:end])
    if _STATEMENT.search(masked) or _QUESTION.search(masked):
        return True
    if any(
        _DIAGNOSIS.search(masked[a:b]) and not _REMEDY.match(masked[a:b]) for a, b, _ in clauses(masked, 0, len(masked))
    ):
        return True
    return any(
        _COPULA.search(masked[a:b]) and not re.search(r"(?:特别|尤其|特别|凡|只要|或者?|而)是", masked[a:b])
        for a, b, _ in clauses(masked, 0, len(masked))
    )


def is_question(text: str, start: int, end: int, mark: str) -> bool:
    return mark in {"？", "?"} or bool(_QUESTION.search(text[start:end]))


def is_own_plan(text: str, start: int, end: int) -> bool:
    words = _masked(text[start:end])
    return bool(_OWN_PLAN.search(words)) or (
        words.startswith("将") and bool(_ACTION.match(words[1:]) or words.startswith("将立足"))
    )


def is_pledge(text: str, start: int, end: int) -> bool:
    """某委员表示，今后要更加自觉……: what people promise of themselves."""
    return bool(_PLEDGE.search(text[start:end]))


def is_about(text: str, start: int, end: int) -> bool:
    """Whether a clause only says what the next is about, and is kept with it."""
    words = text[start:end]
    return bool(_ABOUT.match(words) or _IN_RESPECT.fullmatch(words)) and not is_aim(text, start, end)


def is_aim(text: str, start: int, end: int) -> bool:
    """Whether a clause gives an aim or a background that is left out."""
    return bool(_AIM.match(text[start:end])) and not _FOR_SOMEBODY.match(text[start:])


def after_first_person(text: str, start: int, end: int) -> int:
    """Where the cue stands when somebody says 我建议, 我们应当."""
    match = _FIRST_PERSON.match(text[start:end])
    return start + match.end() if match else start
