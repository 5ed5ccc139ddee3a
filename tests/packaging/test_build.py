from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_package_s(script):
    from briefing_app import __version__

    assert script("build").version() == __version__


def test_the_package_lays_out_what_a_desktop_looks_for(script, tmp_path, monkeypatch):
    build = script("build")
    folder = tmp_path / "folder"
    (folder / "_internal").mkdir(parents=True)
    (folder / "briefing").write_text("#!/bin/sh\n")
    monkeypatch.setattr(build, "FOLDER", folder)
    root = tmp_path / "root"
    root.mkdir()
    build._lay_out(root, "amd64")
    assert (root / "opt/briefing/briefing").is_file()
    assert (root / "usr/bin/briefing").is_symlink()
    desktop = (root / "usr/share/applications/briefing.desktop").read_text("utf-8")
    assert "Name[zh_CN]=言策" in desktop
    assert (root / "usr/share/icons/hicolor/scalable/apps/briefing.svg").is_file()
    assert (root / "usr/share/man/man1/briefing.1").read_text("utf-8").startswith(".TH BRIEFING 1")
    control = (root / "DEBIAN/control").read_text("utf-8")
    assert f"Version: {build.version()}" in control
    assert all(re.match(r"[A-Z][\w-]*: | ", line) for line in control.splitlines())


def test_what_could_open_a_socket_is_taken_out(script, tmp_path, monkeypatch):
    build = script("build")
    qt = tmp_path / "_internal/PySide6/Qt"
    kept = ("plugins/platforms/libqxcb.so", "plugins/platforms/libqoffscreen.so", "translations/qtbase_zh_CN.qm")
    gone = ("plugins/platforms/libqvnc.so", "lib/libQt6Network.so.6", "plugins/tls/libqopensslbackend.so")
    for name in (*kept, *gone):
        path = qt / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(build, "FOLDER", tmp_path)
    build._prune()
    assert all((qt / name).exists() for name in kept)
    assert not any((qt / name).exists() for name in gone)


def test_a_frozen_program_is_its_own_reading_worker(tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'packaging'); import frozen;"
        "sys.exit(frozen.begin(['briefing', '--reading-worker', 'pdf']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, input=b"no pdf", capture_output=True, check=False)
    assert done.returncode == 0
    assert b'"problem"' in done.stdout


def test_a_library_opened_from_a_file_manager_is_opened_in_the_window(script, tmp_path, monkeypatch):
    frozen, seen = script("frozen"), []
    monkeypatch.setattr(frozen, "main", lambda words: seen.append(words) or 0)
    library = tmp_path / "本会.sqlite3"
    library.touch()
    frozen.begin(["briefing", str(library)])
    frozen.begin(["briefing", "list"])
    frozen.begin(["briefing", str(tmp_path / "没有.sqlite3")])
    assert seen == [["--library", str(library)], ["list"], [str(tmp_path / "没有.sqlite3")]]


def test_the_desktop_opens_libraries_with_the_program(script):
    build = script("build")
    kind = re.search(r'mime-type type="(.+?)"', build.MIME)
    assert f"MimeType={kind[1]};" in build.DESKTOP
    assert "Exec=/opt/briefing/briefing %f" in build.DESKTOP
