"""A compilation that the app has printed is read back: the same people, posts, titles, paragraphs, recommendations."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefing_app.domain.text import bare

KEPT = ("speaker", "title", "affiliations", "paragraphs", "proposals")


def briefing(*words: object) -> str:
    command = [sys.executable, "-m", "briefing_app", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def said(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """What a draft holds of each speech, without blanks."""
    return [{key: _bare(speech[key]) for key in KEPT} for speech in draft["speeches"]]


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return _bare(value["text"]) if "text" in value else {key: _bare(item) for key, item in value.items()}
    return bare(value) if isinstance(value, str) else value


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_printed_compilation_reads_as_what_it_was_made_from(
    form: str, sample_article: Path, briefing_home: Path, tmp_path: Path
) -> None:
    original = json.loads(briefing("import", sample_article, "--dry-run", "--json"))
    briefing("import", sample_article)
    target = tmp_path / f"汇编.{form}"
    briefing("export", "--meeting", 1, "--kind", "compilation", "--format", form, "-o", target)

    assert said(json.loads(briefing("import", target, "--dry-run", "--json"))) == said(original)
