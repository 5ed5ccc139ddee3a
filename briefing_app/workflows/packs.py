"""This file makes packs: gathers the library's rows, builds the document, writes the file, keeps the version."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from briefing_app.domain.packs import Pack, PackFormat
from briefing_app.export import builder, files
from briefing_app.export.document import Finding, PackDocument
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows import gathering
from briefing_app.workflows.progress import IsCancelled, Progress
from briefing_app.workflows.writing import Printed, writer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a pack holds."""

    meetings: int
    speeches: int
    proposals: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A pack that was written: where, what, and as which version."""

    path: Path
    format: PackFormat
    sha256: str
    size: int
    pages: int | None
    counts: Counts
    substitutions: Sequence[str]  # characters that another font had to draw
    findings: tuple[Finding, ...]  # what a person should still look at
    pack_id: int | None
    version: int | None


def build_pack(session: Session, pack: Pack, *, today: date) -> PackDocument:
    """The pack as blocks; raises NothingToExport."""
    return builder.build(pack, gathering.rows_for(session, pack), today=today)


def preview_pdf(library: Library, pack: Pack, *, today: date) -> bytes:
    """The PDF as it would be exported now, without a file and without a version."""
    with library.reading() as session:
        document = build_pack(session, pack, today=today)
    stream = io.BytesIO()
    writer(PackFormat.PDF)(document, stream, None, None)
    return stream.getvalue()


def export_pack(
    library: Library,
    pack: Pack,
    path: Path,
    *,
    format: PackFormat,  # noqa: A002 - the word of the interface
    today: date,
    force: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Exported:
    """Write a pack and keep it as a numbered version; a file is there wholly or not at all.

    A pack that is not kept yet is kept first. Where the library cannot be written, there is no version. Raises
    NothingToExport, UnwritableFile, UnprintableCharacters, Cancelled.
    """
    pack = _kept(library, pack)
    with library.reading() as session:
        rows = gathering.rows_for(session, pack)
        number = _next_version(session, pack)
    document = builder.build(pack, replace(rows, version=number), today=today)
    with files.replacing(path, force) as stream:
        printed = writer(format)(document, stream, progress, cancelled)
        sha256, size = _fingerprint(stream)
    if number is not None and pack.id is not None:
        _keep_version(library, pack.id, sha256, path, format, printed)
    _log.info("exported pack=%s format=%s pages=%s bytes=%d", pack.id, format.value, printed.pages, size)
    counts = Counts(len(rows.meetings), len(rows.speeches), len(rows.proposals))
    return Exported(
        path, format, sha256, size, printed.pages, counts, printed.substitutions, document.findings, pack.id, number
    )


def _kept(library: Library, pack: Pack) -> Pack:
    """The pack with the id under which it is kept; the same selection exported again is the same pack."""
    if pack.id is not None or library.read_only:
        return pack
    with library.reading() as session:
        same = next((kept for kept in packs.find(session) if replace(kept, id=None) == pack), None)
    if same is not None:
        return same
    with library.transaction("保存材料册") as session:
        return replace(pack, id=packs.save(session, pack))


def _next_version(session: Session, pack: Pack) -> int | None:
    if pack.id is None:
        return None
    return 1 + max((version.number for version in packs.versions(session, pack.id)), default=0)


def _keep_version(library: Library, pack_id: int, sha256: str, path: Path, kind: PackFormat, printed: Printed) -> None:
    with library.transaction("导出材料册") as session:
        packs.add_version(session, pack_id, sha256=sha256, format=kind, file_name=path.name, pages=printed.pages)


def _fingerprint(stream: BinaryIO) -> tuple[str, int]:
    """The sha256 and the length of what was written."""
    stream.flush()
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
