"""This file writes the sample article, so that a new user has something to import."""

from __future__ import annotations

from pathlib import Path

from briefing_app import paths
from briefing_app.export import files

SAMPLE = "sample_article.txt"


def write_sample(path: Path, *, force: bool = False) -> Path:
    """Write the sample article; raises UnwritableFile."""
    content = (paths.resources() / "samples" / SAMPLE).read_bytes()
    with files.replacing(path, force) as stream:
        stream.write(content)
    return path
