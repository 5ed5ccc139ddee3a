"""This file reads the subject of a clause: a person with posts and an identity, several people, a group, a pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from briefing_app.importing.lexicon.actions import ACTIONS
from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.lexicon.speaking import ADVERBS, COLLECTIVE, LEADER_BODIES, RECOMMENDING, SPEAKING
from briefing_app.importing.names import HAN, alternatives, could_be_name, is_name
from briefing_app.importing.people import (
    Somebody,
    Standing,
    ends_with_organisation,
    ends_with_standing,
    read_standing,
    split_trailing_name,
)


class Voice(Enum):
    """Whose words they are."""

    PERSON = "person"
    PRONOUN = "pronoun"
    GROUP = "group"
    LEADER = "leader"  # a chair or a leader: narration
    NOBODY = "nobody"  # a meeting, a document, a body: narration
    MENTION = "mention"  # a person named as acting; a pronoun may follow


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about, and how much of it names them."""

    voice: Voice
    length: int
    people: tuple[Somebody, ...] = ()
    label: str | None = None
    behalf: str | None = None
    complete: bool = False  # nothing but the words follows (在某人看来)


VERB = rf"(?:(?<![见条项点的些策])建议|{alternatives(SPEAKING)})"
_MANNER = rf"[{HAN}]{{2}}地|[{HAN}]{{4}}地|快人快语|快言快语"  # 自豪地, 深有感触地
ADVERB = rf"(?:{alternatives(ADVERBS)}|{_MANNER})*"
TIME = r"昨[日天]|今[日天]|日前|近日|当[日天]|此前|[上下]午|\d{1,2}[月日]"
_IDENTITY = r"委员|常委|代表|院士|议员"
_CALLED = rf"{_IDENTITY}|先生|女士|同志|教授|主任|主席|会长|院长|校长|局长|董事长|总经理|主委|书记"
_DOTTED = rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+"
_NAME = rf"(?:[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}}?)+|[{HAN}]{{2,4}}?|[{HAN}]\s[{HAN}])"
_VERBS = frozenset(ACTIONS)
_LONGER_THAN_NAMES = 5
_FARTHEST = 90  # characters: no subject stands deeper in a clause

_PRONOUN = re.compile(
    r"^(?:同时|此外|对此|为此|因此|另外)?(?P<pronoun>他们|她们|他|她|两位委员|两人|这位委员)(?=[^们的])"
)
_COLLECTIVE = re.compile(
    rf"^(?:会上|会议上|座谈会上|座谈中|讨论中|交流中|发言中|期间|其间|对此)?(?P<label>{COLLECTIVE})(?P<middle>[^，。；：]{{0,30}}?)(?={VERB}|$)"
)
_GROUP_OPENS = re.compile(COLLECTIVE)
_SEEN_BY = re.compile(r"^在(?P<who>.{1,50}?)看来$")
_BEHALF_ENDS = r"(?=作?(?:大会|书面|口头|联组)?发言|在(?!线)|就|围绕|建议|提出|认为|表示|指出|答复|介绍|汇报|说|作|$)"
_BEHALF = re.compile(rf"^代表(?!{VERB})(?P<body>[{HAN}、]{{2,24}}?){_BEHALF_ENDS}")
# What may follow a subject before the verb.
_MIDDLE_STARTS = re.compile(
    rf"^(?:$|（|{TIME}|抢先|开门见山|在|从|就|围绕|结合|针对|根据|通过|以|用|向|对|还|也|则|又|都|均|更|一直|长期|多年|连续|作(?:题为|了|大会|交流|主题|书面|口头|发言)|联合|共同|联名|发言|"
    r"带来|聚焦|关注|分享|随后|表[示达态]|列举|举例|深有|深感|深表|感[慨叹到言同]|坦[言承陈]|笑[着言称道]|郑重|着重|重点|同样|特别|进一步|继续|再次|明确|积极|为|便|亦|接过|补充|"
    r"欣喜|激动|的建议是|的观点是|的发言|同时|首先|来自|来到|经(?![济贸营大理])|率先|第一个|最后|此次|今年|这次|说|告诉|直[言陈指]|追问|答[复道问]|提[出议醒到交]|建议|认为|指出|呼吁|介绍|强调|希望|"
    r"谈[到及道起]|称|倡[议导]|期[待盼]|解释|透露|回[应答复忆]|反[映问]|总结|写道|分别|先后|依次|等|主持|出席|参加|参与|讲[到道述话]|走[上进]|递交|撰写|展示)"
)
_FOLLOWS = re.compile(
    rf"{VERB}|{_CALLED}|抢先|首先|最后|随后|接着|同时|特别|着重|重点|提交|递交|带来|有[些感话]|显得|发言|结合|围绕|主持|关注|分享|聚焦|针对|同样|郑重|进一步|率先|则|还|也|在|从|就|对|（|$"
)
_ACTS = re.compile(
    r"主持|出席|参加|参与|分享|讲述|走上|走进|带来|递交|提交|总结|听取|宣布|致辞|传达|通报|汇报|回顾|讲话|率队|率领|看望|调研|获得|展示|认真|多次|先后|深入|准备|撰写|关心|"
    r"来自|所在|从事|到会|到场|应邀|抛出|一行|深有|深表|有[些感话]|显得|开门见山|率(?=[\u4e00-\u9fff]{2})|[曾已正](?=[\u4e00-\u9fff])|是|的(?=[\u4e00-\u9fff])|从|在(?![\u4e00-\u9fff]{0,2}局)|就|对"
)
_LISTED = re.compile(
    rf"(?P<names>{_NAME}(?:[、和]{_NAME})+?)(?P<called>{_CALLED})?(?P<rest>(?:等|也?分别|先后|依次|[\d一二三四五六七八九十]+[位名人]|联|共|{ADVERB}{VERB}|在|就|围绕|结合|针对|从|作|代表|提交|带来|则|也|还).*)?$"
)
_TAKES_PART = re.compile(r"(?:先后|分别|依次|踊跃|积极)?(?:作了?|进行了?)?(?:交流|大会|主题|互动)?发言|回答了?|谈了?")
_LAST_OF_LIST = re.compile(rf"[和与及](?P<who>[{HAN}]{{4,24}}?)(?:等|先后|分别|依次|踊跃|也|作了?|发言)")
_AND_OTHERS = re.compile(rf"^等(?:[\d一二三四五六七八九十]{{1,3}}[位名])?(?P<called>委员|常委|代表)(?={ADVERB}{VERB})")
_ONLY_LISTED = re.compile(r"^(?:等|也?分别|先后|依次|[\d一二三四五六七八九十]+[位名人])")
_LEADER = re.compile(
    rf"(?:{LEADER_BODIES})(?:党组)?(?:原|常务)?(?:第一)?(?:副)?(?:主席|书记|市长|省长|区长|县长|州长|秘书长|主任|总理|委员长|常委)|国家主席|总书记|国务院总理|国务委员|"
    r"(?:^|[，、\s])(?:常务)?副?(?:市长|省长|区长|县长|州长)(?:$|[，、\s])|中央政治局"
)
_COMES_FROM = re.compile(rf"来自[{HAN}]{{2,12}}的$")
_FROM = re.compile(rf"来自(?P<body>[{HAN}]{{2,20}})的(?P<post>[{HAN}]{{2,12}})$")
# Committees of the other parties and of the youth league have leaders who come to speak as members.
_OTHER_PARTIES = re.compile(
    rf"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|团|妇联|侨联|工商联)[{HAN}]{{0,8}}?(?:中央|[省市区县州]委会?|委员会|总支|支部|基层委)"
)
_PARTY_BODY = re.compile(
    rf"^(?P<body>(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|[{HAN}]{{0,4}}工商联|[{HAN}]{{0,4}}妇联|[{HAN}]{{0,4}}侨联)(?:[{HAN}]{{0,8}}?(?:中央|[省市区县州]委会?|基层委|总支|支部))?)"
    rf"(?={ADVERB}{VERB}|在(?:大会)?发言|的发言)"
)
_MEMBER_SAYS = re.compile(rf"^(?P<who>.{{0,30}}(?:政协委员|政协常委|人大代表)[、，].{{4,40}}?)(?={ADVERB}{VERB})")
_SURNAME_CALLED = re.compile(rf"^(?P<surname>[{HAN}])(?:委员|常委|院士)(?!会)")
_SUPREME = re.compile(r"总书记|国家主席|总理|毛泽东|邓小平")
_POST_END = re.compile(rf"(?:{alternatives(POST_HEADS)}|{_IDENTITY}|人士)$")
_POST_AT_HEAD = re.compile(alternatives(head for head in POST_HEADS if len(head) > 1))
_HINT = re.compile(
    rf"{VERB}|{_IDENTITY}|人士|看来|们|[长任席记裁理]|教授|专家|研究员|{alternatives(h for h in POST_HEADS if len(h) > 1)}"
)
_OPENS_WITH_VERB = re.compile(VERB)
_ANCHOR = re.compile(rf"(?:{alternatives(POST_HEADS)}|{_IDENTITY})(?!会)|人士|[、\s的）”]")
_STRONG_VERB = re.compile(rf"^{ADVERB}(?:{alternatives(RECOMMENDING)}|建议|认为|表示|指出|说|介绍|坦言|谈到)$")


def read_subject(words: str, known: frozenset[str]) -> Subject | None:
    """The subject at the head of a (folded) clause; `known` are names that need nothing beside them."""
    if _OPENS_WITH_VERB.match(words):
        return None  # 建议……: nobody stands before it
    if pronoun := _pronoun(words):
        return pronoun
    near = words[:_FARTHEST]
    if not _HINT.search(near) and not (known and _pattern_of(known).search(near)):
        return None  # most clauses: no verb of speaking, no post, no identity, no known name
    return (
        _body(words)
        or _seen_by(words, known)
        or _listed(words)
        or _surname_only(words, known)
        or _person(words, known)
        or _group(words)
    )


def is_party_body(words: str) -> bool:
    """Whether a party's committee is the subject: its words are a contribution, not a meeting's."""
    return bool(_PARTY_BODY.match(words))


def is_leader(people: tuple[Somebody, ...], described: str = "") -> bool:
    """Whether somebody speaks as a chair or a leader: a leading post and no membership printed beside it."""
    for person in people:
        posts = _OTHER_PARTIES.sub("", described or "、".join(str(a) for a in person.standing.affiliations))
        if _SUPREME.search(posts):
            return True
        members = [i for i in person.standing.identities if i not in {"院士", "常委"} and not i.endswith("政治局常委")]
        if _LEADER.search(posts) and not members and person.on_behalf_of is None:
            return True
    return False


def _body(words: str) -> Subject | None:
    """A committee of a party that speaks as a body: 民建某市委会建议."""
    match = _PARTY_BODY.match(words)
    if match is None:
        return None
    return Subject(Voice.GROUP, match.end(), label=match["body"], behalf=match["body"])


def _pronoun(words: str) -> Subject | None:
    match = _PRONOUN.match(words)
    return Subject(Voice.PRONOUN, match.end()) if match else None


def _seen_by(words: str, known: frozenset[str]) -> Subject | None:
    match = _SEEN_BY.match(words)
    if match and match["who"] in {"他", "她"}:
        return Subject(Voice.PRONOUN, len(words), complete=True)
    subject = _person(match["who"], known) if match else None
    if match is None or subject is None or subject.length < len(match["who"]):
        return None
    return Subject(subject.voice, len(words), subject.people, complete=True)


def _group(words: str) -> Subject | None:
    match = _COLLECTIVE.match(words)
    if not match or match["label"] in _IDENTITY.split("|") or len(match["label"]) < 2:
        return None
    return Subject(Voice.GROUP, match.end("label"), label=match["label"])


def _listed(words: str) -> Subject | None:
    """Several people who speak together, or a mere list of names."""
    for match in _LISTED.finditer(words[:_FARTHEST]):
        names = tuple(name.replace(" ", "") for name in _separate(match["names"]))
        described, first = description_before(words[: match.start()]), names[0] if names else ""
        if names and not is_name(first):
            split = next(
                ((first[:-n], first[-n:]) for n in (3, 2, 4) if is_name(first[-n:]) and _POST_END.search(first[:-n])),
                None,
            )
            if split is None:
                continue
            described = description_before(words[: match.start()] + split[0])
            names = (split[1], *names[1:])
        elif match.start() and described is None:
            continue
        if len(names) < 2 or not all(map(is_name, names)):
            continue
        if not (match["called"] or described or _AND_OTHERS.match(match["rest"] or "")):
            continue
        called, length = match["called"], match.end("called") if match["called"] else match.end("names")
        others = _AND_OTHERS.match(words[length:])
        if others:
            called, length = others["called"], length + others.end("called")
        elif _ONLY_LISTED.match(match["rest"] or ""):
            return Subject(Voice.NOBODY, len(words))
        standing = _called(read_standing(described or ""), called)
        return Subject(Voice.PERSON, length, tuple(Somebody(name, standing) for name in names))
    return None


def listed_names(text: str) -> set[str]:
    """The names in lists of those who speak: 某某、某某和村民代表某某先后发言."""
    found: set[str] = set()
    for clause in re.split(r"[，。；\n]", text):
        if not _TAKES_PART.search(clause):
            continue
        for match in _LISTED.finditer(clause[:_FARTHEST]):
            found.update(name.replace(" ", "") for name in _separate(match["names"]) if is_name(name))
        last = _LAST_OF_LIST.search(clause)
        split = split_trailing_name(last["who"]) if last else None
        found.update([split[1]] if split else [])
    return found


def _separate(names: str) -> list[str]:
    """The names of a list; 和 may join them or stand in one."""
    parts = names.split("、")
    first, joint, second = parts[-1].rpartition("和")
    if joint and first and is_name(second) and is_name(first):
        parts[-1:] = [first, second]
    return [re.sub(rf"(?<=[{HAN}]{{2}})(?:{_IDENTITY})$", "", part) for part in parts]


def _called(standing: Standing, called: str | None) -> Standing:
    """The standing, with the identity that is printed after the name."""
    if called is None or called not in _IDENTITY.split("|"):
        return standing
    return Standing(standing.affiliations, (*standing.identities, called), standing.sound)


def _person(words: str, known: frozenset[str]) -> Subject | None:
    """A person at the head of a clause, or after words that lead up to one."""
    surely: Subject | None = None
    perhaps: Subject | None = None
    reached = -1
    for start, name in _places(words, known):
        subject = _speaking(words, start, name, known)
        if subject is not None:
            return subject
        acting = _acting(words, start, name, known)
        if acting is not None and (name in known or _ACTS.match(words[start + len(name) :])):
            surely = acting
        if acting is not None and start > reached:
            perhaps, reached = acting, start
    return _before_verb(words) or surely or perhaps


def _before_verb(words: str) -> Subject | None:
    """A member with a post that no list has: 人大代表、某公司挡车工某某某告诉记者."""
    match = _MEMBER_SAYS.match(words[:_FARTHEST])
    if match is None:
        return None
    for length in (3, 2):
        name = match["who"][-length:]
        if is_name(name):
            described = match["who"][:-length]
            return Subject(Voice.PERSON, match.end("who"), (Somebody(name, read_standing(described)),))
    return None


def _surname_only(words: str, known: frozenset[str]) -> Subject | None:
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
        for name in sorted(fitting, key=lambda name: (not is_name(name), -_room(words[start + len(name) :]))):
            yield start, name


def _room(after: str) -> int:
    """How well the words after a name part from it: the length of the word that they begin with."""
    match = _FOLLOWS.match(after)
    return match.end() if match else 0


def _starts(words: str, known: frozenset[str]) -> list[int]:
    near = words[:_FARTHEST]
    starts = {0, *(match.end() for match in _ANCHOR.finditer(near))}
    for match in re.finditer(_IDENTITY, near):
        starts.update(max(match.start() - length, 0) for length in (2, 3, 4))
    starts.update(match.start() for match in _known_in(near, known))
    return sorted(starts)


def _known_in(words: str, known: frozenset[str]) -> list[re.Match[str]]:
    return list(_pattern_of(known).finditer(words)) if known else []


@lru_cache(maxsize=8)
def _pattern_of(known: frozenset[str]) -> re.Pattern[str]:
    return re.compile(alternatives(known))


def _lengths(words: str, start: int) -> tuple[int, ...]:
    dotted = re.match(_DOTTED, words[start:])
    if dotted:
        return tuple(range(dotted[0].rindex("·") + 2, len(dotted[0]) + 1))
    if re.match(rf"[{HAN}]\s[{HAN}]", words[start:]):
        return (3,)
    return (3, 2, 4, 5)


def _fits(words: str, start: int, name: str) -> bool:
    """Whether a name can stand there: any that is shaped like one; rare ones only between a head and an identity."""
    bare = name.replace(" ", "")
    if is_name(bare):
        return True
    before = words[:start]
    at_head = start == 0 or bool(_COMES_FROM.search(before)) or description_before(before) is not None
    after = words[start + len(name) :]
    if (
        not (at_head and could_be_name(bare))
        or _holds_verb(bare)
        or _POST_AT_HEAD.match(bare)
        or _GROUP_OPENS.match(words[start:])
    ):
        return False
    if len(bare) == _LONGER_THAN_NAMES and is_name(bare[:3]):
        return False  # a name and what its bearer does
    return bool(re.match(r"委员|常委|议员", after) or (start and re.match(rf"{ADVERB}{VERB}", after)))


def _holds_verb(name: str) -> bool:
    """要加强委员……: no name without a known surname has a verb of action in it."""
    return any(name[at : at + 2] in _VERBS for at in range(len(name) - 1))


def _acting(words: str, start: int, name: str, known: frozenset[str]) -> Subject | None:
    """Somebody with a post who does something else than speak: whom a pronoun may mean afterwards."""
    described = description_before(words[:start])
    called = re.match(r"委员|常委|院士|议员", words[start + len(name) :])
    if described is None and (name in known or called) and (start == 0 or _is_boundary(words[:start])):
        described = ""
    if described is None:
        return None
    standing = _called(read_standing(described), called[0] if called else None)
    somebody = Somebody(name.replace(" ", ""), standing)
    voice = Voice.LEADER if is_leader((somebody,), described) else Voice.PERSON
    return Subject(voice, len(words), (somebody,))


def _speaking(words: str, start: int, name: str, known: frozenset[str]) -> Subject | None:
    """Somebody who may be about to speak: a post, an identity or a bracket beside the name, and room for a verb."""
    before, after = words[:start], words[start + len(name) :]
    bracket = re.match(r"^（(?P<inside>[^（）]{1,40})）", after)
    after = after[bracket.end() :] if bracket else after
    match = re.match(rf"^(?:{_CALLED})", after)
    called = match[0] if match else None
    if called == "代表" and _BEHALF.match(after):
        called = None
    tail = after[len(called or "") :]
    if bracket is None and (bracket := re.match(r"^（(?P<inside>[^（）]{1,40})）", tail)):
        tail = tail[bracket.end() :]
    described = description_before(before)
    if before and described is None and not ((called or name in known) and _is_boundary(before)):
        return None
    behalf = _BEHALF.match(tail)
    if not (behalf or _MIDDLE_STARTS.match(tail) or re.match(rf"{ADVERB}{VERB}", tail)):
        return None
    spoken_for = behalf is not None and ends_with_organisation(behalf["body"])
    marked = described is not None or called or bracket or name in known or spoken_for
    if not marked and not _STRONG_VERB.match(tail):
        return None
    standing = _called(_with_bracket(read_standing(described or ""), bracket), called)
    somebody = Somebody(name.replace(" ", ""), standing, behalf["body"] if behalf else None)
    voice = Voice.LEADER if is_leader((somebody,), described or "") else Voice.PERSON
    length = len(words) - len(tail) + (behalf.end() if behalf else 0)
    return Subject(voice, length, (somebody,), behalf=somebody.on_behalf_of)


def _with_bracket(standing: Standing, bracket: re.Match[str] | None) -> Standing:
    inside = read_standing(bracket["inside"]) if bracket else Standing()
    if not inside.sound:
        return standing
    return Standing(standing.affiliations + inside.affiliations, standing.identities + inside.identities, sound=True)


def description_before(before: str) -> str | None:
    """The posts and identities right before a name, without what leads up to them."""
    if not before:
        return None
    origin = _FROM.search(before)
    if origin and ends_with_organisation(origin["body"]):
        return origin["body"] + origin["post"]
    words = re.sub(
        r"^.*(?:(?<!新)的|”|：|。|表示|介绍|专访了?|采访了?|访谈了?|对话|邀请到?了?|请到了?|[—–-]访|记者(?![部站室协中])|来自|作为|身为|在(?=[\u4e00-\u9fff]{4,}))(?=[\u4e00-\u9fff])",
        "",
        before,
    )
    words = words.strip(" ，、")
    if not words or not _POST_END.search(words) or not ends_with_standing(words):
        return None
    if is_name(re.sub(rf"(?:{_IDENTITY})$", "", words)):
        return None  # another member, not a description
    return words


def _is_boundary(before: str) -> bool:
    """Whether a name may begin after these words though they are no description."""
    return bool(re.search(r"(?:的|”|）|和|与|上|中|时|来自|作为|后|是|有|请|[、，：\s])$", before))
