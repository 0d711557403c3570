"""Of whom the questions are asked: a synthetic authority's ten yearly returns, imported, and its projections."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.questions import LAST_DAY, LAST_KNOWN, MEASURES, YEARS_ENDING
from benchmarks.steps import WALL, Step, timed
from replay.baselines import named, take, verify
from timeline.domain.basis import Basis
from timeline.ingest.ssda903 import import_return
from timeline.projections.indicators import CATALOGUE
from timeline.projections.tables import make_rows, rebuild
from timeline.store import CaseLog, open_log
from timeline.synthetic import Authority, Written, write_returns

BASELINE = "benchmark"


def written(children: int, folder: Path) -> Written:
    """The returns, restated as much as England's are; ``children`` of all ten years."""
    first = date(YEARS_ENDING[0], 3, 31)
    authority = Authority(seed=1, children=children, first_year_ending=first, years=len(YEARS_ENDING))
    return write_returns(authority, folder, registers=False)


def imported(store: Path, returns: Written) -> Step:
    """Every return in its turn, into a new log."""
    with open_log(store) as log:
        return timed("import ten yearly returns", lambda: _rows_read(log, returns), "rows")


def _rows_read(log: CaseLog, returns: Written) -> int:
    reports = [import_return(log, [each.folder], each.year_ending, each.known_on) for each in returns.returns]
    return sum(report.rows_read for report in reports)


class Rebuilt(NamedTuple):
    """By the time of the processor, where one process did it all; and by the clock on the wall."""

    step: Step
    wall: Step


def rebuilt(store: Path, workers: int) -> Rebuilt:
    """The projections, from nothing."""
    name = f"rebuild, {workers} workers, by the wall"
    walls: list[Step] = []

    def once() -> int:
        walls.append(timed(name, lambda: _folded(store, workers), "entries", WALL))
        return walls[-1].number

    return Rebuilt(timed("rebuild the projections", once, "entries"), walls[-1])


def _folded(store: Path, workers: int) -> int:
    with open_log(store, create=False) as log:
        return rebuild(log, from_nothing=True, workers=workers).entries


def rows_for_people(store: Path) -> None:
    """The rows that plain SQL is asked of."""
    with open_log(store, create=False) as log:
        make_rows(log)


def chain_verified(store: Path) -> Step:
    """The hash chain from end to end. ``ValueError`` where it is broken."""
    with open_log(store, create=False) as log:
        return timed("log verify", lambda: _sound(log), "entries")


def _sound(log: CaseLog) -> int:
    verdict = log.verify()
    if not verdict.is_sound:
        raise ValueError(f"the log is not sound: {verdict.problem}")
    return verdict.entries


def baseline_verified(store: Path) -> Step:
    """A baseline of the two measures taken, and run again from the log with its chain. ``ValueError`` where it does not
    reproduce."""
    with open_log(store, create=False) as log:
        entries = log.head().position
        take(log, BASELINE, [CATALOGUE[name] for name in MEASURES], Basis(LAST_DAY, LAST_KNOWN))
        return timed("baseline verify", lambda: _reproduces(log) and entries, "entries")


def _reproduces(log: CaseLog) -> bool:
    failures = verify(log, named(log, BASELINE))
    if failures:
        raise ValueError(f"the baseline does not reproduce: {failures[0].what}")
    return True
