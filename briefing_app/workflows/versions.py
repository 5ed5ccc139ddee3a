"""This file goes back to what was exported: an earlier version out again byte for byte, and what differs since."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.packs import PackVersion
from briefing_app.errors import NotFound
from briefing_app.export import files, stored
from briefing_app.export.differences import Difference, differences
from briefing_app.export.document import PackDocument
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows.packs import build_pack

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions; without `after` the later one is the pack as it stands now."""

    before: PackVersion
    after: PackVersion | None
    differences: tuple[Difference, ...]


def reissue(library: Library, pack_id: int, number: int, path: Path, *, force: bool = False) -> PackVersion:
    """Write an earlier version again, byte for byte what was exported then; raises NotFound and UnwritableFile."""
    with files.replacing(path, force) as stream:
        with library.reading() as session:
            version = packs.version(session, pack_id, number)
            content = packs.version_content(session, version.id)
        if hashlib.sha256(content).hexdigest() != version.sha256:
            raise NotFound("原样留存的版本", number)
        stream.write(content)
    _log.info("reissued pack=%s version=%s format=%s", pack_id, number, version.format.value)
    return version


def compare_versions(session: Session, pack_id: int, before: int, after: int | None, *, today: date) -> Comparison:
    """What differs from one version to another, or to the pack as it stands now (`after` None)."""
    earlier = packs.version(session, pack_id, before)
    if after is None:
        return Comparison(earlier, None, changes_since(session, pack_id, earlier, today=today))
    later = packs.version(session, pack_id, after)
    return Comparison(earlier, later, differences(version_said(session, earlier), version_said(session, later)))


def changes_since(
    session: Session, pack_id: int, version: PackVersion, *, today: date, now: PackDocument | None = None
) -> tuple[Difference, ...]:
    """What an export of today would say otherwise than this version; `now` where the pack was built already."""
    document = now or build_pack(session, packs.one(session, pack_id), today=today)
    return differences(version_said(session, version), document)


def version_said(session: Session, version: PackVersion) -> PackDocument:
    """The document of an export as it was; raises NotFound where it was not kept."""
    kept = packs.version_document(session, version.id)
    if not kept:
        raise NotFound("留存的版本", version.number)
    return stored.unpacked(kept)
