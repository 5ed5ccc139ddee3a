from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from briefing_app.domain.comparison import Judgement
from briefing_app.domain.followups import DueState, EntryKind, FollowUp, FollowUpStatus
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.settings import Look
from briefing_app.ui.text_positions import TextPositions
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets import painting
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip, DueBadge, FilterChip, JudgementBadge, StatusBadge
from briefing_app.ui.widgets.dialogs import Dialog, FormDialog
from briefing_app.ui.widgets.due import Due, due_of
from briefing_app.ui.widgets.fields import Choice, Number, SegmentedControl, TextField
from briefing_app.ui.widgets.focus_ring import FocusRing, FocusWatch
from briefing_app.ui.widgets.folding import FoldingSplitter
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import Bar, EmptyState, MemorySplitter
from briefing_app.ui.widgets.popups import ChoicePopup, Option


def drawn(size, paint) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(QColor(tokens().surface))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


# --- labels ---


def test_a_label_never_takes_imported_text_for_markup(qtbot):
    label = PlainLabel("<b>建议</b> A&B")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>建议</b> A&B"


def test_an_elided_label_says_the_whole_text_in_its_tooltip(qtbot):
    label = ElidedLabel("政协云泽市第十二届委员会常务委员会第十八次会议")
    qtbot.addWidget(label)
    label.resize(90, 24)
    label.show()
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(900, 24)
    label.grab()
    assert label.toolTip() == ""


def test_lines_are_cut_at_the_end_only_and_rare_characters_stay_whole():
    text = "𠮷" * 60
    lines = painting.lay_lines(text, tokens().font(), 120, 2)
    assert len(lines) == 2
    assert text.startswith(lines[0])
    assert lines[1].endswith("…")
    assert set(lines[1][:-1]) == {"𠮷"}


def test_a_text_that_fits_is_not_cut():
    assert painting.lay_lines("短句", tokens().font(), 300, 2) == ["短句"]


# --- positions ---


@pytest.mark.parametrize("text", ["", "建议", "𠮷野家", "一𠮷二𬱖三", "𠮷𬱖"])
def test_positions_go_to_qt_and_come_back(text):
    positions = TextPositions(text)
    for place in range(len(text) + 1):
        there = positions.to_qt(place)
        assert there == len(text[:place].encode("utf-16-le")) // 2
        assert positions.from_qt(there) == place


# --- buttons and fields ---


@pytest.mark.parametrize("factor", [0.9, 1.0, 1.5, 1.75])
def test_buttons_and_fields_hold_their_words_at_every_text_size(qtbot, factor):
    theme().apply(Look.LIGHT, factor)
    for widget in (
        Button("存入资料库", kind="main", keys="Ctrl+Enter"),
        Button("常用筛选", icon_name="bookmark", menu_mark=True),
        Button("看出处", kind="link", icon_name="locate"),
        FilterChip("会议"),
        Chip("算力供给"),
        TextField("主办单位", icon_name="search", keys="Ctrl+K"),
    ):
        qtbot.addWidget(widget)
        widget.show()
        assert widget.height() >= tokens().metrics(12).height()
        if isinstance(widget, Button):
            assert widget.width() >= widget.fontMetrics().horizontalAdvance(widget.text())


def test_an_icon_button_has_a_name_for_those_who_cannot_see_it(qtbot):
    button = IconButton("undo-2", "撤销", keys="Ctrl+Z")
    qtbot.addWidget(button)
    assert button.accessibleName() == "撤销"
    assert button.toolTip() == "撤销　Ctrl+Z"


def test_focus_does_not_make_a_field_jump(qtbot):
    field = TextField("主办单位")
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.sizeHint().height() == before.height()
    field.set_wrong(True)
    assert field.sizeHint().height() == before.height()


def test_the_wheel_over_a_field_without_focus_changes_nothing(qtbot):
    for field in (Choice([(1, "一"), (2, "二")]), Number(1, 6)):
        qtbot.addWidget(field)
        assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_a_segmented_control_is_used_with_mouse_and_arrows(qtbot):
    control = SegmentedControl([("table", "表格", "table-2"), ("board", "看板", "")])
    qtbot.addWidget(control)
    control.show()
    seen = []
    control.chosen.connect(seen.append)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert seen == ["board", "table"]


# --- chips ---


def test_a_filter_chip_opens_in_its_middle_and_clears_at_its_cross(qtbot):
    chip = FilterChip("会议")
    qtbot.addWidget(chip)
    chip.set_value("九届十四次常委会")
    chip.resize(chip.sizeHint())
    chip.show()
    seen = []
    chip.clicked.connect(lambda: seen.append("clicked"))
    chip.cleared.connect(lambda: seen.append("cleared"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 14, chip.height() // 2))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert seen == ["clicked", "cleared", "cleared"]
    assert chip.accessibleName() == "会议 九届十四次常委会"


def test_values_are_ticked_in_the_popup_and_narrowed_by_typing(qtbot):
    popup = ChoicePopup("发言人", [Option(n, f"发言人{n}", n) for n in range(12)], [3])
    qtbot.addWidget(popup)
    seen = []
    popup.chosen.connect(seen.append)
    popup._list.item(5).setCheckState(Qt.CheckState.Checked)
    assert seen == [[3, 5]]
    popup._narrow.setText("发言人1")
    assert [n for n in range(12) if not popup._list.item(n).isHidden()] == [1, 10, 11]
    popup.clear()
    assert popup.ticked() == []


def test_every_state_has_a_mark_of_its_own(qtbot):
    marks = {}
    for status in {status.value for status in (*ProposalStatus, *FollowUpStatus)}:
        image = drawn(
            StatusBadge("办结").sizeHint(),
            lambda painter, status=status: painting.paint_status_mark(painter, QRect(0, 0, 20, 20), status, tokens()),
        )
        marks.setdefault(bytes(image.constBits()), []).append(status)
    twins = [sorted(words) for words in marks.values() if len(words) > 1]
    # The two ways out of the house share an arrow, and both beginnings are empty rings: the word tells them apart.
    assert sorted(twins) == sorted([sorted(["转提案", "转社情民意"]), sorted(["待梳理", "待交办"])])


def test_deadlines_are_told_apart_without_colour():
    shapes = set()
    for state in (DueState.OVERDUE, DueState.SOON, DueState.LATER, DueState.DONE):
        badge = DueBadge(Due(state, "剩 3 天"))
        image = badge.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.add((image.width(), bytes(image.constBits())))
    assert len(shapes) == 4


@pytest.mark.parametrize(
    ("due", "status", "words"),
    [
        (date(2026, 9, 1), FollowUpStatus.IN_PROGRESS, "逾期 5 天"),
        (date(2026, 9, 6), FollowUpStatus.ASSIGNED, "今天到期"),
        (date(2026, 9, 10), FollowUpStatus.ASSIGNED, "剩 4 天"),
        (None, FollowUpStatus.ASSIGNED, "未定期限"),
        (date(2026, 9, 1), FollowUpStatus.CLOSED, "办结"),
    ],
)
def test_a_deadline_is_said_in_words(due, status, words):
    item = FollowUp(1, "事项", "市数据局", (), None, due, status)
    assert due_of(item, date(2026, 9, 6)).text == words


def test_a_suggested_judgement_looks_different_from_a_confirmed_one(qtbot):
    for judgement in Judgement:
        pictures = {
            bytes(JudgementBadge(judgement, suggested=suggested).grab().toImage().constBits())
            for suggested in (True, False)
        }
        assert len(pictures) == 2


# --- panes ---


def test_a_splitter_comes_back_as_it_was_left(qtbot, preferences):
    def make():
        splitter = MemorySplitter("test", preferences, widths=[200, 0, 260], least=[100, 100, 100])
        qtbot.addWidget(splitter)
        for _ in range(3):
            splitter.addWidget(QWidget())
        splitter.resize(1000, 300)
        splitter.show()
        return splitter

    first = make()
    assert first.sizes()[0] == 200
    first.setSizes([320, 418, 260])
    first._remember()
    assert make().sizes()[0] == 320


def test_a_bar_drops_words_where_the_room_is_short_and_takes_them_back(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    bar = Bar(host)
    columns, main = Button("选择要看的列", icon_name="columns-3"), Button("存入资料库", icon_name="check", kind="main")
    views = SegmentedControl([(1, "对照表", "table-2"), (2, "覆盖图", "grid-3x3")])
    bar.add(views, columns, main)
    bar.show()
    wide = columns.sizeHint().width()
    bar.resize(800, 48)
    assert columns.sizeHint().width() == wide
    bar.resize(330, 48)
    assert columns.sizeHint().width() < wide - 40
    assert columns.toolTip() == columns.text() == "选择要看的列"
    assert main.sizeHint().width() > 80
    bar.resize(800, 48)
    assert columns.sizeHint().width() == wide
    assert columns.toolTip() == ""


def test_list_and_detail_take_turns_where_the_room_is_short(qtbot, preferences):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 400)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    splitter = FoldingSplitter("test", preferences, widths=[0, 388], least=[360, 320], parent=host)
    panes = [QWidget(), QWidget()]
    for pane in panes:
        splitter.addWidget(pane)
    splitter.resize(900, 300)
    splitter.show()
    assert [pane.isVisible() for pane in panes] == [True, True]
    splitter.resize(600, 300)
    assert [pane.isVisible() for pane in panes] == [True, False]
    splitter.change_over()
    assert [pane.isVisible() for pane in panes] == [False, True]
    assert panes[1].height() == 300
    qtbot.waitUntil(panes[1].hasFocus)
    qtbot.keyClick(panes[1], Qt.Key.Key_Escape)
    assert [pane.isVisible() for pane in panes] == [True, False]
    splitter.resize(900, 300)
    assert [pane.isVisible() for pane in panes] == [True, True]
    assert panes[1].width() == 388


def test_an_empty_state_says_what_why_and_what_to_do(qtbot):
    done = []
    state = EmptyState(
        "list-filter", "没有符合筛选的建议", "去掉一个条件试试", button="清除筛选", run=lambda: done.append(1)
    )
    qtbot.addWidget(state)
    state.show()
    qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert [label.text() for label in state.findChildren(QLabel) if label.text()] == [
        "没有符合筛选的建议",
        "去掉一个条件试试",
    ]


# --- dialogs ---


def test_escape_leaves_everything_as_it_is(qtbot):
    dialog = Dialog("移到回收站？", "随时可以放回。")
    qtbot.addWidget(dialog)
    dialog.add_verb("yes", "移到回收站", main=True)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.answer == ""
    assert dialog.result() == Dialog.DialogCode.Rejected


def test_a_form_stays_open_until_it_is_complete(qtbot):
    field = TextField("主办单位")
    form = FormDialog("新建", verb="新建", check=lambda: "" if field.text() else "请填写主办单位。")
    qtbot.addWidget(form)
    form.add_field("主办", field)
    form.show()
    form._finish()
    assert form.isVisible()
    assert "请填写主办单位。" in [label.text() for label in form.findChildren(QLabel)]
    field.setText("市数据局")
    form._finish()
    assert form.answer == "ok"


# --- focus ---


def test_the_ring_shows_for_the_keyboard_and_not_for_the_mouse(qapp, qtbot):
    for former in qapp.findChildren(FocusWatch):
        delete(former)  # of a test that started the whole program
    watch = FocusWatch(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    one, two = Button("一", window), Button("二", window)
    two.move(100, 0)
    window.show()
    window.activateWindow()
    one.setFocus()
    qtbot.waitUntil(one.hasFocus)
    assert window.findChildren(FocusRing) == []
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(two.hasFocus)
    rings = window.findChildren(FocusRing)
    assert len(rings) == 1
    assert rings[0].isVisible()
    assert rings[0].geometry().contains(two.geometry())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, _NO_KEYS, QPoint(5, 5))
    assert not rings[0].isVisible()
    watch.deleteLater()


_NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_a_choice_gives_back_the_value_itself(qtbot):
    choice = Choice([(kind, kind.value) for kind in EntryKind])
    qtbot.addWidget(choice)
    choice.set_value(EntryKind.REPLY)
    assert choice.value() is EntryKind.REPLY


def test_ticked_values_are_the_values_themselves(qtbot):
    popup = ChoicePopup("状态", [Option(kind, kind.value) for kind in EntryKind], [EntryKind.REPLY])
    qtbot.addWidget(popup)
    assert [type(value) for value in popup.ticked()] == [EntryKind]
