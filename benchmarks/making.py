"""Of whom the questions are asked: a synthetic authority's ten yearly returns, imported, and its projections."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.questions import LAST_DAY, LAST_KNOWN, MEASURES, YEARS_ENDING
from benchmarks.steps import WALL, Step, timed
from replay.baselines import named, take, verify
from timeline.domain.basis import Basis
from timeline.ingest.ssda903 import import_return
from timeline.projections.indicators import CATALOGUE
from timeline.projections.tables import rebuild
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


def rebuilt(store: Path) -> Step:
    """The projections, from nothing, on one core."""
    with open_log(store, create=False) as log:
        return timed("rebuild the projections", lambda: rebuild(log, from_nothing=True).entries, "entries")


def rebuilt_by(workers: int, store: Path) -> Step:
    """The same by several processes, by the clock on the wall."""
    name = f"rebuild, {workers} workers, by the wall"
    with open_log(store, create=False) as log:
        return timed(name, lambda: rebuild(log, from_nothing=True, workers=workers).entries, "entries", WALL)


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
