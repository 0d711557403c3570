"""Several writers at once and a reader that tails the log: nothing is lost, nothing is missed."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from eventsourcing.persistence import Notification, StoredEvent

from tests.store.conftest import OpenLog
from tests.store.making import note, review
from timeline.domain.story import Draft
from timeline.store import CaseLog, Receipt, open_log
from timeline.store.database import Database

WRITERS = 4
PROCESSES = 2  # they are slow to start
IMPORTS = 6
SECONDS = 600
"""After which something has hung: no test waits that long for anything it needs."""

SHARED = "C0"  # every writer writes about this child, so that they get in each other's way


def drafts_of(writer: int, number: int) -> list[tuple[str, Draft]]:
    own = note("2012-05-01", review(f"2011-0{number + 1}-01"))
    shared = note("2012-05-01", review(f"2011-0{number + 1}-{writer + 1:02}"), review("2010-01-01"))
    return [(f"C{writer + 1}", own), (SHARED, shared)]


def write(log: CaseLog, writer: int) -> list[Receipt]:
    return [log.record(drafts_of(writer, number)) for number in range(IMPORTS)]


def write_in_a_process(location: str, writer: int) -> None:
    with open_log(location) as log:
        write(log, writer)


def tail(log: CaseLog, until: int, into: list[Notification]) -> None:
    with log.recorder.subscribe(gt=None) as subscription:
        for notification in subscription:
            into.append(notification)
            if len(into) == until:
                return


def expected_entries(writers: int) -> int:
    """Two statements an import, a fact of their own each; and one fact that all share, stored once."""
    return writers * IMPORTS * 4 + 1


def check(log: CaseLog, seen: list[Notification], writers: int) -> None:
    total = expected_entries(writers)
    assert [notification.id for notification in seen] == list(range(1, total + 1))
    assert [log.recorder.select_notifications(n.id, 1)[0] for n in seen[:: total // 7]] == seen[:: total // 7]
    head = log.head()
    assert (head.position, head.transactions) == (total, writers * IMPORTS)
    assert len(log.records(SHARED)) == writers * IMPORTS * 2 + 1
    assert log.verify().is_sound


def test_threads_on_one_log(location: str, opened: OpenLog) -> None:
    log = opened(location)
    seen: list[Notification] = []
    reader = Thread(target=tail, args=(log, expected_entries(WRITERS), seen), daemon=True)
    reader.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        receipts = [receipt for done in pool.map(lambda n: write(log, n), range(WRITERS)) for receipt in done]
    reader.join(timeout=SECONDS)
    check(log, seen, WRITERS)
    assert sorted(receipt.transaction or 0 for receipt in receipts) == list(range(1, WRITERS * IMPORTS + 1))


def test_processes_on_one_store(lasting: str, opened: OpenLog) -> None:
    """They make the store together, too."""
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_in_a_process, args=(lasting, writer)) for writer in range(PROCESSES)]
    for writer in writers:
        writer.start()
    log = opened(lasting)
    seen: list[Notification] = []
    reader = Thread(target=tail, args=(log, expected_entries(PROCESSES), seen), daemon=True)
    reader.start()
    for writer in writers:
        writer.join(timeout=SECONDS)
    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    reader.join(timeout=SECONDS)
    check(log, seen, PROCESSES)


def test_a_reader_misses_nothing_while_a_writer_pauses(lasting: str, opened: OpenLog) -> None:
    """A transaction that has its positions and is not committed holds the next one up, and nobody sees past it."""
    log = opened(lasting)
    log.record([("C1", note("2012-05-01", review("2011-06-01")))])
    paused = Database(lasting)
    begun, go_on = Event(), Event()

    def writes_slowly() -> None:
        with paused.writing():
            begun.set()
            go_on.wait(SECONDS)

    slow = Thread(target=writes_slowly)
    slow.start()
    assert begun.wait(SECONDS)
    quick = Thread(target=lambda: log.record([("C2", note("2012-05-01", review("2011-06-01")))]))
    quick.start()
    quick.join(timeout=0.3)
    assert quick.is_alive()
    assert log.head().position == 2  # reading goes on all the while
    assert [n.id for n in log.recorder.select_notifications(1, 10)] == [1, 2]
    go_on.set()
    slow.join(timeout=SECONDS)
    quick.join(timeout=SECONDS)
    paused.close()
    assert [n.id for n in log.recorder.select_notifications(1, 10)] == [1, 2, 3, 4]


def test_an_append_that_fails_takes_no_position(location: str, opened: OpenLog) -> None:
    log = opened(location)
    log.record([("C1", note("2012-05-01", review("2011-06-01")))])
    taken = StoredEvent("C1", 1, "statement", b"{}")
    with pytest.raises(Exception, match="another transaction has stored this version"):
        log.recorder.insert_events([StoredEvent("C2", 1, "statement", b"{}"), taken])
    receipt = log.record([("C2", note("2012-05-01", review("2011-06-01")))])
    assert (receipt.transaction, receipt.first_position) == (2, 3)
    assert log.verify().is_sound


def test_a_subscription_to_some_kinds_brings_only_those(location: str, opened: OpenLog) -> None:
    log = opened(location)
    write(log, 0)
    with log.recorder.subscribe(gt=4, topics=["statement"]) as subscription:
        some = [next(subscription) for _ in range(3)]
    assert {notification.topic for notification in some} == {"statement"}
    assert min(notification.id for notification in some) > 4
