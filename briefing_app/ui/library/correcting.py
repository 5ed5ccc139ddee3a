"""This file asks for the right words in place of wrong ones, and shows what stood in a speech before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefing_app.domain.corrections import Correction
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Span
from briefing_app.store import correcting
from briefing_app.ui.context import Context
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog, FormDialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import ScrollPane


def ask_words(words: str, parent: QWidget | None = None) -> str | None:
    """The right words; None when left as it is."""
    field = QPlainTextEdit(words)
    field.setProperty("field", True)
    field.setTabChangesFocus(True)
    field.setFixedHeight(tokens().line_height(13) * min(8, 3 + len(words) // 30) + tokens().px(12))
    field.selectAll()

    def check() -> str:
        return _tr("一段之内改字，不能换行。") if "\n" in field.toPlainText().strip() else ""

    form = FormDialog(
        _tr("更正文字"),
        _tr("只改错字、漏字。批注和建议会跟着各自的文字走；来源原文一字不动，更正前的文字随时能看、能恢复。"),
        verb=_tr("更正"),
        check=check,
        parent=parent,
        width=560,
    )
    form.add_field(_tr("文字"), field)
    return field.toPlainText().strip() if form.ask() else None


class SpeechCorrecting(QObject):
    """Corrects a speech, and takes corrections back; each a step that can be undone."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def correct(self, speech: Speech, span: Span) -> None:
        """Ask for the words in place of those under a span, which lies within a paragraph."""
        words = ask_words(span.of(speech.text), self._window)
        if words is None or words == span.of(speech.text):
            return
        done = self._context.perform(self.tr("更正文字"), lambda s: correcting.correct(s, speech.id, span, words))
        if done is not None:
            self._context.toast(self._told(done.value), undo=True)

    def show_original(self, speech: Speech, found: Sequence[Correction]) -> None:
        """What stood where; and the way back to it."""
        if not found:
            self._context.toast(self.tr("这篇发言没有更正过"))
            return
        dialog = Dialog(
            self.tr("更正过 {0} 处").format(len(found)),
            self.tr("左边是来源材料里的文字，右边是现在的文字。"),
            parent=self._window,
            width=560,
        )
        dialog.body.addWidget(_list_of(found, speech.text))
        dialog.add_verb("restore", self.tr("全部恢复原来的文字"))
        dialog.add_verb("", self.tr("关闭"), main=True)
        dialog.exec()
        if dialog.answer == "restore":
            self._restore(speech)

    def _restore(self, speech: Speech) -> None:
        done = self._context.perform(self.tr("恢复原来的文字"), lambda s: correcting.restore_wording(s, speech.id))
        if done is not None:
            self._context.toast(self.tr("已恢复来源材料里的文字"), undo=True)

    def _told(self, done: correcting.Corrected) -> str:
        told = [self.tr("已更正文字")]
        if done.reworded:
            told.append(self.tr("{0} 条建议随之改字").format(done.reworded))
        if done.misplaced:
            told.append(self.tr("{0} 处标为失配，请看一眼").format(done.misplaced))
        return "　".join(told)


def paragraph_at(text: str, place: int) -> Span:
    """The paragraph around a position."""
    end = text.find("\n", place)
    return Span(text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end)


def within_paragraph(text: str, span: Span) -> Span:
    """The part of a span that lies in its first paragraph."""
    return Span(span.start, min(span.end, paragraph_at(text, span.start).end))


def _list_of(found: Sequence[Correction], text: str) -> ScrollPane:
    pane = ScrollPane(margin=0, spacing=10)
    for one in found:
        around = text[max(0, one.span.start - 12) : one.span.start], text[one.span.end : one.span.end + 12]
        before = one.before or _tr("（无）")
        now = one.now or _tr("（删去）")
        words = _tr("“{0}” → “{1}”").format(before, now)
        pane.column.addWidget(PlainLabel(words, bold=True, wrap=True))
        context = f"…{around[0]}{one.now}{around[1]}…".replace("\n", " ")
        pane.column.addWidget(PlainLabel(context, size=12, tone="t3", wrap=True))
    pane.column.addStretch(1)
    pane.setMinimumHeight(min(tokens().px(320), len(found) * tokens().px(56) + 16))
    return pane


def _tr(text: str) -> str:
    return QCoreApplication.translate("Correcting", text)
