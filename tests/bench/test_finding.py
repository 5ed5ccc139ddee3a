"""Search, lists and counts in a large library, against ripgrep over the same texts (targets 4, 7, 8 and 9)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from measuring import ROWS, Against

from briefing_app.domain.filters import ProposalFilter
from briefing_app.store import proposals
from briefing_app.store.search import count, newest

# characters, common or rare -> query
QUERIES = {
    "1 common": "区", "1 rare": "鹮", "2 common": "社区", "2 rare": "盲道",
    "4 common": "社区公交", "4 rare": "候鸟观测", "8 common": "明确责任单位和完", "8 rare": "，兼顾候鸟观测",
}  # fmt: skip


@pytest.fixture(scope="session")
def texts(filled: Path) -> Path:
    """The recommendations as a text file, a line each, for ripgrep and for Python."""
    from briefing_app.store.database import open_library

    library = open_library(filled)
    with library.reading() as session:
        lines = [text for _, text in proposals.texts(session)]
    library.close()
    path = filled.with_suffix(".txt")
    path.write_text("\n".join(lines), "utf-8")
    return path


def ripgrep(query: str, texts: Path, target: float) -> Against | None:
    program = shutil.which("rg")
    if program is None:
        return None
    command = [program, "-c", "-F", query, str(texts)]
    return Against("rg -c", lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False), target)


@pytest.mark.parametrize("kind", QUERIES)
def test_a_search_finds_what_python_finds(large, texts, measure, kind):
    query = QUERIES[kind]

    def reading(work):
        def run():
            with large.reading() as session:
                return work(session)

        return run

    find = reading(lambda s: newest(s, query, "proposal", limit=50))
    count_all = reading(lambda s: count(s, query, kinds=["proposal"])["proposal"])
    wanted = sum(query in line for line in texts.read_text("utf-8").splitlines())
    assert count_all() == wanted
    assert len(find()) == min(50, wanted)
    assert all(query in hit.text for hit in find())
    measure(f"search: {kind}, first 50", find, against=ripgrep(query, texts, 0.5), rows=ROWS)
    exact = ripgrep(query, texts, 1 if len(query) <= 2 else 3)
    measure(f"search: {kind}, exact count", count_all, against=exact, rows=ROWS)


def test_lists_of_a_large_library(large, measure):
    def reading(work):
        def run():
            with large.reading() as session:
                return work(session)

        return run

    everything = ProposalFilter()
    first = reading(lambda s: proposals.find(s, everything, limit=100))
    assert len(first()) == min(100, ROWS)
    assert reading(lambda s: len(proposals.ids(s, everything)))() == ROWS
    measure("list: first 100 rows", first, rows=ROWS)
    measure("list: all ids in the order of the meeting", reading(lambda s: proposals.ids(s, everything)), rows=ROWS)
    measure("list: all ids by speaker", reading(lambda s: proposals.ids(s, everything, sort="speaker")), rows=ROWS)
    measure("list: count", reading(proposals.count), rows=ROWS)
    theme = ProposalFilter(themes=("停车",), important=True)
    measure("list: filtered by theme and 重点", reading(lambda s: proposals.ids(s, theme)), rows=ROWS)
