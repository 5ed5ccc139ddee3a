"""This file reads headers that stand on several lines: too long for one, or posts and a name one under the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing_app.importing.naming.forms import Form, Header
from briefing_app.importing.naming.names import is_name, unspaced
from briefing_app.importing.naming.people import Somebody, Standing, read_standing
from briefing_app.importing.page.joining import Measure, is_complete
from briefing_app.importing.page.lines import Line
from briefing_app.importing.speakers.headers import read_header

_MOST_POSTS_BELOW = 3  # lines of posts under a name
_LONGEST_POSTS = 60  # characters


def over_lines(lines: Sequence[Line], index: int, header: Header | None, setting: Measure) -> tuple[Header, int] | None:
    """The header that a line opens together with the lines below it, and how many of them; its length is in the last."""
    below = lines[index + 1 : index + 1 + _MOST_POSTS_BELOW]
    if header is None:
        longer = below and (
            _over_two_lines(lines[index], below[0], setting) or _with_name_below(lines[index], below[0])
        )
        return (longer, 1) if longer else None
    found: tuple[Header, int] | None = None
    for more, following in enumerate(below, start=1):
        longer = _with_posts_below(header, following.text, further_in=following.indent > lines[index].indent)
        if longer is None:
            break
        header, found = longer, (longer, more)
    return found or _with_wrapped_posts(header, below)


def _with_wrapped_posts(header: Header, below: Sequence[Line]) -> tuple[Header, int] | None:
    """A name over posts that a page has cut in two."""
    if len(below) < 2 or below[1].gap or not re.search(r"[，、]", below[0].text):
        return None
    longer = _with_posts_below(header, below[0].text + below[1].text, further_in=False)
    return (replace(longer, length=len(below[1].text)), 2) if longer else None


def _over_two_lines(line: Line, following: Line, setting: Measure) -> Header | None:
    """A header too long for one line: posts that end without a name, and the rest with the name below."""
    if is_complete(line.text) or len(line.text) > 80 or not re.search(r"[，、]|委员|常委", line.text):
        return None
    if not (setting.is_full(line) or line.text.endswith(("，", "、"))):
        return None
    opened = line.text.rfind("（") > line.text.rfind("）")
    if "“" in line.text or re.search(r"[。；]" if opened else r"[。；：]", line.text):
        return None
    header = read_header((line.text + following.text)[:300])
    whole = {Form.COLON, Form.PLAIN, Form.BULLET, *((Form.BRACKET, Form.FIELD) if opened else ())}
    if header is None or header.form not in whole or header.length <= len(line.text):
        return None
    return replace(header, length=header.length - len(line.text))


def _with_posts_below(header: Header, below: str, *, further_in: bool) -> Header | None:
    """A name with the posts on the next line, which stands in brackets, or says everything that it can hold."""
    if header.rest or len(header.people) != 1 or len(below) > _LONGEST_POSTS or is_complete(below):
        return None
    bracketed = below.startswith("（") and below.endswith("）")
    if header.form not in {Form.PLAIN, Form.BULLET, Form.BARE}:
        return None
    standing = read_standing(below)
    if standing.behalf and header.people[0].standing.sound:
        return replace(header, on_behalf_of=standing.behalf, length=len(below))
    indented = further_in and header.form is not Form.BARE and any(each.post for each in standing.affiliations)
    if not standing.sound or not (bracketed or _says_who(standing) or indented):
        return None
    person = header.people[0]
    form = Form.PLAIN if header.form is Form.BARE and not bracketed else header.form
    people = (person.joined(Somebody(person.name, standing)),)
    return replace(header, form=form, people=people, length=len(below))


def _with_name_below(line: Line, following: Line) -> Header | None:
    """Posts on a line, and the name alone on the next."""
    name = unspaced(following.text)
    if not is_name(name) or len(line.text) > _LONGEST_POSTS or is_complete(line.text):
        return None
    standing = read_standing(line.text)
    if not standing.sound or not _says_who(standing):
        return None
    return Header(Form.PLAIN, (Somebody(name, standing),), len(following.text))


def _says_who(standing: Standing) -> bool:
    """Whether a line that names nobody can only be about a person: an identity, or a post at an organisation for each part."""
    posts = [bool(affiliation.organisation and affiliation.post) for affiliation in standing.affiliations]
    return bool(standing.identities) or (bool(posts) and all(posts))
