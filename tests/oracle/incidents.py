"""Missing for more than 24 hours: card SW-08 b, house definitions D 7 and D 8."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.paper import Row

Over = Callable[[Row, date], bool]


def missing_over_24h(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of children looked after at any time in the year, those missing in it for more than 24 hours in all."""
    yield ask({}, children, _looked_after_in_year, _was(_is_certain), _was(_is_possible))


def _looked_after_in_year(each: Child) -> bool:
    """Looked after, under 18, at the end of some day of the year; or ceased in it, on its first day included."""
    on_some_day = any(each.in_window(day.day) and day.row and not each.is_adult_on(day.day) for day in each.life.days)
    return on_some_day or bool(each.ceased())


def _was(over: Over) -> Test:
    def was(each: Child) -> bool:
        return any(
            each.touches_window(row.first_day, row.last_day) and over(row, each.as_at) for row in each.paper.missing
        )

    return was


def _is_certain(row: Row, as_at: date) -> bool:
    if row.last_day is None:
        return (as_at - row.first_day).days >= 1
    return (row.last_day - row.first_day).days >= 2


def _is_possible(row: Row, as_at: date) -> bool:
    return _is_certain(row, as_at) or (row.last_day is not None and (row.last_day - row.first_day).days == 1)
