"""This file fits what comes in to what is here already, where the library has room for one thing only; each fit is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from briefing_app.store.dictionaries import DEFAULTS
from briefing_app.store.exchange.planning import Plan, Step
from briefing_app.store.exchange.snapshot import Content
from briefing_app.store.exchange.wording import term

_MOST_NAMED = 12  # people in one note


def adapt(made: Plan) -> None:
    """Change the steps of a plan so that the tables can take them. What was changed counts as edited here."""
    for fit in (_part_equal_names, _leave_taken_aliases, _leave_taken_members, _number_versions, _drop_pairs_of_one):
        fit(made)
    if any(rows for kind, rows in made.snapshot.rows.items() if kind != "dictionary_entry"):
        _keep_delivered_terms(made)
    _tell_doubts(made)


def _steps(made: Plan, kind: str) -> Iterator[tuple[int, Step, Content]]:
    for place, step in enumerate(made.steps):
        if step.record.kind == kind and step.content is not None:
            yield place, step, step.content


def _put(made: Plan, place: int, content: Content) -> None:
    made.steps[place] = replace(made.steps[place], content=content, edited=True)


def _part_equal_names(made: Plan) -> None:
    """A new unit, tag, theme or filter whose name another has here is told apart, not lost."""
    for kind in ("unit", "tag", "theme", "saved_filter"):
        rows = made.snapshot.rows[kind]
        names = {key: row["name"] for key, row in rows.items() if row.get("removed_at") is None}
        names.update({step.key: content.fields["name"] for _, step, content in _steps(made, kind)})
        holders: dict[str, set[int]] = defaultdict(set)
        for key, name in names.items():
            holders[name].add(key)
        for place, step, content in list(_steps(made, kind)):
            name = content.fields["name"]
            if not holders[name] - {step.key}:
                continue
            other = f"{name}（来件 {step.key}）"
            holders[name].discard(step.key)
            _put(made, place, Content({**content.fields, "name": other}, content.parts))
            made.notes.append(f"{term(kind)}“{name}”与本库的同名，来件的改记为“{other}”")


def _leave_taken_aliases(made: Plan) -> None:
    """A unit's alias belongs to one unit only."""
    holders: dict[str, int] = {}
    changed = {step.key for _, step, _ in _steps(made, "unit")}
    for key in made.snapshot.rows["unit"]:
        if key not in changed:
            for row in made.snapshot.stored_parts("unit", key)["unit_alias"]:
                holders[row["name"]] = key
    for place, step, content in list(_steps(made, "unit")):
        aliases = content.parts.get("unit_alias", [])
        free = [row for row in aliases if holders.setdefault(row["name"], step.key) == step.key]
        if len(free) != len(aliases):
            lost = "、".join(row["name"] for row in aliases if row not in free)
            _put(made, place, _with_part(content, "unit_alias", free))
            made.notes.append(f"别名“{lost}”在本库属于另一个办理单位，没有记到“{content.fields['name']}”名下")


def _leave_taken_members(made: Plan) -> None:
    """A recommendation stands in one group of like ones only."""
    changed = {step.key for _, step, _ in _steps(made, "alike")}
    holders = {
        row["proposal_id"]: key
        for key in made.snapshot.rows["alike"]
        if key not in changed
        for row in made.snapshot.stored_parts("alike", key)["alike_member"]
    }
    dropped = []
    for place, step, content in list(_steps(made, "alike")):
        members = content.parts.get("alike_member", [])
        free = [row for row in members if holders.setdefault(row["proposal_id"], step.key) == step.key]
        if len(free) == len(members):
            continue
        made.notes.append("有的建议在本库已列入另一组同类建议，来件的这一组没有把它并入")
        leads = {row["proposal_id"] for row in free}
        if len(free) < 2 or content.fields["lead_id"] not in leads:
            dropped.append(place)  # what is left is no group
        else:
            _put(made, place, _with_part(content, "alike_member", free))
    _drop(made, dropped)


def _number_versions(made: Plan) -> None:
    """Two offices exported the same pack, each as its next version: theirs gets the next free number here."""
    numbers: dict[int, dict[int, int]] = defaultdict(dict)
    for key, row in made.snapshot.rows["pack_version"].items():
        numbers[row["pack_id"]][row["number"]] = key
    for place, step, content in list(_steps(made, "pack_version")):
        taken = numbers[content.fields["pack_id"]]
        number = content.fields["number"]
        if taken.setdefault(number, step.key) == step.key:
            continue
        free = max(taken) + 1
        taken[free] = step.key
        _put(made, place, Content({**content.fields, "number": free}, content.parts))
        made.notes.append(f"材料册的第 {number} 版两边各有一份，来件的记为第 {free} 版")


def _drop_pairs_of_one(made: Plan) -> None:
    """Said to be two people there, known as one here: who is who was decided here already."""
    places = [
        place
        for place, _, content in _steps(made, "person_apart")
        if content.fields["first_id"] == content.fields["second_id"]
    ]
    if places:
        made.notes.append("来件记为“不同的人”的两个人物，在本库是同一人，以本库为准")
    _drop(made, places)


def _keep_delivered_terms(made: Plan) -> None:
    """A dictionary that nobody has edited here keeps offering its terms: those that come stand behind them."""
    edited = {row["dictionary"] for row in made.snapshot.rows["dictionary_entry"].values()}
    coming: dict[str, list[tuple[int, Step, Content]]] = defaultdict(list)
    for place, step, content in _steps(made, "dictionary_entry"):
        if content.fields["dictionary"] not in edited:
            coming[content.fields["dictionary"]].append((place, step, content))
    for dictionary, steps in coming.items():
        delivered = {one.term: number for number, one in enumerate(DEFAULTS.get(dictionary, ()), start=1)}
        for place, _, content in steps:
            own = delivered.get(content.fields["term"])
            position = content.fields["position"] + len(delivered) if own is None else own
            hidden = content.fields["hidden"] if own is None else 0
            fields = {**content.fields, "position": position, "hidden": hidden}
            is_changed = bool(hidden != content.fields["hidden"])  # a position is each office's own
            made.steps[place] = replace(made.steps[place], content=Content(fields, content.parts), edited=is_changed)
        known = {content.fields["term"] for _, _, content in steps}
        for one in DEFAULTS.get(dictionary, ()):
            if one.term not in known:
                row = {"dictionary": dictionary, "term": one.term, "position": delivered[one.term]}
                made.own_rows.append(("dictionary_entry", {**row, "legend": one.legend, "hidden": 0}))


def _tell_doubts(made: Plan) -> None:
    doubts = made.matches.doubts
    if doubts:
        named = "、".join(dict.fromkeys(doubts[:_MOST_NAMED])) + ("等" if len(doubts) > _MOST_NAMED else "")
        made.notes.append(
            f"{len(doubts)} 位发言人与本库的人物同名，是否同一人没有把握，先各记各的：{named}。请到“人物”里决定"
        )


def _with_part(content: Content, part: str, rows: list[dict[str, object]]) -> Content:
    parts = {name: there for name, there in content.parts.items() if name != part}
    return Content(content.fields, {**parts, part: rows} if rows else parts)


def _drop(made: Plan, places: list[int]) -> None:
    """Let steps go, and not count them."""
    for place in reversed(places):
        step = made.steps.pop(place)
        counted = made.added if step.record.uid in made.matches.new else made.updated
        word: str = term(step.record.kind)
        counted[word] -= 1
        if not counted[word]:
            del counted[word]
