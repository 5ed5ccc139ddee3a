"""This file says in words what differs between two sides of a record: names of fields, and values as people read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from briefing_app.domain.exchange import Difference
from briefing_app.store import records
from briefing_app.store.exchange.kinds import BY_NAME, references
from briefing_app.store.exchange.snapshot import Content

Names = Callable[[str, int], str]
_LONGEST = 120  # of a title
_LONGEST_VALUE, _BEFORE = 600, 60  # of a value that is shown beside another, and of what stands before the difference
_TERMS = {
    **records.TERMS, "unit": "办理单位", "attachment": "附件", "alike": "同类建议", "dictionary_entry": "词典词条",
    "person_apart": "不同的人", "comparison": "对照版式", "saved_filter": "常用筛选", "pack": "材料册",
    "pack_version": "材料册版本",
}  # fmt: skip
_FIELDS = {
    "title": "标题", "name": "名称", "text": "内容", "lead_id": "主办单位", "due": "期限", "joint_due": "会办期限",
    "assigned_on": "交办日", "status": "状态", "status_reason": "状态理由", "reply_class": "办复类别",
    "satisfaction": "满意度", "important": "重点", "summary": "概括或改写", "destination": "去向", "note": "批注内容",
    "colour": "标色", "date": "日期", "date_text": "日期原文", "place": "地点", "topic": "议题", "kind": "种类",
    "session": "届次", "body": "主办单位", "speaker": "发言人", "position": "次序", "removed_at": "是否在回收站",
    "parent_id": "上级主题", "on_behalf_of": "代表", "header": "署名行", "reviewed": "已审核", "start": "起点", "end": "终点",
    "author": "署名", "dated": "日期", "moved_to": "改为状态", "person_id": "人物", "label": "称呼", "wording": "合并表述",
    "merged": "归并", "quote": "批注原文", "merged_into_id": "合并到的人物", "legend": "说明", "hidden": "停用",
    "conditions": "筛选条件", "options": "版式选项", "layout": "行列安排", "pinned": "置顶", "updated_at": "改动时间",
    "number": "版次", "file_name": "文件名", "pages": "页数", "meeting_id": "会议", "speech_id": "发言",
    "confirmed": "已确认", "size": "大小",
}  # fmt: skip
_PARTS = {
    "followup_unit": "会办单位", "followup_proposal": "关联的建议", "followup_tag": "标签", "proposal_theme": "主题",
    "proposal_tag": "标签", "comparison_stance": "立场", "speech_tag": "标签", "meeting_tag": "标签",
    "comparison_judgement": "对照判断", "comparison_summary": "对照概括", "person_alias": "别名", "unit_alias": "别名",
    "person_post": "任职", "affiliation": "单位职务", "identity": "身份", "co_speaker": "共同发言人",
    "speech_paragraph": "分段", "speech_version": "其他文本", "source_part": "清理清单", "alike_member": "同类的建议", "pack_meeting": "会议", "pack_item": "选取与次序",
}  # fmt: skip
_UNTOLD = frozenset({"pinyin", "initials", "spans", "header_spans", "title_spans", "created_at", "written_at"})
_UNTOLD_OF = frozenset({("pack", "kind"), ("pack_version", "sha256"), ("pack_version", "checksum")})


def term(kind: str) -> str:
    """How a kind of record is called in the window."""
    return _TERMS[kind]


def title(kind: str, row: Mapping[str, Any], names: Names) -> str:
    """How a record is called."""
    if kind == "followup_entry":
        return _short(f"{row['kind']} {row['text']}")
    if kind == "alike":
        return names("proposal", row["lead_id"]) if isinstance(row["lead_id"], int) else ""
    for column in ("title", "name", "session", "topic", "speaker", "label", "note", "text", "quote"):
        if row.get(column):
            return _short(str(row[column]))
    return ""


def differences(kind: str, ours: Content, theirs: Content, names: Names) -> Iterator[Difference]:
    """What differs, field by field; what only follows from it is not told. Of lists, the rows that one side has alone."""
    for name, value in ours.fields.items():
        other = theirs.fields[name]
        if value != other and name not in _UNTOLD and (kind, name) not in _UNTOLD_OF:
            yield Difference(
                _FIELDS.get(name, "其他"), *_near(_value(kind, name, value, names), _value(kind, name, other, names))
            )
    for part in dict(BY_NAME[kind].parts):
        mine, other = ours.parts.get(part, []), theirs.parts.get(part, [])
        if mine != other:
            sides = ([row for row in mine if row not in other], [row for row in other if row not in mine])
            yield Difference(_PARTS[part], *_near(*(_rows(part, rows, names) for rows in sides)))


def _near(ours: str, theirs: str) -> tuple[str, str]:
    """Both whole where they are short, else what stands round the first place at which they part."""
    if max(len(ours), len(theirs)) <= _LONGEST_VALUE:
        return ours, theirs
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
    start = max(0, sum(1 for _ in alike) - _BEFORE)
    return _cut(ours, start), _cut(theirs, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST_VALUE
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _value(table: str, column: str, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "（空）" if column != "removed_at" else "不在"
    if column == "removed_at":
        return "在"
    if column in _TRUTHS:
        return "是" if value else "否"
    if column in _SETTINGS:
        return _settings(value, names)
    if column in _MOMENTS:
        return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M")
    target = references(table).get(column)
    return names(target, value) if target is not None else " ".join(str(value).split())


def _settings(stored: str, names: Names) -> str:
    """A filter in words, as far as it has words; of other settings, how many there are."""
    told, untold = [], 0
    for key, value in json.loads(stored).items():
        word = _CONDITIONS.get(key)
        if word is None:
            untold += 1
            continue
        values = value if isinstance(value, list) else [value]
        said = (names("meeting", one) if key == "meetings" else _truth(one) for one in values)
        told.append(f"{word}：{'、'.join(said)}")
    if untold:
        told.append(f"{'另有' if told else ''}{untold} 项设置")
    return "；".join(told) or "没有条件"


def _truth(value: object) -> str:
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _rows(part: str, rows: list[dict[str, Any]], names: Names) -> str:
    if not rows:
        return "（空）"
    targets = references(part)
    lines = []
    for row in sorted(rows, key=lambda one: (one.get("position") or 0, json.dumps(one, sort_keys=True))):
        told = [
            _value(part, column, value, names)
            for column, value in row.items()
            if value is not None and value != "" and (column in targets or column in _SPOKEN)
        ]
        lines.append(" ".join(told))
    return "、".join(line for line in lines if line) or f"{len(rows)} 处"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_SPOKEN = frozenset({"name", "text", "judgement", "note", "stance", "organisation", "post", "confirmed_by", "title"})
_TRUTHS = frozenset({"important", "reviewed", "merged", "hidden", "pinned", "confirmed", "left_out"})
_MOMENTS = frozenset({"updated_at", "created_at", "written_at", "exported_at", "added_at", "imported_at"})
_SETTINGS = frozenset({"conditions", "options", "layout"})
_CONDITIONS = {
    "meetings": "会议", "speakers": "发言人", "organisations": "单位", "identities": "身份", "themes": "主题", "tags": "标签",
    "statuses": "状态", "units": "办理单位", "destinations": "去向", "important": "重点", "has_notes": "有批注",
    "has_followups": "有跟进", "since": "不早于", "until": "不晚于", "text": "文字", "editor": "编印单位", "mark": "标志",
}  # fmt: skip
