"""This file finds in running text who is said to have said what: 某委员建议，……, 他说，……, 大家认为，……."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.lexicon.speaking import (
    ADVERBS,
    COLLECTIVE,
    INSTITUTIONS,
    LEADER_BODIES,
    RECOMMENDING,
    SPEAKING,
)
from briefing_app.importing.names import HAN, alternatives, could_be_name, is_name
from briefing_app.importing.people import Somebody, Standing, ends_with_standing, read_standing
from briefing_app.importing.sentences import clauses, stretches


class Voice(Enum):
    """Whose words they are."""

    PERSON = "person"
    PRONOUN = "pronoun"
    GROUP = "group"
    LEADER = "leader"  # a chair or a leader: narration
    NOBODY = "nobody"  # a meeting, a document, a body: narration
    MENTION = "mention"  # a person named as acting; a pronoun may follow


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution in a text: it stands at `[start, end)`, in the sentence that begins at `sentence`."""

    sentence: int
    start: int
    end: int  # where the words begin
    voice: Voice
    people: tuple[Somebody, ...] = ()
    label: str | None = None
    verb: str = ""
    on_behalf_of: str | None = None

    @property
    def recommends(self) -> bool:
        return self.verb in RECOMMENDING or self.verb.endswith(("建议", "呼吁"))

    @property
    def name(self) -> str | None:
        return self.people[0].name if self.people else None


_VERB = rf"(?:(?<![见条项点的些策])建议|{alternatives(tuple(SPEAKING))})"
_ADVERBS = rf"(?:{alternatives(tuple(ADVERBS))})*"
# A verb introduces words only when a mark, a quotation or the words themselves follow, not an object of its own.
_NO_WORDS = rf"(?!了|过|着|的(?!是)|会|出了?[{HAN}]{{0,6}}(?:意见|建议|问题)(?:和建议)?(?:$|[，。])|[{HAN}]{{0,8}}(?:情况|意见建议|意见和建议)(?:$|[，。；]))"
_SAID = re.compile(rf"(?P<adverbs>{_ADVERBS})(?P<verb>{_VERB}){_NO_WORDS}")
_DIRECT = frozenset(["建议", "呼吁", "希望", "提议", "主张", "期待", "认为", "倡议", "提醒", "说"])

_IDENTITY = r"委员|常委|代表|院士|议员"
_CALLED = rf"{_IDENTITY}|先生|女士|同志|教授|主任|主席|会长|院长|校长|局长|董事长|总经理|主委|书记"
_NAME = rf"(?:[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+|[{HAN}]{{2,4}}|[{HAN}]\s[{HAN}])"
_PRONOUN = re.compile(
    r"^(?:“?[^“”]*”)?(?:同时|此外|对此|为此|因此|另外)?(?P<pronoun>他|她|他们|她们|两位委员|两人|这位委员)(?=[^们的])"
)
_COLLECTIVE = re.compile(
    rf"^(?:会上|会议上|座谈会上|座谈中|讨论中|交流中|发言中|期间|其间|对此)?(?P<label>{COLLECTIVE})(?P<middle>[^，。；：]{{0,30}}?)(?={_VERB}|$)"
)
_INSTITUTION = re.compile(
    rf"^{INSTITUTIONS}(?:还|也|同时|特别)?(?P<verb>强调|指出|要求|认为|提出|决定|号召|希望|建议|明确)"
)
_LEAD_IN = re.compile(
    r"^(?:同时|此外|另外|对此|为此|因此|其中|首先|随后|接着|最后|会上|座谈会上|发言中|讨论中|会后|当天|在会上)+"
)
_BETWEEN = re.compile(
    rf"^(?:（[^（）]{{1,40}}）)?(?P<called>{_CALLED})?(?:（[^（）]{{1,40}}）)?"
    rf"(?P<behalf>代表(?P<body>[{HAN}]{{2,24}}?)(?=作?(?:大会|书面)?发言|在|就|围绕|建议|提出|认为|表示|$))?"
    rf"(?P<middle>(?:作?(?:了)?(?:题为)?(?:《[^》]{{1,40}}》|“[^”]{{1,40}}”)?的?(?:大会|书面|口头|交流)?发言(?:时|中)?)?[^。；]{{0,40}}?)$"
)
_MIDDLE_STARTS = re.compile(
    r"^(?:$|（|在|从|就|围绕|结合|针对|根据|通过|以|用|向|对|还|也|则|又|都|均|更|一直|长期|多年|连续|作|联合|共同|联名|发言|带来|聚焦|关注|分享|随后|表达|列举|举|深有|深|感|坦|笑|郑重|着重|重点|同样|特别|"
    r"进一步|继续|再次|明确|积极|为|便|亦|接过|补充|欣喜|激动|的建议是|的观点是|的发言|同时|首先|来|经|表|是|率先|第一个|最|此次|今年|这次|说|告诉)"
)
_LEADER = re.compile(
    rf"(?:{LEADER_BODIES})(?:党组)?(?:原|常务)?(?:第一)?(?:副)?(?:主席|书记|市长|省长|区长|县长|州长|秘书长|主任|总理|委员长|常委)|国家主席|总书记|国务院总理|国务委员|"
    r"(?:^|[，、\s])(?:常务)?副?(?:市长|省长|区长|县长|州长)(?:$|[，、\s])|中央政治局"
)
_SUPREME = re.compile(r"总书记|国家主席|总理|毛泽东|邓小平")
_NAMES_TOGETHER = re.compile(rf"(?P<names>{_NAME}(?:[、和]{_NAME})+)(?P<called>{_CALLED})?(?P<rest>.*)$")
_ACTS = re.compile(
    r"(?:主持|出席|参加|参与|分享|讲述|走上|走进|带来|递交|提交|做|总结|听取|宣布|致辞|传达|通报|汇报|回顾|讲话|率|看望|调研|获得|拿|展示|长|身|对|与|和|有|认真|多次|先后|深入|已|曾|正|准备|撰写|关心|最|每|用|给|讲|谈)"
)
_POST_END = re.compile(rf"(?:{alternatives(tuple(POST_HEADS))}|{_IDENTITY}|人士)$")


def find_attributions(text: str, known: frozenset[str] = frozenset()) -> list[Attribution]:
    """The attributions in a (folded) paragraph; `known` are names that need no post or identity beside them."""
    found: list[Attribution] = []
    for stretch in stretches(text):
        last: Attribution | None = None
        for start, end, mark in clauses(text, stretch.start, stretch.end):
            attribution = _read_clause(text, stretch.start, (start, end, mark), known, open_mention=last)
            if attribution is None:
                continue
            if attribution.voice is not Voice.MENTION:
                found.append(attribution)
                last = None
            else:
                last = attribution
        if last is not None:
            found.append(last)
    return found


def _read_clause(
    text: str,
    sentence: int,
    clause: tuple[int, int, str],
    known: frozenset[str],
    *,
    open_mention: Attribution | None,
) -> Attribution | None:
    """The attribution that a clause makes; `open_mention`: somebody named before in the sentence, still without a verb."""
    start, end, mark = clause
    words = text[start:end]
    offset = len(words) - len(words.lstrip(" “"))
    words = words.strip(" “")
    if not words:
        return None
    lead = _LEAD_IN.match(words)
    shift = lead.end() if lead and lead.end() < len(words) else 0
    base = start + offset + shift
    body = words[shift:]
    institution = _INSTITUTION.match(words)
    if institution:
        return Attribution(sentence, start, end, Voice.NOBODY, verb=institution["verb"])
    subject = _pronoun(body) or _seen_by(body, known) or _person(body, known) or _group(body)
    if subject is None:
        return _late_verb(text, sentence, clause, open_mention)
    rest = body[subject.length :]
    said = _verb_of(rest, mark)
    voice, people = subject.voice, subject.people
    if said is None:
        if subject.complete:
            return Attribution(sentence, base, end, voice, people, subject.label, "看来", subject.behalf)
        if voice in {Voice.PERSON, Voice.LEADER}:
            return Attribution(
                sentence,
                base,
                end,
                Voice.LEADER if voice is Voice.LEADER and mark != "，" else Voice.MENTION,
                people,
                on_behalf_of=subject.behalf,
            )
        if voice is Voice.GROUP and re.search(r"(?:提出|发表|交流)[^，。]{0,12}(?:意见|建议)", rest):
            return Attribution(sentence, base, end, voice, (), subject.label, "建议")
        return None
    verb, at = said
    if (
        voice is Voice.LEADER
        and verb in RECOMMENDING
        and any("政协委员" in i or "政协常委" in i for p in people for i in p.standing.identities)
    ):
        voice = Voice.PERSON
    return Attribution(sentence, base, base + subject.length + at, voice, people, subject.label, verb, subject.behalf)


def _late_verb(
    text: str, sentence: int, clause: tuple[int, int, str], mention: Attribution | None
) -> Attribution | None:
    """某委员结合自身工作，建议……: the verb opens a later clause of the sentence that names the person."""
    if mention is None:
        return None
    start, end, mark = clause
    words = text[start:end]
    match = re.match(rf"^\s*{_SAID.pattern}", words)
    if match is None or not _introduces(match["verb"], words[match.end() :], mark):
        return None
    voice = Voice.PERSON if not is_leader(mention.people) else Voice.LEADER
    return Attribution(
        sentence,
        mention.start,
        start + match.end(),
        voice,
        mention.people,
        verb=match["verb"],
        on_behalf_of=mention.on_behalf_of,
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    voice: Voice
    length: int  # how much of the clause it takes
    people: tuple[Somebody, ...] = ()
    label: str | None = None
    behalf: str | None = None
    complete: bool = False  # nothing but the words follows (在某人看来)


def _verb_of(rest: str, mark: str) -> tuple[str, int] | None:
    """The verb of speaking after a subject, and where the words begin."""
    for match in _SAID.finditer(rest[:90]):
        middle = rest[: match.start()]
        if not (_MIDDLE_STARTS.match(middle) or re.fullmatch(_ADVERBS, middle)) or re.search(r"[、的]$", middle):
            continue
        if _introduces(match["verb"], rest[match.end() :], mark):
            return match["verb"], match.end()
    return None


def _introduces(verb: str, after: str, mark: str) -> bool:
    if not after.strip("：，“” "):
        return mark in {"，", "：", "。", "”", "；", ""}
    if verb in _DIRECT and len(after) >= 4:
        return True
    return (
        bool(re.match(r"(?:道|说|到|称)?$|[“：]|(?:要|应|必须|需|可以|在|对|将|加|推|建)", after)) and len(after) >= 0
    )


def _pronoun(words: str) -> _Subject | None:
    match = _PRONOUN.match(words)
    return _Subject(Voice.PRONOUN, match.end()) if match else None


def _seen_by(words: str, known: frozenset[str]) -> _Subject | None:
    """在某单位某人看来."""
    match = re.match(r"^在(?P<who>.{2,50}?)看来$", words)
    if not match:
        return None
    subject = _person(match["who"], known)
    if subject is None or subject.length < len(match["who"]):
        return None
    return _Subject(subject.voice, len(words), subject.people, complete=True)


def _group(words: str) -> _Subject | None:
    match = _COLLECTIVE.match(words)
    if not match or re.match(r"代表(?!们)[\u4e00-\u9fff]", match["label"]) or len(match["label"]) < 2:
        return None
    if match["label"] in _IDENTITY.split("|"):
        return None
    return _Subject(Voice.GROUP, match.end("label"), label=match["label"])


def _person(words: str, known: frozenset[str]) -> _Subject | None:
    """A person (or several) at the head of a clause, with posts before and an identity after the name."""
    together = _together(words)
    if together:
        return together
    described: list[_Subject] = []
    for start in _possible_starts(words, known):
        for length in _lengths(words, start):
            name = words[start : start + length]
            if not _fits(words, start, name):
                continue
            subject = _subject_at(words, start, name, known)
            if subject is not None:
                return subject
            acting = _acting(words, start, name, known)
            if acting is not None:
                described.append(acting)
    return described[0] if described else None


def _fits(words: str, start: int, name: str) -> bool:
    """Whether a name can stand there: any that is shaped like one; rare ones only between a head and an identity."""
    bare = name.replace(" ", "")
    if is_name(bare):
        return True
    at_head = start == 0 or _description(words[:start]) is not None
    return at_head and could_be_name(bare) and bool(re.match(r"委员|常委|议员", words[start + len(name) :]))


def _acting(words: str, start: int, name: str, known: frozenset[str]) -> _Subject | None:
    """Somebody with a post who does something else than speak: whom a pronoun may mean afterwards."""
    described = _description(words[:start])
    if start == 0 and name in known:
        described = ""
    if described is None or not (name in known or _ACTS.match(words[start + len(name) :])):
        return None
    somebody = Somebody(name.replace(" ", ""), read_standing(described))
    voice = Voice.LEADER if is_leader((somebody,), described) else Voice.PERSON
    return _Subject(voice, len(words), (somebody,))


def _possible_starts(words: str, known: frozenset[str]) -> list[int]:
    """Where a name may begin: at the head, after a post or identity, before an identity."""
    starts = {0}
    limit = min(len(words), 80)
    for match in re.finditer(rf"{alternatives(tuple(POST_HEADS))}|{_IDENTITY}|人士|[、\s的）”]", words[:limit]):
        starts.add(match.end())
    for match in re.finditer(_IDENTITY, words[:limit]):
        starts.update(max(match.start() - length, 0) for length in (2, 3, 4))
    for name in known:
        at = words[:limit].find(name)
        if at >= 0:
            starts.add(at)
    return sorted(starts)


def _lengths(words: str, start: int) -> tuple[int, ...]:
    dotted = re.match(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+", words[start:])
    if dotted:
        text = dotted[0]
        first_dot = text.rindex("·")
        return tuple(range(first_dot + 2, len(text) + 1))
    if re.match(rf"[{HAN}]\s[{HAN}]", words[start:]):
        return (3,)
    return (3, 2, 4, 5)


def _subject_at(words: str, start: int, name: str, known: frozenset[str]) -> _Subject | None:
    before, after = words[:start], words[start + len(name) :]
    between = re.match(rf"^(?:（[^（）]{{1,40}}）)?(?P<called>{_CALLED})?(?P<bracket>（[^（）]{{1,40}}）)?", after)
    called = between["called"] if between else None
    if called == "代表" and _is_behalf(after[between.end("called") :] if between else ""):
        called = None
    tail = after[(between.end("called") if called and between else 0) :]
    bracket = re.match(r"^（(?P<inside>[^（）]{1,40})）", tail if called else after)
    if bracket:
        tail = (tail if called else after)[bracket.end() :]
    described = _description(before)
    anchored = described is not None or called is not None or name in known or bracket is not None
    if before and described is None and not (called or name in known):
        return None
    if before and described is None and not _is_boundary(before):
        return None
    if not (
        _MIDDLE_STARTS.match(tail)
        or re.match(rf"^{_ADVERBS}{_VERB}", tail)
        or _is_behalf(tail[2:] if tail.startswith("代表") else "")
    ):
        return None
    if not anchored and not re.match(
        rf"^{_ADVERBS}(?:{alternatives(tuple(RECOMMENDING))}|认为|表示|指出|说|介绍|坦言|谈到)$", tail
    ):
        return None
    standing = read_standing(described or "")
    if bracket:
        inside = read_standing(bracket["inside"])
        if inside.sound:
            standing = Standing(
                standing.affiliations + inside.affiliations, standing.identities + inside.identities, sound=True
            )
    if called and re.fullmatch(_IDENTITY, called):
        standing = Standing(standing.affiliations, (*standing.identities, called), standing.sound)
    behalf = re.match(
        rf"^代表(?P<body>[{HAN}、]{{2,24}}?)(?=作?(?:大会|书面)?发言|在|就|围绕|建议|提出|认为|表示|$)", tail
    )
    somebody = Somebody(name.replace(" ", ""), standing, behalf["body"] if behalf else None)
    length = len(words) - len(tail) + (behalf.end() if behalf else 0)
    voice = Voice.LEADER if is_leader((somebody,), described or "") else Voice.PERSON
    return _Subject(voice, length, (somebody,), behalf=somebody.on_behalf_of)


def _is_behalf(after: str) -> bool:
    """Whether 代表 is a verb here: an organisation follows that is spoken for."""
    return bool(
        re.match(
            rf"[{HAN}、]{{2,24}}?(?:作?(?:大会|书面)?发言|(?:中央|委|会|社|组|界|盟|党|联)(?:建议|提出|认为|表示|就|在|围绕|$))",
            after,
        )
    )


def _description(before: str) -> str | None:
    """The posts and identities right before a name, without what leads up to them."""
    if not before:
        return None
    words = re.sub(
        r"^.*(?:的|”|：|。|表示|介绍|来自|作为|身为|在(?=[\u4e00-\u9fff]{4,}))(?=[\u4e00-\u9fff])", "", before
    )
    words = words.strip(" ，、")
    if not words or not _POST_END.search(words) or not ends_with_standing(words):
        return None
    return words


def _is_boundary(before: str) -> bool:
    """Whether a name may begin after these words though they are no description."""
    return bool(re.search(r"(?:的|”|）|和|与|上|中|时|来自|作为|后|是|有|请|[、，：\s])$", before))


def _together(words: str) -> _Subject | None:
    """Several people who speak together, or a mere list of names."""
    match = _NAMES_TOGETHER.search(words[:80])
    if match is None:
        return None
    before = words[: match.start()]
    first, *others = _listed(match["names"])
    described = _description(before)
    split = None
    if before and described is None:
        return None
    if not is_name(first):
        split = next(
            ((first[:-n], first[-n:]) for n in (3, 2, 4) if is_name(first[-n:]) and _POST_END.search(first[:-n])), None
        )
        if split is None:
            return None
        described, first = (described or "") + split[0], split[1]
    rest = match["rest"] + words[80:]
    called, trimmed = match["called"], []
    for other in others:
        name = next(
            (
                other[:n]
                for n in (3, 2, 4)
                if is_name(other[:n]) and (len(other) == n or _MIDDLE_STARTS.match(other[n:]))
            ),
            None,
        )
        if name is None:
            return None
        trimmed.append(name)
    overhang = len(others[-1]) - len(trimmed[-1])
    rest = words[match.end("names") - overhang :] if overhang else rest
    if not (called or described):
        return None
    if re.match(
        r"^(?:等|也?分别|先后|依次|还|[\d一二三四五六七八九十]+[位名人])",
        rest[len(called or "") :] if overhang else rest,
    ):
        return _Subject(Voice.NOBODY, len(words))
    standing = read_standing(described or "")
    if called and re.fullmatch(_IDENTITY, called):
        standing = Standing(standing.affiliations, (*standing.identities, called), standing.sound)
    people = tuple(Somebody(name, standing) for name in (first, *trimmed))
    length = (match.end("called") if called else match.end("names")) - overhang
    return _Subject(Voice.PERSON, length, people)


def _listed(names: str) -> list[str]:
    """The names of a list; 和 may join them or stand in one."""
    parts = names.split("、")
    if len(parts) == 1 or not is_name(parts[-1]):
        first, joint, second = parts[-1].rpartition("和")
        if joint and first and is_name(second[:3] if len(second) > 3 else second):
            parts[-1:] = [first, second]
    return parts


def is_leader(people: tuple[Somebody, ...], described: str = "") -> bool:
    """Whether somebody speaks as a chair or a leader: a leading post and no membership printed beside it."""
    for person in people:
        posts = described or "、".join(str(a) for a in person.standing.affiliations)
        if _SUPREME.search(posts):
            return True
        members = [
            i for i in person.standing.identities if i not in {"院士", "常委"} and not i.endswith("中央政治局常委")
        ]
        if _LEADER.search(posts) and not members and person.on_behalf_of is None:
            return True
    return False
