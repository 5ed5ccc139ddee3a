"""This file finds records that two offices have made independently: names, one file imported twice, the same passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing_app.domain.exchange import Record
from briefing_app.domain.same_people import UnitFit, fit_of
from briefing_app.store.exchange.kinds import BY_NAME
from briefing_app.store.exchange.snapshot import Row, Snapshot

Key = tuple[str, int]
Ids = Mapping[str, Key]  # every name of a record that was found or numbered already
Place = tuple[object, ...]
_NAMED = ("unit", "tag", "theme")


class Finder:
    """Looks for the record of this library that an unknown one stands for; where it is not certain, it finds none."""

    def __init__(self, snapshot: Snapshot, records: Sequence[Record]) -> None:
        self._snapshot = snapshot
        rows = snapshot.rows
        self._names = {kind: self._by_name(kind) for kind in (*_NAMED, "person")}
        self._sources = {row["sha256"]: key for key, row in rows["source"].items() if row["removed_at"] is None}
        self._speeches = _unique({key: _speech_place(row) for key, row in rows["speech"].items()})
        self._proposals = _unique({key: _passage(row, row["speech_id"]) for key, row in rows["proposal"].items()})
        self._of_source: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.kind == "source" and record.fields.get("meeting_id"):
                self._of_source[str(record.fields["meeting_id"])].append(record)
        self._people = _People(snapshot, records, self._sources, self._speeches, self._names["person"])
        self._places = {
            kind: {place(row): key for key, row in rows[kind].items()} for kind, place in _SAME_PLACE.items()
        }
        self._groups = {
            member["proposal_id"]: key
            for key in rows["alike"]
            for member in snapshot.stored_parts("alike", key)["alike_member"]
        }

    def find(self, record: Record, ids: Ids) -> int | None:
        """The record that this one is taken for, though they have no common name."""
        kind, values = record.kind, record.fields
        if kind in _NAMED:
            return self._named(record)
        if kind in _MADE_AT:
            return record.id if self._was_made_here(record, ids) else None
        if kind in _SAME_PLACE:
            return self._places[kind].get(_SAME_PLACE[kind](_numbered(values, ids)))
        if kind == "person":
            return self._people.find(record)
        if kind == "source":
            return self._sources.get(str(values["sha256"])) if values.get("removed_at") is None else None
        if kind == "meeting":
            return self._meeting(record)
        if kind == "speech":
            source = ids.get(str(values.get("source_id")))
            return None if source is None else self._speeches.get(_speech_place({**values, "source_id": source[1]}))
        if kind == "proposal":
            return self._proposals.get(_passage(values, ids[str(values["speech_id"])][1]))
        if kind == "alike":
            return self._group(record, ids)
        return None

    def _was_made_here(self, record: Record, ids: Ids) -> bool:
        """Whether the file comes from a copy of this very library: the same number, made in the same microsecond."""
        here = self._snapshot.rows[record.kind].get(record.id)
        made_at, owner = _MADE_AT[record.kind], BY_NAME[record.kind].owner
        if here is None or here[made_at] != record.fields[made_at]:
            return False
        return owner is None or ids[str(record.fields[owner])][1] == here[owner]

    def has_namesake(self, record: Record) -> bool:
        """Whether a person who comes in as a new one is called like somebody who is here."""
        return record.kind == "person" and bool(self._names["person"].get(str(record.fields["name"])))

    def _named(self, record: Record) -> int | None:
        if record.kind == "theme" and record.fields.get("removed_at") is not None:
            return None
        found = self._names[record.kind].get(str(record.fields["name"]), [])
        if not found and record.kind == "unit":
            aliases = [str(row["name"]) for row in record.parts.get("unit_alias", [])]
            found = [key for alias in aliases for key in self._names["unit"].get(alias, [])]
        return found[0] if len(set(found)) == 1 else None

    def _by_name(self, kind: str) -> dict[str, list[int]]:
        names: dict[str, list[int]] = defaultdict(list)
        for key, row in self._snapshot.rows[kind].items():
            if row.get("removed_at") is None and row.get("merged_into_id") is None:
                names[row["name"]].append(key)
                if kind == "unit":
                    for alias in self._snapshot.stored_parts("unit", key)["unit_alias"]:
                        names[alias["name"]].append(key)
        return names

    def _meeting(self, record: Record) -> int | None:
        """The meeting under which the same file was imported here."""
        found = set()
        for uid in record.uids:
            for source in self._of_source[uid]:
                here = self._sources.get(str(source.fields["sha256"]))
                if here is not None:
                    found.add(self._snapshot.rows["source"][here]["meeting_id"])
        found.discard(None)
        return found.pop() if len(found) == 1 else None

    def _group(self, record: Record, ids: Ids) -> int | None:
        """The one group of like recommendations here that shares a member: nobody is in two of them."""
        members = [ids[str(row["proposal_id"])][1] for row in record.parts.get("alike_member", [])]
        found = {self._groups[member] for member in members if member in self._groups}
        return found.pop() if len(found) == 1 else None


class _People:
    """Who is who: by the very turn in a file that both have imported, else by name and organisation both.

    A name alone, or a similar organisation, says too little: the two stay two until a person has decided.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        records: Sequence[Record],
        sources: Mapping[str, int],
        speeches: Mapping[Place | None, int],
        names: Mapping[str, list[int]],
    ) -> None:
        self._snapshot, self._names = snapshot, names
        self._theirs: dict[str, list[str]] = defaultdict(list)  # organisations by the name of a person
        self._turns: dict[str, set[int]] = defaultdict(set)  # who took the same turns here
        self._incoming: dict[str, int] = defaultdict(int)
        digests = {record.uid: str(record.fields["sha256"]) for record in records if record.kind == "source"}
        for record in records:
            if record.kind == "person":
                self._incoming[str(record.fields["name"])] += 1
            if record.kind == "speech":
                here = sources.get(digests.get(str(record.fields.get("source_id")), ""))
                place = None if here is None else _speech_place({**record.fields, "source_id": here})
                self._note(record, None if place is None else speeches.get(place))
        self._ours: dict[int, list[str]] = defaultdict(list)
        for key, row in snapshot.rows["speech"].items():
            if row["person_id"] is not None:
                self._ours[row["person_id"]] += _organisations(snapshot.stored_parts("speech", key)["affiliation"])

    def find(self, record: Record) -> int | None:
        """The person here who is certainly meant."""
        turns = {key for uid in record.uids for key in self._turns[uid]}
        if len(turns) == 1:
            return turns.pop()
        name = str(record.fields["name"])
        if turns or self._incoming[name] > 1 or record.fields.get("merged_into_id") is not None:
            return None
        theirs = [organisation for uid in record.uids for organisation in self._theirs[uid]]
        same = [key for key in self._names.get(name, []) if fit_of(theirs, self._ours[key])[0] is UnitFit.SAME]
        return same[0] if len(same) == 1 else None

    def _note(self, speech: Record, here: int | None) -> None:
        person = speech.fields.get("person_id")
        if person is not None:
            self._theirs[str(person)] += _organisations(speech.parts.get("affiliation", []))
        if here is None:
            return
        row = self._snapshot.rows["speech"][here]
        if person is not None and row["person_id"] is not None and row["speaker"] == speech.fields["speaker"]:
            self._turns[str(person)].add(row["person_id"])
        jointly = {one["name"]: one["person_id"] for one in self._snapshot.stored_parts("speech", here)["co_speaker"]}
        for joint in speech.parts.get("co_speaker", []):
            if joint["name"] in jointly:
                self._turns[str(joint["person_id"])].add(jointly[joint["name"]])


def _organisations(affiliations: Sequence[Mapping[str, object]]) -> Iterator[str]:
    return (str(row["organisation"]) for row in affiliations if row["organisation"])


def _speech_place(row: Mapping[str, object]) -> Place | None:
    return (row["source_id"], row["header_spans"], row["position"]) if row.get("source_id") is not None else None


def _passage(row: Mapping[str, object], speech_id: int) -> Place:
    return (speech_id, row["start"], row["end"], row["text"])


_MADE_AT = {
    "followup": "created_at",
    "followup_entry": "written_at",
    "attachment": "added_at",
    "annotation": "created_at",
    "pack": "updated_at",  # one that was worked on meanwhile is kept beside the other
    "pack_version": "exported_at",
}
# What is one thing wherever it stands at the same place: the library has room for a single one there.
_SAME_PLACE: dict[str, Callable[[Mapping[str, object]], Place]] = {
    "dictionary_entry": lambda row: (row["dictionary"], row["term"]),
    "saved_filter": lambda row: (row["name"],),
    "comparison": lambda row: (row["meeting_id"],),
    "person_apart": lambda row: (frozenset((row["first_id"], row["second_id"])),),
}


def _numbered(values: Mapping[str, object], ids: Ids) -> Row:
    return {name: ids[value][1] if isinstance(value, str) and value in ids else value for name, value in values.items()}


def _unique(places: Mapping[int, Place | None]) -> dict[Place | None, int]:
    """Places at which exactly one record stands."""
    found: dict[Place | None, list[int]] = defaultdict(list)
    for key, place in places.items():
        if place is not None:
            found[place].append(key)
    return {place: keys[0] for place, keys in found.items() if len(keys) == 1}
