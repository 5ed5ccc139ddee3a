"""This file prepares resources/icons: the drawings we use, copied unchanged from a pinned npm package.

    python packaging/prepare_icons.py                downloads the package with npm
    python packaging/prepare_icons.py --from FILE    takes the .tgz that is already here

To use one more icon, add its name below and run this again. Our own mark, briefing.svg, is drawn by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons"
PACKAGE, VERSION = "lucide-static", "1.62.0"
SHA256 = "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44"

NAMES = """
layout-dashboard files message-square-quote columns-3 list-checks book-open-text trash-2 settings circle-help
file-down file-up star list-filter locate highlighter pencil-line sparkles send bell-ring stamp reply undo-2
merge corner-up-right circle-pause circle-x archive equal chart-pie diamond split clock triangle-alert check calendar
search chevron-down chevron-up chevron-left chevron-right chevrons-up-down chevrons-left chevrons-right
plus minus x redo-2 undo redo copy pencil eye eye-off filter filter-x ellipsis ellipsis-vertical more-horizontal
printer zoom-in zoom-out tag tags users user user-plus folder folder-open folder-plus scissors
arrow-left arrow-right arrow-up arrow-down arrow-up-down arrow-up-right sort-asc arrow-down-wide-narrow
arrow-up-narrow-wide sun moon monitor hard-drive info circle-alert circle-check circle circle-dot circle-dashed
circle-plus circle-minus circle-slash grip-vertical list list-tree list-plus list-x list-ordered list-todo
layout-grid layout-list table table-2 grid-3x3 grid-2x2 columns-2 rows-2 rows-3
file file-text file-plus file-check file-search file-x file-image file-spreadsheet file-type file-code file-json
download upload save type heading quote text-quote link unlink external-link lock lock-open shield-check
history rotate-ccw refresh-cw database database-backup bookmark bookmark-plus flag pin pin-off map-pin
building-2 landmark newspaper notebook-pen sticky-note message-square messages-square square square-check square-minus
square-pen panel-left panel-left-close panel-right panel-right-close panel-bottom align-justify align-left
text-cursor-input text-select wrap-text maximize minimize expand shrink keyboard command book-open book library inbox
package loader-circle hourglass timer calendar-days calendar-clock calendar-check bell clipboard clipboard-list
clipboard-check clipboard-copy group ungroup replace lightbulb gauge chart-column chart-no-axes-column
corner-down-right corner-down-left house bug life-buoy scan-text signature thumbs-up thumbs-down smile eraser palette
a-large-small sliders-horizontal check-check ban fold-vertical unfold-vertical git-compare layers hash power diff
"""


def main(arguments: list[str] | None = None) -> int:
    """Copy every named drawing and the licence."""
    parser = argparse.ArgumentParser(description="Prepare the icons in resources/icons.")
    parser.add_argument("--from", dest="archive", type=Path, metavar="FILE", help="take this package file")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        archive = options.archive or _download(Path(folder))
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            print(f"{archive} is not {PACKAGE} {VERSION}", file=sys.stderr)
            return 1
        _copy(archive)
    print(f"{len(NAMES.split())} icons in {TARGET}")
    return 0


def _copy(archive: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as package:
        for name in NAMES.split():
            (TARGET / f"{name}.svg").write_bytes(_member(package, f"icons/{name}.svg"))
        (TARGET / "LICENSE").write_bytes(_member(package, "LICENSE"))


def _member(package: tarfile.TarFile, name: str) -> bytes:
    content = package.extractfile(f"package/{name}")
    if content is None:
        raise KeyError(name)
    return content.read()


def _download(folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


if __name__ == "__main__":
    sys.exit(main())
