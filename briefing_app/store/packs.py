"""This file keeps packs: selections with options, and the numbered versions that were exported."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.pack_words import too_long
from briefing_app.domain.packs import ExportRecord, Pack, PackFormat, PackVersion
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import records
from briefing_app.store.as_json import filter_from_json, options_from_json, to_json
from briefing_app.store.schema import (
    ExportLogRow,
    MeetingRow,
    PackItemRow,
    PackMeetingRow,
    PackRow,
    PackVersionContentRow,
    PackVersionRow,
)

SHOWN = 12  # characters of words that are refused


def save(session: Session, pack: Pack) -> int:
    """Keep a pack, new (without an id) or changed. Raises InvalidValue for words that there is no room for."""
    if not pack.name.strip():
        raise InvalidValue("名称", pack.name, "至少一个字")
    check_words(pack)
    if pack.id is None:
        row = PackRow(name="", kind=pack.kind, options={}, conditions={}, updated_at=clock.now())
        session.add(row)
    else:
        row = records.required(session, PackRow, pack.id)
    row.name, row.kind = pack.name.strip(), pack.kind
    row.options, row.conditions = to_json(pack.options), to_json(pack.filter)
    row.updated_at = clock.now()
    session.flush()
    _set_meetings(session, row.id, pack.meeting_ids)
    _set_items(session, row.id, pack)
    session.flush()
    return row.id


def check_words(pack: Pack) -> None:
    """Raise InvalidValue for the first of a pack's words that would not fit where they are printed."""
    for long in too_long(pack.options):
        raise InvalidValue(long.place.term, f"{long.words[:SHOWN]}……", long.expected)


def find(session: Session) -> list[Pack]:
    """All packs, the one last worked on first."""
    return _complete(
        session, select(PackRow).where(PackRow.removed_at.is_(None)).order_by(PackRow.updated_at.desc(), PackRow.id)
    )


def one(session: Session, pack_id: int) -> Pack:
    """A pack, removed or not."""
    found = _complete(session, select(PackRow).where(PackRow.id == pack_id))
    if not found:
        raise records.not_found(PackRow, pack_id)
    return found[0]


def remove(session: Session, pack_id: int) -> None:
    """Into the 回收站, with its versions."""
    records.remove([records.required(session, PackRow, pack_id)])
    session.flush()


def restore(session: Session, pack_id: int) -> None:
    records.restore([records.required(session, PackRow, pack_id)])
    session.flush()


def add_version(
    session: Session,
    pack_id: int,
    *,
    sha256: str,
    format: PackFormat,  # noqa: A002 - the domain's word
    file_name: str,
    pages: int | None = None,
    checksum: str = "",
    document: bytes = b"",
    content: bytes = b"",
) -> PackVersion:
    """Keep an export, what it says and the file itself; versions are numbered from 1."""
    records.required(session, PackRow, pack_id)
    last = session.scalar(select(func.max(PackVersionRow.number)).where(PackVersionRow.pack_id == pack_id)) or 0
    row = PackVersionRow(
        pack_id=pack_id,
        number=last + 1,
        sha256=sha256,
        format=format,
        file_name=file_name,
        exported_at=clock.now(),
        pages=pages,
        checksum=checksum,
    )
    session.add(row)
    session.flush()
    session.add(PackVersionContentRow(version_id=row.id, document=document, content=content))
    session.flush()
    return _version(row)


def versions(session: Session, pack_id: int) -> list[PackVersion]:
    """The exports of a pack, the newest first."""
    rows = session.scalars(
        select(PackVersionRow).where(PackVersionRow.pack_id == pack_id).order_by(PackVersionRow.number.desc())
    )
    return [_version(row) for row in rows]


def version(session: Session, pack_id: int, number: int) -> PackVersion:
    """The export of that number; raises NotFound."""
    row = session.scalar(
        select(PackVersionRow).where(PackVersionRow.pack_id == pack_id, PackVersionRow.number == number)
    )
    if row is None:
        raise NotFound("版本", number)
    return _version(row)


def version_document(session: Session, version_id: int) -> bytes:
    """What an export says, as it was packed; empty where it was not kept."""
    found = select(PackVersionContentRow.document).where(PackVersionContentRow.version_id == version_id)
    return session.scalar(found) or b""


def version_content(session: Session, version_id: int) -> bytes:
    """The file of an export, byte for byte; empty where it was not kept."""
    found = select(PackVersionContentRow.content).where(PackVersionContentRow.version_id == version_id)
    return session.scalar(found) or b""


def version_with(session: Session, sha256: str) -> PackVersion | None:
    """The export that has this hash."""
    row = session.scalar(select(PackVersionRow).where(PackVersionRow.sha256 == sha256))
    return None if row is None else _version(row)


def log_export(session: Session, *, what: str, author: str, format: str, file_name: str, sha256: str) -> None:  # noqa: A002
    """Note that something left the library, also when it was no stored pack."""
    session.add(
        ExportLogRow(
            exported_at=clock.now(), author=author, what=what, format=format, file_name=file_name, sha256=sha256
        )
    )
    session.flush()


def exports(session: Session) -> list[ExportRecord]:
    """The export log, the newest first. It is never shortened and not undone: what is out is out."""
    return [
        ExportRecord(row.id, row.exported_at, row.author, row.what, row.format, row.file_name, row.sha256)
        for row in session.scalars(select(ExportLogRow).order_by(ExportLogRow.id.desc()))
    ]


def _set_meetings(session: Session, pack_id: int, meeting_ids: tuple[int, ...]) -> None:
    records.all_required(session, MeetingRow, meeting_ids)
    wanted = {meeting_id: position for position, meeting_id in enumerate(meeting_ids, start=1)}
    for link in session.scalars(select(PackMeetingRow).where(PackMeetingRow.pack_id == pack_id)).all():
        if link.meeting_id in wanted:
            link.position = wanted.pop(link.meeting_id)
        else:
            session.delete(link)
    session.add_all(
        PackMeetingRow(pack_id=pack_id, meeting_id=meeting_id, position=position)
        for meeting_id, position in wanted.items()
    )


def _set_items(session: Session, pack_id: int, pack: Pack) -> None:
    places = {proposal_id: position for position, proposal_id in enumerate(pack.sequence, start=1)}
    wanted = set(places) | pack.left_out
    for item in session.scalars(select(PackItemRow).where(PackItemRow.pack_id == pack_id)).all():
        if item.proposal_id not in wanted:
            session.delete(item)
            continue
        item.position, item.left_out = places.get(item.proposal_id), item.proposal_id in pack.left_out
        wanted.discard(item.proposal_id)
    session.add_all(
        PackItemRow(
            pack_id=pack_id,
            proposal_id=proposal_id,
            position=places.get(proposal_id),
            left_out=proposal_id in pack.left_out,
        )
        for proposal_id in sorted(wanted)
    )


def _complete(session: Session, query: Select[PackRow]) -> list[Pack]:
    rows = session.scalars(query).all()
    ids = [row.id for row in rows]
    meetings: dict[int, list[int]] = defaultdict(list)
    items: dict[int, list[PackItemRow]] = defaultdict(list)
    for link in session.scalars(
        select(PackMeetingRow).where(PackMeetingRow.pack_id.in_(ids)).order_by(PackMeetingRow.position)
    ):
        meetings[link.pack_id].append(link.meeting_id)
    for item in session.scalars(select(PackItemRow).where(PackItemRow.pack_id.in_(ids)).order_by(PackItemRow.position)):
        items[item.pack_id].append(item)
    return [
        Pack(
            id=row.id,
            name=row.name,
            kind=row.kind,
            meeting_ids=tuple(meetings[row.id]),
            options=options_from_json(row.options),
            filter=filter_from_json(row.conditions),
            left_out=frozenset(item.proposal_id for item in items[row.id] if item.left_out),
            sequence=tuple(item.proposal_id for item in items[row.id] if item.position is not None),
        )
        for row in rows
    ]


def _version(row: PackVersionRow) -> PackVersion:
    return PackVersion(
        id=row.id,
        pack_id=row.pack_id,
        number=row.number,
        sha256=row.sha256,
        format=row.format,
        file_name=row.file_name,
        exported_at=row.exported_at,
        pages=row.pages,
        checksum=row.checksum,
    )
