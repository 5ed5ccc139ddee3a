"""This file says what a pack is before it is painted: plain blocks in reading order, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from briefing_app.domain.packs import PackKind


class Face(Enum):
    """The faces of an official document; a profile says which font file draws each."""

    FANGSONG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"
    TITLE = "小标宋"


class TextStyle(Enum):
    """The kinds of running text; a profile gives each its face, size, indent and alignment."""

    BODY = "body"  # 三号 仿宋, two-character indent, justified
    BYLINE = "byline"  # 三号 楷体, centred: speaker, unit and post under a title
    HEADING_LINE = "heading_line"  # 楷体 run-in line above a quotation
    SOURCE_LINE = "source_line"  # 小四 楷体, right: where a text comes from
    NOTE = "note"  # 小五/五号 note under a table or at the end
    LEGEND = "legend"
    FLUSH = "flush"  # 三号 仿宋 without an indent: 主送
    SIGNATURE = "signature"  # right, four characters in: office and date under a letter
    MARK = "mark"  # 三号 黑体, flush left: 内部资料　注意保存, 附件1


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face; `face` None takes the style's own. Staff wording is marked in the text itself."""

    text: str
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """封面 (packs.md, section 3); empty strings print nothing."""

    meeting: str
    name: str
    topic: str = ""
    editor: str = ""
    date: str = ""
    mark: str = ""  # 内部资料　注意保存, or a 密级
    copy_number: str = ""
    urgency: str = ""
    material_number: str = ""  # 会议材料之三, top right
    meeting_lines: tuple[str, ...] = ()  # `meeting` broken by sense, where the builder knows how


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """A centred 小标宋 title over the text; `bookmark` puts it into contents and bookmarks."""

    text: str
    subtitle: tuple[str, ...] = ()  # lines in 楷体 under it
    bookmark: bool = False
    new_page: bool = False
    contents_note: str = ""  # second line of its contents entry: name, unit and post
    contents_text: str = ""  # its contents entry where that differs from `text` (1. …)
    lines: tuple[str, ...] = ()  # `text` broken by sense, where the builder knows how
    speech_id: int | None = None  # whose title it is, for an index


@dataclass(frozen=True, slots=True)
class Contents:
    """目　录 with the true page numbers, linked."""

    title: str = "目　录"
    notes: tuple[str, ...] = ()  # small lines under it (版本 3　2026年7月20日)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 一、 黑体, 2 （一） 楷体, 3 1. 仿宋. The number is part of the text."""

    text: str
    level: int = 1
    bookmark: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text in one style, of one or more runs."""

    runs: tuple[Run, ...]
    style: TextStyle = TextStyle.BODY
    keep_with_next: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Quote:
    """A recommendation word for word; `attribution` and `code` are set after it and are not part of it."""

    text: str
    proposal_id: int
    number: str = ""  # set before it: 1.
    attribution: str = ""  # （张　三，××大学教授）
    code: str = ""  # 07-02
    keep_with_next: bool = False  # a note belongs under it
    heading: str = ""  # run-in 楷体 line before it, marked 〔概括〕 where it is staff wording
    speech_id: int | None = None
    meeting_id: int | None = None


class Align(Enum):
    LEFT = "left"  # justified when it runs over lines
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: head, width in mm, alignment of its cells."""

    head: str
    width: float
    align: Align = Align.LEFT
    head_note: str = ""  # second line of the head, 小五
    note_head: str = ""  # what the second lines of its cells are: formats with many columns give them one of their own


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: its text (a line feed begins a new paragraph in the cell) and a small second line (codes)."""

    text: str
    note: str = ""
    align: Align | None = None
    face: Face | None = None
    value: int | float | date | None = None  # what the text says, for formats with typed cells
    proposals: tuple[int, ...] = ()  # recommendations that the text quotes word for word


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `spanning` prints the only cell over the full width (theme rows), never alone at a page foot."""

    cells: tuple[CellText, ...]
    spanning: bool = False
    total: bool = False  # 合计: never alone on a page


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with a repeated head; `turned` sets it on turned pages (225 × 156 mm)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""  # repeated with （续表）
    turned: bool = False
    notes: tuple[str, ...] = ()  # 注：… under the last part
    merge_first_column: bool = False  # equal texts in the first column make one cell, repeated with （续）
    line_left: str = ""  # one line between title and table
    line_right: str = ""
    headline: bool = False  # its title is the document's: 二号 小标宋 instead of the small line over a table
    label: str = ""  # over the title, flush left, 三号 黑体: 附件1
    bookmark: bool = False  # its title goes into contents and bookmarks
    compact: bool = False  # the smaller type of wide tables, though it has few columns
    title_lines: tuple[str, ...] = ()  # a headline broken by sense, for formats that do not balance lines themselves


@dataclass(frozen=True, slots=True)
class Grid:
    """A form: label and value pairs in ruled cells (speaker sheet, slips). Each row: (label, value) pairs."""

    rows: tuple[tuple[tuple[str, str], ...], ...]
    label_width: float = 22.0
    heights: tuple[float, ...] = ()  # least height of each row in mm; 0 or none: the profile's
    feet: tuple[str, ...] = ()  # for each row what stands at the right foot of its last cell: 签名, 年　月　日


@dataclass(frozen=True, slots=True)
class BlankLine:
    """One empty line of the grid."""

    lines: int = 1
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; with `body` the counting of pages begins there (packs.md, section 4)."""

    body: bool = False


class HeadForm(Enum):
    """The two heads that are printed red (packs.md, section 11)."""

    LETTER = "letter"  # a name over a double rule, another double rule at the sheet's foot
    BULLETIN = "bulletin"  # a name, its issue, editor and date over one rule


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The red head of a letter or bulletin; its page bears no number in a letter."""

    name: str
    form: HeadForm
    marks: tuple[str, ...] = ()  # 份号, 密级, 紧急程度, stacked at the left
    issue: str = ""  # 第　期
    left: str = ""  # the editor of a bulletin
    right: str = ""  # 〔2026〕　号, or the date of a bulletin


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: lines at the foot of the last page; `ruled` draws the rules of GB/T 9704 around them."""

    lines: tuple[str, ...]  # 抄送：… and the like, hanging
    left: str = ""  # the last line: who prints it
    right: str = ""  # when, or how many
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dotted line to tear along, with what is under it: 回　执."""

    text: str


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name of an index, and the recommendations and speeches at which it stands."""

    name: str
    note: str = ""
    proposals: tuple[int, ...] = ()
    speeches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """Names with the pages on which they stand, from a new page; formats without pages leave it out."""

    title: str
    entries: tuple[IndexEntry, ...]


Block = (
    Cover
    | TitleBlock
    | Contents
    | Heading
    | Paragraph
    | Quote
    | Table
    | Grid
    | BlankLine
    | PageBreak
    | Letterhead
    | Imprint
    | CutLine
    | Index
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should still do or look at: the number of the check (packs.md, section 12), and a sentence."""

    check: int
    message: str


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A whole pack: metadata and blocks, nothing about paper."""

    title: str
    kind: PackKind
    blocks: tuple[Block, ...]
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    checksum: str = ""  # sha256 over the blocks: two packs with one checksum say the same
    findings: tuple[Finding, ...] = ()  # warnings; never printed
    printed_on: date | None = None  # the day that the pack bears
    watermark: str = ""

    def quotes(self) -> tuple[Quote, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Quote))


def with_note(blocks: tuple[Block, ...], line: str) -> tuple[Block, ...]:
    """The blocks with a small line about the pack itself: under the 目录, or at the end."""
    if any(isinstance(block, Contents) for block in blocks):
        return tuple(replace(b, notes=(*b.notes, line)) if isinstance(b, Contents) else b for b in blocks)
    note = Paragraph((Run(line),), TextStyle.NOTE)
    if blocks and isinstance(blocks[-1], Imprint):  # which stands at the foot of the last page
        return (*blocks[:-1], note, blocks[-1])
    return (*blocks, note)
