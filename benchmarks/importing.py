"""How fast a return gets into a log and out of it again, step by step, on a file and on a server.

``python -m benchmarks.importing [CHILDREN]``; 2,000 where nothing is said. On PostgreSQL as well where
``TIMELINE_BENCH_STORE`` names a database that may be filled. A file is measured by the time of the processor, a server
by the clock on the wall.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.steps import PROCESSOR, WALL, Clock, Step, timed
from timeline.domain.basis import Basis
from timeline.ingest.ssda903 import import_return
from timeline.store import CaseLog, open_log
from timeline.synthetic import Authority, WrittenReturn, write_returns

SERVER = "TIMELINE_BENCH_STORE"
YEARS = 5
FIRST = date(2021, 3, 31)


def run(children: int, folder: Path) -> list[Step]:
    """Every step on a file; and on a server, where one is named."""
    authority = Authority(seed=1, children=children, first_year_ending=FIRST, years=YEARS)
    returns = write_returns(authority, folder, registers=False).returns
    steps = on(folder / "timeline.db", "a file", PROCESSOR, returns)
    server = os.environ.get(SERVER)
    return [*steps, *on(server, "a server", WALL, returns)] if server else steps


def on(location: str | Path, name: str, clock: Clock, returns: Sequence[WrittenReturn]) -> list[Step]:
    """The steps on one store, which is empty before."""
    first, *others = returns
    with open_log(location) as log:
        steps = [
            timed(f"{name}: the first return", lambda: rows_read(log, [first]), "rows", clock),
            timed(f"{name}: the others", lambda: rows_read(log, others), "rows", clock),
            timed(f"{name}: the last once more", lambda: rows_read(log, others[-1:]), "rows", clock),
        ]
        position = log.head().position
        basis = Basis(others[-1].year_ending, others[-1].known_on)
        return [
            *steps,
            timed(f"{name}: everything read", lambda: read(log, position), "entries", clock),
            timed(f"{name}: everybody's story", lambda: told(log, basis) and position, "entries", clock),
            timed(f"{name}: verified", lambda: log.verify().entries, "entries", clock),
        ]


def rows_read(log: CaseLog, returns: Sequence[WrittenReturn]) -> int:
    """These returns in their turn."""
    reports = [import_return(log, [each.folder], each.year_ending, each.known_on) for each in returns]
    return sum(report.rows_read for report in reports)


def read(log: CaseLog, position: int) -> int:
    """Every entry about a child, out of the store and decoded."""
    return sum(len(records) for _, records in log.histories(position, log.children()))


def told(log: CaseLog, basis: Basis) -> int:
    """Every child's story."""
    return sum(1 for _ in log.stories(basis))


def main() -> None:
    """Print the steps."""
    children = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with TemporaryDirectory() as folder:
        for step in run(children, Path(folder)):
            print(f"{step.name:<32}{step.seconds:>9.2f} s {step.rate:>12,.0f} {step.unit}/s")


if __name__ == "__main__":
    main()
