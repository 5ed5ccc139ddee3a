"""This file does `briefing verify`: an exported PDF against the library, passage by passage."""

from __future__ import annotations

from argparse import Namespace

from briefing_app.cli import terminal
from briefing_app.cli.opening import opened_to_read
from briefing_app.cli.unlocking import file_password
from briefing_app.workflows import Verification, verify_pack


def run(arguments: Namespace) -> int:
    """Prove a PDF; the exit status is 1 when something differs."""
    password = file_password(arguments.password)
    with opened_to_read(arguments) as library:
        verification = verify_pack(library, arguments.file, password=password)
    if arguments.json:
        terminal.print_json(_document(verification))
    else:
        _say(verification)
    if not verification.holds:
        changed = "" if verification.unchanged else "文件在导出之后被改动过；"
        terminal.complain(
            f"{arguments.file.name}：{changed}{len(verification.differences)} 处与资料库不一致。"
            "资料库没有改动。请逐处核对，需要时重新导出。"
        )
    return int(not verification.holds)


def _document(verification: Verification) -> dict[str, object]:
    return {
        "file": str(verification.path),
        "pack": verification.pack,
        "version": verification.version,
        "pages": verification.pages,
        "unchanged": verification.unchanged,
        "quotations": verification.passages,
        "proved": verification.proved,
        "redacted": verification.redacted,
        "differences": [
            {"code": difference.code, "problem": difference.problem.value, "text": difference.text}
            for difference in verification.differences
        ],
        "alterations": [
            {"page": alteration.page, "before": alteration.before, "after": alteration.after}
            for alteration in verification.alterations
        ],
        "remarks": [{"page": remark.page, "kind": remark.kind, "text": remark.text} for remark in verification.remarks],
    }


def _say(verification: Verification) -> None:
    terminal.say(
        f"{verification.pack}（版本 {verification.version}，{verification.pages} 页）："
        f"{verification.passages} 处引文，{verification.proved} 处与来源一字不差。"
        + (f"其中 {verification.redacted} 处经过脱敏，除标出的隐去处外一字不差。" if verification.redacted else "")
    )
    for difference in verification.differences:
        terminal.say(f"{difference.code}  {difference.problem.value}：{difference.text}")
    for alteration in verification.alterations:
        terminal.say(f"第 {alteration.page} 张  改动：原为“{alteration.before}”，现为“{alteration.after}”")
    for remark in verification.remarks:
        terminal.say(f"第 {remark.page} 张  {remark.kind}：{remark.text or '（没有文字）'}")
