"""A triangle: the days asked about down, the days of knowing across. Each cell is the first row of the measure as known
then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from timeline.projections.algebra.answers import Figure, Point, Series
from timeline.report import about, column, figures, series
from timeline.report.remarks import remarks
from timeline.report.value import GAP, Block, Cell, Column, Heading, Kind, Notes, Report, Row, Sheet, Table, records
from timeline.report.values import change_words, value_words
from timeline.report.words import day_words, figure_title, held_words, short_day

CHANGE = "Change: from the first figure of a day to the last. Nothing is asked of a day before it had ended."

Lines = dict[date, dict[date, Figure]]
"""The first row of the measure, by the day asked about and the day of knowing."""


def lines(triangle: Series) -> Lines:
    """The first row of each cell that was asked. ``ValueError`` where a point has no day of knowing."""
    found: Lines = {}
    for point in triangle.points:
        if point.basis.known_at is None:
            raise ValueError("a cell of a triangle has a day of knowing")
        found.setdefault(point.basis.as_at, {})[point.basis.known_at] = point.rows[0]
    return found


def known_days(found: Lines) -> list[date]:
    """Every day of knowing, in order."""
    return sorted({day for cells in found.values() for day in cells})


def report(triangle: Series) -> Report:
    """How a figure was revised. JSON and CSV have every row of every cell."""
    return Report(
        page=lambda: page(triangle),
        data=lambda: series.data(triangle),
        records=lambda: figures.table(triangle.points),
        sheets=lambda: [
            Sheet("triangle", _values(triangle), frozen="B2"),
            Sheet("cells", figures.table(triangle.points)),
            about.sheet(triangle.points),
        ],
    )


def page(triangle: Series) -> Iterator[Block]:
    """As at down, known at across, and last how each day's figure has changed."""
    found = lines(triangle)
    across = known_days(found)
    columns = [*column.days("as at"), *map(_column, across), *column.figures("change")]
    rows: list[Row] = [
        (
            as_at,
            *(value_words(cells[known_at]) if known_at in cells else "" for known_at in across),
            _change(list(cells.values())),
        )
        for as_at, cells in found.items()
    ]
    yield Heading(f"{_title(triangle)}: how it was revised", [_basis_words(triangle.points)])
    yield from (GAP, Table(columns, rows, indent=True, in_parts=True), GAP)
    yield Notes([CHANGE, *remarks(triangle.points, first_rows=True)])


def _title(triangle: Series) -> str:
    return figure_title(triangle.indicator.title, triangle.points[0].rows[0].group)


def _basis_words(points: Sequence[Point]) -> str:
    first, last = points[0].basis.as_at, points[-1].basis.as_at
    until = f" to {day_words(last)}" if last != first else ""
    return f"as at {day_words(first)}{until} down, as known at across, {held_words(points[-1].basis)}"


def _column(known_at: date) -> Column:
    day, year = short_day(known_at).strip().rsplit(" ", 1)
    return Column((day, year), Kind.FIGURE)


def _change(cells: Sequence[Figure]) -> str:
    """The change from the first figure to the last; empty where there are fewer than two figures."""
    given = [cell for cell in cells if cell.value is not None]
    if len(given) < 2:
        return ""
    first, last = given[0].value, given[-1].value
    assert first is not None and last is not None
    return change_words(last - first, given[-1].unit)


def _values(triangle: Series) -> Table:
    """The same as values: a column for each day of knowing, a line for each day asked about."""
    found = lines(triangle)
    across = known_days(found)
    rows = [(as_at, *(_value(cells.get(known_at)) for known_at in across)) for as_at, cells in found.items()]
    return records(["as_at", *across], rows)


def _value(cell: Figure | None) -> Cell:
    if cell is None:
        return None
    if cell.not_covered or cell.beyond_coverage:
        return value_words(cell)
    return cell.value
