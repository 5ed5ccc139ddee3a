"""This file reads older formats (.doc, .wps, .rtf, .odt, .xls) through an installed LibreOffice; macros never run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import sheet, word
from briefing_app.importing.readers.packages import Package, is_zip
from briefing_app.importing.readers.signatures import is_compound, is_encrypted_package, is_rtf
from briefing_app.importing.readers.transcript import Extract, Trouble
from briefing_app.unfinished import TEMPORARY, noted

SECONDS = 180.0
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_NO_WINDOW = 0x08000000 if os.name == "nt" else 0  # CREATE_NO_WINDOW
_NOT_LOADED = b"could not be loaded"  # its words for a file that it cannot make out, in every language
_TEXTS = "application/vnd.oasis.opendocument.text"
_SHEETS = "application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK = "Workbook".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a format is converted: the suffix that names it, the format that we read, and its reader."""

    suffix: str
    target: str
    extract: Callable[[bytes], Extract]


_WORD, _SHEET = ("docx", word.extract), ("xlsx", sheet.extract)


def recognises(content: bytes) -> bool:
    """Whether the bytes are a format that only a converter reads; an encrypted new document counts as one."""
    return _way(content) is not None


def extract(content: bytes) -> Extract:
    """The text of an older document; without a converter a Trouble that says so."""
    if is_encrypted_package(content):
        raise Trouble(ReadProblem.ENCRYPTED)
    way = _way(content)
    if way is None:
        raise Trouble(ReadProblem.UNKNOWN_FORMAT)
    program = converter()
    if program is None:
        raise Trouble(ReadProblem.NEEDS_CONVERTER, way.suffix)
    with (
        tempfile.TemporaryDirectory(prefix=TEMPORARY, ignore_cleanup_errors=True) as folder,
        noted(Path(folder)),
    ):
        found = way.extract(_convert(program, Path(folder), content, way))
    return replace(found, notes=("旧格式由 LibreOffice 转换后读入，请与原件核对。", *found.notes))


def converter() -> str | None:
    """The path of an installed LibreOffice."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((str(path) for place in _PLACES for path in _matching(place)), None)


def _way(content: bytes) -> _Way | None:
    if is_rtf(content):
        return _Way(".rtf", *_WORD)
    if is_compound(content):
        return _Way(".xls", *_SHEET) if _WORKBOOK in content else _Way(".doc", *_WORD)
    if is_zip(content) and content[30:38] == b"mimetype":  # OpenDocument: its first, unpacked member
        kind = _kind_of_opendocument(content)
        if kind.startswith(_SHEETS):
            return _Way(".ods", *_SHEET)
        return _Way(".odt", *_WORD) if kind.startswith(_TEXTS) else None
    return None


def _kind_of_opendocument(content: bytes) -> str:
    try:
        return Package(content).part("mimetype").decode("ascii", "replace").strip()
    except Trouble:
        return ""


def _convert(program: str, folder: Path, content: bytes, way: _Way) -> bytes:
    source, target = folder / f"source{way.suffix}", folder / f"source.{way.target}"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()  # of our own: a running LibreOffice would refuse or take part
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", f"-env:UserInstallation={profile}"]
    command = [program, *options, "--convert-to", way.target, "--outdir", str(folder), str(source)]
    said = folder / "said.txt"
    status = _run(command, way, said)
    if target.exists():
        return target.read_bytes()
    if _NOT_LOADED in said.read_bytes():
        raise Trouble(ReadProblem.DAMAGED)
    raise Trouble(ReadProblem.CONVERTER_FAILED, f"退出状态 {status}" if status else "")


def _run(command: list[str], way: _Way, said: Path) -> int:
    """Its exit status; what it complains about goes into the file `said`."""
    try:
        with said.open("wb") as complaints:
            process = _started(command, complaints)
    except OSError as error:
        raise Trouble(ReadProblem.NEEDS_CONVERTER, way.suffix) from error
    with process:
        try:
            return process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise Trouble(ReadProblem.CONVERTER_FAILED, f"{round(SECONDS)} 秒内没有转换完") from error


def _started(command: list[str], complaints: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - an installed program, with a file that we named
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
        creationflags=_NO_WINDOW,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop the program that we started, with the one that it started itself to do the work."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _matching(place: str) -> Iterator[Path]:
    path = Path(place)
    if "*" not in place:
        return (one for one in (path,) if one.is_file())
    top, pattern = Path(path.anchor or "."), str(path.relative_to(path.anchor))
    return top.glob(pattern) if sys.platform != "win32" else iter(())
