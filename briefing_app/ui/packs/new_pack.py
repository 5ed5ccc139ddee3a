"""This file asks what a new pack is to be: its kind, its meeting, its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.ui.labels import pack_kind
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import Choice, TextField


def ask_pack(
    meetings: Sequence[Meeting],
    *,
    kind: PackKind,
    meeting_id: int | None,
    conditions: ProposalFilter,
    profile: str,
    parent: QWidget | None = None,
) -> Pack | None:
    """Ask for a new pack; None when it is not wanted. A filter comes along as it is on the screen."""
    kinds = Choice([(one, pack_kind(one)) for one in PackKind])
    kinds.set_value(kind)
    which = Choice([(meeting.id, f"{meeting.title}　{meeting.facts.when}".strip()) for meeting in meetings])
    chosen = meeting_id or (conditions.meetings[0] if conditions.meetings else None)
    if chosen is not None:
        which.set_value(chosen)
    name = TextField()
    given = {"by_hand": False}

    def offer() -> None:
        if not given["by_hand"]:
            meeting = next((m for m in meetings if m.id == which.value()), None)
            one = kinds.value()
            label = pack_kind(one) if isinstance(one, PackKind) else ""
            name.setText(f"{meeting.title if meeting else ''}{label}")

    offer()
    kinds.activated.connect(lambda _index: offer())
    which.activated.connect(lambda _index: offer())
    name.textEdited.connect(lambda _text: given.update(by_hand=True))
    filtered = not conditions.is_empty()
    form = FormDialog(
        _tr("新建材料册"),
        _tr("只收现在筛选出来的建议。") if filtered else "",
        verb=_tr("新建"),
        check=lambda: "" if name.text().strip() else _tr("请写材料册的名称。"),
        parent=parent,
        width=520,
    )
    form.add_field(_tr("种类"), kinds)
    form.add_field(_tr("会议"), which)
    form.add_field(_tr("名称"), name)
    if not form.ask():
        return None
    meeting, taken = which.value(), kinds.value()
    if not isinstance(meeting, int) or not isinstance(taken, PackKind):
        return None
    return Pack(None, name.text().strip(), taken, (meeting,), PackOptions(profile=profile), conditions)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewPack", text)
