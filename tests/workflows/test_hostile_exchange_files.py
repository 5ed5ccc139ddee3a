"""Exchange files that are damaged, hostile or newer are refused, and nothing of them reaches the library."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app import workflows
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.store import comparisons, followups, meetings, packs, proposals, saved_filters
from briefing_app.store.database import Library
from briefing_app.workflows.exchanging import take_exchange, write_exchange

Office = Callable[[str], Library]


def content(library: Library) -> object:
    with library.reading() as session:
        return meetings.find(session), proposals.ids(session), followups.find(session)


def rewritten(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A file whose parts were changed, with hashes that fit again: the work of somebody who knows the format."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    manifest = json.loads(parts["manifest.json"])
    manifest["sha256"] = {n: hashlib.sha256(c).hexdigest() for n, c in parts.items() if n != "manifest.json"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target


def refused(library: Library, path: Path) -> ReadProblem:
    before = content(library)
    with pytest.raises(UnreadableFile) as error:
        take_exchange(library, path)
    assert content(library) == before
    return error.value.problem


def test_a_file_cut_off_anywhere_is_refused(sent: Path, office: Office, tmp_path: Path) -> None:
    theirs, whole = office("乙"), sent.read_bytes()
    for share in (0, 3, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.ycx").write_bytes(whole[:share])
        assert refused(theirs, tmp_path / "cut.ycx") in {
            ReadProblem.DAMAGED,
            ReadProblem.EMPTY,
            ReadProblem.NOT_EXCHANGE,
        }


def test_a_byte_that_changed_on_the_way_is_noticed(sent: Path, office: Office, tmp_path: Path) -> None:
    theirs, whole = office("乙"), bytearray(sent.read_bytes())
    whole[len(whole) // 3] ^= 0x20
    (tmp_path / "flipped.ycx").write_bytes(bytes(whole))
    assert refused(theirs, tmp_path / "flipped.ycx") in {ReadProblem.DAMAGED, ReadProblem.NOT_EXCHANGE}


@pytest.mark.parametrize("name", ["../../外面.txt", "/etc/passwd", "content/..\\x", "content/" + "g" * 64, "more.json"])
def test_names_that_lead_anywhere_are_refused(sent: Path, office: Office, tmp_path: Path, name: str) -> None:
    def add(parts: dict[str, bytes]) -> None:
        parts[name] = b"x"

    assert refused(office("乙"), rewritten(sent, tmp_path / "x.ycx", add)) is ReadProblem.NOT_EXCHANGE


def test_a_bomb_is_not_unpacked(sent: Path, office: Office, tmp_path: Path) -> None:
    def blow_up(parts: dict[str, bytes]) -> None:
        parts["records.jsonl"] = b" " * (64 * 2**20)

    assert refused(office("乙"), rewritten(sent, tmp_path / "bomb.ycx", blow_up)) is ReadProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ("briefing.exchange/2", ReadProblem.NEWER),
        ("briefing.exchange/x", ReadProblem.DAMAGED),
        ("else/1", ReadProblem.NOT_EXCHANGE),
    ],
)
def test_a_file_of_a_newer_version_says_so(
    sent: Path, office: Office, tmp_path: Path, schema: str, problem: ReadProblem
) -> None:
    def rename(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = parts["manifest.json"].replace(b"briefing.exchange/1", schema.encode())

    assert refused(office("乙"), rewritten(sent, tmp_path / "x.ycx", rename)) is problem


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("proposal", lambda line: line["fields"].update(text="从没说过的话")),
        ("proposal", lambda line: line["fields"].update(end=10**9)),
        ("proposal", lambda line: line["fields"].update(status="飞走")),
        ("proposal", lambda line: line["fields"].update(confidence="高")),
        ("proposal", lambda line: line["fields"].update(speech_id="0" * 32)),
        ("proposal", lambda line: line["fields"].pop("cue")),
        ("followup", lambda line: line["fields"].update(due="2026-02-31")),
        ("followup", lambda line: line["fields"].update(evil=1)),
        ("followup", lambda line: line["parts"].update(pack=[])),
        ("followup", lambda line: line["parts"]["followup_unit"].append(line["parts"]["followup_unit"][0])),
        ("followup_entry", lambda line: line["fields"].update(written_at="昨天")),
        ("meeting", lambda line: line.update(kind="pack")),
        ("meeting", lambda line: line.update(id=0)),
        ("meeting", lambda line: line.update(uids=["../x"])),
        ("meeting", lambda line: line.update(versions=[])),
        ("source", lambda line: line["fields"].update(sha256="0" * 64)),
        ("speech", lambda line: line["fields"].update(header_spans="[[2, 1]]")),
        ("saved_filter", lambda line: line["fields"].update(conditions='{"nested": ' * 60 + "{}" + "}" * 60)),
        ("saved_filter", lambda line: line["fields"].update(conditions="[" * 100_000)),
        ("saved_filter", lambda line: line["fields"].update(conditions=7)),
        ("pack", lambda line: line["fields"].update(options="不是设置")),
        ("pack", lambda line: line["parts"]["pack_meeting"].append(line["parts"]["pack_meeting"][0])),
        ("pack_version", lambda line: line["fields"].update(sha256="0" * 64)),
        ("pack_version", lambda line: line["fields"].update(format="exe")),
        ("person_apart", lambda line: line["fields"].update(second_id="0" * 32)),
    ],
)
def test_records_that_do_not_hold_together_are_refused(
    sent: Path, office: Office, tmp_path: Path, kind: str, change: Callable[[dict[str, dict[str, object]]], object]
) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        every = [json.loads(line) for line in parts["records.jsonl"].decode().splitlines()]
        change(next(line for line in every if line["kind"] == kind))
        parts["records.jsonl"] = "".join(json.dumps(line) + "\n" for line in every).encode()

    assert refused(office("乙"), rewritten(sent, tmp_path / "x.ycx", spoil)) is ReadProblem.DAMAGED


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("comparison", "layout", {"发言人": {"columns": ["../x", 3, None, {"a": 1}], "rows": ["x", -1, 2.5]}, "by": 9}),
        (
            "saved_filter",
            "conditions",
            {"meetings": [1, "0" * 32, None, []], "nested": {"parts": [1, {"meetings": 3}]}},
        ),
        (
            "pack",
            "options",
            {"hand_order": [10**9, "x"], "compared_by": [], "compared_columns": {}, "profile": "../../x"},
        ),
    ],
)
def test_settings_that_name_nobody_are_taken_without_these_names(
    sent: Path, office: Office, tmp_path: Path, kind: str, column: str, value: object
) -> None:
    """They are somebody's wishes, no facts: what cannot be understood in them is passed over, as everywhere."""

    def spoil(parts: dict[str, bytes]) -> None:
        every = [json.loads(line) for line in parts["records.jsonl"].decode().splitlines()]
        next(line for line in every if line["kind"] == kind)["fields"][column] = json.dumps(value)
        parts["records.jsonl"] = "".join(json.dumps(line) + "\n" for line in every).encode()

    theirs = office("乙")
    take_exchange(theirs, rewritten(sent, tmp_path / "x.ycx", spoil))
    with theirs.reading() as session:
        (pack,), (kept,) = packs.find(session), saved_filters.find(session)
        layout = comparisons.layouts(session, 1).current
        assert {*layout.columns, *map(int, pack.options.hand_order)} <= {"1", "2", 1, 2}
        assert set(kept.filter.meetings) <= {0, 1}
        workflows.arranged_comparison(session, 1)
        proposals.find(session, kept.filter)
    assert workflows.check(theirs).is_sound()
    write_exchange(theirs, tmp_path / "again.ycx")


def test_a_part_that_only_the_list_of_hashes_knows_is_missed(sent: Path, office: Office, tmp_path: Path) -> None:
    with zipfile.ZipFile(sent) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts.pop(next(name for name in parts if name.endswith(".file")))
    with zipfile.ZipFile(tmp_path / "x.ycx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert refused(office("乙"), tmp_path / "x.ycx") is ReadProblem.DAMAGED


@pytest.mark.parametrize("count", [0, -1, 10**18, 2])
def test_a_count_that_is_not_that_of_the_records_is_refused(
    sent: Path, office: Office, tmp_path: Path, count: int
) -> None:
    def lie(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        parts["manifest.json"] = json.dumps({**manifest, "records": count}).encode()

    assert refused(office("乙"), rewritten(sent, tmp_path / "x.ycx", lie)) is ReadProblem.DAMAGED


def test_a_link_inside_the_file_is_refused_and_not_followed(sent: Path, office: Office, tmp_path: Path) -> None:
    secret = tmp_path / "秘密.txt"
    secret.write_text("不给人看", "utf-8")
    with zipfile.ZipFile(sent) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(tmp_path / "x.ycx", "w") as package:
        for name, content in parts.items():
            link = zipfile.ZipInfo(name)
            if name.startswith("content/"):
                link.external_attr = 0o120777 << 16
                content = str(secret).encode()  # noqa: PLW2901
            package.writestr(link, content)
    assert refused(office("乙"), tmp_path / "x.ycx") is ReadProblem.DAMAGED
