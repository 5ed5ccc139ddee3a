"""This file reads who somebody is: names, posts at organisations, and identities, from the words beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from briefing_app.domain.people import Affiliation
from briefing_app.importing.lexicon.posts import (
    ORGANISATION_ENDINGS,
    ORGANS,
    PARTIES,
    POST_HEADS,
    POST_MODIFIERS,
    REPRESENTED,
)
from briefing_app.importing.naming.names import HAN, alternatives, could_be_name, is_name, is_shaped_like_name, unspaced

_MODIFIER, _HEAD = alternatives(POST_MODIFIERS), alternatives(POST_HEADS)
_HERITAGE = r"(?:(?:国家|省|市|区|县)级)?(?:非物质文化遗产|非遗)?(?:项目)?(?:代表性)?传承人"
POST = rf"(?:(?:{_MODIFIER}){{0,4}}(?:{_HEAD})|{_HERITAGE})"
_POST_AT_END = re.compile(rf"(?:{POST})$")
_POSTS_AT_END = re.compile(rf"(?P<posts>{POST}(?:(?:兼任?|/|&|暨){POST})*)$")
_NUMBERED_SCHOOL = r"[一二三四五六七八九十][中小](?!学)"  # 临江一中
_ORGANISATION_AT_END = re.compile(
    rf"(?:{alternatives(ORGANISATION_ENDINGS)}|{alternatives(PARTIES)}|{_NUMBERED_SCHOOL})$"
)
_ANY_ORGANISATION_END = re.compile(
    rf"{alternatives(word for word in ORGANISATION_ENDINGS if len(word) > 1)}|{_NUMBERED_SCHOOL}"
)
_CALLING = re.compile(r"专家|学者|教师|老师|医生|医师|律师|作家|画家|艺术家|工作者|带头人|工人|职工|农民|干部|工程师")
_OWN_CALLING = re.compile(
    r"(?:国家)?(?:[一二三]级|著名|知名|青年)?(?:作家|画家|书法家|诗人|艺术家|企业家|院士)|国医大师|(?:全国|省|市|区|县)?(?:名中医|劳动模范|劳模|技术能手|冠军)|(?:奥运|世界)冠军"
)
_LONGEST_SPECIALITY = 5  # characters
_ORGAN_AT_END = re.compile(rf"(?:{alternatives(ORGANS)})$")

_PLACE = rf"(?:[{HAN}]{{0,6}}?(?:省|市|区|县|州|盟|旗)|全国|[{HAN}]{{2}}|)"
_TERM = r"(?:第?[一二三四五六七八九十百\d]{1,4}届)?"
_MEMBER = rf"(?:[住驻][{HAN}]{{2,6}}?的?(?=全国))?{_TERM}(?:港区|澳区|驻?[港澳]区?|(?:香港|澳门)(?:特别行政区|地区)?)?{_PLACE}{_TERM}政协{_TERM}(?:常务|特邀|特聘|港澳)?(?:委员|常委)"
_MEMBER_OF = rf"{_TERM}政协{_TERM}(?:全国|[{HAN}]{{1,8}}(?:省|市|区|县|州|盟|旗)){_TERM}委员会(?:委员|常委|常务委员)"
_CHOSEN = rf"(?:{_TERM}{_PLACE}(?:人大|党)|党的[{HAN}\d]{{1,4}}大|[{HAN}]{{0,6}}?(?:{alternatives(REPRESENTED)}))代表"
_SECTOR = rf"[{HAN}]{{1,10}}?界别?(?:别)?(?:委员|常委|代表|人士)?|无党派(?:代表)?人士|(?:[{HAN}]{{0,4}}政协)?(?:特邀|特约|特聘)[{HAN}]{{2,4}}员|特邀(?:委员|人士|嘉宾|专家)|特邀[{HAN}]{{0,6}}代表|特约委员|特聘委员|[{HAN}]{{1,4}}籍委员"
_BARE = r"(?:港区|澳区|港澳)?委员|常委|代表|院士|(?:(?:香港|澳门)?(?:特别行政区)?立法会|区|省|市)?议员"
IDENTITY = rf"(?:{_MEMBER_OF}|{_MEMBER}|{_CHOSEN}|{_SECTOR}|{_BARE})"
_WHOLE_IDENTITY = re.compile(IDENTITY)
_LEADING_IDENTITY = re.compile(
    rf"(?:{_MEMBER}|{_TERM}{_PLACE}人大代表)(?!会|联络|联谊|活动|履职|工作|之家|小组|讲堂|服务|代表|们)(?=[{HAN}])"
)
_ACADEMICIAN = re.compile(rf"(?P<body>[{HAN}]{{2,14}})院士$")
_WITHOUT_POST = re.compile(r"（(?:兼职?|兼任|挂职|专职|驻会|代理?|[正副][厅局处科]级|主持[\u4e00-\u9fff]{0,6}工作)）")
_BRACKETED_SECTOR = re.compile(rf"（[{HAN}、]{{1,12}}界(?:别)?）")
# Words that stand in sentences, not in names of organisations.
_NO_ORGANISATION = re.compile(r"[的了是着]|召开|主持|围绕|参加|出席|走进|以及")
_PARTY_MEMBER = re.compile(
    r"(?:民革|农工|致公)党员|民革党员|民盟盟员|台盟盟员|(?:民建|民进|农工党|致公党)(?:会员|党员)|(?:九三学社)?社员|中共党员"
)
_NAMES_A_MEMBER = re.compile(r"(?:政协|人大)(?:常委|委员|代表)")
_SPOKEN_FOR = re.compile(rf"代表(?P<body>[{HAN}]{{3,24}}?)(?:作?(?:大会)?发言)?")
_SPLIT = re.compile(r"[，、；,;｜|\s]+|(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff])")
_LEADING_WORDS = re.compile(r"^(?:是|和|及|以及|同时|来自|作为|身为|系|现任|担任|的)+")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words beside a name say; `sound` when every part of them was understood."""

    affiliations: tuple[Affiliation, ...] = ()
    identities: tuple[str, ...] = ()
    sound: bool = False
    behalf: str | None = None  # 代表某会


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as a header or an attribution names them."""

    name: str
    standing: Standing = field(default_factory=Standing)
    on_behalf_of: str | None = None

    def joined(self, other: Somebody) -> Somebody:
        """The same person, with what both places say."""
        known = self.standing
        affiliations = known.affiliations + tuple(a for a in other.standing.affiliations if a not in known.affiliations)
        identities = without_short_forms((*known.identities, *other.standing.identities))
        standing = Standing(affiliations, identities, known.sound or other.standing.sound)
        return replace(self, standing=standing, on_behalf_of=self.on_behalf_of or other.on_behalf_of)


def without_short_forms(identities: Iterable[str]) -> tuple[str, ...]:
    """Identities without repetition; 委员 says nothing beside 省政协委员."""
    found = tuple(dict.fromkeys(identities))
    standing_member = any(identity.endswith("政协常委") for identity in found)
    return tuple(
        i
        for i in found
        if not any(other != i and other.endswith(i) for other in found) and not (i == "委员" and standing_member)
    )


def read_standing(words: str) -> Standing:
    """Posts, organisations and identities in words such as 中国科学院院士，湖岸大学讲席教授、校长.

    A post without an organisation of its own belongs to the one before it.
    """
    affiliations: list[Affiliation] = []
    identities: list[str] = []
    sound, last, behalf = True, None, None
    for segment in _segments(_BRACKETED_SECTOR.sub("，", _WITHOUT_POST.sub("", words))):
        if _PARTY_MEMBER.fullmatch(segment):
            continue  # membership of a party is no post
        spoken_for = _SPOKEN_FOR.fullmatch(segment)
        if spoken_for:
            behalf = spoken_for["body"]
            continue
        if _WHOLE_IDENTITY.fullmatch(segment) and not _names_member_of_party(segment):
            identities.append(segment)
            continue
        academician = _ACADEMICIAN.search(segment)
        if academician:
            identities.append("院士")
        found = _affiliations(segment, last)
        if found:
            sound = sound and _understood(segment)
            if affiliations and affiliations[-1] == Affiliation(found[0].organisation, None):
                affiliations.pop()  # 某市委会　主委: a blank parts the organisation from its post
            affiliations.extend(found)
            last = found[-1].organisation or last
        else:
            sound = False
    understood = sound and bool(affiliations or identities)
    return Standing(tuple(dict.fromkeys(affiliations)), tuple(dict.fromkeys(identities)), understood, behalf)


def _understood(segment: str) -> bool:
    return bool(_POST_AT_END.search(segment) or _ORGANISATION_AT_END.search(segment)) and not _NO_ORGANISATION.search(
        segment
    )


def _segments(words: str) -> list[str]:
    """The parts of a description; an identity run together with what follows is a part of its own."""
    found: list[str] = []
    for part in _SPLIT.split(words.strip(" ，、；：（）()")):
        rest = _LEADING_WORDS.sub("", part)
        while rest:
            leading = _LEADING_IDENTITY.match(rest)
            if not leading or leading.end() == len(rest):
                break
            found.append(leading[0])
            rest = rest[leading.end() :].lstrip("兼、")
        if rest:
            found.append(rest)
    return found


def _names_member_of_party(segment: str) -> bool:
    """民建省委委员, 市委常委 are posts in a party, not identities of the CPPCC."""
    return bool(re.search(r"(?<!政协)(?:市委|省委|区委|县委|中央|党委|党组)(?:委员|常委)$", segment))


def _affiliations(segment: str, last: str | None) -> list[Affiliation]:
    match = _POSTS_AT_END.search(segment)
    if match is None:
        return _without_known_post(segment)
    organisation: str | None = segment[: match.start()].strip() or None
    posts_words = match["posts"]
    if organisation in ORGANISATION_ENDINGS and _CALLING.fullmatch(posts_words):
        return [Affiliation(None, organisation + posts_words)]  # 农业专家: a field, no organisation
    if organisation and not organisation.endswith("）") and not _ORGANISATION_AT_END.search(organisation):
        organisation, posts_words = _with_speciality(organisation, posts_words)
        organisation, posts_words = _with_trade(organisation, posts_words)
        if organisation and _CALLING.fullmatch(posts_words) and len(organisation) <= _LONGEST_SPECIALITY:
            return [Affiliation(None, organisation + posts_words)]  # 心血管病专家, 退休教师
    if organisation is None and last is not None and not _OWN_CALLING.fullmatch(posts_words):
        organisation = _ORGAN_AT_END.sub("", last) or last
    return [Affiliation(organisation, posts_words)]


def _without_known_post(segment: str) -> list[Affiliation]:
    """An organisation alone, or one with a post that no list has (某镇某村养蜂人)."""
    if _ORGANISATION_AT_END.search(segment):
        return [Affiliation(segment, None)] if len(segment) > 2 else []
    ends = [match.end() for match in _ANY_ORGANISATION_END.finditer(segment)]
    if ends and 2 <= len(segment) - ends[-1] <= _LONGEST_SPECIALITY:
        return [Affiliation(segment[: ends[-1]], segment[ends[-1] :])]
    return []


def _with_speciality(organisation: str, post: str) -> tuple[str, str]:
    """A speciality before a profession belongs to the post: 某少年宫|舞蹈教师, 某医院|心内科主任医师."""
    ends = [match.end() for match in _ANY_ORGANISATION_END.finditer(organisation)]
    if ends and 0 < len(organisation) - ends[-1] <= _LONGEST_SPECIALITY:
        return organisation[: ends[-1]], organisation[ends[-1] :] + post
    return organisation, post


def _with_trade(organisation: str, post: str) -> tuple[str, str]:
    """A trade before a post belongs to it: 某船厂|电焊工组长."""
    trade = _POST_AT_END.search(organisation)
    return (organisation[: trade.start()], trade[0] + post) if trade and trade.start() else (organisation, post)


def ends_with_standing(words: str) -> bool:
    """Whether a text ends in a post or an identity, so that a name may follow."""
    return bool(_POST_AT_END.search(words[-24:]) or re.search(rf"(?:{_BARE}|人士|代表人士)$", words[-24:]))


def ends_with_organisation(words: str) -> bool:
    return bool(_ORGANISATION_AT_END.search(words))


# A name behind blanks: all that follows the first of them, or two characters that a blank parts (主委　江　流).
_SPACED_NAMES = (
    re.compile(rf"^(?P<before>.*?)\s+(?P<name>[{HAN}](?:\s*[{HAN}]){{1,3}}|\S*·\S*)$"),
    re.compile(rf"^(?P<before>.*[{HAN}]{{2}})\s+(?P<name>[{HAN}](?:\s+[{HAN}]){{1,2}})$"),
)


_GLUED_NAME = re.compile(rf"^(?P<before>.+[{HAN}])(?P<name>[{HAN}]\s{{1,3}}[{HAN}])$")  # 副局长毕 玥


def split_trailing_name(words: str, *, bounded: bool = False) -> tuple[str, str] | None:
    """(what stands before, name) for words that end in a name: 湖南大学教授 王某某, 湖南大学教授王某某.

    `bounded`: a mark follows that only a name has before it, so rare names count too.
    """
    for spaced in _SPACED_NAMES:
        match = spaced.search(words)
        if match and _may_follow(unspaced(match["name"]), match["before"]):
            return match["before"], unspaced(match["name"])
    glued = _GLUED_NAME.search(words)
    if glued and is_name(unspaced(glued["name"])) and ends_with_standing(glued["before"]):
        return glued["before"], unspaced(glued["name"])
    blank = re.search(r"^(?P<before>.*\S)\s+(?P<name>\S{2,15})$", words)
    if blank and _may_follow(blank["name"], blank["before"]):
        return blank["before"], blank["name"]
    compact = words.rstrip()
    if _POST_AT_END.search(compact):
        return None
    dotted = re.search(rf"(?P<name>[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+)$", compact)
    if dotted:
        return _before_dotted(compact, dotted.start())
    for length in (3, 2, 4):
        before, name = compact[:-length], compact[-length:]
        if before and is_name(name) and ends_with_standing(before):
            return before, name
    for length in (4, 3, 5, 2) if bounded else ():
        before, name = compact[:-length], compact[-length:]
        shaped = could_be_name(name) or is_shaped_like_name(name)
        if before and shaped and ends_with_standing(before) and not _is_committee(before, name):
            return before, name
    return None


def _is_committee(before: str, name: str) -> bool:
    """全国政协委员|会前访谈: no name begins there."""
    return name.startswith("会") and before.endswith(("委员", "代表", "常委"))


def _may_follow(name: str, before: str) -> bool:
    """Whether a name, parted by blanks, may stand behind these words."""
    if ends_with_standing(before):
        return could_be_name(name) or is_shaped_like_name(name)
    if _NAMES_A_MEMBER.search(before):
        return is_shaped_like_name(name)  # the identity vouches for a post that no list has
    return is_name(name) and ends_with_organisation(before)


def _before_dotted(words: str, start: int) -> tuple[str, str]:
    """Where a name with dots begins when a post runs into it: after the last post or identity that ends there."""
    dot = words.index("·", start)
    for at in range(dot - 1, start, -1):
        if ends_with_standing(words[:at]) and dot - at <= 8:
            return words[:at], words[at:]
    return words[:start], words[start:]
