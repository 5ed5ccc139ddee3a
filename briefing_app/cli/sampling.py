"""This file does `briefing sample`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app import paths
from briefing_app.cli import terminal
from briefing_app.workflows import write_example_library, write_sample


def run(arguments: Namespace) -> int:
    """Write the sample article, or under a library's suffix the library that an office would have made of it."""
    if arguments.file.suffix == paths.LIBRARY_SUFFIX:
        path = write_example_library(arguments.file, force=arguments.force)
        terminal.say(f"已写出示例资料库 {path}；运行 briefing --library {path} 打开它。")
    else:
        path = write_sample(arguments.file, force=arguments.force)
        terminal.say(f"已写出示例材料 {path}；运行 briefing import {path} 试一试。")
    return 0
