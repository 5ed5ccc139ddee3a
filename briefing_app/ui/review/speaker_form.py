"""This file has the form in which a person says who speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefing_app.domain.people import Affiliation
from briefing_app.importing.draft import Draft, DraftSpeech
from briefing_app.importing.editing import describe_speaker
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField


def edit_speaker(draft: Draft, index: int, parent: QWidget | None = None) -> Draft | None:
    """Ask who speaks; None when it is left as it is."""
    speech = draft.speeches[index]
    name = _field(speech.speaker)
    posts = QPlainTextEdit("\n".join(_written(affiliation) for affiliation in speech.affiliations))
    posts.setProperty("field", True)
    posts.setTabChangesFocus(True)
    posts.setPlaceholderText(_tr("一行一个：单位 职务（中间空一格）"))
    posts.setFixedHeight(tokens().line_height(13) * 4 + tokens().px(12))
    identities = _field("、".join(speech.identities))
    identities.setPlaceholderText(_tr("如：政协委员、院士"))
    behalf = _field(speech.on_behalf_of)
    form = FormDialog(_tr("发言人"), _heading(speech), verb=_tr("就这样"), parent=parent, width=520)
    form.add_field(_tr("姓名"), name)
    form.add_field(_tr("单位职务"), posts)
    form.add_field(_tr("身份"), identities)
    form.add_field(_tr("代表谁发言"), behalf)
    if not form.ask():
        return None
    return describe_speaker(
        draft,
        index,
        speaker=name.text().strip(),
        affiliations=[_read(line) for line in posts.toPlainText().splitlines() if line.strip()],
        identities=[part for part in identities.text().replace("，", "、").split("、") if part.strip()],
        on_behalf_of=behalf.text().strip(),
    )


def _heading(speech: DraftSpeech) -> str:
    return _tr("原文：{0}").format(speech.header) if speech.header else _tr("原文没有写明谁在发言。")


def _written(affiliation: Affiliation) -> str:
    return " ".join(part for part in (affiliation.organisation, affiliation.post) if part)


def _read(line: str) -> Affiliation:
    organisation, _, post = line.strip().replace("\u3000", " ").rpartition(" ")
    return Affiliation(organisation.strip() or None, post.strip() or None)


def _field(value: str | None) -> TextField:
    field = TextField()
    field.setText(value or "")
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("SpeakerForm", text)
