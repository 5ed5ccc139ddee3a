"""This file builds what closes a pack: indexes of people and of units, and the 版记."""

from __future__ import annotations

from collections.abc import Iterator

from pypinyin import lazy_pinyin

from briefing_app.domain.people import spaced_name
from briefing_app.export import wording
from briefing_app.export.building.rows import Material, first_post
from briefing_app.export.document import Block, Imprint, Index, IndexEntry
from briefing_app.export.ordering import pinyin_key

PEOPLE, UNITS = "人名索引", "单位索引"


def indexes(material: Material) -> Iterator[Block]:
    """Who speaks where; which unit is spoken for, and which has something to handle."""
    if people := people_of(material):
        yield Index(PEOPLE, people)
    if units := units_of(material):
        yield Index(UNITS, units)


def people_of(material: Material) -> tuple[IndexEntry, ...]:
    """Each speaker by the reading of the name, with the first post."""
    speeches: dict[str, list[int]] = {}
    notes: dict[str, str] = {}
    for speech in material.speeches:
        for name in (speech.speaker, *speech.co_speakers):
            if name:
                speeches.setdefault(name, []).append(speech.id)
                notes.setdefault(name, first_post(speech) if name == speech.speaker else "")
    return tuple(
        IndexEntry(spaced_name(name), notes[name], _said(material, speeches[name]), tuple(speeches[name]))
        for name in sorted(speeches, key=pinyin_key)
    )


def units_of(material: Material) -> tuple[IndexEntry, ...]:
    """Organisations of the speakers, and units that handle recommendations, by their reading."""
    speeches: dict[str, list[int]] = {}
    proposals: dict[str, set[int]] = {}
    for speech in material.speeches:
        for affiliation in speech.affiliations:
            if affiliation.organisation:
                speeches.setdefault(affiliation.organisation, []).append(speech.id)
    for item in material.rows.followups:
        for unit in (item.lead, *item.with_units):
            if unit:
                proposals.setdefault(unit, set()).update(i for i in item.proposal_ids if i in material.places)
    names = sorted({*speeches, *proposals}, key=lambda name: (lazy_pinyin(name), name))
    return tuple(
        IndexEntry(
            name,
            proposals=tuple(sorted({*proposals.get(name, set()), *_said(material, speeches.get(name, []))})),
            speeches=tuple(dict.fromkeys(speeches.get(name, []))),
        )
        for name in names
    )


def _said(material: Material, speeches: list[int]) -> tuple[int, ...]:
    return tuple(proposal.id for proposal in material.proposals if proposal.speech_id in speeches)


def imprint(material: Material) -> Imprint:
    """版记: whom it goes to, who printed it and when."""
    options = material.pack.options
    copies = (f"抄送：{options.copies_to.rstrip('。')}。",) if options.copies_to else ()
    return Imprint(copies, left=options.editor, right=f"{wording.day(material.printed_on)}印发")
