"""This file edits an office's own paper: margins, characters and lines, fonts of the computer, with a sample page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefing_app.export.document import Face
from briefing_app.export.pictures import PageReader
from briefing_app.export.typesetting.houses import fault_of, measures
from briefing_app.export.typesetting.installed import Fitness, InstalledFont, installed
from briefing_app.settings import HousePaper
from briefing_app.ui.context import Context
from briefing_app.ui.tasks import Job
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.fields import Choice, FieldNote, Number, TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, ScrollPane
from briefing_app.workflows.papers import sample_page

_WAIT = 150  # ms after the last change
_SHEET = 300  # px: width of the sample page
_NEW = ""


def edit_papers(context: Context, parent: QWidget | None = None) -> None:
    """Edit the office's papers; what is kept stands in the settings at once."""
    dialog = PaperDialog(context, parent)
    dialog.exec()


class PaperDialog(Dialog):
    """Fields at the left, the sample page at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("本单位的版式"),
            _tr("改边距、每行字数、每面行数和字体；右边是按它排的样张。保存后，材料册的“样式”里就有它。"),
            parent=parent,
            width=760,
        )
        self._context = context
        self._fonts: list[InstalledFont] = []
        self._pause = QTimer(self, singleShot=True, interval=_WAIT)
        self._sheet = QLabel(self)
        self._measures = PlainLabel("", self, size=12, tone="t3", wrap=True)
        self._note = FieldNote(self)
        self._which = Choice()
        self._name = TextField(_tr("例如：市政协文件"))
        self._lengths = {key: _length() for key in ("top", "bottom", "left", "right")}
        self._counts = {"columns": Number(10, 60), "rows": Number(10, 60)}
        self._title = _length(suffix=_tr(" 磅"), most=60)
        self._faces = {face: Choice([("", _tr("自带字体"))]) for face in Face}
        self._build()
        self._connect()
        self._offer()
        self._show(self._papers.get(context.settings.paper_profile) or HousePaper(_NEW))
        context.tasks.run(lambda _job: installed(), owner=self, done=self._take_fonts)

    @property
    def _papers(self) -> Mapping[str, HousePaper]:
        return {paper.name: paper for paper in self._context.settings.papers}

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: list[tuple[str, QWidget]] = [
            (_tr("版式"), self._which),
            (_tr("名称"), self._name),
            (_tr("上边距"), self._lengths["top"]),
            (_tr("下边距"), self._lengths["bottom"]),
            (_tr("左边距（订口）"), self._lengths["left"]),
            (_tr("右边距"), self._lengths["right"]),
            (_tr("每行字数"), self._counts["columns"]),
            (_tr("每面行数"), self._counts["rows"]),
            (_tr("标题字号"), self._title),
            *((face.value, choice) for face, choice in self._faces.items()),
        ]
        for name, field in rows:
            field.setAccessibleName(name)
            form.addRow(PlainLabel(name, self, tone="t2"), field)
        for choice in self._faces.values():
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(10)
        scroll = ScrollPane(self, margin=0, spacing=8)
        scroll.column.addLayout(form)
        scroll.column.addWidget(self._measures)
        scroll.column.addWidget(self._note)
        scroll.column.addStretch(1)
        scroll.setMinimumHeight(tokens().px(430))
        self._sheet.setFixedWidth(tokens().px(_SHEET))
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sheet.setAccessibleName(_tr("样张"))
        beside = QHBoxLayout()
        beside.setSpacing(20)
        left = QVBoxLayout()
        left.addWidget(scroll)
        beside.addLayout(left, 1)
        framed = Pane(self, surface="", line="card")
        inside = QVBoxLayout(framed)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._sheet)
        beside.addWidget(framed, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)
        self._remove = self.add_verb("", _tr("删除这个版式"), run=self._on_remove)
        self.add_verb("", _tr("关闭"), run=self.reject)
        self.add_verb("", _tr("保存版式"), main=True, run=self._on_save)

    def _connect(self) -> None:
        self._which.activated.connect(
            lambda _index: self._show(self._papers.get(str(self._which.value()), HousePaper(_NEW)))
        )
        for spin in (*self._lengths.values(), self._title):
            spin.valueChanged.connect(lambda _value: self._pause.start())
        for count in self._counts.values():
            count.valueChanged.connect(lambda _value: self._pause.start())
        for choice in self._faces.values():
            choice.activated.connect(lambda _index: self._pause.start())
        self._name.textEdited.connect(lambda _text: self._note.say(""))
        self._pause.timeout.connect(self._draw)

    # --- showing --------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        self._which.set_options([(_NEW, _tr("新的版式")), *((name, name) for name in self._papers)])

    def _show(self, paper: HousePaper) -> None:
        self._which.set_value(paper.name)
        self._name.setText(paper.name)
        for key, length in self._lengths.items():
            length.setValue(round(getattr(paper, key)))
        for key, count in self._counts.items():
            count.setValue(getattr(paper, key))
        self._title.setValue(round(paper.title_size))
        for face, choice in self._faces.items():
            self._offer_fonts(choice, paper.fonts.get(face.value, ""))
        self._remove.setEnabled(paper.name in self._papers)
        self._pause.start()

    def _offer_fonts(self, choice: Choice, chosen: str) -> None:
        families = list(dict.fromkeys(f.family for f in self._fonts if f.fitness is Fitness.GOOD))
        if chosen and chosen not in families:
            families.append(chosen)
        choice.set_options([("", _tr("自带字体")), *((family, family) for family in families)])
        choice.set_value(chosen)
        refused = [f for f in self._fonts if f.fitness is not Fitness.GOOD]
        words = "\n".join(f"{f.family}：{f.fitness.value}" for f in refused[:20])
        choice.setToolTip(_tr("不能用的字体：\n{0}").format(words) if words else "")

    def _take_fonts(self, fonts: Sequence[InstalledFont]) -> None:
        self._fonts = list(fonts)
        for choice in self._faces.values():
            self._offer_fonts(choice, str(choice.value() or ""))

    def paper(self) -> HousePaper:
        """What stands in the fields."""
        fonts = {face.value: str(choice.value()) for face, choice in self._faces.items() if choice.value()}
        return HousePaper(
            self._name.text().strip(),
            columns=self._counts["columns"].value(),
            rows=self._counts["rows"].value(),
            title_size=float(self._title.value()),
            fonts=fonts,
            **{key: float(length.value()) for key, length in self._lengths.items()},
        )

    def _draw(self) -> None:
        paper = self.paper()
        fault = fault_of(replace(paper, name=paper.name or "x"))
        self._measures.setText("" if fault else measures(paper))
        self._note.say(fault)
        if fault:
            return
        pixels = round(tokens().px(_SHEET) * self.devicePixelRatioF())

        def work(_job: Job) -> tuple[QImage, tuple[str, ...]]:
            page = sample_page(paper)
            with PageReader(page.content) as reader:
                picture = reader.picture(0, pixels)
            image = QImage(
                picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
            ).copy()
            return image, tuple(page.notes)

        self._context.tasks.run(work, owner=self, done=self._on_drawn, latest="sample")

    def _on_drawn(self, drawn: tuple[QImage, tuple[str, ...]]) -> None:
        image, notes = drawn
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.setPixmap(QPixmap.fromImage(image))
        if notes:
            self._note.say("；".join(notes))

    # --- keeping --------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        paper = self.paper()
        fault = fault_of(paper)
        self._note.say(fault)
        if fault:
            return
        self._context.preferences.change(papers=tuple({**self._papers, paper.name: paper}.values()))
        self._offer()
        self._show(paper)
        self._context.toast(_tr("已保存版式“{0}”").format(paper.name))

    def _on_remove(self) -> None:
        name = str(self._which.value())
        self._context.preferences.change(papers=tuple(p for p in self._context.settings.papers if p.name != name))
        self._offer()
        self._show(HousePaper(_NEW))
        self._context.toast(_tr("已删除版式“{0}”；用它的材料册改用公文格式").format(name))


def _length(*, suffix: str = "", most: int = 100) -> Number:
    field = Number(5, most)
    field.setSuffix(suffix or _tr(" 毫米"))
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaperDialog", text)
