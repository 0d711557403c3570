"""Measures at a basis: every row with its numbers, what was left out, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.domain.basis import NeverSentAgain
from timeline.domain.counted import counted
from timeline.late import late
from timeline.projections.algebra.answers import Answer, AnyAnswer, AnyRow, Row, possible_number
from timeline.projections.algebra.indicator import Unit
from timeline.projections.algebra.row_windows import row_window
from timeline.projections.attesting import row_data
from timeline.projections.indicators.families import FAMILIES
from timeline.projections.rounding import json_number
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, definition_json, window_json
from timeline.report.cells import Cell, csv_text, key_values
from timeline.report.coverage import (
    NOT_COVERED,
    coverage_json,
    coverage_remarks,
    endings_alone_words,
    row_window_json,
    runs_words,
    short_histories,
    state_words,
    window_remarks,
)
from timeline.report.disclosure import LEGEND, PublishedAnswer, withheld_of
from timeline.report.disclosure.rows import SUPPRESSED, is_withheld, or_suppressed
from timeline.report.values import NO_VALUE, interval_words, number_words, of_words, value_words
from timeline.report.words import basis_words, figure_title, row_words, window_words

if TYPE_CHECKING:
    from rich import console
    from rich.console import RenderableType
    from rich.table import Table

    from timeline.projections import meaning
    from timeline.report import tables
else:
    console, tables = late("rich.console"), late("timeline.report.tables")
    meaning = late("timeline.projections.meaning")

CSV_COLUMNS = (
    *("measure", "title", "unit", *BASIS_COLUMNS, "from", "to", "group", "numerator", "denominator", "value"),
    *("possible_numerator", "possible_value", "excluded", "unknown", "reason"),
    *("definition_version", "definition_hash", "children_never_sent_again"),
    *("interval_low", "interval_high", "history_from", "coverage", "covered_days", "reading"),
)


# ---------------------------------------------------------------------------------------------------------------- JSON


def as_json(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """A list of measures, each an object with its basis, its definition and its rows."""
    return [_answer_json(answer) for answer in answers]


def _answer_json(answer: Answer) -> dict[str, Any]:
    remarks = {**never_sent_again_json(answer), **coverage_json(answer)}
    return {**head_json(answer), **remarks, "rows": rows_json(answer)}


def head_json(answer: AnyAnswer) -> dict[str, Any]:
    """Of what the figures are, by which definition, and what they stand on."""
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
    """How many children have an open period that no return has had since, where any has."""
    return {"never_sent_again": answer.never_sent_again} if answer.never_sent_again else {}


def rows_json(answer: AnyAnswer) -> list[dict[str, Any]]:
    """Every row, with what is remarked beside it."""
    return [
        row_data(row, answer.indicator.unit) | row_window_json(answer, row) | _remarks_json(row) for row in answer.rows
    ]


def _remarks_json(row: AnyRow) -> dict[str, Any]:
    """What is said beside a figure and is no part of what a baseline attests."""
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


def as_csv(answers: Sequence[AnyAnswer]) -> str:
    """One line a row. ``unit`` is the row's own."""
    return csv_text(CSV_COLUMNS, lines(answers))


def lines(answers: Sequence[AnyAnswer]) -> Iterator[tuple[Cell, ...]]:
    """One line a row, in the order of ``CSV_COLUMNS``."""
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
    """The certain ones, then the possible ones; ``c`` for what is withheld."""
    return (
        or_suppressed(row, "numerator", row.numerator),
        or_suppressed(row, "denominator", row.denominator),
        or_suppressed(row, "value", row.value),
        or_suppressed(row, "possible", possible_number(row)),
        or_suppressed(row, "possible value", row.possible_value),
    )


# --------------------------------------------------------------------------------------------------------------- table


def as_table(answers: Sequence[Answer]) -> RenderableType:
    """One table a measure, with the sentence that defines it and what was left out."""
    return console.Group(*(part for answer in answers for part in _measure(answer)), *_legend(answers))


def _measure(answer: Answer) -> Iterator[RenderableType]:
    window = [f"in the window {window_words(answer.window)}"] if answer.window else []
    yield tables.heading(answer.indicator.title, basis_words(answer.basis), *window)
    yield tables.blank()
    yield tables.indented(_rows(answer))
    yield tables.blank()
    yield tables.notes(
        [
            *(
                *window_remarks(answer),
                *_notes(answer.rows, answer.indicator.title),
                *coverage_remarks(answer.coverage or ()),
                *endings_alone_words([answer]),
            ),
            *never_sent_again_words([answer]),
            *(answer.indicator.sentence, _definition(answer)),
        ]
    )
    yield tables.blank()


def _legend(answers: Sequence[Answer]) -> Iterator[RenderableType]:
    yield from (tables.notes([words]) for words in _legend_words(answers))


def _legend_words(answers: Sequence[Answer]) -> list[str]:
    """What the symbols of a publication mean; nothing where it is none."""
    return [LEGEND] if any(isinstance(answer, PublishedAnswer) for answer in answers) else []


def _definition(answer: Answer) -> str:
    return f"{answer.indicator.id}, definition {answer.indicator.version}"


def _rows(answer: Answer) -> Table:
    keys = list(dict.fromkeys(key for row in answer.rows for key in row.group))
    has_values = any(row.unit is not Unit.COUNT for row in answer.rows)
    has_intervals = any(row.interval is not None for row in answer.rows)
    numbers = ["number", "of", *(["value"] if has_values else []), *(["95 % interval"] if has_intervals else [])]
    table = tables.grid([*(keys or [""]), *numbers], right=numbers)
    for row in answer.rows:
        title = [answer.indicator.title, *[None] * (len(keys) - 1)]
        labels = [row.group.get(key) for key in keys] if row.group else title
        cells = [number_words(row), of_words(row)]
        values = [value_words(row)] if has_values else []
        tables.row(table, *labels, *cells, *values, *([interval_words(row)] if has_intervals else []))
    return table


def as_brief_table(answers: Sequence[Answer]) -> RenderableType:
    """The first row of each measure, under the basis they share; many measures family by family."""
    told = [
        *_shared_notes(answers),
        *endings_alone_words(answers),
        *never_sent_again_words(answers),
        *_legend_words(answers),
    ]
    head = tables.heading("Figures", *(basis_words(answer.basis) for answer in answers[:1]))
    return console.Group(head, *_brief_tables(answers), *([tables.blank(), tables.notes(told)] if told else []))


def _brief_tables(answers: Sequence[Answer]) -> Iterator[RenderableType]:
    """One table; of measures of several families one a family, each under its name."""
    if len(answers) < _MANY:
        yield from (tables.blank(), _brief_table(answers, grow=False))
        return
    for family, ids in FAMILIES.items():
        members = [each for name in ids for each in answers if each.indicator.id.partition("/")[0] == name]
        if members:
            yield from (tables.blank(), tables.plain(family, "bold"), _brief_table(members, grow=True))


_MANY = 20
"""From so many measures on, their families are named."""


def _brief_table(answers: Sequence[Answer], *, grow: bool) -> RenderableType:
    numbers = ("number", "of", "value")
    table = tables.grid(["measure", "", *numbers], right=numbers, tight=("measure",), grow=grow)
    for answer in answers:
        row = answer.rows[0]
        has_value = row.value is not None or is_withheld(row, "value")
        value = None if row.unit is Unit.COUNT and has_value else value_words(row)
        title = figure_title(answer.indicator.title, row.group)
        tables.row(table, answer.indicator.id, title, number_words(row), of_words(row), value)
    return table


def _shared_notes(answers: Sequence[Answer]) -> Iterator[str]:
    """The notes on the first rows, each once, with the measures it is about."""
    left_out: dict[str, list[str]] = {}
    told: dict[str, list[str]] = {}
    for answer in answers:
        main = answer.rows[0]
        for label, count in main.excluded.items():
            left_out.setdefault(label, []).append(f"{answer.indicator.id} {count}")
        notes = _notes([replace(main, excluded={})], answer.indicator.title)
        for note in (*notes, *coverage_remarks(answer.coverage or ())):
            told.setdefault(note, []).append(answer.indicator.id)
    yield from (f"Left out, {label}: {', '.join(counts)}." for label, counts in left_out.items())
    yield from (f"{note} ({_of_measures(ids)})" for note, ids in told.items())


def _of_measures(ids: Sequence[str]) -> str:
    """By name, unless they are more than a reader looks through."""
    return ", ".join(ids) if len(ids) <= MANY_MEASURES else f"{len(ids)} measures"


MANY_MEASURES = 8


def never_sent_again_words(answers: Sequence[Answer]) -> Iterator[str]:
    """How many open periods no return has had since, and what they are taken for."""
    number = max((answer.never_sent_again for answer in answers), default=0)
    if number:
        taken = TAKEN_FOR[answers[0].basis.never_sent_again]
        yield f"Open periods never sent again: {counted(number, 'child')}, {taken}."


TAKEN_FOR: Mapping[NeverSentAgain, str] = {
    NeverSentAgain.KEEP: "kept until known otherwise",
    NeverSentAgain.DROP: "dropped from the return that should have had them",
    NeverSentAgain.CLOSE: "closed at the end of the last return that had them",
}


TWO_NUMBERS = "Two numbers: those who are certain, and with those on whom days alone cannot decide."


def _notes(rows: Sequence[Row], title: str) -> Iterator[str]:
    """What the numbers do not say by themselves."""
    for row in rows:
        if row.excluded:
            yield "Left out: " + "; ".join(f"{label} {count}" for label, count in row.excluded.items()) + "."
        if row.unknown:
            name = row_words(row.group, title)
            yield f"Not recorded ({name}): {row.unknown}, counted among all and not in the number."
    yield from short_histories(rows, title)
    if any(row.possible is not None for row in rows):
        yield TWO_NUMBERS
    yield from dict.fromkeys(no_figure_words(row, row.reason) for row in rows if row.reason)


def no_figure_words(row: AnyRow, reason: str) -> str:
    """The footnote to a row without a figure: what stands in its place, and why."""
    return f"{NOT_COVERED}: {reason}." if row.not_covered else f"{NO_VALUE} no figure: {reason}."
