"""This file checks that a PDF's text comes in reading order, whole, with heads and page numbers marked."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from briefing_app import paths
from briefing_app.domain.text import bare
from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import pdf
from briefing_app.importing.readers.transcript import Extract, Trouble

WIDTH, HEIGHT = A4
SIZE = 12
ARTICLES = Path(__file__).parents[2] / "data" / "articles"


def made(*pages: Callable[[Canvas], None]) -> bytes:
    pdfmetrics.registerFont(TTFont("Song", paths.resources() / "fonts" / "FandolSong.ttf"))
    pdfmetrics.registerFont(TTFont("Hei", paths.resources() / "fonts" / "NotoSansSC-Regular.ttf"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def put(canvas: Canvas, x: float, y: float, text: str, size: int = SIZE, font: str = "Song") -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def column(canvas: Canvas, x: float, top: float, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        put(canvas, x, top - number * 18, line)


def lines(extract: Extract) -> list[str]:
    return [line for line in extract.text.split("\n") if line]


def wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


SENTENCE = "市政协委员建议加快建设社区养老服务中心，完善医养结合的服务网络，让老年人在家门口就能得到照料和关怀。"


def test_hard_wrapped_lines_are_joined_and_indents_kept() -> None:
    paragraph = SENTENCE * 2

    def page(canvas: Canvas) -> None:
        put(canvas, 230, 780, "关于养老服务的建议", 16)
        rows = wrapped("　　" + paragraph, 34)
        column(canvas, 90, 740, rows)
        column(canvas, 90, 740 - 18 * len(rows), wrapped("　　" + SENTENCE, 34))

    found = pdf.extract(made(page))
    assert lines(found) == ["关于养老服务的建议", "　　" + paragraph, "　　" + SENTENCE]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = wrapped("甲" * 90, 15), wrapped("乙" * 90, 15)

    def page(canvas: Canvas) -> None:
        put(canvas, 90, 800, "横贯两栏的大标题横贯两栏的大标题横贯两栏", 20)
        for number in range(6):  # drawn row by row, as some programs do
            put(canvas, 90, 740 - 18 * number, left[number])
            put(canvas, 320, 740 - 18 * number, right[number])
        put(canvas, 90, 600, "栏下的说明文字占满整个版面的宽度，从左边一直到右边的尽头为止。")

    found = bare(pdf.extract(made(page)).text)
    assert found.index("大标题") < found.index("甲") < found.index("乙") < found.index("栏下")
    assert found.rindex("甲") < found.index("乙")


def test_a_newspaper_page_of_five_columns_is_read_whole_and_in_order() -> None:
    paragraphs = [
        line for line in (ARTICLES / "00_sample.txt").read_text("utf-8").replace("𬱖", "陶").split("\n") if line
    ]
    rows = [row for line in paragraphs[2:] for row in newspaper_rows(line)]
    height = -(-len(rows) // 5)

    def page(canvas: Canvas) -> None:
        canvas.setPageSize((800, 1150))
        put(canvas, 180, 1060, paragraphs[0], 34)
        put(canvas, 60, 1020, paragraphs[1])
        for number, row in enumerate(rows):
            put(canvas, 20 + 153 * (number // height), 990 - 14.2 * (number % height), row, 9)

    assert bare(pdf.extract(made(page)).text) == bare("".join(paragraphs))


def newspaper_rows(line: str) -> list[str]:
    """Rows of fifteen characters, indented, with one sign at most hanging over the end."""
    rows, row = [], "" if len(line) < 45 else "　　"
    for char in line:
        if len(row) > 15 or (len(row) == 15 and char not in "，。、；：？！）》”"):
            rows.append(row)
            row = ""
        row += char
    return [*rows, row]


def test_a_table_is_read_row_by_row() -> None:
    def page(canvas: Canvas) -> None:
        for number, row in enumerate(
            [("姓名", "界别"), ("田穗", "经济"), ("秦一诺", "教育"), ("丁守谦", "工商联"), ("贺兰舟", "科技")]
        ):
            put(canvas, 90, 700 - 20 * number, row[0])
            put(canvas, 250, 700 - 20 * number, row[1])

    assert lines(pdf.extract(made(page)))[:2] == ["姓名\t界别", "田穗\t经济"]


def test_page_numbers_and_running_heads_are_marked() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            put(canvas, 200, 805, "青屏市政协大会发言汇编")
            column(canvas, 90, 740, wrapped(SENTENCE * 3, 34))
            put(canvas, 280, 40, f"— {number} —")

        return draw

    found = pdf.extract(made(*map(page, (11, 12, 13))))
    marked = under(found.text, found.furniture)
    assert marked.count("青屏市政协大会发言汇编") == 3
    assert bare("— 11 —") in bare(marked)
    assert bare(SENTENCE) not in bare(marked)
    assert bare(found.text).count(bare(SENTENCE)) == 9


def test_a_number_in_the_text_is_no_page_number() -> None:
    def page(canvas: Canvas) -> None:
        column(canvas, 90, 740, wrapped(SENTENCE, 34))
        put(canvas, 90, 60, "2023")
        put(canvas, 90, 40, "年度报告的最后一行文字")

    found = pdf.extract(made(page))
    assert not found.furniture


def test_a_watermark_does_not_stand_between_the_words() -> None:
    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        put(canvas, 0, 0, "内部资料注意保存", 40)
        canvas.restoreState()
        column(canvas, 90, 740, wrapped(SENTENCE * 8, 34))

    found = pdf.extract(made(page))
    assert bare(found.text).startswith(bare(SENTENCE * 8))
    assert under(found.text, found.furniture) == "内部资料注意保存"


def test_a_page_turned_on_its_side_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        for number, line in enumerate(wrapped(SENTENCE, 40)):
            put(canvas, 60, -100 - 18 * number, line)

    assert bare(pdf.extract(made(page)).text) == bare(SENTENCE)


def test_rare_and_latin_characters_survive() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 90, 740, "顾𬱖委员建议推广AI与5G，使用Open Data标准。", font="Hei")

    content = with_whole_code_points(made(page))
    assert lines(pdf.extract(content)) == ["顾𬱖委员建议推广AI与5G，使用Open Data标准。"]


def with_whole_code_points(content: bytes) -> bytes:
    """The PDF with its rare character mapped as the standard wants: ReportLab cuts the code point short."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for font in document.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<2CC56>", b"<D873DC56>"))
        document.save(stream)
    return stream.getvalue()


def test_a_whole_article_loses_no_character() -> None:
    text = (ARTICLES / "21_academic.txt").read_text("utf-8")

    def page(part: Sequence[str]) -> Callable[[Canvas], None]:
        return lambda canvas: column(canvas, 80, 780, part)

    rows = [row for line in text.split("\n") if line.strip() for row in wrapped(line, 36)]
    content = made(*(page(rows[at : at + 40]) for at in range(0, len(rows), 40)))
    assert bare(pdf.extract(content).text) == bare(text)


def test_scanned_pages_are_named() -> None:
    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(PIXEL)), 0, 0, 300, 300)

    def page(canvas: Canvas) -> None:
        column(canvas, 90, 740, wrapped(SENTENCE, 34))

    assert pdf.extract(made(page, picture)).notes == ("第 2 页是图片，没有文字层，没有读入。",)
    assert problem_of(made(picture)) == (ReadProblem.NEEDS_EXTRA, "ocr")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea735812c0000000049454e44ae426082"
)


def problem_of(content: bytes) -> tuple[ReadProblem, str]:
    with pytest.raises(Trouble) as caught:
        pdf.extract(content)
    return caught.value.problem, caught.value.detail


def test_an_encrypted_pdf_says_so() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(lambda canvas: put(canvas, 90, 700, SENTENCE[:20])))) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert problem_of(stream.getvalue())[0] is ReadProblem.ENCRYPTED


def test_a_damaged_pdf_says_so() -> None:
    assert problem_of(b"%PDF-1.7\n" + bytes(2000))[0] is ReadProblem.DAMAGED


def test_a_book_of_five_thousand_pages_is_refused() -> None:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(5000):
            document.add_blank_page()
        document.save(stream)
    assert problem_of(stream.getvalue()) == (ReadProblem.TOO_LARGE, "最多 2000 页")
