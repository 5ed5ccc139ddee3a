"""This file puts resources/ and db/ into the wheel as briefing_app/_data; an editable install reads the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryData(BuildHookInterface[Any]):
    """Adds what stands beside the package in a checkout (see briefing_app/paths.py)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to carry; an editable install would otherwise copy 70 MB of fonts on each set-up."""
        if version != "editable":
            build_data["force_include"].update({name: f"briefing_app/_data/{name}" for name in ("resources", "db")})
