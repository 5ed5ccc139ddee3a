"""This file knows where things live: what we ship, and what the program keeps for its user.

What we ship stands beside the package in a checkout, and inside it (`_data`) in a wheel or a frozen program. What is
kept lies in BRIEFING_HOME when that is set; else, when a folder 便携 or portable stands beside a frozen program, in that
folder (so that a stick carries the program with its library); else in the platform's own. Nothing here creates a folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

HOME_VARIABLE = "BRIEFING_HOME"
_NAME = "briefing"
_PACKAGE = Path(__file__).resolve().parent

PORTABLE_NAMES = ("便携", "portable")
LIBRARY_SUFFIX = ".sqlite3"


def resources() -> Path:
    """The folder of fonts, icons, styles, dictionaries, help and samples."""
    return _shipped("resources")


def migrations() -> Path:
    """The folder of the library's migrations: Alembic's script location."""
    return _shipped("db") / "migrations"


def home() -> Path | None:
    """The one folder that BRIEFING_HOME names or that travels with the program; None where the platform decides."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else portable_home()


def portable_home() -> Path | None:
    """The folder beside a frozen program that keeps everything, where there is one."""
    if not getattr(sys, "frozen", False):
        return None
    beside = Path(sys.executable).resolve().parent
    return next((beside / name for name in PORTABLE_NAMES if (beside / name).is_dir()), None)


def data() -> Path:
    """The folder of the user's library."""
    return home() or platformdirs.user_data_path(_NAME, appauthor=False)


def library() -> Path:
    """The library that is opened when no other is named."""
    return data() / f"library{LIBRARY_SUFFIX}"


def settings() -> Path:
    """The folder of the settings file."""
    return home() or platformdirs.user_config_path(_NAME, appauthor=False)


def logs() -> Path:
    """The folder of the log files."""
    own = home()
    return own / "logs" if own else platformdirs.user_log_path(_NAME, appauthor=False)


def backups() -> Path:
    """The folder of the copies made before a migration and on the user's wish."""
    return data() / "backups"


def packs() -> Path:
    """The folder that an export offers first: the user's documents, or BRIEFING_HOME."""
    own = home()
    return own / "packs" if own else platformdirs.user_documents_path()


def _shipped(name: str) -> Path:
    """The first place that has the folder; with none, where a checkout would have it, so that the error names it."""
    places = [_PACKAGE / "_data" / name, _PACKAGE.parent / name]
    if getattr(sys, "frozen", False):
        beside = Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
        places = [beside / "briefing_app" / "_data" / name, beside / name, *places]
    return next((place for place in places if place.is_dir()), _PACKAGE.parent / name)
