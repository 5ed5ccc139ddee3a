"""A pack of fifty pages on its page: from an edit to the picture of the page in view, in the real window (issue 6: 300 ms)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import large_packs
import pytest
from measuring import RUNS, Figure
from PySide6.QtWidgets import QApplication

from briefing_app import workflows
from briefing_app.domain.packs import Pack, PackKind
from briefing_app.settings import Settings
from briefing_app.store import meetings, packs
from briefing_app.store.database import Library, open_library
from briefing_app.ui.context import Context
from briefing_app.ui.packs.page import PacksPage
from briefing_app.ui.preferences import Preferences

SPEECHES = 6 if RUNS > 1 else 2  # of eight pages, with the contents and lists of their pack


@pytest.fixture
def fifty_pages(tmp_path: Path) -> Iterator[Library]:
    """A library with one meeting of long speeches."""
    written = tmp_path / "article.txt"
    written.write_text(large_packs.article(SPEECHES), encoding="utf-8")
    library = open_library(tmp_path / "library.sqlite3")
    workflows.save_draft(library, workflows.read_draft(written), reviewed=True)
    yield library
    library.close()


@pytest.mark.parametrize("kind", [PackKind.COMPILATION, PackKind.DIGEST], ids=lambda kind: kind.value)
def test_an_edit_is_seen_at_once(
    qtbot, qapp: QApplication, measure: Callable[..., Figure], tmp_path: Path, fifty_pages: Library, kind: PackKind
) -> None:
    context = Context(Preferences(tmp_path / "settings.json", Settings()))
    context.set_library(fifty_pages)
    meeting = context.read(meetings.find)[0].id
    with fifty_pages.transaction("x") as session:
        packs.save(session, Pack(None, "汇编", kind, (meeting,)))
    page = PacksPage(context)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    page.reload()
    pages = page._preview._pages
    qtbot.waitUntil(lambda: bool(pages._pictures) and context.tasks.is_idle(), timeout=60_000)
    ids = [proposal.id for _, inside in page._view.groups for proposal in inside]
    turns = itertools.cycle([(one, inside) for one in ids[:20] for inside in (False, True)])

    def edit() -> None:
        seen = pages._reader
        one, inside = next(turns)
        page._tick([one], inside=inside)
        while pages._reader is seen or not pages._pictures:
            qapp.processEvents()

    figure = measure(f"edit to picture, {kind.value}", edit, rows=page._preview.page_count)
    assert figure.median_ms > 0
    page.close()
    context.tasks.close()
