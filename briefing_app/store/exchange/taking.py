"""This file takes records into a library as one action: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Choice, Outcome, Record, Unsound
from briefing_app.store.database import Done, Library
from briefing_app.store.exchange.merging import plan
from briefing_app.store.exchange.planning import Tick, nothing
from briefing_app.store.exchange.writing import Read, apply


def take(
    library: Library,
    records: Sequence[Record],
    read: Read,
    *,
    decisions: Mapping[str, Choice] | None = None,
    otherwise: Choice | None = None,
    tick: Tick = nothing,
    settle: Tick = nothing,
) -> Done[Outcome]:
    """Plan and write in one transaction; raises Unsound, and changes nothing, when records do not hold together.

    `tick` is called for each record, twice; `settle` once, before it is all kept: the last chance to stop.
    """

    def write(session: Session) -> Outcome:
        made = plan(session, records, decisions=decisions, otherwise=otherwise, tick=tick)
        apply(session, made, read, tick)
        settle()
        return made.outcome()

    try:
        return library.perform("读入交换文件", write)
    except IntegrityError as error:  # a constraint of the tables, some of which are checked at the end only
        raise Unsound("内容互相矛盾") from error
