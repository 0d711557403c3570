"""``make bench``: five returns of a synthetic authority imported, asked and verified, as one table.

``python -m benchmarks [CHILDREN]``; 2,000 children where nothing is said. The last column is how many times longer a
step takes than reading the same log's bytes once, which is as fast as anything can be.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from timeline.domain.basis import Basis
from timeline.ingest.ssda903 import import_return
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog, open_log
from timeline.synthetic import Authority, Written, write_returns

Step = tuple[str, float, int, str]


def timed(name: str, count: Callable[[], int], unit: str) -> Step:
    """One step: its name, its seconds, how many things it did, and what they are."""
    start = perf_counter()
    number = count()
    return name, perf_counter() - start, number, unit


def imported(log: CaseLog, written: Written) -> int:
    """Every return in its turn; the rows read."""
    reports = [import_return(log, [each.folder], each.year_ending, each.known_on) for each in written.returns]
    return sum(report.rows_read for report in reports)


def run(children: int, folder: Path) -> list[Step]:
    """Every step, in the order of the main job."""
    authority = Authority(seed=1, children=children, first_year_ending=date(2021, 3, 31), years=5)
    steps: list[Step] = []
    written: list[Written] = []
    steps.append(
        timed("write five returns", lambda: written.append(write_returns(authority, folder)) or children, "children")
    )
    file = folder / "timeline.db"
    with open_log(file) as log:
        steps.append(timed("import them", lambda: imported(log, written[0]), "rows"))
        entries = log.head().position
        basis = Basis(date(2024, 3, 31), date(2024, 6, 30))
        steps.append(timed("tell every story", lambda: sum(1 for _ in log.stories(basis)) and entries, "entries"))
        one = [CATALOGUE["placements-3-plus"]]
        steps.append(timed("one measure", lambda: len(measure(log, one, basis)) and entries, "entries"))
        everything = list(CATALOGUE.values())
        steps.append(timed("every measure", lambda: len(measure(log, everything, basis)) and entries, "entries"))
        steps.append(timed("log verify", lambda: log.verify().entries, "entries"))
    steps.append(timed("read its bytes once", lambda: len(file.read_bytes()), "bytes"))
    return steps


def main() -> None:
    """Print the table."""
    children = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with TemporaryDirectory() as folder:
        steps = run(children, Path(folder))
    limit = steps[-1][1]
    print(f"{children:,} children, five returns, SQLite, Python {platform.python_version()}, {platform.machine()}")
    for name, seconds, number, unit in steps:
        print(f"{name:<22}{seconds:>9.2f} s {number / seconds:>15,.0f} {unit}/s {seconds / limit:>10,.0f} x")


if __name__ == "__main__":
    main()
