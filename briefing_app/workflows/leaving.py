"""This file notes what left the library: what it was, which files, and their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefing_app.store import packs
from briefing_app.store.database import Library


def note(library: Library, what: str, files: Mapping[Path, bytes]) -> None:
    """Put written files into the export log; a library that can only be read keeps none."""
    if library.read_only:
        return
    with library.transaction("记导出") as session:
        for path, content in files.items():
            packs.log_export(
                session,
                what=what,
                author=library.author,
                format=path.suffix.removeprefix("."),
                file_name=path.name,
                sha256=hashlib.sha256(content).hexdigest(),
            )
