"""This file gives a rival the text of a stored pack: what every one of them sets, in one order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing_app import paths
from briefing_app.export import stored
from briefing_app.export.document import Contents, Heading, Table, TitleBlock

MM = 72 / 25.4
BODY = paths.resources() / "fonts" / "FandolFang.ttf"
HEADS = paths.resources() / "fonts" / "FandolHei.ttf"


def parts(path: Path) -> Iterator[tuple[str, object]]:
    """("contents", heading), ("title", text), ("heading", text), ("paragraph", text), ("table", Table)."""
    for block in stored.unpacked(path.read_bytes()).blocks:
        if isinstance(block, Contents):
            yield "contents", block.title
        elif isinstance(block, TitleBlock):
            yield "title", block.text
        elif isinstance(block, Heading):
            yield "heading", block.text
        elif isinstance(block, Table):
            yield "table", block
        else:
            yield "paragraph", block.text  # type: ignore[union-attr]
