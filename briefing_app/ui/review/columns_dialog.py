"""This file asks what the columns of a list of 提案 or 建议 hold: guessed, shown with their first rows, corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from briefing_app.importing.readers.sheet import Column, Table, as_read
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.fields import Choice, FieldNote
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import Pane

_SAMPLES = 3  # rows that are shown of each column
_WIDTH, _HEIGHT = 620, 240  # of the dialog and of its columns, px at 100 %
_SHARE = 0.36  # of the window's height that the columns may take where text is large


def ask_columns(
    file_name: str, tables: Sequence[Table], parent: QWidget | None = None
) -> list[tuple[Table, Mapping[int, Column]]] | None:
    """Ask for each table in turn; None when the file is not to be read now."""
    told = []
    for table in tables:
        columns = ColumnsDialog(file_name, table, parent).ask()
        if columns is None:
            return None
        told.append((table, columns))
    return told


class ColumnsDialog(Dialog):
    """One line a column: its name, what stands in it, what it holds. `columns` is what was chosen."""

    def __init__(self, file_name: str, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("这张表的各列是什么？"),
            self.tr("“{0}”共 {1} 行。已按列名猜好，请核对；同样表头的表以后照此读入，不再询问。").format(
                file_name, f"{len(table.rows):,}"
            ),
            parent=parent,
            width=_WIDTH,
        )
        self._table = table
        self._choices: dict[int, Choice] = {}
        self.body.addWidget(self._columns_area())
        self.body.addWidget(PlainLabel(self.tr("第一行会读成"), self, size=12, tone="t2"))
        self._preview = PlainLabel("", self, wrap=True)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        frame = Pane(self, surface="sub", line="card")
        inside = QGridLayout(frame)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._preview)
        frame.setMinimumHeight(tokens().line_height(13) * 4 + 16)
        self.body.addWidget(frame)
        self._note = FieldNote(self)
        self.body.addWidget(self._note)
        self.add_verb("", self.tr("先不导入"), run=self.reject)
        self.add_verb("ok", self.tr("照此读入"), main=True)
        self._show_preview()

    @property
    def columns(self) -> Mapping[int, Column]:
        """What each column holds; those that are not used are left out."""
        found = {place: choice.value() for place, choice in self._choices.items()}
        return {place: kind for place, kind in found.items() if isinstance(kind, Column)}

    def ask(self) -> Mapping[int, Column] | None:
        """Show it; None when the file is not to be read now."""
        return self.columns if self.exec() == Dialog.DialogCode.Accepted else None

    def _columns_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Pane(area)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(self._table.header):
            title = name.strip() or self.tr("第 {0} 列").format(place + 1)
            choice = Choice(self._options(), inside)
            choice.set_value(self._table.columns.get(place))
            choice.setAccessibleName(title)
            choice.activated.connect(lambda _index, place=place: self._on_chosen(place))
            self._choices[place] = choice
            label = ElidedLabel(title, inside, bold=True)
            label.setFixedWidth(tokens().px(136))
            grid.addWidget(label, place, 0)
            grid.addWidget(ElidedLabel(self._samples(place), inside, size=12, tone="t3"), place, 1)
            grid.addWidget(choice, place, 2)
        grid.setRowStretch(len(self._table.header), 1)
        area.setWidget(inside)
        heights = [tokens().px(_HEIGHT), inside.sizeHint().height() + 8]
        above = self.parentWidget()
        if above is not None:
            heights.append(round(above.window().height() * _SHARE))
        area.setFixedHeight(min(heights))
        return area

    def _options(self) -> list[tuple[object, str]]:
        return [
            (None, self.tr("不用")),
            (Column.SPEAKER, self.tr("提案人")),
            (Column.ORGANISATION, self.tr("单位职务")),
            (Column.IDENTITY, self.tr("界别或身份")),
            (Column.TITLE, self.tr("题目（案由）")),
            (Column.CONTENT, self.tr("内容（建议）")),
            (Column.LEAD, self.tr("承办单位")),
            (Column.DATE, self.tr("日期")),
            (Column.NUMBER, self.tr("编号")),
        ]

    def _samples(self, place: int) -> str:
        cells = (row[place] for row in self._table.rows if place < len(row))
        return "　／　".join([" ".join(cell.split()) for cell in cells if cell.strip()][:_SAMPLES])

    def _on_chosen(self, place: int) -> None:
        """A kind is given once: it is taken from the column that had it."""
        kind = self._choices[place].value()
        for other, choice in self._choices.items():
            if other != place and kind is not None and choice.value() == kind:
                choice.set_value(None)
        self._show_preview()

    def _show_preview(self) -> None:
        table = Table(self._table.name, (), self._table.header, self.columns, self._table.rows)
        first = next(iter(table.rows), ())
        self._preview.setText(as_read(table, first) if any(cell.strip() for cell in first) else self.tr("（空行）"))
        self._note.say("" if table.is_list else self.tr("没有指明提案人和内容：各行会按普通表格读，不分发言。"))
