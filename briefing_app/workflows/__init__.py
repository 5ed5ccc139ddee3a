"""This package is the jobs of the program without any window: from a file to a draft, a library, a comparison, a pack.

Each job is loaded when it is first asked for, so that neither a window nor a command waits for what it does not use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing_app.workflows.comparing import ArrangedComparison, arranged_comparison, compare_meeting
    from briefing_app.workflows.demonstration import write_example_library
    from briefing_app.workflows.drafts import Saved, keep_draft, needs_review, save_draft, store_draft
    from briefing_app.workflows.likeness import Similar, can_compare_meanings, similar_by_meaning, similar_proposals
    from briefing_app.workflows.packs import Counts, Exported, Preview, build_pack, export_pack, preview, preview_pdf
    from briefing_app.workflows.passwords import Recoded, change_password, complaint_about, unlock
    from briefing_app.workflows.reading import read_draft, read_pasted, with_themes
    from briefing_app.workflows.safekeeping import back_up, check, contents_of, keep_backup, known_backups, restore
    from briefing_app.workflows.samples import write_sample
    from briefing_app.workflows.theming import suggest_themes
    from briefing_app.workflows.verifying import Difference, Verification, verify_pack

__all__ = [
    "ArrangedComparison",
    "Counts",
    "Difference",
    "Exported",
    "Preview",
    "Recoded",
    "Saved",
    "Similar",
    "Verification",
    "arranged_comparison",
    "back_up",
    "build_pack",
    "can_compare_meanings",
    "change_password",
    "check",
    "compare_meeting",
    "complaint_about",
    "contents_of",
    "export_pack",
    "keep_backup",
    "keep_draft",
    "known_backups",
    "needs_review",
    "preview",
    "preview_pdf",
    "read_draft",
    "read_pasted",
    "restore",
    "save_draft",
    "similar_by_meaning",
    "similar_proposals",
    "store_draft",
    "suggest_themes",
    "unlock",
    "verify_pack",
    "with_themes",
    "write_example_library",
    "write_sample",
]

_MODULES = {
    "comparing": ("ArrangedComparison", "arranged_comparison", "compare_meeting"),
    "demonstration": ("write_example_library",),
    "drafts": ("Saved", "keep_draft", "needs_review", "save_draft", "store_draft"),
    "likeness": ("Similar", "can_compare_meanings", "similar_by_meaning", "similar_proposals"),
    "packs": ("Counts", "Exported", "Preview", "build_pack", "export_pack", "preview", "preview_pdf"),
    "passwords": ("Recoded", "change_password", "complaint_about", "unlock"),
    "safekeeping": ("back_up", "check", "contents_of", "keep_backup", "known_backups", "restore"),
    "samples": ("write_sample",),
    "reading": ("read_draft", "read_pasted", "with_themes"),
    "theming": ("suggest_themes",),
    "verifying": ("Difference", "Verification", "verify_pack"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load the module that has the name (PEP 562)."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
