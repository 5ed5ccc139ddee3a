"""This file brings files into review: read one after the other in a worker, drafts kept in the library meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefing_app import workflows
from briefing_app.domain.meetings import Source
from briefing_app.errors import BriefingError
from briefing_app.importing import draft_json
from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.readers.sheet import Column, Table
from briefing_app.store import drafts, sources
from briefing_app.ui.context import Context
from briefing_app.ui.review.pasted import Pasted
from briefing_app.ui.tasks import Job
from briefing_app.ui.widgets.typing_pause import TypingPause
from briefing_app.workflows import lists
from briefing_app.workflows.collating import Former, SavedVersions, store_versions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEEP_AFTER = 500  # ms


class Intake(QObject):
    """The queue of a review. `ready` brings the next draft, `known` a file that is in the library already."""

    ready = Signal(object)  # Draft
    known = Signal(object, object)  # Path, Source
    unreadable = Signal(object)  # BriefingError
    columns_asked = Signal(object, object)  # Path, list[Table]: what their columns hold is not known yet
    finished = Signal()  # nothing waits any more

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._paths: deque[Path | Pasted] = deque()
        self._kept: deque[str] = deque()  # keys of drafts: what waits may be very much
        self._draft: Draft | None = None
        self.position = self.total = 0
        self._timer = TypingPause(self, rest=_KEEP_AFTER, longest=_KEEP_AFTER)
        self._timer.over.connect(self.keep_now)

    def add(self, paths: Iterable[Path | Pasted]) -> None:
        """Put files, or what was pasted, at the end of the queue."""
        before = len(self._paths)
        self._paths.extend(paths)
        self.total += len(self._paths) - before

    def add_kept(self) -> None:
        """Put the drafts that were left before into the queue."""
        known = set(self._kept)
        new = [key for key, _ in self._context.read(drafts.names) if key not in known]
        self._kept.extend(new)
        self.total += len(new)

    def next(self) -> None:
        """Bring the next draft; `finished` when there is none."""
        self._draft = None
        if self._kept:
            self.position += 1
            self._reopen(self._kept.popleft())
        elif self._paths:
            self.position += 1
            self._read(self._paths.popleft())
        else:
            self.position = self.total = 0
            self.finished.emit()

    def changed(self, draft: Draft) -> None:
        """The draft in hand changed: it is kept a moment later."""
        self._draft = draft
        self._timer.start()

    def keep_now(self) -> None:
        """Keep the draft in hand at once."""
        self._timer.stop()
        draft = self._draft
        if draft is None or self._context.read_only:
            return
        with self._context.library.transaction("") as session:
            workflows.keep_draft(session, draft)

    def store(self, session: Session, draft: Draft, _job: Job) -> workflows.Saved:
        """Into the library, and out of the drafts, in the same transaction."""
        saved = workflows.store_draft(session, draft, reviewed=True)
        drafts.drop(session, draft.source.sha256)
        return saved

    def forget(self) -> None:
        """The draft in hand is stored or thrown away."""
        self._timer.stop()
        self._draft = None

    def clear(self) -> None:
        """Let the rest of the queue go: files that were not read yet are only not read, kept drafts stay kept."""
        self._paths.clear()
        self._kept.clear()
        self.position = self.total = 0

    def _read(self, path: Path | Pasted) -> None:
        library = self._context.library

        def work(job: Job) -> list[Table] | tuple[Draft, Source | None]:
            if isinstance(path, Pasted):
                draft = workflows.read_pasted(path.text, path.html)
            else:
                with library.reading() as session:
                    known = lists.choices(session)
                tables = lists.tables_to_sort(path, known)
                if tables:
                    return tables
                draft = workflows.read_draft(path, progress=job.report, cancelled=job.is_cancelled, choices=known)
            with library.reading() as session:
                return draft, sources.by_sha256(session, draft.source.sha256)

        def done(found: list[Table] | tuple[Draft, Source | None]) -> None:
            if isinstance(found, list):
                self.columns_asked.emit(path, found)
                return
            draft, source = found
            if source is not None:
                self.known.emit(Path(path.name), source)
                return
            self._draft = draft
            self.keep_now()
            self.ready.emit(draft)

        def failed(error: BriefingError) -> None:
            self.unreadable.emit(error)

        name = self.tr("正在读入 {0}").format(path.name)
        self._context.tasks.run(work, owner=self, done=done, failed=failed, name=name)

    def columns_told(self, path: Path, told: Sequence[tuple[Table, Mapping[int, Column]]]) -> None:
        """A person has said what the columns are: remember it, and read the file so."""
        if not self._context.read_only:
            with self._context.library.transaction("") as session:
                for table, columns in told:
                    lists.remember(session, table, columns)
        self._read(path)

    def store_as_version(self, session: Session, draft: Draft, former: Former) -> SavedVersions:
        """Beside the speeches that it is another text of, and out of the drafts, in the same transaction."""
        saved = store_versions(session, draft, former)
        drafts.drop(session, draft.source.sha256)
        return saved

    def _reopen(self, key: str) -> None:
        kept = self._context.read(lambda session: drafts.one(session, key))
        if kept is None:  # stored or dropped since
            self.next()
            return
        data = kept.json
        source = SourceText(
            kept.name,
            kept.sha256,
            data["source"]["reader"],
            data["text"],
            kept.content,
            tuple(data.get("reader_notes", ())),
        )
        draft = draft_json.from_json(data, source)
        self._draft = draft
        self.ready.emit(draft)
