"""This file knows which writer makes which format, and gives them all one shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from briefing_app.domain.packs import PackFormat
from briefing_app.export.document import PackDocument
from briefing_app.workflows.progress import IsCancelled, Progress


@dataclass(frozen=True, slots=True)
class Printed:
    """What a writer says about its work; formats without pages have none."""

    pages: int | None = None
    substitutions: Sequence[str] = ()


Writer = Callable[[PackDocument, BinaryIO, Progress | None, IsCancelled | None], Printed]
