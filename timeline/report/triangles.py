"""A triangle: the days asked about down, the days of knowing across, and in each cell the main figure as known then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from timeline.late import late
from timeline.projections.algebra.answers import Figure, Point, Series
from timeline.report.broad import Column
from timeline.report.cells import Cell
from timeline.report.remarks import remarks
from timeline.report.values import change_words, value_words
from timeline.report.words import day_words, figure_title, held_words, short_day

if TYPE_CHECKING:
    from rich import console
    from rich.console import RenderableType

    from timeline.report import tables
else:
    console, tables = late("rich.console"), late("timeline.report.tables")

CHANGE = "Change: from the first figure of a day to the last. Nothing is asked of a day before it had ended."

Lines = dict[date, dict[date, Figure]]
"""The main figures by the day asked about and the day of knowing."""


def lines(triangle: Series) -> Lines:
    """The main figure of each cell that was asked. ``ValueError`` where a point has no day of knowing."""
    found: Lines = {}
    for point in triangle.points:
        if point.basis.known_at is None:
            raise ValueError("a cell of a triangle has a day of knowing")
        found.setdefault(point.basis.as_at, {})[point.basis.known_at] = point.rows[0]
    return found


def known_days(found: Lines) -> list[date]:
    """Every day of knowing, in order."""
    return sorted({day for cells in found.values() for day in cells})


def as_table(triangle: Series) -> RenderableType:
    """As at down, known at across, and last how each day's figure has changed."""
    found = lines(triangle)
    days = (("as at",), [short_day(as_at) for as_at in found])
    columns = [_known(found, known_at) for known_at in known_days(found)]
    change: Column = (("change",), [_change(list(cells.values())) for cells in found.values()])
    return console.Group(
        tables.heading(f"{_title(triangle)}: how it was revised", _basis_words(triangle.points)),
        *(tables.blank(), tables.indented(tables.InParts(days, [*columns, change]))),
        tables.blank(),
        tables.notes([CHANGE, *remarks(triangle.points, main_only=True)]),
    )


def _title(triangle: Series) -> str:
    return figure_title(triangle.indicator.title, triangle.points[0].rows[0].group)


def _basis_words(points: Sequence[Point]) -> str:
    first, last = points[0].basis.as_at, points[-1].basis.as_at
    until = f" to {day_words(last)}" if last != first else ""
    return f"as at {day_words(first)}{until} down, as known at across, {held_words(points[-1].basis)}"


def _known(found: Lines, known_at: date) -> Column:
    day, year = short_day(known_at).strip().rsplit(" ", 1)
    return (day, year), [value_words(cells[known_at]) if known_at in cells else "" for cells in found.values()]


def _change(cells: Sequence[Figure]) -> str:
    """From the first figure that there is to the last; nothing where there are no two."""
    told = [cell for cell in cells if cell.value is not None]
    if len(told) < 2:
        return ""
    first, last = told[0].value, told[-1].value
    assert first is not None and last is not None
    return change_words(last - first, told[-1].unit)


def as_rows(triangle: Series) -> Iterator[tuple[Cell, ...]]:
    """The same as values: a header of the days of knowing, then a line for each day asked about."""
    found = lines(triangle)
    across = known_days(found)
    yield ("as_at", *across)
    for as_at, cells in found.items():
        yield (as_at, *(_value(cells.get(known_at)) for known_at in across))


def _value(cell: Figure | None) -> Cell:
    if cell is None:
        return None
    if cell.not_covered or cell.beyond_coverage:
        return value_words(cell)
    return cell.value
