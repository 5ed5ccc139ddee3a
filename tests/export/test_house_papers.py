"""An office's own paper: margins, grid and installed fonts; what cannot be had is said, never silently replaced."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from briefing_app import paths
from briefing_app.export import pdf
from briefing_app.export.document import Face
from briefing_app.export.typesetting import installed
from briefing_app.export.typesetting.fonts import bundled
from briefing_app.export.typesetting.houses import fault_of, paper_called, paper_of, profile_of
from briefing_app.export.typesetting.installed import Fitness
from briefing_app.export.typesetting.profile import GBT9704, MM
from briefing_app.settings import HousePaper
from briefing_app.workflows.papers import sample_page

FANG, KAI = (paths.resources() / "fonts" / name for name in ("FandolFang.ttf", "FandolKai.ttf"))
COMMON = installed._WANTED + "关于提升老城区出行品质意见建议总体情况"


def _cut(source: Path, names: dict[int, str], *, licence: int = 0, characters: str = COMMON) -> TTFont:
    font = TTFont(source)
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"], name_languages=["*"], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(font)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x0804)
        font["name"].setName(text, number, 3, 1, 0x0409)
    font["OS/2"].fsType = licence
    return font


@pytest.fixture
def fonts(tmp_path: Path):
    """A folder with a collection of two faces, a font that forbids embedding, a Latin one, a damaged one."""
    collection = TTCollection()
    collection.fonts = [_cut(FANG, {1: "云泽仿宋"}), _cut(KAI, {1: "云泽楷体"})]
    collection.save(tmp_path / "yunze.ttc")
    _cut(KAI, {1: "不许楷体"}, licence=2).save(tmp_path / "closed.ttf")
    _cut(FANG, {1: "Latin Only"}, characters="abc").save(tmp_path / "latin.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0" + b"x" * 40)
    (tmp_path / "outlines.otf").write_bytes(b"OTTO" + b"x" * 40)
    return installed.installed([tmp_path])


def test_fonts_are_found_by_their_names_also_in_collections(fonts):
    assert {(f.family, f.index, f.fitness) for f in fonts} == {
        ("云泽仿宋", 0, Fitness.GOOD),
        ("云泽楷体", 1, Fitness.GOOD),
        ("不许楷体", 0, Fitness.RESTRICTED),
        ("outlines", 0, Fitness.OUTLINES),
    }


def test_a_font_of_the_computer_draws_what_it_has_and_ours_the_rest(fonts):
    paper = paper_of(HousePaper("x", fonts={"仿宋": "云泽仿宋"}), fonts)
    wanted = paper.fonts.files[paper.fonts.font(Face.FANGSONG)]
    assert wanted.path.name == "yunze.ttc"
    own, ours = paper.fonts.stretches("关于鑫", Face.FANGSONG)
    assert own.font == paper.fonts.font(Face.FANGSONG)
    assert paper.fonts.files[ours.font] is bundled().files[bundled().font(Face.FANGSONG)]
    assert paper.notes == ()


@pytest.mark.parametrize("family", ["不许楷体", "没有的字体", "outlines"])
def test_a_font_that_cannot_be_had_is_named_and_ours_is_taken(fonts, family):
    paper = paper_of(HousePaper("x", fonts={"楷体": family}), fonts)
    assert paper.notes == (f"没有可用的字体“{family}”，楷体改用自带字体",)
    assert paper.fonts is bundled()


def test_a_font_uninstalled_since_the_program_looked_is_named_and_ours_is_taken(fonts):
    next(font.path for font in fonts if font.path.name == "yunze.ttc").unlink()
    paper = paper_of(HousePaper("x", fonts={"仿宋": "云泽仿宋"}), fonts)
    assert paper.notes == ("没有可用的字体“云泽仿宋”，仿宋改用自带字体",)
    assert paper.fonts is bundled()


def test_a_page_is_set_on_the_margins_and_the_grid_of_the_house():
    paper = HousePaper("x", top=30, left=25, right=25, bottom=32, columns=30, rows=24)
    with pdfplumber.open(io.BytesIO(sample_page(paper).content)) as file:
        signs = [c for c in file.pages[0].chars if "FandolFang" in c["fontname"]]
    lines = {}
    for sign in signs:
        lines.setdefault(round(sign["top"], 1), []).append(sign)
    full = max(lines.values(), key=len)
    assert min(c["x0"] for c in signs) == pytest.approx(25 * MM, abs=1)
    assert max(c["x1"] for c in full) == pytest.approx((210 - 25) * MM, abs=8)
    assert profile_of(paper).body_size == pytest.approx(160 * MM / 30)
    assert {round(c["size"], 2) for c in full} == {round(160 * MM / 30, 2)}


@pytest.mark.parametrize(
    ("paper", "word"),
    [
        (HousePaper(""), "名称"),
        (HousePaper("gbt9704"), "自带"),
        (HousePaper("x", left=60, right=60), "版心太小"),
        (HousePaper("x", rows=40), "行距太小"),
        (HousePaper("x", rows=10), "行距太大"),
    ],
)
def test_a_paper_that_nobody_could_read_is_refused_with_a_sentence(paper, word):
    assert word in fault_of(paper)
    assert fault_of(HousePaper("市政协文件")) == ""


def test_a_paper_that_is_not_known_any_more_is_said_and_the_standard_taken():
    paper = paper_called("去年的版式", ())
    assert (paper.profile, paper.notes) == (GBT9704, ("设置里没有版式“去年的版式”，改用公文格式",))


def test_a_pack_printed_with_the_fonts_of_a_house_can_be_copied_out(fonts, rows, make_pack):
    from datetime import date

    from briefing_app.domain.packs import PackKind
    from briefing_app.export.builder import build

    document = build(make_pack(PackKind.DIGEST), rows, today=date(2026, 9, 30))
    paper = paper_of(HousePaper("x", fonts={"仿宋": "云泽仿宋", "小标宋": "云泽楷体"}), fonts)
    content = pdf.render(document, profile=paper.profile, fonts=paper.fonts)
    with pdfplumber.open(io.BytesIO(content)) as file:
        text = "".join("".join(page.extract_text().split()) for page in file.pages)
    assert "建议对老城区四十二个路口的信号配时逐一复核" in text
