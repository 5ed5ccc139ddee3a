"""This file has the options of a pack: layout, contents, and what the check before export says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from briefing_app.domain.packs import ComparisonForm, LedgerOrder, Pack, PackKind, PackOptions, SpeakerOrder
from briefing_app.export.document import Finding
from briefing_app.export.typesetting.profile import PROFILES
from briefing_app.ui.labels import paper_profile
from briefing_app.ui.widgets.fields import Choice, TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.ui.widgets.typing_pause import TypingPause

_MARKS = ("", "内部资料　注意保存", "内部资料　会后收回")
_PROFILES = tuple(PROFILES)
_WAIT = 400
_NAME_ENDS = re.compile(r"[、，,；;]")


class OptionsPane(Pane):
    """`changed` gives the options after a choice, or a moment after typing."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = PackOptions()
        self._profile = Choice([(name, paper_profile(name)) for name in _PROFILES])
        self._order = Choice([(order, order.value) for order in SpeakerOrder if order is not SpeakerOrder.BY_HAND])
        self._mark = Choice([(mark, mark or self.tr("不标注")) for mark in _MARKS])
        self._editor = TextField(self.tr("印在封面下方"))
        self._copy_number = TextField(self.tr("不标注"))
        self._names = TextField(self.tr("另隐去的姓名，用顿号分开"))
        self._form = Choice([(form, form.value) for form in ComparisonForm])
        self._ledger = Choice([(order, order.value) for order in LedgerOrder])
        self._choices = {
            "profile": self._profile,
            "order": self._order,
            "mark": self._mark,
            "comparison_form": self._form,
            "ledger_order": self._ledger,
        }
        self._boxes: dict[str, QCheckBox] = {}
        self._findings = QVBoxLayout()
        self._timer = TypingPause(self, rest=_WAIT)
        self._build()
        for choice in self._choices.values():
            choice.activated.connect(lambda _index: self.take())
        for field in (self._editor, self._copy_number, self._names):
            field.textEdited.connect(lambda _text: self._timer.start())
        self._timer.over.connect(self.take)

    def _build(self) -> None:
        scroll = ScrollPane(self, margin=16, spacing=10)
        scroll.column.addWidget(PlainLabel(self.tr("版式"), self, bold=True))
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("样式"), self._profile),
            (self.tr("排法"), self._form),
            (self.tr("人名"), self._order),
            (self.tr("次序"), self._ledger),
            (self.tr("标注"), self._mark),
            (self.tr("编印"), self._editor),
            (self.tr("份号"), self._copy_number),
        ):
            field.setAccessibleName(words)
            self._rows.addRow(PlainLabel(words, self, tone="t2"), field)
        scroll.column.addLayout(self._rows)
        scroll.column.addWidget(PlainLabel(self.tr("内容"), self, bold=True))
        for key, words in (
            ("cover", self.tr("封面")),
            ("contents", self.tr("目录")),
            ("speakers_table", self.tr("发言人名单")),
            ("recommendations", self.tr("意见建议一览")),
            ("comparison", self.tr("观点对照表")),
            ("summaries", self.tr("概括（注明“概括”）")),
            ("notes", self.tr("批注和办理记录")),
            ("redact", self.tr("脱敏：隐去电话、证件号、住址")),
        ):
            box = QCheckBox(words, self)
            box.clicked.connect(lambda _on: self.take())
            self._boxes[key] = box
            scroll.column.addWidget(box)
        self._names.setAccessibleName(self.tr("另隐去的姓名"))
        scroll.column.addWidget(self._names)
        scroll.column.addWidget(PlainLabel(self.tr("导出前检查"), self, bold=True))
        self._findings.setSpacing(6)
        scroll.column.addLayout(self._findings)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHead(self.tr("选项"), self))
        column.addWidget(scroll, 1)

    def show_pack(self, pack: Pack) -> None:
        """Show a pack's options; those that its kind does not know are hidden."""
        options, kind = pack.options, pack.kind
        self._options = options
        self._profile.set_value(options.profile)
        self._order.set_value(options.order)
        self._mark.set_options([(mark, mark or self.tr("不标注")) for mark in dict.fromkeys([*_MARKS, options.mark])])
        self._mark.set_value(options.mark)
        self._form.set_value(options.comparison_form)
        self._ledger.set_value(options.ledger_order)
        names = "、".join(options.redact_names)
        self._names.setVisible(options.redact)
        for field, text in (
            (self._editor, options.editor),
            (self._copy_number, options.copy_number),
            (self._names, names),
        ):
            if not field.hasFocus():
                field.setText(text)
        book = kind in (PackKind.COMPILATION, PackKind.DIGEST)
        defaults = {"cover": kind is PackKind.COMPILATION, "contents": kind is PackKind.COMPILATION}
        for key, box in self._boxes.items():
            value = getattr(options, key)
            box.setChecked(defaults.get(key, False) if value is None else bool(value))
        shown = {
            "cover": book, "contents": book, "speakers_table": kind is PackKind.COMPILATION,
            "recommendations": kind is PackKind.COMPILATION, "comparison": book,
            "summaries": kind is not PackKind.LEDGER, "notes": kind in (PackKind.COMPILATION, PackKind.LEDGER),
            "redact": True,
        }  # fmt: skip
        for key, box in self._boxes.items():
            box.setVisible(shown[key])
        self._show_row(self._form, shown=kind is PackKind.COMPARISON)
        self._show_row(self._ledger, shown=kind is PackKind.LEDGER)
        self._show_row(self._order, shown=book)

    def show_findings(self, findings: Sequence[Finding], substitutions: Sequence[str]) -> None:
        """Say what a person should look at before the file goes out."""
        empty_layout(self._findings)
        for finding in findings:
            self._findings.addWidget(PlainLabel(f"! {finding.message}", self, size=12, tone="warn", wrap=True))
        if substitutions:
            words = self.tr("“{0}”用备用字体印").format("”“".join(substitutions))
            self._findings.addWidget(PlainLabel(f"! {words}", self, size=12, tone="warn", wrap=True))
        if not findings and not substitutions:
            words = self.tr("引文与资料库逐字一致，没有排不出的字")
            self._findings.addWidget(PlainLabel(f"✓ {words}", self, size=12, tone="ok", wrap=True))

    def _show_row(self, field: QWidget, *, shown: bool) -> None:
        field.setVisible(shown)
        label = self._rows.labelForField(field)
        if label is not None:
            label.setVisible(shown)

    def take(self) -> None:
        """Give what is chosen and typed, if it is new."""
        self._timer.stop()
        chosen: dict[str, Any] = {key: box.isChecked() for key, box in self._boxes.items() if not box.isHidden()}
        chosen |= {key: choice.value() for key, choice in self._choices.items()}
        chosen |= {"editor": self._editor.text().strip(), "copy_number": self._copy_number.text().strip()}
        chosen["redact_names"] = tuple(dict.fromkeys(_NAME_ENDS.sub(" ", self._names.text()).split()))
        self._names.setVisible(chosen.get("redact", False))
        options = replace(self._options, **chosen)
        if options != self._options:
            self._options = options
            self.changed.emit(options)
