"""This file says what a piece of a source can be in a review, and how each kind looks."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QColor

from briefing_app.domain.text import Spans
from briefing_app.importing.draft import Doubt, Draft
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import ChipKind


class Kind(Enum):
    """The six kinds; the value is the word in the gutter, so that colour is only a second cue."""

    MEETING = "会议"
    SPEAKER = "发言人"
    TITLE = "题目"
    BODY = "正文"
    PROPOSAL = "建议"
    REMOVED = "剔除"


CHIPS = {
    Kind.MEETING: ChipKind.OK,
    Kind.SPEAKER: ChipKind.INFO,
    Kind.TITLE: ChipKind.VIOLET,
    Kind.BODY: ChipKind.PLAIN,
    Kind.PROPOSAL: ChipKind.WARN,
    Kind.REMOVED: ChipKind.REMOVED,
}


def ground(kind: Kind) -> QColor:
    """The colour under words of a kind."""
    now = tokens()
    return {
        Kind.MEETING: now.ok_bg,
        Kind.SPEAKER: now.info_bg,
        Kind.TITLE: now.violet_bg,
        Kind.BODY: now.surface,
        Kind.PROPOSAL: now.warn_bg,
        Kind.REMOVED: now.hover,
    }[kind]


def ink(kind: Kind) -> QColor:
    """The colour of a kind's word in the gutter."""
    now = tokens()
    return {
        Kind.MEETING: now.ok,
        Kind.SPEAKER: now.info,
        Kind.TITLE: now.violet,
        Kind.BODY: now.t3,
        Kind.PROPOSAL: now.warn,
        Kind.REMOVED: now.t3,
    }[kind]


def pieces_of(draft: Draft) -> list[tuple[Kind, Spans]]:
    """Every piece of the source with its kind, recommendations after the body that they lie in."""
    found: list[tuple[Kind, Spans]] = [(Kind.MEETING, part.spans) for part in draft.front_matter]
    found += [(Kind.REMOVED, part.spans) for part in draft.removed]
    for speech in draft.speeches:
        found.append((Kind.SPEAKER, speech.header_spans))
        found.append((Kind.TITLE, speech.title_spans))
        found += [(Kind.BODY, paragraph.spans) for paragraph in speech.paragraphs]
        found += [(Kind.PROPOSAL, proposal.spans) for proposal in speech.proposals]
    return [(kind, spans) for kind, spans in found if spans]


def kind_of(doubt: Doubt) -> Kind:
    """What a doubt is about."""
    for word, kind in _ABOUT:
        if word in doubt.code:
            return kind
    return Kind.MEETING


_ABOUT = (
    ("speaker", Kind.SPEAKER),
    ("speech", Kind.SPEAKER),
    ("header", Kind.SPEAKER),
    ("title", Kind.TITLE),
    ("proposal", Kind.PROPOSAL),
    ("paragraph", Kind.BODY),
    ("removed", Kind.REMOVED),
    ("caption", Kind.REMOVED),
)
