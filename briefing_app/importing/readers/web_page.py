"""This file reads a saved web page (.html, .mht): its text in document order, the site's furniture marked."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

import lxml.html
from charset_normalizer import from_bytes
from lxml import etree

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.packages import Element
from briefing_app.importing.readers.transcript import Extract, Trouble
from briefing_app.importing.readers.web_layout import write

_BEGINNING = 4096
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|meta|title|div|p|table|span|br|h[1-6])[\s/>]", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_TEMPLATE = re.compile(r"<%.*?%>", re.DOTALL)  # server-side code that a careless site sends out
_OPENED = re.compile(r"<(div|font|span|center|section|b|i|u|strong|em|a)\b[^>]*>", re.IGNORECASE)
_CLOSED = re.compile(r"</(div|font|span|center|section|b|i|u|strong|em|a)\s*>", re.IGNORECASE)
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127])


def recognises(content: bytes) -> bool:
    """Whether the beginning of the bytes is a web page, whatever the file is called."""
    if _is_archive(content):
        return True
    start = content[:_BEGINNING].decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore")
    opening = start.lstrip("\ufeffï»¿ \t\r\n")
    return opening.startswith("<") and bool(_PAGE.search(opening)) and len(_TAGS.findall(opening)) > 1


def extract(content: bytes) -> Extract:
    """The text of a page from its bytes; a Trouble when there is none."""
    declared = ""
    if _is_archive(content):
        content, declared = _page_of_archive(content)
    text, remark = _decoded(content, declared)
    return extract_markup(text, remark)


def extract_markup(text: str, *notes: str) -> Extract:
    """The text of a page, or a piece of one, from its markup."""
    markup = _TEMPLATE.sub("", _PROLOGUE.sub("", text.translate(_CONTROLS)))
    root, whole = _parsed(markup)
    if not whole:  # libxml2 drops what is nested too deep: take the nesting away, keep every word
        root, _ = _parsed(_CLOSED.sub("<br>", _OPENED.sub("", markup)))
    transcript = write(root)
    for note in filter(None, notes):
        transcript.note(note)
    return transcript.finish()


def _parsed(markup: str) -> tuple[Element, bool]:
    """The page's root, and whether all of the page is in it."""
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Trouble(ReadProblem.NO_TEXT) from error
    return root, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _decoded(content: bytes, declared: str) -> tuple[str, str]:
    """The markup, and a remark when its encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ""
    found = _DECLARED.search(content[:_BEGINNING])
    # A page that is valid UTF-8 is UTF-8, whatever it says of itself; GB 2312 is read as what grew out of it.
    named = declared or (found[1].decode("ascii") if found else "")
    for encoding in ("utf-8", "gb18030" if named.lower().startswith(("gb", "x-gb", "cp936")) else named):
        text = _text_in(content, encoding)
        if text is not None:
            return text, ""
    best = from_bytes(content, cp_isolation=["gb18030", "big5", "utf_16"]).best()
    remark = "网页没有标明编码，文字是按推测的编码读出的，请核对。"
    return (str(best) if best else content.decode("gb18030", "replace")), remark


def _text_in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_archive(content: bytes) -> bool:
    head = content[:_BEGINNING].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def _page_of_archive(content: bytes) -> tuple[bytes, str]:
    """The page inside a single-file web archive, and the encoding its part declares."""
    message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, part.get_content_charset() or ""
    raise Trouble(ReadProblem.NO_TEXT)
