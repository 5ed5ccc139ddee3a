"""This file explains every expected failure in Chinese: what happened, what is safe, what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch
from pathlib import Path

from briefing_app import errors
from briefing_app.errors import BriefingError, LibraryProblem, ReadProblem, WriteProblem

# What a system or a library says in its own words is for the log; "64 MB" or "docx" is for everybody.
_ENGLISH = re.compile(r"[A-Za-z]{2,}.*[ _].*[A-Za-z]{3,}")
SAFE_LIBRARY = "资料库没有改动。"
SAFE_TARGET = "原来的文件没有改动，也没有留下半截文件。"
MOST_LISTED = 3  # meetings that a sentence names


@dataclass(frozen=True, slots=True)
class Explanation:
    """Three whole sentences (each may hold several); none is empty, none holds article text."""

    happened: str
    safe: str
    next_step: str


def in_one_line(error: BriefingError) -> str:
    """The explanation as one line for a terminal, whatever stood in a file name."""
    explanation = explain(error)
    line = f"{explanation.happened}{explanation.safe}{explanation.next_step}"
    return " ".join(line.split())


# What can be done without an optional part.
_WITHOUT = {
    "semantic": "请联系维护人员安装；不装也可以按字面查找。",
    "encryption": "请联系维护人员安装，装好后照常输入密码；没有密码的资料库和交换文件不受影响。",
}


@singledispatch
def explain(error: BriefingError) -> Explanation:
    """What a person should know about an expected failure."""
    return Explanation(f"没有完成：{error}。", SAFE_LIBRARY, "请换一种做法再试；若仍不行，请把日志交给维护人员。")


# {name}: the file; {folder}: where it lies; {detail}: （…） or nothing.
READING: Mapping[ReadProblem, tuple[str, str]] = {
    ReadProblem.MISSING: ("找不到文件“{name}”{detail}。", "请检查路径和文件名，或重新选择文件。"),
    ReadProblem.FOLDER: ("“{name}”是文件夹，不是文件{detail}。", "请选择文件夹里的文件，可以一次选多个。"),
    ReadProblem.FORBIDDEN: ("没有权限读取“{name}”{detail}。", "请把文件复制到自己的文件夹，再导入。"),
    ReadProblem.EMPTY: ("“{name}”是空文件，里面没有文字{detail}。", "请打开原件确认内容，另存后再导入。"),
    ReadProblem.TOO_LARGE: ("“{name}”太大，超出一次导入的上限{detail}。", "请把材料拆成几个文件，分别导入。"),
    ReadProblem.BINARY: (
        "“{name}”不是文本文件，内容是二进制数据{detail}。",
        "请确认文件扩展名没有改错，用原来的格式导入。",
    ),
    ReadProblem.UNKNOWN_FORMAT: (
        "认不出“{name}”的格式{detail}。",
        "请另存为 .docx、.txt、.html 或 .pdf 后再导入。",
    ),
    ReadProblem.DAMAGED: ("“{name}”已损坏，读不出来{detail}。", "请向提供者再要一份，或在原来的软件里另存后再导入。"),
    ReadProblem.ENCRYPTED: ("“{name}”设有密码{detail}。", "请在原来的软件里取消密码，另存后再导入。"),
    ReadProblem.NO_TEXT: ("“{name}”里没有可以提取的文字{detail}。", "扫描件请先做文字识别，再导入识别后的文件。"),
    ReadProblem.NEEDS_EXTRA: (
        "读取“{name}”需要另装的组件{detail}。",
        "请联系维护人员安装，或把内容另存为 .docx 再导入。",
    ),
    ReadProblem.NEEDS_CONVERTER: (
        "“{name}”是旧格式，不能直接读取{detail}。",
        "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ),
    ReadProblem.CONVERTER_FAILED: (
        "LibreOffice 没能转换“{name}”{detail}，文件本身不一定有问题。",
        "请用 Word、WPS 或 LibreOffice 打开它，能打开就另存为 .docx 再导入；打不开再向提供者要一份。",
    ),
    ReadProblem.NOTHING_INSIDE: (
        "文件夹“{name}”里没有可以导入的文件{detail}。",
        "请换一个文件夹；可以读入 .docx、.pdf、.txt、.html、.xlsx 等。",
    ),
    ReadProblem.NEWER: ("“{name}”由更新版本的言策写出，本版本读不懂{detail}。", "请升级言策后再读入。"),
    ReadProblem.NOT_EXCHANGE: (
        "“{name}”不是言策的交换文件{detail}。",
        "请选择另一单位用“写出交换文件”做成的文件。",
    ),
    ReadProblem.SEALED: ("“{name}”写出时设了密码{detail}。", "请输入密码再读入；命令行加 --password。"),
    ReadProblem.WRONG_PASSWORD: (
        "“{name}”的密码不对{detail}。",
        "请核对大小写和全角半角，或向写出文件的单位再问一次；密码无误而仍读不出，文件开头可能已损坏，请再要一份。",
    ),
    ReadProblem.CHANGED: ("“{name}”在读取之后又被改动过{detail}。", "请重新导入这个文件。"),
}

LIBRARIES: Mapping[LibraryProblem, tuple[str, str, str]] = {
    LibraryProblem.MISSING: (
        "找不到资料库“{path}”{detail}。",
        "没有新建或改动任何文件。",
        "请检查路径；若已移动，请重新选择资料库，或从备份恢复。",
    ),
    LibraryProblem.DAMAGED: (
        "资料库“{path}”已损坏{detail}。",
        "文件原样保留，没有再写入。",
        "请从备份恢复（命令：briefing restore 备份文件），现有文件会另存保留。",
    ),
    LibraryProblem.NOT_A_LIBRARY: (
        "“{path}”不是言策的资料库{detail}。",
        "文件没有改动。",
        "请选择资料库文件；它以前若能打开，就是损坏了，请从备份恢复（命令：briefing restore 备份文件）。",
    ),
    LibraryProblem.NEWER: (
        "资料库“{path}”由更新版本的言策建立，本版本不能打开{detail}。",
        "文件没有改动。",
        "请升级言策后再打开，或打开另一个资料库。",
    ),
    LibraryProblem.READ_ONLY: (
        "资料库“{path}”只能读取，不能写入{detail}。",
        "已有内容没有改动。",
        "请把资料库复制到有写权限的文件夹，再打开。",
    ),
    LibraryProblem.LOCKED: (
        "资料库“{path}”正被另一个程序使用{detail}。",
        "已有内容没有改动。",
        "请关闭另一个言策窗口，稍后再试。",
    ),
    LibraryProblem.DISK_FULL: (
        "磁盘已满，没有写入资料库“{path}”{detail}。",
        "已有内容没有改动。",
        "请清理磁盘空间后再试。",
    ),
    LibraryProblem.FOLDER: (
        "不能在“{folder}”里建立或打开资料库{detail}。",
        "没有新建或改动任何文件。",
        "请换一个有写权限的文件夹。",
    ),
    LibraryProblem.GONE: (
        "打开着的资料库“{path}”不见了：移动硬盘拔出、文件被移走或换成了另一份{detail}。",
        "刚才这一步没有存进去，以前存好的没有改动。",
        "请插回硬盘或把文件放回原处，再做一次；也可以把打开着的内容另存到别处。",
    ),
    LibraryProblem.NEEDS_KEY: (
        "资料库“{path}”设有密码{detail}。",
        "文件没有改动。",
        "请输入密码再打开（命令：放进环境变量 BRIEFING_PASSWORD，或在终端里按提示输入）。",
    ),
    LibraryProblem.WRONG_KEY: (
        "密码不对，打不开资料库“{path}”{detail}。",
        "文件没有改动，可以再试，不限次数。",
        "请核对大小写和输入法；确信密码没错，就是文件开头损坏了，请从备份恢复。",
    ),
}

WRITING: Mapping[WriteProblem, tuple[str, str]] = {
    WriteProblem.EXISTS: (
        "“{name}”已经存在，没有覆盖{detail}。",
        "请换一个文件名；确实要覆盖，请加 --force 或在窗口里确认。",
    ),
    WriteProblem.FORBIDDEN: ("没有权限写入“{folder}”{detail}。", "请换一个有写权限的文件夹。"),
    WriteProblem.NO_FOLDER: ("文件夹“{folder}”不存在{detail}。", "请先建立文件夹，或换一个位置。"),
    WriteProblem.DISK_FULL: ("磁盘空间不足，“{name}”没有写成{detail}。", "请清理磁盘空间，或换一个磁盘再试。"),
    WriteProblem.FAILED: ("“{name}”没有写成{detail}。", "请换一个位置再试；若仍不行，请把日志交给维护人员。"),
}


@explain.register
def _(error: errors.UnreadableFile) -> Explanation:
    happened, next_step = _filled(READING[error.problem], error.path, error.detail)
    return Explanation(happened, SAFE_LIBRARY, next_step)


@explain.register
def _(error: errors.SettingsUnusable) -> Explanation:
    return Explanation(
        f"“{error.path.name}”不是言策导出的设置文件，或者已经损坏。",
        "现在的设置没有改动。",
        "请选在“设置”里导出的文件；是从别处拷来的，请再拷一次。",
    )


@explain.register
def _(error: errors.LibraryUnusable) -> Explanation:
    happened, safe, next_step = _filled(LIBRARIES[error.problem], error.path, error.detail)
    return Explanation(happened, safe, next_step)


@explain.register
def _(error: errors.UnwritableFile) -> Explanation:
    happened, next_step = _filled(WRITING[error.problem], error.path, error.detail)
    return Explanation(happened, SAFE_TARGET, next_step)


@explain.register
def _(error: errors.AlreadyImported) -> Explanation:
    where = f"，在会议 {error.meeting_id} 里" if error.meeting_id is not None else ""
    return Explanation(
        f"“{error.name}”的内容以前已经导入{where}。", "没有重复存入。", "如需修改，请在“材料”里打开那次会议。"
    )


@explain.register
def _(error: errors.NotFound) -> Explanation:
    what = f"名为“{error.key}”" if isinstance(error.key, str) else f"编号为 {error.key} "
    return Explanation(f"没有{what}的{error.kind}。", SAFE_LIBRARY, "请在列表里查看编号；若已删除，可到回收站恢复。")


@explain.register
def _(error: errors.IllegalMove) -> Explanation:
    legal = "、".join(error.legal)
    return Explanation(
        f"不能从“{error.current}”改为“{error.wanted}”。",
        "状态没有改动。",
        f"现在可以改为：{legal}。" if legal else "这一状态之后没有下一步。",
    )


@explain.register
def _(error: errors.NeedsExtra) -> Explanation:
    return Explanation(
        f"{error.what}需要另装的组件 {error.extra}。", SAFE_LIBRARY, _WITHOUT.get(error.extra, "请联系维护人员安装。")
    )


@explain.register
def _(error: errors.InvalidValue) -> Explanation:
    shown = f"“{error.value}”" if str(error.value or "").strip() else "空着"
    return Explanation(f"“{error.field}”的值不合要求：{shown}。", SAFE_LIBRARY, f"应为：{error.expected}。")


@explain.register
def _(error: errors.MeetingNotNamed) -> Explanation:
    if not error.known:
        return Explanation("资料库里还没有会议。", "没有写出文件。", "请先用 briefing import 导入一份材料。")
    shown = "；".join(f"{number} {title}" for number, title in error.known[:MOST_LISTED])
    more = f"（共{len(error.known)}场，用 briefing list meetings 看全部）" if len(error.known) > MOST_LISTED else ""
    happened = f"资料库里有{len(error.known)}场会议，没有说明要导出哪一场。"
    return Explanation(happened, "没有写出文件。", f"请加 --meeting 和编号：{shown}{more}。")


@explain.register
def _(_: errors.NothingToExport) -> Explanation:
    return Explanation("按现在的条件，没有可以导出的内容。", "没有写出文件。", "请放宽筛选条件，或换一次会议。")


@explain.register
def _(error: errors.UnprintableCharacters) -> Explanation:
    named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in error.characters)
    return Explanation(f"字体里没有这些字：{named}。", "没有写出文件。", "请在设置里换一种字体，或核对这些字的写法。")


@explain.register
def _(error: errors.Superseded) -> Explanation:
    return Explanation(
        f"“{error.action}”不能单独撤销或重做，后来的改动与它有关。", SAFE_LIBRARY, "请先撤销后来的改动，或直接修改。"
    )


@explain.register
def _(_: errors.Cancelled) -> Explanation:
    return Explanation("已按要求停止。", "没有留下做了一半的内容。", "需要时可以重新开始。")


def _filled(words: tuple[str, ...], path: Path, detail: str) -> tuple[str, ...]:
    fields = {
        "name": path.name or str(path),
        "path": str(path),
        "folder": str(path.parent),
        "detail": f"（{detail}）" if detail and not _ENGLISH.search(detail) else "",
    }
    return tuple(sentence.format_map(fields) for sentence in words)
