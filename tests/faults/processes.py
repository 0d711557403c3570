"""Runs real command lines in processes of their own, with a fault in them or without, one alone or several at once.

The processes are forked from one that has everything imported (``forkserver``): they start in a hundredth of a second.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import timeline.cli
from tests.faults import limits
from tests.faults.limits import NoFileBeyond, NoPrivileges
from tests.faults.power import UNSYNCED
from tests.faults.steps import Counter, Fault, Kind, Level

Amiss = Fault | NoFileBeyond | NoPrivileges
"""What is wrong where a command runs."""

SECONDS = 600
"""After which a process that does not end has hung."""

_KILLED = -9


@dataclass(frozen=True)
class Ended:
    """How a command line ended: its exit code, ``None`` where it was killed; what it wrote; the steps that it took
    (0 where it was killed), and whether the fault struck."""

    code: int | None
    out: str
    err: str
    steps: int
    struck: bool


_PRELOADED = sorted(f"timeline.cli.{path.stem}" for path in Path(timeline.cli.__file__).parent.glob("[!_]*.py"))
"""Every command: no fault is to strike while a module is imported."""


def context() -> ForkServerContext:
    """Where processes come from."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([*_PRELOADED, "tests.faults.statements", "tests.faults.files", "psycopg", "holidays"])
    return found


def run_apart(folder: Path, words: Sequence[object], fault: Amiss | None = None) -> Ended:
    """Run a command line in a process of its own. ``folder``: where it may leave what it wrote."""
    return run_together(folder, [words], fault)[0]


def run_together(folder: Path, lines: Sequence[Sequence[object]], fault: Amiss | None = None) -> list[Ended]:
    """Run several command lines at once, each in a process of its own; they begin at one moment."""
    start = context().Barrier(len(lines))
    rooms = [folder / f"process-{number}" for number in range(len(lines))]
    processes = []
    for room, words in zip(rooms, lines, strict=True):
        room.mkdir(parents=True, exist_ok=True)
        process = context().Process(target=_run, args=(room, [str(word) for word in words], fault, start))
        process.start()
        processes.append(process)
    for process in processes:
        process.join(SECONDS)
        assert process.exitcode is not None, "a command has hung"
    return [_ended(room, process.exitcode) for room, process in zip(rooms, processes, strict=True)]


def _ended(room: Path, exitcode: int | None) -> Ended:
    out, err = ((room / name).read_text(encoding="utf-8") for name in ("out", "err"))
    if exitcode == _KILLED:
        return Ended(None, out, err, 0, struck=True)
    report = json.loads((room / "report.json").read_text(encoding="utf-8"))
    return Ended(report["code"], out, err, report["steps"], struck=report["struck"])


def _run(room: Path, words: list[str], fault: Amiss | None, start: Any) -> None:
    """In the new process: the whole of it."""
    _redirect(room)
    with suppress(FileNotFoundError):  # of an earlier process in this room
        (room / "report.json").unlink()
    for name in [name for name in os.environ if name.startswith("TIMELINE_")]:
        del os.environ[name]
    counter = _installed(fault)
    start.wait(SECONDS)
    code = timeline.cli.main(words)
    sys.stdout.flush()
    sys.stderr.flush()
    limits.lift()
    if counter and counter.fault.kind is Kind.POWER and counter.fault.at is not None:
        UNSYNCED.cut()  # at the latest when the command has ended
    report = {"code": code, "steps": counter.steps, "struck": counter.struck} if counter else _NO_FAULT | {"code": code}
    (room / "report.json").write_text(json.dumps(report), encoding="utf-8")
    os._exit(0)


_NO_FAULT = {"steps": 0, "struck": False}


def _installed(fault: Amiss | None) -> Counter | None:
    if fault is None:
        return None
    from tests.faults import files, small, statements

    small.install()
    if not isinstance(fault, Fault):
        limits.install(fault)
        return None
    counter = Counter(fault)
    if fault.level is Level.FILES or fault.kind is Kind.POWER:  # which must know what is written
        files.install(counter)
    if fault.level is Level.STATEMENTS:
        statements.install(counter)
    return counter


def _redirect(room: Path) -> None:
    for stream, name in ((1, "out"), (2, "err")):
        opened = os.open(room / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
