"""A fault that strikes at the n-th step, and counts the steps where it does not."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn


class Kind(Enum):
    """What happens at the step."""

    KILLED = "killed"
    """The process ends there, as by ``kill -9``; a write was half done."""

    STOPPED = "stopped"
    """A person has had enough, and presses Ctrl-C."""

    CUT = "cut off"
    """The server ends the connection."""

    POWER = "power cut"
    """As killed, and of what was written only that is there which the disk was waited for."""

    FAILS = "fails"
    """That one call fails: the disk could not be written."""

    FULL = "full"
    """That call fails for want of room, and so does every later one that needs any."""


class Level(Enum):
    """What is counted as a step."""

    STATEMENTS = "statements"
    """Before and after each statement and each commit that the store asks of its database."""

    FILES = "files"
    """Each call by which SQLite changes a file."""


@dataclass(frozen=True)
class Fault:
    """What strikes, and at which step, counted from 0. ``at=None``: nothing strikes, and the steps are counted."""

    kind: Kind
    level: Level
    at: int | None


@dataclass
class Counter:
    """Counts the steps of this process."""

    fault: Fault
    steps: int = 0
    struck: bool = False

    def strikes(self) -> bool:
        """Take a step: whether it is the one at which the fault strikes, or one after it where it lasts."""
        lasts = self.struck and self.fault.kind is Kind.FULL
        strikes = lasts or self.steps == self.fault.at
        self.struck = self.struck or strikes
        self.steps += 1
        return strikes


def stop_here() -> None:
    """What Ctrl-C does."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def end_here() -> NoReturn:
    """End the process at once: nothing is flushed, closed or undone."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a process outlived its end")


def spread(steps: int, number: int) -> list[int]:
    """So many of the steps, the first and the last among them; all where there are fewer."""
    return sorted({round(place * (steps - 1) / (number - 1)) for place in range(number)})
