"""Settings survive a restart, another version, and damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_app import settings
from briefing_app.errors import SettingsUnusable, UnwritableFile
from briefing_app.settings import ColumnLayout, Deadlines, HousePaper, Look, Settings

CHOSEN = Settings(
    author="张三",
    look=Look.DARK,
    text_scale=125,
    deadlines=Deadlines(lead_months=2),
    last_library=Path("资料") / "市政协.briefing",
    backup_folder=Path("备份"),
    window_state="AAEC",
    columns={"proposals": (ColumnLayout("speaker", 90), ColumnLayout("text", 400, shown=False))},
    papers=(HousePaper("市政协文件", top=30.0, rows=24, fonts={"仿宋": "方正仿宋"}),),
    recent=(Path("一.briefing"), Path("二.briefing")),
)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = settings.load(tmp_path / "settings.json")
    assert loaded == settings.Loaded(Settings())
    assert loaded.settings.deadlines == Deadlines(3, 1, 6)


def test_everything_that_is_saved_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings.save(CHOSEN, path)
    assert settings.load(path) == settings.Loaded(CHOSEN)
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_every_setting_has_a_place_in_the_file() -> None:
    assert set(settings.to_json(Settings())) == set(Settings.__dataclass_fields__) - {"unknown"}


def test_keys_of_another_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"author": "李四", "voice": {"speed": 2}}', "utf-8")
    loaded = settings.load(path).settings
    settings.save(loaded, path)
    assert json.loads(path.read_text("utf-8"))["voice"] == {"speed": 2}


@pytest.mark.parametrize("content", ["{", "[]", "\x00\x01", '"text"'])
@pytest.mark.expects_log
def test_a_damaged_file_is_kept_aside_and_the_user_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, "utf-8")
    loaded = settings.load(path)
    (kept,) = tmp_path.iterdir()
    assert loaded.settings == Settings()
    assert kept.name in loaded.note
    assert kept.read_text("utf-8") == content


def test_one_bad_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"author": "王五", "text_scale": 900, "look": "blue", "recent": 3, "columns": []}', "utf-8")
    loaded = settings.load(path)
    assert loaded.settings == Settings(author="王五")
    assert "文字大小" in loaded.note


def test_a_library_just_opened_stands_first_and_once() -> None:
    paths = [Path(f"{number}.briefing") for number in range(12)]
    after = Settings()
    for path in [*paths, paths[5]]:
        after = after.with_library(path)
    assert after.last_library == paths[5]
    assert after.recent[:2] == (paths[5], paths[11])
    assert len(after.recent) == len(set(after.recent)) == settings.RECENT_KEPT


def test_a_place_that_cannot_be_written_is_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UnwritableFile):
        settings.save(CHOSEN, tmp_path / "file" / "settings.json")


def test_an_export_brings_the_choices_and_leaves_what_belongs_to_the_computer(tmp_path: Path) -> None:
    path = tmp_path / "设置.json"
    settings.export(CHOSEN, path)
    written = path.read_text("utf-8")
    assert "张三" not in written
    assert "备份" not in written
    here = Settings(author="李四", last_library=Path("本机"), text_scale=90)
    loaded = settings.take_over(here, path)
    assert loaded.note == ""
    assert (loaded.settings.author, loaded.settings.last_library) == ("李四", Path("本机"))
    assert (loaded.settings.look, loaded.settings.text_scale) == (Look.DARK, 125)
    assert (loaded.settings.papers, loaded.settings.columns) == (CHOSEN.papers, CHOSEN.columns)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"text_scale": 125}', b'{"briefing_settings": 1']
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.json"
    path.write_bytes(content)
    with pytest.raises(SettingsUnusable):
        settings.take_over(CHOSEN, path)
    with pytest.raises(SettingsUnusable):
        settings.take_over(CHOSEN, tmp_path / "没有.json")


def test_what_an_export_says_wrongly_stays_as_it_is_and_is_named_in_words(tmp_path: Path) -> None:
    path = tmp_path / "设置.json"
    path.write_text('{"briefing_settings": 1, "text_scale": 900, "look": "light", "author": "王五"}', "utf-8")
    loaded = settings.take_over(CHOSEN, path)
    assert (loaded.settings.text_scale, loaded.settings.look, loaded.settings.author) == (125, Look.LIGHT, "张三")
    assert "文字大小" in loaded.note
    assert "text_scale" not in loaded.note


def test_a_reset_gives_the_defaults_and_leaves_what_belongs_to_the_computer() -> None:
    after = settings.reset(CHOSEN)
    assert (after.look, after.text_scale, after.papers, after.columns) == (Look.SYSTEM, 100, (), {})
    assert (after.author, after.recent, after.backup_folder) == (CHOSEN.author, CHOSEN.recent, CHOSEN.backup_folder)


def test_every_setting_has_a_word_for_people() -> None:
    assert set(settings._WORDS) == set(Settings.__dataclass_fields__) - {"unknown"}
