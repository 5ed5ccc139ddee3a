"""This file makes a library: every table of the first version, and the full-text index."""

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "dictionary_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dictionary", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("legend", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dictionary_entry")),
        sa.UniqueConstraint("dictionary", "term", name=op.f("uq_dictionary_entry_dictionary_term")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exchanged",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_exchanged")),
    )
    op.create_index(op.f("ix_exchanged_kind_record_id"), "exchanged", ["kind", "record_id"], unique=False)
    op.create_table(
        "export_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exported_at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_log")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("changed_table", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_history_kind_record_id_id"), "history", ["kind", "record_id", "id"], unique=False)
    op.create_table(
        "library_info",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_library_info")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_date"), "meeting", ["date"], unique=False)
    op.create_index(
        "ix_meeting_removed", "meeting", ["removed_at"], unique=False, sqlite_where=sa.text("removed_at IS NOT NULL")
    )
    op.create_table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_index(op.f("ix_person_pinyin"), "person", ["pinyin"], unique=False)
    op.create_table(
        "review_draft",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_review_draft")),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_filter_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_theme_not_its_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["theme.id"], name=op.f("fk_theme_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_theme_parent_id"), "theme", ["parent_id"], unique=False)
    op.create_index("uq_theme_name", "theme", ["name"], unique=True, sqlite_where=sa.text("removed_at IS NULL"))
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_comparison_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_comparison_meeting_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "comparison_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("compared_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_comparison_judgement_meeting_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_comparison_judgement_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_judgement")),
        sa.UniqueConstraint(
            "meeting_id",
            "theme_id",
            "compared_by",
            name=op.f("uq_comparison_judgement_meeting_id_theme_id_compared_by"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comparison_judgement_theme_id"), "comparison_judgement", ["theme_id"], unique=False)
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("joint_due", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reply_class", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["unit.id"], name=op.f("fk_followup_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_followup_due"), "followup", ["due"], unique=False)
    op.create_index(op.f("ix_followup_lead_id"), "followup", ["lead_id"], unique=False)
    op.create_index(op.f("ix_followup_status_due"), "followup", ["status", "due"], unique=False)
    op.create_table(
        "meeting_tag",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_tag_meeting_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_meeting_tag_tag_id")),
        sa.PrimaryKeyConstraint("meeting_id", "tag_id", name=op.f("pk_meeting_tag")),
    )
    op.create_index(op.f("ix_meeting_tag_tag_id"), "meeting_tag", ["tag_id"], unique=False)
    op.create_table(
        "pack_meeting",
        sa.Column("pack_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_pack_meeting_meeting_id")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_meeting_pack_id")),
        sa.PrimaryKeyConstraint("pack_id", "meeting_id", name=op.f("pk_pack_meeting")),
    )
    op.create_index(op.f("ix_pack_meeting_meeting_id"), "pack_meeting", ["meeting_id"], unique=False)
    op.create_table(
        "pack_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("exported_at", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_version_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_version")),
        sa.UniqueConstraint("pack_id", "number", name=op.f("uq_pack_version_pack_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pack_version_content",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["pack_version.id"], name=op.f("fk_pack_version_content_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_pack_version_content")),
    )
    op.create_table(
        "person_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_person_alias_from_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_alias_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_alias")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_person_alias_person_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_alias_from_id"), "person_alias", ["from_id"], unique=False)
    op.create_index(op.f("ix_person_alias_name"), "person_alias", ["name"], unique=False)
    op.create_table(
        "person_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_person_apart_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["person.id"], name=op.f("fk_person_apart_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["person.id"], name=op.f("fk_person_apart_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_apart")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_person_apart_first_id_second_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_apart_second_id"), "person_apart", ["second_id"], unique=False)
    op.create_table(
        "person_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "organisation IS NOT NULL OR post IS NOT NULL", name=op.f("ck_person_post_says_something")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_post")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_post_person_id"), "person_post", ["person_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_source_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_source_meeting_id"), "source", ["meeting_id"], unique=False)
    op.create_index("uq_source_sha256", "source", ["sha256"], unique=True, sqlite_where=sa.text("removed_at IS NULL"))
    op.create_table(
        "unit_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alias")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_alias_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_unit_alias_unit_id"), "unit_alias", ["unit_id"], unique=False)
    op.create_table(
        "followup_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_followup_entry_followup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup_entry")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_followup_entry_followup_id_id"), "followup_entry", ["followup_id", "id"], unique=False)
    op.create_table(
        "followup_tag",
        sa.Column("followup_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_followup_tag_followup_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_followup_tag_tag_id")),
        sa.PrimaryKeyConstraint("followup_id", "tag_id", name=op.f("pk_followup_tag")),
    )
    op.create_index(op.f("ix_followup_tag_tag_id"), "followup_tag", ["tag_id"], unique=False)
    op.create_table(
        "followup_unit",
        sa.Column("followup_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_followup_unit_followup_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_followup_unit_unit_id")),
        sa.PrimaryKeyConstraint("followup_id", "unit_id", name=op.f("pk_followup_unit")),
    )
    op.create_index(op.f("ix_followup_unit_unit_id"), "followup_unit", ["unit_id"], unique=False)
    op.create_table(
        "source_content",
        sa.Column("source_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_content_source_id")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_content")),
    )
    op.create_table(
        "source_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(role IS NULL) <> (reason IS NULL)", name=op.f("ck_source_part_front_matter_or_removed")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_part_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_part")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_source_part_source_id_position"), "source_part", ["source_id", "position"], unique=False)
    op.create_table(
        "speech",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("header_spans", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_spans", sa.JSON(), nullable=False),
        sa.Column("on_behalf_of", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.Column("person_guess", sa.Text(), nullable=True),
        sa.Column("first_person_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("person_id IS NULL OR speaker IS NOT NULL", name=op.f("ck_speech_person_is_named")),
        sa.ForeignKeyConstraint(["first_person_id"], ["person.id"], name=op.f("fk_speech_first_person_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_speech_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_speech_person_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_speech_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_speech_meeting_id_position_id"), "speech", ["meeting_id", "position", "id"], unique=False)
    op.create_index(op.f("ix_speech_first_person_id"), "speech", ["first_person_id"], unique=False)
    op.create_index(op.f("ix_speech_person_id"), "speech", ["person_id"], unique=False)
    op.create_index(
        "ix_speech_removed", "speech", ["removed_at"], unique=False, sqlite_where=sa.text("removed_at IS NOT NULL")
    )
    op.create_index(op.f("ix_speech_source_id"), "speech", ["source_id"], unique=False)
    op.create_index(op.f("ix_speech_speaker"), "speech", ["speaker"], unique=False)
    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.CheckConstraint("organisation IS NOT NULL OR post IS NOT NULL", name=op.f("ck_affiliation_says_something")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_affiliation_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_affiliation_organisation"), "affiliation", ["organisation"], unique=False)
    op.create_index(op.f("ix_affiliation_speech_id_position"), "affiliation", ["speech_id", "position"], unique=False)
    op.create_table(
        "annotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_annotation_span")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_annotation_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_annotation_speech_id_start"), "annotation", ["speech_id", "start"], unique=False)
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("followup_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["followup_entry.id"], name=op.f("fk_attachment_entry_id")),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_attachment_followup_id")),
        sa.ForeignKeyConstraint(["sha256"], ["attachment_content.sha256"], name=op.f("fk_attachment_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attachment_entry_id"), "attachment", ["entry_id"], unique=False)
    op.create_index(op.f("ix_attachment_followup_id"), "attachment", ["followup_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_table(
        "co_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_guess", sa.Text(), nullable=True),
        sa.Column("first_person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["first_person_id"], ["person.id"], name=op.f("fk_co_speaker_first_person_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_co_speaker_person_id")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_co_speaker_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_speaker")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_co_speaker_name"), "co_speaker", ["name"], unique=False)
    op.create_index(op.f("ix_co_speaker_first_person_id"), "co_speaker", ["first_person_id"], unique=False)
    op.create_index(op.f("ix_co_speaker_person_id"), "co_speaker", ["person_id"], unique=False)
    op.create_index(op.f("ix_co_speaker_speech_id_position"), "co_speaker", ["speech_id", "position"], unique=False)
    op.create_table(
        "comparison_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("speech_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("compared_by", sa.Text(), nullable=False),
        sa.Column("column_word", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(compared_by = '发言人') = (speech_id IS NOT NULL)", name=op.f("ck_comparison_summary_speech_of_a_speaker")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_comparison_summary_meeting_id")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_comparison_summary_speech_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_comparison_summary_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_summary")),
        sa.UniqueConstraint(
            "meeting_id",
            "theme_id",
            "speech_id",
            "compared_by",
            "column_word",
            name="uq_comparison_summary_cell",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comparison_summary_speech_id"), "comparison_summary", ["speech_id"], unique=False)
    op.create_index(op.f("ix_comparison_summary_theme_id"), "comparison_summary", ["theme_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_identity_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_identity_name"), "identity", ["name"], unique=False)
    op.create_index(op.f("ix_identity_speech_id_position"), "identity", ["speech_id", "position"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("important", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_kind", sa.Text(), nullable=True),
        sa.Column("destination", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("(summary IS NULL) = (summary_kind IS NULL)", name=op.f("ck_proposal_rewording_is_marked")),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_proposal_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_proposal_confidence")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_proposal_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_proposal_destination",
        "proposal",
        ["destination"],
        unique=False,
        sqlite_where=sa.text("destination IS NOT NULL"),
    )
    op.create_index("ix_proposal_important", "proposal", ["important"], unique=False, sqlite_where=sa.text("important"))
    op.create_index(
        "ix_proposal_place",
        "proposal",
        ["speech_id", "position", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "ix_proposal_removed", "proposal", ["removed_at"], unique=False, sqlite_where=sa.text("removed_at IS NOT NULL")
    )
    op.create_index(op.f("ix_proposal_speech_id"), "proposal", ["speech_id"], unique=False)
    op.create_index(op.f("ix_proposal_status"), "proposal", ["status"], unique=False)
    op.create_table(
        "speech_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_speech_paragraph_span")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_speech_paragraph_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech_paragraph")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_speech_paragraph_speech_id_position"), "speech_paragraph", ["speech_id", "position"], unique=False
    )
    op.create_table(
        "speech_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speech_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("header_spans", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_spans", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_speech_version_source_id")),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_speech_version_speech_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_speech_version_source_id"), "speech_version", ["source_id"], unique=False)
    op.create_index(op.f("ix_speech_version_speech_id"), "speech_version", ["speech_id"], unique=False)
    op.create_table(
        "speech_tag",
        sa.Column("speech_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["speech_id"], ["speech.id"], name=op.f("fk_speech_tag_speech_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_speech_tag_tag_id")),
        sa.PrimaryKeyConstraint("speech_id", "tag_id", name=op.f("pk_speech_tag")),
    )
    op.create_index(op.f("ix_speech_tag_tag_id"), "speech_tag", ["tag_id"], unique=False)
    op.create_table(
        "comparison_stance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_comparison_stance_proposal_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_comparison_stance_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_stance")),
        sa.UniqueConstraint("theme_id", "proposal_id", name=op.f("uq_comparison_stance_theme_id_proposal_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comparison_stance_proposal_id"), "comparison_stance", ["proposal_id"], unique=False)
    op.create_table(
        "alike",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["proposal.id"], name=op.f("fk_alike_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alike")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alike_lead_id"), "alike", ["lead_id"], unique=False)
    op.create_table(
        "alike_member",
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alike_id", sa.Integer(), nullable=False),
        sa.Column("former_status", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["alike_id"], ["alike.id"], name=op.f("fk_alike_member_alike_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_alike_member_proposal_id")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_alike_member")),
    )
    op.create_index(op.f("ix_alike_member_alike_id"), "alike_member", ["alike_id"], unique=False)
    op.create_table(
        "followup_proposal",
        sa.Column("followup_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_followup_proposal_followup_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_followup_proposal_proposal_id")),
        sa.PrimaryKeyConstraint("followup_id", "proposal_id", name=op.f("pk_followup_proposal")),
    )
    op.create_index(op.f("ix_followup_proposal_proposal_id"), "followup_proposal", ["proposal_id"], unique=False)
    op.create_table(
        "pack_item",
        sa.Column("pack_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_item_pack_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_pack_item_proposal_id")),
        sa.PrimaryKeyConstraint("pack_id", "proposal_id", name=op.f("pk_pack_item")),
    )
    op.create_index(op.f("ix_pack_item_proposal_id"), "pack_item", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_tag",
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_tag_proposal_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_proposal_tag_tag_id")),
        sa.PrimaryKeyConstraint("proposal_id", "tag_id", name=op.f("pk_proposal_tag")),
    )
    op.create_index(op.f("ix_proposal_tag_tag_id"), "proposal_tag", ["tag_id"], unique=False)
    op.create_table(
        "proposal_theme",
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("theme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_proposal_theme_confidence")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_theme_proposal_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_proposal_theme_theme_id")),
        sa.PrimaryKeyConstraint("proposal_id", "theme_id", name=op.f("pk_proposal_theme")),
    )
    op.create_index(op.f("ix_proposal_theme_theme_id"), "proposal_theme", ["theme_id"], unique=False)

    # Contentless: the text stands in search_document. The tokenizer `ascii` takes every character beyond ASCII as part
    # of a word, so that no Unicode table of SQLite's, older than a rare character, can drop it.
    # `prefix` makes single characters as quick to find as pairs.
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(grams, content = '', detail = none, columnsize = 0, prefix = '1', tokenize = ascii)"
    )
    op.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_index, row)")
