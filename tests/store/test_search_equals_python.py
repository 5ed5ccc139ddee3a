"""Search finds exactly what Python's `in` finds, whatever happened to the records."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.followups import EntryKind
from briefing_app.domain.proposals import RewordingKind
from briefing_app.domain.text import Span
from briefing_app.store import annotations as marks
from briefing_app.store import followups, meetings, proposals, speeches
from briefing_app.store.correcting import correct
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import rebuild, search
from briefing_app.store.search.query import FIELDS

# Few characters, so that parts repeat and neighbours meet; with what width, case and rarity can bring.
LETTERS = "发展算力人才建设，。ＡaB1㎡①é𬱖䶮𠮷😀 \n“”*\"'"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=30).filter(lambda text: text.strip())
QUERIES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def everything(library: Library) -> dict[tuple[str, int], str]:
    """The searchable text of what is there, read the plain way."""
    found: dict[tuple[str, int], str] = {}
    with library.reading() as session:
        for speech in speeches.find(session):
            found["speech", speech.id] = "\n".join(filter(None, (speech.text, speech.title)))
        for proposal in proposals.find(session):
            found["proposal", proposal.id] = "\n".join(filter(None, (proposal.text, proposal.summary)))
        for note in marks.find(session):
            if note.note:
                found["annotation", note.id] = note.note
        for item in followups.find(session):
            found["followup", item.id] = "\n".join((item.title, *(entry.text for entry in item.entries)))
    return found


def assert_search_is_in(library: Library, query: str) -> None:
    parts = folded(query).split()
    expected = {
        place for place, text in everything(library).items() if parts and all(part in folded(text) for part in parts)
    }
    with library.reading() as session:
        result = search(session, query, limit=10_000, kinds=KINDS)
    assert {(hit.kind, hit.id) for hit in result.hits} == expected
    assert result.total == len(expected)
    for hit in result.hits:
        assert hit.matches
        assert all(any(part in folded(span.of(hit.text)) for part in parts) for span in hit.matches)


KINDS = ("speech", "proposal", "annotation", "followup")


class Changing:
    """A library that changes at random: each method is one step, with a text and a number to choose by."""

    def __init__(self, library: Library, tell) -> None:
        self.library, self.tell = library, tell
        self.told, self.done, self.undone = [], [], []
        self.number = 0

    def take(self, step: str, text: str, which: int) -> None:
        if step == "insert":
            self.insert(text)
        elif step == "undo":
            self.undo()
        elif step == "redo":
            self.redo()
        elif self.told:
            one = self.told[which % len(self.told)]
            self.done.append(self.library.perform("改动", lambda s: getattr(self, step)(s, one, text)).changes)
            self.undone.clear()

    def insert(self, text: str) -> None:
        self.number += 1
        quote = next(line for line in text.split("\n") if line.strip())
        done = self.library.perform(
            "导入",
            lambda s: self.tell(s, text, quotes=(quote,), title=text[:3].strip() or None, sha256=str(self.number)),
        )
        self.told.append(done.value)
        self.done.append(done.changes)
        self.undone.clear()

    def undo(self) -> None:
        if self.done:
            changes = self.done.pop()
            self.library.undo(changes)
            self.undone.append((changes, self.told.pop() if changes.action == "导入" else None))

    def redo(self) -> None:
        if self.undone:
            changes, told = self.undone.pop()
            self.library.redo(changes)
            self.done.append(changes)
            if told is not None:
                self.told.append(told)

    def summarise(self, s, one, text: str) -> None:
        proposals.set_summary(s, one.proposal_ids[0], text, RewordingKind.SUMMARY)

    def correct(self, s, one, text: str) -> None:
        now = speeches.one(s, one.speech_id).text
        at = len(text) % len(now)
        span = Span(at, min(len(now), at + 3))
        if "\n" not in span.of(now):
            correct(s, one.speech_id, span, text.replace("\n", "改") + "。")

    def annotate(self, s, one, text: str) -> None:
        marks.add(s, one.speech_id, Span(0, 1), colour=MarkColour.IDEA, note=text, author="")

    def rewrite_note(self, s, one, text: str) -> None:
        for note in marks.find(s, speech_id=one.speech_id)[:1]:
            marks.update(s, note.id, note=text[::-1])

    def remove_note(self, s, one, _text: str) -> None:
        for note in marks.find(s, speech_id=one.speech_id)[:1]:
            marks.remove(s, note.id)

    def follow_up(self, s, one, text: str) -> None:
        title = " ".join(text.split())
        item = followups.add(s, title=title, proposal_ids=one.proposal_ids, lead="")
        followups.log(s, item.id, EntryKind.NOTE, text)

    def remove_item(self, s, one, _text: str) -> None:
        for item in followups.find(s, proposal_id=one.proposal_ids[0])[:1]:
            followups.remove(s, item.id)

    def remove_meeting(self, s, one, _text: str) -> None:
        meetings.remove(s, one.meeting_id)

    def restore_meeting(self, s, one, _text: str) -> None:
        meetings.restore(s, one.meeting_id)

    def remove_speech(self, s, one, _text: str) -> None:
        speeches.remove(s, one.speech_id)

    def remove_proposal(self, s, one, _text: str) -> None:
        proposals.remove(s, one.proposal_ids)


KINDS_OF_STEPS = (
    "insert",
    "insert",
    "summarise",
    "correct",
    "remove_meeting",
    "restore_meeting",
    "remove_speech",
    "remove_proposal",
    "annotate",
    "rewrite_note",
    "remove_note",
    "follow_up",
    "remove_item",
    "undo",
    "redo",
)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS_OF_STEPS), TEXTS, st.integers(0, 5)), min_size=1, max_size=16)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, queries=st.lists(QUERIES, min_size=3, max_size=8))
def test_search_is_python_in_after_any_changes(tmp_path_factory, empty_library: Path, tell, steps, queries) -> None:
    path = tmp_path_factory.mktemp("search") / "library.sqlite3"
    shutil.copyfile(empty_library, path)
    library = open_library(path)
    changing = Changing(library, tell)
    for step in steps:
        changing.take(*step)
    asked = [query for query in (*queries, *(text[:3] for _, text, _ in steps)) if '"' not in query]
    for query in asked:
        assert_search_is_in(library, query)
    with library.transaction() as session:
        rebuild(session)
    for query in asked:
        assert_search_is_in(library, query)
    library.close()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(st.sampled_from(LETTERS + "".join(FIELDS) + ":：()^-+NEARORANDNOT\0\ud800")))
def test_no_query_raises(library: Library, query: str) -> None:
    with library.reading() as session:
        search(session, query)
