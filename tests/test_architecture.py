"""This file keeps the house in order: who may import whom, how long a file may be, where words and colours stand.

Each rule is a function from a file to its faults, and each is shown to find a planted fault.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_FILE, LONGEST_FUNCTION = 400, 80
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands, from the project's root, and what it says."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The part of the package that it belongs to: `ui` for briefing_app/ui/…, `cli`, `app`; else nothing."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[1] if parts[0] == "briefing_app" and len(parts) > 1 else ""

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


def _sources() -> list[Source]:
    """Every Python file of ours that stands here now; made things (.venv, build) are not ours."""
    files = (path for top in ("briefing_app", "tests", "packaging", "db") for path in (PROJECT / top).rglob("*.py"))
    return [Source(path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(files)]


SOURCES = _sources()


def docstring(source: Source) -> Iterator[str]:
    """A module says first what the file does; an __init__ may be empty, and a test's names speak for themselves."""
    stated = ast.get_docstring(source.tree)
    if source.path.startswith("tests/"):
        return
    if source.path.endswith("__init__.py"):
        if source.text.strip() and not stated:
            yield "does not say what the package is"
    elif not stated or not re.match(r"This file [a-z]", stated):
        yield 'does not begin with a docstring "This file …"'
    elif stated.split("\n")[1:2] not in ([], [""]):
        yield "does not say in one line what the file does"


def length(source: Source) -> Iterator[str]:
    """Rooms, not halls."""
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield f"has {lines} lines, more than {LONGEST_FILE}"
    for node in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        taken = node.end_lineno - node.lineno
        if taken > LONGEST_FUNCTION:
            yield f"{node.name} takes {taken} lines, more than {LONGEST_FUNCTION}"


def naming(source: Source) -> Iterator[str]:
    """No names that say nothing."""
    empty = EMPTY_NAMES & set(source.path.removesuffix(".py").split("/"))
    if empty:
        yield f"is called {', '.join(empty)}"


def translating(source: Source) -> Iterator[str]:
    """Words go through tr() as whole literal sentences: lupdate takes f-strings, and they never match at run time."""
    for call in source.nodes(ast.Call):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        words = {"tr": call.args[:1], "translate": call.args[1:2]}.get(called, [])
        if source.room in {"ui", "app"} and any(_is_composed(word) for word in words):
            yield f"line {call.lineno}: the sentence in {called}() is put together at run time"


def _is_composed(word: ast.expr) -> bool:
    if isinstance(word, ast.JoinedStr | ast.BinOp):
        return True
    return isinstance(word, ast.Call) and isinstance(word.func, ast.Attribute) and word.func.attr in {"format", "join"}


def colours(source: Source) -> Iterator[str]:
    """Colours come from the tokens."""
    if source.room not in {"ui", "app"} or source.path == "briefing_app/ui/tokens.py":
        return
    for node in source.nodes(ast.Constant):
        if isinstance(node.value, str) and re.search(
            r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", node.value
        ):
            yield f"line {node.lineno}: a colour of its own, {node.value!r}"


def imports(source: Source) -> Iterator[str]:
    """Qt, ReportLab and the database stay in their rooms."""
    homes = {"PySide6": {"ui", "app"}, "reportlab": {"export"}, "sqlalchemy": {"store"}, "alembic": {"store"}}
    if not source.room:
        return
    for line, name, taken in _imported(source):
        if source.room not in homes.get(name, {source.room}) and not (name == "sqlalchemy" and taken == {"Session"}):
            yield f"line {line}: {name} is imported outside {', '.join(sorted(homes[name]))}"


def _imported(source: Source) -> Iterator[tuple[int, str, set[str]]]:
    for node in source.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0], set()) for alias in node.names)
        elif node.module and node.level == 0:
            yield node.lineno, node.module.split(".")[0], {alias.name for alias in node.names}


def message_boxes(source: Source) -> Iterator[str]:
    """One place tells people of failures, in one voice."""
    if source.room in {"ui", "app"} and source.path != "briefing_app/ui/messages.py" and "QMessageBox" in source.text:
        yield "uses QMessageBox; ui/messages.py speaks"


def icons(source: Source) -> Iterator[str]:
    """Every icon that is named exists."""
    if source.room not in {"ui", "app"}:
        return
    for call in source.nodes(ast.Call):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        named = [keyword.value for keyword in call.keywords if (keyword.arg or "").startswith("icon")]
        named += call.args if called in {"icon", "paint_icon", "icon_before_words"} else []
        for name in (one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str)):
            if name and not (PROJECT / "resources" / "icons" / f"{name}.svg").exists():
                yield f"line {call.lineno}: there is no icon {name!r}"


RULES = (docstring, length, naming, translating, colours, imports, message_boxes, icons)
NOT_OURS = "db/migrations/versions/"  # Alembic's layout; the words in them are checked by the migration's own test


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    checked = [source for source in SOURCES if not source.path.startswith(NOT_OURS)]
    assert checked
    faults = [f"{source.path} {fault}" for source in checked for fault in rule(source)]
    assert not faults, "\n".join(faults)


PLANTED = {
    docstring: [
        ("briefing_app/x.py", "import os\n"),
        ("briefing_app/x.py", '"""Utilities."""\n'),
        ("briefing_app/x.py", '"""This file does\nmuch."""\n'),
        ("briefing_app/x/__init__.py", "import os\n"),
    ],
    length: [
        ("briefing_app/x.py", "x = 1\n" * 401),
        ("briefing_app/x.py", "def long():\n" + "    x = 1\n" * 81),
    ],
    naming: [("briefing_app/store/helpers.py", ""), ("briefing_app/utils/x.py", "")],
    translating: [
        ("briefing_app/ui/x.py", "self.tr(f'{n} 条')"),
        ("briefing_app/ui/x.py", "self.tr('{0} 条'.format(n))"),
        ("briefing_app/ui/x.py", "translate('X', '共' + n)"),
    ],
    colours: [("briefing_app/ui/x.py", "c = '#9E2430'"), ("briefing_app/ui/x.py", "c = 'color: #fff;'")],
    imports: [
        ("briefing_app/store/x.py", "from PySide6.QtCore import QObject"),
        ("briefing_app/cli/x.py", "def f():\n    import PySide6"),
        ("briefing_app/ui/x.py", "from reportlab.pdfgen import canvas"),
        ("briefing_app/workflows/x.py", "from sqlalchemy import select"),
        ("briefing_app/workflows/x.py", "from sqlalchemy.orm import Session, joinedload"),
    ],
    message_boxes: [("briefing_app/ui/library/x.py", "from PySide6.QtWidgets import QMessageBox")],
    icons: [
        ("briefing_app/ui/x.py", "icon('no-such-icon', tokens)"),
        ("briefing_app/ui/x.py", "Action(icon='nothing')"),
    ],
}


@pytest.mark.parametrize(("rule", "path", "text"), [(rule, *one) for rule in RULES for one in PLANTED[rule]])
def test_a_planted_fault_is_found(rule, path, text):
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (docstring, "briefing_app/x.py", '"""This file tells the time."""\n'),
        (docstring, "briefing_app/x/__init__.py", ""),
        (translating, "briefing_app/ui/x.py", "self.tr('{0} 条').format(n)"),
        (colours, "briefing_app/ui/tokens.py", "c = '#9E2430'"),
        (colours, "briefing_app/ui/x.py", "words = '第#3号'"),
        (imports, "briefing_app/workflows/x.py", "from sqlalchemy.orm import Session"),
        (imports, "briefing_app/export/pdf.py", "from reportlab.pdfgen import canvas"),
        (icons, "briefing_app/ui/x.py", "icon('search', tokens)"),
    ],
)
def test_what_is_allowed_is_let_through(rule, path, text):
    assert list(rule(Source(path, text))) == []


def test_the_style_sheet_takes_its_colours_from_the_tokens():
    sheets = list((PROJECT / "resources" / "styles").glob("*.qss"))
    assert [path.name for path in sheets if re.search(r"#[0-9A-Fa-f]{3,8}\b", path.read_text("utf-8"))] == []


def test_packaging_never_becomes_a_package():
    """It would shadow the library of that name for everything started in the project's root."""
    assert not (PROJECT / "packaging" / "__init__.py").exists()


def test_the_layers_hold():
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", check], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


_LOADED = "print('loaded', *sorted(name for name in sys.modules if name.split('.')[0] in {'PySide6', 'shiboken6'}))"


def test_help_needs_no_qt():
    code = f"import sys\nfrom briefing_app.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n{_LOADED}"
    assert _last_line(code) == "loaded"


def test_no_command_needs_qt_but_the_window():
    modules = sorted(path.stem for path in (PROJECT / "briefing_app" / "cli").glob("*.py") if path.stem != "window")
    code = "import importlib, sys\n"
    code += "".join(f"importlib.import_module('briefing_app.cli.{name}')\n" for name in modules if name != "__init__")
    assert _last_line(code + _LOADED) == "loaded"


def test_the_check_for_qt_sees_qt():
    assert "PySide6" in _last_line(f"import sys\nimport PySide6.QtCore\n{_LOADED}")


def _last_line(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.rstrip("\n").split("\n")[-1].strip()
