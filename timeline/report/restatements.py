"""How a figure was restated: as first known, as known later, and who came and went between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from timeline.domain.basis import READING
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.attesting import row_data
from timeline.projections.rounding import json_number
from timeline.report import column
from timeline.report.bases import definition_json, iso
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED
from timeline.report.figure_pages import no_figure_words
from timeline.report.summaries import reason_words, reasons
from timeline.report.value import GAP, Block, Cell, Heading, Notes, Report, Table, records
from timeline.report.values import change_words, value_words
from timeline.report.words import day_words, figure_title, short_day

if TYPE_CHECKING:
    from timeline.report.shapes import Restated

CSV_COLUMNS = (
    *("measure", "unit", "as_at", "first_known_at", "later_known_at", "position", "first_numerator"),
    *("first_denominator", "first_value", "later_numerator", "later_denominator", "later_value", "change"),
    *("came_in", "went_out", "why", "definition_version", "first_coverage", "later_coverage"),
)


def report(indicator: Indicator, restated: Sequence[Restated]) -> Report:
    """One row a day and day of knowing. ``change`` is the later value less the first. ``came_in`` and ``went_out``: the
    children of the numerator in JSON, their number in CSV."""
    return Report(
        page=lambda: _page(indicator, restated),
        data=lambda: _data(indicator, restated),
        records=lambda: records(CSV_COLUMNS, (_cells(indicator, each) for each in restated)),
    )


def _data(indicator: Indicator, restated: Sequence[Restated]) -> dict[str, Any]:
    return {
        "measure": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit.value,
        "definition": definition_json(indicator, max(each.as_at for each in restated)),
        "reading": READING,
        "points": [_point(indicator, each) for each in restated],
    }


def _point(indicator: Indicator, each: Restated) -> dict[str, Any]:
    return {
        "as_at": iso(each.as_at),
        "first": {"known_at": iso(each.first_known_at), **_row_json(each.first, indicator)},
        "later": {"known_at": iso(each.later_known_at), **_row_json(each.later, indicator)},
        "position": each.position,
        "change": json_number(_change(each)),
        "came_in": sorted(each.came_in),
        "went_out": sorted(each.went_out),
        "why": dict(reasons(each.moves).most_common()),
    }


def _row_json(row: Row, indicator: Indicator) -> dict[str, Any]:
    return row_data(row, indicator.unit) | ({"beyond_coverage": True} if row.beyond_coverage else {})


def _change(each: Restated) -> Fraction | None:
    if each.first.value is None or each.later.value is None:
        return None
    return each.later.value - each.first.value


def _cells(indicator: Indicator, each: Restated) -> tuple[Cell, ...]:
    return (
        *(indicator.id, each.first.unit.value, each.as_at, each.first_known_at, each.later_known_at, each.position),
        *(each.first.numerator, each.first.denominator, each.first.value),
        *(each.later.numerator, each.later.denominator, each.later.value),
        *(_change(each), len(each.came_in), len(each.went_out), reason_words(each.moves), indicator.version),
        *(_coverage_words(each.first), _coverage_words(each.later)),
    )


def _coverage_words(row: Row) -> str | None:
    if row.not_covered:
        return NOT_COVERED
    return BEYOND_COVERAGE if row.beyond_coverage else None


def _page(indicator: Indicator, restated: Sequence[Restated]) -> Iterator[Block]:
    several = len({each.later_known_at for each in restated}) > 1
    days = ("as at", "first known at", *(("later known at",) if several else ()))
    columns = [
        *column.days(*days),
        *column.figures("first", "later", "change"),
        *column.counts("in", "out"),
    ]
    rows = [
        (
            *(each.as_at, each.first_known_at, *((each.later_known_at or "all",) if several else ())),
            *(value_words(each.first), value_words(each.later), _change_words(each)),
            *(len(each.came_in), len(each.went_out)),
        )
        for each in restated
    ]
    yield Heading(f"{_title(indicator, restated)}: how it was restated", [_later_words(restated)])
    yield from (GAP, Table(columns, rows, indent=True), GAP)
    yield Notes([*_why(restated, several=several), *_without_figure(restated), _IN_OUT])


def _title(indicator: Indicator, restated: Sequence[Restated]) -> str:
    return figure_title(indicator.title, restated[0].first.group if restated else {})


_IN_OUT = "In, out: children in the number as known later and not as first known, or the reverse."


def _why(restated: Iterable[Restated], *, several: bool) -> Iterator[str]:
    for each in restated:
        if each.moves:
            later = each.later_known_at
            known = f" as known at {short_day(later)}" if several and later else ""
            yield f"{short_day(each.as_at)}{known}: {reason_words(each.moves)}."


def _without_figure(restated: Iterable[Restated]) -> Iterator[str]:
    """Why there is no figure, each reason once."""
    rows = (row for each in restated for row in (each.first, each.later))
    yield from dict.fromkeys(no_figure_words(row, row.reason) for row in rows if row.reason)


def _later_words(restated: Sequence[Restated]) -> str:
    days = dict.fromkeys(each.later_known_at for each in restated)
    later = ", ".join("with all that is known" if each is None else f"as known at {day_words(each)}" for each in days)
    position = max((each.position or 0 for each in restated), default=0)
    return f"first: as known when it was published; later: {later}; log position {position:,}"


def _change_words(each: Restated) -> str | None:
    change = _change(each)
    return None if change is None else change_words(change, each.first.unit)
