"""This file makes the checkout's own Python environment, .venv, and keeps it as pyproject.toml says."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pip_wheel
import system_libraries

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
STAMP = VENV / "briefing-setup.json"
OLDEST = (3, 10)


class SetupFailed(Exception):
    """What could not be set up, and what to do about it."""


def say(line: str) -> None:
    """One step, one line."""
    print(f"· {line}", flush=True)


def prepare(*, extras: tuple[str, ...]) -> None:
    """Make .venv hold the project (editable), what it needs and the extras; when it does already, do nothing."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise SetupFailed(f"this is Python {sys.version.split()[0]}; run me with Python {wanted} or newer")
    stamp = _read_stamp()
    done = set(stamp.get("extras", []))
    if stamp.get("state") == _state() and done >= set(extras):
        return
    if not python().exists() or stamp.get("root", str(PROJECT)) != str(PROJECT):
        _make_venv()
    if not _has_pip():
        _bring_pip()
    extras = tuple(sorted(done | set(extras)))
    say(f"Installing the project and what it needs into {VENV} (a minute or two the first time) …")
    wanted = f".[{','.join(extras)}]" if extras else "."
    if not _pip("install", "--quiet", "--editable", wanted):
        raise SetupFailed("pip could not install the project; its message stands above")
    STAMP.write_text(json.dumps({"state": _state(), "extras": list(extras), "root": str(PROJECT)}), encoding="utf-8")


def python() -> Path:
    """The environment's own interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def script(name: str) -> str:
    """A command that a package installed into the environment."""
    return str(python().parent / name)


def _state() -> str:
    """What the environment depends on; when it changes, the project is installed again."""
    parts = [(PROJECT / "pyproject.toml").read_bytes(), sys.version.encode(), str(PROJECT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read_stamp() -> dict[str, Any]:
    if not python().exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _make_venv() -> None:
    say(f"Making {VENV} with Python {sys.version.split()[0]} …")
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.EnvBuilder(symlinks=os.name != "nt", with_pip=importlib.util.find_spec("ensurepip") is not None).create(VENV)


def _has_pip() -> bool:
    return _quietly(str(python()), "-m", "pip", "--version")


def _bring_pip() -> None:
    """Debian's python3 comes without ensurepip: borrow its pip, else fetch pip's wheel, else ask apt for python3-venv."""
    say("This Python has no ensurepip; bringing pip …")
    if _quietly(sys.executable, "-m", "pip", "--python", str(python()), "install", "pip"):
        return
    problem = ""
    try:
        wheel = pip_wheel.download(VENV)
    except pip_wheel.NotToBeHad as error:
        problem = str(error)
    else:
        if _quietly(str(python()), str(wheel / "pip"), "install", "--no-deps", str(wheel)):
            wheel.unlink()
            return
    if system_libraries.install(("ca-certificates", "python3-venv")):
        _make_venv_again()
    if not _has_pip():
        raise SetupFailed(f"no pip ({problem}); run: apt-get install python3-venv, then this again")


def _make_venv_again() -> None:
    """A new process, since this one has looked for ensurepip before it was there."""
    shutil.rmtree(VENV)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)


def _pip(*arguments: str) -> bool:
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode == 0


def _quietly(*command: str) -> bool:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0
