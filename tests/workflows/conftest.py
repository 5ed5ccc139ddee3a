"""This file gives the workflow tests a library, a small draft made by hand, and two offices that exchange."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing_app import workflows
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions
from briefing_app.domain.people import Affiliation
from briefing_app.domain.table_layout import Layout, Layouts
from briefing_app.domain.text import Span
from briefing_app.importing.draft import Doubt, Draft, DraftParagraph, DraftProposal, DraftSpeech, SourceText
from briefing_app.store import (
    annotations,
    attachments,
    comparisons,
    followups,
    packs,
    person_decisions,
    proposals,
    saved_filters,
    speeches,
    units,
)
from briefing_app.store.database import Library, open_library
from briefing_app.workflows.exchanging import write_exchange

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample_article.txt"
TODAY = date(2026, 9, 6)
Office = Callable[[str], Library]

# A column cut stands in the middle of the first paragraph, a caption between the two speeches.
TEXT = """听民声 聚良策

市政协委员 白露：

家门口的养老

建议在每个街道办一所老年食堂，由财政

资金补贴三年。社区医院应当为食堂配营养师。

白露

市图书馆馆长 温泉（代表民进市委会）：

书香进社区

建议图书馆为老年人开设晚间专场。
"""
FACTS = MeetingFacts(session="市政协第三次双周协商座谈会", topic="十五分钟生活圈", date_text="5月6日")


def at(passage: str, *, after: str = "") -> Span:
    """Where a passage stands in the text."""
    start = TEXT.index(passage, TEXT.index(after) if after else 0)
    return Span(start, start + len(passage))


def _proposal(text: str, *parts: str) -> DraftProposal:
    return DraftProposal(text, tuple(at(part) for part in parts), "建议", 0.9, "句首有“建议”")


def _part(text: str, **kind: PartRole | RemovalReason) -> SourcePart:
    return SourcePart(text, (at(text, after="营养师" if text == "白露" else ""),), **kind)  # type: ignore[arg-type]


@pytest.fixture
def draft() -> Draft:
    """Two speeches with three recommendations."""
    first = DraftSpeech(
        order=1,
        speaker="白露",
        header="市政协委员 白露：",
        header_spans=(at("市政协委员 白露："),),
        title="家门口的养老",
        title_spans=(at("家门口的养老"),),
        identities=("市政协委员",),
        paragraphs=(
            DraftParagraph(
                "建议在每个街道办一所老年食堂，由财政资金补贴三年。社区医院应当为食堂配营养师。",
                (at("建议在每个街道办一所老年食堂，由财政"), at("资金补贴三年。社区医院应当为食堂配营养师。")),
            ),
        ),
        proposals=(
            _proposal(
                "建议在每个街道办一所老年食堂，由财政资金补贴三年",
                "建议在每个街道办一所老年食堂，由财政",
                "资金补贴三年",
            ),
            _proposal("社区医院应当为食堂配营养师", "社区医院应当为食堂配营养师"),
        ),
    )
    second = DraftSpeech(
        order=2,
        speaker="温泉",
        header="市图书馆馆长 温泉（代表民进市委会）：",
        header_spans=(at("市图书馆馆长 温泉（代表民进市委会）："),),
        title="书香进社区",
        title_spans=(at("书香进社区"),),
        affiliations=(Affiliation("市图书馆", "馆长"),),
        on_behalf_of="民进市委会",
        paragraphs=(DraftParagraph("建议图书馆为老年人开设晚间专场。", (at("建议图书馆为老年人开设晚间专场。"),)),),
        proposals=(_proposal("建议图书馆为老年人开设晚间专场", "建议图书馆为老年人开设晚间专场"),),
        confidence=0.5,
        reason="署名在括号里",
    )
    content = TEXT.encode()
    return Draft(
        source=SourceText("生活圈.txt", hashlib.sha256(content).hexdigest(), "text_file", TEXT, content),
        meeting=FACTS,
        speeches=(first, second),
        front_matter=(_part("听民声 聚良策", role=PartRole.HEADLINE),),
        removed=(_part("白露", reason=RemovalReason.CAPTION),),
        warnings=(
            Doubt("year_missing", "材料没有写明年份"),
            Doubt("unsure_speaker", "署名在括号里", second.header_spans, 0.5),
        ),
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "library.sqlite3", author="沈知夏")
    yield opened
    opened.close()


@pytest.fixture
def office(tmp_path: Path):
    """An office with an empty library."""
    opened = []

    def make(name: str) -> Library:
        opened.append(open_library(tmp_path / f"{name}.sqlite3", author=name))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture(scope="session")
def _worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library of an office that has worked with the sample, and what it sends.

    Marks, tags, an item with its log and a file; made once, every test works on copies.
    """
    folder = tmp_path_factory.mktemp("office")
    library = open_library(folder / "甲.sqlite3", author="甲")
    workflows.save_draft(library, workflows.read_draft(SAMPLE), reviewed=True)
    with library.transaction("整理") as session:
        ids = proposals.ids(session)
        proposals.tag(session, ids[:2], "重点办理")
        proposals.set_important(session, ids[:1], True)
        speech = speeches.find(session)[0]
        annotations.add(session, speech.id, Span(0, 4), colour=MarkColour.DATA, note="核数", author="甲")
        item = followups.add(
            session, title="建算力中心", proposal_ids=ids[:2], lead="市工信局", with_units=["市财政局"], due=TODAY
        )
        units.add_alias(session, "市工信局", "工信局")
        followups.move(session, item.id, FollowUpStatus.ASSIGNED, today=date(2026, 8, 1), note="请办")
        entry = followups.log(session, item.id, EntryKind.INSTRUCTION, "抓紧", dated=date(2026, 8, 2))
        attachments.add(session, item.id, "批示.pdf", b"%PDF-1.4", entry_id=entry.id)
        saved_filters.save(session, "本周要看", ProposalFilter(meetings=(1,), text="算力"))
        comparisons.set_layouts(
            session, 1, Layouts(tables=((ComparedBy.SPEAKER, Layout(columns=("1", "2"), rows=(1,))),))
        )
        pack = packs.save(session, Pack(None, "摘编", PackKind.DIGEST, (1,), PackOptions(hand_order=(2, 1))))
        digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
        packs.add_version(
            session, pack, sha256=digest, format=PackFormat.PDF, file_name="摘编.pdf", content=b"%PDF-1.7"
        )
        person_decisions.keep_apart(session, 1, 2)
        # What lies in the 回收站 stays at home.
        followups.remove(session, followups.add(session, title="不要了", proposal_ids=(), lead="市水务局").id)
    write_exchange(library, folder / "甲.ycx")
    library.close()
    return folder


@pytest.fixture
def ours(_worked: Path, office: Office, tmp_path: Path) -> Library:
    shutil.copy(_worked / "甲.sqlite3", tmp_path)
    return office("甲")


@pytest.fixture
def sent(_worked: Path, tmp_path: Path) -> Path:
    shutil.copy(_worked / "甲.ycx", tmp_path)
    return tmp_path / "甲.ycx"
