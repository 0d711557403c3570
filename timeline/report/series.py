"""A series: figures as at one day after another. One row a date for people; every row of every point for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from timeline.late import late
from timeline.projections.algebra.answers import Figure, Point, Series
from timeline.projections.algebra.indicator import Unit
from timeline.report.bases import definition_json, iso, window_json
from timeline.report.broad import Column
from timeline.report.coverage import coverage_json
from timeline.report.figures import as_csv as figures_csv
from timeline.report.figures import head_json, never_sent_again_json, rows_json
from timeline.report.remarks import remarks
from timeline.report.values import number_words, of_words, value_words
from timeline.report.words import day_words, figure_title, held_words, row_words, short_day

if TYPE_CHECKING:
    from rich import console
    from rich.console import RenderableType
    from rich.table import Table

    from timeline.report import tables
else:
    console, tables = late("rich.console"), late("timeline.report.tables")

# ---------------------------------------------------------------------------------------------------------------- JSON


def as_json(series: Series) -> dict[str, Any]:
    """The object of a measure with ``points`` in place of ``rows``. Its definition, basis and window are those of the
    last point; a point by another definition says which."""
    last = series.points[-1]
    rows: dict[tuple[int, int], list[dict[str, Any]]] = {}  # made once of the very same: neighbours are mostly alike
    told = [_point_json(point, last, rows) for point in series.points]
    return {**head_json(last), "points": told}


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


# ----------------------------------------------------------------------------------------------------------------- CSV


def as_csv(asked: Sequence[Series]) -> str:
    """One line a point and row, in the columns of ``measure``."""
    return figures_csv(points_of(asked))


def points_of(asked: Sequence[Series]) -> list[Point]:
    """All the points, series by series."""
    return [point for series in asked for point in series.points]


# --------------------------------------------------------------------------------------------------------------- table


def as_table(asked: Sequence[Series]) -> RenderableType:
    """A table for each measure: row by row of it, date by date."""
    return console.Group(*(part for series in asked for part in _measure(series)))


def _measure(series: Series) -> Iterator[RenderableType]:
    yield tables.heading(series.indicator.title, course_words(series.points))
    yield tables.blank()
    yield tables.indented(_rows(series.points))
    yield tables.blank()
    yield tables.notes(remarks(series.points, main_only=False))
    yield tables.blank()


def _rows(points: Sequence[Point]) -> Table:
    found: dict[str, list[tuple[Point, Figure]]] = {}
    for point in points:
        for row in point.rows:
            found.setdefault(row_words(row.group, point.indicator.title), []).append((point, row))
    has_values = any(row.unit is not Unit.COUNT for rows in found.values() for _, row in rows)
    numbers = ["number", "of", *(["value"] if has_values else [])]
    table = tables.grid(["", "as at", *numbers], right=numbers, tight=["as at"])
    for label, rows in found.items():
        for number, (point, row) in enumerate(rows):
            values = [value_words(row)] if has_values else []
            shown = None if number else label
            tables.row(table, shown, short_day(point.basis.as_at), number_words(row), of_words(row), *values)
    return table


def as_brief_table(asked: Sequence[Series]) -> RenderableType:
    """One row a date: the first row of each measure in a column of its own."""
    points = asked[0].points
    dates = (("as at",), [short_day(point.basis.as_at) for point in points])
    columns = [_main(asked[0])] if len(asked) == 1 else [[_in_one(series)] for series in asked]
    told = tables.InParts(dates, [column for found in columns for column in found])
    titles = [f"{series.indicator.id}: {_title(series)}" for series in asked] if len(asked) > 1 else []
    return console.Group(
        tables.heading("Figures" if titles else _title(asked[0]), course_words(points), *titles),
        *(tables.blank(), tables.indented(told)),
        tables.blank(),
        *(tables.notes(remarks(series.points, main_only=True)) for series in asked),
    )


def _title(series: Series) -> str:
    return figure_title(series.indicator.title, series.points[0].rows[0].group)


def _main(series: Series) -> list[Column]:
    """The main figure: its number, of how many where it is a share, and its value where that is another number."""
    rows = [point.rows[0] for point in series.points]
    numbers = (("number",), [number_words(row) for row in rows])
    of = (("of",), [of_words(row) or "" for row in rows])
    values = (("value",), [value_words(row) for row in rows])
    is_share = any(row.denominator is not None for row in rows)
    is_count = all(row.unit is Unit.COUNT for row in rows)
    return [numbers, *([of] if is_share else []), *([] if is_count else [values])]


def _in_one(series: Series) -> Column:
    """The main figure in one column, under the measure's name in lines."""
    return series.indicator.id.split("-"), [value_words(point.rows[0]) for point in series.points]


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
