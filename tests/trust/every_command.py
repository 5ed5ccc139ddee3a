"""This file does every job of the command line in one process, over a folder of material given as the argument."""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from briefing_app import cli


def briefing(*words: object, expect: int = 0) -> str:
    """One command; a status that was not expected ends the run."""
    out = StringIO()
    with redirect_stdout(out):
        status = cli.main([str(word) for word in words])
    if status != expect:
        sys.exit(f"{words}: {status}")
    return out.getvalue()


def main(folder: Path) -> None:
    files = sorted(file for file in (folder / "material").iterdir())
    briefing("import", *files, "--json")
    for kind in ("meetings", "speeches", "proposals", "followups", "themes", "sources", "people"):
        briefing("list", kind, "--json")
    meeting = json.loads(briefing("list", "meetings", "--json"))["rows"][0]["id"]
    proposals = json.loads(briefing("list", "proposals", "--json"))["rows"]
    first = proposals[0]
    briefing("search", "建议", "--json")
    briefing("similar", first["id"], "--json")
    briefing("compare", "--meeting", first["meeting"], "--json")
    briefing("annotate", first["speech"], "--start", 0, "--end", 2, "--note", "核")
    briefing("followup", "add", "--proposal", first["id"], "--title", "办", "--lead", "市数据局")
    for kind in ("pdf", "docx", "xlsx", "html", "json"):
        briefing("export", "--meeting", first["meeting"], "--kind", "digest", "-o", folder / f"out.{kind}", "--redact")
    briefing("verify", folder / "out.pdf")
    briefing("check")
    kept = json.loads(briefing("backup", folder / "kept.sqlite3", "--json"))["backup"]
    briefing("restore", kept, "--json")
    briefing("sample", folder / "sample.txt")
    print(f"done: {meeting} {len(proposals)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
