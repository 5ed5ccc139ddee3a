"""This file recognises the lines that open a speech: who speaks, in any of the forms that print uses."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from briefing_app.importing.lexicon.posts import PARTIES
from briefing_app.importing.lexicon.speaking import ROLES, SPEAKING
from briefing_app.importing.naming.forms import LONGEST, SENTENCE, Form, Header
from briefing_app.importing.naming.names import HAN, alternatives, could_be_name, is_name, split_names, unspaced
from briefing_app.importing.naming.namings import addressed, bracketed, name_first, people_in
from briefing_app.importing.naming.people import Somebody, ends_with_organisation
from briefing_app.importing.speakers.bracketing import KIND_OF_SPEAKER, name_in_brackets, of_kind, without_brackets

_LONGEST_RARE_NAME = 4  # characters of a name without a known surname
_LEAST_RUN_IN = 10  # characters of words after a header on the same line
_LEAST_BARE_RUN_IN = 15  # after a name without posts
_BULLET = re.compile(r"^(?:[●■◆▲★※○◎□►▶☆◇◤▌▍|△✦❖➤√·*-]|【(?=[^】]{0,80}】?$))\s*")
# 姓名（苗族，女）: what a bracket says of sex and people is no post.
ABOUT_THE_PERSON = re.compile(rf"（(?:男|女|[{HAN}]{{1,7}}族)(?:[，、\s]*(?:男|女|[{HAN}]{{1,7}}族))*）")
_SALUTATION = re.compile(r"^(?:各位|尊敬的|亲爱的|敬爱的|同志们|朋友们|主席、|全体)")
_CLOCK = re.compile(r"^[\[（【]?\d{1,2}[：:]\d{2}(?:[：:]\d{2})?[\]）】]?\s*")
_ORDINAL = re.compile(
    r"^(?:\d{1,2}[.、．](?!\d)|[（]\d{1,2}[）]|[一二三四五六七八九十]{1,3}、|[（][一二三四五六七八九十]{1,3}[）]|[①-⑳])\s*"
)
_HOST = re.compile(rf"^(?P<role>主持人|记者|提问|观众)\s*(?P<name>[{HAN}·]{{2,6}})\s*[：](?P<rest>.*)$", re.DOTALL)
DASHES = re.compile(r"^(?:[—–―─-]{1,4}|——)\s*")
_FIELD = re.compile(
    r"^[（【]?(?:发\s*言\s*人|发\s*言\s*者|主\s*讲\s*人|报\s*告\s*人|第一提案人|提\s*案\s*[人者]|提\s*出\s*人|作\s*者|建\s*议\s*人|报\s*送\s*人|反\s*映\s*人|撰\s*稿\s*人|供\s*稿\s*人|"
    r"姓\s*名|受访者|受访人|受访嘉宾|嘉宾|访谈嘉宾|本期嘉宾|对话嘉宾|(?:人物|嘉宾|委员)?(?:名片|简介)|撰文|文)(?:姓名)?\s*(?:[：/／丨】]|\s)\s*"
)
_SPEAKING_BODY = re.compile(
    r"^[（【]?(?:发\s*言\s*单\s*位|提\s*案\s*单\s*位|提\s*案\s*者|报\s*送\s*单\s*位|建\s*议\s*单\s*位|集体提案)\s*[：]\s*(?P<body>[^，。；]{3,30})$"
)
_SPEECH_OF = re.compile(
    r"^(?P<who>.{2,80}?)(?:的)?(?:大会|书面|口头|交流|联组|小组|联名|联合|共同)?发言(?:材料|摘要|摘登|摘编|全文|稿|内容|要点)?(?:（[^（）]{1,12}）)?(?:[：\s]+(?P<title>.*))?$"
)
_SPEECH_AT = re.compile(
    rf"^(?P<who>[{HAN}·]{{2,12}}?(?:同志|委员|常委|代表|主席|主委)?)(?:同志)?在[{HAN}\d“”]{{2,40}}(?:上|时)的(?:大会|书面|口头)?发言(?P<title>)$"
)
_ROLE = re.compile(
    rf"^(?P<role>(?:[{HAN}]{{2,10}}(?:报|社|台|网|客户端|杂志|传媒|日报|晚报|在线|中心|集团))?(?:全媒体|见习|本报)?(?:{alternatives(ROLES)})(?:提问|问|者)?(?:“[^”]{{1,14}}”|[A-Za-z0-9*_]{{2,14}})?)(?:（[^（）]{{1,20}}）)?[：](?P<rest>.*)$",
    re.DOTALL,
)
_Q_AND_A = re.compile(r"^(?P<role>[QA])[：.、]\s*(?P<rest>.*)$", re.DOTALL)
_BEHALF = re.compile(
    rf"(?P<before>.*?)[（\s]*(?:代表|受)(?P<body>[{HAN}]{{2,24}}?)(?:委托)?(?:作?(?:大会)?发言)?[）]?$"
)
SUBTITLE = re.compile(r"^(?:[—–-]{1,3}|——)\s*(?:访|专访|对话|记|走进|来自|在|写在|听|看|关于|以|为|从)")
_TALK = re.compile(r"^(?:对话|专访|访谈|对谈|访(?![谈客]))(?=[^：]{4,60}：?)")  # headlines of interviews
_PARTY_BODY = re.compile(
    rf"^(?:中国|[省市区县州])?(?:{alternatives(PARTIES)}|民主同盟|民主建国会|民主促进会|农工民主党|国民党革命委员会)[{HAN}]{{0,12}}?(?:市委会?|省委会?|区委会?|县委会?|委员会|总支(?:部)?|支部|支社|基层委|中央|界|会|联)?$"
    rf"|^[{HAN}]{{1,8}}(?:省|市|区|县|州)政协$|^(?:全国|[{HAN}]{{0,6}}(?:省|市|区|县|州))?政协[{HAN}]{{2,14}}(?:委员会|专委会|委|界别|联络处|联络委|活动组|(?:调研|视察|考察|课题|监督)(?:组|团|小组))$|^[{HAN}、]{{2,14}}界(?:别)?(?:委员)?(?:小组|活动组)?$"
)
_ACTS = re.compile(r"主持(?!人)|出席|参加|列席|应邀|陪同|到会")  # what a report says of somebody, no words of theirs
_NO_BODY = re.compile(r"[，｜|丨]|报道|两会|大会$|会议$|座谈会$|协商会$|全会$|常委会$")
_SPEAKING_AT_END = re.compile(rf"(?:建议|{alternatives(SPEAKING)})$")


def read_header(line: str) -> Header | None:
    """The header that a (folded) line is or opens with, if it reads as one."""
    if len(line) < 2 or SUBTITLE.match(line) or _SALUTATION.match(line) or _TALK.match(line):
        return None
    dashes = DASHES.match(line)
    if dashes:
        header = read_header(line[dashes.end() :])
        return replace(header, length=header.length + dashes.end()) if header else None
    line = ABOUT_THE_PERSON.sub(lambda match: " " * len(match[0]), line)
    kind = KIND_OF_SPEAKER.match(line)
    if kind and (header := read_header(line[kind.end() :])) and header.people:
        return of_kind(header, kind)
    if named := name_in_brackets(line):
        return named
    line = without_brackets(line)
    opening = _opening(line)
    bulleted = bool(_BULLET.match(line))
    words = line[opening:]
    body = _SPEAKING_BODY.match(words)
    if body and _PARTY_BODY.match(body["body"].strip()):
        return Header(Form.FIELD, (), len(line), label=body["body"].strip(), on_behalf_of=body["body"].strip())
    field = _FIELD.match(words)
    if field and len(words) <= 120 and (header := _field_header(line, words[field.end() :])):
        return header
    host = _HOST.match(words)
    if host and is_name(host["name"]):
        rest = host["rest"].strip()
        return Header(Form.ROLE, (Somebody(host["name"]),), len(line) - len(host["rest"]), rest, label=host["role"])
    role = _ROLE.match(words) or _Q_AND_A.match(words)
    if role:
        return Header(Form.ROLE, (), len(line) - len(role["rest"]), role["rest"].strip(), label=role["role"])
    header = _with_colon(words) or _without_colon(words, bulleted=bulleted) or _run_in(words)
    if header is None:
        return None
    return replace(header, length=header.length + opening)


def _opening(line: str) -> int:
    """How many characters of bullets and ordinals stand before the words."""
    stamp = _CLOCK.match(line)
    at = stamp.end() if stamp else 0
    at += len(line[at:]) - len(line[at:].lstrip())
    for pattern in (_BULLET, _ORDINAL, _BULLET):
        match = pattern.match(line[at:])
        if match:
            at += match.end()
    return at


def _field_header(line: str, words: str) -> Header | None:
    words = re.sub(r"（(?:联名|执笔|第一提案人|领衔)）", "", words.strip().rstrip("】。"))
    words = words.removesuffix("）") if line.startswith("（") and "（" not in words else words
    people = bracketed(words) or people_in(words) or name_first(words) or addressed(words) or _among_bodies(words)
    if not people:
        listed = tuple(unspaced(name) for name in re.split(r"[、，]\s*|\s+", words.strip()))
        names = split_names(words) or (listed if all(could_be_name(n) and len(n) <= 5 for n in listed) else ())
        people = tuple(Somebody(name) for name in names)
    if not people and _PARTY_BODY.match(words):
        return Header(Form.FIELD, (), len(line), label=words, on_behalf_of=words)
    return Header(Form.FIELD, people, len(line)) if people else None


def _among_bodies(words: str) -> tuple[Somebody, ...]:
    """The members among several authors: 民革县支部、文化艺术界、某某委员."""
    parts = [part.strip() for part in words.split("、")]
    members = [addressed(part) or people_in(part) for part in parts]
    bodies = sum(bool(_PARTY_BODY.match(part)) for part in parts)
    named = [people for people in members if people]
    return tuple(chain(*named)) if bodies and bodies + len(named) == len(parts) else ()


def _with_colon(words: str) -> Header | None:
    """单位职务 姓名：……, 姓名（单位职务）：……, 姓名委员：……, 姓名委员的发言：标题."""
    colon = _colon_outside_brackets(words)
    if colon is None:
        return None
    head, rest = words[:colon].rstrip(), words[colon + 1 :].strip()
    if not head or "“" in head or "《" in head or SENTENCE.search(head):
        return None
    if speech := _speech_of(head, colon + 1, rest):
        return speech
    if _SPEAKING_AT_END.search(head):
        return None  # 某某委员建议：…… is an attribution and stays with the words
    people = bracketed(head)
    if people:
        return Header(Form.BRACKET, people, colon + 1, rest)
    head, behalf = _behalf(head)
    people = people_in(head, bounded=True)
    if people:
        return Header(Form.COLON, people, colon + 1, rest, on_behalf_of=behalf)
    people = addressed(head)
    if people:
        return Header(Form.ADDRESSED, people, colon + 1, rest, on_behalf_of=behalf)
    people = name_first(head)
    if people:
        return Header(Form.COLON, people, colon + 1, rest, on_behalf_of=behalf or people[0].on_behalf_of)
    names = split_names(head)
    if names and len(names) <= 4:
        return Header(Form.BARE_COLON, tuple(Somebody(name) for name in names), colon + 1, rest, on_behalf_of=behalf)
    if len(head) <= _LONGEST_RARE_NAME and could_be_name(head) and rest:
        return Header(Form.RARE_COLON, (Somebody(head),), colon + 1, rest)
    if _PARTY_BODY.match(head):
        return Header(Form.BODY, (), colon + 1, rest, label=head, on_behalf_of=head)
    return None


def _speech_of(head: str, length: int, rest: str) -> Header | None:
    """姓名委员的发言, 某市委会的发言 before a colon."""
    spoken = _SPEECH_OF.match(head)
    if spoken is None or spoken["title"] is not None:
        return None
    who, behalf = _behalf(spoken["who"])
    people = people_in(who) or addressed(who) or (_only_name(who) if behalf else ())
    if people:
        return Header(Form.TITLE_OF, people, length, rest, on_behalf_of=behalf)
    return Header(Form.TITLE_OF, (), length, rest, label=who, on_behalf_of=who) if _is_body(who) else None


def _without_colon(words: str, *, bulleted: bool) -> Header | None:
    """●单位职务 姓名, 姓名（单位职务）, 姓名委员的发言, and a name or a body alone on its line."""
    line = words.rstrip("】 ")
    if len(line) > LONGEST or SENTENCE.search(line) or "“" in line or "《" in line:
        return None
    spoken = _SPEECH_AT.match(line) or _SPEECH_OF.match(line)
    if spoken:
        who = spoken["who"]
        people = people_in(who, bounded=True) or addressed(who) or _only_name(who)
        if not people and _PARTY_BODY.match(who):
            return Header(Form.TITLE_OF, (), len(words), label=who, on_behalf_of=who)
        if people:
            rest = (spoken["title"] or "").strip()
            length = spoken.start("title") if rest else len(words)
            return Header(Form.TITLE_OF, people, length, rest)
    people = bracketed(line)
    if people:
        return Header(Form.BRACKET, people, len(words))
    line, behalf = _behalf(line)
    people = people_in(line)
    if people and all(person.standing.sound or person.standing.identities for person in people):
        form = Form.BULLET if bulleted else Form.PLAIN
        return Header(form, people, len(words), on_behalf_of=behalf)
    people = addressed(line) or name_first(line)
    if people and (bulleted or len(line) <= 60):
        return Header(Form.BULLET if bulleted else Form.PLAIN, people, len(words), on_behalf_of=behalf)
    name = unspaced(line)
    if is_name(name):
        return Header(Form.BARE, (Somebody(name),), len(words), on_behalf_of=behalf)
    if _PARTY_BODY.match(line):
        return Header(Form.BODY, (), len(words), label=line, on_behalf_of=line)
    return None


def _run_in(words: str) -> Header | None:
    """单位职务 姓名　正文……: blanks part the header from the words on the same line."""
    for blank in re.finditer(r"\s+", words[: LONGEST + 1]):
        head, rest = words[: blank.start()], words[blank.end() :]
        if len(rest) < _LEAST_RUN_IN or SENTENCE.search(head) or _ACTS.match(rest):
            return None
        people = bracketed(head) or people_in(head, bounded=True)
        if people and all(person.standing.sound or person.standing.identities for person in people):
            return Header(Form.RUN_IN, people, blank.end(), rest)
        people = addressed(head)
        if people:
            return Header(Form.RUN_IN, people, blank.end(), rest)
        name = unspaced(head)
        if len(rest) >= _LEAST_BARE_RUN_IN and is_name(name) and not is_name(unspaced(words[: blank.end() + 2])):
            return Header(Form.BARE_RUN_IN, (Somebody(name),), blank.end(), rest)
    return None


def _only_name(words: str) -> tuple[Somebody, ...]:
    return (Somebody(words),) if is_name(words) else ()


def _is_body(words: str) -> bool:
    """Whether words name a body that can speak: a party's committee, a CPPCC committee, another organisation."""
    return bool(_PARTY_BODY.match(words)) or (
        4 <= len(words) <= 24 and ends_with_organisation(words) and not _NO_BODY.search(words)
    )


def _colon_outside_brackets(words: str) -> int | None:
    depth = 0
    for index, character in enumerate(words[: LONGEST + 1]):
        if character in "（【":
            depth += 1
        elif character in "）】":
            depth -= 1
        elif character == "：" and depth <= 0:
            return index
        elif character in "。！？":
            return None
    return None


def _behalf(head: str) -> tuple[str, str | None]:
    """The head without 代表某组织(发言), and that organisation."""
    match = _BEHALF.fullmatch(head)
    if (
        match
        and match["before"].strip()
        and (is_name(unspaced(match["before"])) or people_in(match["before"]) or addressed(match["before"]))
    ):
        return match["before"].strip(), match["body"]
    return head, None
