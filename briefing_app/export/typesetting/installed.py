"""This file finds the fonts of the computer by their name tables, and says of each why it can or cannot be used."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from briefing_app.export.typesetting.truetype import COLLECTION, NotTrueType, TrueTypeFile

_SUFFIXES = {".ttf", ".ttc", ".otf"}
_WANTED = "的一是在不了有和人这中大为上个国我以要他"  # a Chinese text font has them all
_MOST = 4000  # files looked at


class Fitness(Enum):
    """Whether a font can be printed with; the value is the sentence for it."""

    GOOD = "可以使用"
    RESTRICTED = "字体许可不允许嵌入文件"
    OUTLINES = "轮廓不是 TrueType，不能嵌入"
    NOT_CHINESE = "没有常用汉字"


@dataclass(frozen=True, slots=True)
class InstalledFont:
    """A face of a font file; `family` is its Chinese name where it has one."""

    family: str
    families: tuple[str, ...]
    path: Path
    index: int
    fitness: Fitness


def folders() -> tuple[Path, ...]:
    """Where the system and its user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    own = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share")) / "fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, home / ".fonts"


def installed(places: Sequence[Path] | None = None) -> list[InstalledFont]:
    """The fonts for Chinese, usable ones first; damaged files are passed over."""
    found = [font for path in _files(folders() if places is None else places) for font in faces_of(path)]
    shown = [font for font in found if font.fitness is not Fitness.NOT_CHINESE]
    return sorted(shown, key=lambda font: (font.fitness is not Fitness.GOOD, font.family, font.path.name, font.index))


def _files(places: Sequence[Path]) -> Iterator[Path]:
    count = 0
    for place in places:
        for folder, _, names in os.walk(place):
            for name in sorted(names):
                if Path(name).suffix.lower() in _SUFFIXES and count < _MOST:
                    count += 1
                    yield Path(folder) / name


def faces_of(path: Path) -> Iterator[InstalledFont]:
    """Every face of a font file."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return
    if head[:4] == b"OTTO":
        yield InstalledFont(path.stem, (path.stem,), path, 0, Fitness.OUTLINES)
        return
    count = struct.unpack(">L", head[8:12])[0] if head[:4] == COLLECTION and len(head) == 12 else 1
    for index in range(min(count, 64)):
        if (face := _face(path, index)) is not None:
            yield face


def _face(path: Path, index: int) -> InstalledFont | None:
    try:
        font = TrueTypeFile(path, index)
    except (NotTrueType, OSError, ValueError, struct.error):
        return None
    try:
        families = font.families or (path.stem,)
        chinese = next((name for name in families if any(ord(sign) > 0x2E7F for sign in name)), families[0])
        return InstalledFont(chinese, families, path, index, _fitness(font))
    except (NotTrueType, struct.error, IndexError):
        return None
    finally:
        font.close()


def _fitness(font: TrueTypeFile) -> Fitness:
    if not font.has_outlines:
        return Fitness.OUTLINES
    if not font.draws(_WANTED):
        return Fitness.NOT_CHINESE
    return Fitness.GOOD if font.may_be_embedded else Fitness.RESTRICTED


def find(family: str, fonts: Sequence[InstalledFont]) -> InstalledFont | None:
    """The usable font that is listed under a name, whatever language the name is in."""
    wanted = family.casefold()
    named = [font for font in fonts if wanted in {name.casefold() for name in font.families}]
    return next((font for font in named if font.fitness is Fitness.GOOD), None)
