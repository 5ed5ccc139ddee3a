"""This file does `briefing password`: it sets, changes or removes the password of a library."""

from __future__ import annotations

from argparse import Namespace

from briefing_app import workflows
from briefing_app.cli import terminal
from briefing_app.cli.opening import chosen_settings, held, library_path
from briefing_app.cli.unlocking import key_to, new_password
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import drivers
from briefing_app.workflows.passwords import Recoded


def run(arguments: Namespace) -> int:
    """Change what a library opens with."""
    path, settings = library_path(arguments), chosen_settings()
    if not path.exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)
    drivers.cipher()
    with held(path):
        key = key_to(path)
        if key is None and arguments.remove:
            terminal.complain("这份资料库没有密码，没有改动。")
            return 0
        password = None if arguments.remove else new_password()
        done = workflows.change_password(path, password, key=key, author=settings.author, folder=settings.backup_folder)
    _report(arguments, done)
    return 0


def _report(arguments: Namespace, done: Recoded) -> None:
    if arguments.json:
        terminal.print_json(
            {
                "library": str(library_path(arguments)),
                "encrypted": done.key is not None,
                "backups_followed": done.followed,
                "backups_under_former_password": done.under_former,
                "readable_without_password": [str(path) for path in done.left],
            }
        )
        return
    if done.key is None:
        terminal.say("密码已取消，资料库现在没有加密。")
    else:
        terminal.say(f"密码已设好，资料库已加密，{done.followed} 份备份一并加密。密码忘了无法找回，请妥善保管。")
    if done.under_former:
        terminal.say(f"另有 {done.under_former} 份备份仍用以前的密码打开。")
    for path in done.left:
        terminal.complain(f"这份备份没能加密，仍然可以直接打开，请自行处理：{path}")
