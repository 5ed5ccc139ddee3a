"""This file counts a .docx's automatic numbers, so that a paragraph reads as it is printed: 一、 （二） 3. ①."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing_app.importing.readers.numerals import printed
from briefing_app.importing.readers.packages import Element, attribute, child, local

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
_MOST_STYLES = 50  # in a chain of styles based on one another: a circle ends here
_BULLET = "●"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and its pattern (第%1条)."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    tail: str = "tab"
    restart: int | None = None
    legal: bool = False


Levels = dict[int, Level]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counting as its paragraphs go by."""

    lists: dict[str, Levels] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)  # lists that share one abstract list count on together
    styles: dict[str, Element] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: Element | None) -> str:
        """The number to print in front of the paragraph with these properties, with what follows it; or nothing."""
        number, depth = self._list_of(properties)
        levels = self.lists.get(number)
        if not levels or depth not in levels:
            return ""
        counts = self._count(number, levels, depth)
        level = levels[depth]
        if level.kind == "bullet":
            return _BULLET
        text = _PLACE.sub(lambda place: _value(int(place[1]) - 1, counts, levels, legal=level.legal), level.pattern)
        return text + _gap(text, level.tail)

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or its style's."""
        chosen = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"), "val")
        own_depth = attribute(child(chosen, "ilvl"), "val")
        number = attribute(child(chosen, "numId"), "val")
        for _ in range(_MOST_STYLES):
            if number is not None or style is None or style not in self.styles:
                break
            inherited = child(self.styles[style], "pPr", "numPr")
            number = attribute(child(inherited, "numId"), "val")
            own_depth = own_depth or attribute(child(inherited, "ilvl"), "val")
            style = attribute(child(self.styles[style], "basedOn"), "val")
        return number or "", _whole(own_depth, 0)

    def _count(self, number: str, levels: Levels, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(self.families.get(number, number), {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for above in range(depth):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        for below in range(depth + 1, _DEEPEST):
            restart = levels[below].restart if below in levels else None
            if restart is None or depth < restart:
                counts.pop(below, None)
        return counts


def numbering(definitions: Element | None, styles: Element | None) -> Numbering:
    """The lists that numbering.xml and styles.xml define."""
    found = Numbering()
    for style in styles if styles is not None else ():
        if local(style) == "style":
            found.styles[attribute(style, "styleId") or ""] = style
    defined = list(definitions) if definitions is not None else []
    abstract = {attribute(one, "abstractNumId") or "": one for one in defined if local(one) == "abstractNum"}
    for number in defined:
        if local(number) != "num":
            continue
        name = attribute(number, "numId") or ""
        family = attribute(child(number, "abstractNumId"), "val") or ""
        levels = _levels(abstract.get(family))
        overridden = _override(levels, number)
        found.lists[name] = levels
        found.families[name] = name if overridden else f"abstract {family}"
    return found


def _levels(definition: Element | None) -> Levels:
    levels = {}
    for element in definition if definition is not None else ():
        if local(element) == "lvl":
            levels[_whole(attribute(element, "ilvl"), 0)] = _level(element)
    return levels


def _level(element: Element) -> Level:
    def said(name: str) -> str | None:
        return attribute(child(element, name), "val")

    restart = said("lvlRestart")
    return Level(
        start=_whole(said("start"), 1),
        kind=said("numFmt") or attribute(child(element, "AlternateContent", "Choice", "numFmt"), "val") or "decimal",
        pattern=said("lvlText") or "",
        tail=said("suff") or "tab",
        restart=None if restart is None else _whole(restart, 0),
        legal=child(element, "isLgl") is not None and said("isLgl") not in ("0", "false"),
    )


def _override(levels: Levels, number: Element) -> bool:
    """Apply what a list changes of its abstract list; True when it also starts anew."""
    anew = False
    for change in number:
        if local(change) != "lvlOverride":
            continue
        depth = _whole(attribute(change, "ilvl"), 0)
        replaced = child(change, "lvl")
        if replaced is not None:
            levels[depth] = _level(replaced)
        start = attribute(child(change, "startOverride"), "val")
        if start is not None:
            old = levels.get(depth, Level())
            levels[depth] = Level(_whole(start, 1), old.kind, old.pattern, old.tail, old.restart, old.legal)
            anew = True
    return anew


def _value(depth: int, counts: dict[int, int], levels: Levels, *, legal: bool) -> str:
    level = levels.get(depth, Level())
    return printed(counts.get(depth, level.start), "decimal" if legal else level.kind)


def _gap(label: str, tail: str) -> str:
    """A blank after a number that ends in a Western sign; Chinese signs bring their own."""
    wanted = bool(label) and tail != "nothing" and label[-1] in ".)]0123456789"
    return " " if wanted else ""


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
