"""This file writes and reads the file of an exchange: a zip with a manifest, records a line, and bytes by their hash.

A file that comes in may have been written by anybody: nothing is unpacked to the disk, names that lead anywhere are
refused, and no part is read further than the limits allow.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from briefing_app import __version__
from briefing_app.domain.exchange import SCHEMA, Record
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.store.exchange import validity
from briefing_app.store.exchange.collecting import Blob
from briefing_app.store.exchange.planning import Tick, nothing
from briefing_app.workflows import sealing

SUFFIX = ".ycx"
MANIFEST, RECORDS, CONTENT = "manifest.json", "records.jsonl", "content/"
_PART = re.compile(r"content/([0-9a-f]{64}(\.txt)?|[0-9a-f]{32}\.(doc|file))")
_MOST_PARTS = 200_000
_LARGEST_MANIFEST = 16 * 2**20
_LARGEST_RECORDS = 1024 * 2**20
_LARGEST_CONTENT = 512 * 2**20
_LARGEST_ALL = 8 * 2**30
_STEEPEST = 200  # times that a part over a mebibyte may shrink
_MEBIBYTE = 2**20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the hour at which a file was packed says nothing


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself."""

    created_at: str
    author: str
    records: int


def write(
    stream: BinaryIO,
    records: Iterable[Record],
    attached: Iterable[Blob],
    *,
    about: About,
    password: str = "",
    tick: Tick = nothing,
) -> None:
    """Write the whole file, sealed when there is a password; `tick` is called for each record and attached file."""
    if password:
        with sealing.sealed(stream, password) as inner:
            _write(inner, records, attached, about, tick)
    else:
        _write(stream, records, attached, about, tick)


def _write(stream: BinaryIO, records: Iterable[Record], attached: Iterable[Blob], about: About, tick: Tick) -> None:
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        hashes[RECORDS] = _put_records(package, records, tick)
        for name, read in attached:
            content = read()
            hashes[CONTENT + name] = hashlib.sha256(content).hexdigest()
            _put(package, CONTENT + name, content)
            tick()
        manifest = {
            "schema": SCHEMA,
            "made_by": __version__,
            "created_at": about.created_at,
            "author": about.author,
            "records": about.records,
            "sha256": hashes,
        }
        _put(package, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())


def _put_records(package: zipfile.ZipFile, records: Iterable[Record], tick: Tick) -> str:
    """One record a line, never all of them at once; returns the hash."""
    digest = hashlib.sha256()
    member = zipfile.ZipInfo(RECORDS, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    with package.open(member, "w", force_zip64=True) as part:
        for record in records:
            document = validity.document_of(record)
            line = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
            content = line.encode("utf-8", "surrogatepass")
            digest.update(content)
            part.write(content)
            tick()
    return digest.hexdigest()


def hash_of(stream: BinaryIO) -> str:
    """The hash of what was written."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(_MEBIBYTE):
        digest.update(chunk)
    return digest.hexdigest()


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


class Incoming:
    """An open file: what it says of itself, its records, and bytes when they are asked for."""

    def __init__(self, path: Path, package: zipfile.ZipFile) -> None:
        self._path, self._package = path, package
        self._members = self._checked_members()
        manifest = self._manifest()
        self._hashes: dict[str, str] = manifest["sha256"]
        if set(self._hashes) != set(self._members) - {MANIFEST}:
            raise self._damaged()
        self.about = About(str(manifest["created_at"]), str(manifest["author"]), int(manifest["records"]))

    def records(self, tick: Tick = nothing) -> list[Record]:
        """The records, each value of which a library can hold; `tick` is called for each."""
        lines = io.BytesIO(self._sound(RECORDS, _LARGEST_RECORDS))
        try:
            found = validity.records_of(_read(line, tick) for line in lines)
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error
        if len(found) != self.about.records:
            raise self._damaged()
        return found

    def content(self, name: str) -> bytes:
        """The bytes that travel under a name."""
        return self._sound(CONTENT + name, _LARGEST_CONTENT)

    def _checked_members(self) -> dict[str, zipfile.ZipInfo]:
        members = self._package.infolist()
        names = [member.orig_filename for member in members]
        if len(names) > _MOST_PARTS or sum(member.file_size for member in members) > _LARGEST_ALL:
            raise UnreadableFile(self._path, ReadProblem.TOO_LARGE, "解压后过大")
        if len(set(names)) != len(names) or not all(
            name in (MANIFEST, RECORDS) or _PART.fullmatch(name) for name in names
        ):
            raise UnreadableFile(self._path, ReadProblem.NOT_EXCHANGE)
        return {member.orig_filename: member for member in members}

    def _manifest(self) -> dict[str, Any]:
        if MANIFEST not in self._members:
            raise UnreadableFile(self._path, ReadProblem.NOT_EXCHANGE)
        try:
            manifest = json.loads(self._part(MANIFEST, _LARGEST_MANIFEST))
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error
        schema = manifest.get("schema") if isinstance(manifest, dict) else None
        family, _, version = str(schema).partition("/")
        if family != SCHEMA.partition("/")[0]:
            raise UnreadableFile(self._path, ReadProblem.NOT_EXCHANGE)
        if schema != SCHEMA:
            newer = version.isascii() and version.isdigit() and int(version) > int(SCHEMA.partition("/")[2])
            raise UnreadableFile(self._path, ReadProblem.NEWER if newer else ReadProblem.DAMAGED)
        shape = {"created_at": str, "author": str, "records": int, "sha256": dict}
        if not all(isinstance(manifest.get(key), kind) for key, kind in shape.items()):
            raise self._damaged()
        return dict(manifest)

    def _sound(self, name: str, largest: int) -> bytes:
        content = self._part(name, largest)
        if hashlib.sha256(content).hexdigest() != self._hashes.get(name):
            raise self._damaged()
        return content

    def _part(self, name: str, largest: int) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise self._damaged()
        if member.flag_bits & 1:
            raise UnreadableFile(self._path, ReadProblem.ENCRYPTED)
        # What the directory says of sizes may be a lie: read at most one byte more than is allowed.
        allowed = min(largest, max(_MEBIBYTE, member.compress_size * _STEEPEST))
        try:
            with self._package.open(member) as stream:
                content = stream.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise self._damaged() from error
        if len(content) > allowed:
            raise UnreadableFile(self._path, ReadProblem.TOO_LARGE, "解压后过大")
        return content

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(self._path, ReadProblem.DAMAGED)


def _read(line: bytes, tick: Tick) -> object:
    tick()
    return json.loads(line.decode("utf-8", "surrogatepass"))


def is_sealed(path: Path) -> bool:
    """Whether a file wants a password. Raises UnreadableFile."""
    with _stream(path) as stream:
        return sealing.is_sealed(stream)


@contextmanager
def opened(path: Path, password: str = "") -> Iterator[Incoming]:
    """An exchange file to read from; raises UnreadableFile."""
    with _stream(path) as stream:
        plain = sealing.unsealed(stream, path, password) if sealing.is_sealed(stream) else stream
        try:
            if plain.read(4) != b"PK\x03\x04":
                raise UnreadableFile(path, ReadProblem.NOT_EXCHANGE)
            package = zipfile.ZipFile(plain)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            raise UnreadableFile(path, ReadProblem.DAMAGED) from error
        with package:
            yield Incoming(path, package)


@contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    try:
        if path.is_dir():
            raise UnreadableFile(path, ReadProblem.FOLDER)
        if path.stat().st_size == 0:
            raise UnreadableFile(path, ReadProblem.EMPTY)
        stream = path.open("rb")
    except FileNotFoundError:
        raise UnreadableFile(path, ReadProblem.MISSING) from None
    except PermissionError:
        raise UnreadableFile(path, ReadProblem.FORBIDDEN) from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, ReadProblem.DAMAGED) from error
    with stream:
        yield stream
