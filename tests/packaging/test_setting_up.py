from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from briefing_app.cli import window

PROJECT = Path(__file__).resolve().parents[2]
WHEEL = b"not really a wheel"
SHA256 = hashlib.sha256(WHEEL).hexdigest()


class _Index(BaseHTTPRequestHandler):
    """A package index with one project; what it answers stands on the server."""

    def do_GET(self):
        kind, body = self.server.answers.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, bytes]]]:
    server = HTTPServer(("127.0.0.1", 0), _Index)
    server.answers = {"/files/pip-26.3-py3-none-any.whl": ("application/zip", WHEEL)}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
    yield server.answers
    server.shutdown()
    thread.join()
    server.server_close()


def _listing(*files: dict[str, object]) -> tuple[str, bytes]:
    return "application/vnd.pypi.simple.v1+json", json.dumps({"files": list(files)}).encode()


def _file(version: str, sha256: str = SHA256, **more: object) -> dict[str, object]:
    name = f"pip-{version}-py3-none-any.whl"
    return {"filename": name, "url": f"../../files/{name}", "hashes": {"sha256": sha256}, **more}


def test_pip_is_fetched_from_the_index_that_pip_would_use(script, index, tmp_path):
    index["/simple/pip/"] = _listing(_file("9.0.3"), _file("26.3"), _file("25.0b1"), _file("27.0", yanked=True))
    assert script("pip_wheel").download(tmp_path).read_bytes() == WHEEL


def test_an_index_that_speaks_html_only_will_do(script, index, tmp_path):
    link = f'<a href="../../files/pip-26.3-py3-none-any.whl#sha256={SHA256}" data-x="1">pip-26.3-py3-none-any.whl</a>'
    index["/simple/pip/"] = ("text/html", f'<html><a href="x">pip-1.0.tar.gz</a>{link}</html>'.encode())
    assert script("pip_wheel").download(tmp_path).name == "pip-26.3-py3-none-any.whl"


def test_a_release_for_a_newer_python_is_passed_over(script, index, tmp_path):
    newer = {"requires-python": f">=3.{sys.version_info.minor + 1}"}
    index["/simple/pip/"] = _listing(_file("26.3"), _file("30.0", **newer))
    assert script("pip_wheel").download(tmp_path).name == "pip-26.3-py3-none-any.whl"


@pytest.mark.parametrize(
    ("listing", "why"),
    [
        (_listing(_file("26.3", sha256="0" * 64)), "damaged"),
        (_listing(), "lists no pip"),
        (("application/vnd.pypi.simple.v1+json", b"{"), "cannot be read"),
        (("", b""), "cannot be read"),
    ],
)
def test_what_is_not_pip_is_refused_with_a_reason(script, index, tmp_path, listing, why):
    pip_wheel = script("pip_wheel")
    index["/simple/pip/"] = listing
    with pytest.raises(pip_wheel.NotToBeHad, match=why):
        pip_wheel.download(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_in_pips_own_settings_is_used(script, tmp_path, monkeypatch):
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://mirror.example/simple%20x\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert script("pip_wheel")._index() == "https://mirror.example/simple%20x"


@pytest.fixture
def environment(script, tmp_path, monkeypatch):
    """The set-up, for a checkout in a temporary folder whose .venv has an interpreter, with pip's calls noted."""
    module = script("environment")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    module.calls = []
    monkeypatch.setattr(module, "_pip", lambda *arguments: module.calls.append(arguments[-1]) or True)
    return module


@pytest.mark.skipif(sys.platform == "win32", reason="the fixture makes a POSIX environment")
class TestTheEnvironment:
    def test_is_set_up_once(self, environment):
        environment.prepare(extras=())
        environment.prepare(extras=())
        assert environment.calls == ["."]

    def test_is_set_up_again_when_the_project_changes(self, environment, tmp_path):
        environment.prepare(extras=())
        (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
        environment.prepare(extras=())
        assert len(environment.calls) == 2

    def test_keeps_the_extras_it_has(self, environment):
        environment.prepare(extras=("test",))
        environment.prepare(extras=())
        (environment.PROJECT / "pyproject.toml").write_text("[tool]\n", encoding="utf-8")
        environment.prepare(extras=())
        assert environment.calls == [".[test]", ".[test]"]

    def test_survives_a_damaged_stamp(self, environment):
        environment.STAMP.write_text("[]", encoding="utf-8")
        environment.prepare(extras=())
        assert environment.calls == ["."]

    def test_tells_an_old_python_what_is_wanted(self, environment, monkeypatch):
        monkeypatch.setattr(sys, "version_info", (3, 9, 2))
        with pytest.raises(environment.SetupFailed, match=r"3\.10 or newer"):
            environment.prepare(extras=())

    def test_is_not_marked_ready_when_pip_failed(self, environment, monkeypatch):
        monkeypatch.setattr(environment, "_pip", lambda *_: False)
        with pytest.raises(environment.SetupFailed):
            environment.prepare(extras=())
        assert not environment.STAMP.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux wheels of Qt rely on system libraries")
def test_a_library_that_is_not_here_is_missed(script):
    libraries = {"libc.so.6": "libc6", "libnobody-has-this.so.9": "libnobody9"}
    assert script("system_libraries").missing(libraries) == ["libnobody-has-this.so.9"]


def test_set_up_and_program_name_the_same_libraries(script):
    system_libraries = script("system_libraries")
    assert system_libraries.OFFSCREEN == window.ALWAYS
    assert system_libraries.WINDOW == window.ALWAYS | window.UNDER_X11


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Linux's")
def test_without_rights_the_exact_command_is_printed_and_work_goes_on(script, monkeypatch, capsys):
    system_libraries = script("system_libraries")
    monkeypatch.setattr(system_libraries, "_rights", lambda: None)
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert not system_libraries.install_missing({"libnobody-has-this.so.9": "libnobody9"})
    assert "sudo apt-get install libnobody9" in capsys.readouterr().out


def _dev(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "packaging" / "dev.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_command_explains_itself_from_any_folder(tmp_path):
    done = _dev("--help", folder=tmp_path)
    assert done.returncode == 0
    assert "run" in done.stdout
    assert "test" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("fly",), ("run", "--fast")])
def test_what_it_does_not_know_is_a_usage_error(arguments, tmp_path):
    assert _dev(*arguments, folder=tmp_path).returncode == 2


def test_only_the_standard_library_is_needed_to_start(tmp_path):
    started = time.monotonic()
    isolated = f"import sys; sys.path[:0] = [{str(PROJECT / 'packaging')!r}]; import dev; print('ready')"
    done = subprocess.run([sys.executable, "-S", "-c", isolated], cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout.strip() == b"ready"
    assert time.monotonic() - started < 20
