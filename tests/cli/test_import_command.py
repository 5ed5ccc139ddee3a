"""`briefing import` saves what it can read, says what it cannot, and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app import paths

Briefing = Callable[..., Any]


def test_a_draft_is_shown_and_nothing_is_saved(briefing: Briefing, sample_article: Path) -> None:
    result = briefing("import", "--dry-run", "--json", sample_article)
    assert result.status == 0
    draft = result.json
    assert draft["schema"] == "briefing.draft/1"
    assert [speech["order"] for speech in draft["speeches"]] == list(range(1, 9))
    assert draft["meeting"]["date"] is None
    assert any(proposal["themes"] for speech in draft["speeches"] for proposal in speech["proposals"])
    assert not paths.library().exists()


def test_several_drafts_come_as_a_list(briefing: Briefing, sample_article: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("市政协委员 白露：\n\n建议办老年食堂。\n", "utf-8")
    result = briefing("import", "--dry-run", "--json", sample_article, other)
    assert [draft["source"]["name"] for draft in result.json] == [sample_article.name, other.name]


def test_a_draft_can_be_read_by_people(briefing: Briefing, sample_article: Path) -> None:
    result = briefing("import", "--dry-run", sample_article)
    assert "陆秉衡" in result.out
    assert "待核：" in result.out


def test_a_file_becomes_a_meeting_that_nobody_has_reviewed(briefing: Briefing, sample_article: Path) -> None:
    result = briefing("import", sample_article, "--json")
    (row,) = result.json["imported"]
    assert (row["source"], row["speeches"]) == (sample_article.name, 8)
    assert row["proposals"] > 20
    assert row["needs_review"] > 0
    (meeting,) = briefing("list", "meetings", "--json").json["rows"]
    assert (meeting["id"], meeting["reviewed"]) == (row["meeting"], False)


def test_the_same_bytes_again_are_reported_and_not_doubled(
    briefing: Briefing, sample_article: Path, tmp_path: Path
) -> None:
    briefing("import", sample_article)
    copy = tmp_path / "副本.txt"
    copy.write_bytes(sample_article.read_bytes())
    result = briefing("import", copy, "--json")
    assert result.status == 0
    assert result.json["imported"] == []
    (skipped,) = result.json["skipped"]
    assert (skipped["source"], skipped["meeting"]) == ("副本.txt", 1)
    assert "已跳过 副本.txt" in briefing("import", copy).out
    assert briefing("list", "sources", "--json").json["total"] == 1


def test_one_bad_file_among_good_ones_costs_only_itself(
    briefing: Briefing, sample_article: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    result = briefing("import", empty, sample_article, tmp_path / "无.txt", "--json")
    assert result.status == 1
    assert len(result.json["imported"]) == 1
    assert [row["source"] for row in result.json["failed"]] == ["空.txt", "无.txt"]
    assert len(result.err.splitlines()) == 2


def test_speeches_can_join_a_meeting(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    more = tmp_path / "补充.txt"
    more.write_text("市政协委员 白露：\n\n补充发言\n\n建议在每个街道办一所老年食堂。\n", "utf-8")
    result = briefing("import", more, "--meeting", imported, "--json")
    assert result.json["imported"][0]["meeting"] == imported
    speeches = briefing("list", "speeches", "--meeting", imported, "--json").json["rows"]
    assert [row["order"] for row in speeches] == list(range(1, 10))


def test_a_meeting_to_join_must_be_there(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    more = tmp_path / "补充.txt"
    more.write_text("市政协委员 白露：\n\n建议在每个街道办一所老年食堂。\n", "utf-8")
    result = briefing("import", more, "--meeting", imported + 98)
    assert (result.status, "没有编号为 99 的会议" in result.complaint) == (1, True)
    assert briefing("list", "sources", "--json").json["total"] == 1


BAD = {
    "an empty file": ("空.txt", b"", "空文件"),
    "a binary called text": ("程序.txt", bytes(range(256)) * 40, "二进制"),
    "an unknown format": ("录音.mp3", b"ID3\x04\x00\x00" + bytes(500), ""),
    "a damaged Word file": ("发言.docx", b"PK\x03\x04broken", ""),
    "a PDF that is none": ("发言.pdf", b"%PDF-1.7 broken", ""),
}


@pytest.mark.parametrize(("name", "content", "word"), BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("mode", [[], ["--dry-run"]], ids=["save", "look"])
def test_what_cannot_be_read_is_one_chinese_line(
    briefing: Briefing, tmp_path: Path, name: str, content: bytes, word: str, mode: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = briefing("import", *mode, path)
    assert result.status == 1
    assert name in result.complaint
    assert word in result.complaint
    assert result.complaint.endswith("。")


def test_a_file_of_one_character_is_text_without_speakers(briefing: Briefing, tmp_path: Path) -> None:
    path = tmp_path / "一.txt"
    path.write_text("好", "utf-8")
    result = briefing("import", "--dry-run", "--json", path)
    if result.status == 0:
        assert result.json["speeches"] == []
        assert result.json["warnings"]
    else:
        assert "一.txt" in result.complaint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encodings_of_offices_are_read(
    briefing: Briefing, sample_article: Path, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / f"{encoding}.txt"
    path.write_bytes(sample_article.read_text("utf-8").encode(encoding))
    result = briefing("import", "--dry-run", "--json", path)
    assert result.status == 0, result.err
    assert len(result.json["speeches"]) == 8


@pytest.mark.parametrize("lines", [400_000, 1_800_000], ids=["over the limit of a draft", "fifty megabytes"])
def test_too_much_text_is_said_before_the_work_begins(briefing: Briefing, tmp_path: Path, lines: int) -> None:
    path = tmp_path / "巨大.txt"
    path.write_text("建议加强基层建设。\n" * lines, "utf-8")
    result = briefing("import", path)
    assert result.status == 1
    assert "太大" in result.complaint
    assert "上限" in result.complaint
    assert briefing("list", "sources", "--json").json["total"] == 0


def test_a_text_without_speakers_is_kept_whole_and_said(briefing: Briefing, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于清明放假的通知\n\n四月四日至六日放假，共三天。请各科室做好值班。\n", "utf-8")
    draft = briefing("import", "--dry-run", "--json", path).json
    assert [speech for speech in draft["speeches"] if speech["speaker"]] == []
    assert draft["warnings"]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "材料"
    (folder / "附件").mkdir(parents=True)
    (folder / "甲.txt").write_text("市政协委员 白露：\n\n建议办老年食堂。\n", "utf-8")
    (folder / "附件" / "乙.txt").write_text("市政协委员 温泉：\n\n建议增设夜班公交。\n", "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "~$甲.docx").write_bytes(b"lock")
    (folder / "目录.json").write_text("{}", "utf-8")
    return folder


def test_a_folder_is_read_to_its_end_whatever_one_of_its_files_is(briefing: Briefing, tmp_path: Path) -> None:
    result = briefing("import", _folder(tmp_path), "--json")
    assert result.status == 1
    assert [row["source"] for row in result.json["imported"]] == ["甲.txt", "乙.txt"]
    assert [row["source"] for row in result.json["failed"]] == ["坏.docx"]
    assert "坏.docx" in result.complaint


def test_many_files_end_with_a_report(briefing: Briefing, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    briefing("import", folder / "甲.txt")
    out = briefing("import", folder).out
    assert "共 3 份：已存入 1 份" in out
    assert "以前导入过 1 份" in out
    assert "没有读入 1 份" in out


def test_a_folder_with_nothing_to_read_says_so(briefing: Briefing, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    result = briefing("import", tmp_path / "空")
    assert result.status == 1
    assert "没有可以导入的文件" in result.complaint


def test_ctrl_c_between_files_keeps_what_was_read_and_names_the_rest(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing_app.cli import material

    read = material.read

    def stop_at_the_second(path: Path, **options: Any) -> Any:
        if path.name == "乙.txt":
            raise KeyboardInterrupt
        return read(path, **options)

    monkeypatch.setattr(material, "read", stop_at_the_second)
    result = briefing("import", _folder(tmp_path), "--json")
    assert result.status == 1
    assert [Path(path).name for path in result.json["not_read"]] == ["乙.txt"]
    assert briefing("list", "meetings", "--json").json["total"] == 1
