"""This file writes a pack as JSON: every block with its kind and fields, for programs and for proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from briefing_app.export.document import Block, PackDocument
from briefing_app.export.files import deliver

SCHEMA = "briefing.pack/1"


def write(document: PackDocument, target: Path | BinaryIO, *, force: bool = False) -> None:
    """Write the file, wholly or not at all."""
    deliver(render(document), target, force=force)


def render(document: PackDocument) -> bytes:
    """The pack as UTF-8 JSON."""
    content = {
        "schema": SCHEMA,
        "title": document.title,
        "kind": document.kind.value,
        "author": document.author,
        "subject": document.subject,
        "keywords": list(document.keywords),
        "checksum": document.checksum,
        "findings": [plain(finding) for finding in document.findings],
        "blocks": [{"block": type(block).__name__, **plain_fields(block)} for block in document.blocks],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def fingerprint(blocks: Sequence[Block]) -> str:
    """The sha256 over the blocks: the same for the same words, whatever the format and the day."""
    content = [{"block": type(block).__name__, **plain_fields(block)} for block in blocks]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def plain_fields(value: object) -> dict[str, object]:
    """The fields of a dataclass as JSON values; what is empty is left out."""
    if not is_dataclass(value):
        raise TypeError(type(value))
    found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return {name: given for name, given in found.items() if given not in (None, "", [], False)}


def plain(value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return plain_fields(value) if is_dataclass(value) else value
