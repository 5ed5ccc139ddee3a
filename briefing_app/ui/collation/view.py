"""This file says what the collation shows, read in one go, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_app.domain.collation import Collation, collate
from briefing_app.domain.speeches import Speech
from briefing_app.domain.versions import Anchor, SpeechVersion
from briefing_app.store import sources, speeches, versions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CollationView:
    """A speech beside one of its versions; without a version only the speech."""

    speech: Speech
    source: str  # name of the present text's source
    versions: tuple[SpeechVersion, ...]
    version: SpeechVersion | None = None
    collation: Collation | None = None
    anchors: tuple[Anchor, ...] = ()

    @property
    def misplaced(self) -> tuple[Anchor, ...]:
        """What would not find its words in the other text."""
        return tuple(anchor for anchor in self.anchors if not anchor.follows)


def read_collation(session: Session, speech_id: int, version_id: int | None) -> CollationView:
    """The speech, its versions, and what differs from the one that was asked for, else from the newest."""
    speech = speeches.one(session, speech_id)
    source = "" if speech.source_id is None else sources.one(session, speech.source_id).name
    found = tuple(versions.of_speech(session, speech_id))
    if not found:
        return CollationView(speech, source, ())
    version = next((one for one in found if one.id == version_id), found[0])
    return CollationView(
        speech,
        source,
        found,
        version,
        collate(speech.text, version.text),
        tuple(versions.anchors(session, version.id)),
    )
