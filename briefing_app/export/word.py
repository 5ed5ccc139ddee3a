"""This file writes a pack as a Word document that an office can go on editing: styles, headings, fields, tables."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from briefing_app.export import word_styles, word_tables
from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    Contents,
    Cover,
    CutLine,
    Face,
    Grid,
    Heading,
    Imprint,
    Letterhead,
    PackDocument,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    TextStyle,
    TitleBlock,
)
from briefing_app.export.files import deliver
from briefing_app.export.outline import entries
from briefing_app.export.plain_text import allowed, moment


def write(document: PackDocument, target: Path | BinaryIO, *, force: bool = False) -> None:
    """Write the file, wholly or not at all."""
    deliver(render(document), target, force=force)


def render(document: PackDocument) -> bytes:
    """The pack as a .docx file."""
    paper = docx.Document()
    word_styles.prepare(paper)
    _Paper(paper, document).fill()
    if any(isinstance(block, Contents) for block in document.blocks):
        word_styles.ask_to_update(paper)
    _describe(paper, document)
    stream = io.BytesIO()
    paper.save(stream)
    return _timeless(stream)


def _timeless(stream: io.BytesIO) -> bytes:
    """The same file without the hour at which its parts were packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as timeless:
        for part in parts.infolist():
            timeless.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _describe(paper: Document, document: PackDocument) -> None:
    about = paper.core_properties
    about.title, about.subject = allowed(document.title)[:255], allowed(document.subject)[:255]
    about.author = about.last_modified_by = allowed(document.author)[:255]
    about.keywords, about.comments = allowed("；".join(document.keywords))[:255], ""
    about.language = "zh-CN"
    about.created = about.modified = moment(document)


@dataclass
class _Paper:
    """The Word document while it is written, and how the page stands."""

    paper: Document
    document: PackDocument
    turned: bool = False
    numbered: bool = False
    break_next: bool = False
    empty: bool = True

    def fill(self) -> None:
        body_begins = any(isinstance(block, PageBreak) and block.body for block in self.document.blocks)
        if body_begins:
            word_styles.unnumbered(self.paper.sections[0])
        else:
            word_styles.number_pages(self.paper.sections[0])
        for block in self.document.blocks:
            self._turn(turned=isinstance(block, Table) and block.turned, block=block)
            self._block(block)
            self.empty = False

    def _turn(self, *, turned: bool, block: Block) -> None:
        """A section of its own for what is set across the sheet; notes that follow it stay with it."""
        follows = isinstance(block, Paragraph) and block.style in {TextStyle.NOTE, TextStyle.LEGEND}
        if turned == self.turned or (self.turned and follows):
            return
        self.turned = turned
        section = self.paper.sections[-1] if self.empty else self.paper.add_section(WD_SECTION.NEW_PAGE)
        word_styles.set_page(section, turned=turned)
        self.break_next = False

    def _block(self, block: Block) -> None:
        if isinstance(block, PageBreak):
            self._page_break(block)
        elif isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, TitleBlock):
            self._title(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, Heading):
            self._line(block.text, f"Heading {block.level + 1}")
        elif isinstance(block, Paragraph):
            self._running(block)
        elif isinstance(block, Quote):
            self._quote(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Grid):
            word_tables.add_grid(self.paper, block)
        elif isinstance(block, BlankLine):
            for _ in range(block.lines):
                self._line("", word_styles.style_name(TextStyle.BODY))
        elif isinstance(block, Letterhead | Imprint | CutLine):
            self._of_a_letter(block)

    def _of_a_letter(self, block: Letterhead | Imprint | CutLine) -> None:
        """Head, foot and receipt of a letter as plain lines: an office has its own paper with the red head."""
        flush, right = word_styles.style_name(TextStyle.FLUSH), word_styles.style_name(TextStyle.SOURCE_LINE)
        if isinstance(block, CutLine):
            line = self._line(f"{'┄' * 12}　{block.text}　{'┄' * 12}", flush)
            line.paragraph_format.alignment = word_styles.ALIGNMENTS[Align.CENTRE]
            return
        if isinstance(block, Imprint):
            for text in block.lines:
                self._line(text, flush)
            self._line("　".join(text for text in (block.left, block.right) if text), flush)
            return
        word_styles.redden(self._line(block.name, word_styles.COVER_NAME))
        for mark in block.marks:
            self._line(mark, word_styles.style_name(TextStyle.MARK))
        if block.issue:
            self._line(block.issue, word_styles.COVER_LINE)
        self._line("　".join(text for text in (block.left, block.right) if text), right)

    def _page_break(self, block: PageBreak) -> None:
        if not block.body:
            self.break_next = True
            return
        section = self.paper.add_section(WD_SECTION.NEW_PAGE)
        word_styles.set_page(section, turned=self.turned)
        word_styles.number_pages(section, restart=True)

    def _line(self, text: str, style: str, face: Face | None = None) -> WordParagraph:
        line = self.paper.add_paragraph()
        word_styles.apply(line, style)
        if self.break_next:
            line.paragraph_format.page_break_before = True
            self.break_next = False
        if text:
            _run(line, text, face)
        return line

    def _title(self, block: TitleBlock) -> None:
        if block.new_page and not self.empty:
            self.break_next = True
        line = self._line("", "Heading 1" if block.bookmark else word_styles.PAPER_TITLE)
        _run(line, "\n".join(block.lines) or block.text)
        for subtitle in block.subtitle:
            self._line(subtitle, word_styles.style_name(TextStyle.BYLINE))

    def _running(self, block: Paragraph) -> None:
        line = self._line("", word_styles.style_name(block.style))
        for run in block.runs:
            _run(line, run.text, run.face)
        line.paragraph_format.keep_with_next = block.keep_with_next or None

    def _quote(self, block: Quote) -> None:
        line = self._line("", word_styles.style_name(TextStyle.BODY))
        _run(line, block.number)
        _run(line, block.heading, Face.KAI)
        _run(line, block.text)
        _run(line, block.attribution)
        _run(line, block.code)

    def _table(self, block: Table) -> None:
        if block.label:
            self._line(block.label, word_styles.style_name(TextStyle.MARK))
        if block.title:
            plain = word_styles.PAPER_TITLE if block.headline else word_styles.TABLE_TITLE
            _run(self._line("", "Heading 1" if block.bookmark else plain), "\n".join(block.title_lines) or block.title)
        if block.line_left or block.line_right:
            line = self._line("", word_styles.style_name(TextStyle.NOTE))
            line.paragraph_format.tab_stops.add_tab_stop(Mm(225 if block.turned else 156), word_tables.RIGHT_TAB)
            _run(line, f"{block.line_left}\t{block.line_right}")
        if self.break_next:
            self._line("", word_styles.style_name(TextStyle.NOTE))
        word_tables.add_table(self.paper, block)
        for note in block.notes:
            self._line(note, word_styles.style_name(TextStyle.NOTE))

    def _cover(self, cover: Cover) -> None:
        first = self._line(cover.mark, word_styles.style_name(TextStyle.MARK))
        first.paragraph_format.tab_stops.add_tab_stop(Mm(156), word_tables.RIGHT_TAB)
        _run(first, f"\t{cover.material_number}" if cover.material_number else "", Face.HEI)
        self._line(cover.copy_number, word_styles.style_name(TextStyle.MARK))
        if cover.urgency:
            self._line(cover.urgency, word_styles.style_name(TextStyle.MARK))
        meeting = self._line("", word_styles.PAPER_TITLE)
        meeting.paragraph_format.space_before = Mm(36)
        _run(meeting, "\n".join(cover.meeting_lines) or cover.meeting)
        name = self._line(cover.name, word_styles.COVER_NAME)
        name.paragraph_format.space_before = name.paragraph_format.space_after = Pt(40)
        self._line(cover.topic, word_styles.style_name(TextStyle.BYLINE))
        editor = self._line(cover.editor, word_styles.COVER_LINE)
        editor.paragraph_format.space_before = Mm(55)
        self._line(cover.date, word_styles.COVER_LINE)

    def _contents(self, block: Contents) -> None:
        self._line(block.title, word_styles.CONTENTS_TITLE)
        listed = entries(self.document)
        deep = any(entry.level > 1 for entry in listed)
        lines = [self._line("", f"toc {min(entry.level, 2)}") for entry in listed]
        if lines:
            word_styles.begin_field(lines[0], f'TOC \\o "1-{2 if deep else 1}" \\h \\z \\u')
            for line, entry in zip(lines, listed, strict=True):
                _run(line, entry.text)
            word_styles.end_field(lines[-1])
        for note in block.notes:
            self._line(note, word_styles.style_name(TextStyle.NOTE))


def _run(paragraph: WordParagraph, text: str, face: Face | None = None) -> None:
    """Characters in one face; a line feed turns the line."""
    if not text:
        return
    run = paragraph.add_run()
    for place, part in enumerate(allowed(text).split("\n")):
        if place:
            run.add_break(WD_BREAK.LINE)
        for column, piece in enumerate(part.split("\t")):
            if column:
                run.add_tab()
            run.add_text(piece)
    if face is not None:
        run.font.name = word_styles.FONTS[face]
        word_styles.set_east_asian(run.font.element, face)
