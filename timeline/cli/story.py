"""The steps of the demo: each command line as it is run, with its answer under it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from timeline.cli import output
from timeline.cli.problems import CheckFailedError
from timeline.domain.counted import counted
from timeline.report.writers.terminal import PAGE
from timeline.store import open_log
from timeline.synthetic import Written, WrittenReturn

PLAN_MEASURES = (
    *("looked-after", "placements-3-plus", "legal-status-s20", "placed-with-parents", "missing-over-24h"),
    *("multiple-periods", "ceased-by-duration", "care-plan-quality", "court-timescale", "health-plan"),
)
"""What the plan measures, and the number of children it is about."""

_LISTED = "missing-over-24h"
_PUBLISHED = ("looked-after", "placements-3-plus")


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs command lines against the demo's log. ``done``: called after each."""

    command: Any
    store: Path
    done: Callable[[], object]

    def do(self, *words: object) -> None:
        """Print a command line as a person would type it, run it, and print an empty line."""
        self.type(*words)
        self.run(*words)
        output.write_prose("")

    def brief(self, *words: object) -> None:
        """The same with ``--brief``, without the empty line."""
        self.type(*words, "--brief")
        self.run(*words, "--brief")

    def type(self, *words: object) -> None:
        """Print a command line."""
        output.write_prose(f"$ timeline {shlex.join(map(str, words))}")

    def run(self, *words: object) -> None:
        """Run a command line."""
        argv = ["--store", str(self.store), *map(str, words)]
        try:
            self.command.main(argv, prog_name="timeline", standalone_mode=False)
        finally:
            self.done()

    def answer(self, *words: object) -> str:
        """What a command line writes to stdout."""
        out = io.StringIO()
        with redirect_stdout(out):
            self.run(*words)
        return out.getvalue()


def run_story(command: Any, store: Path, written: Written, children: int, done: Callable[[], object]) -> None:
    """All steps, from the returns to the figures. ``store``: the new log; ``done``: called after each command."""
    runner = Runner(command, store, done)
    first, last = written.returns[0], written.returns[-1]
    output.write_prose(
        f"A synthetic authority of {counted(children, 'child')}, none of whom ever lived: its returns for the years to "
        f"{first.year_ending.year} to {last.year_ending.year}\nare in {written.returns[0].folder.parent}, its local "
        f"tables in {written.tables}. Its log is new:"
    )
    output.write_prose(f"$ export TIMELINE_STORE={shlex.quote(str(runner.store))}")
    baseline = _import(runner, written)
    _ask(runner, written.returns)
    _look_closer(runner, written.returns)
    _verify(runner, baseline, written.truth)


def _import(runner: Runner, written: Written) -> str:
    """Import every return, and publish the figures of the last but one. The name of that baseline."""
    first, *later = written.returns
    runner.do(*_return(first))
    output.write_prose("Year after year, each return brings late records and corrections of the years before:")
    for each in later[:-1]:
        runner.brief(*_return(each))
    name = _publish(runner, written.returns[-2], written.tables.parent / "published")
    runner.brief(*_return(later[-1]))
    table = written.tables / "visitor-requests.csv"
    runner.brief("import", "table", "visitor-requests", table, "--known-on", written.returns[-1].known_on)
    _import_local_tables(runner, written)
    extracted = ("--extract-date", written.returns[-1].year_ending, "--known-on", written.registers[-1].known_on)
    runner.brief("import", "annex-a", written.tables.parent / "annex-a.xlsx", *extracted)
    output.write_prose("Every import keeps up what figures come from; as rows for any SQL tool (its answer left out):")
    runner.type("rebuild", "--rows")
    runner.answer("rebuild", "--rows")
    output.write_prose("")
    return name


def _import_local_tables(runner: Runner, written: Written) -> None:
    """Import the tables of every year in order. The import of the last year is shown, the others are summed up."""
    *earlier, last = written.registers
    rows = Counter[str]()
    for year in earlier:
        words = ("import", "tables", year.folder, "--known-on", year.known_on, "--format", "json")
        answer = runner.answer(*words, "--no-projections")  # the last year's brings them up to date
        rows.update(json.loads(answer)["rows"])
    years = " to ".join(dict.fromkeys((earlier[0].folder.name, earlier[-1].folder.name)))
    output.write_prose(
        "What no return holds: plans, assessments, audits, courts, the edge of care... Earlier years' tables\n"
        f"({years}, each known on 30 April: {counted(rows['read'], 'row')} read, {rows['quarantined']} quarantined) "
        "are imported in the same way:"
    )
    runner.brief("import", "tables", last.folder, "--known-on", last.known_on)


def _return(each: WrittenReturn) -> tuple[object, ...]:
    return ("import", "ssda903", each.folder, "--year-ending", each.year_ending, "--known-on", each.known_on)


def _publish(runner: Runner, year: WrittenReturn, folder: Path) -> str:
    name = f"published-{year.year_ending.year}"
    folder.mkdir(exist_ok=True)
    output.write_prose("The figures of that year are published: attested in the log, and in a file to keep:")
    days = ("--as-at", year.year_ending, "--known-at", year.known_on)
    take = ("baseline", "take", name, *days, *_PUBLISHED, "--file", folder / f"{name}.toml")
    runner.type(*take)
    runner.run(*take)
    return name


def _ask(runner: Runner, returns: tuple[WrittenReturn, ...]) -> None:
    year = returns[-2]
    output.write_prose(f"The plan's figures as at 31 March {year.year_ending.year}, as they were when published:")
    runner.do("measure", *PLAN_MEASURES, "--as-at", year.year_ending, "--known-at", year.known_on, "--brief")
    output.write_prose("Behind a figure there are children:")
    runner.do("children", _LISTED, "--as-at", year.year_ending, "--meets")


def _look_closer(runner: Runner, returns: tuple[WrittenReturn, ...]) -> None:
    output.write_prose("How the number looked after was restated, 31 March by 31 March:")
    days = [word for each in returns for word in ("--published", f"{each.year_ending}:{each.known_on}")]
    runner.do("restated", "looked-after", *days)
    earlier = days[-4:-2]  # the year before the last: nothing has become known yet of the last
    moved = _moved(json.loads(runner.answer("restated", "looked-after", *earlier, "--format", "json")))
    if not moved:
        output.write_prose("No child came in or went out: try another --seed.\n")
        return
    child, as_at, known_at = _simplest(runner.store, moved)
    output.write_prose(
        f"Why it moved, child by child. One of them as known now, with what was not known on {known_at}:"
    )
    runner.do("explain", "looked-after", child, "--as-at", as_at)
    output.write_prose("The child's years in one picture; without --brief, with every fact and its source rows:")
    runner.do("show", child, "--as-at", returns[-1].year_ending, "--brief")


Moved = tuple[str, str, str]
"""A child who came into a figure or went out of it: the child, the day, the day it was first known."""


def _moved(restated: Any) -> list[Moved]:
    return [
        (child, point["as_at"], point["first"]["known_at"])
        for point in restated["points"]
        for child in (*point["came_in"], *point["went_out"])
    ]


def _simplest(store: Path, moved: list[Moved]) -> Moved:
    """The child with the fewest records, whose history is read in a minute."""
    with open_log(store, create=False) as log:
        return min(moved, key=lambda each: (len(log.records(each[0])), each))


def _verify(runner: Runner, baseline: str, truth: Path) -> None:
    output.write_prose(
        "Nothing was repaired on the way in; what is wrong in the records is named (whose: --rule RULE):"
    )
    with suppress(CheckFailedError):
        runner.brief("check")
    output.write_prose("")
    _planted(truth)
    runner.do("log", "verify")
    output.write_prose("The published figures, run again from the log and compared byte for byte:")
    runner.do("baseline", "verify", baseline)
    output.write_prose("What has changed since they were published, and which records did it:")
    runner.do("baseline", "diff", baseline, "--measure", _PUBLISHED[0])


def _planted(truth: Path) -> None:
    """The rules that are broken on purpose, with the number of children each: to compare with what ``check`` names."""
    table = truth / "findings.csv"
    with table.open(encoding="utf-8", newline="") as file:
        broken = [(row["RULE"], row["CHILD"], row["WHY"]) for row in csv.DictReader(file)]
    children = Counter(rule for rule, _ in {(rule, child) for rule, child, _ in broken})
    output.write_prose("Where two returns differ, a late or mistaken record is the cause: those were planted too.")
    output.write_prose(f"All the rest was planted, nothing else (child by child, and why: {table}):")
    in_order = sorted(children.items(), key=lambda each: (-each[1], each[0]))
    for line in wrap(", ".join(f"{rule} {number}" for rule, number in in_order) + ".", PAGE, break_on_hyphens=False):
        output.write_prose(line)
    output.write_prose("")
