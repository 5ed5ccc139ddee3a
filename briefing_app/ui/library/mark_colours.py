"""This file says how the kinds of mark look: the ground under the words and the bar of the card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from briefing_app.domain.annotations import MarkColour
from briefing_app.ui.theme import tokens


def ground(colour: MarkColour, *, misplaced: bool = False) -> QColor:
    """The colour under marked words; none under words that are not those that were marked (失配)."""
    if misplaced:
        return QColor(Qt.GlobalColor.transparent)
    now = tokens()
    return {
        MarkColour.DATA: now.mark_data,
        MarkColour.ARGUMENT: now.mark_argument,
        MarkColour.TO_CHECK: now.mark_to_check,
        MarkColour.IDEA: now.mark_idea,
    }[colour]


def bar(colour: MarkColour) -> QColor:
    """The colour of a card's bar: strong enough to be told apart at 3 pixels."""
    now = tokens()
    return {
        MarkColour.DATA: now.warn,
        MarkColour.ARGUMENT: now.info,
        MarkColour.TO_CHECK: now.ok,
        MarkColour.IDEA: now.violet,
    }[colour]


def sign(colour: MarkColour) -> str:
    """One character for small places."""
    return colour.value[0]
