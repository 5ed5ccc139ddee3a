"""This file checks that older formats go through a converter, or say that they need one."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing import readers
from briefing_app.importing.readers import converted

RTF = rb"{\rtf1\ansi hello}"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def opendocument() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    return stream.getvalue()


def fake_converter(folder: Path, *, works: bool = True, hangs: bool = False, says: str = "") -> str:
    """A program with LibreOffice's manners that makes a fixed manuscript of anything."""
    document = docx.Document()
    document.add_paragraph("转换所得")
    document.save(str(folder / "fixed.docx"))
    program = folder / "soffice"
    act = f"shutil.copy({str(folder / 'fixed.docx')!r}, pathlib.Path(out) / 'source.docx')" if works else "sys.exit(77)"
    if says:
        act = f"sys.exit({says!r})"
    if hangs:
        act = "import subprocess; subprocess.run(['sleep', '60'])"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, shutil, sys\nout = sys.argv[sys.argv.index('--outdir') + 1]\n{act}\n",
        "utf-8",
    )
    program.chmod(0o755)
    return str(program)


def problem_of(path: Path) -> tuple[ReadProblem, str]:
    with pytest.raises(UnreadableFile) as caught:
        readers.read(path)
    return caught.value.problem, caught.value.detail


@pytest.mark.skipif(os.name != "posix", reason="the fake converter is a script with a first line")
@pytest.mark.parametrize("content", [RTF, COMPOUND, opendocument()])
def test_an_older_document_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    program = fake_converter(tmp_path)
    monkeypatch.setattr(converted, "converter", lambda: program)
    path = tmp_path / "旧稿.doc"
    path.write_bytes(content)
    source = readers.read(path)
    assert (source.reader, source.text) == ("converted", "转换所得\n")
    assert source.content == content
    assert source.notes == ("旧格式由 LibreOffice 转换后读入，请与原件核对。",)


@pytest.mark.skipif(os.name != "posix", reason="the fake converter is a script with a first line")
def test_what_the_converter_refuses_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake_converter(tmp_path, says="Error: source file could not be loaded")
    monkeypatch.setattr(converted, "converter", lambda: program)
    path = tmp_path / "旧稿.doc"
    path.write_bytes(RTF)
    assert problem_of(path)[0] is ReadProblem.DAMAGED


@pytest.mark.skipif(os.name != "posix", reason="the fake converter is a script with a first line")
def test_a_converter_that_fails_by_itself_says_nothing_against_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = fake_converter(tmp_path, works=False)  # no right to its profile, a library is missing …
    monkeypatch.setattr(converted, "converter", lambda: program)
    path = tmp_path / "旧稿.doc"
    path.write_bytes(RTF)
    assert problem_of(path) == (ReadProblem.CONVERTER_FAILED, "退出状态 77")


@pytest.mark.skipif(os.name != "posix", reason="the fake converter is a script with a first line")
def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake_converter(tmp_path, hangs=True)
    monkeypatch.setattr(converted, "converter", lambda: program)
    monkeypatch.setattr(converted, "SECONDS", 0.5)
    path = tmp_path / "旧稿.doc"
    path.write_bytes(RTF)
    assert problem_of(path)[0] is ReadProblem.CONVERTER_FAILED


@pytest.mark.parametrize(("content", "suffix"), [(RTF, ".rtf"), (COMPOUND, ".doc"), (opendocument(), ".odt")])
def test_without_a_converter_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, suffix: str
) -> None:
    monkeypatch.setattr(converted, "converter", lambda: None)
    path = tmp_path / "旧稿"
    path.write_bytes(content)
    assert problem_of(path) == (ReadProblem.NEEDS_CONVERTER, suffix)


def test_an_encrypted_manuscript_says_so(tmp_path: Path) -> None:
    path = tmp_path / "加密.docx"
    path.write_bytes(COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(100))
    assert problem_of(path)[0] is ReadProblem.ENCRYPTED
