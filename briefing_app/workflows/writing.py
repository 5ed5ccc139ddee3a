"""This file has the writer of each format do its work, and gives them all one shape."""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from briefing_app.domain.packs import PackFormat
from briefing_app.export.document import PackDocument
from briefing_app.workflows.progress import IsCancelled, Progress

if TYPE_CHECKING:
    from briefing_app.export.pdf import Spot

# Their writers are loaded when they are needed: each brings a library of its own.
_MODULES = {
    PackFormat.DOCX: "briefing_app.export.word",
    PackFormat.XLSX: "briefing_app.export.sheet",
    PackFormat.HTML: "briefing_app.export.web",
    PackFormat.JSON: "briefing_app.export.data",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, and what its writer says about it; formats without pages have none."""

    content: bytes
    pages: int | None = None
    substitutions: Sequence[str] = ()  # characters that another font had to draw
    drawn_by: Sequence[tuple[str, str, str]] = ()  # each with the face that was wanted and the font that drew it
    notes: Sequence[str] = ()  # what a person should know about the paper
    numbers: Sequence[str] = ()  # what is printed on each page as its number
    items: Mapping[tuple[str, int], Sequence[Spot]] = field(default_factory=dict)  # ("proposal", its id) -> where
    stand_ins: Mapping[str, Sequence[Spot]] = field(default_factory=dict)  # where each substituted character stands


class _Renderer(Protocol):
    def render(self, document: PackDocument) -> bytes:
        """The whole file."""


def print_document(
    document: PackDocument,
    kind: PackFormat,
    *,
    profile: str,
    created: datetime,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    draft: bool = False,
) -> Printed:
    """The document as a file of the format; the same document, profile and moment give the same bytes."""
    if kind is not PackFormat.PDF:
        return Printed(cast("_Renderer", importlib.import_module(_MODULES[kind])).render(document))
    from briefing_app.export import pdf  # noqa: PLC0415 - fonts and ReportLab, for those who print
    from briefing_app.workflows.papers import paper_for  # noqa: PLC0415

    paper, stream = paper_for(profile), io.BytesIO()
    written = pdf.write(
        document,
        stream,
        profile=paper.profile,
        fonts=paper.fonts,
        created=created,
        progress=progress,
        cancelled=cancelled,
        draft=draft,
    )
    characters = dict.fromkeys(substitution.character for substitution in written.substitutions)
    drawn_by = tuple(dict.fromkeys((one.character, one.face.value, one.font) for one in written.substitutions))
    return Printed(
        stream.getvalue(),
        written.pages,
        tuple(characters),
        drawn_by,
        paper.notes,
        written.numbers,
        written.items,
        written.stand_ins,
    )
