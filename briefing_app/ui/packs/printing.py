"""This file prints a pack: the pages that the preview shows, as pictures, on a printer that a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QWidget

from briefing_app import workflows
from briefing_app.domain.packs import Pack
from briefing_app.errors import UnwritableFile, WriteProblem
from briefing_app.export.pictures import PageReader, Picture
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.packs.sheet_view import SheetView
from briefing_app.ui.tasks import Tasks
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import Choice, Number, TextField

if TYPE_CHECKING:
    from briefing_app.ui.tasks import Job

_FINEST = 400  # dots an inch: more is not seen in text, and costs time


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What a person asked for."""

    printer: str
    copies: int
    pages: tuple[int, ...]  # numbers of sheets, from 0
    both_sides: bool


def print_pack(context: Context, pack: Pack, page: QWidget) -> None:
    """Lay the pack out, ask how, and print in a worker."""
    printers = QPrinterInfo.availablePrinterNames()
    if not printers:
        messages.tell(
            page,
            _tr("没有找到打印机"),
            _tr("材料册没有打印，也没有改动。请先在系统里添加打印机，或导出 PDF 后在别的电脑上打印。"),
        )
        return
    library, today = context.library, context.today()

    def work(job: Job) -> tuple[bytes, PageReader]:
        content = workflows.preview(library, pack, today=today, cancelled=job.is_cancelled).printed.content
        return content, PageReader(content)

    def ready(made: tuple[bytes, PageReader]) -> None:
        content, reader = made
        with reader:
            order = ask_order(reader, context.tasks, printers, page)
        if order is not None:
            _send(context, pack.name, content, order, page)

    context.tasks.run(work, owner=page, done=ready, name=_tr("正在排版"))


def _send(context: Context, name: str, content: bytes, order: PrintOrder, page: QWidget) -> None:
    def work(job: Job) -> int:
        printer = QPrinter(QPrinterInfo.printerInfo(order.printer), QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        return print_pages(content, printer, order, job)

    def done(count: int) -> None:
        context.toast(_tr("已把 {0} 面送到 {1}").format(count, order.printer))

    context.tasks.run(work, owner=page, done=done, name=_tr("正在打印"))


def print_pages(content: bytes, printer: QPrinter, order: PrintOrder, job: Job) -> int:
    """Paint the sheets on a printer, upright or turned as each of them is; returns how many."""
    printer.setFullPage(True)
    printer.setCopyCount(order.copies)
    duplex = QPrinter.DuplexMode
    printer.setDuplex(duplex.DuplexLongSide if order.both_sides else duplex.DuplexNone)
    painter = QPainter()
    with PageReader(content) as reader:
        for done, number in enumerate(order.pages):
            if job.is_cancelled():
                printer.abort()
                break
            _lay_sheet(printer, reader.sizes[number])
            if not (painter.isActive() or painter.begin(printer)) or (done and not printer.newPage()):
                raise UnwritableFile(Path(order.printer), WriteProblem.FAILED)
            _paint(painter, printer, reader, number)
            job.report(done + 1, len(order.pages))
    painter.end()
    return len(order.pages)


def _lay_sheet(printer: QPrinter, size: tuple[float, float]) -> None:
    orientation = QPageLayout.Orientation
    turned = size[0] > size[1]
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), orientation.Landscape if turned else orientation.Portrait, QMarginsF()
        )
    )


def _paint(painter: QPainter, printer: QPrinter, reader: PageReader, number: int) -> None:
    dots = min(printer.resolution(), _FINEST)
    picture = reader.picture(number, round(reader.sizes[number][0] / 72 * dots))
    target = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    painter.drawImage(QRectF(0, 0, target.width(), target.height()), as_image(picture))


def as_image(picture: Picture) -> QImage:
    """A picture of a page for painting; it keeps its own pixels."""
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return image.copy()


def ask_order(reader: PageReader, tasks: Tasks, printers: Sequence[str], parent: QWidget | None) -> PrintOrder | None:
    """The dialog: the sheets that will be printed, printer, copies, which pages, both sides."""
    count = len(reader.sizes)
    printer = Choice([(name, name) for name in printers])
    standard = QPrinterInfo.defaultPrinterName()
    if standard:
        printer.set_value(standard)
    copies = Number(1, 999)
    pages = TextField(_tr("全部；或写 1-4、6"))
    both = QCheckBox(_tr("双面（长边翻转）"))
    both.setChecked(True)
    form = FormDialog(
        _tr("打印"),
        _tr("共 {0} 面，印出来与预览一样。").format(count),
        verb=_tr("打印"),
        check=lambda: (
            "" if pages_of(pages.text(), count) else _tr("请写 1 到 {0} 之间的面数，例如 1-4、6。").format(count)
        ),
        parent=parent,
    )
    shown = SheetView(reader, tasks, form)
    pages.textChanged.connect(lambda text: shown.show_sheets(pages_of(text, count)))
    form.body.insertWidget(0, shown)
    form.add_field(_tr("打印机"), printer)
    form.add_field(_tr("份数"), copies)
    form.add_field(_tr("页面"), pages)
    form.add_field("", both)
    if not form.ask():
        return None
    return PrintOrder(str(printer.value()), copies.value(), pages_of(pages.text(), count), both.isChecked())


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """Sheets from what a person typed (1-4、6), counted from 0; all for nothing typed, () for what is no such thing."""
    words = text.translate(str.maketrans("，、；—–～~\u3000", ",,,---- ")).replace(" ", "")
    if not words:
        return tuple(range(count))
    found: dict[int, None] = {}
    for part in words.strip(",").split(","):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            return ()
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= count:
            return ()
        found.update(dict.fromkeys(range(start - 1, end)))
    return tuple(found)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)
