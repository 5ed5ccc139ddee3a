"""This file makes packs: gathers the library's rows, builds the document, writes the file, keeps the version."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.packs import Pack, PackFormat, PackVersion
from briefing_app.errors import InvalidValue
from briefing_app.export import builder, files, stored
from briefing_app.export.builder import PackRows
from briefing_app.export.document import Finding, PackDocument
from briefing_app.export.locking import locked
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows import gathering
from briefing_app.workflows.progress import IsCancelled, Progress
from briefing_app.workflows.writing import Printed, print_document

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
    drawn_by: Sequence[tuple[str, str, str]]  # each with the face that was wanted and the font that drew it
    findings: tuple[Finding, ...]  # what a person should still look at
    pack_id: int | None
    version: int | None


def build_pack(session: Session, pack: Pack, *, today: date) -> PackDocument:
    """The pack as blocks; raises NothingToExport."""
    return builder.build(pack, gathering.rows_for(session, pack), today=today)


@dataclass(frozen=True, slots=True)
class Preview:
    """A pack as it would be exported now."""

    document: PackDocument
    printed: Printed


def preview(
    library: Library,
    pack: Pack,
    *,
    today: date,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Preview:
    """The PDF as it would be exported now, without a file and without a version."""
    with library.reading() as session:
        document = build_pack(session, pack, today=today)
    return Preview(document, _print(document, pack, PackFormat.PDF, today, progress, cancelled, draft=True))


def preview_pdf(library: Library, pack: Pack, *, today: date) -> bytes:
    """The bytes of a preview."""
    return preview(library, pack, today=today).printed.content


def export_pack(
    library: Library,
    pack: Pack,
    path: Path,
    *,
    format: PackFormat,  # noqa: A002 - the word of the interface
    today: date,
    force: bool = False,
    password: str = "",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Exported:
    """Write a pack and keep it as a numbered version; a file is there wholly or not at all.

    A pack that is not kept yet is kept first. The same content on the same day is the same version, byte for byte.
    With a password (AES-256, PDF only) every export is a version of its own, and no archive file. Where the library
    cannot be written, there is no version. Raises NothingToExport, UnwritableFile, UnprintableCharacters, Cancelled,
    and InvalidValue for a password where there can be none, and for words that there is no room for.
    """
    if password and format is not PackFormat.PDF:
        raise InvalidValue("密码", format.value, "只有 PDF 可以设密码")
    packs.check_words(pack)
    with files.replacing(path, force) as stream:
        pack = _kept(library, pack)
        with library.reading() as session:
            rows, last = gathering.rows_for(session, pack), _last_version(session, pack)
        made = _Printing(pack, rows, format, today, progress, cancelled, password).as_version(last)
        stream.write(made.printed.content)
    if not library.read_only:
        _keep_record(library, pack, made, format, path.name)
    _log.info("exported pack=%s version=%s format=%s pages=%s", pack.id, made.version, format.value, made.printed.pages)
    return Exported(
        path=path,
        format=format,
        sha256=made.sha256,
        size=len(made.printed.content),
        pages=made.printed.pages,
        counts=Counts(len(rows.meetings), len(rows.speeches), len(rows.proposals)),
        substitutions=made.printed.substitutions,
        drawn_by=made.printed.drawn_by,
        findings=(*made.document.findings, *(Finding(0, note) for note in made.printed.notes)),
        pack_id=pack.id,
        version=made.version,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished export: its document and file, and the number under which it is known, if the library keeps one."""

    document: PackDocument
    printed: Printed
    version: int | None
    is_new: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.printed.content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Printing:
    """One export under way: what is printed, and how."""

    pack: Pack
    rows: PackRows
    format: PackFormat
    today: date
    progress: Progress | None
    cancelled: IsCancelled | None
    password: str = ""

    def as_version(self, last: PackVersion | None) -> _Made:
        """The export with its number; the last version again when nothing has changed."""
        if self.pack.id is None:
            return self._made(self._built(None), None, is_new=False)
        if last is not None and last.format is self.format and not self.password:
            document = self._built(last.number)
            if document.checksum == last.checksum:
                again = self._made(document, last.number, is_new=False)
                if again.sha256 == last.sha256:
                    return again
        number = last.number + 1 if last is not None else 1
        return self._made(self._built(number), number, is_new=True)

    def _built(self, number: int | None) -> PackDocument:
        return builder.build(self.pack, replace(self.rows, version=number), today=self.today)

    def _made(self, document: PackDocument, version: int | None, *, is_new: bool) -> _Made:
        printed = _print(document, self.pack, self.format, self.today, self.progress, self.cancelled)
        if self.password:
            printed = replace(printed, content=locked(printed.content, self.password))
        return _Made(document, printed, version, is_new)


def _print(
    document: PackDocument,
    pack: Pack,
    kind: PackFormat,
    today: date,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    draft: bool = False,
) -> Printed:
    """The file, made at the beginning of the day: the hour of an export is no part of what it says."""
    created = datetime.combine(today, time()).astimezone()
    return print_document(
        document,
        kind,
        profile=pack.options.profile,
        created=created,
        progress=progress,
        cancelled=cancelled,
        draft=draft,
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


def _keep_record(library: Library, pack: Pack, made: _Made, kind: PackFormat, file_name: str) -> None:
    """The version, where it is a new one, and in any case a line in the export log."""
    with library.transaction("导出材料册") as session:
        if made.is_new and pack.id is not None:
            packs.add_version(
                session,
                pack.id,
                sha256=made.sha256,
                format=kind,
                file_name=file_name,
                pages=made.printed.pages,
                checksum=made.document.checksum,
                document=stored.packed(made.document),
                content=made.printed.content,
            )
        packs.log_export(
            session,
            what=f"{pack.name}（脱敏）" if pack.options.redact else pack.name,
            author=library.author,
            format=kind.value,
            file_name=file_name,
            sha256=made.sha256,
        )


def _last_version(session: Session, pack: Pack) -> PackVersion | None:
    if pack.id is None:
        return None
    return max(packs.versions(session, pack.id), key=lambda version: version.number, default=None)
