"""A step in a process of its own: nothing that ran before is warm or in memory, and its memory is its own."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_KIB = 1024


@dataclass(frozen=True)
class Alone(Generic[T]):
    """What a step gave, and the most bytes of memory that its process ever held."""

    found: T
    peak: int


def alone(step: Callable[P, T], *args: P.args, **named: P.kwargs) -> Alone[T]:
    """Run a function of a module in a new process. What it raises is raised here; so is that the process was killed."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_watched, partial(step, *args, **named)).result()


def _watched(step: Callable[[], T]) -> Alone[T]:
    found = step()
    return Alone(found, peak())


def peak() -> int:
    """The most bytes of memory that this process ever held.

    Where there is ``/proc``, what it says: there ``getrusage`` counts in what the parent held when it made the process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * _KIB
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KIB
