"""This file reads the outline of a glyph as path operators, for signs that are drawn as shapes and not as text."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from briefing_app.export.typesetting.truetype import TrueTypeFile

Point = tuple[float, float, bool]  # x, y, on the curve


def path(file: TrueTypeFile, text: str, *, size: float, x: float, y: float) -> str:
    """Filled shapes of `text` set at (x, y) upright; composite glyphs and characters the font lacks draw nothing."""
    written: list[str] = []
    scale = size / 1000
    for character in text:
        if not file.draws(character):
            continue
        for contour in contours(file, character):
            placed = [(x + px * scale, y + py * scale, on) for px, py, on in contour]
            written += _curves(placed)
        x += file.advances[character] * scale
    return " ".join([*written, "f"]) if written else ""


def contours(file: TrueTypeFile, character: str) -> list[list[Point]]:
    """The closed contours of a simple glyph, in thousandths of an em."""
    data = file.glyph(character)
    count: int = struct.unpack_from(">h", data, 0)[0] if data else 0
    if count <= 0:
        return []
    ends = struct.unpack_from(f">{count}H", data, 10)
    total = ends[-1] + 1
    place = 10 + 2 * count
    place += 2 + struct.unpack_from(">H", data, place)[0]
    flags, place = _flags(data, place, total)
    xs, place = _coordinates(data, place, flags, short=0x02, same=0x10)
    ys, _ = _coordinates(data, place, flags, short=0x04, same=0x20)
    factor = 1000 / file.units
    points = [(x * factor, y * factor, bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _flags(data: bytes, place: int, total: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < total:
        flag = data[place]
        place += 1
        flags.append(flag)
        if flag & 0x08:
            flags += [flag] * data[place]
            place += 1
    return flags, place


def _coordinates(data: bytes, place: int, flags: list[int], *, short: int, same: int) -> tuple[list[int], int]:
    values: list[int] = []
    at = 0
    for flag in flags:
        if flag & short:
            at += data[place] if flag & same else -data[place]
            place += 1
        elif not flag & same:
            at += struct.unpack_from(">h", data, place)[0]
            place += 2
        values.append(at)
    return values, place


def _curves(contour: list[Point]) -> Iterator[str]:
    """Quadratic splines as the cubic ones of PDF."""
    points = _with_middles(contour)
    first = next((number for number, point in enumerate(points) if point[2]), None)
    if first is None:
        return
    points = points[first:] + points[: first + 1]
    x0, y0, _ = points[0]
    yield f"{x0:.2f} {y0:.2f} m"
    control: Point | None = None
    for point in points[1:]:
        x, y, on = point
        if not on:
            control = point
            continue
        if control is None:
            yield f"{x:.2f} {y:.2f} l"
        else:
            cx, cy, _ = control
            a, b, c, d = x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3
            yield f"{a:.2f} {b:.2f} {c:.2f} {d:.2f} {x:.2f} {y:.2f} c"
            control = None
        x0, y0 = x, y
    yield "h"


def _with_middles(contour: list[Point]) -> list[Point]:
    """Two control points in a row have a point of the curve half-way between them."""
    points: list[Point] = []
    for point, following in zip(contour, contour[1:] + contour[:1], strict=True):
        points.append(point)
        if not point[2] and not following[2]:
            points.append(((point[0] + following[0]) / 2, (point[1] + following[1]) / 2, True))
    return points
