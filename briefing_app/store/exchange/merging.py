"""This file decides for each record that comes in: new, newer, known, or changed on both sides; it writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Choice, Conflict, Outcome, Record
from briefing_app.store.exchange.kinds import BY_NAME
from briefing_app.store.exchange.matching import Matches, match
from briefing_app.store.exchange.snapshot import Content, Shared, Snapshot, in_order
from briefing_app.store.exchange.wording import differences, term, title

_NONE = Shared((), (), "")


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one record: its content afterwards, or None where it stays; what is then known to be shared."""

    record: Record
    key: int
    content: Content | None
    versions: tuple[str, ...]
    edited: bool = False  # differs from what was shared: the next export is a version of its own


@dataclass(slots=True)
class Plan:
    """All steps, and what they come to."""

    matches: Matches
    snapshot: Snapshot
    steps: list[Step] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    ours_newer: int = 0

    def outcome(self) -> Outcome:
        return Outcome(
            dict(self.added),
            dict(self.updated),
            self.unchanged,
            self.ours_newer,
            tuple(self.conflicts),
            tuple(self.notes),
        )


def plan(
    session: Session,
    records: Sequence[Record],
    *,
    decisions: Mapping[str, Choice] | None = None,
    otherwise: Choice | None = None,
) -> Plan:
    """What importing would do. `decisions` by the first name of a record; `otherwise` decides the other conflicts."""
    snapshot = Snapshot(session)
    made = Plan(match(session, snapshot, records), snapshot)
    for record in records:
        key = made.matches.ids[record.uid][1]
        if record.uid in made.matches.new:
            made.steps.append(Step(record, key, made.matches.local(record), record.versions))
            made.added[term(record.kind)] += 1
        else:
            _meet(made, record, key, (decisions or {}).get(record.uid, otherwise))
    _part_equal_names(made)
    return made


def _meet(made: Plan, record: Record, key: int, decision: Choice | None) -> None:
    """A record that is here already."""
    ours, theirs = made.snapshot.content(record.kind, key), made.matches.local(record)
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
        made.conflicts.append(_conflict(made, record, key, ours, theirs))


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
        added = [row for row in rows if row not in known and row.get("name", "") != own_name]
        if added and part != "source_part":
            parts[part] = in_order([*known, *added])
    return Content(fields, parts)


def _conflict(made: Plan, record: Record, key: int, ours: Content, theirs: Content) -> Conflict:
    names = _Names(made)
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

    def __init__(self, made: Plan) -> None:
        self._made = made

    def __call__(self, kind: str, key: int) -> str:
        row = self._made.snapshot.rows[kind].get(key)
        if row is None:
            step = next((one for one in self._made.steps if (one.record.kind, one.key) == (kind, key)), None)
            row = dict(step.record.fields) if step is not None else {}
        return title(kind, row, self) if row else str(key)


def _part_equal_names(made: Plan) -> None:
    """A new unit, tag or theme whose name another has here is told apart, not lost."""
    for kind in ("unit", "tag", "theme"):
        rows = made.snapshot.rows[kind]
        names = {key: row["name"] for key, row in rows.items() if row.get("removed_at") is None}
        names.update(
            {step.key: step.content.fields["name"] for step in made.steps if step.record.kind == kind and step.content}
        )
        for step in made.steps:
            if step.record.kind != kind or step.content is None:
                continue
            name = step.content.fields["name"]
            if any(other == name and key != step.key for key, other in names.items()):
                step.content.fields["name"] = names[step.key] = f"{name}（来件 {step.key}）"
                made.notes.append(f"{term(kind)}“{name}”与本库的同名，来件的改记为“{names[step.key]}”")


def _includes(later: Sequence[str], earlier: Sequence[str]) -> bool:
    """Whether whoever had `later` had seen `earlier`."""
    return set(earlier) <= set(later)
