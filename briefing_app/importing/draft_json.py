"""This file writes a draft as JSON and reads it back: the form briefing.draft/1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import pairs_of, spans_of
from briefing_app.importing.draft import (
    SCHEMA,
    Doubt,
    Draft,
    DraftParagraph,
    DraftProposal,
    DraftSpeech,
    SourceText,
)

Json = dict[str, Any]


def to_json(draft: Draft) -> Json:
    """The draft as a JSON object; the source's text itself is not in it."""
    source = draft.source
    return {
        "schema": SCHEMA,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "reader": source.reader,
            "characters": len(source.text),
            "notes": list(source.notes),
        },
        "meeting": _meeting(draft.meeting),
        "front_matter": [_part(part) for part in draft.front_matter],
        "speeches": [_speech(speech) for speech in draft.speeches],
        "removed": [_part(part) for part in draft.removed],
        "warnings": [_doubt(doubt) for doubt in draft.warnings],
    }


def from_json(data: Mapping[str, Any], source: SourceText) -> Draft:
    """The draft that `to_json` wrote, over the same source. Raises ValueError for another form."""
    if data.get("schema") != SCHEMA:
        message = f"not {SCHEMA}: {data.get('schema')!r}"
        raise ValueError(message)
    return Draft(
        source,
        _read_meeting(data["meeting"]),
        tuple(_read_speech(item) for item in data["speeches"]),
        tuple(_read_part(item) for item in data["front_matter"]),
        tuple(_read_part(item) for item in data["removed"]),
        tuple(_read_doubt(item) for item in data["warnings"]),
    )


def _meeting(facts: MeetingFacts) -> Json:
    return {
        "headline": facts.name,
        "body": facts.body,
        "session": facts.session,
        "kind": facts.kind,
        "topic": facts.topic,
        "date": facts.date.isoformat() if facts.date else None,
        "date_text": facts.date_text,
        "place": facts.place,
    }


def _read_meeting(data: Mapping[str, Any]) -> MeetingFacts:
    return MeetingFacts(
        name=data.get("headline"),
        session=data.get("session"),
        body=data.get("body"),
        kind=data.get("kind"),
        topic=data.get("topic"),
        date=date.fromisoformat(data["date"]) if data.get("date") else None,
        date_text=data.get("date_text"),
        place=data.get("place"),
    )


def _speech(speech: DraftSpeech) -> Json:
    return {
        "order": speech.order,
        "speaker": speech.speaker,
        "header": speech.header,
        "header_spans": pairs_of(speech.header_spans),
        "affiliations": [{"organisation": a.organisation, "post": a.post} for a in speech.affiliations],
        "identities": list(speech.identities),
        "on_behalf_of": speech.on_behalf_of,
        "co_speakers": list(speech.co_speakers),
        "label": speech.label,
        "title": speech.title,
        "title_spans": pairs_of(speech.title_spans),
        "paragraphs": [{"text": p.text, "spans": pairs_of(p.spans)} for p in speech.paragraphs],
        "proposals": [_proposal(proposal) for proposal in speech.proposals],
        "confidence": speech.confidence,
        "reason": speech.reason,
    }


def _read_speech(data: Mapping[str, Any]) -> DraftSpeech:
    return DraftSpeech(
        order=data["order"],
        speaker=data["speaker"],
        header=data["header"],
        header_spans=spans_of(data["header_spans"]),
        paragraphs=tuple(DraftParagraph(p["text"], spans_of(p["spans"])) for p in data["paragraphs"]),
        proposals=tuple(_read_proposal(item) for item in data["proposals"]),
        affiliations=tuple(Affiliation(a["organisation"], a["post"]) for a in data["affiliations"]),
        identities=tuple(data["identities"]),
        on_behalf_of=data["on_behalf_of"],
        co_speakers=tuple(data["co_speakers"]),
        label=data["label"],
        title=data["title"],
        title_spans=spans_of(data["title_spans"]),
        confidence=data.get("confidence", 1.0),
        reason=data.get("reason", ""),
    )


def _proposal(proposal: DraftProposal) -> Json:
    return {
        "text": proposal.text,
        "spans": pairs_of(proposal.spans),
        "cue": proposal.cue,
        "confidence": proposal.confidence,
        "reason": proposal.reason,
        "themes": list(proposal.themes),
    }


def _read_proposal(data: Mapping[str, Any]) -> DraftProposal:
    return DraftProposal(
        data["text"],
        spans_of(data["spans"]),
        data["cue"],
        data["confidence"],
        data.get("reason", ""),
        tuple(data.get("themes", ())),
    )


def _part(part: SourcePart) -> Json:
    found: Json = {"text": part.text, "spans": pairs_of(part.spans)}
    if part.role is not None:
        found["role"] = part.role.value
    if part.reason is not None:
        found["reason"] = part.reason.value
    return found


def _read_part(data: Mapping[str, Any]) -> SourcePart:
    role, reason = data.get("role"), data.get("reason")
    return SourcePart(
        data["text"],
        spans_of(data["spans"]),
        PartRole(role) if role else None,
        RemovalReason(reason) if reason else None,
    )


def _doubt(doubt: Doubt) -> Json:
    found: Json = {"code": doubt.code, "message": doubt.message}
    if doubt.spans:
        found["spans"] = pairs_of(doubt.spans)
    if doubt.confidence is not None:
        found["confidence"] = doubt.confidence
    return found


def _read_doubt(data: Mapping[str, Any]) -> Doubt:
    spans: Iterable[Iterable[int]] = data.get("spans", ())
    return Doubt(data["code"], data["message"], spans_of(spans), data.get("confidence"))
