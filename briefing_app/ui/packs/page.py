"""This file is the page 材料册: packs at the left, what goes in, the real pages, options; and out as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app import workflows
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions, PackVersion, SpeakerOrder
from briefing_app.export.differences import Difference
from briefing_app.store import meetings, packs
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.labels import pack_kind
from briefing_app.ui.packs.contents_pane import ContentsPane
from briefing_app.ui.packs.differences import show_differences
from briefing_app.ui.packs.giving_out import GivingOut
from briefing_app.ui.packs.hand_order import ask_hand_order
from briefing_app.ui.packs.live import LivePreview, Seen
from briefing_app.ui.packs.menus import PackMenus
from briefing_app.ui.packs.narrow import OptionsPlace, PackMenu
from briefing_app.ui.packs.new_pack import ask_pack
from briefing_app.ui.packs.options_pane import OptionsPane
from briefing_app.ui.packs.pack_list import PackList
from briefing_app.ui.packs.pack_view import PackView, read_pack, read_packs, read_speeches
from briefing_app.ui.packs.preview import Preview
from briefing_app.ui.page import Json, Page
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.panes import EmptyState, MemorySplitter, PageHead, Pane, PaneHead, WidthWatch
from briefing_app.workflows.versions import compare_versions


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
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("材料册"), self)
        self._differences = Button(self.tr("与上一版差异"), self, icon_name="diff")
        self._print = Button(self.tr("打印"), self, icon_name="printer")
        self._export = Button(self.tr("导出 PDF"), self, kind="main", icon_name="file-up")
        self._more = IconButton("chevron-down", self.tr("导出为其他格式"), self, framed=True)
        self._head.add(self._differences, self._print, self._export, self._more)
        self._contents = ContentsPane(self)
        self._outline = self._contents.outline
        self._out = GivingOut(self.context, self)
        self._menus = PackMenus(self.context, self)
        self._preview = Preview(self.context, self)
        self._live = LivePreview(self.context, self._preview, self)
        self._options = OptionsPane(self)
        self._splitter = MemorySplitter(
            "packs", self.context.preferences, widths=[192, 300, 0, 248], least=[150, 220, 300, 220], parent=self
        )
        place = OptionsPlace(self._options, self._contents, self)
        for pane in (self._build_list(), self._contents, self._preview, place):
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
        WidthWatch(self, 1060, self._fold_list)
        WidthWatch(self, 850, place.fold)

    def _fold_list(self, narrow: bool) -> None:
        self._list_pane.setVisible(not narrow)
        self._others.setVisible(narrow)

    def _build_list(self) -> QWidget:
        self._list_pane = Pane(self)
        self._list_head = PaneHead(self.tr("材料册"), self._list_pane)
        new = IconButton("plus", self.tr("新建材料册"), self._list_pane, keys="Ctrl+N", bar=True)
        new.clicked.connect(self._on_new)
        self._list_head.add(new)
        self._list = PackList(self._list_pane)
        self._others = PackMenu(self._list, self._on_new, self)
        self._head.row.insertWidget(1, self._others)
        column = QVBoxLayout(self._list_pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list_head)
        column.addWidget(self._list, 1)
        return self._list_pane

    def _connect(self) -> None:
        self._list.chosen.connect(self._open)
        self._list.customContextMenuRequested.connect(self._open_menu)
        self._menus.gone.connect(self._forget)
        self._outline.ticked.connect(self._tick)
        self._outline.moved.connect(self._reorder)
        self._outline.renaming.connect(self._rename_heading)
        self._outline.in_hand.connect(self._preview.mark)
        self._contents.opened.connect(lambda key: self.context.navigate("proposals", Target(proposal_id=key)))
        self._contents.written.connect(self._set_outline)
        self._contents.versions.again.connect(lambda version: self._with_pack(self._out.reissue, version))
        self._contents.versions.compared.connect(self._compare)
        self._out.exported.connect(self._on_exported)
        self._out.portioned.connect(lambda _batch: self.reload())
        self._options.changed.connect(self._set_options)
        self.context.changes.keeping.connect(self._options.take)
        self._export.clicked.connect(lambda: self.export_as(PackFormat.PDF))
        self._more.clicked.connect(lambda: self._with_pack(self._out.open_menu, self._more))
        self._print.clicked.connect(lambda: self._with_pack(self._out.print_pack))
        self._differences.clicked.connect(self._show_differences)
        self._live.seen.connect(self._on_seen)
        self._live.compared.connect(self._on_compared)
        self._options.pointed.connect(self._preview.go_to_spot)
        self.add_command(self.tr("新建材料册"), self._on_new, keys="Ctrl+N", icon_name="plus")
        self.add_command(
            self.tr("历史"), lambda: self._with_pack(self._menus.show_history), keys="Ctrl+H", icon_name="history"
        )

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self._live.refresh()  # at once: what the lists show comes beside it
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

    def place(self) -> Json:
        """Which pack is open."""
        return {"pack": self._view.pack.id} if self._view is not None else {}

    def go_back_to(self, place: Json) -> None:
        self._wanted = int(place["pack"])

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
        for button in (self._export, self._more, self._print, self._differences):
            button.setEnabled(bool(found))
        if not found:
            self._show_empty()
            return
        self._stack.setCurrentWidget(self._splitter)
        self._list.show_packs(found, versions, current or 0)

    def _show_empty(self) -> None:
        self._view = None
        self._live.forget()
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
        self._view = view
        pack = view.pack
        self._head.set_title(pack.name)
        self._note(None)
        self._contents.show_view(view)
        self._options.set_papers([paper.name for paper in self.context.settings.papers])
        self._options.show_pack(pack)
        self._differences.setEnabled(bool(view.versions))
        ids = {proposal.id for _, inside in view.groups for proposal in inside}
        words = self.tr("{0}：收 {1} / {2} 条建议").format(
            pack_kind(pack.kind, short=True), len(ids - pack.left_out), len(ids)
        )
        self.set_status(words)
        self._live.show_pack(pack.id or 0)

    # --- preview --------------------------------------------------------------------------------------------------

    def _on_seen(self, seen: Seen) -> None:
        printed = seen.made.printed
        self._options.show_findings(seen.made.document.findings, printed.substitutions)
        self._options.show_places(printed.stand_ins, printed.numbers)

    def _on_compared(self, since: tuple[Difference, ...]) -> None:
        self._note(len(since))

    def _note(self, changes: int | None) -> None:
        """What stands behind the name: the kind, the last version, and how much was changed since."""
        view = self._view
        if view is None:
            return
        last = view.versions[0].number if view.versions else 0
        if not last:
            words = self.tr("未导出")
        elif changes:
            words = self.tr("第 {0} 版之后有 {1} 处改动").format(last, changes)
        else:
            words = self.tr("第 {0} 版").format(last)
        self._head.set_note(f"{pack_kind(view.pack.kind)}　{words}")

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

    def _set_outline(self, text: str) -> None:
        view = self._view
        if view is not None:
            options = replace(view.pack.options, outline=text)
            self._save(self.tr("写提纲"), replace(view.pack, options=options))

    def _rename_heading(self, name: str, shown: str) -> None:
        view = self._view
        if view is None:
            return
        words = messages.ask_text(
            self,
            self.tr("改标题"),
            self.tr("只改这本材料册里的标题，主题不变；清空即用回原来的。"),
            field=self.tr("标题"),
            verb=self.tr("改标题"),
            value=shown,
            required=False,
        )
        if words is None:
            return
        others = tuple(pair for pair in view.pack.options.renamed if pair[0] != name)
        renamed = (*others, (name, words)) if words and words != name else others
        options = replace(view.pack.options, renamed=renamed)
        self._save(self.tr("改标题"), replace(view.pack, options=options))

    def _set_options(self, options: PackOptions) -> None:
        view = self._view
        if view is not None and options.order is SpeakerOrder.BY_HAND and not options.hand_order:
            speeches = self.context.read(lambda s: read_speeches(s, view.pack))
            order = ask_hand_order(speeches, options.hand_order, self)
            if order is None:
                self._options.show_pack(view.pack)
                return
            options = replace(options, hand_order=order)
        if view is not None:
            self._save(self.tr("改材料册选项"), replace(view.pack, options=options))

    def _open_menu(self, place: QPoint) -> None:
        item = self._list.itemAt(place)
        if item is not None:
            self._menus.open_for(self._list.pack_of(item), self._list.viewport().mapToGlobal(place))

    def _forget(self) -> None:
        self._view = None

    # --- out ------------------------------------------------------------------------------------------------------

    def export_as(self, kind: PackFormat) -> None:
        """Ask where, and write the pack there in a worker."""
        self._with_pack(self._out.export_as, kind)

    def _with_pack(self, work: Callable[..., None], *given: object) -> None:
        self._contents.flush()
        if self._view is not None:
            work(self._view.pack, *given)

    def _show_differences(self) -> None:
        """What an export of now would say otherwise than the last version."""
        view = self._view
        if view is not None and self._live.latest is not None and view.versions:
            title = self.tr("第 {0} 版与现在的差异").format(view.versions[0].number)
            show_differences(title, self._live.since, self)

    def _compare(self, version: PackVersion, with_now: bool) -> None:
        before, after = (version.number, None) if with_now else (version.number - 1, version.number)
        today = self.context.today()
        title = (
            self.tr("第 {0} 版与现在的差异").format(before)
            if after is None
            else self.tr("第 {0} 版与第 {1} 版的差异").format(before, after)
        )
        self.context.load(
            lambda s: compare_versions(s, version.pack_id, before, after, today=today),
            owner=self,
            done=lambda found: show_differences(title, found.differences, self),
            latest="differences",
        )

    def _on_exported(self, exported: workflows.Exported) -> None:
        self._options.show_findings(exported.findings, exported.substitutions)
        self.reload()
