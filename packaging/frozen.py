"""This file is where a frozen program begins: the reading worker when it is started as one, else `briefing`."""

from __future__ import annotations

import sys
from pathlib import Path

from briefing_app import paths
from briefing_app.cli import main
from briefing_app.importing.readers.isolation import WORKER_FLAG


def begin(arguments: list[str]) -> int:
    """Run what the arguments name; the worker's module loads the readers, so it is named only when it is wanted."""
    if arguments[1:2] == [WORKER_FLAG]:
        from briefing_app.importing.readers import worker  # noqa: PLC0415

        return worker.main(arguments)
    words = arguments[1:]
    if len(words) == 1 and words[0].endswith(paths.LIBRARY_SUFFIX) and Path(words[0]).is_file():
        words = ["--library", *words]  # a file manager gives the file alone
    return main(words)


if __name__ == "__main__":
    sys.exit(begin(sys.argv))
