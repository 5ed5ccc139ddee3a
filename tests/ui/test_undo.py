from briefing_app.domain.filters import ProposalFilter
from briefing_app.errors import NotFound
from briefing_app.store import meetings, proposal_lists, proposals


def important(context):
    found = context.read(lambda session: proposal_lists.find(session, ProposalFilter(important=True)))
    return [proposal.id for proposal in found]


def first_ids(context, count):
    return context.read(lambda session: [one.id for one in proposal_lists.find(session, ProposalFilter(), limit=count)])


def test_every_change_can_be_undone_and_done_again_under_its_name(context, sample):
    ids = first_ids(context, 3)
    context.perform("设为重点", lambda session: proposals.set_important(session, ids, True))
    assert sorted(important(context)) == sorted(ids)
    assert context.undo_stack.undoText() == "设为重点"
    context.undo_stack.undo()
    assert important(context) == []
    assert context.undo_stack.redoText() == "设为重点"
    context.undo_stack.redo()
    assert sorted(important(context)) == sorted(ids)


def test_who_listens_is_told_which_tables_were_written(context, sample):
    seen = []
    context.changes.library_changed.connect(seen.append)
    context.perform("设为重点", lambda session: proposals.set_important(session, first_ids(context, 1), True))
    context.undo_stack.undo()
    assert len(seen) == 2
    assert all("proposal" in tables for tables in seen)


def test_an_action_that_changes_nothing_leaves_nothing_to_undo(context, sample):
    context.perform("设为重点", lambda session: proposals.set_important(session, [], True))
    assert not context.undo_stack.canUndo()


def test_a_refused_action_is_told_and_leaves_nothing_to_undo(context):
    shown = []
    context.failed.connect(shown.append)
    assert context.perform("移走会议", lambda session: meetings.remove(session, 99)) is None
    assert isinstance(shown[0], NotFound)
    assert not context.undo_stack.canUndo()


def test_work_in_a_worker_is_undoable_like_any_other(context, sample, settle):
    seen = []
    context.perform_later(
        "移走会议", lambda session, job: meetings.remove(session, sample.meeting_id), owner=context, done=seen.append
    )
    settle(context)
    assert seen == [None]
    assert context.read(meetings.find) == []
    context.undo_stack.undo()
    assert [meeting.id for meeting in context.read(meetings.find)] == [sample.meeting_id]
