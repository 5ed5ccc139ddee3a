"""This file is the page 设置: every change takes effect at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from briefing_app import paths
from briefing_app.export.typesetting.profile import PROFILES
from briefing_app.settings import LONGEST_DEADLINE, TEXT_SCALES, BackupPlan, Look
from briefing_app.ui import labels, messages
from briefing_app.ui.context import Context
from briefing_app.ui.page import Page
from briefing_app.ui.pages import late
from briefing_app.ui.settings.carrying import CarryingSection
from briefing_app.ui.settings.dictionaries import DICTIONARIES, edit_dictionary
from briefing_app.ui.settings.rows import Section
from briefing_app.ui.settings.secrecy import SecrecySection
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import Choice, Number, SegmentedControl, TextField
from briefing_app.ui.widgets.focus_ring import RINGED
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import PageHead, ScrollPane


class SettingsPage(Page):
    """What can be chosen, in seven groups."""

    title = "设置"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._scroll = ScrollPane(self, margin=24)
        self._middle = QWidget(self)
        sections = QVBoxLayout(self._middle)
        sections.setContentsMargins(0, 0, 0, 0)
        sections.setSpacing(16)
        for section in (
            self._build_looks(),
            self._build_person(),
            self._build_paper(),
            self._build_dictionaries(),
            self._build_library(),
            SecrecySection(context, self),
            CarryingSection(context, self),
        ):
            sections.addWidget(section)
        self._scroll.column.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = PageHead(self.tr("设置"), self)
        self._head.set_note(self.tr("改动立即生效，自动保存"))
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        context.preferences.changed.connect(self._show)
        self._show()

    # --- groups ---------------------------------------------------------------------------------------------------

    def _build_looks(self) -> Section:
        section = Section(self.tr("外观"), self)
        self._scale = QSlider(Qt.Orientation.Horizontal, self)
        self._scale.setRange(TEXT_SCALES[0], TEXT_SCALES[1])
        self._scale.setSingleStep(5)
        self._scale.setPageStep(25)
        self._scale.setProperty(RINGED, True)
        self._scale_words = PlainLabel("", self, tone="t2")
        # The whole window is measured anew: only when the hand rests.
        self._scale_wait = QTimer(self, singleShot=True, interval=250)
        self._scale_wait.timeout.connect(self._on_scale_rested)
        self._scale.valueChanged.connect(self._on_scale_moved)
        section.add(
            self.tr("文字大小"), self.tr("整个窗口跟着变。也可以用 Ctrl+= 和 Ctrl+-。"), self._scale, self._scale_words
        )
        self._look = SegmentedControl(
            [
                (Look.SYSTEM, self.tr("跟随系统"), "monitor"),
                (Look.LIGHT, self.tr("浅色"), "sun"),
                (Look.DARK, self.tr("深色"), "moon"),
            ],
            self,
            name=self.tr("界面颜色"),
        )
        self._look.chosen.connect(lambda look: self.context.preferences.change(look=look))
        section.add(self.tr("界面颜色"), self.tr("印出来的材料册总是白纸黑字。"), self._look)
        return section

    def _build_person(self) -> Section:
        section = Section(self.tr("署名与时限"), self)
        self._author = TextField(self.tr("姓名"), self)
        self._author.editingFinished.connect(self._on_author)
        self.context.changes.keeping.connect(self._on_author)
        section.add(self.tr("署名"), self.tr("写在您的批注和办理记录上。"), self._author)
        self._lead = self._months(LONGEST_DEADLINE)
        self._joint = self._months(LONGEST_DEADLINE)
        section.add(self.tr("主办时限"), self.tr("新建跟进事项时填好的期限，可以逐项改。"), self._lead)
        section.add(self.tr("会办时限"), self.tr("会办单位反馈意见的期限。"), self._joint)
        return section

    def _months(self, most: int) -> Number:
        field = Number(1, most, self)
        field.setSuffix(self.tr(" 个月"))
        field.valueChanged.connect(self._on_deadlines)
        return field

    def _build_paper(self) -> Section:
        section = Section(self.tr("印制"), self)
        self._profile = Choice([(name, labels.paper_profile(name)) for name in PROFILES], self)
        self._profile.currentIndexChanged.connect(self._on_profile)
        edit = Button(self.tr("本单位的版式…"), self)
        edit.clicked.connect(lambda: late("briefing_app.ui.settings.paper", "edit_papers")(self.context, self))
        section.add(self.tr("版式"), self.tr("新建的材料册用这个版式，每本可以另选。"), edit, self._profile)
        return section

    def _build_dictionaries(self) -> Section:
        section = Section(self.tr("词典"), self)
        for key, (name, why) in DICTIONARIES.items():
            button = Button(self.tr("编辑…"), self)
            button.setAccessibleName(self.tr("编辑{0}").format(name))
            button.clicked.connect(lambda _checked=False, key=key: edit_dictionary(self.context, key, self))
            button.setEnabled(not self.context.read_only)
            section.add(name, why, button)
        return section

    def _build_library(self) -> Section:
        section = Section(self.tr("资料库与备份"), self)
        show = Button(self.tr("打开文件夹"), self, icon_name="folder-open")
        path = self.context.library.path
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        section.add(self.tr("资料库文件"), path, show)
        back_up = Button(self.tr("现在备份…"), self, icon_name="database-backup")
        back_up.clicked.connect(lambda: self.context.command_asked.emit("back_up"))
        restore = Button(self.tr("从备份恢复…"), self)
        restore.clicked.connect(lambda: self.context.command_asked.emit("restore"))
        section.add(self.tr("备份"), self.tr("备份是一个完整的资料库文件，可以放到移动硬盘上。"), restore, back_up)
        self._folder = Button(self.tr("更改…"), self)
        self._folder.clicked.connect(self._on_folder)
        section.add(self.tr("备份文件夹"), self._backup_folder(), self._folder)
        self._plan = Choice(
            [
                (BackupPlan.OFTEN, self.tr("打开时和每小时")),
                (BackupPlan.DAY, self.tr("打开时和每 4 小时")),
                (BackupPlan.OPENING, self.tr("只在打开时")),
                (BackupPlan.NEVER, self.tr("不自动备份")),
            ],
            self,
        )
        self._plan.setAccessibleName(self.tr("自动备份"))
        self._plan.activated.connect(lambda _index: self.context.preferences.change(backup_plan=self._plan.value()))
        section.add(
            self.tr("自动备份"),
            self.tr("有改动才备份；留最近 5 份，再按天、周、月各留 7、4、12 份。升级、恢复、修复之前总会备份。"),
            self._plan,
        )
        check = Button(self.tr("检查"), self, icon_name="shield-check")
        check.clicked.connect(lambda: self.context.command_asked.emit("check"))
        section.add(self.tr("检查资料库"), self.tr("逐条核对引文与来源、索引和各项联系。"), check)
        left = Button(self.tr("查看…"), self)
        left.clicked.connect(lambda: self.context.command_asked.emit("export_log"))
        section.add(self.tr("导出记录"), self.tr("什么时候、谁、导出了什么，每个文件的校验码。"), left)
        log = Button(self.tr("打开日志文件夹"), self)
        log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.logs()))))
        section.add(self.tr("日志"), self.tr("只记操作和数目，不记材料内容；不联网，不上传。"), log)
        return section

    # --- showing --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        settings = self.context.settings
        for field, value in (
            (self._lead, settings.deadlines.lead_months),
            (self._joint, settings.deadlines.joint_months),
        ):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        if not self._scale_wait.isActive():
            self._scale.blockSignals(True)
            self._scale.setValue(settings.text_scale)
            self._scale.blockSignals(False)
        self._scale_words.setText(self.tr("{0}%").format(self._scale.value()))
        self._look.set_value(settings.look)
        if not self._author.hasFocus():
            self._author.setText(settings.author)
        self._plan.set_value(settings.backup_plan)
        self._profile.blockSignals(True)
        self._profile.set_options([(name, labels.paper_profile(name)) for name in self._profiles()])
        self._profile.set_value(settings.paper_profile)
        self._profile.blockSignals(False)
        self._measure()

    def _profiles(self) -> list[str]:
        return [*PROFILES, *(paper.name for paper in self.context.settings.papers)]

    def reload(self) -> None:
        self._show()
        self.set_status(self.tr("设置自动保存"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._measure()

    def on_theme_changed(self) -> None:
        self._measure()
        self.update()

    def _measure(self) -> None:
        now = tokens()
        self._middle.setFixedWidth(max(320, min(now.px(760), self.width() - 64)))
        self._scale.setFixedWidth(now.px(200))
        self._scale_words.setFixedWidth(now.metrics().horizontalAdvance("175%") + 4)
        self._author.setFixedWidth(now.px(200))
        self._profile.setFixedWidth(now.px(220))

    # --- changing -------------------------------------------------------------------------------------------------

    def _on_scale_moved(self, value: int) -> None:
        self._scale_words.setText(self.tr("{0}%").format(value))
        self._scale_wait.start()

    def _on_scale_rested(self) -> None:
        self.context.preferences.change(text_scale=self._scale.value())

    def _on_author(self) -> None:
        name = self._author.text().strip()
        if name != self.context.settings.author:
            self.context.preferences.change(author=name)

    def _on_deadlines(self) -> None:
        known = self.context.settings.deadlines
        self.context.preferences.change(
            deadlines=replace(known, lead_months=self._lead.value(), joint_months=self._joint.value())
        )

    def _on_profile(self) -> None:
        self.context.preferences.change(paper_profile=str(self._profile.value()))

    def _on_folder(self) -> None:
        folder = messages.ask_folder(self, self.tr("备份文件夹"), self._backup_folder())
        if folder is not None:
            self.context.preferences.change(backup_folder=folder)
            self.context.toast(self.tr("以后的备份放在“{0}”").format(folder.name))

    def _backup_folder(self) -> Path:
        return self.context.settings.backup_folder or paths.backups()
