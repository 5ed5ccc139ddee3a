"""This file says filters in words: conditions with their values, nested ones in brackets with 且 and 或."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QObject

from briefing_app.domain.filters import Choices, FilterGroup, ProposalFilter
from briefing_app.errors import NotFound
from briefing_app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: the field of the filter that it sets, and its name."""

    field: str
    name: str


CONDITIONS = (
    Condition("meetings", "会议"),
    Condition("speakers", "发言人"),
    Condition("organisations", "单位"),
    Condition("identities", "身份"),
    Condition("themes", "主题"),
    Condition("statuses", "状态"),
    Condition("tags", "标签"),
    Condition("units", "承办单位"),
    Condition("destinations", "去向"),
)
TRUTHS = (
    Condition("important", "重点"),
    Condition("has_notes", "有批注"),
    Condition("has_followups", "有跟进"),
    Condition("misplaced", "失配"),
)


class FilterWords(QObject):
    """Knows what values are called, also those of records that are no longer there."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._labels: dict[tuple[str, Any], str] = {}

    def learn(self, choices: Choices) -> None:
        """Take in what values are called."""
        for field in fields(choices):
            for choice in getattr(choices, field.name):
                self._labels[field.name, choice.value] = choice.label

    def label(self, field: str, value: Any) -> str:
        """What a value of a condition is called."""
        known = self._labels.get((field, value))
        if known is None and field == "meetings":
            known = self._labels[field, value] = self._meeting(value)
        return known or str(getattr(value, "value", value))

    def _meeting(self, meeting_id: int) -> str:
        from briefing_app.store import meetings  # noqa: PLC0415 - read with the library, not with the window

        try:
            return self._context.read(lambda session: meetings.one(session, meeting_id)).title
        except NotFound:
            return self.tr("已不存在的会议")

    def value(self, conditions: ProposalFilter, field: str) -> str:
        """The values of one condition in a few words."""
        chosen = getattr(conditions, field)
        words = [self.label(field, value) for value in chosen]
        return words[0] + (self.tr(" 等 {0} 项").format(len(words)) if len(words) > 1 else "") if words else ""

    def dates(self, conditions: ProposalFilter) -> str:
        since, until = conditions.since, conditions.until
        if since and until:
            return f"{since.isoformat()} – {until.isoformat()}"
        if since:
            return self.tr("{0} 起").format(since.isoformat())
        return self.tr("{0} 止").format(until.isoformat()) if until else ""

    def say(self, conditions: ProposalFilter) -> str:
        """The active conditions, for the bottom bar."""
        return "　".join(self._parts(conditions))

    def count(self, conditions: ProposalFilter) -> int:
        """How many conditions there are; nested ones are one."""
        return len(self._parts(conditions))

    def group(self, group: FilterGroup) -> str:
        """Nested conditions: （主题：算力 或 文字：人才）."""
        pruned = group.pruned()
        if pruned is None:
            return ""
        told = [
            self.group(part) if isinstance(part, FilterGroup) else self.tr(" 且 ").join(self._parts(part))
            for part in pruned.parts
        ]
        words = (self.tr(" 或 ") if pruned.any_of else self.tr(" 且 ")).join(told)
        return self.tr("不符合（{0}）").format(words) if pruned.negated else self.tr("（{0}）").format(words)

    def _parts(self, conditions: ProposalFilter) -> list[str]:
        named = [(c.name, self.value(conditions, c.field)) for c in CONDITIONS if getattr(conditions, c.field)]
        parts = [self.tr("{0}：{1}").format(name, value) for name, value in named]
        for truth in TRUTHS:
            answer = getattr(conditions, truth.field)
            if answer is not None:
                parts.append(truth.name if answer else self.tr("非{0}").format(truth.name))
        if conditions.since or conditions.until:
            parts.append(self.tr("日期：{0}").format(self.dates(conditions)))
        if conditions.text.strip():
            parts.append(self.tr("文字：{0}").format(_short(conditions.text.strip())))
        if conditions.nested is not None and conditions.nested.pruned() is not None:
            parts.append(self.group(conditions.nested))
        return parts


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
