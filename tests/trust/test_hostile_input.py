"""Whatever stands in settings, filters, options, queries and names: no crash, nothing interpreted, nothing in the log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from briefing_app import cli, logs, paths
from briefing_app import settings as kept
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import PackOptions
from briefing_app.store.as_json import filter_from_json, options_from_json, to_json
from briefing_app.store.database import open_library
from briefing_app.store.search import search
from briefing_app.store.search.query import FIELDS, read_query
from briefing_app.ui.crash_dialog import report_of
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.tips import plain_tip
from briefing_app.workflows.portions import file_name

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
SETTINGS = sorted(kept._FIELDS)
FILTER = sorted(ProposalFilter.__dataclass_fields__)
OPTIONS = sorted(PackOptions.__dataclass_fields__)
MARKUP = '<img src="file:///etc/hosts"><b>粗</b><a href="http://203.0.113.9/">点我</a>'
SHARED = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(content=st.dictionaries(st.sampled_from(SETTINGS) | st.text(max_size=6), JSON, max_size=6))
@pytest.mark.expects_log
def test_settings_of_any_shape_open_the_program(tmp_path: Path, content: dict) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(content), "utf-8")
    loaded = kept.load(path).settings
    kept.save(loaded, path)
    assert kept.load(path).settings == loaded


@SHARED
@given(content=st.binary(max_size=60))
@pytest.mark.expects_log
def test_settings_of_any_bytes_open_the_program(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = kept.load(path)
    assert loaded.note or loaded.settings == kept.Settings(unknown=loaded.settings.unknown)


@given(st.dictionaries(st.sampled_from(FILTER) | st.text(max_size=6), JSON, max_size=6))
def test_a_saved_filter_of_any_shape_is_a_filter(stored: dict) -> None:
    understood = filter_from_json(stored)
    assert filter_from_json(json.loads(json.dumps(to_json(understood)))) == understood


@given(st.dictionaries(st.sampled_from(OPTIONS) | st.text(max_size=6), JSON, max_size=6))
def test_options_of_any_shape_are_options(stored: dict) -> None:
    understood = options_from_json(stored)
    assert options_from_json(json.loads(json.dumps(to_json(understood)))) == understood


QUERY = st.lists(
    st.text(max_size=6)
    | st.sampled_from([*(f"{field}:" for field in FIELDS), '"', '"建议"', "*", "NEAR(", "OR", "'", ";--"]),
    max_size=6,
).map(" ".join)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    opened = open_library(tmp_path_factory.mktemp("hostile") / "library.sqlite3")
    yield opened
    opened.close()


@given(typed=QUERY)
def test_any_query_is_a_query_and_never_a_command(library, typed: str) -> None:
    read_query(typed)
    with library.reading() as session:
        assert search(session, typed).total == 0


def test_labels_and_tooltips_interpret_nothing(qtbot) -> None:
    for label in (PlainLabel(MARKUP), ElidedLabel(MARKUP)):
        qtbot.addWidget(label)
        assert label.textFormat().name == "PlainText"
    assert plain_tip("普通的题目") == "普通的题目"
    shown = QLabel(plain_tip(MARKUP))
    qtbot.addWidget(shown)
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(plain_tip(MARKUP))
    assert document.toPlainText() == MARKUP


def test_neither_log_nor_crash_report_holds_article_text(sample_article: Path, tmp_path: Path, capsys) -> None:
    logs.start(paths.logs(), level=logging.DEBUG)
    try:
        assert cli.main(["import", str(sample_article)]) == 0
        assert cli.main(["search", "算力"]) == 0
        assert cli.main(["export", "--meeting", "1", "--kind", "digest", "-o", str(tmp_path / "册.json")]) == 0
        assert cli.main(["check"]) == 0
    finally:
        logs.stop()
    capsys.readouterr()
    written = (paths.logs() / logs.FILE_NAME).read_text("utf-8")
    assert written
    article = "".join(sample_article.read_text("utf-8").split())
    assert not [article[at : at + 6] for at in range(len(article) - 6) if article[at : at + 6] in written]
    sentence = article[200:230]
    with pytest.raises(ValueError, match=sentence[:4]) as raised:
        int(sentence)
    assert sentence not in report_of(raised.type, raised.value, raised.tb)


@given(
    st.text(max_size=300)
    | st.sampled_from(["../../etc/passwd", "C:\\x", "CON", ".", "..", "a/b", "名\x00称", "长" * 300])
)
def test_no_name_of_a_pack_leads_out_of_the_folder(name: str) -> None:
    made = f"{file_name(name)}.docx"
    assert Path(made).name == made
    assert not set(made) & set('/\\:*?"<>|\0')
    assert len(made.encode()) <= 255
