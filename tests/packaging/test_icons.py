from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
ICONS = sorted(FOLDER.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


PLAIN = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}


def test_icons_are_plain_drawings():
    roots = {path.stem: ET.parse(path).getroot() for path in ICONS}
    odd = [name for name, root in roots.items() if {one.tag.removeprefix(SVG) for one in root.iter()} - PLAIN]
    assert odd == []


def test_icons_take_the_colour_that_they_are_given():
    strokes = {path.stem: ET.parse(path).getroot().get("stroke") for path in ICONS}
    assert {name for name, stroke in strokes.items() if stroke != "currentColor"} == {"briefing"}


def test_the_copied_icons_are_those_the_script_names(script):
    named = set(script("prepare_icons").NAMES.split())
    assert {path.stem for path in ICONS} == named | {"briefing"}
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
