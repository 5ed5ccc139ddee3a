"""This file does `briefing annotate`: a highlight with a note on a speech."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import rows, terminal
from briefing_app.cli.opening import opened
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.text import Span
from briefing_app.errors import InvalidValue
from briefing_app.store import annotations as marks


def run(arguments: Namespace) -> int:
    """Add an annotation and print it."""
    with opened(arguments) as library, library.transaction("添加批注") as session:
        if arguments.start >= arguments.end:
            raise InvalidValue("起止位置", f"{arguments.start}–{arguments.end}", "起点小于终点")
        annotation = marks.add(
            session,
            arguments.speech,
            Span(arguments.start, arguments.end),
            colour=MarkColour(arguments.colour),
            note=arguments.note,
            author=library.author,
        )
    if arguments.json:
        terminal.print_json(rows.annotation_row(annotation))
    else:
        terminal.say(f"已添加批注 {annotation.id}：“{annotation.quote}”")
    return 0
