"""This file says what a pack (材料册) is: a named, ordered selection with options."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.filters import ProposalFilter


class PackKind(str, Enum):
    """The printed kinds; the values are the words that interfaces and files use."""

    COMPILATION = "compilation"  # 会议材料汇编
    DIGEST = "digest"  # 意见建议摘编
    COMPARISON = "comparison"  # 观点对照表
    ASSIGNMENT = "assignment"  # 任务分解表
    LEDGER = "ledger"  # 跟进台账
    SPEAKER = "speaker"  # 发言人单页
    LETTER = "letter"  # 交办函
    OPINION = "opinion"  # 征询意见表
    REMINDER = "reminder"  # 催办单
    BULLETIN = "bulletin"  # 协商专报
    OUTLINE = "outline"  # 自拟提纲

    @property
    def is_letter(self) -> bool:
        """Of the family 函件与专报: numbered, signed and sealed by people; what we print is a draft (packs.md, section 1)."""
        return self in _LETTERS


_LETTERS = frozenset({PackKind.LETTER, PackKind.OPINION, PackKind.REMINDER, PackKind.BULLETIN})


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


class ComparisonForm(str, Enum):
    """How a 观点对照表 is laid out (packs.md, section 7)."""

    AUTO = "自动"  # the matrix where it is readable, else by theme
    MATRIX = "矩阵"  # one column a speaker; from seven speakers on, panels of five
    BY_THEME = "按主题"  # one row a theme, all views in one cell
    UPRIGHT = "竖排页"  # 主题, 发言人, 主要观点, 与其他观点的关系


class DigestOrder(str, Enum):
    """How a 意见建议摘编 is divided."""

    THEME = "按主题"
    SPEAKER = "按发言人"


class AssignmentForm(str, Enum):
    """How a 任务分解表 is laid out (packs.md, section 8)."""

    FULL = "完整"  # seven columns, turned
    SHORT = "简表"  # five columns, upright


class LedgerOrder(str, Enum):
    """In which order the items of a 跟进台账 stand."""

    NUMBER = "编号"
    DUE = "办理期限"
    UNIT = "主办单位"
    STATUS = "状态"


class HandlingWords(str, Enum):
    """Which pair of words names the units of an item; one pair in a pack."""

    PROPOSAL_WORK = "主办/会办"
    PLAN = "牵头/配合"

    @property
    def lead(self) -> str:
        return self.value.split("/")[0]

    @property
    def joint(self) -> str:
        return self.value.split("/")[1]


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
    recommendations: bool = True  # 附：意见建议一览 at the end of a compilation
    hand_order: tuple[int, ...] = ()  # speech ids, for SpeakerOrder.BY_HAND
    single_name_first: bool = True  # 姓氏笔画: a single given name counts as an empty second character
    digest_order: DigestOrder = DigestOrder.THEME
    comparison_form: ComparisonForm = ComparisonForm.AUTO
    compared_by: ComparedBy = ComparedBy.SPEAKER  # what the columns of a 对照表 are
    compared_columns: tuple[str, ...] = ()  # keys of the columns in their order; empty: all
    compared_themes: tuple[int, ...] = ()  # ids of the themes in their order (0: 未归主题); empty: the kind's order
    assignment_form: AssignmentForm = AssignmentForm.FULL
    by_unit: bool = False  # 任务分解表 by 主办单位, each on a new page
    ledger_order: LedgerOrder = LedgerOrder.NUMBER
    handling_words: HandlingWords = HandlingWords.PROPOSAL_WORK
    as_of: date | None = None  # 截至: the date of a ledger's data; None: the day of export
    material_number: int | None = None  # 会议材料之三
    urgency: str = ""  # 紧急程度: 特急, 加急
    watermark: str = ""  # across every page of a PDF
    source_notes: bool = False  # 会议, 发言人, 段 under each recommendation of a digest
    index: bool = False  # 人名索引 and 单位索引 with pages
    imprint: bool = False  # 版记 at the foot of the last page
    recipient: str = ""  # 主送
    report_to: str = ""  # 报, of a bulletin
    copies_to: str = ""  # 抄送
    reply_by: date | None = None
    contact: str = ""  # 联系人 and 联系电话, in letters only
    head: str = ""  # the bulletin's name; empty: 协商专报
    issue: str = ""  # 期号
    outline: str = ""  # the text of a 自拟提纲; 【07-02】 stands for the recommendation of that code
    renamed: tuple[tuple[str, str], ...] = ()  # headings (themes) and what they are called in this pack
    portion: bool = False  # one of many that were exported together: lists leave it out
    redact: bool = False  # 脱敏: without phones, homes, numbers of identity (redaction.py)
    redact_names: tuple[str, ...] = ()  # names hidden with them


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
    checksum: str = ""  # of what the pack says, whatever the format, the day and the version


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """A line of the export log (导出记录): what left the library, when, by whom, as which bytes."""

    id: int
    exported_at: datetime
    author: str
    what: str
    format: str
    file_name: str
    sha256: str
