"""An SQLite file that has lost its end, or a bit: recovered up to the last whole transaction, or refused, or found.

What a torn or damaged file never does is give an answer that the whole one does not give, and call itself sound.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import COMMANDS, Files, content, told
from tests.faults.steps import spread
from tests.functional.commands import CHILDREN, run
from tests.store.making import Ticking
from timeline.domain.basis import Basis
from timeline.ingest.journal import import_journal
from timeline.ingest.ssda903 import import_return
from timeline.store import StoreError, open_log
from timeline.store.sqlite_file import beside

BASIS = Basis(date(2012, 3, 31))
FRAME = 4096 + 24
"""Bytes of a page in the write-ahead log, with its header."""


@dataclass(frozen=True)
class Whole:
    """A log as it stands on the disk while it is in use, and after; what it held after each transaction; and what it
    answers."""

    in_use: bytes
    wal: bytes
    closed: bytes
    states: list[list[Any]]
    answer: tuple[Any, ...]


def answer(location: Path) -> tuple[Any, ...]:
    """All that can be asked of a log."""
    with open_log(location, create=False) as log:
        return list(log.stories(BASIS)), log.attestations(), list(log.children())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, files: Files) -> Whole:
    """Three transactions."""
    path = tmp_path_factory.mktemp("whole") / "log.db"
    states: list[list[Any]] = [[]]
    with open_log(path, clock=Ticking()) as log:
        states.append(content(str(path)))
        for year in (2011, 2012):
            import_return(log, [files / str(year)], date(year, 3, 31), date(year, 6, 30))
            states.append(content(str(path)))
        import_journal(log, files / "corrections.journal")
        states.append(content(str(path)))
        in_use, wal = path.read_bytes(), beside(path, "-wal").read_bytes()
    return Whole(in_use, wal, path.read_bytes(), states, answer(path))


def put(folder: Path, main: bytes, wal: bytes | None = None) -> Path:
    """A store with these bytes in it, and nothing beside it that an earlier one has left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "log.db"
    path.write_bytes(main)
    if wal is not None:
        beside(path, "-wal").write_bytes(wal)
    return path


def edges(wal: bytes, *, every: bool) -> list[int]:
    """Lengths at which a frame of a write-ahead log ends, one byte less and one more; every one, or of every third."""
    ends = range(32, len(wal) + 1, FRAME if every else 7 * FRAME)
    return [end + near for end in ends for near in (-1, 0, 1) if end + near <= len(wal)]


def verified(path: Path) -> int:
    """How `log verify` ends, naming no child."""
    result = run("--store", path, "log", "verify")
    assert not any(child in result.err + result.out for child in CHILDREN)
    return result.code


# ------------------------------------------------------------------------------------------------- the write-ahead log


def check_recovered(path: Path, whole: Whole, files: Files) -> int:
    """It holds whole transactions, the first so many; and running the imports again completes it."""
    found = content(str(path))
    assert found in whole.states
    assert verified(path) == 0 or found == []
    for name in ("import ssda903, the first", "import ssda903", "import journal"):
        assert run("--store", path, *COMMANDS[name].words(files)).code == 0
    assert told(content(str(path))) == told(whole.states[-1])
    return whole.states.index(found)


def test_a_torn_write_ahead_log_is_recovered_up_to_its_last_whole_transaction(
    whole: Whole, tmp_path: Path, files: Files, every_point: bool
) -> None:
    some = spread(len(whole.wal), 400 if every_point else 8)
    lengths = {0, 1, 31, *edges(whole.wal, every=every_point), *some, len(whole.wal)}
    seen = Counter(
        check_recovered(put(tmp_path / "torn", whole.in_use, whole.wal[:length]), whole, files) for length in lengths
    )
    assert set(seen) == {0, 2, 3, 4}, seen  # nothing, and after each of the three transactions


def test_a_flipped_bit_in_the_write_ahead_log_ends_it_there(
    whole: Whole, tmp_path: Path, files: Files, every_point: bool
) -> None:
    for place in spread(len(whole.wal), 300 if every_point else 10):
        changed = flipped(whole.wal, place)
        check_recovered(put(tmp_path / "torn", whole.in_use, changed), whole, files)


def test_what_stands_after_the_last_transaction_is_none(whole: Whole, tmp_path: Path, files: Files) -> None:
    for rubbish in (b"rubbish" * 1000, bytes(3 * FRAME), whole.wal[-2 * FRAME :], whole.wal):
        assert check_recovered(put(tmp_path / "torn", whole.in_use, whole.wal + rubbish), whole, files) == 4


# -------------------------------------------------------------------------------------------------------- the main file


def test_a_file_that_has_lost_its_end_is_refused_and_left_alone(
    whole: Whole, tmp_path: Path, files: Files, every_point: bool
) -> None:
    size = len(whole.closed)
    pages = range(4096, size, 4096)
    for length in sorted({*pages, *(page - 1 for page in pages), *spread(size, 1000 if every_point else 20), size - 1}):
        if length == 0:
            continue  # nobody can tell it from one that was never written
        torn = whole.closed[:length]
        path = put(tmp_path / "torn", torn)
        with pytest.raises(StoreError):
            answer(path)
        assert verified(path) == 4
        assert run("--store", path, *COMMANDS["import ssda903"].words(files)).code == 4
        assert path.read_bytes() == torn


def test_it_says_what_is_wrong_and_what_to_do(whole: Whole, tmp_path: Path) -> None:
    for length, what in ((len(whole.closed) - 1, "the file has lost its end"), (8192, "the file is damaged")):
        path = put(tmp_path / "torn", whole.closed[:length])
        result = run("--store", path, "measure", "--as-at", "2012-03-31")
        assert (result.code, result.out) == (4, "")
        assert result.err == f"timeline: {path}: {what}. Restore it from a copy, and run `timeline log verify`.\n"


def flipped(content: bytes, place: int) -> bytes:
    """One bit of it changed: which, depends on the place."""
    return content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :]


def test_a_flipped_bit_anywhere_in_the_file_is_found_unless_nothing_comes_of_it(
    whole: Whole, tmp_path: Path, every_point: bool
) -> None:
    chance = random.Random(20120331)
    found = 0
    for place in chance.sample(range(len(whole.closed)), 4000 if every_point else 80):
        path = put(tmp_path / "flipped", flipped(whole.closed, place))
        if verified(path) == 0:
            assert answer(path) == whole.answer
            assert content(str(path)) == whole.states[-1]
        else:
            found += 1
    assert found > 5


# ------------------------------------------------------------------------------------------------------ files mixed up


def test_a_write_ahead_log_that_is_not_of_this_file_is_never_read_as_data(
    whole: Whole, tmp_path: Path, files: Files
) -> None:
    """A copy put in the place of a log that is in use, beside what stood there: the how-to says to remove it first."""
    other = tmp_path / "other" / "log.db"
    other.parent.mkdir()
    with open_log(other, clock=Ticking()) as log:
        import_return(log, [files / "2012"], date(2012, 3, 31), date(2012, 6, 30))
        other_state, other_wal = content(str(other)), beside(other, "-wal").read_bytes()
    for main in (whole.in_use, whole.closed):
        for wal in (whole.wal, whole.wal[: 12 * FRAME], other_wal, other_wal[: 12 * FRAME]):
            path = put(tmp_path / "mixed", main, wal)
            if verified(path) == 0:
                assert content(str(path)) in (*whole.states, other_state)
