"""How fast the projections are made of a log, step by step: of returns alone, and of every source there is.

``python -m benchmarks.rebuilding [CHILDREN]``; 1,000 where nothing is said. By the time of the processor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.steps import Step, timed
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.ingest.annex_a import import_annex_a
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import import_table, import_tables
from timeline.projections.tables import rebuild
from timeline.projections.tables.bitemporal_fold import projected
from timeline.projections.tables.column_builder import FoldedChild, column_set_of
from timeline.projections.tables.gc_pause import garbage_collection_paused
from timeline.projections.tables.population import Population
from timeline.store import CaseLog, open_log
from timeline.synthetic import Authority, Written, write_extract, write_returns

YEARS = 5
FIRST = date(2021, 3, 31)

Children = Sequence[tuple[Chronicle, Sequence[Basis]]]


def run(children: int, folder: Path) -> list[Step]:
    """Every step on a log of five returns, and again once it holds the local tables and an extract as well."""
    authority = Authority(seed=1, children=children, first_year_ending=FIRST, years=YEARS)
    written = write_returns(authority, folder)
    write_extract(authority, folder / "annex-a.xlsx", written.returns[-1].year_ending)
    with open_log(folder / "timeline.db") as log:
        _import_returns(log, written)
        steps = list(_steps(log, "returns"))
        _import_the_rest(log, written, folder / "annex-a.xlsx")
        return [*steps, *_steps(log, "every source")]


def _import_returns(log: CaseLog, written: Written) -> None:
    for each in written.returns:
        import_return(log, [each.folder], each.year_ending, each.known_on)


def _import_the_rest(log: CaseLog, written: Written, extract: Path) -> None:
    for each in written.registers:
        import_tables(log, each.folder, each.known_on)
    last, known_on = written.returns[-1], written.registers[-1].known_on
    import_table(log, "visitor-requests", written.tables / "visitor-requests.csv", last.known_on)
    import_annex_a(log, extract, known_on, extract_on=last.year_ending)


def _steps(log: CaseLog, name: str) -> Iterator[Step]:
    position = log.head().position
    population = Population.of(position, log.attestations(position), log.last_known_on())
    children: list[tuple[Chronicle, Sequence[Basis]]] = []
    yield timed(f"{name}: read", lambda: _read(log, population, children), "entries")
    entries = sum(len(chronicle.recorded) for chronicle, _ in children)
    yield timed(f"{name}: folded", lambda: _folded(children) and entries, "entries")
    yield timed(f"{name}: rebuilt", lambda: rebuild(log, from_nothing=True).entries, "entries")


def _read(log: CaseLog, population: Population, into: list[tuple[Chronicle, Sequence[Basis]]]) -> int:
    """Every child out of the store and decoded."""
    for identifier, records in log.histories(population.position, log.children()):
        into.append(population.child(identifier, records))
    return sum(len(chronicle.recorded) for chronicle, _ in into)


def _folded(children: Children) -> int:
    """Every child as at every day, as known on every day; the rows of every kind."""
    with garbage_collection_paused():
        told = [FoldedChild(chronicle.child, projected(chronicle, bases), {}) for chronicle, bases in children]
        return sum(map(len, column_set_of(told).tables.values()))


def main() -> None:
    """Print the steps."""
    children = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with TemporaryDirectory() as folder:
        for step in run(children, Path(folder)):
            print(f"{step.name:<32}{step.seconds:>9.2f} s {step.rate:>12,.0f} {step.unit}/s")


if __name__ == "__main__":
    main()
