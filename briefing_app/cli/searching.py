"""This file does `briefing search` and `briefing similar`."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import terminal
from briefing_app.cli.opening import opened_to_read
from briefing_app.domain.text import Spans, pairs_of
from briefing_app.store import search
from briefing_app.workflows import similar_by_meaning, similar_proposals

KIND_WORDS = {
    "speech": "发言",
    "proposal": "建议",
    "annotation": "批注",
    "followup": "跟进",
    "person": "人物",
    "source": "材料",
    "meeting": "会议",
}

USUAL_KINDS = ("speech", "proposal", "annotation", "followup")  # what checks from outside count


def run(arguments: Namespace) -> int:
    """Search, or find what is similar."""
    return _search(arguments) if arguments.command == "search" else _similar(arguments)


def _search(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library, library.reading() as session:
        kinds = tuple(arguments.kind) or USUAL_KINDS
        result = search.search(session, arguments.query, limit=arguments.limit, kinds=kinds)
    if arguments.json:
        hits = [
            {
                "kind": hit.kind,
                "id": hit.id,
                "speaker": hit.speaker,
                "meeting": hit.meeting_id,
                "speech": hit.speech_id,
                "text": hit.text,
                "matches": [[span.start, span.end] for span in hit.matches],
            }
            for hit in result.hits
        ]
        terminal.print_json({"total": result.total, "hits": hits})
    else:
        terminal.say(f"共 {result.total} 处，显示 {len(result.hits)} 处。")
        terminal.print_table(
            ("种类", "编号", "发言人", "内容"),
            [
                (KIND_WORDS.get(hit.kind, hit.kind), hit.id, hit.speaker, _around(hit.text, hit.matches))
                for hit in result.hits
            ],
        )
    return 0


def _around(text: str, matches: Spans) -> str:
    """The text from shortly before the first match, so that a narrow column shows it."""
    start = max(0, matches[0].start - 6) if matches else 0
    return ("…" if start else "") + text[start:]


def _similar(arguments: Namespace) -> int:
    with opened_to_read(arguments) as library, library.reading() as session:
        find = similar_by_meaning if arguments.meaning else similar_proposals
        found = find(session, arguments.proposal, limit=arguments.limit)
    if arguments.json:
        rows = [
            {
                "id": item.proposal.id,
                "score": item.score,
                "meeting": item.proposal.meeting_id,
                "speaker": item.proposal.speaker,
                "text": item.proposal.text,
                "shared": list(item.words),
                "spans": pairs_of(item.spans),
            }
            for item in found
        ]
        terminal.print_json({"proposal": arguments.proposal, "total": len(rows), "similar": rows})
    elif found:
        terminal.print_table(
            ("编号", "相近", "发言人", "共同的词", "建议"),
            [
                (
                    item.proposal.id,
                    f"{item.score:.0%}",
                    item.proposal.speaker,
                    "、".join(item.words[:3]),
                    item.proposal.text,
                )
                for item in found
            ],
        )
    else:
        terminal.say("没有找到相近的建议。")
    return 0
