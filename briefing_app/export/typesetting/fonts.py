"""This file chooses the font of every character: the face's own, else one for rare characters, else a visible failure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefing_app import paths
from briefing_app.export.document import Face
from briefing_app.export.typesetting.truetype import TrueTypeFile

MISSING = -1
ROLES = {"fang": Face.FANGSONG, "kai": Face.KAI, "hei": Face.HEI, "song": Face.SONG, "song-bold": Face.TITLE}
RARE = "rare"


class RestrictedFont(ValueError):
    """A font whose licence bits (fsType) forbid embedding."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A character that the wanted face does not have, and the font that drew it instead."""

    character: str
    face: Face
    font: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) of a text, all from one font; `font` is an index of Fonts.files, or MISSING."""

    start: int
    end: int
    font: int


class Fonts:
    """The faces of a profile and the fonts that stand in for rare characters."""

    def __init__(
        self,
        faces: Mapping[Face, TrueTypeFile],
        rare: Sequence[TrueTypeFile] = (),
        second: Mapping[Face, TrueTypeFile] | None = None,
    ) -> None:
        """`second`: for each face the font that draws what its own does not have, before any for rare characters."""
        self.files: list[TrueTypeFile] = []
        self._index: dict[Face, int] = {}
        for face in Face:
            if faces[face] not in self.files:
                self.files.append(faces[face])
            self._index[face] = self.files.index(faces[face])
        self.rare = tuple(rare)
        self._rare = [len(self.files) + place for place in range(len(rare))]
        self.files += rare
        self._second: dict[Face, int] = {}
        for face, file in (second or {}).items():
            if file not in self.files:
                self.files.append(file)
            self._second[face] = self.files.index(file)
        for file in self.files:
            if not file.may_be_embedded:
                raise RestrictedFont(file.path.name)
        self._blanks: dict[int, dict[str, tuple[int, int]]] = {}

    def font(self, face: Face) -> int:
        return self._index[face]

    def stretches(self, text: str, face: Face, start: int = 0) -> list[Stretch]:
        """Which font draws which part of `text`, which stands at `start` of a longer one."""
        own = self._index[face]
        lacking = self.files[own].lacking(set(text))
        if not lacking:
            return [Stretch(start, start + len(text), own)] if text else []
        chosen = {character: self._stand_in(character, face) for character in lacking}
        found: list[Stretch] = []
        for place, character in enumerate(text, start):
            font = chosen.get(character, own)
            if found and found[-1].font == font:
                found[-1] = Stretch(found[-1].start, place + 1, font)
            else:
                found.append(Stretch(place, place + 1, font))
        return found

    def _stand_in(self, character: str, face: Face) -> int:
        second = [self._second[face]] if face in self._second else []
        return next((font for font in [*second, *self._rare] if self.files[font].draws(character)), MISSING)

    def advances(self, text: str, font: int) -> list[int]:
        """The advance of each character; the font must draw them all."""
        if font == MISSING:
            return [1000] * len(text)
        return list(map(self.files[font].advances.__getitem__, text))

    def blanks(self, font: int) -> dict[str, tuple[int, int]]:
        """Character -> the real blank left and right of its ink inside its advance; looked up when it first comes."""
        if font not in self._blanks:
            self._blanks[font] = _Blanks(None if font == MISSING else self.files[font])
        return self._blanks[font]

    def substitutions(self, drawn: Iterable[tuple[Face, int, str]]) -> tuple[Substitution, ...]:
        """What was not drawn by its own face, among (face, font, characters)."""
        found = {
            Substitution(character, face, self.files[font].postscript_name)
            for face, font, characters in drawn
            if font not in {MISSING, self._index[face]}
            for character in characters
        }
        return tuple(sorted(found, key=lambda one: (one.character, one.face.value)))


class _Blanks(dict[str, tuple[int, int]]):
    def __init__(self, file: TrueTypeFile | None) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, character: str) -> tuple[int, int]:
        left, right = (0, 1000) if self._file is None else self._file.ink(character)
        advance = 1000 if self._file is None else self._file.advances[character]
        found = self[character] = left, advance - right
        return found


def load(faces: Mapping[Face, Path], rare: Sequence[Path] = ()) -> Fonts:
    """Fonts from font files; a file named twice is read once."""
    files = {path: TrueTypeFile(path) for path in {*faces.values(), *rare}}
    return Fonts({face: files[path] for face, path in faces.items()}, [files[path] for path in rare])


@lru_cache(maxsize=1)
def bundled() -> Fonts:
    """The fonts that come with the program (resources/fonts, named by their roles in fonts.json)."""
    folder = paths.resources() / "fonts"
    listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))["fonts"]
    by_role = {entry["role"]: folder / entry["file"] for entry in listed}
    return load({face: by_role[role] for role, face in ROLES.items()}, [by_role[RARE]])
