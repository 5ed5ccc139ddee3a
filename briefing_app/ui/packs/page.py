"""This file is the page 材料册: packs at the left, what goes in, the real pages, options; and out as a file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from briefing_app import workflows
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions
from briefing_app.errors import BriefingError
from briefing_app.explanations import explain
from briefing_app.store import meetings, packs
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.labels import pack_format, pack_kind
from briefing_app.ui.packs.new_pack import ask_pack
from briefing_app.ui.packs.options_pane import OptionsPane
from briefing_app.ui.packs.outline import PackOutline
from briefing_app.ui.packs.pack_list import PackList
from briefing_app.ui.packs.pack_view import PackView, is_by_speaker, read_pack, read_packs
from briefing_app.ui.packs.preview import Preview
from briefing_app.ui.page import Page
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import EmptyState, MemorySplitter, PageHead, Pane, PaneHead, WidthWatch

if TYPE_CHECKING:
    from briefing_app.ui.tasks import Job

_REFRESH = 250  # ms after the last change
_SUFFIXES = {
    PackFormat.PDF: "pdf",
    PackFormat.DOCX: "docx",
    PackFormat.XLSX: "xlsx",
    PackFormat.HTML: "html",
    PackFormat.JSON: "json",
}


class PacksPage(Page):
    """材料册: outline, preview, options, export."""

    title = "材料册"
    watches = frozenset(
        {
            "pack", "pack_item", "pack_meeting", "pack_version", "proposal", "proposal_theme", "theme", "speech",
            "meeting", "followup", "followup_entry", "annotation", "comparison_judgement", "comparison_summary",
        }
    )  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: PackView | None = None
        self._wanted = 0
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("材料册"), self)
        self._versions = Button(self.tr("版本"), self, icon_name="history", menu_mark=True)
        self._export = Button(self.tr("导出 PDF"), self, kind="main", icon_name="file-up")
        self._more = IconButton("chevron-down", self.tr("导出为其他格式"), self, framed=True)
        self._head.add(self._versions, self._export, self._more)
        self._outline = PackOutline(self)
        self._preview = Preview(self.context, self)
        self._options = OptionsPane(self)
        self._splitter = MemorySplitter(
            "packs", self.context.preferences, widths=[192, 300, 0, 248], least=[150, 220, 300, 220], parent=self
        )
        for pane in (self._build_list(), self._build_outline(), self._preview, self._options):
            self._splitter.addWidget(pane)
        self._empty = EmptyState("book-open-text", "", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        WidthWatch(self, 1060, lambda narrow: self._list_pane.setVisible(not narrow))

    def _build_list(self) -> QWidget:
        self._list_pane = Pane(self)
        self._list_head = PaneHead(self.tr("材料册"), self._list_pane)
        new = IconButton("plus", self.tr("新建材料册"), self._list_pane, keys="Ctrl+N", bar=True)
        new.clicked.connect(self._on_new)
        self._list_head.add(new)
        self._list = PackList(self._list_pane)
        column = QVBoxLayout(self._list_pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list_head)
        column.addWidget(self._list, 1)
        return self._list_pane

    def _build_outline(self) -> QWidget:
        pane = Pane(self)
        self._outline_head = PaneHead(self.tr("目次"), pane)
        self._foot = PlainLabel("", pane, size=12, tone="t3", wrap=True)
        self._foot.setContentsMargins(16, 8, 16, 8)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._outline_head)
        column.addWidget(self._outline, 1)
        column.addWidget(self._foot)
        return pane

    def _connect(self) -> None:
        self._list.chosen.connect(self._open)
        self._list.customContextMenuRequested.connect(self._open_menu)
        self._outline.ticked.connect(self._tick)
        self._outline.moved.connect(self._reorder)
        self._outline.opened.connect(lambda key: self.context.navigate("proposals", Target(proposal_id=key)))
        self._options.changed.connect(self._set_options)
        self.context.changes.keeping.connect(self._options.take)
        self._export.clicked.connect(lambda: self.export_as(PackFormat.PDF))
        self._more.clicked.connect(self._open_formats)
        self._versions.clicked.connect(self._open_versions)
        self._refresh.timeout.connect(self._load_preview)
        self.add_command(self.tr("新建材料册"), self._on_new, keys="Ctrl+N", icon_name="plus")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(read_packs, owner=self, done=self._on_packs, latest="packs")

    def show_target(self, target: Target) -> None:
        word, _, kind = target.word.partition(":")
        if word == "new":
            self.add_pack(
                PackKind(kind) if kind else PackKind.DIGEST,
                meeting_id=target.meeting_id,
                conditions=target.filter or ProposalFilter(),
            )
        elif target.pack_id is not None:
            self._wanted = target.pack_id
            self.reload()

    def export(self) -> bool:
        if self._view is None:
            self.add_pack(PackKind.COMPILATION)
            return True
        self.export_as(PackFormat.PDF)
        return True

    def _on_packs(self, packed: tuple[list[Pack], dict[int, int]]) -> None:
        found, versions = packed
        current = self._wanted or (self._view.pack.id if self._view else 0)
        self._wanted = 0
        self._list_head.set_title(self.tr("材料册 {0}").format(len(found)))
        for button in (self._export, self._more, self._versions):
            button.setEnabled(bool(found))
        if not found:
            self._show_empty()
            return
        self._stack.setCurrentWidget(self._splitter)
        self._list.show_packs(found, versions, current or 0)

    def _show_empty(self) -> None:
        self._view = None
        self._head.set_title(self.tr("材料册"))
        self._head.set_note("")
        any_meeting = bool(self.context.read(meetings.find))
        if any_meeting:
            self._empty.say(
                self.tr("还没有材料册"),
                self.tr("选一场会议，选一个种类，就能看到排好的页面，导出 PDF。"),
                button=self.tr("新建材料册"),
                run=lambda: self.add_pack(PackKind.COMPILATION),
            )
        else:
            self._empty.say(
                self.tr("还没有可以编印的材料"),
                self.tr("先导入一份会议材料。"),
                button=self.tr("导入材料"),
                run=lambda: self.context.import_files(()),
            )
        self._stack.setCurrentWidget(self._empty)
        self.set_status("")

    def _open(self, key: int) -> None:
        self.context.load(lambda s: read_pack(s, key), owner=self, done=self._show, latest="pack")

    def _show(self, view: PackView) -> None:
        changed = self._view is None or self._view.pack.id != view.pack.id
        self._view = view
        pack = view.pack
        self._head.set_title(pack.name)
        last = view.versions[0].number if view.versions else 0
        note = self.tr("第 {0} 版").format(last) if last else self.tr("未导出")
        self._head.set_note(f"{pack_kind(pack.kind)}　{note}")
        self._outline.show_groups(view.groups, pack.left_out, by_speaker=is_by_speaker(pack))
        self._options.show_pack(pack)
        ids = {proposal.id for _, inside in view.groups for proposal in inside}
        out = len(ids & pack.left_out)
        words = self.tr("{0}：收 {1} / {2} 条建议").format(pack_kind(pack.kind, short=True), len(ids) - out, len(ids))
        self.set_status(words)
        kept = self.tr("去掉的 {0} 条仍在资料库里。").format(out) if out else ""
        self._foot.setText(self.tr("拖动改次序，去掉勾即不印。") + kept)
        if changed:
            self._preview.show_nothing(self.tr("正在排版预览"))
        self._refresh.start()

    # --- preview --------------------------------------------------------------------------------------------------

    def _load_preview(self) -> None:
        view = self._view
        if view is None or not self.context.has_library:
            return
        library, pack, today = self.context.library, view.pack, self.context.today()

        def work(_job: Job) -> workflows.Preview:
            return workflows.preview(library, pack, today=today)

        def failed(error: BriefingError) -> None:
            explanation = explain(error)
            self._preview.show_nothing(f"{explanation.happened}　{explanation.next_step}")

        self.context.tasks.run(work, owner=self, done=self._on_preview, failed=failed, latest="preview")

    def _on_preview(self, seen: workflows.Preview) -> None:
        self._preview.show_pdf(seen.printed.content)
        self._options.show_findings(seen.document.findings, seen.printed.substitutions)

    # --- changing -------------------------------------------------------------------------------------------------

    def _on_new(self) -> None:
        self.add_pack()

    def add_pack(
        self,
        kind: PackKind = PackKind.DIGEST,
        *,
        meeting_id: int | None = None,
        conditions: ProposalFilter | None = None,
    ) -> None:
        """Ask for a new pack and open it."""
        known: list[Meeting] = self.context.read(meetings.find)
        if not known:
            self.context.toast(self.tr("先导入一份会议材料，才能编材料册"))
            return
        pack = ask_pack(
            known,
            kind=kind,
            meeting_id=meeting_id,
            conditions=conditions or ProposalFilter(),
            profile=self.context.settings.paper_profile,
            parent=self,
        )
        if pack is None:
            return
        done = self.context.perform(self.tr("新建材料册"), lambda s: packs.save(s, pack))
        if done is not None:
            self._wanted = done.value
            self.reload()

    def _save(self, name: str, pack: Pack) -> None:
        self.context.perform(name, lambda s: packs.save(s, pack))

    def _tick(self, ids: list[int], inside: bool) -> None:
        view = self._view
        if view is not None:
            left_out = view.pack.left_out - set(ids) if inside else view.pack.left_out | set(ids)
            words = self.tr("收进材料册") if inside else self.tr("不印进材料册")
            self._save(words, replace(view.pack, left_out=frozenset(left_out)))

    def _reorder(self, ids: list[int]) -> None:
        view = self._view
        if view is not None:
            self._save(self.tr("调整次序"), replace(view.pack, sequence=tuple(ids)))

    def _set_options(self, options: PackOptions) -> None:
        view = self._view
        if view is not None:
            self._save(self.tr("改材料册选项"), replace(view.pack, options=options))

    def _open_menu(self, place: QPoint) -> None:
        item = self._list.itemAt(place)
        view = self._view
        if item is None or view is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("改名"), self._rename)
        menu.addAction(self.tr("移到回收站"), partial(self._remove, self._list.pack_of(item).id or 0))
        menu.exec(self._list.viewport().mapToGlobal(place))

    def _rename(self) -> None:
        view = self._view
        if view is None:
            return
        name = messages.ask_text(
            self, self.tr("给材料册改名"), field=self.tr("名称"), verb=self.tr("改名"), value=view.pack.name
        )
        if name:
            self._save(self.tr("材料册改名"), replace(view.pack, name=name))

    def _remove(self, key: int) -> None:
        if self.context.perform(self.tr("移走材料册"), lambda s: packs.remove(s, key)):
            self._view = None
            self.context.toast(self.tr("已把材料册移到回收站"), undo=True)

    # --- out ------------------------------------------------------------------------------------------------------

    def _open_formats(self) -> None:
        menu = QMenu(self)
        for kind in PackFormat:
            if kind is not PackFormat.PDF:
                menu.addAction(self.tr("导出 {0}").format(pack_format(kind)), partial(self.export_as, kind))
        menu.exec(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_versions(self) -> None:
        menu = QMenu(self)
        for version in self._view.versions if self._view else ():
            words = self.tr("第 {0} 版　{1}　{2}　校验码 {3}")
            made = version.exported_at.strftime("%Y-%m-%d %H:%M")
            menu.addAction(words.format(version.number, made, version.file_name.replace("&", "&&"), version.sha256[:8]))
        if menu.isEmpty():
            menu.addAction(self.tr("还没有导出过")).setEnabled(False)
        menu.exec(self._versions.mapToGlobal(QPoint(0, self._versions.height())))

    def export_as(self, kind: PackFormat) -> None:
        """Ask where, and write the pack there in a worker; what is on the screen is what is written."""
        view = self._view
        if view is None:
            return
        suffix = _SUFFIXES[kind]
        suggested = Path.home() / f"{_file_name(view.pack.name)}.{suffix}"
        path = messages.ask_save_file(
            self, self.tr("导出 {0}").format(pack_format(kind)), suggested, f"{pack_format(kind)} (*.{suffix})"
        )
        if path is None:
            return
        library, pack, today = self.context.library, view.pack, self.context.today()

        def work(job: Job) -> workflows.Exported:
            return workflows.export_pack(
                library,
                pack,
                path,
                format=kind,
                today=today,
                force=True,  # the file dialog has asked
                progress=job.report,
                cancelled=job.is_cancelled,
            )

        name = self.tr("正在导出 {0}").format(path.name)
        self.context.tasks.run(work, owner=self, done=self._on_exported, name=name)

    def _on_exported(self, exported: workflows.Exported) -> None:
        pages = self.tr("，{0} 页").format(exported.pages) if exported.pages else ""
        self.context.toast(self.tr("已导出 {0}{1}").format(exported.path.name, pages))
        self._options.show_findings(exported.findings, exported.substitutions)
        self.reload()


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", name).strip()[:80] or "材料册"
