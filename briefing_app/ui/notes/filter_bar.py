"""This file has the conditions on notes, and the bar that sets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.panes import Bar
from briefing_app.ui.widgets.popups import ChoicePopup, Option

_WAIT = 200  # ms after the last key


@dataclass(frozen=True, slots=True)
class NoteConditions:
    """Conditions that add up; several values of one are alternatives."""

    text: str = ""  # every word stands in the note, in the marked words, or in the speaker's name
    colours: tuple[MarkColour, ...] = ()
    meetings: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    written: bool = False  # only marks with a note
    misplaced: bool = False  # only 失配

    def fits(self, note: Annotation) -> bool:
        words = f"{note.note}\n{note.quote}\n{note.speaker}".casefold()
        return (
            all(part in words for part in self.text.casefold().split())
            and (not self.colours or note.colour in self.colours)
            and (not self.meetings or note.meeting_id in self.meetings)
            and (not self.authors or note.author in self.authors)
            and (not self.written or bool(note.note))
            and (not self.misplaced or note.misplaced)
        )

    def plain(self) -> dict[str, Any]:
        """For keeping: words, numbers and lists only."""
        return {**asdict(self), "colours": [colour.value for colour in self.colours]}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> NoteConditions:
        """What `plain` wrote; raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            text=str(kept["text"]),
            colours=tuple(MarkColour(word) for word in kept["colours"]),
            meetings=tuple(int(meeting) for meeting in kept["meetings"]),
            authors=tuple(str(author) for author in kept["authors"]),
            written=kept["written"] is True,
            misplaced=kept["misplaced"] is True,
        )


class NotesBar(Bar):
    """Text and chips over NoteConditions; each choice says how many notes it has."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=44)
        self.conditions = NoteConditions()
        self._known: Sequence[tuple[Annotation, str]] = ()
        self._text = TextField(self.tr("在批注中筛文字"), self, icon_name="list-filter", bar=True)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._chips = {
            "colours": FilterChip(self.tr("种类"), self),
            "meetings": FilterChip(self.tr("会议"), self),
            "authors": FilterChip(self.tr("谁写的"), self),
            "written": FilterChip(self.tr("写了批注"), self, toggle=True),
            "misplaced": FilterChip(self.tr("失配"), self, toggle=True),
        }
        self._clear = Button(self.tr("清除"), self, kind="ghost", size="bar")
        self.add(self._text, *self._chips.values())
        self.add_stretch()
        self.add(self._clear)
        self._text.textEdited.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(lambda: self._set("text", self._text.text()))
        for field in ("colours", "meetings", "authors"):
            self._chips[field].clicked.connect(partial(self._choose, field))
            self._chips[field].cleared.connect(partial(self._set, field, ()))
        for field in ("written", "misplaced"):
            self._chips[field].clicked.connect(partial(self._toggle, field))
        self._clear.clicked.connect(lambda: self.set_conditions(NoteConditions()))
        self._show()

    def offer(self, known: Sequence[tuple[Annotation, str]]) -> None:
        """What there is to choose from: notes with the titles of their meetings."""
        self._known = known
        self._show()

    def set_conditions(self, conditions: NoteConditions) -> None:
        """Set all conditions at once."""
        if conditions == self.conditions:
            self._show()
            return
        self.conditions = conditions
        if self._text.text() != conditions.text:
            self._text.setText(conditions.text)
        self._show()
        self.changed.emit()

    def focus_text(self) -> None:
        self._text.setFocus()
        self._text.selectAll()

    def options(self, field: str) -> list[Option]:
        """The values of a condition with counts, under all the other conditions."""
        others = replace(self.conditions, **_one(field, ()))
        seen = [(self._value(note, field), title) for note, title in self._known if others.fits(note)]
        counts = Counter(value for value, _ in seen)
        titles = dict(seen)
        order: list[Any] = list(MarkColour) if field == "colours" else list(dict.fromkeys(value for value, _ in seen))
        return [Option(v, self._words(field, v, titles.get(v, "")), counts[v]) for v in order if counts[v]]

    def _choose(self, field: str, _checked: bool = False) -> None:
        chip = self._chips[field]
        popup = ChoicePopup(chip.name, self.options(field), getattr(self.conditions, field), self)
        popup.chosen.connect(lambda values: self._set(field, tuple(values)))
        popup.open_at(chip.popup_place())

    def _toggle(self, field: str, _checked: bool = False) -> None:
        self._set(field, not getattr(self.conditions, field))

    def _set(self, field: str, value: Any) -> None:
        self.set_conditions(replace(self.conditions, **_one(field, value)))

    def _value(self, note: Annotation, field: str) -> Any:
        return {"colours": note.colour, "meetings": note.meeting_id, "authors": note.author}[field]

    def _words(self, field: str, value: Any, title: str) -> str:
        if field == "meetings":
            return title or next((t for note, t in self._known if note.meeting_id == value), "")
        return str(getattr(value, "value", value)) or self.tr("没有署名")

    def _show(self) -> None:
        for field in ("colours", "meetings", "authors"):
            words = [self._words(field, value, "") for value in getattr(self.conditions, field)]
            more = self.tr(" 等 {0} 项").format(len(words)) if len(words) > 1 else ""
            self._chips[field].set_value(words[0] + more if words else "")
        for field in ("written", "misplaced"):
            on = bool(getattr(self.conditions, field))
            self._chips[field].setChecked(on)
            self._chips[field].set_active(on)
        self._clear.setEnabled(self.conditions != NoteConditions())


def _one(field: str, value: Any) -> dict[str, Any]:
    return {field: value}
