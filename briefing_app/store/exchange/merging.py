"""This file decides for each record that comes in: new, newer, known, or changed on both sides; it writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Choice, Conflict, Record
from briefing_app.store.exchange.adapting import adapt
from briefing_app.store.exchange.kinds import BY_NAME
from briefing_app.store.exchange.matching import match
from briefing_app.store.exchange.planning import Plan, Step, Tick, nothing
from briefing_app.store.exchange.snapshot import Content, Shared, Snapshot, in_order
from briefing_app.store.exchange.wording import differences, term, title

_NONE = Shared((), (), "")


def plan(
    session: Session,
    records: Sequence[Record],
    *,
    decisions: Mapping[str, Choice] | None = None,
    otherwise: Choice | None = None,
    tick: Tick = nothing,
) -> Plan:
    """What importing would do. `decisions` by the first name of a record; `otherwise` decides the other conflicts.

    Raises Unsound. `tick` is called for each record.
    """
    snapshot = Snapshot(session)
    made = Plan(match(session, snapshot, records), snapshot)
    names = _Names(made, records)
    for record in records:
        tick()
        if record.uid in made.matches.gone:
            made.ours_newer += 1
            continue
        key = made.matches.ids[record.uid][1]
        if record.uid in made.matches.new:
            made.steps.append(Step(record, key, made.matches.local(record), record.versions))
            made.added[term(record.kind)] += 1
        else:
            _meet(made, record, key, (decisions or {}).get(record.uid, otherwise), names)
    adapt(made)
    return made


def _meet(made: Plan, record: Record, key: int, decision: Choice | None, names: _Names) -> None:
    """A record that is here already."""
    ours, theirs = made.snapshot.content(record.kind, key), made.matches.local(record)
    theirs.fields.update({name: ours.fields[name] for name in BY_NAME[record.kind].yields})
    shared = made.snapshot.shared.get((record.kind, key), _NONE)
    versions = tuple(sorted({*shared.versions, *record.versions}))
    edited = ours.digest != shared.digest
    if ours == theirs:
        made.unchanged += 1
        made.steps.append(Step(record, key, None, versions))
    elif _includes(shared.versions, record.versions) and (edited or shared.versions != record.versions):
        made.ours_newer += 1
    elif not edited and shared.versions != record.versions and _includes(record.versions, shared.versions):
        _take(made, Step(record, key, theirs, versions))
    elif record.uid in made.matches.alike and BY_NAME[record.kind].named:
        _join(made, Step(record, key, _joined(ours, theirs), versions, edited=True), ours)
    elif decision is Choice.TAKE:
        _take(made, Step(record, key, theirs, versions))
    elif decision is Choice.KEEP:
        made.ours_newer += 1
        made.steps.append(Step(record, key, None, versions, edited=True))
    else:
        made.conflicts.append(_conflict(made, record, key, ours, theirs, names))


def _take(made: Plan, step: Step) -> None:
    made.steps.append(step)
    made.updated[term(step.record.kind)] += 1


def _join(made: Plan, step: Step, ours: Content) -> None:
    """Two offices have written down the same thing: ours stands, what only theirs knows is added."""
    if step.content == ours:
        made.unchanged += 1
        made.steps.append(Step(step.record, step.key, None, step.versions, edited=True))
    else:
        _take(made, step)


def _joined(ours: Content, theirs: Content) -> Content:
    fields = {name: value if value is not None else theirs.fields[name] for name, value in ours.fields.items()}
    parts = dict(ours.parts)
    for part, rows in theirs.parts.items():
        known = ours.parts.get(part, [])
        own_name = ours.fields.get("name")
        own = {own_name, *(row.get("name") for row in known)} - {None}
        added = [row for row in rows if row not in known and row.get("name") not in own]
        if added and part != "source_part":
            parts[part] = in_order([*known, *added])
    return Content(fields, parts)


def _conflict(made: Plan, record: Record, key: int, ours: Content, theirs: Content, names: _Names) -> Conflict:
    return Conflict(
        uid=record.uid,
        kind=record.kind,
        term=term(record.kind),
        record_id=key,
        title=title(record.kind, made.snapshot.rows[record.kind][key], names),
        differences=tuple(differences(record.kind, ours, theirs, names)),
    )


class _Names:
    """How records are called, those of the library and those that come."""

    def __init__(self, made: Plan, records: Sequence[Record]) -> None:
        self._made, self._records = made, records

    def __call__(self, kind: str, key: int) -> str:
        row = self._made.snapshot.rows[kind].get(key) or self._incoming.get((kind, key))
        return title(kind, row, self) if row else str(key)

    @cached_property
    def _incoming(self) -> dict[tuple[str, int], Mapping[str, object]]:
        ids = self._made.matches.ids
        return {ids[record.uid]: record.fields for record in self._records if record.uid in ids}


def _includes(later: Sequence[str], earlier: Sequence[str]) -> bool:
    """Whether whoever had `later` had seen `earlier`."""
    return set(earlier) <= set(later)
