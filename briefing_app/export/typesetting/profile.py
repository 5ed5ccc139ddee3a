"""This file holds the paper profiles: every measure of a page as data, because offices have house rules.

The default is GB/T 9704-2012 (typography.md); lengths in millimetres, sizes in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from briefing_app.export.document import Align, Face, TextStyle
from briefing_app.export.typesetting.setting import Look

MM = 72 / 25.4

# 号 in points
CHU, XIAO_CHU, YI, XIAO_YI, ER, XIAO_ER = 42.0, 36.0, 26.0, 24.0, 22.0, 18.0
SAN, XIAO_SAN, SI, XIAO_SI, WU, XIAO_WU = 16.0, 15.0, 14.0, 12.0, 10.5, 9.0


@dataclass(frozen=True, slots=True)
class TableProfile:
    """Type and rules in tables (packs.md, section 2)."""

    roomy_columns: int = 5  # upright tables of at most so many columns are set in 小四
    roomy: tuple[float, float] = (XIAO_SI, 18.0)  # size, pitch
    dense: tuple[float, float] = (WU, 16.0)
    head_size: float = WU
    note_size: float = XIAO_WU
    smallest: float = 2.0
    padding: float = 1.2  # mm, left and right
    padding_above: float = 0.8  # mm, above and below
    outer_rule: float = 0.75  # pt
    inner_rule: float = 0.5
    breakable_over: float = 60.0  # mm: a row breaks between pages only when it is taller
    grid_row: float = 10.0  # mm: least height of a form's row
    blank_row: float = 12.0  # mm: least height of a form's row to be filled in by hand
    loosest: float = 260.0  # thousandths of an em between the characters of a justified cell


@dataclass(frozen=True, slots=True)
class Profile:
    """One house's paper."""

    name: str = "gbt9704"
    paper: tuple[float, float] = (210.0, 297.0)
    top: float = 37.0
    left: float = 28.0  # the binding side
    area: tuple[float, float] = (156.0, 225.0)
    columns: int = 28
    rows: int = 22
    turned_spare: float = 3.5  # mm of a turned page kept clear at the trim
    number_drop: float = 7.0  # mm from the area's foot to the dash of the page number
    number_size: float = SI
    title_size: float = ER
    title_pitch: float = 36.0
    cover_title: float = XIAO_CHU
    latin_space: int = 125  # thousandths of an em between Han and Latin, at most 250
    table: TableProfile = field(default_factory=TableProfile)
    sizes: Mapping[TextStyle, tuple[Face, float, float, Align, float]] = field(
        default_factory=lambda: MappingProxyType(
            {  # face, size (0: the grid's), pitch (0: the grid's), alignment, indent in ems
                TextStyle.BODY: (Face.FANGSONG, 0.0, 0.0, Align.LEFT, 2.0),
                TextStyle.BYLINE: (Face.KAI, 0.0, 0.0, Align.CENTRE, 0.0),
                TextStyle.HEADING_LINE: (Face.KAI, 0.0, 0.0, Align.LEFT, 2.0),
                TextStyle.SOURCE_LINE: (Face.KAI, XIAO_SI, 0.0, Align.RIGHT, 0.0),
                TextStyle.NOTE: (Face.FANGSONG, WU, 16.0, Align.LEFT, 2.0),
                TextStyle.LEGEND: (Face.FANGSONG, WU, 16.0, Align.LEFT, 2.0),
                TextStyle.FLUSH: (Face.FANGSONG, 0.0, 0.0, Align.LEFT, 0.0),
                TextStyle.SIGNATURE: (Face.FANGSONG, 0.0, 0.0, Align.RIGHT, 0.0),
                TextStyle.MARK: (Face.HEI, 0.0, 0.0, Align.LEFT, 0.0),
            }
        )
    )

    @property
    def body_size(self) -> float:
        """The em of the grid: 28 of them fill the measure exactly (16 pt would not fit)."""
        return self.area[0] * MM / self.columns

    @property
    def pitch(self) -> float:
        return self.area[1] * MM / self.rows

    @property
    def sheet(self) -> tuple[float, float]:
        return self.paper[0] * MM, self.paper[1] * MM

    def closer(self) -> Profile:
        """The same paper set closer, for a sheet that would run over its page by a few lines."""
        table = self.table
        nearer = replace(
            table, dense=(WU, 14.5), roomy=(XIAO_SI, 16.5), padding_above=0.6, grid_row=8.5, blank_row=11.0
        )
        return replace(self, rows=self.rows + 4, title_pitch=self.title_pitch - 4, table=nearer)

    def denser(self) -> Profile:
        """The same paper with one line more a page, for a text whose last page would hold a few lines."""
        return replace(self, rows=self.rows + 1)

    def look(self, style: TextStyle) -> Look:
        face, size, pitch, align, indent = self.sizes[style]
        return Look(
            face, size or self.body_size, pitch or self.pitch, align=align, indent=indent, latin_space=self.latin_space
        )

    def heading(self, level: int) -> Look:
        """一、黑体 · （一）楷体 · 1. and （1）仿宋."""
        face = {1: Face.HEI, 2: Face.KAI}.get(level, Face.FANGSONG)
        return Look(face, self.body_size, self.pitch, indent=2.0, latin_space=self.latin_space)

    def title(self) -> Look:
        return Look(Face.TITLE, self.title_size, self.title_pitch, align=Align.CENTRE, balance=True)


GBT9704 = Profile()
HOUSE_28 = Profile(name="margins28", area=(154.0, 22 * 28 / MM))  # 28 mm at both sides, lines of 28 pt

PROFILES: Mapping[str, Profile] = MappingProxyType({one.name: one for one in (GBT9704, HOUSE_28)})
