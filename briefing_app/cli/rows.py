"""This file writes records as JSON rows, in the forms that outside checks rely on (interfaces.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from briefing_app.domain.alike import Alike
from briefing_app.domain.annotations import Annotation
from briefing_app.domain.compared import Column
from briefing_app.domain.comparison import Cell, Comparison
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.meetings import Meeting, Source
from briefing_app.domain.packs import ExportRecord
from briefing_app.domain.people import Person
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import pairs_of
from briefing_app.domain.themes import Theme

Row = dict[str, Any]


def listing(rows: Iterable[Row]) -> Row:
    """The document of `list … --json`."""
    found = list(rows)
    return {"total": len(found), "rows": found}


def meeting_row(meeting: Meeting) -> Row:
    facts = meeting.facts
    return {
        "id": meeting.id,
        "name": meeting.title,
        "session": facts.session,
        "body": facts.body,
        "topic": facts.topic,
        "kind": facts.kind,
        "date": _day(facts.date),
        "date_text": facts.date_text,
        "place": facts.place,
        "reviewed": meeting.reviewed,
        "tags": list(meeting.tags),
        "speeches": meeting.speeches,
        "proposals": meeting.proposals,
    }


def speech_row(speech: Speech) -> Row:
    return {
        "id": speech.id,
        "meeting": speech.meeting_id,
        "order": speech.order,
        "speaker": speech.speaker,
        "label": speech.label,
        "co_speakers": list(speech.co_speakers),
        "title": speech.title,
        "affiliations": [{"organisation": a.organisation, "post": a.post} for a in speech.affiliations],
        "identities": list(speech.identities),
        "on_behalf_of": speech.on_behalf_of,
        "tags": list(speech.tags),
        "proposals": speech.proposals,
        "text": speech.text,
    }


def proposal_row(proposal: Proposal) -> Row:
    return {
        "id": proposal.id,
        "code": proposal.code,
        "meeting": proposal.meeting_id,
        "speech": proposal.speech_id,
        "speaker": proposal.speaker,
        "organisation": proposal.organisation,
        "order": proposal.order,
        "text": proposal.text,
        "span": [proposal.span.start, proposal.span.end],
        "spans": pairs_of(proposal.spans),
        "summary": proposal.summary,
        "themes": list(proposal.theme_names),
        "tags": list(proposal.tags),
        "status": proposal.status.value,
        "important": proposal.important,
        "destination": proposal.destination,
        "cue": proposal.cue,
        "confidence": proposal.confidence,
        "reason": proposal.reason,
        "misplaced": proposal.misplaced,
    }


def followup_row(followup: FollowUp, today: date) -> Row:
    return {
        "id": followup.id,
        "title": followup.title,
        "status": followup.status.value,
        "lead": followup.lead,
        "with": list(followup.with_units),
        "assigned_on": _day(followup.assigned_on),
        "due": _day(followup.due),
        "joint_due": _day(followup.joint_due),
        "overdue": followup.due_state(today).value == "overdue",
        "reply_class": followup.reply_class,
        "satisfaction": followup.satisfaction,
        "tags": list(followup.tags),
        "proposals": list(followup.proposal_ids),
        "entries": [
            {
                "id": entry.id,
                "kind": entry.kind.value,
                "text": entry.text,
                "author": entry.author,
                "date": entry.day.isoformat(),
                "written_at": entry.written_at.isoformat(timespec="seconds"),
            }
            for entry in followup.entries
        ],
        "attachments": [
            {
                "id": attachment.id,
                "entry": attachment.entry_id,
                "name": attachment.name,
                "size": attachment.size,
                "sha256": attachment.sha256,
            }
            for attachment in followup.attachments
        ],
    }


def source_row(source: Source) -> Row:
    return {
        "id": source.id,
        "name": source.name,
        "sha256": source.sha256,
        "reader": source.reader,
        "characters": source.characters,
        "imported": source.imported_at.isoformat(timespec="seconds"),
        "meeting": source.meeting_id,
    }


def export_row(record: ExportRecord) -> Row:
    return {
        "id": record.id,
        "exported": record.exported_at.isoformat(timespec="seconds"),
        "author": record.author,
        "what": record.what,
        "format": record.format,
        "file": record.file_name,
        "sha256": record.sha256,
    }


def person_row(person: Person) -> Row:
    return {
        "id": person.id,
        "name": person.name,
        "aliases": list(person.aliases),
        "pinyin": person.pinyin,
        "unit": person.unit,
        "speeches": person.speeches,
        "proposals": person.proposals,
    }


def theme_row(theme: Theme) -> Row:
    return {
        "id": theme.id,
        "name": theme.name,
        "parent": theme.parent,
        "speakers": theme.speakers,
        "proposals": theme.proposals,
    }


def annotation_row(annotation: Annotation) -> Row:
    return {
        "id": annotation.id,
        "speech": annotation.speech_id,
        "start": annotation.span.start,
        "end": annotation.span.end,
        "quote": annotation.quote,
        "colour": annotation.colour.value,
        "note": annotation.note,
        "misplaced": annotation.misplaced,
        "author": annotation.author,
        "created": annotation.created_at.isoformat(timespec="seconds"),
    }


def comparison_document(comparison: Comparison) -> Row:
    """The document of `compare --json`: a cell for each column, in the order of `speakers`."""
    return {
        "by": comparison.by.value,
        "speakers": [column.name for column in comparison.columns],
        "themes": [
            {
                "theme": row.theme,
                "judgement": row.judgement.value if row.judgement else None,
                "suggested": row.suggested,
                "suggestion": row.suggestion.value if row.suggestion else None,
                "reason": row.counted,
                "note": row.note or None,
                "cells": [_cell(column, cell) for column, cell in zip(comparison.columns, row.cells, strict=True)],
            }
            for row in comparison.rows
        ],
    }


def alike_row(group: Alike) -> Row:
    return {
        "id": group.id,
        "merged": group.merged,
        "lead": group.lead.id,
        "proposals": [one.id for one in group.members],
        "speakers": list(group.speakers),
        "meetings": list(group.meetings),
        "wording": group.wording or None,
        "text": group.lead.text,
    }


def _cell(column: Column, cell: Cell) -> Row:
    return {
        "speaker": column.name,
        "speech": column.speech_id,
        "speeches": [speech.id for speech in column.speeches],
        "proposals": [proposal.id for proposal in cell.proposals],
        "stances": [{"proposal": proposal_id, "stance": stance.value} for proposal_id, stance in cell.stances],
        "summary": cell.summary,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
