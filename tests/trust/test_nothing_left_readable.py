"""After a working day on a library with a password, no file that the program wrote holds a word of the material.

Looked through are the program's own folder and the folder for temporary files, while the library is open and after;
files that a person asked for (packs, exports) lie elsewhere.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from briefing_app import app, logs, paths, settings, workflows
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.backups import Occasion
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import EntryKind
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.domain.text import Span
from briefing_app.settings import Look, Settings
from briefing_app.store import annotations, attachments, followups, proposal_lists, speeches
from briefing_app.store.keys import HEADER, is_encrypted
from briefing_app.ui import messages
from briefing_app.ui.crash_dialog import report_of
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.pages import PAGES
from briefing_app.ui.preferences import Preferences
from briefing_app.workflows.packs import export_pack

HERE = Path(__file__).resolve().parent
PASSWORD = "湖岸市-2026"
# One of each kind of words: of an article, of what a person types, searches, names, keeps.
ARTICLE, SPEAKER, NOTE, SEARCHED, UNIT, LETTER = (
    *("鹭洲旧闸改造", "欧阳闻笛", "此处与潮汐台账不符", "闸口淤积成因", "苇塘水务分局", "滩涂勘测回函"),
)
PLANTED = (ARTICLE, SPEAKER, NOTE, SEARCHED, UNIT, LETTER)
TEXT = f"""湖岸市政协召开专题协商会

　　{SPEAKER}委员：做好{ARTICLE}

　　水系是城市的脉络。建议加快{ARTICLE}，三年内完成。建议建立巡查制度，由各区按月公开结果。

　　赵禾委员：让数据多跑路

　　群众办事还要多头跑。建议打通部门数据，实现一网通办。
"""


def forms(words: str) -> tuple[bytes, ...]:
    """The words as bytes in every way that the program writes text."""
    plain = tuple(words.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
    return (*plain, json.dumps(words)[1:-1].encode(), json.dumps(words)[1:-1].upper().encode())


def readable(*folders: Path) -> list[tuple[str, str]]:
    """File and words, wherever planted words can be read; a library that is not encrypted counts as readable."""
    found = []
    for file in (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()):
        content = file.read_bytes()
        if file.name == settings.FILE_NAME:
            content += base64.b64decode(json.loads(content).get("window_state") or "")
        found += [(file.name, words) for words in PLANTED if any(form in content for form in forms(words))]
        if content.startswith(HEADER):
            found.append((file.name, "not encrypted"))
    return found


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    """The program's folder, the folder for temporary files, and the person's own desk."""
    made = tmp_path / "home", tmp_path / "temp", tmp_path / "desk"
    for folder in made:
        folder.mkdir()
    home, temp, desk = made
    monkeypatch.setenv("BRIEFING_HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    (desk / "material").mkdir()
    (desk / "material" / "文章.txt").write_text(TEXT, "utf-8")
    (desk / "回函.txt").write_text(LETTER, "utf-8")
    return made


def test_the_looking_finds_what_is_there(places: tuple[Path, Path, Path]) -> None:
    home, temp, _desk = places
    (home / "a").write_text(ARTICLE, "gb18030")
    (temp / "b").write_text(json.dumps({"x": NOTE}))
    memory = base64.b64encode(json.dumps({"y": SEARCHED}, ensure_ascii=False).encode()).decode()
    (home / settings.FILE_NAME).write_text(json.dumps({"window_state": memory}))
    assert {words for _, words in readable(home, temp)} == {ARTICLE, NOTE, SEARCHED}


def test_a_day_of_commands_leaves_nothing_to_read(places: tuple[Path, Path, Path]) -> None:
    home, temp, desk = places
    env = {**os.environ, "BRIEFING_NEW_PASSWORD": PASSWORD, "BRIEFING_PASSWORD": PASSWORD}

    def briefing(*words: object) -> None:
        subprocess.run(
            [sys.executable, "-m", "briefing_app", *map(str, words)], env=env, check=True, capture_output=True
        )

    briefing("import", desk / "material" / "文章.txt")  # begun without a password
    briefing("backup")
    assert readable(home, temp)
    briefing("password")
    assert readable(home, temp) == []
    (desk / "material" / "文章.txt").write_text(TEXT.replace("三年", "两年"), "utf-8")
    subprocess.run(
        [sys.executable, str(HERE / "every_command.py"), str(desk)], env=env, check=True, capture_output=True
    )
    briefing("search", SEARCHED)
    briefing("check", "--repair")
    briefing("password")
    assert readable(home, temp) == []
    assert list(temp.iterdir()) == []
    assert all(is_encrypted(file) for file in home.rglob("*.sqlite3"))


@pytest.fixture
def window(
    qapp: QApplication, places: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: pytest.fail(repr(error)))
    preferences = Preferences(paths.settings() / settings.FILE_NAME, Settings(author="周岚", look=Look.LIGHT))
    made = app.make_window(qapp, preferences)
    logs.start(paths.logs())
    made.show()
    yield made
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    made.close()
    logs.stop()


def settle(window: MainWindow, claim: Callable[[], bool] = lambda: True) -> None:
    loop = QEventLoop()
    for _ in range(6_000):
        QTimer.singleShot(10, loop.quit)
        loop.exec()
        if window.context.tasks.is_idle() and claim():
            return
    pytest.fail("the window did not come so far")


def work(window: MainWindow, desk: Path) -> None:
    """A bit of everything that a person does."""
    context = window.context
    saved = workflows.save_draft(context.library, workflows.read_draft(desk / "material" / "文章.txt"), reviewed=True)
    speech = context.read(speeches.find)[0]
    first = context.read(lambda session: proposal_lists.find(session, ProposalFilter()))[0]
    context.perform(
        "批注", lambda s: annotations.add(s, speech.id, Span(0, 4), colour=MarkColour.TO_CHECK, note=NOTE, author="")
    )
    done = context.perform(
        "跟进", lambda s: followups.add(s, title=f"办{ARTICLE}", proposal_ids=(first.id,), lead=UNIT)
    )
    assert done is not None
    context.perform("附件", lambda s: attachments.add(s, done.value.id, f"{LETTER}.txt", LETTER.encode()))
    context.perform("记录", lambda s: followups.log(s, done.value.id, EntryKind.REPLY, f"{LETTER}已收到"))
    context.undo_stack.undo()
    context.undo_stack.redo()
    pack = Pack(None, ARTICLE, PackKind.DIGEST, (saved.meeting_id,))
    target = desk / f"{saved.meeting_id}.pdf"
    export_pack(context.library, pack, target, format=PackFormat.PDF, today=context.today())
    window.enter_search()
    window.top.search.setText(SEARCHED)
    settle(window)
    window.search_box.leave()
    for page in PAGES:
        window.show_page(page.key)
        settle(window)
    proposals = window.show_page("proposals")
    proposals._bar.set_filter(ProposalFilter(text=SEARCHED, units=(UNIT,)))
    settle(window)
    window.show_page("overview")
    window.import_files([desk / "另一篇.txt"])  # read, not yet stored: it waits as a draft
    settle(window)
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(window)


def crash() -> None:
    """A bug while an article is in hand: the report goes to the log."""
    error = ValueError(ARTICLE + NOTE)
    logging.getLogger("briefing_app").critical("bug\n%s", report_of(type(error), error, error.__traceback__))


@pytest.mark.expects_log
def test_a_day_in_the_window_leaves_nothing_to_read(window: MainWindow, places: tuple[Path, Path, Path]) -> None:
    home, temp, desk = places
    (desk / "另一篇.txt").write_text(TEXT.replace("三年", "五年"), "utf-8")
    window.desk.open(paths.library())  # begun without a password, as most are
    settle(window, lambda: window.page is not None)
    work(window, desk)
    assert {words for _, words in readable(home, temp)} >= set(PLANTED)
    window.desk.passwords._change(PASSWORD)
    settle(window, lambda: window.desk.passwords.has_password)
    settle(window)
    assert readable(home, temp) == []
    (desk / "material" / "文章.txt").write_text(TEXT.replace("三年", "两年"), "utf-8")
    work(window, desk)
    crash()
    window.desk.passwords.lock()
    window.desk.passwords._lock._uncover()
    assert readable(home, temp) == []  # while it is open: log and lock and all
    window.close()
    settle(window)
    assert readable(home, temp) == []
    assert {file.suffix for file in home.rglob("*") if file.is_file()} <= {".sqlite3", ".json", ".log"}
    assert {file.suffix for file in temp.rglob("*") if file.is_file()} <= {".svg"}  # pictures of the look in force
