"""This file says what goes to a unit that has no 言策 of its own as a sheet to fill in, and what comes back in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

# The heads of the columns: what is given, and what the unit fills in. A returned sheet is read by them.
KEY, TITLE, QUOTES, ROLE, UNITS, DUE = "编号", "事项", "意见建议原文", "办理方式", "主办和会办单位", "期限"
CLASS, REPLY, REPLIED_ON, CONTACT, NOTE = "办复类别", "答复内容", "答复日期", "联系人及电话", "备注"
GIVEN = (KEY, TITLE, QUOTES, ROLE, UNITS, DUE)
FILLED = (CLASS, REPLY, REPLIED_ON, CONTACT, NOTE)
UNIT_LINE = "单位："  # begins the cell that names the unit
LEAD, JOINT = "主办", "会办"


class Purpose(str, Enum):
    """What is asked of the unit."""

    ASSIGNMENT = "交办"
    CONSULTATION = "征询"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An item as the unit sees it; `quotes` are word for word."""

    key: str
    title: str
    quotes: tuple[str, ...]
    role: str  # LEAD or JOINT
    lead: str
    with_units: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What one unit gets."""

    unit: str
    purpose: Purpose
    day: date
    lines: tuple[SheetLine, ...]
    classes: tuple[tuple[str, str], ...]  # term and legend of each 办复类别

    @property
    def heading(self) -> str:
        words = {Purpose.ASSIGNMENT: "意见建议交办单", Purpose.CONSULTATION: "意见建议征询单"}
        return words[self.purpose]

    @property
    def request(self) -> str:
        """What the unit is asked to do."""
        if self.purpose is Purpose.ASSIGNMENT:
            return "请在期限前办理并填写后五栏，存为 .xlsx 退回。会办单位把意见写在“答复内容”栏。编号一栏请勿改动。"
        return "请就下列意见建议由本单位办理是否合适提出意见，写在“答复内容”栏，存为 .xlsx 退回。编号一栏请勿改动。"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned sheet as it was written: cells by the heads of their columns."""

    key: str
    cells: dict[str, str] = field(default_factory=dict)
    covered: tuple[str, ...] = ()  # heads whose cell lies under a merged one that began in a row above

    def cell(self, head: str) -> str:
        return self.cells.get(head, "").strip()

    def is_blank(self) -> bool:
        return not any(value.strip() for value in self.cells.values())

    def is_filled(self) -> bool:
        return any(self.cell(head) for head in FILLED)


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet that came back; `unit` is "" where the cell that names it is gone."""

    unit: str
    rows: tuple[ReturnedRow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row would change of its item; `changes` says so in words, `problems` why it is left out."""

    key: str
    followup_id: int
    title: str
    joint: bool
    reply: str = ""
    reply_class: str | None = None
    replied_on: date | None = None
    changes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """The preview of a returned sheet; nothing of it has been taken over yet."""

    unit: str
    answers: tuple[Answer, ...]  # rows that change something, or would if they had no problems
    unfilled: int = 0  # rows in which nothing is filled in, or nothing that is new
    foreign: tuple[str, ...] = ()  # rows whose number this library has not given out, as they are called
    missing: tuple[str, ...] = ()  # items in the unit's hands that stand in no row

    @property
    def ready(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if not answer.problems)
