"""This file sets in which order Tab goes through controls that were not made in the order in which one reads them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_tab_order(*widgets: QWidget) -> None:
    """From each to the next; what the keyboard cannot reach is passed over."""
    reached = [widget for widget in widgets if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    for one, following in pairwise(reached):
        QWidget.setTabOrder(one, following)
