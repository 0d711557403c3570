"""The covered days of every module as bitemporal rows: covered days by days of knowing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from timeline.domain.coverage import CoverageHistory
from timeline.domain.entries import Recorded
from timeline.domain.imports import Imports
from timeline.projections.tables.bulk_insert import Row

_ONE_DAY = timedelta(days=1)

Piece = tuple[str, date | None, date, int | None]
"""A module, the first and the last day covered, the rows set aside."""


def coverage_rows(attested: Iterable[Recorded]) -> list[Row]:
    """A row for each piece of covered days and run of days of knowing on which it is the same. Both are half-open. A
    piece without a first day has ``valid_from`` 0001-01-01."""
    history = CoverageHistory(Imports.held(attested, None))
    since: dict[Piece, date] = {}
    rows: list[Row] = []
    for day in history.days:
        coverage = history.at(day)
        pieces = {
            (each.module, each.first, each.last, each.set_aside)
            for module in coverage.modules
            for each in coverage.pieces(module)
            if each.last is not None
        }
        rows += [_row(piece, since.pop(piece), day) for piece in list(since) if piece not in pieces]
        since |= {piece: day for piece in pieces if piece not in since}
    rows += [_row(piece, known_from, None) for piece, known_from in since.items()]
    return sorted(rows, key=lambda row: tuple(str(cell) for cell in row))


def _row(piece: Piece, known_from: date, known_to: date | None) -> Row:
    module, first, last, set_aside = piece
    return (
        module,
        (first or date.min).isoformat(),
        (last + _ONE_DAY).isoformat(),
        known_from.isoformat(),
        None if known_to is None else known_to.isoformat(),
        set_aside,
    )
