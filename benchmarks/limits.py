"""How fast anything can be: one pass over the bytes, of the file and of the arrays; one over the rows of the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.steps import Step, quickest
from timeline.projections.algebra.columnar.frame import Codes, Frame, Rows

_A_BLOCK = 1 << 20
_A_PAGE = 5_000


def of_a_file(file: Path) -> Step:
    """Its bytes read once, from wherever the system keeps them."""
    return quickest("one pass over the log's file", lambda: sum(len(block) for block in _blocks(file)), "bytes")


def of_rows(store: Path) -> Step:
    """Every row of the log fetched once by the driver, and nothing done with it."""
    return quickest("every row of the log fetched once", lambda: sum(map(len, _pages(store))), "entries")


def of_arrays(frames: Sequence[Frame]) -> Step:
    """Every number of every array looked at once."""
    return quickest("one pass over the arrays", lambda: sum(_passed(each) for each in arrays(frames)), "bytes")


def arrays(frames: Iterable[Frame]) -> Iterator[NDArray[np.generic]]:
    """All arrays of some frames."""
    for frame in frames:
        for rows in (frame.children, *frame.spells.values()):
            yield from _arrays_of(rows)


def _arrays_of(rows: Rows) -> Iterator[NDArray[np.generic]]:
    for each in fields(rows):
        column = getattr(rows, each.name)
        codes = column.values() if isinstance(column, dict) else [column]
        yield from (code.numbers if isinstance(code, Codes) else code for code in codes)


def _passed(array: NDArray[np.generic]) -> int:
    array.max(initial=0)
    return array.nbytes


def _pages(store: Path) -> Iterator[Sequence[object]]:
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute("SELECT * FROM entries ORDER BY position")
        while page := rows.fetchmany(_A_PAGE):
            yield page


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(_A_BLOCK):
            yield block
