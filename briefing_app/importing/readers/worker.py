"""This file is the process that reads PDFs and pictures: offline, with a limit on its memory, and then gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import image, isolation, pdf
from briefing_app.importing.readers.transcript import Extract, Trouble

KINDS: Mapping[str, Callable[[bytes], Extract]] = {"pdf": pdf.extract, "image": image.extract}
_MEMORY = 6 * 2**30  # bytes of address space; recognising text reserves far more than it uses


def main(arguments: list[str]) -> int:
    """Read standard input as the kind that is named last; write the extract, or the trouble, to standard output."""
    _limit_memory()
    sys.addaudithook(_stay_offline)
    content = sys.stdin.buffer.read()
    with redirect_stdout(sys.stderr):  # what libraries print must not stand between our words
        told = _answer(KINDS[arguments[-1]], content)
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    return 0


def _answer(extract: Callable[[bytes], Extract], content: bytes) -> bytes:
    try:
        return isolation.written(extract(content))
    except Trouble as trouble:
        return isolation.confessed(trouble)
    except (MemoryError, RecursionError):
        return isolation.confessed(Trouble(ReadProblem.TOO_LARGE, "内存不足"))


def _limit_memory() -> None:
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - does not exist elsewhere

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _stay_offline(event: str, _arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
