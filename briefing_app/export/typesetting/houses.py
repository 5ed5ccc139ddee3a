"""This file makes a page profile and fonts of an office's own paper, and says what it had to do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing_app.export.document import Face
from briefing_app.export.typesetting import installed
from briefing_app.export.typesetting.fonts import Fonts, bundled
from briefing_app.export.typesetting.installed import InstalledFont
from briefing_app.export.typesetting.profile import GBT9704, MM, PROFILES, Profile
from briefing_app.export.typesetting.truetype import TrueTypeFile
from briefing_app.settings import HousePaper

LEAST_AREA = (100.0, 150.0)  # mm
LOOSEST, TIGHTEST = 2.6, 1.15  # pitch of the lines in ems


@dataclass(frozen=True, slots=True)
class Paper:
    """What a pack is printed on: measures, fonts, and what a person should know about them."""

    profile: Profile
    fonts: Fonts
    notes: tuple[str, ...] = ()


def paper_called(name: str, papers: Sequence[HousePaper]) -> Paper:
    """The paper of that name: one of ours, or one of the office; GB/T 9704 where it is unknown, with a note."""
    if name in PROFILES:
        return Paper(PROFILES[name], bundled())
    for paper in papers:
        if paper.name == name:
            return paper_of(paper)
    return Paper(GBT9704, bundled(), (f"设置里没有版式“{name}”，改用公文格式",))


def paper_of(paper: HousePaper, fonts: Sequence[InstalledFont] | None = None) -> Paper:
    """An office's paper with its fonts; a font that is not there, or may not be embedded, is replaced by ours."""
    wanted = {face: paper.fonts[face.value] for face in Face if paper.fonts.get(face.value)}
    chosen: list[tuple[Face, InstalledFont]] = []
    notes: list[str] = []
    listed = fonts if fonts is not None or not wanted else _on_this_computer()
    for face, family in wanted.items():
        found = installed.find(family, listed or ())
        if found is None or not found.path.is_file():  # it was never there, or was uninstalled since we looked
            notes.append(f"没有可用的字体“{family}”，{face.value}改用自带字体")
        else:
            chosen.append((face, found))
    return Paper(profile_of(paper), _fonts(tuple(chosen)), tuple(notes))


@lru_cache(maxsize=1)
def _on_this_computer() -> tuple[InstalledFont, ...]:
    return tuple(installed.installed())


@lru_cache(maxsize=4)
def _fonts(chosen: tuple[tuple[Face, InstalledFont], ...]) -> Fonts:
    """Our fonts with some of the computer's in front: what those do not have, ours draw."""
    ours = bundled()
    if not chosen:
        return ours
    faces = {face: ours.files[ours.font(face)] for face in Face}
    own = {face: TrueTypeFile(font.path, font.index) for face, font in chosen}
    return Fonts({**faces, **own}, ours.rare, {face: faces[face] for face in own})


def profile_of(paper: HousePaper) -> Profile:
    width, height = GBT9704.paper
    area = (width - paper.left - paper.right, height - paper.top - paper.bottom)
    return Profile(
        name=paper.name,
        top=paper.top,
        left=paper.left,
        area=area,
        columns=paper.columns,
        rows=paper.rows,
        title_size=paper.title_size,
        title_pitch=paper.title_size * 36 / 22,
    )


def fault_of(paper: HousePaper) -> str:
    """What makes a paper unusable, as a sentence; "" where nothing does."""
    profile = profile_of(paper)
    if not paper.name.strip():
        return "请给版式起个名称。"
    if paper.name in PROFILES:
        return "这个名称是自带版式的，请换一个。"
    if profile.area[0] < LEAST_AREA[0] or profile.area[1] < LEAST_AREA[1]:
        return f"版心太小：至少宽 {LEAST_AREA[0]:.0f} 毫米、高 {LEAST_AREA[1]:.0f} 毫米。"
    pitch = profile.pitch / profile.body_size
    if pitch < TIGHTEST:
        return "行距太小，上下行会挨在一起：请减少每面行数，或增加每行字数。"
    if pitch > LOOSEST:
        return "行距太大：请增加每面行数，或减少每行字数。"
    return ""


def measures(paper: HousePaper) -> str:
    """版心、字号和行距 in one line."""
    profile = profile_of(paper)
    return (
        f"版心 {profile.area[0]:.0f}×{profile.area[1]:.0f} 毫米，"
        f"正文字号 {profile.body_size:.1f} 磅，行距 {profile.area[1] * MM / paper.rows:.1f} 磅"
    )
