from __future__ import annotations

import sys
from pathlib import Path

import pytest


@pytest.fixture
def dev(script, tmp_path, monkeypatch):
    """The command of the checkout, with the environment that runs this test and a current folder of its own."""
    environment = script("environment")
    monkeypatch.setattr(environment, "prepare", lambda *, extras: None)
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    monkeypatch.chdir(tmp_path)
    return script("dev")


def test_a_file_becomes_a_pack_in_the_current_folder(dev, sample_article, tmp_path, capfd):
    assert dev.run([sample_article], headless=True) == 0
    pack = tmp_path / f"{sample_article.stem}-汇编.pdf"
    assert pack.read_bytes().startswith(b"%PDF-")
    told = capfd.readouterr().out
    assert str(pack) in told
    assert "pages" in told


def test_the_second_run_finds_the_meeting_and_leaves_the_first_pack_alone(dev, sample_article, tmp_path, capfd):
    dev.run([sample_article], headless=True)
    first = (tmp_path / f"{sample_article.stem}-汇编.pdf").read_bytes()
    assert dev.run([sample_article], headless=True) == 0
    assert "was imported before" in capfd.readouterr().out
    assert (tmp_path / f"{sample_article.stem}-汇编.pdf").read_bytes() == first
    assert (tmp_path / f"{sample_article.stem}-汇编-2.pdf").exists()


def test_a_file_that_cannot_be_read_is_an_error_and_the_others_are_done(dev, sample_article, tmp_path, capfd):
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert dev.run([empty, sample_article], headless=True) == 1
    assert "empty.txt" in capfd.readouterr().err
    assert (tmp_path / f"{sample_article.stem}-汇编.pdf").exists()


def test_without_a_screen_the_main_job_runs(dev, sample_article, monkeypatch, capfd):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("these systems always have a screen")
    assert dev.run([sample_article], headless=False) == 0
    assert "No screen here" in capfd.readouterr().out
