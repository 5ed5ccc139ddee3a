"""This file prepares resources/fonts: it takes fonts out of named packages and turns CFF outlines into TrueType ones.

    python packaging/prepare_fonts.py                 downloads the packages with apt-get and npm
    python packaging/prepare_fonts.py --from FOLDER   takes the .deb and .tgz files from a folder

ReportLab embeds TrueType outlines only, so the Fandol fonts are converted once and kept in the repository. Each package
is named with its version and its SHA-256; a package with other bytes is refused. Needs fontTools (test extra).
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
MAX_ERROR_EM = 1 / 1000
GPL_FONT = "GPL-3.0-or-later WITH Font-exception-2.0"
OFL = "OFL-1.1"


@dataclass(frozen=True)
class Package:
    """A package of a registry, pinned to its bytes."""

    registry: str  # "debian" or "npm"
    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Face:
    """One font of ours: its file, what it is for, and the member of a package that it is made from."""

    file: str
    role: str
    package: Package
    member: str
    licence: str
    weight: int = 400
    misdrawn: str = ""  # characters whose glyph shows another character; see _mend


@dataclass(frozen=True)
class Notice:
    """A licence text that stands beside the fonts."""

    file: str
    package: Package
    member: str


FANDOL = Package(
    "debian",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
WENKAI = Package(
    "debian",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
NOTO = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)

_OTF = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
_TTF = "usr/share/fonts/truetype/lxgw-wenkai/"
_OLD_FORMS = "幹捨滷餘臟鬱鬆衹癥準"  # drawn as their simplified partners in four of the five
FACES = (
    Face(
        "FandolFang.ttf",
        "fang",
        FANDOL,
        _OTF + "FandolFang-Regular.otf",
        GPL_FONT,
        misdrawn=_OLD_FORMS + "醜鹼",
    ),
    Face(
        "FandolKai.ttf",
        "kai",
        FANDOL,
        _OTF + "FandolKai-Regular.otf",
        GPL_FONT,
        misdrawn="稱誠懲騁衆",
    ),
    Face(
        "FandolHei.ttf",
        "hei",
        FANDOL,
        _OTF + "FandolHei-Regular.otf",
        GPL_FONT,
        misdrawn=_OLD_FORMS + "醜稱誠懲騁",
    ),
    Face(
        "FandolSong.ttf",
        "song",
        FANDOL,
        _OTF + "FandolSong-Regular.otf",
        GPL_FONT,
        misdrawn=_OLD_FORMS + "壘",
    ),
    Face(
        "FandolSong-Bold.ttf",
        "song-bold",
        FANDOL,
        _OTF + "FandolSong-Bold.otf",
        GPL_FONT,
        weight=700,
        misdrawn=_OLD_FORMS + "醜鹼",
    ),
    Face("LXGWWenKai-Regular.ttf", "rare", WENKAI, _TTF + "LXGWWenKai-Regular.ttf", OFL),
    Face("NotoSansSC-Regular.ttf", "screen", NOTO, "package/400Regular/NotoSansSC_400Regular.ttf", OFL),
    Face("NotoSansSC-Bold.ttf", "screen-bold", NOTO, "package/700Bold/NotoSansSC_700Bold.ttf", OFL, 700),
)
NOTICES = (
    Notice("Fandol-COPYING.txt", FANDOL, "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"),
    Notice("Fandol-README.txt", FANDOL, "usr/share/doc/texlive-doc/fonts/fandol/README"),
    Notice("LXGWWenKai-LICENSE.txt", WENKAI, "usr/share/doc/fonts-lxgw-wenkai/copyright"),
    Notice("NotoSansSC-LICENSE.txt", NOTO, "package/LICENSE_FONT"),
)


class PackageMismatch(Exception):
    """A package that is not the one named above."""


def main(arguments: list[str] | None = None) -> int:
    """Prepare every face and notice, and write fonts.json."""
    options = _parser().parse_args(arguments)
    options.to.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in FACES if not options.only or one.file in options.only]
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        archives = {
            package: _archive(package, folder, download=options.folder is None) for package in (FANDOL, WENKAI, NOTO)
        }
        for face in wanted:
            print(f"{face.file}: {face.package.name} {face.package.version}", flush=True)
            prepare(face, _member(archives[face.package], face.member), options.to / face.file)
        for notice in NOTICES:
            text = _member(archives[notice.package], notice.member)
            (options.to / notice.file).write_bytes(gzip.decompress(text) if notice.member.endswith(".gz") else text)
    (options.to / "fonts.json").write_text(_catalogue(options.to), encoding="utf-8")
    return 0


def prepare(face: Face, original: bytes, target: Path) -> None:
    """Write the face to `target`: converted when its outlines are CFF, else the very bytes of the package."""
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    if "CFF " not in font:
        target.write_bytes(original)  # an OFL font keeps its reserved name only unchanged
        return
    _to_truetype(font)
    _mend(font, face)
    font.save(target)


def _to_truetype(font: TTFont) -> None:
    """Replace the CFF table by glyf, loca and a TrueType maxp; curves stay within MAX_ERROR_EM of the original."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    tolerance = MAX_ERROR_EM * font["head"].unitsPerEm
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for leftover in ("CFF ", "VORG"):
        if leftover in font:
            del font[leftover]
    _take_left_bearings(font)
    _write_maxp(font)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    font.sfntVersion = "\000\001\000\000"


def _take_left_bearings(font: TTFont) -> None:
    """TrueType readers place a glyph by its bearing, so it has to be the new outline's own."""
    glyf = font["glyf"]
    for name, (advance, _) in list(font["hmtx"].metrics.items()):
        glyph = glyf[name]
        glyph.recalcBounds(glyf)
        font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))


def _write_maxp(font: TTFont) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field, value in {
        "maxZones": 1,
        "maxTwilightPoints": 0,
        "maxStorage": 0,
        "maxFunctionDefs": 0,
        "maxInstructionDefs": 0,
        "maxStackElements": 0,
        "maxSizeOfInstructions": 0,
        "maxComponentElements": 0,
    }.items():
        setattr(maxp, field, value)
    maxp.compile(font)


def _mend(font: TTFont, face: Face) -> None:
    """Correct what Fandol states wrongly about itself: line metrics, weight, the dash of GB 2312, wrong drawings.

    A character that the font draws as another one (餘 as 余) would falsify a quotation without a word, so it loses its
    place in the font and comes from the next one that has it. All 1,180 characters outside GB 2312 were looked at.
    """
    # FandolSong says 800 and +200, though its glyphs fill the same box as the others.
    font["hhea"].ascent, font["hhea"].descent = 880, -120
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = 880, -120
    font["OS/2"].usWeightClass = face.weight
    for table in font["cmap"].tables:
        for character in face.misdrawn:
            table.cmap.pop(ord(character), None)
    for table in font["cmap"].tables:
        if table.isUnicode() and 0x2014 in table.cmap:
            table.cmap.setdefault(0x2015, table.cmap[0x2014])  # many files decode GB 2312's 0xA1AA as U+2015


def _catalogue(folder: Path) -> str:
    """fonts.json: for each file what it is, where it comes from and what it may be used under."""
    rows = []
    for face in FACES:
        path = folder / face.file
        if not path.exists():
            continue
        font = TTFont(path, lazy=True)
        rows.append(
            {
                "file": face.file,
                "family": font["name"].getBestFamilyName(),
                "postscript_name": font["name"].getDebugName(6),
                "role": face.role,
                "weight": face.weight,
                "registry": face.package.registry,
                "package": face.package.name,
                "version": face.package.version,
                "package_sha256": face.package.sha256,
                "member": face.member,
                "converted": face.package is FANDOL,
                "left_out": face.misdrawn,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "licence": face.licence,
                "notices": [one.file for one in NOTICES if one.package is face.package],
            }
        )
    return json.dumps({"fonts": rows}, ensure_ascii=False, indent=2) + "\n"


def _archive(package: Package, folder: Path, *, download: bool) -> dict[str, bytes]:
    """The wanted members of a package, by path, after its bytes were checked."""
    if download:
        _download(package, folder)
    wanted = {one.member for one in (*FACES, *NOTICES) if one.package is package}
    for path in sorted(folder.iterdir()):
        if path.suffix in {".deb", ".tgz"} and hashlib.sha256(path.read_bytes()).hexdigest() == package.sha256:
            return {name: content for name, content in _entries(path) if name in wanted}
    raise PackageMismatch(f"{folder} holds no {package.name} {package.version} with SHA-256 {package.sha256}")


def _download(package: Package, folder: Path) -> None:
    if package.registry == "debian":
        command = ["apt-get", "download", f"{package.name}={package.version}"]
    else:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _entries(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a .tgz, or of the data part of a .deb."""
    stream = io.BytesIO(_data_part(path.read_bytes()) if path.suffix == ".deb" else path.read_bytes())
    with tarfile.open(fileobj=stream) as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isfile() else None
            if content is not None:
                yield str(PurePosixPath(entry.name)), content.read()


def _data_part(deb: bytes) -> bytes:
    """A .deb is an `ar` archive: 8 bytes of magic, then members with a 60-byte head, each padded to an even size."""
    at = 8
    while at < len(deb):
        name, size = deb[at : at + 16].decode().strip().rstrip("/"), int(deb[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return deb[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise PackageMismatch("no data part in the Debian package")


def _member(archive: dict[str, bytes], name: str) -> bytes:
    if name not in archive:
        raise PackageMismatch(f"{name} is missing")
    return archive[name]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Prepare the fonts in resources/fonts.")
    parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="take the packages from this folder")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER", help="write here (default: %(default)s)")
    parser.add_argument("--only", action="append", metavar="FILE", help="prepare this face only; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main())
