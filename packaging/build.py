"""This file builds what an office installs; the folder is run before it is called done, the Debian package holds it.

    python3 packaging/build.py wheel       wheel and source archive in dist/
    python3 packaging/build.py folder      a folder that starts without Python: dist/briefing/
    python3 packaging/build.py portable    that folder with a place for the library beside it, packed for a stick
    python3 packaging/build.py deb         a Debian package of that folder: dist/briefing_VERSION_ARCH.deb
    python3 packaging/build.py manual      the help as PDF: dist/briefing-VERSION-manual.pdf
    python3 packaging/build.py bundle      a wheelhouse with an installer, for a machine with Python and no network

Works from any folder; each build says what it made and how large it is. Standard library only, like dev.py.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import environment
from environment import PROJECT, SetupFailed, say

DIST, WORK = PROJECT / "dist", PROJECT / "build" / "frozen"
FOLDER = DIST / "briefing"
DATA = "briefing_app/_data"
# What Qt and others bring along and the program never loads.
LEFT_OUT = (
    "tkinter", "unittest", "pydoc", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL",
    "PySide6.QtSql", "numpy", "PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtConcurrent", "pytest", "mypy", "IPython",
)  # fmt: skip
# Of Qt's plugins and words only what a desktop needs; what is named nowhere here is taken out. The display over a
# network (vnc) goes with Qt's network library: nothing that could open a socket is shipped.
KEPT_PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "imageformats": ("qsvg", "qjpeg", "qico"),
    "iconengines": ("qsvgicon",),
    "platforminputcontexts": ("",),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("",),
    "styles": ("",),
    "wayland-decoration-client": ("",),
    "wayland-graphics-integration-client": ("",),
    "wayland-shell-integration": ("",),
    "xcbglintegrations": ("",),
}
# Qt's network; what only its plugin for GTK's look needed, which is taken out too.
UNUSED_LIBRARIES = (
    "*Qt6Network*",
    "*Qt6EglF*",
    "libgtk-3*",
    "libgdk*",
    "libatk*",
    "libepoxy*",
    "libpango*",
    "libcairo*",
)
SUITE = "Debian's and its descendants': UOS, Kylin"


def main(arguments: list[str]) -> int:
    """Build what is named."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build what an office installs.")
    parser.add_argument("what", choices=tuple(BUILDS))
    what = parser.parse_args(arguments).what
    try:
        environment.prepare(extras=("build", "encryption"))
        BUILDS[what]()
    except SetupFailed as failure:
        say(f"Stopped: {failure}")
        return 1
    return 0


def wheel() -> None:
    """Wheel and source archive."""
    _python("-m", "hatchling", "build", "--directory", str(DIST))
    for path in sorted(DIST.glob(f"briefing_app-{version()}*")):
        _tell(path)


def folder() -> None:
    """The self-contained folder: PyInstaller's, with resources/ and db/ where paths.py looks for them."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    data = [f"--add-data={PROJECT / name}{os.pathsep}{DATA}/{name}" for name in ("resources", "db")]
    _python(
        "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--name=briefing", "--onedir", "--console",
        f"--distpath={DIST}", f"--workpath={WORK}", f"--specpath={WORK}", *data,
        "--collect-submodules=briefing_app", "--collect-submodules=sqlalchemy.dialects.sqlite",
        "--hidden-import=logging.config", "--hidden-import=alembic.context", "--hidden-import=sqlcipher3.dbapi2",
        "--collect-data=reportlab",
        "--collect-data=pypinyin", *(f"--exclude-module={name}" for name in LEFT_OUT),
        str(PROJECT / "packaging" / "frozen.py"),
    )  # fmt: skip
    _prune()
    prove(FOLDER / program())
    _tell(FOLDER)


def _prune() -> None:
    """Take out what the program never loads, before it is proved."""
    qt = FOLDER / "_internal" / "PySide6"
    qt = qt / "Qt" if (qt / "Qt").is_dir() else qt
    for path in (qt / "plugins").glob("*/*"):
        kept = KEPT_PLUGINS.get(path.parent.name, ())
        if not any(path.name.removeprefix("lib").startswith(name) for name in kept):
            path.unlink()
    for path in (qt / "translations").glob("*"):
        if not path.name.startswith("qtbase_zh_CN"):
            path.unlink()
    for pattern in UNUSED_LIBRARIES:
        for path in (FOLDER / "_internal").rglob(pattern):
            path.unlink()


def program() -> str:
    return "briefing.exe" if os.name == "nt" else "briefing"


def prove(briefing: Path) -> None:
    """Let a built program do its main job far from the checkout: article, library, pack, proof, and the window."""
    with tempfile.TemporaryDirectory() as place:
        setting = {**os.environ, "BRIEFING_HOME": place, "QT_QPA_PLATFORM": "offscreen"}
        setting.pop("PYTHONPATH", None)
        setting |= dict.fromkeys(("BRIEFING_PASSWORD", "BRIEFING_NEW_PASSWORD"), "proof-of-the-build")
        for words in (
            ("--version",),
            ("sample", "article.txt"),
            ("import", "article.txt"),
            ("export", "--meeting", "1", "-o", "pack.pdf"),
            ("import", "pack.pdf"),  # through the worker process
            ("verify", "pack.pdf"),
            ("password",),  # SQLCipher is in it
            ("check",),
            ("password", "--remove"),
        ):
            command = [str(briefing), *words]
            done = subprocess.run(
                command, cwd=place, env=setting, capture_output=True, encoding="utf-8", timeout=600, check=False
            )
            if done.returncode:
                raise SetupFailed(f"the built program failed at {' '.join(words)}: {done.stderr.strip()}")
        _open_the_window(briefing, place, setting)
    say("The built program did its main job and opened its window.")


def _open_the_window(briefing: Path, place: str, setting: dict[str, str]) -> None:
    """A window that is still there after some seconds has found its libraries, fonts and pages."""
    window = subprocess.Popen([str(briefing)], cwd=place, env=setting, stderr=subprocess.PIPE)
    try:
        window.wait(15)
    except subprocess.TimeoutExpired:
        window.kill()
        window.wait()
    else:
        raise SetupFailed(f"the built window closed at once: {(window.communicate()[1] or b'').decode().strip()}")


def portable() -> None:
    """The folder for a stick: what the program keeps lies in 便携 beside it (see briefing_app/paths.py)."""
    if not (FOLDER / program()).exists():
        folder()
    place = DIST / f"briefing-{version()}-portable"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(FOLDER, place, symlinks=False)  # a stick's file system knows no links
    kept = place / PORTABLE
    kept.mkdir()
    _prove_portable(place / program(), kept)
    (kept / "说明.txt").write_text(PORTABLE_NOTE, encoding="utf-8")
    archive = shutil.make_archive(str(place), "gztar" if os.name != "nt" else "zip", DIST, place.name)
    shutil.rmtree(place)
    _tell(Path(archive))


def _prove_portable(briefing: Path, kept: Path) -> None:
    """Everything that a run keeps lies in the folder beside the program, and nothing in the user's own."""
    with tempfile.TemporaryDirectory() as place:
        setting = {**os.environ, "HOME": place, "XDG_DATA_HOME": place, "XDG_CONFIG_HOME": place, "APPDATA": place}
        setting.pop("BRIEFING_HOME", None)
        setting.pop("PYTHONPATH", None)
        for words in (("sample", "article.txt"), ("import", "article.txt")):
            subprocess.run([str(briefing), *words], cwd=place, env=setting, check=True, stdout=subprocess.DEVNULL)
        stray = [one.name for one in Path(place).rglob("*") if one.is_file() and one.name != "article.txt"]
        if stray or not (kept / "library.sqlite3").exists():
            raise SetupFailed(f"the portable program keeps things elsewhere: {stray or 'no library beside it'}")
    shutil.rmtree(kept)
    kept.mkdir()


def deb() -> None:
    """A Debian package of the folder, in /opt as its policy wants for programs that bring everything along."""
    if not (FOLDER / program()).exists():
        folder()
    if shutil.which("dpkg-deb") is None:
        raise SetupFailed(f"dpkg-deb is missing: build the package on a system like {SUITE}")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
    target = DIST / f"briefing_{version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        _lay_out(root, architecture)
        target.unlink(missing_ok=True)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    _tell(target)


def _lay_out(root: Path, architecture: str) -> None:
    """The files of the package below its root."""
    shutil.copytree(FOLDER, root / "opt" / "briefing", symlinks=True)
    links = root / "usr" / "bin"
    links.mkdir(parents=True)
    (links / "briefing").symlink_to("/opt/briefing/briefing")
    icons = root / "usr/share/icons/hicolor/scalable/apps"
    icons.mkdir(parents=True)
    shutil.copy(PROJECT / "resources/icons/briefing.svg", icons / "briefing.svg")
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    for name, text in {
        "usr/share/applications/briefing.desktop": DESKTOP,
        "usr/share/mime/packages/briefing.xml": MIME,
        "usr/share/doc/briefing/copyright": (PROJECT / "LICENSE").read_text("utf-8"),
        "usr/share/man/man1/briefing.1": MANUAL,
        "DEBIAN/control": CONTROL.format(version=version(), architecture=architecture, size=size),
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def bundle() -> None:
    """Every wheel that an installation needs, and a script that installs from them with the network off."""
    place = DIST / f"briefing-{version()}-offline"
    shutil.rmtree(place, ignore_errors=True)
    wheels = place / "wheels"
    _python(
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--quiet",
        f"--wheel-dir={wheels}",
        f"{PROJECT}[encryption]",
        "pip",
    )
    shutil.copy(PROJECT / "packaging" / "install_offline.py", place / "install.py")
    archive = shutil.make_archive(str(place), "gztar" if os.name != "nt" else "zip", DIST, place.name)
    shutil.rmtree(place)
    _tell(Path(archive))


def manual() -> None:
    """The 用户手册 as PDF, from the help pages."""
    DIST.mkdir(exist_ok=True)
    path = DIST / f"briefing-{version()}-manual.pdf"
    code = "import sys, pathlib; from briefing_app.workflows.manual import write_manual"
    _python("-c", f"{code}; write_manual(pathlib.Path(sys.argv[1]), force=True)", str(path))
    _tell(path)


def version() -> str:
    """The one that stands in the package."""
    text = (PROJECT / "briefing_app" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found
    return found[1]


def _python(*arguments: str) -> None:
    done = subprocess.run([str(environment.python()), *arguments], cwd=PROJECT, check=False)
    if done.returncode:
        raise SetupFailed(f"{' '.join(arguments[:3])} failed; its message stands above")


def _tell(path: Path) -> None:
    files = [one for one in (path, *path.rglob("*")) if one.is_file() and not one.is_symlink()]
    size = sum(one.stat().st_size for one in files) / 1e6
    say(f"{path.relative_to(PROJECT)}: {size:.0f} MB" + (f" in {len(files)} files" if len(files) > 1 else ""))


PORTABLE = "便携"
PORTABLE_NOTE = textwrap.dedent("""\
    这个文件夹是言策的家：资料库、设置、备份和日志都在这里，不写到电脑的其他地方。

    把整个程序文件夹复制到 U 盘，插到哪台电脑上都能打开，资料跟着走。
    删掉或改名这个文件夹，言策就改用各台电脑自己的位置。
    拔 U 盘之前先关言策。
    """)
BUILDS = {
    "wheel": wheel, "folder": folder, "portable": portable, "deb": deb, "bundle": bundle, "manual": manual,
}  # fmt: skip
DESKTOP = textwrap.dedent("""\
    [Desktop Entry]
    Type=Application
    Name=Briefing
    Name[zh_CN]=言策
    Comment=Turn meeting material into decisions
    Comment[zh_CN]=政协会议材料工作台
    Exec=/opt/briefing/briefing %f
    MimeType=application/x-briefing-library;
    Icon=briefing
    Categories=Office;
    StartupWMClass=briefing
    """)
MIME = textwrap.dedent("""\
    <?xml version="1.0" encoding="UTF-8"?>
    <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
      <mime-type type="application/x-briefing-library">
        <comment xml:lang="zh_CN">言策资料库</comment>
        <glob pattern="*.briefing.sqlite3"/>
      </mime-type>
    </mime-info>
    """)
MANUAL = textwrap.dedent("""\
    .TH BRIEFING 1
    .SH NAME
    briefing \\- workbench for CPPCC meeting material
    .SH SYNOPSIS
    .B briefing
    [\\-\\-library FILE] [COMMAND] …
    .SH DESCRIPTION
    Without a command the window opens. briefing \\-\\-help lists the commands, briefing COMMAND \\-\\-help its options.
    Nothing is ever sent over a network.
    .SH ENVIRONMENT
    .TP
    .B BRIEFING_HOME
    One folder for library, settings, logs and backups, instead of the platform's own.
    """)
CONTROL = textwrap.dedent("""\
    Package: briefing
    Version: {version}
    Architecture: {architecture}
    Maintainer: briefing_app maintainers <noreply@invalid>
    Installed-Size: {size}
    Section: misc
    Priority: optional
    Depends: libc6, libegl1, libgl1, libxkbcommon0, libdbus-1-3, libfontconfig1, libglib2.0-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxcb-xkb1, libxcb-render-util0, libxkbcommon-x11-0
    Description: workbench for CPPCC meeting material (政协会议材料工作台)
     Imports speeches, finds recommendations, compares speakers, follows up, and
     prints briefing packs like official documents. Works without a network.
    """)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
