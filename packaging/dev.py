"""This file is the one command of a checkout: it sets everything up, then runs the program or the tests.

    python3 packaging/dev.py run [FILE…] [--headless]    the window; without a screen, the main job from FILE to a PDF
    python3 packaging/dev.py test [pytest arguments]     everything that CI runs
    python3 packaging/dev.py bench [NAME…] [--rows N]    the benchmarks whose names hold NAME, as a table and as JSON

Works from any folder, with nothing but Python 3.10 and the package registries. Standard library only.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import environment
import system_libraries
from environment import PROJECT, SetupFailed, say

SAMPLE = PROJECT / "resources" / "samples" / "sample_article.txt"
DEMONSTRATION = PROJECT / "build" / "sample"
FIGURES = PROJECT / "build" / "bench"


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command != "test":
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        if options.command == "run":
            return run(options.files, headless=options.headless)
        return bench(options.names, rows=options.rows) if options.command == "bench" else test(rest)
    except SetupFailed as failure:
        say(f"Stopped: {failure}")
        return 1


def run(files: list[Path], *, headless: bool) -> int:
    """Open the window on the user's library; where there is no screen, import the files and write a pack each."""
    files = [path.absolute() for path in files]  # before anything changes the folder
    window = not headless and _has_screen()
    environment.prepare(extras=())
    if not window:
        if not headless:
            say("No screen here, so the main job runs without the window.")
        return _main_job(files)
    system_libraries.install_missing(system_libraries.WINDOW)
    if files:
        status = _briefing("import", *map(str, files))
        if status:
            return status
    say("Opening the window …")
    return _briefing()


def test(pytest_arguments: list[str]) -> int:
    """Run every check, all of them even when one fails, and sum up."""
    environment.prepare(extras=("test",))
    qt_loads = system_libraries.install_missing(system_libraries.OFFSCREEN)
    tool = environment.script
    checks = {
        "format": [tool("ruff"), "format", "--check", "--output-format=concise", "."],
        "lint": [tool("ruff"), "check", "--output-format=concise", "."],
        "types": [tool("mypy")],
        "types of packaging": [tool("mypy"), "--config-file", "pyproject.toml", *_scripts()],
        "layers": [tool("lint-imports"), "--no-cache"],
        "tests": [str(environment.python()), "-m", "pytest", *_at_once(pytest_arguments)],
    }
    setting = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if not qt_loads:
        checks["tests"] = []  # pytest-qt would stop with a traceback
    results = {name: _check(name, command, setting) for name, command in checks.items()}
    say("Summary: " + ", ".join(f"{name} {'ok' if good else 'FAILED'}" for name, good in results.items()))
    return 0 if all(results.values()) else 1


def bench(names: list[str], *, rows: int) -> int:
    """Run the benchmarks one by one, on a machine that should do nothing else, and print what they measured."""
    environment.prepare(extras=("test",))
    if not system_libraries.install_missing(system_libraries.OFFSCREEN):
        return 1
    figures = FIGURES / "bench.json"
    figures.unlink(missing_ok=True)
    setting = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "BRIEFING_BENCH": str(FIGURES),
        "BRIEFING_BENCH_ROWS": str(rows),
    }
    command = [str(environment.python()), "-m", "pytest", "-q", "tests/bench"]
    command += ["-k", " or ".join(names)] if names else []
    status = subprocess.run(command, cwd=PROJECT, env=setting, check=False).returncode
    if figures.exists():
        _print_figures(json.loads(figures.read_text(encoding="utf-8")))
        say(f"The same with spreads: {figures}")
    return status


def _print_figures(kept: dict[str, Any]) -> None:
    """A line a figure: the median, and where there is a target the ratio to its reference in the same run."""
    print("\n" + ", ".join(f"{name} {value}" for name, value in kept["machine"].items()))
    print(f"{'what':<52}{'rows':>9}{'median ms':>11}{'ratio':>8}{'at most':>9}  against")
    for name, one in kept["figures"].items():
        ratio, target = one.get("ratio", ""), one.get("target", "")
        print(
            f"{name:<52}{one.get('rows', ''):>9}{one['median_ms']:>11}{ratio:>8}{target:>9}  {one.get('reference', '')}"
        )


def _check(name: str, command: list[str], setting: dict[str, str]) -> bool:
    """Run one check; a quiet success prints its time only. An empty command could not be run."""
    if not command:
        say(f"{name}: not run, see above")
        return False
    started = time.monotonic()
    output = None if name == "tests" else subprocess.PIPE
    done = subprocess.run(
        command, cwd=PROJECT, env=setting, stdout=output, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    if done.returncode and done.stdout:
        print(done.stdout.rstrip(), flush=True)
    say(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.1f} s)")
    return done.returncode == 0


def _at_once(pytest_arguments: list[str]) -> list[str]:
    """The tests on every core; arguments of the caller's own are taken as they are, for a debugger, say."""
    return pytest_arguments or ["-n", "auto"]


def _scripts() -> list[str]:
    return [str(path.relative_to(PROJECT)) for path in sorted((PROJECT / "packaging").glob("*.py"))]


def _main_job(files: list[Path]) -> int:
    """From a file to a printed pack, through the command line that users have; returns the exit status."""
    if files:
        return max([_pack(path, _free(Path.cwd() / f"{path.stem}-汇编.pdf")) for path in files])
    say("No file named, so the sample article is used, in a library of its own.")
    DEMONSTRATION.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("BRIEFING_HOME", str(DEMONSTRATION))
    return _pack(SAMPLE, DEMONSTRATION / f"{SAMPLE.stem}-汇编.pdf", "--force")  # ours, so it may be replaced


def _free(path: Path) -> Path:
    """The path, or the first numbered one where nothing stands yet."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
    return next(one for one in itertools.chain([path], numbered) if not one.exists())


def _pack(path: Path, pdf: Path, *options: str) -> int:
    """Import one file and print it as a compilation."""
    status, report = _ask("import", str(path), "--json")
    if status:
        return status
    for row in report["imported"]:
        say("Imported {source} as meeting {meeting}: {speeches} speeches, {proposals} recommendations.".format(**row))
    for row in report["skipped"]:
        say(f"{row['source']} was imported before, as meeting {row['meeting']}.")
    meeting = [*report["imported"], *report["skipped"]][0]["meeting"]
    export = ("export", "--meeting", str(meeting), "--kind", "compilation", "-o", str(pdf), "--json", *options)
    status, pack = _ask(*export)
    if status == 0:
        counts = ", ".join(f"{name}: {number}" for name, number in pack["counts"].items())
        say(f"Pack: {pack['path']} ({pack['pages']} pages, {pack['size'] // 1024} KB; {counts})")
    return status


def _ask(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Run `briefing … --json`; its complaint, if any, goes straight to the terminal."""
    done = subprocess.run(_command(arguments), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else {}


def _briefing(*arguments: str) -> int:
    return subprocess.run(_command(arguments), check=False).returncode


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [str(environment.python()), "-m", "briefing_app", *arguments]


def _has_screen() -> bool:
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Set up this checkout, then run the program or the tests."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run_it = commands.add_parser("run", help="open the window, or do the main job without one")
    run_it.add_argument("files", nargs="*", type=Path, metavar="FILE", help="material to import")
    run_it.add_argument("--headless", action="store_true", help="no window: import FILE and write a PDF pack")
    measure = commands.add_parser("bench", help="run the benchmarks, print a table, write JSON")
    measure.add_argument("names", nargs="*", metavar="NAME", help="only those whose names hold this word")
    measure.add_argument("--rows", type=int, default=100_000, help="recommendations in the library (default 100,000)")
    commands.add_parser("test", help="run all checks and tests; arguments go to pytest", add_help=False)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
