"""This file edits a dictionary of the library: one term a line, with its legend where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefing_app.store import dictionaries
from briefing_app.store.dictionaries import Term
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import FormDialog

if TYPE_CHECKING:
    from briefing_app.ui.context import Context

# What can be edited: key -> (name, why).
DICTIONARIES = {
    "meeting_kind": ("会议形式", "导入时从中选用，也能认出材料里写的形式。"),
    "destination": ("去向", "建议可以转成什么。"),
    "reply_class": ("办复类别", "每类后面写图例，打印的表格会带上。"),
    "satisfaction": ("满意度", "评价答复时选用。"),
}
_PARTING = "＝"  # between a term and its legend


def edit_dictionary(context: Context, key: str, parent: QWidget) -> None:
    """Show the terms; what is changed is one action that can be undone."""
    name, why = DICTIONARIES[key]
    known = context.read(lambda session: dictionaries.terms(session, key))
    editor = QPlainTextEdit()
    editor.setProperty("field", True)
    editor.setPlainText("\n".join(_line(term) for term in known))
    editor.setMinimumHeight(tokens().px(240))

    def check() -> str:
        names = [term.term for term in _terms(editor.toPlainText())]
        if not names:
            return editor.tr("至少写一个词。")
        twice = next((word for word in names if names.count(word) > 1), "")
        return editor.tr("“{0}”写了两次。").format(twice) if twice else ""

    form = FormDialog(
        editor.tr("编辑{0}").format(name),
        why + editor.tr("一行一个，按先后排列。"),
        verb=editor.tr("存下"),
        check=check,
        parent=parent,
    )
    form.add_field(name, editor)
    if not form.ask():
        return
    wanted = _terms(editor.toPlainText())
    if tuple(wanted) != known:
        done = context.perform(
            editor.tr("编辑{0}").format(name), lambda session: dictionaries.set_terms(session, key, wanted)
        )
        if done is not None:
            context.toast(editor.tr("已存下{0}").format(name), undo=True)


def _line(term: Term) -> str:
    return f"{term.term}{_PARTING}{term.legend}" if term.legend else term.term


def _terms(text: str) -> list[Term]:
    """Terms from lines; = or ＝ parts a term from its legend."""
    found = []
    for line in text.replace("=", _PARTING).splitlines():
        word, _, legend = line.partition(_PARTING)
        if word.strip():
            found.append(Term(word.strip(), legend.strip()))
    return found
