"""This package is the command `briefing`: arguments in, workflows called, words or JSON out; it imports no Qt."""

from briefing_app.cli.program import main

__all__ = ["main"]
