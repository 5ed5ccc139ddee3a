"""This file sets a Word document up as an official paper: A4, margins, grid, styles with the GB/T fonts by name."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph as WordParagraph

from briefing_app.export.document import Align, Face, TextStyle

# The names under which the faces of GB/T 9704 are installed in offices.
FONTS = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
    Face.TITLE: "方正小标宋简体",
}
ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
PITCH = Pt(28.95)  # 22 lines in 225 mm
_SIZES = {"三号": Pt(16), "二号": Pt(22), "四号": Pt(14), "小四": Pt(12), "五号": Pt(10.5), "小五": Pt(9)}
PART_TITLE, PAPER_TITLE, COVER_NAME, COVER_LINE, CONTENTS_TITLE, TABLE_TITLE, CELL, SMALL_CELL, PAGE_NUMBER = (
    "材料标题",
    "文件标题",
    "封面册名",
    "封面文字",
    "目录标题",
    "表题",
    "表格",
    "小表格",
    "页码",
)
# Heading 1 opens a part (a speech); the numbered headings 一、（一）1. follow under it.
HEADINGS = (
    (PART_TITLE, Face.TITLE, "二号"),
    ("", Face.HEI, "三号"),
    ("", Face.KAI, "三号"),
    ("", Face.FANGSONG, "三号"),
)


def prepare(document: Document) -> None:
    """Give the document its styles, its page and a page number that stands outside."""
    _normal(document)
    for level, (_, face, size) in enumerate(HEADINGS, start=1):
        style = _style(document, f"Heading {level}", face, size, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=level > 1)
        style.paragraph_format.keep_with_next = True
    _centred_title(document.styles["Heading 1"])
    for name, face, size in (
        (PAPER_TITLE, Face.TITLE, "二号"),
        (CONTENTS_TITLE, Face.TITLE, "二号"),
        (TABLE_TITLE, Face.HEI, "小四"),
    ):
        style = _style(document, name, face, size, WD_ALIGN_PARAGRAPH.CENTER)
        style.paragraph_format.keep_with_next = True
        if size == "二号":
            _centred_title(style)
    _text_styles(document)
    _table_styles(document)
    set_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True


def _normal(document: Document) -> None:
    normal = document.styles["Normal"]
    _set_font(normal.font, Face.FANGSONG, "三号")
    form = normal.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    form.space_before = form.space_after = Pt(0)
    form.widow_control = True


def _text_styles(document: Document) -> None:
    left, centre, right = ALIGNMENTS[Align.LEFT], ALIGNMENTS[Align.CENTRE], ALIGNMENTS[Align.RIGHT]
    for style, face, size, alignment, indent in (
        (TextStyle.BODY, Face.FANGSONG, "三号", left, True),
        (TextStyle.BYLINE, Face.KAI, "三号", centre, False),
        (TextStyle.HEADING_LINE, Face.KAI, "三号", left, True),
        (TextStyle.SOURCE_LINE, Face.KAI, "小四", right, False),
        (TextStyle.NOTE, Face.FANGSONG, "五号", left, False),
        (TextStyle.LEGEND, Face.FANGSONG, "五号", left, False),
        (TextStyle.FLUSH, Face.FANGSONG, "三号", left, False),
        (TextStyle.SIGNATURE, Face.FANGSONG, "三号", right, False),
        (TextStyle.MARK, Face.HEI, "三号", left, False),
    ):
        made = _style(document, style_name(style), face, size, alignment, indent=indent)
        if size == "五号":
            made.paragraph_format.line_spacing = Pt(16)
    _style(document, COVER_NAME, Face.TITLE, "二号", centre).font.size = Pt(36)
    document.styles[COVER_NAME].paragraph_format.line_spacing = Pt(48)
    _style(document, COVER_LINE, Face.FANGSONG, "三号", centre)
    _style(document, PAGE_NUMBER, Face.SONG, "四号", left)
    for level in (1, 2):
        entry = _style(document, f"toc {level}", Face.FANGSONG, "三号", WD_ALIGN_PARAGRAPH.LEFT)
        entry.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        entry.paragraph_format.left_indent = Pt(32 * (level - 1))


def _table_styles(document: Document) -> None:
    for name, size, pitch in ((CELL, "小四", 18), (SMALL_CELL, "五号", 16)):
        style = _style(document, name, Face.FANGSONG, size, ALIGNMENTS[Align.LEFT])
        style.paragraph_format.line_spacing = Pt(pitch)


def style_name(style: TextStyle) -> str:
    """The name under which a text style stands in Word's list."""
    return {
        TextStyle.BODY: "公文正文",
        TextStyle.BYLINE: "署名",
        TextStyle.HEADING_LINE: "段首语",
        TextStyle.SOURCE_LINE: "来源",
        TextStyle.NOTE: "注",
        TextStyle.LEGEND: "图例",
        TextStyle.FLUSH: "主送",
        TextStyle.SIGNATURE: "落款",
        TextStyle.MARK: "标记",
    }[style]


def redden(paragraph: WordParagraph) -> None:
    """The red of an office's head."""
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(0xE6, 0x00, 0x12)


def apply(paragraph: WordParagraph, style: str) -> None:
    """Set a style by its id, which is its name without blanks: python-docx would search all styles each time."""
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001


def _style(
    document: Document, name: str, face: Face, size: str, alignment: WD_ALIGN_PARAGRAPH, *, indent: bool = False
) -> ParagraphStyle:
    known = {style.name for style in document.styles}
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    if name not in known:
        style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_font(style.font, face, size)
    form = style.paragraph_format
    form.alignment = alignment
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    if indent:
        _indent(style, 200)
    return style


def _centred_title(style: ParagraphStyle) -> None:
    style.paragraph_format.alignment = ALIGNMENTS[Align.CENTRE]
    style.paragraph_format.line_spacing = Pt(36)


def _set_font(font: Font, face: Face, size: str) -> None:
    font.name, font.size, font.bold, font.italic = FONTS[face], _SIZES[size], False, False
    font.color.rgb = RGBColor(0, 0, 0)
    set_east_asian(font.element, face)


def set_east_asian(element: Any, face: Face) -> None:
    """Chinese characters take their face from w:eastAsia, not from the name that python-docx sets."""
    properties = element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONTS[face])


def _indent(style: ParagraphStyle, hundredths: int) -> None:
    """A first-line indent in hundredths of a character, which follows the size of the type."""
    properties = style.element.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(hundredths))
    indent.set(qn("w:firstLine"), str(int(style.font.size.pt * 20 * hundredths / 100)))


def set_page(section: Section, *, turned: bool = False) -> None:
    """A4 with the margins of GB/T 9704; a turned section has the head of the sheet at its left."""
    width, height = Mm(210), Mm(297)
    top, right, bottom, left = Mm(37), Mm(26), Mm(35), Mm(28)
    if turned:
        width, height = height, width
        top, right, bottom, left = left, bottom, right, top
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = bottom - Mm(7) - Pt(16)


def number_pages(section: Section, *, restart: bool = False) -> None:
    """— 1 — in the foot: right on odd pages, left on even ones, one character in."""
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style, line.alignment = PAGE_NUMBER, alignment
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        line.add_run("— ")
        add_field(line, "PAGE", "1")
        line.add_run(" —")
    if restart:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        following = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
        section._sectPr.insert_element_before(numbering, *following)  # noqa: SLF001 - python-docx has no name for it


def unnumbered(section: Section) -> None:
    """A front part without page numbers."""
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False


def add_field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """A field with the text that stands there until Word computes it."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: WordParagraph, code: str) -> None:
    """The part of a field before its text; `end_field` may stand in a later paragraph."""
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)  # noqa: SLF001 - python-docx has no name for it
    _mark(paragraph, "separate")


def end_field(paragraph: WordParagraph) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: WordParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001


def ask_to_update(document: Document) -> None:
    """Let Word compute page numbers and contents when it opens the file."""
    wish = OxmlElement("w:updateFields")
    wish.set(qn("w:val"), "true")
    following = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat")
    document.settings.element.insert_element_before(wish, *following)
