"""The directory of units and the files kept with items hold together whatever is renamed, merged or taken back."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import attachments, checking, followups, units
from briefing_app.store.database import Library
from briefing_app.store.schema import AttachmentContentRow

TODAY = date(2026, 9, 6)


@pytest.fixture
def item(library: Library, tell) -> int:
    with library.transaction() as session:
        told = tell(session)
        return followups.add(
            session, title="一", proposal_ids=told.proposal_ids, lead="市科委", with_units=["市发改委", "市科技局"]
        ).id


def test_merging_two_spellings_hands_everything_over(library: Library, item: int) -> None:
    with library.transaction() as session:
        units.add_alias(session, "市科委", "科委")
    done = library.perform("合并", lambda s: units.merge(s, "市科委", "市科技局"))
    with library.reading() as session:
        one = followups.one(session, item)
        assert (one.lead, one.with_units) == ("市科技局", ("市发改委",))  # a lead does not join as well
        assert units.aliases(session) == {"科委": "市科技局", "市科委": "市科技局"}
        assert [(u.name, u.leads, u.joins) for u in units.directory(session)] == [
            ("市发改委", 0, 1),
            ("市科技局", 1, 0),
        ]
    library.undo(done.changes)
    with library.reading() as session:
        one = followups.one(session, item)
        assert (one.lead, one.with_units) == ("市科委", ("市发改委", "市科技局"))
        assert units.aliases(session) == {"科委": "市科委"}


def test_a_name_belongs_to_one_unit_only(library: Library, item: int) -> None:
    with library.transaction() as session:
        units.add_alias(session, "市科委", "科委")
        for name, wanted in (("市发改委", "科委"), ("市发改委", "市科委")):
            with pytest.raises(InvalidValue):
                units.rename(session, name, wanted)
            with pytest.raises(InvalidValue):
                units.add_alias(session, name, wanted)
        with pytest.raises(NotFound):
            units.rename(session, "没有的局", "新局")
        assert "没有的局" not in units.find(session)


def test_a_unit_may_take_back_its_former_name(library: Library, item: int) -> None:
    with library.transaction() as session:
        units.rename(session, "市科委", "市科技委")
        units.rename(session, "市科技委", "市科委")
        assert units.aliases(session) == {"市科技委": "市科委"}
        units.set_aliases(session, "市科委", ["科委", " "])
        assert units.aliases(session) == {"科委": "市科委"}


def test_only_a_unit_that_nothing_names_can_be_struck(library: Library, item: int) -> None:
    with library.transaction() as session:
        for used in ("市科委", "市发改委"):
            with pytest.raises(InvalidValue):
                units.remove(session, used)
        followups.remove(session, item)
        with pytest.raises(InvalidValue):  # the 回收站 still needs it
            units.remove(session, "市科委")
        units.named(session, "市水务局")
        units.remove(session, "市水务局")
        assert "市水务局" not in units.find(session)


def test_a_file_is_kept_once_however_often_it_is_attached(library: Library, item: int) -> None:
    with library.transaction() as session:
        entry = followups.log(session, item, EntryKind.REPLY, "见附件", dated=date(2026, 8, 1))
        first = attachments.add(session, item, "C:\\文件\\答复函.pdf", b"%PDF-1", entry_id=entry.id)
        attachments.add(session, item, "副本.pdf", b"%PDF-1")
        assert len(session.query(AttachmentContentRow).all()) == 1
    with library.reading() as session:
        one = followups.one(session, item)
        assert [(a.name, a.entry_id, a.size) for a in one.attachments] == [
            ("答复函.pdf", entry.id, 6),
            ("副本.pdf", None, 6),
        ]
        assert attachments.content(session, first.id) == b"%PDF-1"
        assert one.entries[-1].day == date(2026, 8, 1)
    done = library.perform("移走附件", lambda s: attachments.remove(s, first.id))
    with library.reading() as session:
        assert [a.name for a in followups.one(session, item).attachments] == ["副本.pdf"]
    library.undo(done.changes)
    with library.reading() as session:
        assert len(followups.one(session, item).attachments) == 2
    assert not [finding for finding in checking.check(library).findings if finding.kind == "attachment"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../启动.sh", "启动.sh"), ("a/b\\c:d.txt", "cd.txt"), ("  .. ", "附件"), ("报告\n.docx", "报告.docx")],
)
def test_a_file_name_never_leads_anywhere(name: str, kept: str) -> None:
    assert attachments.plain_name(name) == kept


def test_an_empty_file_and_one_for_another_items_line_are_refused(library: Library, item: int) -> None:
    with library.transaction() as session:
        with pytest.raises(InvalidValue):
            attachments.add(session, item, "空.txt", b"")
        other = followups.add(session, title="二", proposal_ids=(), lead="")
        entry = followups.log(session, other.id, EntryKind.NOTE, "记")
        with pytest.raises(NotFound):
            attachments.add(session, item, "x.txt", b"x", entry_id=entry.id)


def test_a_deadline_that_has_passed_stops_handing_out(library: Library, item: int) -> None:
    with library.transaction() as session:
        followups.update(session, item, due=date(2026, 9, 1))
        with pytest.raises(InvalidValue) as refused:
            followups.move(session, item, FollowUpStatus.ASSIGNED, today=TODAY)
        assert refused.value.field == "期限"
    with library.transaction() as session:
        followups.update(session, item, due=date(2026, 12, 1), joint_due=date(2026, 10, 6))
        assert followups.move(session, item, FollowUpStatus.ASSIGNED, today=TODAY).joint_due == date(2026, 10, 6)
        with pytest.raises(InvalidValue):
            followups.update(session, item, joint_due=date(2026, 9, 5))
