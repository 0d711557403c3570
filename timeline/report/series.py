"""A series: figures as at one day after another. One row a date for people; every row of every point for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.projections.algebra.answers import Figure, Point, Series
from timeline.projections.algebra.indicator import Unit
from timeline.report import about, column, figures
from timeline.report.bases import definition_json, iso, window_json
from timeline.report.coverage import coverage_json
from timeline.report.figures import head_json, never_sent_again_json, rows_json
from timeline.report.remarks import remarks
from timeline.report.value import GAP, Block, Chart, Column, Heading, Kind, Notes, Report, Sheet, Table
from timeline.report.values import number_words, of_words, value_words
from timeline.report.words import day_words, figure_title, held_words, row_words


def report(asked: Sequence[Series], *, brief: bool = False) -> Report:
    """One series or several. One is one object in JSON; several are a list. ``brief``: the page has one row a date."""
    points = points_of(asked)
    return Report(
        page=lambda: brief_page(asked) if brief else page(asked),
        data=lambda: data(asked[0]) if len(asked) == 1 else [data(each) for each in asked],
        records=lambda: figures.table(points),
        sheets=lambda: [Sheet("points", figures.table(points)), about.sheet(points)],
    )


def points_of(asked: Sequence[Series]) -> list[Point]:
    """All the points, series by series."""
    return [point for series in asked for point in series.points]


# ---------------------------------------------------------------------------------------------------------------- JSON


def data(series: Series) -> dict[str, Any]:
    """The object of a measure with ``points`` in place of ``rows``. Its definition, basis and window are those of the
    last point; a point by another definition has its own."""
    last = series.points[-1]
    rows: dict[tuple[int, int], list[dict[str, Any]]] = {}  # one list for the same rows: neighbours share them
    points = [_point_json(point, last, rows) for point in series.points]
    return {**head_json(last), "points": points}


def _point_json(point: Point, last: Point, rows: dict[tuple[int, int], list[dict[str, Any]]]) -> dict[str, Any]:
    another = point.indicator is not last.indicator
    alike = (point.basis.as_at.toordinal(), id(point.rows))
    if alike not in rows:
        rows[alike] = rows_json(point)
    return {
        "as_at": iso(point.basis.as_at),
        "known_at": iso(point.basis.known_at),
        **({"window": window_json(point.window)} if point.window else {}),
        **({"definition": definition_json(point.indicator, point.basis.as_at)} if another else {}),
        **never_sent_again_json(point),
        **coverage_json(point),
        "rows": rows[alike],
    }


# ---------------------------------------------------------------------------------------------------------------- page


def page(asked: Sequence[Series]) -> Iterator[Block]:
    """A table for each measure: row by row of it, date by date."""
    for series in asked:
        yield Heading(series.indicator.title, [course_words(series.points)])
        yield from (GAP, _rows(series.points), GAP, Notes([*remarks(series.points, first_rows=False)]), GAP)


def _rows(points: Sequence[Point]) -> Table:
    found: dict[str, list[tuple[Point, Figure]]] = {}
    for point in points:
        for row in point.rows:
            found.setdefault(row_words(row.group, point.indicator.title), []).append((point, row))
    has_values = any(row.unit is not Unit.COUNT for rows in found.values() for _, row in rows)
    columns = [
        *column.texts(""),
        *column.days("as at"),
        *column.counts("number", "of"),
        *([*column.figures("value")] if has_values else []),
    ]
    cells = [
        (
            *(None if number else label, point.basis.as_at, number_words(row), of_words(row)),
            *([value_words(row)] if has_values else []),
        )
        for label, rows in found.items()
        for number, (point, row) in enumerate(rows)
    ]
    return Table(columns, cells, indent=True)


def brief_page(asked: Sequence[Series]) -> Iterator[Block]:
    """One row a date: the first row of each measure in a column of its own."""
    points = asked[0].points
    columns = _columns_of_one(asked[0]) if len(asked) == 1 else [_column_of(series) for series in asked]
    titles = [f"{series.indicator.id}: {_title(series)}" for series in asked] if len(asked) > 1 else []
    days = [point.basis.as_at for point in points]
    rows = zip(days, *(cells for _, cells in columns), strict=True)
    yield Heading("Figures" if titles else _title(asked[0]), [course_words(points), *titles])
    yield from (
        GAP,
        Table([*column.days("as at"), *(each for each, _ in columns)], [*rows], indent=True, in_parts=True),
    )
    yield from (_chart(series) for series in asked)
    yield GAP
    yield from (Notes([*remarks(series.points, first_rows=True)]) for series in asked)


def _title(series: Series) -> str:
    return figure_title(series.indicator.title, series.points[0].rows[0].group)


def _chart(series: Series) -> Chart:
    """The first row of each point."""
    values = [(point.basis.as_at, point.rows[0].value) for point in series.points]
    return Chart(series.points[0].rows[0].unit.value, {_title(series): values})


Filled = tuple[Column, Sequence[str]]
"""A column with its cells."""


def _columns_of_one(series: Series) -> list[Filled]:
    """The first row of each point: its number, of how many where it is a share, and its value where that is another
    number."""
    rows = [point.rows[0] for point in series.points]
    numbers = (Column("number", Kind.COUNT), [number_words(row) for row in rows])
    of = (Column("of", Kind.COUNT), [of_words(row) or "" for row in rows])
    values = (Column("value", Kind.FIGURE), [value_words(row) for row in rows])
    is_share = any(row.denominator is not None for row in rows)
    is_count = all(row.unit is Unit.COUNT for row in rows)
    return [numbers, *([of] if is_share else []), *([] if is_count else [values])]


def _column_of(series: Series) -> Filled:
    """The first row of each point in one column, under the measure's name in lines."""
    return Column(tuple(series.indicator.id.split("-")), Kind.FIGURE), [
        value_words(point.rows[0]) for point in series.points
    ]


def course_words(points: Sequence[Point]) -> str:
    """``as at 31 March 2010 to 31 March 2012, with all that is known, log position 48,211``."""
    first, last = points[0].basis, points[-1].basis
    until = f" to {day_words(last.as_at)}" if last.as_at != first.as_at else ""
    return f"as at {day_words(first.as_at)}{until}, {_known_words(points)}, {held_words(last)}"


def _known_words(points: Sequence[Point]) -> str:
    if len(points) > 1 and all(point.basis.known_at == point.basis.as_at for point in points):
        return "each as known on its day"
    days = {point.basis.known_at for point in points}
    if len(days) > 1:
        return "each as known when all that it needs was first covered"
    (day,) = days
    return "with all that is known" if day is None else f"as known at {day_words(day)}"
