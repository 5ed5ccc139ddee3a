#!/usr/bin/env python3
"""This file makes resources/dictionaries/strokes.txt (笔顺 of 6,939 characters) from a published package, repeatably.

    python3 packaging/prepare_strokes.py [cnchar-order-3.2.6.tgz]

Without an argument the package is fetched by `npm pack`. Five classes of strokes as in GF 0014-2009:
1 一 (横, 提)  2 丨 (竖, 竖钩)  3 丿 (撇)  4 丶 (点, 捺)  5 乛 (every turning stroke).
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE, VERSION = "cnchar-order", "3.2.6"
SHA256 = "98112307108d5815203d6eeafae05fac332f2040433f006782e305e96e729d58"
ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "dictionaries" / "strokes.txt"
LICENCE = ROOT / "resources" / "dictionaries" / "strokes.LICENSE.txt"

# The package names each stroke by a letter; its own legend gives the shapes. What is not here turns: class 5.
CLASSES = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "k": "4", "d": "4", "l": "4"}


def fetched(folder: Path) -> Path:
    subprocess.run(["npm", "pack", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / f"{PACKAGE}-{VERSION}.tgz"


def member(archive: tarfile.TarFile, name: str) -> str:
    stream = archive.extractfile(f"package/{name}")
    if stream is None:
        sys.exit(f"{name} is not in the package")
    return stream.read().decode("utf-8")


def orders(script: str) -> dict[str, str]:
    """The largest JSON object in the script: character to letters."""
    found = [json.loads(text) for text in re.findall(r"JSON\.parse\('(\{.*?\})'\)", script)]
    largest: dict[str, str] = max(found, key=len)
    return largest


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(arguments[0]) if arguments else fetched(Path(folder))
        if hashlib.sha256(package.read_bytes()).hexdigest() != SHA256:
            sys.exit(f"{package} is not {PACKAGE} {VERSION}")
        with tarfile.open(package) as archive:
            letters = orders(member(archive, "cnchar.order.min.js"))
            LICENCE.write_text(member(archive, "LICENSE").replace("\r\n", "\n"), encoding="utf-8")
    lines = [f"# 笔顺, from {PACKAGE} {VERSION} (MIT, see strokes.LICENSE.txt), by packaging/prepare_strokes.py"]
    lines += [f"{sign}\t{''.join(CLASSES.get(c, '5') for c in order)}" for sign, order in sorted(letters.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.relative_to(ROOT)}: {len(letters)} characters")


if __name__ == "__main__":
    main(sys.argv[1:])
