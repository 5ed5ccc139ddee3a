"""This file finds the person at the head of a clause: where the name stands, and what says that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.lexicon.speaking import COLLECTIVE, RECOMMENDING
from briefing_app.importing.naming.descriptions import COMES_FROM, description_before, is_boundary
from briefing_app.importing.naming.leaders import is_leader
from briefing_app.importing.naming.names import HAN, alternatives, could_be_name, is_name
from briefing_app.importing.naming.people import Somebody, Standing, ends_with_organisation, read_standing
from briefing_app.importing.naming.voices import (
    ADVERB,
    BEHALF,
    CALLED,
    FARTHEST,
    IDENTITY_WORDS,
    TIME,
    VERB,
    Subject,
    Voice,
    called_by,
)

_DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+")
_SPACED = re.compile(rf"[{HAN}]\s[{HAN}]")
_LONGER_THAN_NAMES = 5
_GROUP_OPENS = re.compile(COLLECTIVE)
# What may follow a subject before the verb.
_MIDDLE_STARTS = re.compile(
    rf"^(?:$|（|{TIME}|抢先|开门见山|在|从|就|围绕|结合|针对|根据|通过|以|用|向|对|还|也|则|又|都|均|更|一直|长期|多年|连续|作(?:题为|了|大会|交流|主题|书面|口头|发言)|联合|共同|联名|发言|"
    r"带来|聚焦|关注|分享|随后|表[示达态]|列举|举例|深有|深感|深表|感[慨叹到言同]|坦[言承陈]|[开给]出的|笑[着言称道]|郑重|着重|重点|同样|特别|进一步|继续|再次|明确|积极|为|便|亦|接过|补充|"
    r"欣喜|激动|的建议是|的观点是|的(?:大会|书面|口头|交流)?发言|同时|首先|来自|来到|抛出|调研|走访|梳理|经(?![济贸营大理])|率先|第一个|最后|此次|今年|这次|说|告诉|直[言陈指]|追问|答[复道问]|提[出议醒到交]|建议|认为|指出|呼吁|介绍|强调|希望|"
    r"谈[到及道起]|称|倡[议导]|期[待盼]|解释|透露|回[应答复忆]|反[映问]|总结|写道|分别|先后|依次|等|主持|出席|参加|参与|讲[到道述话]|走[上进]|递交|撰写|展示)"
)
_FOLLOWS = re.compile(
    rf"在[{HAN}]{{1,10}}?(?:中|时|上|后|会|看来)|[{HAN}]{{2,4}}地(?:{VERB})|快[人言]快语|[{HAN}]出(?=[双了一])|{VERB}|{CALLED}|一路|一直|一边|一起|一行|道出|吐露|亮出|抢先|首先|最后|随后|接着|同时|特别|着重|重点|提交|递交|带来|有[些感话]|显得|发言|结合|围绕|主持|关注|分享|聚焦|针对|同样|郑重|进一步|率先|则|还|也|在|从|就|对|（|$"
)
_ACTS = re.compile(
    r"主持|出席|参加|参与|分享|讲述|走上|走进|带来|递交|提交|总结|听取|宣布|致辞|传达|通报|汇报|回顾|讲话|率队|率领|看望|调研|获得|展示|认真|多次|先后|深入|准备|撰写|关心|"
    r"来自|所在|从事|道出|吐露|亮出|到会|到场|应邀|抛出|一行|深有|深表|有[些感话]|显得|开门见山|率(?=[\u4e00-\u9fff]{2})|[曾已正](?=[\u4e00-\u9fff])|是|的(?=[\u4e00-\u9fff])|从|在(?![\u4e00-\u9fff]{0,2}局)|就|对"
)
_MEMBER_SAYS = re.compile(
    rf"^(?P<who>.{{0,30}}(?:政协委员|政协常委|人大代表)[、，].{{4,40}}?)(?={ADVERB}{VERB}|有[着自]|也有|则有|正在|曾)"
)
_CALLED_SAYS = re.compile(
    rf"^(?P<who>[^，。；]{{6,60}}?)(?P<called>委员|常委)(?={ADVERB}(?:建议|提出|认为|指出|表示|说|呼吁)$)"
)
_LAST_OF_DESCRIPTION = frozenset("人员士师家手匠")
_SURNAME_CALLED = re.compile(rf"^(?P<surname>[{HAN}])(?:委员|常委|院士)(?!会)")
_POST_AT_HEAD = re.compile(alternatives(head for head in POST_HEADS if len(head) > 1))
_ANCHOR = re.compile(rf"(?:{alternatives(POST_HEADS)}|{IDENTITY_WORDS})(?!会)|人士|[、\s的）”]")
_IDENTITY_INSIDE = re.compile(IDENTITY_WORDS)
_BRACKET = re.compile(r"（(?P<inside>[^（）]{1,40})）")
_CALLED_BY, _CALLED_AFTER = re.compile(CALLED), re.compile(r"委员|常委|院士|议员")
_CALLED_MEMBER = re.compile(r"(?:委员|常委|议员)(?!会)")
# 与会委员和专家认为: 和 joins two groups here, though it is a surname too.
_AND = frozenset("和与及")
_ANOTHER_GROUP = re.compile(
    r"[和与及](?:专家|学者|代表|嘉宾|企业|部门|群众|各界|市民|居民|有关|相关|其他|列席|特邀|村民|职工|干部|党外|部分|一些)"
)
_SAYS = re.compile(rf"{ADVERB}{VERB}")
_TELLS = re.compile(r"(?:回顾|讲述|分享|讲解|展示|描述|回忆|列举|道出)(?:了|着|起|自己|说)")
_STRONG_VERB = re.compile(rf"^{ADVERB}(?:{alternatives(RECOMMENDING)}|建议|认为|表示|指出|说|介绍|坦言|谈到)$")


def read_person(words: str, known: frozenset[str]) -> Subject | None:
    """A person at the head of a clause, or after words that lead up to one."""
    surely: Subject | None = None
    perhaps: Subject | None = None
    reached = -1
    for start, name in _places(words, known):
        subject = _speaking(words, start, name, known)
        if subject is not None:
            return _described_across(words, start, name, known) or subject
        acting = _acting(words, start, name, known)
        if acting is not None and (name in known or _ACTS.match(words[start + len(name) :])):
            surely = acting
        if acting is not None and start > reached:
            perhaps, reached = acting, start
    return _before_verb(words) or surely or perhaps


def _described_across(words: str, start: int, name: str, known: frozenset[str]) -> Subject | None:
    """Somebody named later whose posts reach over what looked like a name: 华东应|用技术研究院院长某某."""
    if name in known or _CALLED_MEMBER.match(words[start + len(name) :]):
        return None
    for later, other in _places(words, known):
        described = description_before(words[:later]) if later >= start + len(name) else None
        if described and later - len(described) - 1 <= start and is_name(other):
            subject = _speaking(words, later, other, known) or _acting(words, later, other, known)
            if subject is not None:
                return subject
    return None


def _before_verb(words: str) -> Subject | None:
    """A member with a post that no list has: 人大代表、某公司挡车工某某某告诉记者."""
    match = _MEMBER_SAYS.match(words[:FARTHEST])
    if match is None:
        return _called_behind_description(words)
    for length in (3, 2):
        name = match["who"][-length:]
        if is_name(name):
            described = match["who"][:-length]
            return Subject(Voice.PERSON, match.end("who"), (Somebody(name, read_standing(described)),))
    return None


def _called_behind_description(words: str) -> Subject | None:
    """某某推荐的代表人士、自由音乐人高山委员建议: what stands before the name is no post, but somebody it describes."""
    match = _CALLED_SAYS.match(words[:FARTHEST])
    if match is None:
        return None
    for length in (3, 2):
        before, name = match["who"][:-length], match["who"][-length:]
        if before[-1:] in _LAST_OF_DESCRIPTION and is_name(name):
            return Subject(Voice.PERSON, match.end("called"), (Somebody(name, called_by(Standing(), match["called"])),))
    return None


def read_surname(words: str, known: frozenset[str]) -> Subject | None:
    """陈委员, where only one person of that surname has been named."""
    match = _SURNAME_CALLED.match(words)
    named = [name for name in known if match and name.startswith(match["surname"])]
    if match is None or len(named) != 1:
        return None
    return Subject(Voice.PERSON, match.end(), (Somebody(named[0]),))


def _places(words: str, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where names may stand: at the head, after a post or an identity, before an identity; the likeliest length first."""
    for start in _starts(words, known):
        names = [words[start : start + length] for length in _lengths(words, start)]
        fitting = [name for name in names if _fits(words, start, name)]
        fitting = [name for name in fitting if "·" in name and name in known] or fitting
        for name in sorted(fitting, key=lambda name: (not is_name(name), -_room(words[start + len(name) :]))):
            yield start, name


def _room(after: str) -> int:
    """How well the words after a name part from it: the length of the word that they begin with."""
    match = _FOLLOWS.match(after)
    return match.end() if match else 0


def _starts(words: str, known: frozenset[str]) -> list[int]:
    near = words[:FARTHEST]
    starts = {0, *(match.end() for match in _ANCHOR.finditer(near))}
    for match in _IDENTITY_INSIDE.finditer(near):
        starts.update(max(match.start() - length, 0) for length in (2, 3, 4))
    starts.update(match.start() for match in _known_in(near, known))
    return sorted(starts)


def _known_in(words: str, known: frozenset[str]) -> list[re.Match[str]]:
    return list(pattern_of(known).finditer(words)) if known else []


@lru_cache(maxsize=8)
def pattern_of(known: frozenset[str]) -> re.Pattern[str]:
    return re.compile(alternatives(known))


def _lengths(words: str, start: int) -> tuple[int, ...]:
    dotted = _DOTTED.match(words, start)
    if dotted:
        return tuple(range(dotted[0].rindex("·") + 2, len(dotted[0]) + 1))
    if _SPACED.match(words, start):
        return (3,)
    return (3, 2, 4, 5)


def _fits(words: str, start: int, name: str) -> bool:
    """Whether a name can stand there: any that is shaped like one; rare ones only between a head and an identity."""
    bare = name.replace(" ", "")
    if words[start : start + 1] in _AND and _ANOTHER_GROUP.match(words, start):
        return False
    if is_name(bare):
        return True
    after = words[start + len(name) :]
    tells = _SAYS.match(after) or (_TELLS.match(after) and _IDENTITY_INSIDE.search(words, 0, start))
    if not (_CALLED_MEMBER.match(after) or (start and tells)) or not could_be_name(bare):
        return False
    if _IDENTITY_INSIDE.search(bare):
        return False  # 无党派人士|界常委某某
    if len(bare) == _LONGER_THAN_NAMES and is_name(bare[:3]):
        return False  # a name and what its bearer does
    if _POST_AT_HEAD.match(bare) or _GROUP_OPENS.match(words[start:]):
        return False
    before = words[:start]
    return start == 0 or bool(COMES_FROM.search(before)) or description_before(before) is not None


def _acting(words: str, start: int, name: str, known: frozenset[str]) -> Subject | None:
    """Somebody with a post who does something else than speak: whom a pronoun may mean afterwards."""
    described = description_before(words[:start])
    called = _CALLED_AFTER.match(words, start + len(name))
    if described is None and (name in known or called) and (start == 0 or is_boundary(words[:start])):
        described = ""
    if described is None:
        return None
    standing = called_by(read_standing(described), called[0] if called else None)
    somebody = Somebody(name.replace(" ", ""), standing)
    voice = Voice.LEADER if is_leader((somebody,), described) else Voice.PERSON
    return Subject(voice, len(words), (somebody,))


def _speaking(words: str, start: int, name: str, known: frozenset[str]) -> Subject | None:
    """Somebody who may be about to speak: a post, an identity or a bracket beside the name, and room for a verb."""
    before, after = words[:start], words[start + len(name) :]
    bracket = _BRACKET.match(after)
    after = after[bracket.end() :] if bracket else after
    match = _CALLED_BY.match(after)
    called = match[0] if match else None
    if called == "代表" and BEHALF.match(after):
        called = None
    tail = after[len(called or "") :]
    if bracket is None and (bracket := _BRACKET.match(tail)):
        tail = tail[bracket.end() :]
    described = description_before(before)
    if before and described is None and not ((called or name in known) and is_boundary(before)):
        return None
    behalf = BEHALF.match(tail)
    if not (behalf or _MIDDLE_STARTS.match(tail) or _SAYS.match(tail)):
        return None
    spoken_for = behalf is not None and ends_with_organisation(behalf["body"])
    marked = described is not None or called or bracket or name in known or spoken_for
    if not marked and not _STRONG_VERB.match(tail):
        return None
    standing = called_by(_with_bracket(read_standing(described or ""), bracket), called)
    somebody = Somebody(name.replace(" ", ""), standing, behalf["body"] if behalf else None)
    voice = Voice.LEADER if is_leader((somebody,), described or "") else Voice.PERSON
    length = len(words) - len(tail) + (behalf.end() if behalf else 0)
    return Subject(voice, length, (somebody,), behalf=somebody.on_behalf_of)


def _with_bracket(standing: Standing, bracket: re.Match[str] | None) -> Standing:
    inside = read_standing(bracket["inside"]) if bracket else Standing()
    if not inside.sound:
        return standing
    return Standing(standing.affiliations + inside.affiliations, standing.identities + inside.identities, sound=True)
