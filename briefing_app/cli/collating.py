"""This file does `briefing collate`: a speech beside another version of it, and which text counts."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from briefing_app.cli import terminal
from briefing_app.cli.opening import opened, opened_to_read
from briefing_app.domain.collation import Collation, Pair, Sign, collate
from briefing_app.domain.speeches import Speech
from briefing_app.domain.versions import Anchor, SpeechVersion
from briefing_app.errors import NotFound
from briefing_app.store import speeches, versions

_MARKS = {Sign.SAME: "　", Sign.CHANGED: "≠", Sign.DROPPED: "－", Sign.ADDED: "＋"}


def run(arguments: Namespace) -> int:
    """Show where a speech and a version of it differ; with --adopt, make the version the authoritative text."""
    if arguments.adopt:
        return _adopt(arguments)
    with opened_to_read(arguments) as library, library.reading() as session:
        speech = speeches.one(session, arguments.speech)
        version = _chosen(versions.of_speech(session, speech.id), arguments.version)
        anchors = versions.anchors(session, version.id)
    collation = collate(speech.text, version.text)
    if arguments.json:
        terminal.print_json(_document(speech, version, collation, anchors))
    else:
        _print(version, collation, anchors)
    return 0


def _adopt(arguments: Namespace) -> int:
    with opened(arguments) as library:
        with library.reading() as session:
            speeches.one(session, arguments.speech)
            version = _chosen(versions.of_speech(session, arguments.speech), arguments.version)
        with library.transaction(f"以“{version.name}”为准") as session:
            done = versions.adopt(session, version.id)
    if arguments.json:
        terminal.print_json(
            {
                "speech": arguments.speech,
                "adopted": version.name,
                "followed": done.followed,
                "misplaced": done.misplaced,
                "former_version": version.id,
            }
        )
    else:
        flagged = f"，{done.misplaced} 处失配，请核对" if done.misplaced else ""
        terminal.say(f"现以“{version.name}”为准：{done.followed} 处批注和建议跟到新文本{flagged}。原文本留为版本。")
    return 0


def _chosen(found: list[SpeechVersion], wanted: int | None) -> SpeechVersion:
    """The version that was named, or the newest."""
    chosen = next((version for version in found if wanted in (None, version.id)), None)
    if chosen is None:
        raise NotFound("发言版本", wanted if wanted is not None else 1)
    return chosen


def _document(speech: Speech, version: SpeechVersion, collation: Collation, anchors: list[Anchor]) -> dict[str, Any]:
    return {
        "speech": speech.id,
        "version": version.id,
        "source": version.name,
        "differences": len(collation.differences),
        "pairs": [_pair(pair, collation) for pair in collation.pairs],
        "anchors": [
            {"kind": anchor.kind, "id": anchor.id, "text": anchor.words, "follows": anchor.follows}
            for anchor in anchors
        ],
    }


def _pair(pair: Pair, collation: Collation) -> dict[str, Any]:
    return {
        "sign": pair.sign.value,
        "one": [pair.one.start, pair.one.end],
        "other": [pair.other.start, pair.other.end],
        "one_text": pair.one.of(collation.one),
        "other_text": pair.other.of(collation.other),
        "pieces": [
            {
                "sign": piece.sign.value,
                "one": [piece.one.start, piece.one.end],
                "other": [piece.other.start, piece.other.end],
            }
            for piece in pair.pieces
            if piece.sign is not Sign.SAME
        ],
    }


def _print(version: SpeechVersion, collation: Collation, anchors: list[Anchor]) -> None:
    terminal.say(f"现行文本与“{version.name}”：{len(collation.differences)} 处不同")
    for pair in collation.differences:
        if len(pair.one):
            terminal.say(f"{_MARKS[pair.sign]} 现行：{_marked(pair, collation.one, of_one=True)}")
        if len(pair.other):
            terminal.say(f"{_MARKS[pair.sign]} 另一：{_marked(pair, collation.other, of_one=False)}")
    for anchor in anchors:
        if not anchor.follows:
            terminal.say(f"失配：{'建议' if anchor.kind == 'proposal' else '批注'} {anchor.id}“{anchor.words}”")


def _marked(pair: Pair, text: str, *, of_one: bool) -> str:
    """The sentence, what differs in it between 【 and 】."""
    words = ""
    for piece in pair.pieces:
        here = (piece.one if of_one else piece.other).of(text)
        words += here if piece.sign is Sign.SAME or not here else f"【{here}】"
    return words
