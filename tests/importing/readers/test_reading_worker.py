"""This file checks that a hostile file can cost the worker its life, and nobody else's."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from briefing_app import paths
from briefing_app.domain.text import bare
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing import readers
from briefing_app.importing.readers import isolation, recognition
from briefing_app.importing.readers.transcript import Trouble


def document() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(100, 700, "A plain line of Latin text.")
    canvas.save()
    return stream.getvalue()


def problem_of(kind: str, content: bytes, seconds: float = 60) -> ReadProblem:
    with pytest.raises(Trouble) as caught:
        isolation.extract(kind, content, seconds=seconds)
    return caught.value.problem


def test_the_worker_reads_and_answers() -> None:
    assert isolation.extract("pdf", document()).text == "A plain line of Latin text.\n"


def test_the_workers_trouble_is_told() -> None:
    assert problem_of("pdf", b"%PDF-1.4 nothing") is ReadProblem.DAMAGED


def test_a_worker_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(30)"])
    assert problem_of("pdf", document(), seconds=0.2) is ReadProblem.TOO_LARGE


def test_a_worker_that_crashes_means_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    assert problem_of("pdf", document()) is ReadProblem.DAMAGED


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(document())
    assert readers.read(path).reader == "pdf"


def picture(text: str) -> bytes:
    image = Image.new("RGB", (1400, 500), "white")
    font = ImageFont.truetype(str(paths.resources() / "fonts" / "FandolSong.ttf"), 36)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(text.split("\n")):
        draw.text((80, 60 + 60 * row), line, font=font, fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.skipif(recognition.is_available(), reason="the ocr extra is installed")
def test_without_the_extra_a_picture_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "扫描.png"
    path.write_bytes(picture("正文"))
    with pytest.raises(UnreadableFile) as caught:
        readers.read(path)
    assert (caught.value.problem, caught.value.detail) == (ReadProblem.NEEDS_EXTRA, "ocr")


@pytest.mark.skipif(not recognition.is_available(), reason="the ocr extra is not installed")
def test_with_the_extra_a_picture_is_read_and_its_certainty_told(tmp_path: Path) -> None:
    path = tmp_path / "扫描.txt"
    text = "市政协召开座谈会\n柳成荫委员建议，增加普惠托位。"
    path.write_bytes(picture(text))
    source = readers.read(path)
    assert bare(source.text) == bare(text)
    assert "把握" in source.notes[0]


def test_a_damaged_picture_says_so() -> None:
    wanted = ReadProblem.DAMAGED if recognition.is_available() else ReadProblem.NEEDS_EXTRA
    assert problem_of("image", picture("正文")[:200]) is wanted


@pytest.mark.parametrize(
    ("recognised", "set_in_chinese"),
    [
        ("编者按:近日,市政协", "编者按：近日，市政协"),
        ("甘棠(主任医师):", "甘棠（主任医师）："),
        ("AI (2024): a,b", "AI (2024): a,b"),
    ],
)
def test_signs_beside_chinese_characters_become_chinese(recognised: str, set_in_chinese: str) -> None:
    assert recognition._in_chinese_type(recognised) == set_in_chinese
