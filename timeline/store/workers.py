"""Worker processes, each of which opens the log itself: they fold children, sum shares of figures and verify logs.

A worker ends when its pipe is closed, so none outlives the program that started it, however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from timeline.store.errors import StoreError
from timeline.store.log import CaseLog
from timeline.store.opening import open_log

TASKS_AHEAD = 4
"""How many results a worker may be ahead of the one that is yielded next."""

Task = TypeVar("Task")
Result = TypeVar("Result")

Opening = Callable[[CaseLog], Callable[[Task], Result]]
"""Called once in each worker with the log that it opened; returns the function that does the tasks. It is pickled, as
tasks and results are, so it must be a function of a module, or a ``partial`` of one."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(
    log: CaseLog,
    opening: Opening[Task, Result],
    tasks: Sequence[Task],
    workers: int,
    *,
    alone: str,
    here: Callable[[Task], Result] | None = None,
) -> Generator[Result, None, None]:
    """The results of the tasks, in their order, computed by ``workers`` processes. Closing the generator ends them.

    ``alone``: the advice in the ``StoreError`` for a log in memory, which no other process can open. ``here``: does
    tasks in this process, which is then one of the workers; for short tasks.
    """
    location = log.database.location
    if location is None:
        raise StoreError(log.database.where, "no other process can read what is in memory", alone)
    others = workers - 1 if here else workers
    with _crew(location, opening, min(others, len(tasks))) as pipes:
        yield from _in_order(log.database.where, pipes, tasks, here)


@contextmanager
def _crew(location: str, opening: Opening[Any, Any], workers: int) -> Iterator[list[Connection]]:
    """Start processes that wait for tasks, and end them: the pipe to each."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    processes: list[SpawnProcess] = []
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            process = context.Process(target=_work, args=(theirs, location, opening), daemon=True)
            with _interrupts_blocked():
                process.start()
            processes.append(process)
            theirs.close()
        yield pipes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for pipe in pipes:
            pipe.close()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """A process started now ignores Ctrl-C, which a terminal sends to all: its parent ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: a worker ignores it once it runs
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(
    where: str, pipes: Sequence[Connection], tasks: Sequence[Any], here: Callable[[Any], Any] | None
) -> Iterator[Any]:
    idle, doing = list(pipes), dict[Connection, int]()
    waiting, done = deque(range(len(tasks))), dict[int, Any]()
    for wanted in range(len(tasks)):
        while wanted not in done:
            while idle and waiting and waiting[0] < wanted + TASKS_AHEAD * len(pipes):
                _send(where, idle[-1], tasks[waiting[0]])
                doing[idle.pop()] = waiting.popleft()
            if here and waiting:
                task = waiting.popleft()
                done[task] = here(tasks[task])
            for pipe in wait(list(doing), 0 if here and waiting else None):
                assert isinstance(pipe, Connection)
                done[doing.pop(pipe)] = _received(where, pipe)
                idle.append(pipe)
        yield done.pop(wanted)


def _send(where: str, pipe: Connection, task: object) -> None:
    try:
        pipe.send(task)
    except OSError:
        raise _gone(where) from None


def _received(where: str, pipe: Connection) -> Any:
    try:
        answer = pipe.recv()
    except (EOFError, OSError):
        raise _gone(where) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _gone(where: str) -> StoreError:
    return StoreError(where, "a worker has ended in the middle of its work", "Nothing was changed: try fewer workers")


def _work(pipe: Connection, location: str, opening: Opening[Any, Any]) -> None:
    """The main function of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # the parent has ended
        try:
            with open_log(location, create=False) as log:
                do = opening(log)
                while True:
                    pipe.send(do(pipe.recv()))
        except EOFError:
            return
        except Exception as error:
            pipe.send(_sendable(error))


def _sendable(error: Exception) -> Exception:
    """An error that can be pickled. The text of an unforeseen one may hold data, so it is only in the traceback."""
    if isinstance(error, StoreError):
        return StoreError(error.where, error.what, error.do)
    unforeseen = RuntimeError(type(error).__name__)
    unforeseen.add_note("".join(traceback.format_exception(error)))
    return unforeseen
