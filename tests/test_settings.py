"""Settings survive a restart, another version, and damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_app import settings
from briefing_app.errors import UnwritableFile
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
    assert "text_scale" in loaded.note


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
