"""This file finds in running text who is said to have said what: 某委员建议，……, 他说，……, 大家认为，……."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.lexicon.speaking import INSTITUTIONS, RECOMMENDING
from briefing_app.importing.naming.leaders import is_leader
from briefing_app.importing.naming.names import HAN
from briefing_app.importing.naming.people import Somebody, ends_with_standing, read_standing
from briefing_app.importing.naming.subjects import is_party_body, read_subject
from briefing_app.importing.naming.voices import ADVERB, TIME, VERB, Subject, Voice
from briefing_app.importing.page.sentences import clauses, stretches

__all__ = ["Attribution", "Voice", "find_attributions", "is_leader"]


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


# A verb introduces words only when a mark, a quotation or the words themselves follow, not an object of its own,
# and when it is no noun itself (作了回应).
_NO_OBJECT = (
    rf"(?!了|过|着|得(?!知|出|到)|的(?!是)|会|感谢|肯定|赞同|欢迎|祝贺|满意|认可|出了?[{HAN}]{{0,6}}(?:意见|建议|问题)(?:和建议)?(?:$|[，。])"
    rf"|[{HAN}]{{0,8}}(?:情况|意见建议|意见和建议)(?:$|[，。；]))"
)
_NO_NOUN = r"(?<!作了)(?<!做了)(?<!作出)(?<!进行)(?<!进行了)(?<!给予)(?<!逐一)"
_SAID = re.compile(rf"{ADVERB}{_NO_NOUN}(?P<verb>{VERB}){_NO_OBJECT}")
_SAID_AT_HEAD = re.compile(rf"^\s*{_SAID.pattern}")
# Verbs after which the words may follow without any mark.
_DIRECT = frozenset("建议 呼吁 希望 提议 主张 期待 认为 倡议 提醒 说".split())
_DEMANDS = re.compile(r"(?:道|说|到|称)?$|[“：]|(?:要|应|必须|需|可以)")
_ANNOUNCES = re.compile(r".{0,12}(?:建议|意见|看法|想法|问题|观点|思考|对策|期待|体会)")
_MIDDLE = re.compile(
    rf"^(?:（|{TIME}|在|从|就|围绕|结合|针对|根据|通过|以|用|向|对|抛出|一边|边|调研|走访|了解|梳理|还|也|则|又|都|均|更|一直|长期|多年|连续|作|联合|共同|联名|发言|带来|聚焦|关注|分享|随后|表达|"
    r"列举|举|深有|深|感|坦|笑|郑重|着重|重点|同样|特别|进一步|继续|再次|明确|积极|为|便|亦|接过|补充|欣喜|激动|的建议是|的观点是|的(?:大会|书面|口头|交流)?(?:发言|$)|同时|首先|来|经|表|是|率先|第一个|最|此次|"
    r"今年|这次|[{HAN}]{{2}}地|[{HAN}]{{4}}地|快[人言]快语|如是|这样|不约而同地?|异口同声地?|快人快语|话锋一转|一针见血地?|开门见山地?|掷地有声地?|颇有感触地?|说|告诉|直|追|答)"
)
_INSTITUTION = re.compile(
    rf"^{INSTITUTIONS}(?:还|也|同时|特别)?(?P<verb>强调|指出|要求|认为|提出|决定|号召|希望|建议|明确)"
)
_LEAD_IN = re.compile(
    r"^(?:【[^【】]{1,10}】|同时|此外|另外|对此|为此|因此|其中|首先|随后|接着|最后|会上|座谈会上|发言中|讨论中|会后|当天|在会上|第一提案人、)+"
)
_LONGEST_DESCRIPTION = 60  # characters
_LAST_OF_POSTS = frozenset(post[-1] for post in POST_HEADS) | frozenset("员委表士人")
_IS_THAT = re.compile(r"(?:[开给提]出)?的“?(?:建议|提议|对策|主张|药方|良方|处方)”?是$")
_THANKED = re.compile(r"表示(?:了)?(?:由衷|衷心|诚挚|真诚)?(?:的)?感谢|致以谢意|表示欢迎")
_OFFERS_BELOW = re.compile(r"提出[^，。：]{0,12}(?:意见|建议)[^，。：]{0,4}：$")
_SENTENCE_END = re.compile(r"[。！？]")
_LONGEST_OFFER = 120  # characters from a group to the advice that it offers
_OFFERS = re.compile(r"(?:提出|发表|交流)[^，。]{0,12}(?:意见|建议)")


def find_attributions(text: str, known: frozenset[str] = frozenset()) -> list[Attribution]:
    """The attributions in a (folded) paragraph; `known` are names that need no post or identity beside them."""
    found: list[Attribution] = []
    for stretch in stretches(text):
        named: Attribution | None = None  # somebody whom the sentence has named, still without a verb
        for clause in _with_descriptions(text, clauses(text, stretch.start, stretch.end)):
            attribution = _read_clause(text, stretch.start, clause, known, named)
            if attribution is None:
                continue
            if attribution.voice is Voice.MENTION and (
                _closes_quotation(text, attribution.sentence) or _opens_quotation(text, clause)
            ):
                found.append(replace(attribution, voice=Voice.PERSON, verb="说"))
            elif attribution.voice is Voice.PRONOUN and not attribution.verb:
                if _opens_quotation(text, clause):
                    found.append(replace(attribution, verb="说"))
                else:
                    named = named or attribution
            elif attribution.voice is Voice.MENTION:
                found.extend(_mentioned(named))
                named = attribution
            else:
                found.extend(_mentioned(named) if named and named.people != attribution.people else [])
                found.append(attribution)
                named = None
        found.extend(_mentioned(named))
    return found


def _with_descriptions(text: str, parts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The clauses; a comma inside a description of a person (市政协委员，某医院院长某某) cuts nothing."""
    whole: list[tuple[int, int, str]] = []
    for start, end, mark in parts:
        described = bool(whole) and whole[-1][2] == "，" and _is_description(text[whole[-1][0] : whole[-1][1]])
        whole.append((whole.pop()[0] if described else start, end, mark))
    return whole


def _is_description(words: str) -> bool:
    if len(words) > _LONGEST_DESCRIPTION or words[-1] not in _LAST_OF_POSTS:
        return False
    return ends_with_standing(words) and read_standing(words).sound


def _mentioned(named: Attribution | None) -> list[Attribution]:
    """Somebody whom a sentence named without a verb of speaking; a pronoun alone mentions nobody."""
    return [named] if named is not None and named.people else []


def _opens_quotation(text: str, clause: tuple[int, int, str]) -> bool:
    """……：“, or ，“ before whole sentences in quotation marks."""
    opening = text[clause[1] : clause[1] + 2]
    closing = text.find("”", clause[1])
    return opening == "：“" or (opening == "，“" and closing > 0 and text[closing - 1] in "。！？")


def _closes_quotation(text: str, start: int) -> bool:
    """“……。”某委员带来提案: the words stand before the one who spoke them."""
    return start > 1 and text[start - 1] == "”" and text[start - 2] in "。！？，"


def _read_clause(
    text: str, sentence: int, clause: tuple[int, int, str], known: frozenset[str], named: Attribution | None
) -> Attribution | None:
    """The attribution that a clause makes, on its own or together with the person named before it."""
    start, end, mark = clause
    words = text[start:end]
    base = start + len(words) - len(words.lstrip(" “"))
    words = words.strip(" “")
    institution = _INSTITUTION.match(words)
    if institution and not is_party_body(words):
        return Attribution(sentence, start, end, Voice.NOBODY, verb=institution["verb"])
    lead = _LEAD_IN.match(words)
    if lead and lead.end() < len(words):
        base, words = base + lead.end(), words[lead.end() :]
    subject = read_subject(words, known) if words else None
    if subject is None:
        return _late_verb(text, sentence, clause, named)
    said = _verb(words[subject.length :], mark)
    if said is None:
        return _without_verb(text, subject, words, (sentence, base, end), mark)
    verb, at = said
    voice = subject.voice
    if voice is Voice.LEADER and verb.endswith("建议") and _is_member(subject.people):
        voice = Voice.PERSON
    words_begin = base + subject.length + at
    return Attribution(sentence, base, words_begin, voice, subject.people, subject.label, verb, subject.behalf)


def _without_verb(
    text: str, subject: Subject, words: str, place: tuple[int, int, int], mark: str
) -> Attribution | None:
    """What a subject without a verb of speaking still tells."""
    sentence, start, end = place
    begin = start + subject.length
    rest = _SENTENCE_END.split(text[begin : begin + _LONGEST_OFFER], maxsplit=1)[0]
    if subject.complete:
        return Attribution(
            sentence, start, end, subject.voice, subject.people, verb="看来", on_behalf_of=subject.behalf
        )
    if subject.voice is Voice.PERSON and _IS_THAT.match(words[subject.length :]):
        return Attribution(sentence, start, end, Voice.PERSON, subject.people, verb="建议", on_behalf_of=subject.behalf)
    if subject.voice is Voice.PERSON and mark == "：":
        return Attribution(sentence, start, end, Voice.PERSON, subject.people, verb="说", on_behalf_of=subject.behalf)
    if subject.voice is Voice.PRONOUN:
        return Attribution(
            sentence, start, end, Voice.PRONOUN, label=subject.label
        )  # 他撰写了信息，建议……: the verb may come later
    if subject.voice in {Voice.PERSON, Voice.LEADER}:
        voice = Voice.LEADER if subject.voice is Voice.LEADER and mark != "，" else Voice.MENTION
        return Attribution(sentence, start, end, voice, subject.people, on_behalf_of=subject.behalf)
    if subject.voice is Voice.GROUP and (_OFFERS.search(words[subject.length :]) or _OFFERS_BELOW.search(rest)):
        return Attribution(sentence, start, end, Voice.GROUP, label=subject.label, verb="建议")
    return None


def _late_verb(text: str, sentence: int, clause: tuple[int, int, str], named: Attribution | None) -> Attribution | None:
    """某委员结合自身工作，建议……: the verb opens a later clause of the sentence that names the person."""
    if named is None:
        return None
    start, end, mark = clause
    match = _SAID_AT_HEAD.match(text[start:end])
    if match is None or not _introduces(match["verb"], text[start + match.end() : end], mark):
        return None
    voice = Voice.LEADER if is_leader(named.people) else Voice.PERSON if named.people else Voice.PRONOUN
    if _THANKED.search(text, named.start, start):
        voice = Voice.NOBODY  # 院长对委员表示感谢，希望……: courtesies
    words_begin = start + match.end()
    return Attribution(
        sentence, named.start, words_begin, voice, named.people, verb=match["verb"], on_behalf_of=named.on_behalf_of
    )


def _verb(rest: str, mark: str) -> tuple[str, int] | None:
    """The verb of speaking after a subject, and where the words begin."""
    for match in _SAID.finditer(rest[:90]):
        middle = rest[: match.start()]
        if middle and (not _MIDDLE.match(middle) or middle.endswith(("、", "的"))):
            continue
        if _introduces(match["verb"], rest[match.end() :], mark):
            return match["verb"], match.end()
    return None


def _introduces(verb: str, after: str, mark: str) -> bool:
    """Whether words follow a verb: behind a mark, or at once."""
    if not after.strip("：，“” "):
        return mark in {"，", "：", "。", "”", "；", ""}
    if mark == "：" and _ANNOUNCES.fullmatch(after):
        return True  # 提出三点建议：
    if verb in _DIRECT and len(after) >= 4:
        return True
    return bool(_DEMANDS.match(after))


def _is_member(people: tuple[Somebody, ...]) -> bool:
    return any("政协委员" in i or "政协常委" in i for person in people for i in person.standing.identities)
