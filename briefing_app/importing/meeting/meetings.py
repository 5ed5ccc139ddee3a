"""This file reads what a text says of its meeting: session, topic, date, place. What it does not say stays None."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from briefing_app.domain.meetings import MEETING_KINDS, MeetingFacts
from briefing_app.importing.meeting.dates import date_text, full_date
from briefing_app.importing.naming.names import HAN

_NUMBER = r"[一二三四五六七八九十百零〇\d]{1,4}"
_BODY = rf"(?:(?:中国人民)?(?:政治协商会议)?(?:全国|[{HAN}]{{0,7}}?(?:省|自治区|市|区|县|州|盟|旗))?政协|政协(?:全国|[{HAN}]{{2,9}}?(?:省|自治区|市|区|县|州|盟|旗)))"
_LEADING = re.compile(r"^(?:[在于对为是的和与]|参加|出席|召开|围绕|聚焦|近日|日前)+(?=[\u4e00-\u9fff])")
_SESSIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:中国人民政治协商会议|政协)(?:[{HAN}]{{2,9}}?(?:省|自治区|市|区|县|州|盟|旗))?第{_NUMBER}届(?:全国|[{HAN}]{{2,9}}?(?:省|自治区|市|区|县|州|盟|旗))?委员会(?:常务委员会)?第{_NUMBER}次(?:全体|主席|常委会|常委)?会议",
        rf"政协(?:[{HAN}]{{2,9}}?(?:省|自治区|市|区|县|州|盟|旗))委员会(?:第?{_NUMBER}届)?(?:常委会|常务委员会)?第{_NUMBER}次(?:全体|主席|常委会)?会议",
        rf"{_BODY}第?{_NUMBER}届(?:委员会)?(?:常委会|常务委员会)?第?{_NUMBER}次(?:[{HAN}“”]{{0,10}}?(?:协商|座谈|议政|主席|全体|常委会?|监督)?[{HAN}]{{0,4}}?(?:座谈会|协商会|会议|常委会|会))",
        rf"(?:第?{_NUMBER}届)(?:全国|[{HAN}]{{0,7}}?(?:省|市|区|县))?政协(?:常委会)?第?{_NUMBER}次[{HAN}]{{0,10}}?(?:座谈会|协商会|会议|常委会(?:会议)?)",
        rf"{_BODY}?(?:第?{_NUMBER}届)(?:委员会)?(?:常委会|常务委员会)?第?{_NUMBER}次(?:常委会|主席|全体|常委|常务委员会)?(?:扩大)?(?:会议|常委会)",
        rf"{_BODY}?(?:\d{{4}}年)?第{_NUMBER}次(?:[{HAN}]{{0,6}}?)(?:双周协商座谈会|协商座谈会|专题协商会|对口协商会|远程协商会|主席会议|月度协商会|[{HAN}]{{0,8}}(?:协商|议政|座谈)[{HAN}]{{0,4}}会)",
    )
)
_QUOTED = r"[“《](?P<topic>[^“”《》]{4,60})[”》]"
_TOPICS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:讨论|会议|协商|座谈|议政|活动|本期)?(?:主题|议题|课题)：(?P<topic>[^。；]{4,60})$",
        r"(?:提交|递交)了?(?:一份)?《关于(?P<topic>[^《》]{4,60})的提案》",
        r"《关于(?P<topic>[^《》]{4,60})的(?:重点)?(?:提案|建议案)》(?=[^。]{0,30}(?:协商|督办|办理|办复))",
        rf"(?:围绕|聚焦|以|(?<![绘成造])就|将){_QUOTED}(?=[^。]{{0,30}}(?:主题|议题|课题|协商|议政|建言|发言|座谈|讨论|交流|资政|献策|建议|调研))",
        rf"{_QUOTED}[{HAN}]{{0,6}}(?:协商|座谈|议政|研讨|恳谈|评议|听证)会(?:发言)?(?:摘[编登要]|选登|侧记|综述|纪要|实录)?$",
        rf"(?:主题(?:为|是|：)|议题(?:为|是|：)|围绕|聚焦|召开的?|举行的?){_QUOTED}",
        rf"{_QUOTED}(?:专题|网络|远程|为主题|为题|这一|主题|双周|对口|界别|提案办理|议政|协商|座谈|月度|民主监督|发言)",
        r"(?:围绕|聚焦|就)(?P<topic>[^，。、；]{4,40}?)(?:这一)?(?:主题|议题|课题|问题)?(?:等)?(?:召开|举行|举办|开展|进行|展开|(?<!工)作(?!用)|(?<!工)做|协商|建言|踊跃|畅|各抒|座谈|深入|积极|踊跃|献计|议政|发表|提出|，?(?:协商议政|建言资政|建言献策))",
        r"(?:委员|常委|代表|专家|学者)们?(?:分别|先后|紧紧|主要)?(?:围绕|聚焦|就)(?P<topic>[^，。；：“”《》等]{4,44}?)(?:这一)?(?:主题|议题|课题|问题)?(?:先后|分别|踊跃)?作了?(?:大会|交流)?发言",
        rf"关于(?P<topic>[^，。、；：“”《》]{{4,30}}?)的“?[{HAN}]{{0,8}}(?:协商|座谈|议政)[{HAN}]{{0,4}}会",
        rf"(?:召开|举行|举办)的?(?P<topic>[{HAN}]{{4,30}}?)(?:专题|民主监督|民主评议|专项监督|专项民主监督|对口|界别|提案办理|远程|双周|月度)?(?:专题)?(?:民主监督|民主评议|协商座谈|协商议政|协商|座谈|议政|评议|监督)(?:会|活动)",
        rf"(?:组织|集中)?开展(?:对|了)?(?P<topic>[{HAN}]{{4,24}}?)(?:的)?(?:专项|专题)?民主监督",
    )
)
_NOT_TOPIC = re.compile(
    r"^(?:第|首场|有事|请你来|商量|委员通道|大会|一次|专题|双周|界别|年度|远程|全体|[市省区县]政协|[市省区县]委|全国|委员|季度|月度)|会议$|委员通道|(?:关心|关注|关切)的|热点难点|中心工作$|重点工作$"
)
_REPORT = re.compile(r"^关于(?P<topic>.{4,60})的(?:调研|视察|考察|专题)?报告$")
NAMED_TOPIC = re.compile(r"^关于.{4,60}的(?:[几一二两三四五六]点|若干|对策|思考与|意见)?(?:建议|提案|思考)$")
_QUOTED_TOPIC = re.compile(rf"(?:围绕|聚焦|就|以){_QUOTED}")
_OPENING_QUOTATION = re.compile(
    r"^“(?P<topic>[^“”？]{8,40})”(?:这是|是|，|(?:近年来，)?这[一个]|。?[^。“”]{0,30}(?:报告|规划|纲要|文件|全会)[^。]{0,16}(?:提出|指明|明确|要求|部署|强调|写入))"
)
_PLACE = re.compile(
    r"(?<![存实])在(?P<place>(?!“)[^，。、；“”在\d（）]{1,16}?)(?:隆重|胜利|顺利|正式|如期|准时|成功)?(?:召开|举行|举办|开幕|闭幕|开启|围绕)"
)
_PLACE_LABEL = re.compile(r"^(?:会议|活动)?地\s*点：\s*(?P<place>[^，。；]{2,30})$")
_ROOM = re.compile(r"(?<=[\u3400-\u9fff]{3})(?:[一二三四五六七八九十\d]+(?:楼|层|号)).*$")
_NOT_PLACE = re.compile(r"政协$|[日时月年上中下期间]$|会议?$|今天|近日|(?:上|下)午$|会上|基础|背景|此间|前|后$")
_VENUE = re.compile(
    rf"(?:走[上进]|来到|齐聚|相聚|在|于)(?P<place>人民大会堂|[{HAN}]{{2,12}}(?:会议中心|大会堂|会堂|大礼堂|礼堂|会展中心|国际会展中心))"
)
_KIND = re.compile(
    r"(?:专题议政性常委会(?:会议)?|双周协商座谈会|专题协商(?:座谈)?会|远程协商会|对口协商(?:座谈)?会|界别协商(?:座谈)?会|提案办理协商(?:座谈)?会|月度协商(?:座谈)?会|民主监督座谈会|民主评议会|主席会议|全体会议|委员通道|座谈会|协商会|常委会会议|常委会)"
)
_REGION = rf"(?:全国|[{HAN}]{{2,9}}?(?:省|自治区|市|区|县|州|盟|旗))"
_FULL_BODY = re.compile(
    rf"(?:中国人民政治协商会议|政协)(?:{_REGION}?第{_NUMBER}届{_REGION}?委员会(?:常务委员会)?|{_REGION}委员会(?:常务委员会)?|{_REGION}(?={_NUMBER}届))"
)
# A body that meets or acts; 市政协委员, 市政协副主席 are people, 市政协提案委 is an office of it.
_SHORT_BODY = re.compile(
    rf"(?P<place>[{HAN}]{{0,7}}?)(?P<level>全国|省|自治区|市|区|县|州|盟|旗)政协(?!委员(?!会)|常委(?!会)|常务委员|副?主席(?!会议)|副?秘书长|党组|机关|办公|(?:(?![届次常第])[{HAN}]){{2,8}}(?:委员会|专委会|委|界|中心)|的?[提社]案?)"
)
# Words of a sentence that run into the name of a place: everything up to the last of them goes.
_INTO_NAME = re.compile(
    r"^.*(?:[的日月午晚年天在由于和与及同对向从到是为了将被让请把住驻我本各该讯电会后前好]|参加|出席|召开|举行|来到|走进|作为|全体|担任|现任|提交|邀请|通过|期间|组织|联合|来自)"
)
_BEFORE_BODY = re.compile(rf"^(?P<place>[{HAN}]{{1,12}}?)(?:全国|省|自治区|市|区|县|州|盟|旗)政协")
_LONGEST_PLACE = 4  # characters of a name before 市政协
_LONGEST_HEADING = 40  # characters: titles go on over several lines
_HEADINGS = 5  # lines at the head where a title may name the topic


@dataclass(frozen=True, slots=True)
class Setting:
    """The words in which a meeting is described: headline, front matter and narration, dates of publication."""

    headline: str | None
    texts: tuple[str, ...]
    stamps: tuple[str, ...]


def read_facts(setting: Setting, spell: Callable[[str], str]) -> MeetingFacts:
    """The facts that the text gives, as printed; years are never guessed."""
    texts = tuple(text for text in (setting.headline or "", *setting.texts) if text)
    printed = date_text(texts)
    session, place = _longest(_SESSIONS, texts), _place(texts)
    topic = _topic(setting.headline, texts, session)
    return MeetingFacts(
        name=setting.headline,
        session=spell(session) if session else None,
        body=_body(texts),
        kind=_kind(texts),
        topic=spell(topic) if topic else None,
        date=full_date(printed, setting.stamps) if printed else None,
        date_text=spell(printed) if printed else None,
        place=spell(place) if place else None,
    )


def _longest(patterns: tuple[re.Pattern[str], ...], texts: tuple[str, ...]) -> str | None:
    """The fullest form: by kind of pattern, then by length."""
    for pattern in patterns:
        found = [match[0] for text in texts for match in pattern.finditer(text)]
        if found:
            return _without_sentence(_LEADING.sub("", max(found, key=len)))
    return None


def _without_sentence(session: str) -> str:
    """A session without the words of the sentence that run into its name: 在昨日召开的市政协……."""
    match = _BEFORE_BODY.match(session)
    return session[_end_of_lead(match["place"]) :] if match else session


def _end_of_lead(words: str) -> int:
    lead = _INTO_NAME.match(words)
    return lead.end() if lead else 0


def _body(texts: tuple[str, ...]) -> str | None:
    """The CPPCC body whose meeting it is: by its full name wherever it is printed, else by the short one."""
    for text in texts:
        full = _FULL_BODY.search(text)
        if full:
            return full[0]
    for text in texts:
        for match in _SHORT_BODY.finditer(text):
            return _place_name(match["place"], match["level"]) + match["level"] + "政协"
    return None


def _place_name(words: str, level: str) -> str:
    """The name of the place before 市政协, without the words of the sentence that run into it; mostly there is none."""
    name = _INTO_NAME.sub("", words).rpartition("届")[2]
    return name if level != "全国" and len(name) <= _LONGEST_PLACE else ""


def _kind(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        match = _KIND.search(text)
        if match:
            return next((kind for kind in MEETING_KINDS if kind == match[0]), match[0])
    return None


def _topic(headline: str | None, texts: tuple[str, ...], session: str | None) -> str | None:
    """The topic as its sentences quote it: those that name the session come first, since headlines print it short."""
    named = next((text for text in (headline or "", *texts[:_HEADINGS]) if NAMED_TOPIC.match(text)), None)
    if named:
        return named
    report = next((match for text in (headline or "", *texts[:_HEADINGS]) if (match := _REPORT.match(text))), None)
    if report:
        return report["topic"]
    heads = "".join(takewhile(lambda text: len(text) <= _LONGEST_HEADING, texts[:_HEADINGS]))
    for pattern in _TOPICS:
        for text in (*sorted(texts, key=lambda text: not session or session not in text), heads):
            for match in pattern.finditer(text):
                topic = match["topic"].rstrip("。，")
                if not _NOT_TOPIC.search(topic):
                    return _in_full(topic, texts)
    opening = next((match for text in texts[:3] if (match := _OPENING_QUOTATION.match(text))), None)
    return opening["topic"].rstrip("。") if opening else None


def _in_full(topic: str, texts: tuple[str, ...]) -> str:
    """The topic as the text quotes it; headlines print it short."""
    quoted = (match["topic"] for text in texts for match in _QUOTED_TOPIC.finditer(text))
    return max((topic, *(each for each in quoted if topic in each)), key=len)


def _place(texts: tuple[str, ...]) -> str | None:
    labelled = (_PLACE_LABEL.match(text) for text in texts)
    named = next((match["place"] for match in labelled if match), None)
    if named:
        return named
    for text in texts:
        for match in _PLACE.finditer(text):
            if not _NOT_PLACE.search(match["place"]):
                return _ROOM.sub("", match["place"])
    venues = (_VENUE.search(text) for text in texts)
    return next((venue["place"] for venue in venues if venue), None)
