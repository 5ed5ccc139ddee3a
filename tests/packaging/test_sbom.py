"""The SBOM names everything that is shipped, with versions and licences, and nothing that is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture
def bill(script: Script, tmp_path: Path) -> dict:
    target = tmp_path / "sbom.json"
    assert script("write_sbom").main(["-o", str(target)]) == 0
    return json.loads(target.read_text("utf-8"))


def test_it_is_cyclonedx_and_names_the_program(bill: dict) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert bill["metadata"]["component"]["name"] == "briefing-app"
    assert bill["metadata"]["component"]["version"] == metadata.version("briefing-app")


def test_every_dependency_is_there_with_its_version_and_licence_and_no_tool_of_ours(bill: dict) -> None:
    named = {component["name"].lower(): component for component in bill["components"]}
    assert {"sqlalchemy", "alembic", "lxml", "pikepdf", "reportlab", "mako"} <= set(named)
    assert {"pytest", "mypy", "ruff", "hypothesis"}.isdisjoint(named)
    assert all(component["version"] and component["purl"].startswith("pkg:pypi/") for component in named.values())
    assert all(component.get("licenses") for component in named.values())


def test_what_depends_on_what_is_closed(bill: dict) -> None:
    known = {bill["metadata"]["component"]["bom-ref"], *(component["bom-ref"] for component in bill["components"])}
    assert {entry["ref"] for entry in bill["dependencies"]} == known
    assert all(set(entry["dependsOn"]) <= known for entry in bill["dependencies"])


def test_the_same_environment_gives_the_same_bytes(script: Script, tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for target in (first, second):
        script("write_sbom").main(["-o", str(target)])
    assert first.read_bytes() == second.read_bytes()


def test_what_is_needed_and_not_installed_is_said(script: Script, monkeypatch, capsys) -> None:
    monkeypatch.setattr(script("write_sbom"), "NAME", "no-such-distribution-anywhere")
    assert script("write_sbom").main([]) == 1
    assert "no-such-distribution-anywhere" in capsys.readouterr().err
