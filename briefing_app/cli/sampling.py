"""This file does `briefing sample`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import terminal
from briefing_app.workflows import write_sample


def run(arguments: Namespace) -> int:
    """Write the sample article."""
    path = write_sample(arguments.file, force=arguments.force)
    terminal.say(f"已写出示例材料 {path}；运行 briefing import {path} 试一试。")
    return 0
