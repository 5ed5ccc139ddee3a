"""Files that are damaged, hostile or mixed up: each is refused in one sentence, or read with a note; none harms."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest

from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.explanations import in_one_line
from briefing_app.importing import readers
from briefing_app.importing.parser import parse

SPEECH = "市政协委员　林若溪：\n城市管理要精细。建议加强巡查，完善制度。\n"
NOISE = random.Random(1).randbytes(3000)


def manuscript() -> bytes:
    document = docx.Document()
    document.add_paragraph(SPEECH)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_document(xml: bytes) -> bytes:
    """A manuscript whose main part is this."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(manuscript())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return stream.getvalue()


def laughs() -> bytes:
    """Entities that would fill the memory when they are expanded."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "哈" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><d>&a8;</d>'.encode()


def pdf(pages: int, *, locked: bool = False) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    stream = io.BytesIO()
    document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u") if locked else False)
    return stream.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], ReadProblem]] = {
    "空.txt": (lambda: b"", ReadProblem.EMPTY),
    "空白.txt": ("　\n \n".encode, ReadProblem.EMPTY),
    "零.txt": (lambda: b"\0" * 2000, ReadProblem.BINARY),
    "乱.txt": (lambda: NOISE, ReadProblem.BINARY),
    "半截.docx": (lambda: manuscript()[:9000], ReadProblem.DAMAGED),
    "实体.docx": (lambda: with_document(laughs()), ReadProblem.DAMAGED),
    "深.docx": (lambda: with_document(b"<a>" * 5000 + b"</a>" * 5000), ReadProblem.DAMAGED),
    "炸弹.docx": (lambda: with_document(b"<a>" + b" " * (80 * 2**20) + b"</a>"), ReadProblem.TOO_LARGE),
    "坏.pdf": (lambda: b"%PDF-1.4\n" + NOISE, ReadProblem.DAMAGED),
    "锁.pdf": (lambda: pdf(1, locked=True), ReadProblem.ENCRYPTED),
    "厚.pdf": (lambda: pdf(2500), ReadProblem.TOO_LARGE),
    "坏.ofd": (lambda: manuscript()[:500], ReadProblem.DAMAGED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_for_what_is_wrong_with_it(name: str, tmp_path: Path) -> None:
    make, problem = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())

    with pytest.raises(UnreadableFile) as caught:
        readers.read(path)

    assert caught.value.problem is problem
    assert name in in_one_line(caught.value)


READ: dict[str, bytes] = {
    "utf-16": SPEECH.encode("utf-16"),
    "utf-16 without a mark": SPEECH.encode("utf-16-le"),
    "gb18030": SPEECH.encode("gb18030"),
    "carriage returns": SPEECH.replace("\n", "\r").encode(),
    "two encodings": SPEECH.encode() + "建议公开结果，接受监督。\n".encode("gb18030"),
    "half a surrogate pair": SPEECH.encode() + b"\xed\xa0\x80\n",
    "a broken last byte": SPEECH.encode("utf-16")[:-1],
    "a manuscript's words under a wrong suffix": SPEECH.encode(),
}


@pytest.mark.parametrize("content", READ.values(), ids=READ.keys())
def test_a_text_in_odd_bytes_is_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(content)

    speeches = parse(readers.read(path)).speeches

    assert [speech.speaker for speech in speeches] == ["林若溪"]
    assert speeches[0].proposals[0].text == "建议加强巡查，完善制度"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (READ["two encodings"], "两种编码"),
        (READ["half a surrogate pair"], "第 3 行有无法识别的字符"),
        (READ["gb18030"], "GB18030"),
        (SPEECH.encode(), ""),
    ],
)
def test_a_note_tells_what_a_person_should_compare(content: bytes, note: str, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(content)

    notes = readers.read(path).notes

    assert note in "".join(notes)
    assert bool(notes) == bool(note)


def test_a_bomb_of_blanks_is_too_large_and_not_of_an_unknown_format(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"word/{number}.xml", b" " * (60 * 2**20))
    with pytest.raises(UnreadableFile) as refused:
        readers.read(path)
    assert (refused.value.problem, refused.value.detail) == (ReadProblem.TOO_LARGE, "解压后过大")


def test_a_bomb_among_what_a_package_says_of_itself_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", b" " * (60 * 2**20))
    with pytest.raises(UnreadableFile) as refused:
        readers.read(path)
    assert refused.value.problem is ReadProblem.TOO_LARGE


def test_a_package_whose_directory_points_before_its_start_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    content = bytearray(manuscript())
    at = content.rindex(b"PK\x05\x06") + 16  # where the directory begins, as the end of the package has it
    content[at : at + 4] = (int.from_bytes(content[at : at + 4], "little") + 55).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        readers.read(path)
    assert refused.value.problem is ReadProblem.DAMAGED
