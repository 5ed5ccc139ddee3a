"""This file says what waits for a person's decision, and where it is taken."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from briefing_app.domain.filters import ProposalFilter
from briefing_app.store.misplaced import Flagged
from briefing_app.ui.context import Target
from briefing_app.ui.overview.data import Overview
from briefing_app.ui.overview.lists import DecisionLine


def decisions(overview: Overview) -> tuple[DecisionLine, ...]:
    """Drafts first: nothing else is in the library before they are reviewed."""
    lines = []
    if overview.drafts:
        lines.append(_drafts(overview.drafts))
    if overview.unreviewed:
        first = overview.unreviewed[0]
        title = _tr("{0} 场会议未审核").format(len(overview.unreviewed))
        lines.append(_line("file-search", title, first.title, "library", Target(meeting_id=first.id)))
    lines += _misplaced(overview.misplaced)
    if overview.unconfirmed_themes:
        title = _tr("{0} 条建议的主题待确认").format(overview.unconfirmed_themes)
        second = _tr("程序推测的主题，确认后才作数")
        lines.append(_line("tags", title, second, "themes", Target()))
    if overview.undecided_people:
        title = _tr("{0} 位人物待确认").format(overview.undecided_people)
        second = _tr("同名的是不是同一人，由你决定")
        lines.append(_line("users", title, second, "people", Target(word="undecided")))
    undated = [meeting for meeting in overview.recent if meeting.facts.date is None]
    if undated:
        title = _tr("{0} 场会议没有填日期").format(len(undated))
        lines.append(_line("calendar", title, undated[0].title, "library", Target(meeting_id=undated[0].id)))
    return tuple(lines)


def _misplaced(flagged: tuple[Flagged, ...]) -> list[DecisionLine]:
    """Each kind on the page that lists it, with nothing else in the list."""
    proposals = sum(one.kind == "proposal" for one in flagged)
    notes = len(flagged) - proposals
    second = _tr("原话在现行文本里改动了，看一眼改放")
    lines = []
    if proposals:
        target = Target(filter=ProposalFilter(misplaced=True))
        lines.append(_line("unlink", _tr("{0} 条建议失配").format(proposals), second, "proposals", target))
    if notes:
        lines.append(_line("unlink", _tr("{0} 条批注失配").format(notes), second, "notes", Target(word="misplaced")))
    return lines


def _drafts(names: tuple[str, ...]) -> DecisionLine:
    second = _tr("“{0}”等").format(names[0]) if len(names) > 1 else _tr("“{0}”").format(names[0])
    title = _tr("{0} 份草稿未审核").format(len(names))
    return _line("square-pen", title, second, "library", Target(word="drafts"))


def _line(icon: str, title: str, second: str, page: str, target: Target) -> DecisionLine:
    return DecisionLine(icon, title, "", second, page, target)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Decisions", text)
