"""Measures at a basis for people: a table a measure with its notes, or one line a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timeline.domain.basis import NeverSentAgain
from timeline.domain.counted import counted
from timeline.projections.algebra.answers import Answer, AnyRow, Row
from timeline.projections.algebra.indicator import Unit
from timeline.projections.indicators.families import FAMILIES
from timeline.report import column
from timeline.report.coverage import (
    NOT_COVERED,
    coverage_remarks,
    endings_alone_words,
    short_histories,
    window_remarks,
)
from timeline.report.disclosure import LEGEND, PublishedAnswer
from timeline.report.disclosure.rows import is_withheld
from timeline.report.value import GAP, Block, Cell, Heading, Notes, Table
from timeline.report.values import NO_VALUE, interval_words, number_words, of_words, value_words
from timeline.report.words import basis_words, figure_title, row_words, window_words


def page(answers: Sequence[Answer]) -> Iterator[Block]:
    """One table a measure, with the sentence that defines it and what was left out."""
    for answer in answers:
        window = [f"in the window {window_words(answer.window)}"] if answer.window else []
        yield Heading(answer.indicator.title, (basis_words(answer.basis), *window))
        yield from (GAP, _rows(answer), GAP, Notes([*_measure_notes(answer)]), GAP)
    yield from (Notes([words]) for words in _legend(answers))


def _measure_notes(answer: Answer) -> Iterator[str]:
    yield from window_remarks(answer)
    yield from _notes(answer.rows, answer.indicator.title)
    yield from coverage_remarks(answer.coverage or ())
    yield from endings_alone_words([answer])
    yield from never_sent_again_words([answer])
    yield answer.indicator.sentence
    yield f"{answer.indicator.id}, definition {answer.indicator.version}"


def _legend(answers: Sequence[Answer]) -> list[str]:
    """What the symbols of a publication mean; empty where it is none."""
    return [LEGEND] if any(isinstance(answer, PublishedAnswer) for answer in answers) else []


def _rows(answer: Answer) -> Table:
    keys = list(dict.fromkeys(key for row in answer.rows for key in row.group))
    has_values = any(row.unit is not Unit.COUNT for row in answer.rows)
    has_intervals = any(row.interval is not None for row in answer.rows)
    numbers = [*column.counts("number", "of"), *([*column.figures("value")] if has_values else [])]
    columns = [
        *column.texts(*(keys or [""])),
        *numbers,
        *([*column.figures("95 % interval")] if has_intervals else []),
    ]
    rows = []
    for row in answer.rows:
        title = [answer.indicator.title, *[None] * (len(keys) - 1)]
        labels: Sequence[Cell] = [row.group.get(key) for key in keys] if row.group else title
        values = [value_words(row)] if has_values else []
        intervals = [interval_words(row)] if has_intervals else []
        rows.append([*labels, number_words(row), of_words(row), *values, *intervals])
    return Table(columns, rows, indent=True)


# --------------------------------------------------------------------------------------------------- one line a measure


def brief_page(answers: Sequence[Answer]) -> Iterator[Block]:
    """The first row of each measure, under the basis they share; many measures family by family."""
    yield Heading("Figures", [basis_words(answer.basis) for answer in answers[:1]])
    yield from _brief_tables(answers)
    found = [
        *_shared_notes(answers),
        *endings_alone_words(answers),
        *never_sent_again_words(answers),
        *_legend(answers),
    ]
    if found:
        yield from (GAP, Notes(found))


def _brief_tables(answers: Sequence[Answer]) -> Iterator[Block]:
    """One table; of measures of several families one a family, each under its name."""
    if len(answers) < _MANY:
        yield from (GAP, _brief_table(answers, wide=False))
        return
    for family, ids in FAMILIES.items():
        members = [each for name in ids for each in answers if each.indicator.id.partition("/")[0] == name]
        if members:
            yield from (GAP, Heading(family, level=2), _brief_table(members, wide=True))


_MANY = 20
"""The least number of measures of which the families are named."""

_BRIEF = [
    *(*column.identifiers("measure"), *column.texts(""), *column.counts("number", "of"), *column.figures("value")),
]


def _brief_table(answers: Sequence[Answer], *, wide: bool) -> Table:
    return Table(_BRIEF, [_brief_row(answer, answer.rows[0]) for answer in answers], wide=wide)


def _brief_row(answer: Answer, row: Row) -> tuple[Cell, ...]:
    has_value = row.value is not None or is_withheld(row, "value")
    value = None if row.unit is Unit.COUNT and has_value else value_words(row)
    title = figure_title(answer.indicator.title, row.group)
    return (answer.indicator.id, title, number_words(row), of_words(row), value)


def _shared_notes(answers: Sequence[Answer]) -> Iterator[str]:
    """The notes on the first rows, each once, with the measures it is about."""
    left_out: dict[str, list[str]] = {}
    measures: dict[str, list[str]] = {}
    for answer in answers:
        first = answer.rows[0]
        for label, number in first.excluded.items():
            left_out.setdefault(label, []).append(f"{answer.indicator.id} {number}")
        notes = _notes([replace(first, excluded={})], answer.indicator.title)
        for note in (*notes, *coverage_remarks(answer.coverage or ())):
            measures.setdefault(note, []).append(answer.indicator.id)
    yield from (f"Left out, {label}: {', '.join(counts)}." for label, counts in left_out.items())
    yield from (f"{note} ({_of_measures(ids)})" for note, ids in measures.items())


def _of_measures(ids: Sequence[str]) -> str:
    """Their names, or only their number where there are many."""
    return ", ".join(ids) if len(ids) <= MANY_MEASURES else f"{len(ids)} measures"


MANY_MEASURES = 8


# --------------------------------------------------------------------------------------------------------------- notes


def never_sent_again_words(answers: Sequence[Answer]) -> Iterator[str]:
    """How many open periods no later return has, and what they are taken for."""
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
    """What the numbers do not show."""
    for row in rows:
        if row.excluded:
            yield "Left out: " + "; ".join(f"{label} {number}" for label, number in row.excluded.items()) + "."
        if row.unknown:
            name = row_words(row.group, title)
            yield f"Not recorded ({name}): {row.unknown}, counted among all and not in the number."
    yield from short_histories(rows, title)
    if any(row.possible is not None for row in rows):
        yield TWO_NUMBERS
    yield from dict.fromkeys(no_figure_words(row, row.reason) for row in rows if row.reason)


def no_figure_words(row: AnyRow, reason: str) -> str:
    """The footnote to a row without a figure: what is printed in its place, and why."""
    return f"{NOT_COVERED}: {reason}." if row.not_covered else f"{NO_VALUE} no figure: {reason}."
