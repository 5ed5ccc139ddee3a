"""This file tests the release checklist's own judgement, and that Windows' files name what the builds make."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_a_version_without_its_section_in_the_changelog_is_told(script, tmp_path, monkeypatch):
    release = script("release")
    monkeypatch.setattr(release, "PROJECT", tmp_path)
    (tmp_path / "pyproject.toml").write_text('dynamic = ["version"]\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 9.9.9\n", "utf-8")
    assert "no section" in release.one_version()
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {release.build.version()}\n", "utf-8")
    assert release.one_version() == ""
    (tmp_path / "pyproject.toml").write_text('version = "1.0"\n', "utf-8")
    assert "of its own" in release.one_version()


def test_a_check_that_fails_fails_the_list_and_the_rest_is_still_checked(script, monkeypatch, capsys):
    release = script("release")
    checks = (
        release.Check("first", lambda: "not so", quick=True),
        release.Check("second", lambda: "", quick=True),
        release.Check("third", lambda: "never asked"),
    )
    monkeypatch.setattr(release, "CHECKS", checks)
    assert release.main(["--quick"]) == 1
    said = capsys.readouterr().out
    assert "✗  first: not so" in said
    assert "✓  second" in said
    assert "–  third: left out" in said


def test_the_installer_for_windows_takes_what_the_build_makes_and_names_no_version_itself(script):
    text = (PROJECT / "packaging/windows/briefing.iss").read_text("utf-8")
    build = script("build")
    made = re.search(r'Source: "\{#Root\}\\(.+?)\\\*"', text)
    assert made
    assert PROJECT / made[1].replace("\\", "/") == build.FOLDER
    assert "AppVersion={#Version}" in text
    assert build.version() not in re.sub(r"(?m)^;.*$", "", text)
