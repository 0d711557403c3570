"""Pages of children folded in processes of their own, which read the log themselves; whoever asks does the writing.

A worker ends when its pipe does, so none outlives the program that started it, however that ends.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from timeline.projections.tables.building import Batch
from timeline.projections.tables.making import Page, folded
from timeline.projections.tables.population import Population
from timeline.store import CaseLog, StoreError, open_log

PAGES_AHEAD = 4
"""How many pages for each worker may be done before the one that is waited for."""


def shared_out(log: CaseLog, position: int, pages: Sequence[Page], workers: int) -> Iterator[Batch]:
    """The rows of these pages, in their order, folded by so many processes. Closing it ends them. ``StoreError``.

    The log must be where another process can open it.
    """
    location = log.database.location
    if location is None:
        raise StoreError(log.database.where, "no other process can read what is in memory", "Rebuild with one worker")
    with _crew(location, position, min(workers, len(pages))) as pipes:
        yield from _in_order(log.database.where, pipes, pages)


@contextmanager
def _crew(location: str, position: int, workers: int) -> Iterator[list[Connection]]:
    """Processes that fold, each by the end of a pipe."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    processes: list[SpawnProcess] = []
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            process = context.Process(target=_work, args=(theirs, location, position), daemon=True)
            with _deaf():
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
def _deaf() -> Iterator[None]:
    """What is started now does not hear Ctrl-C, which a terminal sends to everyone: who started it ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: a worker is deaf as soon as it runs
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(where: str, pipes: Sequence[Connection], pages: Sequence[Page]) -> Iterator[Batch]:
    idle, doing = list(pipes), dict[Connection, int]()
    waiting, done = deque(range(len(pages))), dict[int, Batch]()
    for wanted in range(len(pages)):
        while wanted not in done:
            while idle and waiting and waiting[0] < wanted + PAGES_AHEAD * len(pipes):
                _send(where, idle[-1], pages[waiting[0]])
                doing[idle.pop()] = waiting.popleft()
            for pipe in wait(list(doing)):
                assert isinstance(pipe, Connection)
                done[doing.pop(pipe)] = _received(where, pipe)
                idle.append(pipe)
        yield done.pop(wanted)


def _send(where: str, pipe: Connection, page: Page) -> None:
    try:
        pipe.send(page)
    except OSError:
        raise _gone(where) from None


def _received(where: str, pipe: Connection) -> Batch:
    try:
        answer = pipe.recv()
    except (EOFError, OSError):
        raise _gone(where) from None
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, Batch)
    return answer


def _gone(where: str) -> StoreError:
    return StoreError(where, "a worker has ended in the middle of its work", "Nothing was changed: try fewer workers")


def _work(pipe: Connection, location: str, position: int) -> None:
    """In the other process: the whole of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # nobody is there any more to be told
        try:
            with open_log(location, create=False) as log:
                population = Population.of(position, log.attestations(position))
                while True:
                    pipe.send(folded(log, population, pipe.recv()))
        except EOFError:
            return
        except Exception as error:
            pipe.send(_told(error))


def _told(error: Exception) -> Exception:
    """An error that can be sent. What an unforeseen one says may hold data, and is shown where tracebacks are."""
    if isinstance(error, StoreError):
        return StoreError(error.where, error.what, error.do)
    unforeseen = RuntimeError(type(error).__name__)
    unforeseen.add_note("".join(traceback.format_exception(error)))
    return unforeseen
