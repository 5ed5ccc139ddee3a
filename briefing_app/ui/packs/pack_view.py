"""This file says what the page 材料册 shows of a pack, read in one go, and how its recommendations are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing_app.domain.comparison import UNSORTED_THEME
from briefing_app.domain.packs import Pack, PackKind, PackVersion
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.store import packs, proposals, speeches

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Groups = tuple[tuple[str, tuple[Proposal, ...]], ...]
_BY_SPEAKER = frozenset({PackKind.COMPILATION, PackKind.SPEAKER})


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack with what may go into it and what it has become so far."""

    pack: Pack
    groups: Groups
    versions: tuple[PackVersion, ...]


def read_speeches(session: Session, pack: Pack) -> list[Speech]:
    """The speeches of a pack's meetings as they were spoken."""
    return [speech for meeting_id in pack.meeting_ids for speech in speeches.of_meeting(session, meeting_id)]


def read_packs(session: Session) -> tuple[list[Pack], dict[int, int]]:
    """All packs but the portions that were exported together, and the number of each one's last version."""
    found = [pack for pack in packs.find(session) if not pack.options.portion]
    last = {pack.id or 0: max((v.number for v in packs.versions(session, pack.id or 0)), default=0) for pack in found}
    return found, last


def is_by_speaker(pack: Pack) -> bool:
    """Whether a pack's kind puts recommendations under their speakers."""
    return pack.kind in _BY_SPEAKER


def read_pack(session: Session, pack_id: int) -> PackView:
    """A pack, the recommendations that its filter lets through, and its versions."""
    pack = packs.one(session, pack_id)
    found = proposals.find(session, replace(pack.filter, meetings=pack.meeting_ids))
    return PackView(pack, group(pack, found), tuple(packs.versions(session, pack_id)))


def group(pack: Pack, found: Sequence[Proposal]) -> Groups:
    """By theme, or by speaker in a compilation; an order set by hand stands above the speaking order."""
    places = {key: place for place, key in enumerate(pack.sequence)}
    ordered = sorted(found, key=lambda p: (places.get(p.id, len(places)), p.speech_order, p.order))
    groups: dict[str, list[Proposal]] = {}
    for proposal in ordered:
        names = (proposal.speaker,) if pack.kind in _BY_SPEAKER else (proposal.theme_names[:1] or (UNSORTED_THEME,))
        groups.setdefault(names[0], []).append(proposal)
    if pack.kind not in _BY_SPEAKER:
        last = groups.pop(UNSORTED_THEME, None)
        if last is not None:
            groups[UNSORTED_THEME] = last
    return tuple((name, tuple(inside)) for name, inside in groups.items())
