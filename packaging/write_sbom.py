"""This file writes the SBOM of a build: every distribution the program needs, as CycloneDX 1.5 JSON, without a network.

    python packaging/write_sbom.py [-o sbom.json] [--extra ocr]…

It reads what is installed beside it and nothing else, so it is run in the environment that is shipped. The same
environment gives the same bytes: there is no time and no random number in it.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAME = "briefing-app"
_SPDX = {
    "MIT License": "MIT", "Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Write the SBOM; the exit status is 1 when something that is needed is not installed."""
    parser = argparse.ArgumentParser(description="Write the SBOM of the installed program (CycloneDX JSON).")
    parser.add_argument("-o", "--output", type=Path, help="the file; without it, standard output")
    parser.add_argument("--extra", action="append", default=[], help="an optional part that is shipped too")
    chosen = parser.parse_args(arguments)
    try:
        content = json.dumps(bill(NAME, tuple(chosen.extra)), ensure_ascii=False, indent=2) + "\n"
    except metadata.PackageNotFoundError as missing:
        print(f"not installed: {missing}", file=sys.stderr)
        return 1
    if chosen.output is None:
        sys.stdout.write(content)
    else:
        chosen.output.write_text(content, "utf-8")
    return 0


def bill(name: str, extras: tuple[str, ...] = ()) -> dict[str, Any]:
    """The bill of materials of a distribution and of all that it needs here, its own dependencies included."""
    needed = closure(name, extras)
    components = [component(distribution) for key, distribution in sorted(needed.items()) if key != _key(name)]
    whole = component(needed[_key(name)]) | {"type": "application"}
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": whole},
        "components": components,
        "dependencies": [
            {
                "ref": reference(distribution),
                "dependsOn": sorted(reference(needed[key]) for key in wants if key in needed),
            }
            for distribution, wants in (
                (found, [_key(wish.name) for wish in wishes(found, extras if key == _key(name) else ())])
                for key, found in sorted(needed.items())
            )
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {**content, "serialNumber": f"urn:uuid:{serial}"}


def closure(name: str, extras: tuple[str, ...] = ()) -> dict[str, metadata.Distribution]:
    """A distribution and everything it needs on this machine; raises PackageNotFoundError."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(name, extras)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        wanted, parts = waiting.pop()
        if (_key(wanted), parts) in seen:
            continue
        seen.add((_key(wanted), parts))
        distribution = metadata.distribution(wanted)
        found[_key(wanted)] = distribution
        waiting += [(wish.name, tuple(sorted(wish.extras))) for wish in wishes(distribution, parts)]
    return found


def wishes(distribution: metadata.Distribution, extras: tuple[str, ...]) -> Iterator[Requirement]:
    """What a distribution needs on this machine, with the chosen extras."""
    for line in distribution.requires or []:
        wish = Requirement(line)
        if wish.marker is None or any(wish.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield wish


def component(distribution: metadata.Distribution) -> dict[str, Any]:
    """One entry: what it is, its version, its licence."""
    about = distribution.metadata
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference(distribution),
        "name": about["Name"],
        "version": distribution.version,
        "purl": reference(distribution),
    }
    if about["Summary"]:
        entry["description"] = about["Summary"]
    if licences := _licences(distribution):
        entry["licenses"] = licences
    return entry


def reference(distribution: metadata.Distribution) -> str:
    """The package URL."""
    return f"pkg:pypi/{_key(distribution.metadata['Name'])}@{distribution.version}"


def _licences(distribution: metadata.Distribution) -> list[dict[str, Any]]:
    about = distribution.metadata
    if "License-Expression" in about:
        return [{"expression": about["License-Expression"]}]
    named = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier", [])
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if not named and "License" in about:
        named = [about["License"].strip().splitlines()[0][:80]]
    return [{"license": {"id": _SPDX[name]} if name in _SPDX else {"name": name}} for name in named]


def _key(name: str) -> str:
    return str(canonicalize_name(name))


if __name__ == "__main__":
    sys.exit(main())
