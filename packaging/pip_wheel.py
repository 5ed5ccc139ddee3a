"""This file fetches pip's own wheel from the package index that pip would use, where nothing else brings pip."""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import re
import ssl
import sys
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urldefrag, urljoin

# pip's documented default; PIP_INDEX_URL or a pip.conf puts a mirror in its place.
DEFAULT_INDEX = "https://pypi.org/simple"
SECONDS = 60
_JSON = "application/vnd.pypi.simple.v1+json"
_LINK = re.compile(r'<a\s[^>]*?href="(?P<url>[^"]+)"[^>]*>\s*(?P<name>pip-[^<]+?)\s*</a>')


class NotToBeHad(Exception):
    """Why pip could not be fetched."""


class Wheel(NamedTuple):
    """One file of the index."""

    name: str
    url: str
    sha256: str


def download(folder: Path) -> Path:
    """Put the newest pip that can run here into `folder`, its bytes checked."""
    try:
        wheel = newest(_files(f"{_index().rstrip('/')}/pip/"))
        content = _fetch(wheel.url).read()
    except (OSError, ValueError, configparser.Error) as error:
        raise NotToBeHad(f"the package index cannot be read: {error}") from error
    if hashlib.sha256(content).hexdigest() != wheel.sha256:
        raise NotToBeHad(f"{wheel.name} arrived damaged")
    path = folder / wheel.name
    path.write_bytes(content)
    return path


def newest(files: list[Wheel]) -> Wheel:
    """The highest final release among the wheels; pip's releases are numbers and dots."""
    found = [
        (tuple(map(int, match[1].split("."))), one)
        for one in files
        if (match := re.fullmatch(r"pip-([0-9.]+)-py3-none-any\.whl", one.name)) and one.sha256
    ]
    if not found:
        raise NotToBeHad("the package index lists no pip")
    return max(found)[1]


def _files(address: str) -> list[Wheel]:
    with _fetch(address, accept=f"{_JSON}, text/html;q=0.5") as answer:
        text, kind = answer.read().decode(), answer.headers.get_content_type()
        address = answer.url
    if kind == _JSON:
        files = [one for one in json.loads(text)["files"] if not one.get("yanked") and _runs_here(one)]
        return [Wheel(one["filename"], urljoin(address, one["url"]), one["hashes"].get("sha256", "")) for one in files]
    return [_linked(address, match["url"], match["name"]) for match in _LINK.finditer(text)]


def _linked(address: str, link: str, name: str) -> Wheel:
    url, mark = urldefrag(urljoin(address, link))
    return Wheel(name, url, mark.removeprefix("sha256="))


def _runs_here(entry: dict[str, str]) -> bool:
    """Pip states its oldest Python as `>=3.N`; anything else is left to pip itself."""
    match = re.search(r">=\s*3\.(\d+)", entry.get("requires-python") or "")
    return match is None or sys.version_info >= (3, int(match[1]))


def _fetch(url: str, *, accept: str = "*/*") -> HTTPResponse:
    bundle = _configured("cert", os.environ.get("SSL_CERT_FILE", ""))
    trust = ssl.create_default_context(cafile=bundle if bundle and Path(bundle).exists() else None)
    request = urllib.request.Request(url, headers={"Accept": accept})
    return cast("HTTPResponse", urllib.request.urlopen(request, timeout=SECONDS, context=trust))


def _index() -> str:
    return _configured("index-url", DEFAULT_INDEX)


def _configured(option: str, default: str) -> str:
    """Pip's own order: the PIP_… variable, else the last pip.conf that names the option, else the default."""
    named = os.environ.get(f"PIP_{option.upper().replace('-', '_')}")
    if named:
        return named
    home = Path.home()
    places = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "pip" / "pip.conf",
        Path(os.environ.get("APPDATA", home)) / "pip" / "pip.ini",
        Path(os.environ.get("PIP_CONFIG_FILE", os.devnull)),
    ]
    config = configparser.RawConfigParser()
    config.read(places, encoding="utf-8")
    return config.get("global", option, fallback=default)
