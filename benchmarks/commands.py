"""What a person waits for: every command of the demo, typed at a log of a whole authority; the program's start counts.

Importing and ``rebuild`` come before; the log is made by the commands that the demo types.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.steps import WALL, Step, quickest, timed, with_children
from timeline.cli.story import PLAN_MEASURES
from timeline.store import open_log
from timeline.synthetic import Authority, Written, WrittenReturn, write_extract, write_returns

Words = Sequence[object]
Run = Callable[[Path, Words], int]
"""Runs a command line at a store, and gives its exit code."""

_PROGRAM = (sys.executable, "-c", "import sys; from timeline.cli import main; sys.exit(main())")
_YEARS = 5


def in_a_process(store: Path, words: Words) -> int:
    """As a shell does: of a program that is installed, no source is compiled at each start."""
    command = [*_PROGRAM, "--store", str(store), *map(str, words)]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, env=compiled, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    return done.returncode


def demo_log(children: int, folder: Path, run: Run = in_a_process) -> tuple[Path, Written]:
    """The demo's log: five returns, the local tables, an extract and a baseline; then its projections."""
    authority = Authority(
        seed=1, children=children, first_year_ending=date(2021, 3, 31), years=_YEARS, restatement=8.0, defects=0.02
    )
    store, made = folder / "timeline.db", write_returns(authority, folder)
    extract = write_extract(authority, folder / "annex-a.xlsx", made.returns[-1].year_ending)
    for words in (*_imports(made, extract), ("rebuild",)):
        _done(run, store, words)
    return store, made


def _imports(made: Written, extract: Path) -> Iterator[Words]:
    *earlier, published, last = made.returns
    yield from (_return(each) for each in (*earlier, published))
    yield _take("published", published)
    yield _return(last)
    for year in made.registers:
        yield ("import", "tables", year.folder, "--known-on", year.known_on)
    days = ("--extract-date", last.year_ending, "--known-on", made.registers[-1].known_on)
    yield ("import", "annex-a", extract, *days)


def _return(each: WrittenReturn) -> Words:
    return ("import", "ssda903", each.folder, "--year-ending", each.year_ending, "--known-on", each.known_on)


def _take(name: str, year: WrittenReturn) -> Words:
    days = ("--as-at", year.year_ending, "--known-at", year.known_on)
    return ("baseline", "take", name, *days, "looked-after", "placements-3-plus")


def questions(store: Path, made: Written) -> Iterator[Words]:
    """What the demo asks, and beside it nothing of the log, and the months of all its years."""
    first, *_, published, last = made.returns
    with open_log(store, create=False) as log:
        child = next(iter(log.children()))
    days = ("--as-at", published.year_ending, "--known-at", published.known_on)
    yield ("measures",)
    yield ("measure", *PLAN_MEASURES, *days, "--brief")
    yield ("children", "missing-over-24h", "--as-at", published.year_ending, "--meets")
    known = [word for year in made.returns for word in ("--published", f"{year.year_ending}:{year.known_on}")]
    yield ("restated", "looked-after", *known)
    yield ("explain", "looked-after", child, "--as-at", published.year_ending)
    yield ("show", child, "--as-at", last.year_ending, "--brief")
    months = ("looked-after", "--from", first.year_ending, "--to", last.year_ending, "--every", "month")
    yield ("series", *months, "--brief")
    yield ("triangle", *months, "--known-to", last.known_on)
    yield ("check",)
    yield ("log", "verify")
    yield ("baseline", "verify", "published")
    yield ("baseline", "diff", "published", "--measure", "looked-after")


class Wait(NamedTuple):
    """How long a command takes of a processor, and by the clock on the wall: where nothing else runs, the same."""

    step: Step
    wall: float


def waits(store: Path, made: Written, run: Run = in_a_process) -> list[Wait]:
    """How long each takes."""
    return [_waited(run, store, words) for words in questions(store, made)]


def _waited(run: Run, store: Path, words: Words) -> Wait:
    walls: list[float] = []

    def once() -> int:
        walls.append(timed("", lambda: _done(run, store, words), "", WALL).seconds)
        return 1

    return Wait(quickest(f"`timeline {_called(words)}`", once, "commands", with_children), min(walls))


def _called(words: Words) -> str:
    """The command without what it is asked."""
    return f"{words[0]} {words[1]}" if words[0] in ("baseline", "log") else str(words[0])


def _done(run: Run, store: Path, words: Words) -> int:
    """One command. ``RuntimeError`` where it could not be done."""
    code = run(store, words)
    if code not in ((0, 1) if words[0] == "check" else (0,)):  # it ends with 1 where it names a defect
        raise RuntimeError(f"`timeline {_called(words)}` ended with {code}")
    return 1
