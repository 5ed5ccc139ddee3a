"""This file does `briefing export`: a pack of one or more meetings, as a file."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.cli import terminal
from briefing_app.cli.filtering import whole_filter
from briefing_app.cli.opening import opened_to_read
from briefing_app.cli.unlocking import file_password
from briefing_app.domain.packs import DigestOrder, Pack, PackFormat, PackKind, PackOptions, SpeakerOrder
from briefing_app.errors import InvalidValue, MeetingNotNamed, ReadProblem, UnreadableFile
from briefing_app.store import meetings
from briefing_app.store.database import Library
from briefing_app.workflows import Exported, export_pack
from briefing_app.workflows.portions import Each, export_each, suits
from briefing_app.workflows.progress import Progress

KIND_WORDS = {
    PackKind.COMPILATION: "会议材料汇编",
    PackKind.DIGEST: "意见建议摘编",
    PackKind.COMPARISON: "观点对照表",
    PackKind.ASSIGNMENT: "任务分解表",
    PackKind.LEDGER: "跟进台账",
    PackKind.SPEAKER: "发言人单页",
    PackKind.LETTER: "交办函",
    PackKind.OPINION: "征询意见表",
    PackKind.REMINDER: "催办单",
    PackKind.BULLETIN: "协商专报",
    PackKind.OUTLINE: "自拟提纲",
}


def run(arguments: Namespace) -> int:
    """Export a pack, or one for each speaker or unit, and say what it holds."""
    chosen = _format(arguments)
    password = file_password(arguments.password and not arguments.each, new=True)
    with opened_to_read(arguments) as library:
        if library.read_only:
            terminal.complain("资料库只能读（别处正在用，或没有写权限）：照常导出，但不记入版本和导出记录。")
        with library.reading() as session:
            pack = _pack(session, arguments)
        with terminal.progress(arguments.output.name) as progress:
            if arguments.each:
                return _run_each(library, pack, chosen, arguments, progress)
            exported = export_pack(
                library,
                pack,
                arguments.output,
                format=chosen,
                force=arguments.force,
                password=password,
                today=clock.today(),
                progress=progress,
            )
    if arguments.json:
        terminal.print_json(_document(exported))
    else:
        _say(exported)
    return 0


def _run_each(library: Library, pack: Pack, chosen: PackFormat, arguments: Namespace, progress: Progress | None) -> int:
    each = Each(arguments.each)
    if arguments.password or not suits(pack.kind, each):
        raise InvalidValue("--each", arguments.each, "分册不设密码；对照表不按发言人分册")
    batch = export_each(
        library,
        pack,
        arguments.output,
        each,
        format=chosen,
        force=arguments.force,
        today=clock.today(),
        progress=progress,
    )
    if arguments.json:
        files = [_document(exported) for exported in batch.exported]
        terminal.print_json({"folder": str(arguments.output), "files": files, "empty": list(batch.empty)})
        return 0
    for exported in batch.exported:
        _say(exported)
    terminal.say(f"共 {len(batch.exported)} 册" + (f"；没有内容的：{'、'.join(batch.empty)}" if batch.empty else ""))
    return 0


def _pack(session: Session, arguments: Namespace) -> Pack:
    if not arguments.meeting:
        raise MeetingNotNamed(tuple((meeting.id, meeting.title) for meeting in meetings.find(session)))
    chosen = [meetings.one(session, number) for number in dict.fromkeys(arguments.meeting)]
    kind = PackKind(arguments.kind)
    return Pack(
        id=None,
        name=arguments.name or f"{chosen[0].title}{KIND_WORDS[kind]}",
        kind=kind,
        meeting_ids=tuple(meeting.id for meeting in chosen),
        options=_options(arguments),
        filter=replace(whole_filter(session, arguments), meetings=()),
    )


def _options(arguments: Namespace) -> PackOptions:
    return PackOptions(
        cover=arguments.cover,
        contents=arguments.contents,
        comparison=arguments.comparison,
        notes=arguments.notes,
        order=SpeakerOrder(arguments.order),
        editor=arguments.editor,
        mark=arguments.mark,
        urgency=arguments.urgency,
        copy_number=arguments.copy_number,
        profile=arguments.profile,
        watermark=arguments.watermark,
        source_notes=arguments.source_notes,
        index=arguments.index,
        imprint=arguments.imprint,
        digest_order=DigestOrder(arguments.digest_order),
        by_unit=arguments.by_unit,
        recipient=arguments.to,
        copies_to=arguments.copies_to,
        reply_by=arguments.reply_by,
        contact=arguments.contact,
        issue=arguments.issue,
        outline=_outline(arguments.outline),
        redact=arguments.redact or bool(arguments.redact_name),
        redact_names=tuple(dict.fromkeys(arguments.redact_name)),
    )


def _outline(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableFile(path, ReadProblem.MISSING) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, ReadProblem.BINARY) from error
    except OSError as error:
        raise UnreadableFile(path, ReadProblem.FORBIDDEN, error.strerror or "") from error


def _format(arguments: Namespace) -> PackFormat:
    """The format asked for, else the one that the file's name ends in, else PDF."""
    if arguments.format:
        return PackFormat(arguments.format)
    known = {f".{kind.value}": kind for kind in PackFormat} | {".htm": PackFormat.HTML}
    return known.get(arguments.output.suffix.lower(), PackFormat.PDF)


def _document(exported: Exported) -> dict[str, Any]:
    counts = exported.counts
    return {
        "path": str(exported.path),
        "format": exported.format.value,
        "sha256": exported.sha256,
        "size": exported.size,
        "pages": exported.pages,
        "counts": {"meetings": counts.meetings, "speeches": counts.speeches, "proposals": counts.proposals},
        "substitutions": list(exported.substitutions),
        "drawn_by": [{"character": c, "face": face, "font": font} for c, face, font in exported.drawn_by],
        "findings": [finding.message for finding in exported.findings],
        "pack": exported.pack_id,
        "version": exported.version,
    }


def _say(exported: Exported) -> None:
    counts = exported.counts
    pages = f"{exported.pages} 页，" if exported.pages is not None else ""
    terminal.say(
        f"已导出 {exported.path}（{pages}{counts.speeches} 篇发言，{counts.proposals} 条建议"
        + (f"，版本 {exported.version}）" if exported.version else "）")
    )
    for finding in exported.findings:
        terminal.complain(f"请核对：{finding.message}")
    if exported.substitutions:
        shown = "、".join(f"{character}（{face}换用 {font}）" for character, face, font in exported.drawn_by)
        terminal.complain(f"这些字换用了别的字体：{shown}")
