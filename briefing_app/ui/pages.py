"""This file lists the pages of the window as data, and makes one when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from briefing_app.ui.context import Context
from briefing_app.ui.page import Page
from briefing_app.ui.tasks import Job


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: how it is called, its icon and keys, and where its class is."""

    key: str
    title: str
    icon: str
    keys: str
    module: str
    name: str
    low: bool = False  # stands at the foot of the rail
    under: str = ""  # has no place of its own in the rail: the page that is marked there while it is shown


PAGES = (
    PageEntry("overview", "总览", "layout-dashboard", "Ctrl+1", "briefing_app.ui.overview.page", "OverviewPage"),
    PageEntry("library", "材料", "files", "Ctrl+2", "briefing_app.ui.library.page", "LibraryPage"),
    PageEntry("proposals", "建议", "message-square-quote", "Ctrl+3", "briefing_app.ui.proposals.page", "ProposalsPage"),
    PageEntry("compare", "对照", "columns-3", "Ctrl+4", "briefing_app.ui.compare.page", "ComparePage"),
    PageEntry("followups", "跟进", "list-checks", "Ctrl+5", "briefing_app.ui.followups.page", "FollowUpsPage"),
    PageEntry("packs", "材料册", "book-open-text", "Ctrl+6", "briefing_app.ui.packs.page", "PacksPage"),
    PageEntry("people", "人物", "users", "Ctrl+Shift+R", "briefing_app.ui.people.page", "PeoplePage", under="library"),
    PageEntry("notes", "批注", "highlighter", "Ctrl+Alt+B", "briefing_app.ui.notes.page", "NotesPage", under="library"),
    PageEntry("themes", "主题", "tags", "Ctrl+Alt+T", "briefing_app.ui.themes.page", "ThemesPage", under="proposals"),
    PageEntry("trash", "回收站", "trash-2", "Ctrl+7", "briefing_app.ui.trash.page", "TrashPage", low=True),
    PageEntry("settings", "设置", "settings", "Ctrl+8", "briefing_app.ui.settings.page", "SettingsPage", low=True),
    PageEntry("help", "帮助", "circle-help", "Ctrl+9", "briefing_app.ui.help.page", "HelpPage", low=True),
)


IN_THE_RAIL = tuple(page for page in PAGES if not page.under)


def entry(key: str) -> PageEntry:
    """The entry of a page."""
    return next(page for page in PAGES if page.key == key)


def make(page: PageEntry, context: Context) -> Page:
    """The page itself. Its module is read now and not earlier, so that the first paint waits for nothing."""
    made = late(page.module, page.name)(context)
    if not isinstance(made, Page):
        message = f"{page.name} is not a page"
        raise TypeError(message)
    return made


def read_ahead(context: Context, done: Callable[[], None] = lambda: None) -> None:
    """Read the modules of all pages in a worker, so that going to a page for the first time does not halt the window."""

    def read(job: Job) -> None:
        for page in PAGES:
            if job.is_cancelled():
                return
            import_module(page.module)

    context.tasks.run(read, owner=context, done=lambda _nothing: done())


def late(module: str, name: str) -> Any:
    """Something from a module that reads the library's or the exports' code: not before the first paint."""
    return getattr(import_module(module), name)
