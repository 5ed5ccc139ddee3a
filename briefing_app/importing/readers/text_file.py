"""This file reads plain text in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from briefing_app.errors import ReadProblem, UnreadableFile

LARGEST = 20 * 1024 * 1024  # bytes; the longest book of proceedings has a tenth of that
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text holds; tab, line feed, form feed, carriage return and vertical tab do occur.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MIXED = "mixed"
_MOST_LINES_NAMED = 5
_FEW_BROKEN = 3  # characters: even a short text may have so many
_MOST_CONTROL = 0.005
_COMMON = re.compile(r"[的一是不了在人有我他这中大来上国和地到会说要建议，。、：\sa-zA-Z0-9]")


def read(path: Path, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on it; the text is kept as it stands, line ends included."""
    if not content.strip(b" \t\r\n\x0b\x0c"):
        raise UnreadableFile(path, ReadProblem.EMPTY)
    if len(content) > LARGEST:
        raise UnreadableFile(path, ReadProblem.TOO_LARGE, f"{LARGEST // 1024 // 1024} MB")
    text, encoding = _decode(path, content)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise UnreadableFile(path, ReadProblem.BINARY)
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\u3000\xa0"):
        raise UnreadableFile(path, ReadProblem.EMPTY)
    return text, _notes(text, encoding)


def _notes(text: str, encoding: str) -> tuple[str, ...]:
    """What a person should know of how the bytes became characters."""
    if encoding == _MIXED:
        return ("文件里混有 UTF-8 和 GB18030 两种编码，已逐行辨认，请对照原件核对",)
    notes = () if encoding == "utf-8" else (f"按 {encoding.upper()} 编码读取",)
    broken = [str(number) for number, line in enumerate(text.splitlines(), start=1) if "\ufffd" in line]
    if not broken:
        return notes
    where = "、".join(broken[:_MOST_LINES_NAMED]) + ("等" if len(broken) > _MOST_LINES_NAMED else "")
    return (*notes, f"第 {where} 行有无法识别的字符，显示为“\ufffd”，请对照原件补正")


def is_text(content: bytes) -> bool:
    """Whether bytes can be text at all: a zero byte stands in none but UTF-16 and UTF-32."""
    return _marked(content) is not None or _unmarked_utf16(content) is not None or b"\x00" not in content[:65536]


def _decode(path: Path, content: bytes) -> tuple[str, str]:
    marked = _marked(content) or _unmarked_utf16(content)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    if not marked and b"\x00" in content[:65536]:
        raise UnreadableFile(path, ReadProblem.BINARY)
    mixed = None if marked else _decode_by_lines(content)
    return (mixed, _MIXED) if mixed is not None else _decode_damaged(path, content, marked or "utf-8")


def _decode_by_lines(content: bytes) -> str | None:
    """A text put together from files of two encodings: each line is whole in one of them."""
    lines = []
    for line in content.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            try:
                lines.append(line.decode("gb18030"))
            except UnicodeDecodeError:
                return None
    return "".join(lines)


def _decode_damaged(path: Path, content: bytes, encoding: str) -> tuple[str, str]:
    """A text with a few broken bytes is still a text; one with many is something else."""
    names = dict.fromkeys((encoding, "utf-8", "gb18030"))
    readings = [(content.decode(name, errors="replace"), name) for name in names]
    best, name = min(readings, key=lambda reading: _broken(reading[0]))
    if _broken(best) > max(0.01 * len(best), _FEW_BROKEN):
        raise UnreadableFile(path, ReadProblem.BINARY)
    return best, name


def _broken(text: str) -> int:
    return text.count("\ufffd")


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: its line ends and Latin letters have a zero byte on one side only."""
    sample = content[:4096]
    if len(content) % 2 or b"\x00" not in sample:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        head = text[:2000]
        if head and len(_COMMON.findall(head)) >= 0.2 * len(head) and not _CONTROL.search(head):
            return name
    return None
