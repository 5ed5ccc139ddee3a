"""This file lets a separate process read formats whose libraries a hostile file could crash, hang or bloat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from briefing_app.domain.text import pairs_of, spans_of
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.transcript import Extract, Trouble

SECONDS = 900.0  # a scanned book takes its time; nothing else comes near
WORKER_FLAG = "--reading-worker"  # a frozen program, started with this flag, is the worker (see worker.main)
_WORKER = "briefing_app.importing.readers.worker"
_PACKAGE_FOLDER = Path(__file__).resolve().parents[3]
_NO_WINDOW = 0x08000000 if os.name == "nt" else 0  # CREATE_NO_WINDOW


def extract(kind: str, content: bytes, *, seconds: float = SECONDS) -> Extract:
    """What the worker makes of the bytes; a Trouble also when it crashes or does not come to an end."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the content goes to standard input
            [*_command(), kind],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=_PACKAGE_FOLDER,
            env={**os.environ, "PYTHONUTF8": "1"},
            creationflags=_NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Trouble(ReadProblem.TOO_LARGE, f"{round(seconds)} 秒内没有读完") from error
    except OSError as error:
        raise Trouble(ReadProblem.TOO_LARGE, "内存不足") from error
    try:
        return understood(done.stdout)
    except ValueError as error:  # the worker died: whatever broke it stands in the file
        raise Trouble(ReadProblem.DAMAGED, "读取时出错") from error


def written(extract: Extract) -> bytes:
    """An extract as the worker writes it back."""
    told = {"text": extract.text, "furniture": pairs_of(extract.furniture), "notes": extract.notes}
    return json.dumps(told).encode("ascii")


def confessed(trouble: Trouble) -> bytes:
    """A trouble as the worker writes it back."""
    return json.dumps({"problem": trouble.problem.value, "detail": trouble.detail}).encode("ascii")


def understood(told: bytes) -> Extract:
    """The extract that was written back; a Trouble is raised again, and anything else is a ValueError."""
    found = json.loads(told)
    if "problem" in found:
        raise Trouble(ReadProblem(found["problem"]), found["detail"])
    return Extract(found["text"], spans_of(found["furniture"]), tuple(found["notes"]))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    return [sys.executable, "-m", _WORKER]
