"""This file holds what can be done everywhere in the window, as data: menus, palette and shortcut sheet read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """A command of the window: its words, keys and icon, and the group it is listed under."""

    key: str
    text: str
    keys: str = ""
    icon: str = ""
    group: str = "常用"


WINDOW_ACTIONS = (
    ActionSpec("import", "导入材料…", "Ctrl+I", "file-down"),
    ActionSpec("import_folder", "导入文件夹…", "Ctrl+Shift+I", "folder-open"),
    ActionSpec("import_clipboard", "从剪贴板导入", "Ctrl+Shift+V", "clipboard"),
    ActionSpec("export", "导出…", "Ctrl+E", "file-up"),
    ActionSpec("search", "搜索全部", "Ctrl+K", "search"),
    ActionSpec("undo", "撤销", "Ctrl+Z", "undo-2"),
    ActionSpec("redo", "重做", "Ctrl+Shift+Z", "redo-2"),
    ActionSpec("palette", "命令面板", "Ctrl+Shift+P", "command"),
    ActionSpec("shortcuts", "快捷键一览", "F1", "keyboard"),
    ActionSpec("reload", "重新读取本页", "F5", "refresh-cw"),
    ActionSpec("open_library", "打开资料库…", "Ctrl+O", "library", "资料库"),
    ActionSpec("new_library", "新建资料库…", "", "folder-plus", "资料库"),
    ActionSpec("new_encrypted_library", "新建有密码的资料库…", "", "lock", "资料库"),
    ActionSpec("password", "设置或更改密码…", "", "lock", "资料库"),
    ActionSpec("no_password", "取消密码…", "", "lock-open", "资料库"),
    ActionSpec("lock", "锁定窗口", "Ctrl+Alt+L", "lock", "资料库"),
    ActionSpec("back_up", "备份资料库…", "", "database-backup", "资料库"),
    ActionSpec("restore", "从备份恢复…", "", "archive", "资料库"),
    ActionSpec("export_log", "导出记录…", "", "clipboard-list", "资料库"),
    ActionSpec("check", "检查资料库", "", "shield-check", "资料库"),
    ActionSpec("sample", "导入示例材料", "", "book-open", "资料库"),
    ActionSpec("example", "打开示例资料库", "", "book-open-text", "资料库"),
    ActionSpec("larger", "放大文字", "Ctrl+=", "zoom-in", "外观"),
    ActionSpec("smaller", "缩小文字", "Ctrl+-", "zoom-out", "外观"),
    ActionSpec("normal", "文字恢复标准大小", "Ctrl+0", "type", "外观"),
    ActionSpec("look", "切换浅色与深色", "Ctrl+Shift+L", "moon", "外观"),
    ActionSpec("full_screen", "全屏", "F11", "maximize", "外观"),
    ActionSpec("quit", "退出", "Ctrl+Q", "power", "常用"),
)

# Keys that pages and lists share; shown in the shortcut sheet.
COMMON_KEYS = (
    ("↑ ↓", "在列表里移动"),
    ("Enter", "打开当前一行"),
    ("空格", "勾选当前一行"),
    ("Esc", "关闭弹出的内容，回到列表"),
    ("Tab", "到下一个控件"),
    ("F8", "审核时到下一处存疑"),
)
