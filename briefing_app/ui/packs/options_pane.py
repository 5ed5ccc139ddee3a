"""This file has the options of a pack: layout, contents, and what the check before export says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from briefing_app.domain.pack_words import too_long
from briefing_app.domain.packs import (
    ComparisonForm,
    DigestOrder,
    LedgerOrder,
    Pack,
    PackKind,
    PackOptions,
    SpeakerOrder,
)
from briefing_app.export.document import Finding
from briefing_app.export.typesetting.profile import PROFILES
from briefing_app.ui import messages
from briefing_app.ui.labels import paper_profile
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import Choice, TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.ui.widgets.typing_pause import TypingPause

if TYPE_CHECKING:
    from briefing_app.export.pdf import Spot

_MARKS = ("", "内部资料　注意保存", "内部资料　会后收回", "秘密★1年", "机密★3年")
_URGENCIES = ("", "特急", "加急")
_WATERMARKS = ("", "征求意见稿", "内部资料", "代拟稿")
_SECRECY = "★"  # stands in every 密级
_WAIT = 400
_NAME_ENDS = re.compile(r"[、，,；;]")
_BOOKS = frozenset({PackKind.COMPILATION, PackKind.DIGEST})
_WITH_COVER = _BOOKS | {PackKind.OUTLINE}
_INDEXED = _BOOKS | {PackKind.ASSIGNMENT, PackKind.OUTLINE}
_LETTERS = frozenset(kind for kind in PackKind if kind.is_letter)
_ALL = frozenset(PackKind)
# Which kinds know an option; what stands nowhere is known to all.
_KNOWN: Mapping[str, frozenset[PackKind]] = {
    "cover": _WITH_COVER,
    "contents": _WITH_COVER,
    "speakers_table": frozenset({PackKind.COMPILATION}),
    "recommendations": frozenset({PackKind.COMPILATION}),
    "comparison": _BOOKS,
    "summaries": _ALL - _LETTERS - {PackKind.LEDGER, PackKind.OUTLINE} | {PackKind.BULLETIN},
    "notes": frozenset({PackKind.COMPILATION, PackKind.DIGEST, PackKind.LEDGER}),
    "source_notes": frozenset({PackKind.DIGEST}),
    "by_unit": frozenset({PackKind.ASSIGNMENT}),
    "index": _INDEXED,
    "imprint": _ALL - _LETTERS,
    "comparison_form": frozenset({PackKind.COMPARISON}),
    "ledger_order": frozenset({PackKind.LEDGER}),
    "digest_order": frozenset({PackKind.DIGEST}),
    "order": _BOOKS | {PackKind.SPEAKER},
    "mark": _ALL - {PackKind.OPINION, PackKind.REMINDER},
    "urgency": _ALL - {PackKind.OPINION, PackKind.REMINDER},
    "copy_number": _ALL - {PackKind.OPINION, PackKind.REMINDER},
    "recipient": frozenset({PackKind.LETTER, PackKind.BULLETIN}),
    "report_to": frozenset({PackKind.BULLETIN}),
    "reply_by": _LETTERS - {PackKind.BULLETIN},
    "contact": _LETTERS - {PackKind.BULLETIN},
    "head": frozenset({PackKind.BULLETIN}),
    "issue": frozenset({PackKind.BULLETIN}),
}


class OptionsPane(Pane):
    """`changed` gives the options after a choice, or a moment after typing."""

    changed = Signal(object)
    pointed = Signal(object)  # a Spot to look at

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = PackOptions()
        self._kind: PackKind | None = None  # none while no pack is shown
        self._choices = {
            "profile": Choice([(name, paper_profile(name)) for name in PROFILES]),
            "comparison_form": Choice([(form, form.value) for form in ComparisonForm]),
            "digest_order": Choice([(order, order.value) for order in DigestOrder]),
            "order": Choice([(order, order.value) for order in SpeakerOrder]),
            "ledger_order": Choice([(order, order.value) for order in LedgerOrder]),
            "mark": Choice(),
            "urgency": Choice(),
            "watermark": Choice(),
        }
        self._texts = {
            "copy_number": TextField(self.tr("不标注")),
            "editor": TextField(self.tr("印在封面或落款")),
            "recipient": TextField(self.tr("收文单位")),
            "report_to": TextField(self.tr("报给谁")),
            "copies_to": TextField(self.tr("没有即不印")),
            "reply_by": TextField(self.tr("2026-12-31")),
            "contact": TextField(self.tr("姓名　电话")),
            "head": TextField(self.tr("协商专报")),
            "issue": TextField(self.tr("留空，由人填写")),
        }
        for choice in self._choices.values():  # a long word must not widen the pane
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(4)
        self._refused = PlainLabel("", self, size=12, tone="warn", wrap=True)
        self._refused.hide()
        self._names = TextField(self.tr("另隐去的姓名，用顿号分开"))
        self._boxes: dict[str, QCheckBox] = {}
        self._said = QWidget(self)  # a layout inside the column would take height from the fields above
        self._findings = QVBoxLayout(self._said)
        self._findings.setContentsMargins(0, 0, 0, 0)
        self._looked_at: dict[str, int] = {}  # character -> which of its places was looked at last
        self._timer = TypingPause(self, rest=_WAIT)
        self._build()
        for choice in self._choices.values():
            choice.activated.connect(lambda _index: self.take())
        for field in (*self._texts.values(), self._names):
            field.textEdited.connect(lambda _text: self._timer.start())
        self._timer.over.connect(self.take)

    def _build(self) -> None:
        scroll = ScrollPane(self, margin=16, spacing=10)
        scroll.column.addWidget(PlainLabel(self.tr("版式"), self, bold=True))
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        names = {
            "profile": self.tr("样式"), "comparison_form": self.tr("排法"), "digest_order": self.tr("分法"),
            "order": self.tr("人名"), "ledger_order": self.tr("次序"), "mark": self.tr("标注"),
            "urgency": self.tr("紧急"), "copy_number": self.tr("份号"), "watermark": self.tr("水印"),
            "editor": self.tr("编印"), "head": self.tr("刊名"), "issue": self.tr("期号"),
            "recipient": self.tr("主送"), "report_to": self.tr("报"), "copies_to": self.tr("抄送"),
            "reply_by": self.tr("复期"), "contact": self.tr("联系"),
        }  # fmt: skip
        self._fields: dict[str, QWidget] = {**self._choices, **self._texts}
        for key, words in names.items():
            field = self._fields[key]
            field.setAccessibleName(words)
            self._rows.addRow(PlainLabel(words, self, tone="t2"), field)
        scroll.column.addLayout(self._rows)
        scroll.column.addWidget(self._refused)
        scroll.column.addWidget(PlainLabel(self.tr("内容"), self, bold=True))
        for key, words in (
            ("cover", self.tr("封面")),
            ("contents", self.tr("目录")),
            ("speakers_table", self.tr("发言人名单")),
            ("recommendations", self.tr("意见建议一览")),
            ("comparison", self.tr("观点对照表")),
            ("summaries", self.tr("概括（注明“概括”）")),
            ("notes", self.tr("批注和办理记录")),
            ("source_notes", self.tr("每条注明出处")),
            ("by_unit", self.tr("按主办单位分页")),
            ("index", self.tr("人名索引和单位索引")),
            ("imprint", self.tr("版记")),
            ("redact", self.tr("脱敏（隐去电话、住址等）")),
        ):
            box = QCheckBox(words, self)
            box.clicked.connect(lambda _on: self.take())
            self._boxes[key] = box
            scroll.column.addWidget(box)
        self._names.setAccessibleName(self.tr("另隐去的姓名"))
        scroll.column.addWidget(self._names)
        scroll.column.addWidget(PlainLabel(self.tr("导出前检查"), self, bold=True))
        self._findings.setSpacing(6)
        scroll.column.addWidget(self._said)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHead(self.tr("选项"), self))
        column.addWidget(scroll, 1)

    def set_papers(self, names: Sequence[str]) -> None:
        """Offer the office's own papers beside ours."""
        self._choices["profile"].set_options([(name, paper_profile(name)) for name in (*PROFILES, *names)])

    def show_pack(self, pack: Pack) -> None:
        """Show a pack's options; those that its kind does not know are hidden."""
        options, kind = pack.options, pack.kind
        self._options, self._kind = options, kind
        for key, offered in (("mark", _MARKS), ("urgency", _URGENCIES), ("watermark", _WATERMARKS)):
            value = getattr(options, key)
            none = self.tr("不加") if key == "watermark" else self.tr("不标注")
            self._choices[key].set_options([(word, word or none) for word in dict.fromkeys([*offered, value])])
        for key, choice in self._choices.items():
            choice.set_value(getattr(options, key))
        self._names.setVisible(options.redact)
        for key, field in self._texts.items():
            if not field.hasFocus():
                field.setText(str(getattr(options, key) or ""))
                field.setCursorPosition(0)
        if not self._names.hasFocus():
            self._names.setText("、".join(options.redact_names))
        defaults = {"cover": kind is PackKind.COMPILATION, "contents": kind is PackKind.COMPILATION}
        for key, box in self._boxes.items():
            value = getattr(options, key)
            box.setChecked(defaults.get(key, False) if value is None else bool(value))
            box.setVisible(kind in _KNOWN.get(key, _ALL))
        for key, row in self._fields.items():
            shown = kind in _KNOWN.get(key, _ALL) and (key != "copies_to" or kind.is_letter or options.imprint)
            self._show_row(row, shown=shown)

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

    def show_places(self, places: Mapping[str, Sequence[Spot]], numbers: Sequence[str]) -> None:
        """Say where the characters stand that another font drew, each with a way there."""
        self._looked_at.clear()
        for character, spots in places.items():
            pages = dict.fromkeys(numbers[spot.page] for spot in spots)
            named = "、".join(page for page in pages if page)
            before = self.tr("正文前") if "" in pages else ""
            where = "，".join(part for part in (before, self.tr("第 {0} 页").format(named) if named else "") if part)
            words = self.tr("“{0}”在{1}，共 {2} 处").format(character, where, len(spots))
            self._findings.addWidget(PlainLabel(words, self, size=12, tone="t2", wrap=True))
            look = Button(self.tr("逐处看“{0}”").format(character), self, kind="link")
            look.clicked.connect(partial(self._look, character, spots))
            self._findings.addWidget(look)

    def _look(self, character: str, spots: Sequence[Spot], _checked: bool = False) -> None:
        """Point at the next place, at the first after the last."""
        place = (self._looked_at.get(character, -1) + 1) % len(spots)
        self._looked_at[character] = place
        self.pointed.emit(spots[place])

    def _show_row(self, field: QWidget, *, shown: bool) -> None:
        field.setVisible(shown)
        label = self._rows.labelForField(field)
        if label is not None:
            label.setVisible(shown)

    def take(self) -> None:
        """Give what is chosen and typed, if it is new."""
        self._timer.stop()
        if self._kind is None:
            return
        chosen: dict[str, Any] = {key: box.isChecked() for key, box in self._boxes.items() if not box.isHidden()}
        chosen |= {key: choice.value() for key, choice in self._choices.items()}
        chosen |= {key: field.text().strip() for key, field in self._texts.items()}
        chosen["reply_by"] = self._day(self._texts["reply_by"])
        chosen["redact_names"] = tuple(dict.fromkeys(_NAME_ENDS.sub(" ", self._names.text()).split()))
        self._names.setVisible(chosen.get("redact", False))
        options = self._with_room(replace(self._options, **chosen))
        if _SECRECY in options.mark and options.mark != self._options.mark and not self._may_be_secret():
            self._choices["mark"].set_value(self._options.mark)
            return
        if options != self._options:
            self._options = options
            self.changed.emit(options)

    def _with_room(self, options: PackOptions) -> PackOptions:
        """Words that would not fit where they are printed are framed and not taken; those of before stay."""
        refused = too_long(options)
        wrong = {long.field for long in refused}
        for key, field in self._texts.items():
            if key != "reply_by":
                field.set_wrong(key in wrong)
        words = [self.tr("“{0}”{1}，没有采用。").format(long.place.term, long.expected) for long in refused]
        self._refused.setText("".join(words))
        self._refused.setVisible(bool(words))
        before: dict[str, Any] = {long.field: getattr(self._options, long.field) for long in refused}
        return replace(options, **before)

    def _day(self, field: TextField) -> date | None:
        """The day that was typed; what is no day is framed, and the one before stays."""
        text = field.text().strip()
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            field.set_wrong(True)
            return self._options.reply_by
        field.set_wrong(False)
        return day

    def _may_be_secret(self) -> bool:
        """A level of secrecy is never set without asking (packs.md, section 2)."""
        return messages.ask(
            self,
            self.tr("要标密级吗？"),
            self.tr(
                "涉密材料不能在非涉密电脑上处理。汇编涉密文件须经原制发机关同意，密级取其中最高、期限取其中最长的。"
            ),
            yes=self.tr("标上密级"),
        )
