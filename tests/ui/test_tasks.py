import threading

from PySide6.QtCore import QObject

from briefing_app.errors import NotFound
from briefing_app.ui.tasks import Tasks


def test_work_runs_in_another_thread_and_its_result_comes_back_to_the_windows_thread(qtbot):
    tasks, seen = Tasks(), []
    tasks.run(
        lambda job: threading.current_thread(),
        owner=tasks,
        done=lambda worker: seen.append((worker, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, deliverer = seen[0]
    assert worker is not threading.main_thread()
    assert deliverer is threading.main_thread()
    assert tasks.is_idle()
    tasks.close()


def test_an_older_load_never_arrives_after_a_newer_one(qtbot):
    tasks, gate, seen = Tasks(), threading.Event(), []
    tasks.run(lambda job: gate.wait(5) and "old", owner=tasks, done=seen.append, latest="search")
    tasks.run(lambda job: "new", owner=tasks, done=seen.append, latest="search")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert seen == ["new"]
    tasks.close()


def test_no_callback_reaches_an_owner_that_is_gone(qtbot):
    tasks, owner, gate, seen = Tasks(), QObject(), threading.Event(), []
    tasks.run(lambda job: gate.wait(5), owner=owner, done=seen.append)
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert seen == []
    tasks.close()


def test_an_expected_error_goes_to_whoever_takes_it_and_else_to_the_window(qtbot):
    def work(job):
        raise NotFound("会议", 7)

    tasks, taken, shown = Tasks(), [], []
    tasks.failed.connect(shown.append)
    tasks.run(work, owner=tasks, failed=taken.append)
    tasks.run(work, owner=tasks)
    qtbot.waitUntil(lambda: bool(taken and shown))
    assert taken[0].key == shown[0].key == 7
    tasks.close()


def test_a_bug_in_work_is_raised_where_the_crash_dialog_sees_it(qtbot):
    tasks = Tasks()
    with qtbot.captureExceptions() as bugs:
        tasks.run(lambda job: 1 // 0, owner=tasks)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError
    tasks.close()


def test_a_named_job_is_listed_reports_and_can_be_stopped(qtbot):
    tasks, running, seen = Tasks(), threading.Event(), []

    def work(job):
        job.report(3, 10)
        running.set()
        while not job.is_cancelled():
            pass

    job = tasks.run(work, owner=tasks, done=seen.append, name="正在排版")
    qtbot.waitUntil(running.is_set)
    assert tasks.jobs == (job,)
    assert (job.done, job.total) == (3, 10)
    job.cancel()
    qtbot.waitUntil(tasks.is_idle)
    assert seen == []
    tasks.close()


def test_nothing_is_begun_once_everything_is_stopped(qtbot):
    tasks, done = Tasks(), []
    tasks.close()
    job = tasks.run(done.append, owner=tasks, done=done.append)
    assert job.is_cancelled()
    assert tasks.is_idle()
    assert done == []


def test_a_closed_library_is_not_read(context, settle):
    context.set_library(None)
    found = []
    context.load(lambda session: session, owner=context, done=found.append)
    settle(context)
    assert found == []


def test_work_that_is_being_kept_can_no_longer_be_stopped_and_its_result_arrives(qtbot, qapp):
    tasks, arrived = Tasks(), []

    def work(job):
        job.settle()
        job.cancel()
        return job.is_cancelled()

    tasks.run(work, owner=tasks, done=arrived.append, name="读入")
    qtbot.waitUntil(tasks.is_idle)
    assert arrived == [False]
    tasks.close()


def test_work_that_was_stopped_before_it_is_kept_ends_there(qtbot, qapp):
    tasks, arrived = Tasks(), []

    def work(job):
        job.cancel()
        job.settle()
        arrived.append("kept")

    tasks.run(work, owner=tasks, done=arrived.append, name="读入")
    qtbot.waitUntil(tasks.is_idle)
    assert arrived == []
    tasks.close()
