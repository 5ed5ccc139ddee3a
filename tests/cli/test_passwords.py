"""A library with a password through the command: set, used, changed and taken away, and never an argument."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefing_app import paths
from briefing_app.cli import unlocking
from briefing_app.store.keys import is_encrypted

PASSWORD = "湖岸市-2026"
OTHER = "另一个-2026"


@pytest.fixture
def at_the_terminal(monkeypatch: pytest.MonkeyPatch):
    """A person who types these answers."""

    def type_in(*answers: str) -> list[str]:
        asked, left = [], list(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(unlocking, "getpass", lambda prompt: asked.append(prompt) or left.pop(0))
        return asked

    return type_in


@pytest.fixture
def encrypted(imported, briefing, monkeypatch) -> Path:
    """The sample in a library with a password, and nothing in the environment any more."""
    briefing("backup")
    monkeypatch.setenv("BRIEFING_NEW_PASSWORD", PASSWORD)
    assert briefing("password").status == 0
    monkeypatch.delenv("BRIEFING_NEW_PASSWORD")
    return paths.library()


def plain_files() -> list[Path]:
    return [file for file in paths.data().rglob("*.sqlite3") if not is_encrypted(file)]


def test_a_password_encrypts_the_library_and_its_backups(encrypted, briefing):
    assert plain_files() == []
    assert len(list(paths.backups().iterdir())) == 1
    refused = briefing("list", "meetings")
    assert refused.status == 1
    assert "设有密码" in refused.complaint
    assert "BRIEFING_PASSWORD" in refused.complaint


def test_the_environment_opens_it_for_every_command(encrypted, briefing, monkeypatch, tmp_path, sample_article):
    monkeypatch.setenv("BRIEFING_PASSWORD", PASSWORD)
    assert briefing("list", "meetings", "--json").json["total"] == 1
    assert briefing("search", "建议", "--json").json["total"] > 0
    assert briefing("check").status == 0
    assert briefing("check", "--repair").status == 0
    again = briefing("import", sample_article, "--json").json
    assert len(again["skipped"]) == 1
    assert briefing("export", "--meeting", 1, "-o", tmp_path / "pack.pdf").status == 0
    assert briefing("verify", tmp_path / "pack.pdf").status == 0
    copy = tmp_path / "copy.sqlite3"
    assert briefing("backup", copy).status == 0
    assert is_encrypted(copy)
    assert briefing("restore", copy, "--preview", "--json").json["meetings"] == 1
    assert briefing("restore", copy).status == 0
    assert plain_files() == []


def test_a_wrong_password_is_told_and_changes_nothing(encrypted, briefing, monkeypatch):
    monkeypatch.setenv("BRIEFING_PASSWORD", "不是这个密码")
    before = encrypted.read_bytes()
    refused = briefing("list", "meetings")
    assert refused.status == 1
    assert "密码不对" in refused.complaint
    assert "不是这个密码" not in refused.complaint
    assert encrypted.read_bytes() == before


def test_at_the_terminal_there_are_three_tries(encrypted, briefing, at_the_terminal):
    asked = at_the_terminal("错的", "又错了", PASSWORD)
    assert briefing("list", "meetings").status == 0
    assert len(asked) == 3
    at_the_terminal("错的", "错的", "错的")
    assert briefing("list", "meetings").status == 1


def test_a_new_password_is_typed_twice(imported, briefing, at_the_terminal):
    at_the_terminal(PASSWORD, "手误")
    refused = briefing("password")
    assert refused.status == 1
    assert "两次输入的密码不一样" in refused.complaint
    assert PASSWORD not in refused.complaint
    at_the_terminal("短", "短")
    assert "至少 8 个字符" in briefing("password").complaint
    assert plain_files() == [paths.library()]
    at_the_terminal(PASSWORD, PASSWORD)
    assert briefing("password").status == 0
    assert plain_files() == []


def test_without_a_terminal_it_is_said_where_the_new_password_belongs(imported, briefing, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert "BRIEFING_NEW_PASSWORD" in briefing("password").complaint


def test_changing_it_takes_the_backups_along(encrypted, briefing, monkeypatch):
    monkeypatch.setenv("BRIEFING_PASSWORD", PASSWORD)
    monkeypatch.setenv("BRIEFING_NEW_PASSWORD", OTHER)
    told = briefing("password", "--json").json
    assert (told["encrypted"], told["backups_followed"], told["backups_under_former_password"]) == (True, 1, 0)
    assert briefing("list", "meetings").status == 1
    monkeypatch.setenv("BRIEFING_PASSWORD", OTHER)
    assert briefing("list", "meetings").status == 0
    (backup,) = paths.backups().iterdir()
    assert briefing("restore", backup, "--preview").status == 0


def test_taking_it_away_leaves_the_backups_encrypted(encrypted, briefing, monkeypatch):
    monkeypatch.setenv("BRIEFING_PASSWORD", PASSWORD)
    told = briefing("password", "--remove", "--json").json
    assert (told["encrypted"], told["backups_under_former_password"]) == (False, 1)
    assert plain_files() == [encrypted]
    monkeypatch.delenv("BRIEFING_PASSWORD")
    assert briefing("list", "meetings").status == 0
    assert briefing("password", "--remove").complaint == "briefing：这份资料库没有密码，没有改动。"


def test_a_backup_that_cannot_be_encrypted_is_named(imported, briefing, monkeypatch):
    briefing("backup")
    (backup,) = paths.backups().iterdir()
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    monkeypatch.setenv("BRIEFING_NEW_PASSWORD", PASSWORD)
    done = briefing("password")
    assert done.status == 0
    assert str(backup) in done.err
    assert is_encrypted(paths.library())


@pytest.mark.parametrize(
    "words", [("export", "-o", "册.pdf"), ("verify", "册.pdf"), ("exchange", "export", "件.ycx"), ("password",)]
)
def test_no_argument_takes_a_password(words, imported, briefing, monkeypatch, tmp_path):
    """Every program of the machine can read the arguments of another."""
    monkeypatch.chdir(tmp_path)
    refused = briefing(*words, "--password", PASSWORD)
    assert refused.status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_pack_and_an_exchange_file_take_theirs_from_the_environment(imported, briefing, monkeypatch, tmp_path):
    pack, exchange = tmp_path / "册.pdf", tmp_path / "件.ycx"
    monkeypatch.setenv("BRIEFING_FILE_PASSWORD", PASSWORD)
    assert briefing("export", "--meeting", 1, "-o", pack, "--password").status == 0
    assert briefing("exchange", "export", exchange, "--password").status == 0
    assert "--password" in briefing("verify", pack).complaint
    assert briefing("verify", pack, "--password").status == 0
    assert "--password" in briefing("exchange", "import", exchange, "--dry-run").complaint
    assert briefing("exchange", "import", exchange, "--dry-run", "--password").status == 0
    monkeypatch.setenv("BRIEFING_FILE_PASSWORD", OTHER)
    refused = briefing("verify", pack, "--password")
    assert refused.status == 1
    assert OTHER not in refused.complaint


def test_a_pack_and_an_exchange_file_take_theirs_from_the_terminal(imported, briefing, at_the_terminal, tmp_path):
    exchange = tmp_path / "件.ycx"
    at_the_terminal(PASSWORD, OTHER)
    assert "两次输入一样" in briefing("exchange", "export", exchange, "--password").err
    assert not exchange.exists()
    at_the_terminal(PASSWORD, PASSWORD)
    assert briefing("exchange", "export", exchange, "--password").status == 0
    at_the_terminal(PASSWORD)
    assert briefing("exchange", "import", exchange, "--dry-run", "--password").status == 0


def test_without_a_terminal_the_variable_is_named(imported, briefing, tmp_path):
    refused = briefing("export", "--meeting", 1, "-o", tmp_path / "册.pdf", "--password")
    assert "BRIEFING_FILE_PASSWORD" in refused.complaint
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_is_said_what_is_missing(encrypted, briefing, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    for words in (("list", "meetings"), ("password",), ("restore", encrypted)):
        refused = briefing(*words)
        assert refused.status == 1
        assert "需要另装的组件 encryption" in refused.complaint
