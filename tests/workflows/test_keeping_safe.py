"""The dictionaries that lie beside the program are checked with the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_app import paths
from briefing_app.store.database import Library
from briefing_app.workflows import check
from briefing_app.workflows.dictionaries import NAMES, dictionary_faults, lexicon


def _copy_dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "resources" / "dictionaries"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.txt").write_bytes((paths.resources() / "dictionaries" / f"{name}.txt").read_bytes())
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    return folder


def test_what_ships_is_without_fault(library: Library) -> None:
    assert dictionary_faults() == []
    assert check(library).is_sound()


def test_subjects_are_no_generic_words() -> None:
    words = lexicon()
    assert set(words.vocabulary.subjects).isdisjoint(words.background.actions | words.background.things)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("themes", "养老：适老化\n住房：适老化\n".encode(), "“适老化”出现在 2 个主题下"),
        ("themes", "养老".encode("gb18030"), "不是 UTF-8"),
        ("background-actions", b" \n", "是空的"),
        ("background-things", None, "不存在"),
    ],
)
def test_an_edit_that_broke_a_dictionary_is_named(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None, fault: str
) -> None:
    path = _copy_dictionaries(tmp_path, monkeypatch) / f"{name}.txt"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    (finding,) = check(library).findings
    assert finding.kind == "dictionary"
    assert fault in finding.message
