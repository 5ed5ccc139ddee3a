"""This file reads Markdown: the words that a reader of the printed text would see, without the marks."""

from __future__ import annotations

import html
import re

from briefing_app.domain.text import bare
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble
from briefing_app.importing.readers.web_page import extract_markup

SUFFIXES = frozenset({".md", ".markdown", ".mdown"})

_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}[ \t\u3000]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"^\s{0,3}([-*_])(\s*\1){2,}\s*$")
_BULLET = re.compile(r"^(\s*)[-*+][ \t]+(?=\S)")
_QUOTE = re.compile(r"^\s{0,3}(>[ \t]?)+")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+\S+")
_BLOCK_MARKUP = re.compile(
    r"^\s*</?(p|div|table|ul|ol|li|br|center|section|h[1-6]|hr|blockquote|font|span)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # pictures
    (re.compile(r"(?<!\!)\[([^\]]+)\]\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(?<![\\*\d])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s\\*])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"~~(.+?)~~"), r"\1"),
    (re.compile(r"</?(b|i|u|em|strong|span|font|sub|sup|small|mark|a)\b[^<>]*>", re.IGNORECASE), ""),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~<])")


def claims(suffix: str) -> bool:
    """Markdown is known by its name alone: its marks are also ordinary characters."""
    return suffix in SUFFIXES


def extract(text: str) -> Extract:
    """The words of a Markdown text; a Trouble when it holds none."""
    transcript = Transcript()
    lines = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    lines = _preamble(lines, transcript)
    fenced = False
    markup: list[str] = []
    for position, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            transcript.line(line)
        elif _BLOCK_MARKUP.match(line) or (markup and bare(line)):
            markup.append(line)
        else:
            _write_markup(markup, transcript)
            markup = []
            if not _is_mark(line, lines[position - 1] if position else ""):
                _write_line(line, transcript)
    _write_markup(markup, transcript)
    return transcript.finish()


def _preamble(lines: list[str], transcript: Transcript) -> list[str]:
    """The lines after a block of settings between two `---`, which is kept as furniture."""
    if not lines or lines[0].strip() != "---":
        return lines
    end = next((at for at, line in enumerate(lines[1:60], start=1) if line.strip() in ("---", "...")), 0)
    if not end or not all(":" in line or not line.strip() or line[0] in " -\t" for line in lines[1:end]):
        return lines
    for line in lines[1:end]:
        transcript.line(line, furniture=True)
    return lines[end + 1 :]


def _is_mark(line: str, above: str) -> bool:
    """Whether a line is all mark: a rule, the line under a heading, the rule of a table."""
    if _RULE.match(line) or (_UNDERLINE.match(line) and bare(above)):
        return True
    return "|" in line and bool(_TABLE_RULE.match(line))


def _write_line(line: str, transcript: Transcript) -> None:
    if _DEFINITION.match(line):
        transcript.line(line.strip(), furniture=True)
        return
    heading = _HEADING.match(line)
    if heading:
        transcript.blank()
        transcript.line(_plain(heading[1]))
        transcript.blank()
        return
    body = _BULLET.sub("", _QUOTE.sub("", line))
    if body.strip().startswith("|") and body.count("|") >= 2:
        cells = [_plain(cell).strip() for cell in re.split(r"(?<!\\)\|", body.strip().strip("|"))]
        transcript.line("\t".join(filter(None, cells)))
        return
    for piece in _BREAK.split(body):
        transcript.line(_plain(piece))


def _write_markup(lines: list[str], transcript: Transcript) -> None:
    """A block of HTML inside the text, read as a web page is."""
    if not lines:
        return
    try:
        block = extract_markup("\n".join(lines))
    except Trouble:  # a block without words: <br>, a picture
        transcript.blank()
        return
    marked = {index for span in block.furniture for index in range(span.start, span.end)}
    position = 0
    transcript.blank()
    for line in block.text.split("\n"):
        transcript.line(line, furniture=position in marked)
        position += len(line) + 1
    transcript.blank()


def _plain(text: str) -> str:
    """A line's words; what is escaped stays as it is."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return html.unescape(_ESCAPED.sub(r"\1", text))
