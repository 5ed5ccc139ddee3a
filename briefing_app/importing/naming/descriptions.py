"""This file reads the posts and identities that stand right before a name in running text."""

from __future__ import annotations

import re

from briefing_app.importing.lexicon.posts import POST_HEADS
from briefing_app.importing.naming.names import HAN, alternatives, is_name
from briefing_app.importing.naming.people import ends_with_organisation, ends_with_standing
from briefing_app.importing.naming.voices import IDENTITY_WORDS

COMES_FROM = re.compile(rf"来自[{HAN}]{{2,12}}的$")
_FROM = re.compile(rf"来自(?P<body>[{HAN}]{{2,20}})的(?P<post>[{HAN}]{{2,12}}(?:、[{HAN}]{{2,12}})?)$")
_BECAME = re.compile(r"^从[^，]{2,30}到[^，]{2,30}，")  # 从乡村教师到大学教授，
_MEMBERS = ("政协委员", "政协常委", "人大代表")
_NUMBER_OF = re.compile(
    rf"(?:\d+|[二两三四五六七八九十百几多数]+)(?:余|多)?[位名个](?:[{HAN}]{{0,4}}政协)?(?:委员|常委|代表|专家|学者)"
)
ENDS_WITH_POST = re.compile(rf"(?:{alternatives(POST_HEADS)}|{IDENTITY_WORDS}|人士)$")


def description_before(before: str) -> str | None:
    """The posts and identities right before a name, without what leads up to them."""
    if not before:
        return None
    origin = _FROM.search(before)
    if origin and origin["body"].endswith("界") and any(member in origin["post"] for member in _MEMBERS):
        return origin["post"]  # 来自法律界的省政协委员: the sector is no employer
    if origin and ends_with_organisation(origin["body"]):
        return origin["body"] + origin["post"]
    words = re.sub(
        r"^.*(?:(?<!新)的|”|：|。|？|！|表示|介绍|专访了?|采访了?|访谈了?|对话|邀请到?了?|请到了?|[—–-][访记]|记者(?![部站室协中])|(?:委员|常委|专家|学者)们?[和与及]|来自|作为|身为|在(?=[\u4e00-\u9fff]{4,}))(?=[\u4e00-\u9fff])",
        "",
        before,
    )
    words = _BECAME.sub("", words).strip(" ，、")
    if not words or not ENDS_WITH_POST.search(words) or not ends_with_standing(words):
        return None
    if _NUMBER_OF.fullmatch(words):
        return None  # 10位委员登台……: how many did something
    if is_name(re.sub(rf"(?:{IDENTITY_WORDS})$", "", words)):
        return None  # another member, not a description
    return words


def is_boundary(before: str) -> bool:
    """Whether a name may begin after these words though they are no description."""
    return bool(re.search(r"(?:的|”|）|和|与|上|中|时|来自|作为|后|是|有|请|[、，：\s])$", before))
