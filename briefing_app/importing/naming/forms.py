"""This file says in which forms print names a speaker, how sure each makes, and what a header holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from briefing_app.importing.naming.people import Somebody

LONGEST = 140  # characters of a header; print has none longer
SENTENCE = re.compile(r"[。！？；]")


class Form(Enum):
    """The forms of headers, from the plainest claim to the weakest."""

    COLON = "单位职务 姓名："
    BRACKET = "姓名（单位职务）"
    ADDRESSED = "姓名委员："
    TITLE_OF = "姓名委员的发言"
    FIELD = "发言人：姓名"
    BULLET = "●单位职务 姓名"
    PLAIN = "单位职务 姓名"
    SIGNATURE = "——姓名（单位职务）"
    BARE_COLON = "姓名："
    RUN_IN = "单位职务 姓名　正文"
    BARE_RUN_IN = "姓名　正文"
    RARE_COLON = "少见的姓名："
    BARE = "姓名"
    ROLE = "记者："
    BODY = "民盟市委会"
    TITLED = "标题（姓名，单位职务）"


CONFIDENCE = {
    Form.COLON: 0.98,
    Form.BRACKET: 0.97,
    Form.ADDRESSED: 0.95,
    Form.TITLE_OF: 0.97,
    Form.FIELD: 0.95,
    Form.BULLET: 0.95,
    Form.PLAIN: 0.9,
    Form.SIGNATURE: 0.9,
    Form.BARE_COLON: 0.75,
    Form.RUN_IN: 0.93,
    Form.BARE_RUN_IN: 0.7,
    Form.RARE_COLON: 0.65,
    Form.BARE: 0.65,
    Form.ROLE: 0.9,
    Form.BODY: 0.7,
    Form.TITLED: 0.93,
}


@dataclass(frozen=True, slots=True)
class Header:
    """A line, or the opening of one, that says who speaks; `length` is how much of the line it takes."""

    form: Form
    people: tuple[Somebody, ...]
    length: int
    rest: str = ""  # what follows on the same line: a run-in body, or a title
    label: str | None = None
    on_behalf_of: str | None = None
    title_length: int = 0  # characters of a title that stands before the names on the same line

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people)
