"""This file knows the system libraries that Qt loads, finds the missing ones, and installs them on apt systems."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# soname -> Debian package, as Qt 6's wheels want them (tested in an empty Debian 12).
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW = {
    **OFFSCREEN,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_LISTS = Path("/var/lib/apt/lists")


def install_missing(libraries: dict[str, str]) -> bool:
    """Install what is missing where we may, else print the command; True when nothing is missing any more."""
    packages = tuple(libraries[name] for name in missing(libraries))
    if not packages or install(packages):
        return True
    print(f"· Qt lacks system libraries here; install them with: {_by_hand(packages)}", flush=True)
    return False


def missing(libraries: dict[str, str]) -> list[str]:
    """The sonames that this system cannot load; none on systems that are not Linux, whose wheels carry all."""
    return [name for name in libraries if not _loads(name)] if sys.platform == "linux" else []


def install(packages: tuple[str, ...]) -> bool:
    """Install Debian packages, as root or through a sudo that asks for no password; False where we may not."""
    prefix = _rights()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    print(f"· Installing system packages: {' '.join(packages)} …", flush=True)
    fetch = [*prefix, "apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not any(_LISTS.glob("*_Packages*")):
        _apt([*prefix, "apt-get", "update"])
    return _apt(fetch) or (_apt([*prefix, "apt-get", "update"]) and _apt(fetch))


def _rights() -> list[str] | None:
    """What to put before a command that changes the system; None where we may not."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _apt(command: list[str]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr, flush=True)
    return done.returncode == 0


def _by_hand(packages: tuple[str, ...]) -> str:
    if shutil.which("apt-get"):
        return f"sudo apt-get install {' '.join(packages)}"
    return f"your system's installer for what Debian calls {' '.join(packages)}"


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
