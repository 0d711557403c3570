"""Two programs write to one log at one moment: nothing is missed, nothing is there twice, and it holds what it would
hold had one waited for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import COMMANDS, Files, content
from tests.faults.conftest import Store
from tests.faults.processes import Ended, run_together
from tests.functional.commands import run
from timeline.domain.attestations import BaselineTaken
from timeline.store import open_log

Lines = Sequence[tuple[object, ...]]


@pytest.fixture
def rounds(every_point: bool) -> range:
    """How often it is tried: who comes first is chance."""
    return range(30 if every_point else 3)


def lines(names: Sequence[str], location: str, files: Files) -> Lines:
    """These commands on one store."""
    return [("--store", location, *COMMANDS[name].words(files)) for name in names]


def one_after_the_other(names: Sequence[str], store: Store, years: tuple[int, ...], files: Files) -> list[Any]:
    """What a log holds when each waits for the one before it."""
    location = store(years)
    for line in lines(names, location, files):
        assert run(*line).code == 0
    return content(location)


def at_once(names: Sequence[str], location: str, files: Files, room: Path) -> list[Ended]:
    return run_together(room, lines(names, location, files))


TOGETHER = {
    "the first return, twice": ((), ["import ssda903, the first"] * 2),
    "the same return": ((2011,), ["import ssda903"] * 2),
    "two returns": ((), ["import ssda903, the first", "import ssda903"]),
    "a return and a journal": ((2011,), ["import ssda903", "import journal"]),
    "a journal and a table": ((2011, 2012), ["import journal", "import table", "import journal"]),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_imports_at_once(case: str, store: Store, files: Files, tmp_path: Path, rounds: range) -> None:
    years, names = TOGETHER[case]
    expected = [one_after_the_other(order, store, years, files) for order in sorted(set(permutations(names)))]
    for _ in rounds:
        location = store(years)
        for ended in at_once(names, location, files, tmp_path / "room"):
            assert (ended.code, ended.err) == (0, "")
        assert content(location) in expected


@pytest.mark.parametrize("case", ["the same return", "a return and a journal"])
def test_who_reads_on_as_they_write_sees_everything(
    case: str, store: Store, files: Files, tmp_path: Path, rounds: range
) -> None:
    """Each time it looks it sees the log up to a position without a gap, and in the end all of it."""
    years, names = TOGETHER[case]
    for _ in rounds:
        location = store(years)
        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(at_once, names, location, files, tmp_path / "room")
            seen = list(tailed(location, lambda: writing.done()))  # noqa: B023 - asked in this round only
            assert all(ended.code == 0 for ended in writing.result())
        assert seen == [entry for entry in content(location) if not isinstance(entry, tuple)]


def tailed(location: str, is_over: Any) -> Iterator[Any]:
    """What a log holds and gets to hold, read page by page, until it is over and nothing is left."""
    position = 0
    with open_log(location, create=False) as log:
        while True:
            last_look = is_over()
            head = log.head().position
            page = log.recorder.select_notifications(position, 7, inclusive_of_start=False)
            assert [entry.id for entry in page] == list(range(position + 1, position + 1 + len(page)))
            assert position + len(page) >= min(head, position + 7)
            position += len(page)
            yield from page
            if last_look and not page:
                return


def test_one_name_is_taken_once(store: Store, files: Files, tmp_path: Path, rounds: range) -> None:
    for _ in rounds:
        location = store((2011, 2012))
        first, second = sorted(
            at_once(["baseline take"] * 2, location, files, tmp_path / "room"), key=lambda ended: ended.code or 0
        )
        assert (first.code, second.code, second.out) == (0, 2, "")
        said = "timeline: NAME: a baseline of this name was taken before. Choose another name.\n"
        assert (first.err, second.err) == ("", said)
        with open_log(location, create=False) as log:
            assert len([record for record in log.attestations() if isinstance(record.entry, BaselineTaken)]) == 1
        assert content(location) == one_after_the_other(["baseline take"], store, (2011, 2012), files)


def test_a_baseline_that_is_taken_while_a_return_comes_in_reproduces(
    store: Store, files: Files, tmp_path: Path, rounds: range
) -> None:
    for _ in rounds:
        location = store((2011,))
        ended = at_once(["baseline take", "import ssda903", "import journal"], location, files, tmp_path / "room")
        assert [each.code for each in ended] == [0, 0, 0]
        verified = run("--store", location, "baseline", "verify", "--quiet")
        assert (verified.code, verified.out, verified.err) == (0, "", "")
        assert content(location)
