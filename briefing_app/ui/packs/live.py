"""This file keeps the preview of a pack up with the library: set anew in a worker as soon as something changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app import workflows
from briefing_app.errors import BriefingError
from briefing_app.explanations import explain
from briefing_app.export.differences import Difference
from briefing_app.export.pictures import PageReader, Picture
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.ui.context import Context
from briefing_app.ui.packs.preview import Preview
from briefing_app.workflows.packs import Preview as Made
from briefing_app.workflows.versions import changes_since

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from briefing_app.ui.tasks import Job


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of a pack as they would be exported now, open for looking at, those in view as pictures already."""

    pack_id: int
    made: Made
    reader: PageReader
    pictures: dict[int, Picture]


class LivePreview(QObject):
    """Shows a pack in a preview; `seen` when its pages are there, `compared` with what differs from its last version."""

    seen = Signal(object)
    compared = Signal(object)

    def __init__(self, context: Context, preview: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._preview = context, preview
        self._pack_id = 0
        self.latest: Seen | None = None
        self.since: tuple[Difference, ...] = ()
        # News that come together are answered once; what comes later stops the work that is under way.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._begin)

    def show_pack(self, pack_id: int) -> None:
        """Show a pack, unless it is the one that is shown or being set."""
        if pack_id != self._pack_id:
            self._pack_id = pack_id
            self.latest = None
            self._preview.show_nothing(self.tr("正在排版预览"))
            self._soon.start()

    def refresh(self) -> None:
        """Something changed: set the pack anew. The pages of before stay until the new ones are there."""
        if self._pack_id:
            self._soon.start()

    def forget(self) -> None:
        """Show no pack any more."""
        self._pack_id = 0
        self._soon.stop()

    def _begin(self) -> None:
        if not self._context.has_library or not self._pack_id:
            return
        library, today, pack_id = self._context.library, self._context.today(), self._pack_id
        wanted = self._preview.in_view()

        def work(job: Job) -> Seen:
            return see(library, pack_id, wanted, today=today, cancelled=job.is_cancelled)

        self._context.tasks.run(work, owner=self, done=self._on_seen, failed=self._on_failed, latest="preview")

    def _on_seen(self, seen: Seen) -> None:
        self.latest = seen
        self._preview.show_pages(seen.reader, seen.pictures, seen.made.printed.items)
        self.seen.emit(seen)
        today, document = self._context.today(), seen.made.document

        def compare(session: Session) -> tuple[Difference, ...]:
            known = packs.versions(session, seen.pack_id)
            if not known:
                return ()
            return changes_since(session, seen.pack_id, known[0], today=today, now=document)

        self._context.load(compare, owner=self, done=self._on_compared, latest="since")

    def _on_compared(self, since: tuple[Difference, ...]) -> None:
        self.since = since
        self.compared.emit(since)

    def _on_failed(self, error: BriefingError) -> None:
        explanation = explain(error)
        self._preview.show_nothing(f"{explanation.happened}　{explanation.next_step}")


def see(
    library: Library,
    pack_id: int,
    wanted: Sequence[tuple[int, int]],
    *,
    today: date,
    cancelled: Callable[[], bool],
) -> Seen:
    """Set a pack and picture the `wanted` pages: (number, width in pixels)."""
    with library.reading() as session:
        pack = packs.one(session, pack_id)
    made = workflows.preview(library, pack, today=today, cancelled=cancelled)
    reader = PageReader(made.printed.content)
    pictures = {
        number: reader.picture(number, width)
        for number, width in wanted
        if number < len(reader.sizes) and not cancelled()
    }
    return Seen(pack_id, made, reader, pictures)
