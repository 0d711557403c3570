"""What an import read in another form than written: cells set aside, words for nothing, identifiers, encodings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from timeline.domain.counted import counted


class CellTally(Protocol):
    """In the rows that were recorded: cells set aside, words for nothing, and identifiers that lost a ``.0`` or an
    apostrophe."""

    @property
    def set_aside(self) -> Sequence[object]: ...
    @property
    def read_as_blank(self) -> int: ...
    @property
    def point_nought(self) -> int: ...
    @property
    def apostrophes(self) -> int: ...


class Encoded(Protocol):
    """A file, and the encoding it was read in where that is not UTF-8."""

    @property
    def file(self) -> str: ...
    @property
    def encoding(self) -> str | None: ...


def cells_json(cells: CellTally) -> dict[str, Any]:
    """How many cells and identifiers, under the keys of the import's answer."""
    return {
        "cells": {"set_aside": len(cells.set_aside), "read_as_blank": cells.read_as_blank},
        "identifiers": {"point_nought": cells.point_nought, "apostrophe": cells.apostrophes},
    }


def read_otherwise(cells: CellTally, files: Iterable[Encoded]) -> Iterator[str]:
    """A line for each kind of thing that was read in another form than written."""
    if cells.read_as_blank:
        yield f"words for nothing (as NULL, N/A, 1900-01-01), read as blank: {counted(cells.read_as_blank, 'cell')}"
    if cells.point_nought:
        yield f"identifiers with .0 behind them, read without it: {counted(cells.point_nought, 'row')}"
    if cells.apostrophes:
        yield f"identifiers with an apostrophe before them, read without it: {counted(cells.apostrophes, 'row')}"
    for each in files:
        if each.encoding:
            yield f"{each.file}: it is not in UTF-8, and was read as {each.encoding}: look at names and accents"


def how_many(count: int, nouns: str) -> str:
    """A number and what it counts, which is given in the plural: ``1 row``, ``2 rows``, ``1 child``."""
    return counted(count, "child" if nouns == "children" else nouns.removesuffix("s"))
