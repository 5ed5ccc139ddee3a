"""This file keeps the log: one rotating file, one format, ids and counts, never article text."""

from __future__ import annotations

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "briefing.log"
FORMAT = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"
MAX_BYTES = 1_000_000
KEPT_FILES = 3
ROOT = "briefing_app"


class _QuietFile(RotatingFileHandler):
    """A log that cannot be written (a full disk, a read-only folder) never disturbs the work or the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Lose the line: there is no better place to report that the log failed."""

    def close(self) -> None:
        """Close the file, also where what was left to write finds no room."""
        with contextlib.suppress(OSError):
            super().close()


def start(folder: Path, *, level: int = logging.INFO) -> Path:
    """Log everything of this program into `folder`, and say where; starting again moves the log."""
    stop()
    path = folder / FILE_NAME
    logger = logging.getLogger(ROOT)
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(_handler(path))
    return path


def stop() -> None:
    """Close the log file; what comes after is not logged."""
    logger = logging.getLogger(ROOT)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return logging.NullHandler()
    handler = _QuietFile(path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
