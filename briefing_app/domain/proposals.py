"""This file says what a recommendation (建议) is, its states, and which moves between them are legal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from briefing_app.domain.text import Span, Spans


class ProposalStatus(str, Enum):
    """Where a recommendation stands; the values are the words of the trade, stored and printed as they are."""

    UNSORTED = "待梳理"
    EDITED = "已采编"
    REPORTED = "已报送"
    ASSIGNED = "已交办"
    IN_PROGRESS = "办理中"
    ANSWERED = "已答复"
    EVALUATED = "已评价"
    CLOSED = "办结"
    ARCHIVED = "归档"
    MERGED = "归并"
    MADE_PROPOSAL = "转提案"
    MADE_OPINION = "转社情民意"
    SUSPENDED = "暂缓"
    DECLINED = "不采纳"
    RETURNED = "退回改办"
    REOPENED = "重新办理"


_S = ProposalStatus
_ASIDES = (_S.MERGED, _S.MADE_PROPOSAL, _S.MADE_OPINION, _S.SUSPENDED, _S.DECLINED)

# Legal next states as data; the first of each row is the expected one.
# 办复 (a reply went out) is not 办结 (closed): closing needs a reply and an evaluation.
MOVES: dict[ProposalStatus, tuple[ProposalStatus, ...]] = {
    _S.UNSORTED: (_S.EDITED, _S.REPORTED, *_ASIDES),
    _S.EDITED: (_S.REPORTED, _S.ASSIGNED, _S.UNSORTED, *_ASIDES),
    _S.REPORTED: (_S.ASSIGNED, _S.EDITED, *_ASIDES),
    _S.ASSIGNED: (_S.IN_PROGRESS, _S.RETURNED, _S.ANSWERED, *_ASIDES),
    _S.IN_PROGRESS: (_S.ANSWERED, _S.RETURNED, _S.SUSPENDED, _S.DECLINED),
    _S.ANSWERED: (_S.EVALUATED, _S.REOPENED),
    _S.EVALUATED: (_S.CLOSED, _S.REOPENED),
    _S.CLOSED: (_S.ARCHIVED, _S.REOPENED),
    _S.ARCHIVED: (_S.REOPENED,),
    _S.RETURNED: (_S.ASSIGNED, _S.SUSPENDED, _S.DECLINED),
    _S.REOPENED: (_S.IN_PROGRESS, _S.ASSIGNED),
    _S.MERGED: (_S.EDITED,),
    _S.MADE_PROPOSAL: (_S.EDITED, _S.ARCHIVED),
    _S.MADE_OPINION: (_S.EDITED, _S.ARCHIVED),
    _S.SUSPENDED: (_S.EDITED, _S.ASSIGNED),
    _S.DECLINED: (_S.EDITED, _S.ARCHIVED),
}
NEEDS_REASON = frozenset({_S.DECLINED, _S.SUSPENDED, _S.RETURNED})

# Where a recommendation can go (去向): defaults of an editable dictionary.
DESTINATIONS = ("提案", "建议案", "社情民意信息", "协商专报", "调研报告", "大会发言")


class RewordingKind(str, Enum):
    """How staff wording relates to the quotation; it is always marked so on screen and in print."""

    SUMMARY = "概括"
    REWORDED = "改写"


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """A theme on a recommendation: a suggestion until a person confirms it."""

    theme_id: int
    name: str
    confirmed: bool
    confidence: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recommendation, verbatim: `text` is the speech's text under `span`, and the source's under `spans`."""

    id: int
    meeting_id: int
    speech_id: int
    speech_order: int
    order: int  # within the speech, from 1
    speaker: str  # as shown: names joined, or the label of an unnamed speaker
    organisation: str
    text: str
    span: Span  # in Speech.text
    spans: Spans  # in the source's text
    cue: str | None
    reason: str
    confidence: float
    status: ProposalStatus
    important: bool
    summary: str | None = None
    summary_kind: RewordingKind | None = None
    destination: str | None = None
    status_reason: str = ""
    themes: tuple[ThemeLink, ...] = ()
    tags: tuple[str, ...] = ()
    notes: int = 0
    followups: int = 0
    meeting_title: str = ""
    misplaced: bool = False  # 失配: its words are no longer in the authoritative text of the speech

    @property
    def code(self) -> str:
        """The code printed in every pack: number of the speech, number in the speech (07-02)."""
        return f"{self.speech_order:02d}-{self.order:02d}"

    @property
    def theme_names(self) -> tuple[str, ...]:
        return tuple(theme.name for theme in self.themes)


def next_statuses(status: ProposalStatus) -> tuple[ProposalStatus, ...]:
    """The legal next states, the expected one first."""
    return MOVES[status]
