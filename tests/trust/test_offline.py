"""No socket is ever opened: every job runs with sockets forbidden by the kernel, and none asks for one."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PACKAGE = PROJECT / "briefing_app"
CANNOT = 77
# Modules that exist to speak to other machines.
SPEAKING = {
    *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc"),
    *("socketserver", "requests", "httpx", "urllib3", "aiohttp", "websockets", "webbrowser", "asyncio"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineWidgets"),
}
REMOTE_PAGE = """<!doctype html><html><head><title>专题会</title>
<link rel="stylesheet" href="http://203.0.113.9/style.css"><script src="http://203.0.113.9/x.js"></script>
<base href="http://203.0.113.9/"><meta http-equiv="refresh" content="0;url=http://203.0.113.9/"></head>
<body><h1>湖岸市政协召开专题会</h1><img src="http://203.0.113.9/a.png"><iframe src="http://203.0.113.9/"></iframe>
<p>赵禾委员：建议加快算力建设。</p></body></html>"""
REMOTE_MARKDOWN = "# 专题会\n\n![图](http://203.0.113.9/a.png)\n\n赵禾委员：建议培养人才。<http://203.0.113.9/>\n"
ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "http://203.0.113.9/x"><!ENTITY f SYSTEM "file:///etc/hosts">]>'


def imported_by(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_no_module_of_ours_imports_what_speaks() -> None:
    for path in PACKAGE.rglob("*.py"):
        named = imported_by(path)
        assert not {name for name in named if name in SPEAKING or name.split(".")[0] in SPEAKING}, path


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our article, and files that try to fetch something."""
    folder = tmp_path_factory.mktemp("offline")
    inside = folder / "material"
    inside.mkdir()
    shutil.copyfile(PROJECT / "resources" / "samples" / "sample_article.txt", inside / "sample.txt")
    (inside / "page.html").write_text(REMOTE_PAGE, "utf-8")
    (inside / "notes.md").write_text(REMOTE_MARKDOWN, "utf-8")
    write_word(inside / "remote.docx")
    return folder


def write_word(path: Path) -> None:
    """A Word file with a remote template and picture, and entities that point outside."""
    from docx import Document

    document = Document()
    document.add_paragraph("湖岸市政协召开座谈会")
    document.add_paragraph("赵禾委员：建议完善养老服务。")
    plain = path.with_suffix(".plain")
    document.save(str(plain))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                remote = (
                    b'<Relationship Id="rId99" TargetMode="External" Target="http://203.0.113.9/t.dotm" Type='
                    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
                )
                content = content.replace(b"</Relationships>", remote + b"</Relationships>")
            target.writestr(name, content)
    plain.unlink()


def run(how: str, script: str, *arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BRIEFING_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, HERE / "without_sockets.py", how, HERE / script, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=home.parent,
    )


@pytest.fixture(scope="module", params=["forbid", "trace"])
def done(request: pytest.FixtureRequest, material: Path) -> tuple[str, Path]:
    """Every command over the material, in a home of its own."""
    how, home = request.param, material / f"home-{request.param}"
    (work := material / request.param).mkdir()
    shutil.copytree(material / "material", work / "material")
    ran = run(how, "every_command.py", work, home=home)
    if ran.returncode == CANNOT:
        pytest.skip("this kernel lets a process install no filter")
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.startswith("done: "), ran.stdout
    return how, home


@pytest.mark.slow
def test_every_command_runs_without_a_socket(done: tuple[str, Path]) -> None:
    assert (done[1] / "library.sqlite3").exists()


@pytest.mark.slow
def test_every_page_opens_without_a_socket(done: tuple[str, Path]) -> None:
    ran = run(done[0], "every_page.py", home=done[1])
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "done: pages" in ran.stdout


@pytest.mark.parametrize(("how", "status"), [("forbid", None), ("trace", 3)])
def test_the_watch_would_see_a_socket(how: str, status: int | None, tmp_path: Path) -> None:
    script = tmp_path / "speak.py"
    script.write_text("import socket\nsocket.socket(socket.AF_INET).connect(('127.0.0.1', 9))\n")
    ran = subprocess.run(
        [sys.executable, HERE / "without_sockets.py", how, script], capture_output=True, text=True, check=False
    )
    if ran.returncode == CANNOT:
        pytest.skip("this kernel lets a process install no filter")
    if status is None:
        assert ran.returncode < 0  # killed by the kernel
    else:
        assert ran.returncode == status
        assert "SOCKET socket." in ran.stderr


def test_an_entity_that_points_outside_is_not_followed(tmp_path: Path) -> None:
    from briefing_app.errors import UnreadableFile
    from briefing_app.workflows import read_draft

    path = tmp_path / "remote.docx"
    write_word(path)
    changed = tmp_path / "entity.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "word/document.xml":
                body = content.decode().split("?>", 1)[1].replace("建议完善", "&f;&x;建议完善")
                content = (ENTITY + body).encode()
            target.writestr(part, content)
    try:
        text = read_draft(changed).source.text
    except UnreadableFile:
        return  # refused: nothing was followed either
    assert "localhost" not in text
    assert "127.0.0.1" not in text
