"""One measured step: what was done, how long it took, and how much of what."""

from __future__ import annotations

from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import NamedTuple

ENOUGH = 1.0
"""Seconds that a step is measured for before it is not run again."""

AT_MOST = 5
"""Times that a step is run."""


Clock = Callable[[], float]

PROCESSOR: Clock = process_time
"""Seconds of a processor in this process: what else the machine does has next to no part in them."""

WALL: Clock = perf_counter
"""Seconds that a person waits, and those of more than one process at a time."""


def with_children() -> float:
    """Seconds of a processor in this process and in those that it has started and seen end."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


class Step(NamedTuple):
    """``seconds`` for ``number`` of ``unit``."""

    name: str
    seconds: float
    number: int
    unit: str

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.number / self.seconds


def timed(name: str, count: Callable[[], int], unit: str, clock: Clock = PROCESSOR) -> Step:
    """One run, of what can be done once only. ``count`` says how much it did."""
    start = clock()
    number = count()
    return Step(name, clock() - start, number, unit)


def quickest(name: str, count: Callable[[], int], unit: str, clock: Clock = PROCESSOR) -> Step:
    """The quickest of some runs, of one where it is long: whatever disturbs it can only add to it."""
    found = [timed(name, count, unit, clock)]
    while len(found) < AT_MOST and sum(step.seconds for step in found) < ENOUGH:
        found.append(timed(name, count, unit, clock))
    return min(found, key=lambda step: step.seconds)
