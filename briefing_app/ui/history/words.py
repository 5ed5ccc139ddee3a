"""This file says a line of a record's 历史 in words: which field, from what to what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from briefing_app.store.history import HistoryEntry, Image

# What people call the columns; a column that is not here says nothing to them.
_FIELDS = {
    "text": "文字",
    "status": "状态",
    "status_reason": "理由",
    "important": "重点",
    "summary": "概括或改写",
    "summary_kind": "写法",
    "destination": "去向",
    "position": "次序",
    "title": "题目",
    "speaker": "发言人",
    "label": "称呼",
    "on_behalf_of": "代表",
    "header": "署名",
    "name": "名称",
    "session": "届次",
    "kind": "形式",
    "topic": "议题",
    "body": "主办",
    "date": "日期",
    "date_text": "日期的写法",
    "place": "地点",
    "reviewed": "已审核",
    "note": "批注",
    "colour": "种类",
    "quote": "标记的原文",
    "due": "期限",
    "assigned_on": "交办日",
    "reply_class": "办复类别",
    "satisfaction": "满意度",
    "organisation": "单位",
    "post": "职务",
    "confirmed": "已确认",
    "stance": "态度",
    "judgement": "判断",
    "reason": "理由",
    "lead_id": "主办",
    "joint_due": "会办期限",
    "dated": "日期",
    "parent_id": "上级主题",
    "merged_into_id": "并入",
    "person_id": "人物",
    "left_out": "不印进",
    "wording": "归并后的表述",
}
# Where a column of one table is called otherwise.
_FIELDS_OF = {
    ("person", "name"): "姓名",
    ("pack", "kind"): "种类",
    ("theme", "name"): "主题",
    ("unit", "name"): "单位名称",
    ("comparison_judgement", "note"): "说明",
    ("comparison_summary", "text"): "概括",
}
# Columns that hold more than fits into a line: that they changed is all that is told.
_LARGE = {"options": "改了选项", "conditions": "改了筛选"}
# What a changed row of these tables is, for rows that came or went.
_PARTS = {
    "proposal_theme": "主题",
    "proposal_tag": "标签",
    "speech_tag": "标签",
    "meeting_tag": "标签",
    "followup_tag": "标签",
    "followup_proposal": "所跟进的建议",
    "followup_unit": "会办单位",
    "followup_entry": "办理记录",
    "affiliation": "职务",
    "identity": "身份",
    "co_speaker": "共同发言人",
    "attachment": "附件",
    "speech_version": "另一版本",
    "person_alias": "别名",
    "person_post": "核定职务",
    "person_apart": "“不是同一人”的判定",
    "unit_alias": "别名",
    "pack_meeting": "会议",
    "pack_item": "对条目的安排",
    "pack_version": "版本",
    "comparison_judgement": "判断",
    "comparison_summary": "概括",
    "comparison_stance": "态度",
    "alike": "同类",
    "alike_member": "同类",
}
# What names such a row, in this order; what it belongs to is the record itself.
_NAMING = (
    *("theme_id", "tag_id", "unit_id", "second_id", "meeting_id", "speech_id", "proposal_id", "name"),
    *("judgement", "stance", "text", "organisation", "post", "number"),
)
_TRUTHS = {"important", "confirmed", "reviewed", "left_out"}
_LONGEST = 60


def change_in_words(entry: HistoryEntry) -> str:
    """What changed; nothing where the action says it all."""
    if entry.before is not None and entry.after is not None:
        if entry.table == "speech_version":
            return ""  # two texts changed places: the speech's own line says it
        return "；".join(_changed(entry, entry.before, entry.after))
    part = _PARTS.get(entry.table, "")
    if entry.before is None and entry.after is None:
        return ""
    image, words = (entry.after, _tr("加上{0}")) if entry.after is not None else (entry.before, _tr("去掉{0}"))
    image = image or {}
    told = [_value(name, image[name]) for name in _NAMING if image.get(name) and name != f"{entry.kind}_id"]
    shown = "　".join(told)
    return words.format(part) + (_tr("：{0}").format(shown) if shown else "") if part else ""


def _changed(entry: HistoryEntry, before: Image, after: Image) -> list[str]:
    told = []
    for name, value in after.items():
        if name == "removed_at":
            told.append(_tr("移到回收站") if value else _tr("从回收站放回"))
        elif name in _LARGE:
            told.append(_LARGE[name])
        elif field := _FIELDS_OF.get((entry.table, name), _FIELDS.get(name, "")):
            told.append(_tr("{0}：{1} → {2}").format(field, _value(name, before[name]), _value(name, value)))
        elif name == "start" and "text" not in after:
            told.append(_tr("调整了起止"))
    return told


def _value(name: str, value: object) -> str:
    if name in _TRUTHS:
        return _tr("是") if value else _tr("否")
    text = str(value).replace("\n", " ") if value not in (None, "") else _tr("（空）")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
