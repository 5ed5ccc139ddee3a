"""A digest of the same speeches, printed in each of the layouts that papers and pages use, reads the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.parser import parse


@dataclass(frozen=True)
class Printed:
    """A speech as it is to be printed, and to be found again."""

    identity: str
    posts: tuple[tuple[str, str], ...]
    name: str
    title: str
    body: tuple[str, ...]
    proposals: tuple[str, ...]

    @property
    def standing(self) -> str:
        """市政协委员、江口大学校长、教授: an organisation is printed once."""
        parts, last = [self.identity] if self.identity else [], None
        for organisation, post in self.posts:
            parts.append(post if organisation == last else organisation + post)
            last = organisation
        return "、".join(parts)

    @property
    def spread(self) -> str:
        return f"{self.name[0]}　{self.name[1]}" if len(self.name) == 2 else self.name


SPEECHES = (
    Printed(
        "市政协委员",
        (("江口大学", "校长"), ("江口大学", "教授")),
        "林若溪",
        "让好产品卖出好价钱",
        ("我市农产品种类丰富，但品牌不响。建议培育区域公用品牌，统一包装标识。", "要完善冷链物流，降低损耗。"),
        ("建议培育区域公用品牌，统一包装标识", "要完善冷链物流，降低损耗"),
    ),
    Printed(
        "住江澜全国政协委员",
        (("民革中央", "副主席"), ("江澜省政协", "副主席")),
        "欧阳明月",
        "守护孩子的“心灵晴空”",
        ("青少年心理问题不容忽视。应当在每所学校配备专职心理教师；支持社区开设心理驿站。",),
        ("应当在每所学校配备专职心理教师", "支持社区开设心理驿站"),
    ),
    Printed(
        "",
        (("江口市农业科学院作物研究所", "研究员"),),
        "刘帆",
        "把老街的烟火气留下来",
        (
            "老街是城市的记忆。",
            "为此建议：",
            "一是编制老街保护名录，实行挂牌保护。",
            "二是对老字号减免租金，鼓励带徒。",
        ),
        ("编制老街保护名录，实行挂牌保护", "对老字号减免租金，鼓励带徒"),
    ),
    Printed(
        "区政协委员",
        (("江口区第二小学", "语文教师"),),
        "努尔兰·艾力",
        "给孩子多留一片操场",
        ("学校操场普遍偏小。建议错峰开放周边体育场馆，由街道统一调度。",),
        ("建议错峰开放周边体育场馆，由街道统一调度",),
    ),
    Printed(
        "市政协委员",
        (),
        "黄岸",
        "让夜归人有车可坐",
        ("末班车收得太早。要延长重点线路运营时间，方便夜班职工。",),
        ("要延长重点线路运营时间，方便夜班职工",),
    ),
)

Layout = Callable[[Printed], list[str]]
LAYOUTS: dict[str, Layout] = {
    "posts, a name and a colon, the title below": lambda s: [f"{s.standing} {s.name}：", s.title, *s.body],
    "no blank before the name": lambda s: [f"{s.standing}{s.name}：", s.title, *s.body],
    "no colon, short names spread": lambda s: [f"{s.standing}　{s.spread}", s.title, *s.body],
    "blanks between all parts": lambda s: [f"{s.standing.replace('、', '　')}　{s.spread}", s.title, *s.body],
    "brackets and a colon": lambda s: [f"{s.name}（{s.standing}）：", s.title, *s.body],
    "brackets alone": lambda s: [f"{s.name}（{s.standing}）", s.title, *s.body],
    "the title over the name": lambda s: [s.title, f"{s.standing}　{s.spread}", *s.body],
    "the title over a bulleted name": lambda s: [s.title, f"□ {s.standing} {s.name}", *s.body],
    "the title over a dash and the name": lambda s: [s.title, f"——{s.standing} {s.name}", *s.body],
    "the title over brackets": lambda s: [s.title, f"{s.name}（{s.standing}）", *s.body],
    "the name first": lambda s: [f"{s.name}　{s.standing}", s.title, *s.body],
    "the name first with a comma": lambda s: [f"{s.name}，{s.standing}", s.title, *s.body],
    "the name, posts and the title on a line": lambda s: [f"■{s.name} {s.standing}：{s.title}", *s.body],
    "a bullet": lambda s: [f"●{s.standing} {s.name}", s.title, *s.body],
    "square brackets": lambda s: [f"【{s.standing}　{s.name}】", s.title, *s.body],
    "fields": lambda s: [f"发言人：{s.name}（{s.standing}）", f"发言题目：{s.title}", *s.body],
    "the title after the colon": lambda s: [f"{s.standing}{s.name}：{s.title}", *s.body],
    "sex and people in brackets": lambda s: [f"{s.name}（女，苗族）　{s.standing}", s.title, *s.body],
    "posts in brackets on the next line": lambda s: [s.title, s.name, f"（{s.standing}）", *s.body],
    "a dash and the name at the end": lambda s: [s.title, *s.body, f"——{s.standing} {s.name}"],
    "the author's note at the end": lambda s: [s.title, *s.body, f"（作者系{s.standing} {s.name}）"],
    "the name in brackets at the end": lambda s: [s.title, *s.body, f"（{s.name}，{s.standing}）"],
    "Markdown": lambda s: [f"## {s.title}", f"**{s.standing} {s.name}**", *s.body],
}
BREAKS = {"lines": "\n", "blank lines": "\n\n", "indented paragraphs": "\n　　"}


def printed(layout: Layout, line_break: str) -> str:
    texts = []
    for speech in SPEECHES:
        first, *rest = layout(speech)
        texts.append(first + "".join((line_break if line in speech.body else "\n") + line for line in rest))
    return "江口市政协专题协商会发言摘登\n\n" + "\n\n".join(texts) + "\n"


def read(text: str) -> Draft:
    return parse(SourceText("摘登.txt", "0" * 64, "text_file", text))


@pytest.mark.parametrize("line_break", BREAKS.values(), ids=BREAKS.keys())
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_speeches_of_a_digest_are_found_in_any_layout(layout: Layout, line_break: str) -> None:
    speeches = read(printed(layout, line_break)).speeches

    assert [speech.speaker for speech in speeches] == [speech.name for speech in SPEECHES]
    for found, speech in zip(speeches, SPEECHES, strict=True):
        assert found.title == speech.title
        assert tuple((a.organisation, a.post) for a in found.affiliations) == speech.posts
        assert found.identities == ((speech.identity,) if speech.identity else ())
        assert tuple(paragraph.text for paragraph in found.paragraphs) == speech.body
        assert tuple(proposal.text for proposal in found.proposals) == speech.proposals


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_what_is_printed_from_a_draft_reads_as_the_draft_again(layout: Layout) -> None:
    first = read(printed(layout, "\n"))
    again = read(
        "\n\n".join(
            "\n".join([f"{SPEECHES[n].standing}　{s.speaker}：", s.title or "", *(p.text for p in s.paragraphs)])
            for n, s in enumerate(first.speeches)
        )
    )

    for one, other in zip(first.speeches, again.speeches, strict=True):
        assert (one.speaker, one.title, one.affiliations, one.identities) == (
            other.speaker,
            other.title,
            other.affiliations,
            other.identities,
        )
        assert [p.text for p in one.paragraphs] == [p.text for p in other.paragraphs]
        assert [p.text for p in one.proposals] == [p.text for p in other.proposals]
