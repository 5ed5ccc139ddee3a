"""This package declares the tables of a library; nothing outside `store` imports it, except the migrations."""

from briefing_app.store.schema.annotations import AnnotationRow
from briefing_app.store.schema.comparisons import (
    AlikeMemberRow,
    AlikeRow,
    CellSummaryRow,
    ComparisonRow,
    JudgementRow,
    StanceRow,
)
from briefing_app.store.schema.followups import (
    AttachmentContentRow,
    AttachmentRow,
    FollowUpEntryRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpUnitRow,
    UnitAliasRow,
    UnitRow,
)
from briefing_app.store.schema.library import (
    DictionaryEntryRow,
    ExchangedRow,
    ExportLogRow,
    HistoryRow,
    LibraryInfoRow,
    ReviewDraftRow,
    SavedFilterRow,
    SearchDocumentRow,
)
from briefing_app.store.schema.material import MeetingRow, SourceContentRow, SourcePartRow, SourceRow
from briefing_app.store.schema.packs import (
    PackItemRow,
    PackMeetingRow,
    PackRow,
    PackVersionContentRow,
    PackVersionRow,
)
from briefing_app.store.schema.people import PersonAliasRow, PersonApartRow, PersonPostRow, PersonRow
from briefing_app.store.schema.proposals import ProposalRow, ProposalThemeRow, ThemeRow
from briefing_app.store.schema.record import Record
from briefing_app.store.schema.speeches import AffiliationRow, CoSpeakerRow, IdentityRow, SpeechParagraphRow, SpeechRow
from briefing_app.store.schema.tags import FollowUpTagRow, MeetingTagRow, ProposalTagRow, SpeechTagRow, TagRow
from briefing_app.store.schema.versions import SpeechVersionRow

metadata = Record.metadata

__all__ = [
    "AffiliationRow",
    "AlikeMemberRow",
    "AlikeRow",
    "AnnotationRow",
    "AttachmentContentRow",
    "AttachmentRow",
    "CellSummaryRow",
    "CoSpeakerRow",
    "ComparisonRow",
    "DictionaryEntryRow",
    "ExchangedRow",
    "ExportLogRow",
    "FollowUpEntryRow",
    "FollowUpProposalRow",
    "FollowUpRow",
    "FollowUpTagRow",
    "FollowUpUnitRow",
    "HistoryRow",
    "IdentityRow",
    "JudgementRow",
    "LibraryInfoRow",
    "MeetingRow",
    "MeetingTagRow",
    "PackItemRow",
    "PackMeetingRow",
    "PackRow",
    "PackVersionContentRow",
    "PackVersionRow",
    "PersonAliasRow",
    "PersonApartRow",
    "PersonPostRow",
    "PersonRow",
    "ProposalRow",
    "ProposalTagRow",
    "ProposalThemeRow",
    "Record",
    "ReviewDraftRow",
    "SavedFilterRow",
    "SearchDocumentRow",
    "SourceContentRow",
    "SourcePartRow",
    "SourceRow",
    "SpeechParagraphRow",
    "SpeechRow",
    "SpeechTagRow",
    "SpeechVersionRow",
    "StanceRow",
    "TagRow",
    "ThemeRow",
    "UnitAliasRow",
    "UnitRow",
    "metadata",
]
