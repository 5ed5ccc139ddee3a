"""This file gives the store's tests libraries in a temp folder, and meetings to put in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span
from briefing_app.store import meetings, proposals, sources, speeches
from briefing_app.store.database import Library, open_library


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library as the migrations make it; tests work on copies."""
    path = tmp_path_factory.mktemp("template") / "library.sqlite3"
    open_library(path).close()
    return path


@pytest.fixture
def new_library(tmp_path: Path, empty_library: Path) -> Iterator[Callable[[], Library]]:
    opened: list[Library] = []

    def make() -> Library:
        path = tmp_path / f"{len(opened)}.sqlite3"
        shutil.copyfile(empty_library, path)
        opened.append(open_library(path, author="李敏"))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def library(new_library: Callable[[], Library]) -> Library:
    return new_library()


@dataclass(frozen=True)
class Told:
    """What `tell` has put into a library."""

    meeting_id: int
    source_id: int
    speech_id: int
    proposal_ids: tuple[int, ...]


def tell(
    session: Session,
    text: str = "先说成绩。建议加快算力建设。再说不足。建议培养人才。",
    *,
    quotes: tuple[str, ...] = ("建议加快算力建设。", "建议培养人才。"),
    speaker: str | None = "曾小单",
    label: str | None = None,
    co_speakers: tuple[str, ...] = (),
    organisation: str = "湖岸大学",
    identity: str = "政协委员",
    title: str | None = "夯实数字底座",
    facts: MeetingFacts | None = None,
    meeting_id: int | None = None,
    order: int = 1,
    sha256: str = "",
) -> Told:
    """A meeting (or a further speech in one) from a source that holds a headline, the text, and a caption."""
    meeting_id = meeting_id or meetings.add(session, facts or MeetingFacts(name="专题会"), reviewed=True)
    headline = "要闻\n"
    source_text = f"{headline}{text}图为会场"
    parts = [
        SourcePart("要闻", (Span(0, 2),), role=PartRole.HEADLINE),
        SourcePart(
            "图为会场",
            (Span(len(headline) + len(text), len(source_text)),),
            reason=RemovalReason.CAPTION,
        ),
    ]
    source_id = sources.add(
        session,
        name="报纸.txt",
        sha256=sha256 or f"{meeting_id}-{order}",
        reader="text_file",
        text=source_text,
        content=source_text.encode(),
        parts=parts,
        meeting_id=meeting_id,
    )
    paragraphs = []
    start = len(headline)
    for line in text.split("\n"):
        paragraphs.append((line, (Span(start, start + len(line)),)))
        start += len(line) + 1
    speech = speeches.add(
        session,
        meeting_id=meeting_id,
        source_id=source_id,
        order=order,
        speaker=speaker,
        label=label,
        co_speakers=co_speakers,
        header=f"{speaker}：",
        header_spans=(),
        title=title,
        title_spans=(),
        on_behalf_of=None,
        affiliations=[Affiliation(organisation, "教授")],
        identities=[identity],
        paragraphs=paragraphs,
    )
    ids = []
    for quote in quotes:
        at = text.index(quote)
        span = Span(at, at + len(quote))
        ids.append(
            proposals.add(
                session,
                speech_id=speech.id,
                span=span,
                spans=(span.shifted(len(headline)),),
                text=quote,
                cue="建议",
                reason="以建议开头",
                confidence=0.9,
            )
        )
    return Told(meeting_id, source_id, speech.id, tuple(ids))


@pytest.fixture(name="tell", scope="session")
def _tell() -> Callable[..., Told]:
    return tell
