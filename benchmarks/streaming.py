"""How much more memory it takes to write the returns of more children: they are written one by one.

``python -m benchmarks.streaming [CHILDREN]``; 1,000 more where nothing is said. What is kept when a run ends is for the
garbage collector to decide, so the number differs from run to run, and no test holds it.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.synthetic import Authority, write_returns

FIRST_YEAR_ENDING = date(2021, 3, 31)
FEW = 400


def peak(children: int, folder: Path) -> int:
    """The most bytes that were in use at once while the returns of so many children were written."""
    gc.collect()
    tracemalloc.start()
    try:
        write_returns(Authority(seed=1, children=children, first_year_ending=FIRST_YEAR_ENDING, years=5), folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def bytes_a_child(more: int, folder: Path) -> float:
    """By how much the peak grows with each child beyond the first few."""
    write_returns(Authority(seed=1, children=FEW, first_year_ending=FIRST_YEAR_ENDING, years=5), folder)  # caches fill
    few, many = (peak(children, folder) for children in (FEW, FEW + more))
    return (many - few) / more


def main() -> None:
    """Print it."""
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with TemporaryDirectory() as folder:
        print(f"{bytes_a_child(more, Path(folder)):,.0f} bytes a child, of {more:,} more")


if __name__ == "__main__":
    main()
