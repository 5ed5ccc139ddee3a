"""This file has the Chinese words of values that are not words themselves, for the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from briefing_app.domain.meetings import RemovalReason
from briefing_app.domain.packs import PackFormat, PackKind

_PACK_KINDS = {
    PackKind.COMPILATION: ("会议材料汇编", "汇编"),
    PackKind.DIGEST: ("意见建议摘编", "摘编"),
    PackKind.COMPARISON: ("观点对照表", "对照表"),
    PackKind.ASSIGNMENT: ("任务分解表", "分解表"),
    PackKind.LEDGER: ("跟进台账", "台账"),
    PackKind.SPEAKER: ("发言人单页", "单页"),
    PackKind.LETTER: ("交办函（代拟稿）", "交办函"),
    PackKind.OPINION: ("征询意见表", "征询表"),
    PackKind.REMINDER: ("催办单", "催办单"),
    PackKind.BULLETIN: ("协商专报（代拟稿）", "专报"),
    PackKind.OUTLINE: ("自拟提纲", "自拟"),
}
_FORMATS = {
    PackFormat.PDF: "PDF",
    PackFormat.DOCX: "Word",
    PackFormat.XLSX: "Excel",
    PackFormat.HTML: "网页",
    PackFormat.JSON: "数据（JSON）",
}
_REASONS = {
    RemovalReason.CAPTION: "图片说明",
    RemovalReason.PAGE_FURNITURE: "版面信息",
    RemovalReason.COLUMN_CUT: "分栏断行",
    RemovalReason.DUPLICATE: "重复",
    RemovalReason.BY_HAND: "人工剔除",
}
# Kinds of records, by the names of their tables.
_RECORDS = {
    "meeting": "会议",
    "speech": "发言",
    "proposal": "建议",
    "annotation": "批注",
    "followup": "跟进事项",
    "theme": "主题",
    "tag": "标签",
    "pack": "材料册",
    "person": "人物",
    "source": "来源材料",
}
_PROFILES = {"gbt9704": "公文（GB/T 9704）", "margins28": "机关常用（边距 28 毫米）"}


def pack_kind(kind: PackKind, *, short: bool = False) -> str:
    return _tr(_PACK_KINDS[kind][1 if short else 0])


def pack_format(kind: PackFormat) -> str:
    return _tr(_FORMATS[kind])


def record_kind(kind: str) -> str:
    """A kind of record by the name of its table."""
    return _tr(_RECORDS.get(kind, kind))


def paper_profile(name: str) -> str:
    return _tr(_PROFILES.get(name, name))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Labels", text)


def removal_reason(reason: RemovalReason | None) -> str:
    """Why the importer took a piece out of the body."""
    return _tr(_REASONS[reason]) if reason is not None else ""
