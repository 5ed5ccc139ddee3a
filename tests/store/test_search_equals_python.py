"""Search finds exactly what Python's `in` finds, whatever happened to the records."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.domain.proposals import RewordingKind
from briefing_app.store import meetings, proposals, speeches
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import rebuild, search
from briefing_app.store.search.query import FIELDS

# Few characters, so that parts repeat and neighbours meet; with what width, case and rarity can bring.
LETTERS = "发展算力人才建设，。ＡaB1㎡①é𬱖䶮𠮷😀 \n“”*\"'"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=30).filter(lambda text: text.strip())
QUERIES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, empty_library: Path) -> list[Path]:
    """Paths of fresh libraries, endlessly."""
    folder = tmp_path_factory.mktemp("libraries")

    class Fresh(list[Path]):
        def pop(self, *_: object) -> Path:  # type: ignore[override]
            path = folder / f"{len(list(folder.iterdir()))}.sqlite3"
            shutil.copyfile(empty_library, path)
            return path

    return Fresh()


def everything(library: Library) -> dict[tuple[str, int], str]:
    """The searchable text of what is there, read the plain way."""
    found: dict[tuple[str, int], str] = {}
    with library.reading() as session:
        for speech in speeches.find(session):
            found["speech", speech.id] = "\n".join(filter(None, (speech.text, speech.title)))
        for proposal in proposals.find(session):
            found["proposal", proposal.id] = "\n".join(filter(None, (proposal.text, proposal.summary)))
    return found


def assert_search_is_in(library: Library, query: str) -> None:
    parts = folded(query).split()
    expected = {
        place for place, text in everything(library).items() if parts and all(part in folded(text) for part in parts)
    }
    with library.reading() as session:
        result = search(session, query, limit=10_000, kinds=("speech", "proposal"))
    assert {(hit.kind, hit.id) for hit in result.hits} == expected
    assert result.total == len(expected)
    for hit in result.hits:
        assert hit.matches
        assert all(any(part in folded(span.of(hit.text)) for part in parts) for span in hit.matches)


class Changing:
    """A library that changes at random."""

    def __init__(self, library: Library, tell: object) -> None:
        self.library, self.tell, self.done = library, tell, []
        self.told = []

    def insert(self, text: str) -> None:
        def work(session):
            quote = next(line for line in text.split("\n") if line.strip())
            return self.tell(session, text, quotes=(quote,), title=text[:3].strip() or None, sha256=str(len(self.told)))

        done = self.library.perform("导入", work)
        self.told.append(done.value)
        self.done.append(done.changes)

    def change(self, work) -> None:
        if self.told:
            self.done.append(self.library.perform("改动", work).changes)

    def undo(self) -> None:
        if self.done:
            self.library.undo(self.done.pop())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "insert",
                "insert",
                "summarise",
                "remove_meeting",
                "restore_meeting",
                "remove_speech",
                "remove_proposal",
                "undo",
            )
        ),
        TEXTS,
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, queries=st.lists(QUERIES, min_size=3, max_size=8))
def test_search_is_python_in_after_any_changes(places, tell, steps, queries) -> None:
    library = open_library(places.pop())
    changing = Changing(library, tell)
    for step, text, which in steps:
        one = changing.told[which % len(changing.told)] if changing.told else None
        if step == "insert":
            changing.insert(text)
        elif step == "undo":
            undone = changing.done[-1] if changing.done else None
            changing.undo()
            if undone is not None and undone.action == "导入":
                changing.told.pop()
        elif step == "summarise":
            changing.change(
                lambda s, one=one, text=text: proposals.set_summary(s, one.proposal_ids[0], text, RewordingKind.SUMMARY)
            )
        elif step == "remove_meeting":
            changing.change(lambda s, one=one: meetings.remove(s, one.meeting_id))
        elif step == "restore_meeting":
            changing.change(lambda s, one=one: meetings.restore(s, one.meeting_id))
        elif step == "remove_speech":
            changing.change(lambda s, one=one: speeches.remove(s, one.speech_id))
        elif step == "remove_proposal":
            changing.change(lambda s, one=one: proposals.remove(s, one.proposal_ids))
    for query in [*queries, *(text[:3] for _, text, _ in steps)]:
        if '"' not in query:
            assert_search_is_in(library, query)
    with library.transaction() as session:
        rebuild(session)
    for query in queries:
        if '"' not in query:
            assert_search_is_in(library, query)
    library.close()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(st.sampled_from(LETTERS + "".join(FIELDS) + ":：()^-+NEARORANDNOT\0\ud800")))
def test_no_query_raises(library, query) -> None:
    with library.reading() as session:
        search(session, query)
