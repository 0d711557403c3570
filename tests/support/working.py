"""Programs and workers in processes of their own, for the tests of ``rebuild``: small, since each process reads it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from timeline.projections.tables import rebuild, worker
from timeline.store import open_log, workers

INTERRUPTED = 130
SECONDS = 600
"""After which a process that does not end has hung."""

_work = workers._work


def gone_at_once(*_: object) -> None:
    """A worker that the system takes away."""
    os._exit(1)


def with_a_fault(pipe: Any, location: str, opening: Any) -> None:
    """A worker that meets what nobody foresaw, in words that name a child."""
    with patch.object(worker, "folded", _fault):
        _work(pipe, location, opening)


def _fault(*_: object) -> None:
    raise KeyError("CANARY-5")


def holding(pipe: Any, location: str, opening: Any) -> None:
    """A worker that can be seen to be there: it holds the end of a pipe that has a name."""
    with Path(f"{location}.held").open("w", encoding="utf-8"):
        _work(pipe, location, opening)


def hanging(location: str, told: Any) -> None:
    """A program that rebuilds with two workers, and goes no further when the first page is written."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what started this one may be deaf to it

    def wait(*_: object) -> None:
        told.send("begun")
        for _ in range(10 * SECONDS):  # a signal just before a sleep does not end it: none is long
            time.sleep(0.1)

    with patch.object(workers, "_work", holding), open_log(location) as log:
        try:
            rebuild(log, workers=2, batch=1, progress=wait)
        except KeyboardInterrupt:
            os._exit(INTERRUPTED)
