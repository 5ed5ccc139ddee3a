"""This file hides in a finished document what 脱敏 hides, and says so in the pack."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

from briefing_app.domain.packs import PackOptions
from briefing_app.domain.redaction import NOTICE, redact
from briefing_app.export.data import fingerprint
from briefing_app.export.document import CellText, Finding, PackDocument, with_note

T = TypeVar("T")
_PHONES = 12  # the check that warns of telephone numbers: they are hidden


def redacted(document: PackDocument, options: PackOptions) -> PackDocument:
    """The document with every string of it redacted, with a notice, and with the checksum of what it now says."""
    if not options.redact:
        return document
    count: list[int] = []
    hidden = _hidden(replace(document, findings=(), checksum=""), options.redact_names, count)
    blocks = with_note(hidden.blocks, NOTICE)
    found = Finding(0, f"已脱敏：隐去 {sum(count)} 处，请再通读一遍，看有没有漏掉的")
    others = tuple(finding for finding in document.findings if finding.check != _PHONES)
    return replace(
        hidden,
        blocks=blocks,
        checksum=fingerprint(blocks),
        findings=(found, *_hidden(others, options.redact_names, [])),
    )


def _hidden(value: T, names: tuple[str, ...], count: list[int]) -> T:
    """The same value with redacted strings, however deep they lie; numbers behind a redacted cell go too."""
    if isinstance(value, str) and not isinstance(value, Enum):
        result = redact(value, names)
        count.append(result.hidden)
        return cast("T", result.text)
    if isinstance(value, tuple):
        return cast("T", tuple(_hidden(item, names, count) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _hidden(getattr(value, field.name), names, count) for field in fields(value)}
        if isinstance(value, CellText) and changed["text"] != value.text:
            changed["value"] = None
        return cast("T", replace(value, **changed))
    return value
