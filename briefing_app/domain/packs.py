"""This file says what a pack (材料册) is: a named, ordered selection with options."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from briefing_app.domain.filters import ProposalFilter


class PackKind(str, Enum):
    """The printed kinds; the values are the words that interfaces and files use."""

    COMPILATION = "compilation"  # 会议材料汇编
    DIGEST = "digest"  # 意见建议摘编
    COMPARISON = "comparison"  # 观点对照表
    ASSIGNMENT = "assignment"  # 任务分解表
    LEDGER = "ledger"  # 跟进台账
    SPEAKER = "speaker"  # 发言人单页


class PackFormat(str, Enum):
    """The files a pack can become."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"


class SpeakerOrder(str, Enum):
    """In which order people are printed."""

    SPOKEN = "发言顺序"
    STROKES = "姓氏笔画"
    PINYIN = "拼音"
    BY_HAND = "自定义"


@dataclass(frozen=True, slots=True)
class PackOptions:
    """What a pack shows; None for a part means that the kind decides (packs.md, section 0)."""

    cover: bool | None = None
    contents: bool | None = None
    speakers_table: bool = True
    comparison: bool = False  # a 对照表 as the last part of a compilation or digest
    notes: bool = False  # 批注 and 办理记录
    summaries: bool = True  # 概括/改写, always marked so
    order: SpeakerOrder = SpeakerOrder.SPOKEN
    editor: str = ""  # 编印单位
    mark: str = ""  # 内部资料　注意保存, or a 密级
    copy_number: str = ""  # 份号
    profile: str = "gbt9704"  # paper profile
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A selection of one or more meetings, to be exported as often as wanted."""

    id: int | None
    name: str
    kind: PackKind
    meeting_ids: tuple[int, ...]
    options: PackOptions = field(default_factory=PackOptions)
    filter: ProposalFilter = field(default_factory=ProposalFilter)
    left_out: frozenset[int] = frozenset()  # proposal ids that a person unticked
    sequence: tuple[int, ...] = ()  # proposal ids in an order set by hand; empty: the kind's own order


@dataclass(frozen=True, slots=True)
class PackVersion:
    """One export of a pack: what was written, when, and its hash."""

    id: int
    pack_id: int
    number: int
    sha256: str
    format: PackFormat
    file_name: str
    exported_at: datetime
    pages: int | None = None
