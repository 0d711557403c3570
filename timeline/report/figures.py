"""Measures at a basis, row by row, with their definitions and coverage. ``figure_pages`` has their page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from timeline.lazy import lazy
from timeline.projections.algebra.answers import Answer, AnyAnswer, AnyRow, possible_number
from timeline.projections.algebra.row_windows import row_window
from timeline.projections.attesting import row_data
from timeline.projections.rounding import json_number
from timeline.report import about, figure_pages
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, definition_json, key_values, window_json
from timeline.report.coverage import coverage_json, row_window_json, runs_words, state_words
from timeline.report.disclosure import PublishedAnswer, withheld_of
from timeline.report.disclosure.rows import SUPPRESSED, or_suppressed
from timeline.report.value import Cell, Report, Sheet, Table, records

if TYPE_CHECKING:
    from timeline.projections import meaning
else:
    meaning = lazy("timeline.projections.meaning")

CSV_COLUMNS = (
    *("measure", "title", "unit", *BASIS_COLUMNS, "from", "to", "group", "numerator", "denominator", "value"),
    *("possible_numerator", "possible_value", "excluded", "unknown", "reason"),
    *("definition_version", "definition_hash", "children_never_sent_again"),
    *("interval_low", "interval_high", "history_from", "coverage", "covered_days", "reading"),
)


def report(answers: Sequence[Answer], *, brief: bool = False) -> Report:
    """The figures of some measures at one basis. ``brief``: the page has the first row of each measure."""
    return Report(
        page=lambda: figure_pages.brief_page(answers) if brief else figure_pages.page(answers),
        data=lambda: data(answers),
        records=lambda: table(answers),
        sheets=lambda: [Sheet("figures", table(answers)), about.sheet(answers)],
    )


# ---------------------------------------------------------------------------------------------------------------- JSON


def data(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """A list of measures, each an object with its basis, its definition and its rows."""
    return [
        {**head_json(answer), **never_sent_again_json(answer), **coverage_json(answer), "rows": rows_json(answer)}
        for answer in answers
    ]


def head_json(answer: AnyAnswer) -> dict[str, Any]:
    """The measure, the definition, the basis and the window of the figures."""
    indicator = answer.indicator
    return {
        "measure": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit.value,
        "definition": definition_json(indicator, answer.basis.as_at),
        "basis": basis_json(answer.basis),
        "reading": answer.basis.reading,
        "window": window_json(answer.window),
    }


def never_sent_again_json(answer: AnyAnswer) -> dict[str, Any]:
    """How many children have an open period that no later return has. Empty where none has."""
    return {"never_sent_again": answer.never_sent_again} if answer.never_sent_again else {}


def rows_json(answer: AnyAnswer) -> list[dict[str, Any]]:
    """Every row, with the remarks on it."""
    return [
        row_data(row, answer.indicator.unit) | row_window_json(answer, row) | _remarks_json(row) for row in answer.rows
    ]


def _remarks_json(row: AnyRow) -> dict[str, Any]:
    """What is printed beside a figure and no baseline attests."""
    found: dict[str, Any] = {}
    if row.interval is not None:
        low, high = row.interval
        found["interval"] = {"low": json_number(low), "high": json_number(high)}
    if row.history_from is not None:
        found["history_from"] = row.history_from.isoformat()
    if row.beyond_coverage:
        found["beyond_coverage"] = True
    if withheld_of(row):
        found |= {"suppressed": SUPPRESSED, "withheld": sorted(withheld_of(row))}
    return found


# ----------------------------------------------------------------------------------------------------------------- CSV


def table(answers: Sequence[AnyAnswer]) -> Table:
    """One line a row. ``unit`` is the row's own."""
    return records(CSV_COLUMNS, _lines(answers))


def _lines(answers: Sequence[AnyAnswer]) -> Iterator[tuple[Cell, ...]]:
    for answer in answers:
        definition = meaning.identity(answer.indicator, answer.basis.as_at)
        yield from (_cells(answer, row, definition) for row in answer.rows)


def _cells(answer: AnyAnswer, row: AnyRow, definition: str) -> tuple[Cell, ...]:
    indicator = answer.indicator
    window = row_window(indicator, row.group, answer.basis.as_at) or answer.window
    return (
        *(indicator.id, indicator.title, row.unit.value, *basis_cells(answer.basis)),
        *((window.first, window.last) if window else (None, None)),
        *(key_values(row.group), *_numbers(row)),
        *(or_suppressed(row, "excluded", key_values(row.excluded)), or_suppressed(row, "unknown", row.unknown)),
        *(row.reason, indicator.version, definition),
        SUPPRESSED if isinstance(answer, PublishedAnswer) and answer.remark_withheld else answer.never_sent_again,
        *(row.interval or (None, None)),
        *(row.history_from, state_words(row, answer.coverage), runs_words(answer.coverage), answer.basis.reading),
    )


def _numbers(row: AnyRow) -> tuple[Cell, ...]:
    """The certain numbers, then the possible numbers; ``c`` for what is withheld."""
    return (
        or_suppressed(row, "numerator", row.numerator),
        or_suppressed(row, "denominator", row.denominator),
        or_suppressed(row, "value", row.value),
        or_suppressed(row, "possible", possible_number(row)),
        or_suppressed(row, "possible value", row.possible_value),
    )
