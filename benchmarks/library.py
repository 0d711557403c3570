"""What the event-sourcing library's own replay costs: one aggregate a child, got from its repository one by one.

Only the library is measured: an aggregate's mutator keeps the stored text of an entry and derives nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.steps import Step, quickest
from timeline.store import CaseLog

RECORDERS = ("popo", "sqlite")


class Recorded(Aggregate):
    """A child's stream: what was recorded of it."""

    def __init__(self, child: str) -> None:
        self.child = child
        self.entries: list[str] = []

    @staticmethod
    def create_id(child: str) -> UUID:
        """By the child's name: the same in every run."""
        return uuid5(NAMESPACE_URL, f"child/{child}")

    @event("EntryRecorded")
    def record(self, entry: str) -> None:
        """One entry more."""
        self.entries.append(entry)


Streams = Sequence[tuple[str, Sequence[str]]]


def streams(log: CaseLog, children: int) -> Streams:
    """The first children of a log, each with its entries as they are stored."""
    chosen = list(islice(log.children(), children))
    return [(child, [each.entry.canonical() for each in log.records(child)]) for child in chosen]


@contextmanager
def application(recorder: str, file: Path) -> Iterator[Application[UUID]]:
    """The library's application on one of its own recorders."""
    environment = {"PERSISTENCE_MODULE": f"eventsourcing.{recorder}", "SQLITE_DBNAME": str(file)}
    found: Application[UUID] = Application(env=environment)
    try:
        yield found
    finally:
        found.close()


def replayed(recorder: str, file: Path, entries: Streams) -> Step:
    """Every stream got from the repository; ``ValueError`` where what is got is not what was put."""
    with application(recorder, file) as found:
        for child, texts in entries:
            _save(found, child, texts)
        return quickest(f"eventsourcing's repository.get, {recorder}", lambda: _got(found, entries), "events")


def _save(found: Application[UUID], child: str, texts: Sequence[str]) -> None:
    stream = Recorded(child)
    for text in texts:
        stream.record(text)
    found.save(stream)


def _got(found: Application[UUID], entries: Streams) -> int:
    number = 0
    for child, texts in entries:
        stream: object = found.repository.get(Recorded.create_id(child))
        if not isinstance(stream, Recorded) or len(stream.entries) != len(texts):
            raise ValueError("the library gave another stream than was saved")
        number += len(stream.entries)
    return number
