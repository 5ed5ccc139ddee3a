"""This file decides over a whole text which lines open a speech, and which only look like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefing_app.importing.naming.forms import Form, Header
from briefing_app.importing.naming.names import is_name, unspaced
from briefing_app.importing.page.joining import Measure, is_complete, is_title_like
from briefing_app.importing.page.lines import Line
from briefing_app.importing.speakers.headers import read_header
from briefing_app.importing.speakers.signing import is_dashed, read_signature, read_tail
from briefing_app.importing.speakers.stacked import over_lines
from briefing_app.importing.speakers.titled import read_titled

_LETTER = re.compile(r"^(?:你们?|您们?)(?:好|提出|在)|^.{0,20}(?:收悉|来信)")
_AUTHOR_NOTE = re.compile(r"^[（]?(?:本文)?作者(?:单位)?(?:系|为|是)")
_AUTHOR = re.compile(r"^[（]?(?:文|撰文|作\s*者|撰\s*稿\s*人|供\s*稿\s*人)\s*[：/／丨\s]")
STRONG = frozenset(
    {
        Form.COLON,
        Form.BRACKET,
        Form.ADDRESSED,
        Form.TITLE_OF,
        Form.FIELD,
        Form.BULLET,
        Form.PLAIN,
        Form.RUN_IN,
        Form.TITLED,
    }
)
_LEAST_BARE_RUN_INS = 2  # a name and a blank before a text mean something when they come again
_LEAST_BODIES = 2  # that open a paragraph before a colon
_LEAST_TEXT = 24  # characters of a line of running text
_LONGEST_LIST = 3  # people on lines of their own in a row share a speech; more are a list of names


@dataclass(frozen=True, slots=True)
class Openings:
    """Which lines open a speech, which sign the text above them, and which are captions with a speaker's name."""

    headers: dict[int, Header]
    signatures: dict[int, Header]
    captions: frozenset[int]
    continued: dict[int, int]  # a line whose header goes on over the next lines: how many more


def find_openings(lines: list[Line], setting: Measure, attributed: frozenset[str]) -> Openings:
    """Weigh all candidates against each other; `attributed` are names that running text quotes."""
    candidates: dict[int, Header] = {}
    continued: dict[int, int] = {}
    for index, line in enumerate(lines):
        header = read_header(line.text[:400]) or read_titled(lines, index)
        longer = over_lines(lines, index, header, setting)
        if longer is not None:
            header, continued[index] = longer
        if header is not None and not _is_inside_paragraph(lines, index, setting, header):
            candidates[index] = header
    for index, more in continued.items():
        for at in range(index + 1, index + more + 1):
            candidates.pop(at, None)
    candidates = {
        index: header for index, header in candidates.items() if not _is_headline(lines, index, header, attributed)
    }
    strong = {name for header in candidates.values() if header.form in STRONG for name in header.names}
    candidates = {i: h for i, h in candidates.items() if not _is_salutation(lines, i, h)}
    captions = _captions(lines, candidates, strong | attributed)
    captions -= {at for index, more in continued.items() for at in range(index, index + more + 1)}
    weak = _Weak(lines, setting, {i: h for i, h in candidates.items() if i not in captions}, strong | attributed)
    headers = {
        index: header for index, header in candidates.items() if index not in captions and weak.stands(index, header)
    }
    headers = _without_lists(headers)
    signatures = _signatures(lines, headers)
    _turn_last_header(headers, signatures, lines)
    return Openings(headers, signatures, frozenset(captions), {i: n for i, n in continued.items() if i in headers})


def _is_inside_paragraph(lines: list[Line], index: int, setting: Measure, header: Header) -> bool:
    """A line that goes on with the sentence above is no header, whatever it looks like."""
    if index == 0:
        return False
    above = lines[index - 1]
    if is_dashed(lines[index].text):
        return is_complete(above.text)  # ——某委员 under a text signs it
    if is_complete(above.text) or lines[index].gap or lines[index].indent > above.indent:
        return False
    if header.form in {Form.COLON, Form.BULLET, Form.BRACKET, Form.TITLE_OF} and not setting.is_full(above):
        return False
    return setting.is_full(above) or above.text.endswith(("，", "、"))


def _is_headline(lines: list[Line], index: int, header: Header, attributed: frozenset[str]) -> bool:
    """某委员：建议…… at the head of a report that quotes the same person below."""
    if index > 2 or not header.rest or is_complete(lines[index].text) or header.form is Form.TITLE_OF:
        return False
    below = [line.text for line in lines[index + 1 :]]
    return bool(header.names) and all(
        name in attributed and any(name in text for text in below) for name in header.names
    )


def _is_name_under_title(lines: list[Line], index: int) -> bool:
    """Title, name, text: the name is a header."""
    above = lines[index - 1] if index else None
    below = lines[index + 1 : index + 4]
    return (
        above is not None
        and is_title_like(above)
        and not is_complete(above.text)
        and any(_is_text(line) for line in below)
    )


def _is_salutation(lines: list[Line], index: int, header: Header) -> bool:
    """某委员： at the head of a letter to that member."""
    below = header.rest or (lines[index + 1].text if index + 1 < len(lines) else "")
    return header.form is Form.ADDRESSED and bool(_LETTER.match(below))


def _captions(lines: list[Line], candidates: dict[int, Header], known: set[str]) -> set[int]:
    """Lines that repeat the name of somebody who has a header or is quoted: names under photographs."""
    full = {name for header in candidates.values() if header.form in STRONG - {Form.PLAIN} for name in header.names}
    captions = set()
    for index, line in enumerate(lines):
        name = unspaced(line.text)
        if len(name) <= 12 and (name in full or (is_name(name) and name in known)):
            if name in full or not _is_name_under_title(lines, index):
                captions.add(index)
            continue
        header = candidates.get(index)
        if header and header.form is Form.PLAIN and set(header.names) <= full and not header.rest:
            captions.add(index)
    return captions


class _Weak:
    """Judges the forms that need support from the rest of the text."""

    def __init__(self, lines: list[Line], setting: Measure, candidates: dict[int, Header], known: set[str]) -> None:
        self._lines, self._setting, self._candidates, self._known = lines, setting, candidates, known
        self._bare_colons = Counter(name for h in candidates.values() if h.form is Form.BARE_COLON for name in h.names)
        self._bare_run_ins = sum(h.form is Form.BARE_RUN_IN for h in candidates.values())
        self._rare_colons = sum(h.form is Form.RARE_COLON for h in candidates.values())
        self._notes = sum(bool(_AUTHOR_NOTE.match(line.text)) for line in lines)
        self._roles = sum(h.form is Form.ROLE for h in candidates.values())
        self._bodies = sum(h.form is Form.BODY for h in candidates.values())

    def stands(self, index: int, header: Header) -> bool:
        if header.form is Form.FIELD and _AUTHOR.match(self._lines[index].text):
            return not self._known - set(header.names)
        if header.form is Form.BARE_COLON:
            return self._is_turn(header)
        if header.form is Form.RARE_COLON:
            introduced = set(header.names) <= self._known
            return introduced or (self._notes > 0 and self._notes >= self._rare_colons - 1)
        if header.form is Form.BARE_RUN_IN:
            return self._bare_run_ins >= _LEAST_BARE_RUN_INS
        if header.form is Form.BARE:
            return self._is_name_under_title(index)
        if header.form is Form.ROLE:
            return self._roles >= 2 or bool(self._bare_colons) or len(header.rest) >= 8
        if header.form is Form.BODY and header.rest:
            return self._bodies >= _LEAST_BODIES
        if header.form is Form.BODY:
            marked = self._lines[index].text.endswith("：")
            return self._opens_text(index) and (marked or self._bodies >= 2 or self._is_under_title(index))
        if header.form is Form.PLAIN:
            return self._opens_text(index)
        return True

    def _is_turn(self, header: Header) -> bool:
        names = set(header.names)
        return (
            bool(names & self._known)
            or len(self._bare_colons) >= 2
            or self._roles > 0
            or any(self._bare_colons[n] > 1 for n in names)
        )

    def _is_name_under_title(self, index: int) -> bool:
        return self._is_under_title(index) and self._opens_text(index)

    def _is_under_title(self, index: int) -> bool:
        return index > 0 and is_title_like(self._lines[index - 1]) and not is_complete(self._lines[index - 1].text)

    def _opens_text(self, index: int) -> bool:
        """Whether a body, or a title and a body, follows, perhaps after further names."""
        below = self._lines[index + 1 : index + 6]
        return any(_is_text(line) or is_complete(line.text) or self._is_narrow_text(line) for line in below)

    def _is_narrow_text(self, line: Line) -> bool:
        """A full line of a column that is narrower than a line of text elsewhere."""
        full = self._setting.full
        return full is not None and full <= _LEAST_TEXT and self._setting.is_full(line)


def _is_text(line: Line) -> bool:
    return len(line.text) > _LEAST_TEXT or "。" in line.text


def _without_lists(headers: dict[int, Header]) -> dict[int, Header]:
    """Leave out runs of names without texts: lists of participants, tables of contents."""
    kept: dict[int, Header] = {}
    for run in _runs(headers):
        if len(run) <= _LONGEST_LIST or any(headers[index].rest for index in run):
            kept.update({index: headers[index] for index in run})
    return kept


def _runs(headers: dict[int, Header]) -> Iterable[list[int]]:
    run: list[int] = []
    for index in sorted(headers):
        if run and (index != run[-1] + 1 or headers[run[-1]].rest):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _signatures(lines: list[Line], headers: dict[int, Header]) -> dict[int, Header]:
    """Signatures count where no header opens the text above them."""
    found = {}
    for index, line in enumerate(lines):
        if index in headers:
            continue
        signature = read_signature(line.text[:120]) or (read_tail(line.text) if not headers else None)
        if signature is not None:
            found[index] = signature
    return found


def _turn_last_header(headers: dict[int, Header], signatures: dict[int, Header], lines: list[Line]) -> None:
    """A header with no text under it, when it is the only one, signs the text above."""
    if len(headers) != 1:
        return
    index, header = next(iter(headers.items()))
    if index == len(lines) - 1 and index > 0 and not header.rest and header.people:
        signatures[index] = headers.pop(index)
