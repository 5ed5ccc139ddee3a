"""This file shows where things live, in a checkout, in a wheel, frozen, and for the user."""

from __future__ import annotations

import sys

import pytest

from briefing_app import paths


def test_a_checkout_has_its_resources_and_migrations_beside_the_package():
    assert (paths.resources() / "fonts" / "fonts.json").is_file()
    assert paths.migrations().name == "migrations"
    assert paths.migrations().parent.is_dir()


def test_a_wheel_carries_them_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "briefing_app"
    (package / "_data" / "resources").mkdir(parents=True)
    (package / "_data" / "db" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.resources() == package / "_data" / "resources"
    assert paths.migrations() == package / "_data" / "db" / "migrations"


def test_a_frozen_program_finds_them_in_its_bundle(tmp_path, monkeypatch):
    (tmp_path / "briefing_app" / "_data" / "resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "briefing_app" / "_data" / "resources"


def test_a_frozen_program_finds_them_beside_its_executable(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delattr(sys, "_MEIPASS", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "briefing"))
    assert paths.resources() == tmp_path / "resources"


def test_missing_resources_are_named_where_a_checkout_would_have_them(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "briefing_app")
    assert paths.resources() == tmp_path / "resources"


def test_one_variable_moves_everything_that_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "家"))
    kept = [paths.data(), paths.library(), paths.settings(), paths.logs(), paths.backups(), paths.packs()]
    assert all(path.is_relative_to(tmp_path / "家") for path in kept)
    assert len({paths.library(), paths.logs(), paths.backups(), paths.packs()}) == 4


def test_a_relative_home_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(paths.HOME_VARIABLE, "here")
    assert paths.data() == tmp_path / "here"


@pytest.mark.parametrize("value", ["", "  "])
def test_without_the_variable_the_platform_decides(monkeypatch, value):
    monkeypatch.setenv(paths.HOME_VARIABLE, value)
    assert paths.home() is None
    assert paths.library().is_absolute()
    assert "briefing" in str(paths.data())


@pytest.mark.parametrize("name", paths.PORTABLE_NAMES)
def test_a_folder_beside_a_frozen_program_keeps_everything(tmp_path, monkeypatch, name):
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "briefing"))
    assert paths.home() is None
    (tmp_path / name).mkdir()
    kept = [paths.library(), paths.settings(), paths.logs(), paths.backups(), paths.packs()]
    assert all(path.is_relative_to(tmp_path / name) for path in kept)


def test_the_variable_comes_before_the_folder_beside_the_program(tmp_path, monkeypatch):
    (tmp_path / "便携").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "briefing"))
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "家"))
    assert paths.home() == tmp_path / "家"


def test_a_checkout_is_never_portable(tmp_path, monkeypatch):
    (tmp_path / "便携").mkdir()
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert paths.home() is None


def test_asking_creates_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "absent"))
    paths.library(), paths.logs(), paths.backups(), paths.settings(), paths.packs()
    assert not (tmp_path / "absent").exists()
