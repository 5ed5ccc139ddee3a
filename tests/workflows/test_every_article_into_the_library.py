"""Whatever the parser makes of an article can be stored, and every quotation holds afterwards."""

from __future__ import annotations

from pathlib import Path

from briefing_app.store.database import Library
from briefing_app.workflows import check, read_draft, save_draft

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"


def _save_all(library: Library, paths: list[Path]) -> None:
    for path in paths:
        draft = read_draft(path)
        saved = save_draft(library, draft)
        assert saved.speeches == len(draft.speeches), path.name
        assert saved.proposals == sum(len(speech.proposals) for speech in draft.speeches), path.name


def test_our_own_articles_are_stored_word_for_word(library: Library) -> None:
    articles = sorted(ARTICLES.glob("*.txt"))
    assert len(articles) > 10
    _save_all(library, articles)
    assert check(library).findings == ()


def test_the_real_material_is_stored_word_for_word(library: Library, corpus: Path) -> None:
    _save_all(library, sorted(corpus.glob("*.txt")))
    assert check(library).findings == ()
