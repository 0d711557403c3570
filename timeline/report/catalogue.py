"""The catalogue of measures, and one definition in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from timeline.projections.algebra.definition import called, words
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.indicators.documents import Citation
from timeline.projections.indicators.sources import PLAN_ROWS, SOURCES
from timeline.projections.meaning import identity
from timeline.report import column
from timeline.report.bases import definition_json, iso
from timeline.report.value import GAP, Block, Column, Heading, Kind, Line, Notes, Pairs, Report, Table, records
from timeline.report.words import day_words, row_words

CSV_COLUMNS = ("measure", "title", "unit", "source", "source_where", "definition_version", "definition_hash")


def report(indicators: Sequence[Indicator], day: date) -> Report:
    """Every measure with its definition as at a day."""
    return Report(
        page=lambda: _page(indicators),
        data=lambda: [data_of(indicator, day) for indicator in indicators],
        records=lambda: _records(indicators, day),
    )


def report_of(indicator: Indicator, day: date) -> Report:
    """One definition in full, as at a day: whom it counts, who meets each row, who is left out, its sources."""
    return Report(
        page=lambda: _page_of(indicator, day),
        data=lambda: data_of(indicator, day),
        records=lambda: _records([indicator], day),
    )


def data_of(indicator: Indicator, day: date) -> dict[str, Any]:
    """One definition in full, as at a day."""
    first, last = indicator.in_force
    return {
        "measure": indicator.id,
        "title": indicator.title,
        "sentence": indicator.sentence,
        "unit": indicator.unit.value,
        "counted": words(indicator.counted),
        "window_months": indicator.window_months,
        "seen": indicator.seen.value,
        "rows": [_reading_json(indicator, reading) for reading in indicator.readings],
        "called": dict(called(indicator)),
        "excluded": {label: words(question) for label, question in indicator.excluded},
        "needs": list(indicator.needs),
        "breakdowns": list(indicator.dimensions),
        **_sources_json(SOURCES[indicator.id]),
        "definition": {**definition_json(indicator, day), "as_at": iso(day)},
        "in_force": {"from": iso(first), "to": iso(last)},
    }


def _sources_json(cited: Citation) -> dict[str, Any]:
    """``source``: the document that the definition follows first. ``sources``: all of them, each with its public
    address."""
    title, where = _first(cited)
    return {
        "source": {"title": title, "where": where},
        "sources": [
            {
                "title": each.document.title,
                "where": each.where,
                "publisher": each.document.publisher,
                "year": each.document.year,
                "address": each.address,
            }
            for each in cited.references
        ],
        "local": cited.is_local,
        "page": cited.page,
        "tags": list(cited.tags),
    }


def _first(cited: Citation) -> tuple[str, str]:
    first = cited.references[0]
    return first.document.title, first.where


def _short(cited: Citation) -> str:
    """The document that the definition follows first, in one line. A local measure is marked."""
    title, where = _first(cited)
    return f"{'local; ' if cited.is_local else ''}{title}, {where}"


def _source_lines(cited: Citation) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(cited.lines):
        yield ("source" if number == 0 else "", line)
    yield ("its wording and choices", cited.page)
    if cited.tags:
        yield ("answers", "; ".join(PLAN_ROWS[tag] for tag in cited.tags))


def _reading_json(indicator: Indicator, reading: Reading) -> dict[str, Any]:
    return {
        "group": dict(reading.group),
        "unit": indicator.unit_of(reading).value,
        "meets": None if reading.meets is None else words(reading.meets),
    }


def _records(indicators: Iterable[Indicator], day: date) -> Table:
    rows = (
        (each.id, each.title, each.unit.value, *_first(SOURCES[each.id]), each.version, identity(each, day))
        for each in indicators
    )
    return records(CSV_COLUMNS, rows)


def _page(indicators: Iterable[Indicator]) -> Iterator[Block]:
    """One row a measure."""
    columns = [Column("measure", Kind.IDENTIFIER), Column("title"), Column("unit", Kind.IDENTIFIER), Column("source")]
    rows = [(each.id, each.title, each.unit.value, _short(SOURCES[each.id])) for each in indicators]
    yield from (Table(columns, rows), GAP, Line("One in full: timeline measures ID"))


def _page_of(indicator: Indicator, day: date) -> Iterator[Block]:
    months = indicator.window_months
    yield from (Heading(f"{indicator.id}: {indicator.title}"), Line(indicator.sentence), GAP)
    yield Pairs(
        [
            ("unit", indicator.unit.value),
            ("counts children with", words(indicator.counted)),
            ("window", "none: a day" if months is None else f"{months} months to the day"),
            ("breakdowns look", indicator.seen.value),
            *(("left out", f"{label}: who {words(question)}") for label, question in indicator.excluded),
            ("needs", ", ".join(indicator.needs)),
            ("breakdowns", ", ".join(f"{each} ({DIMENSIONS[each].title})" for each in indicator.dimensions)),
            *_source_lines(SOURCES[indicator.id]),
            ("version", indicator.version),
            (f"meaning as at {day_words(day)}", identity(indicator, day)),
            ("in force", _in_force(indicator)),
        ]
    )
    yield from (GAP, Heading("Rows", level=2), _readings(indicator))
    names = called(indicator)
    if names:
        yield from (GAP, Heading("Where", level=2), Notes([f"{name} is {meaning}." for name, meaning in names.items()]))


def _in_force(indicator: Indicator) -> str:
    first, last = indicator.in_force
    if first is None and last is None:
        return "for any day"
    since = "" if first is None else f"from {day_words(first)}"
    until = "" if last is None else f"to {day_words(last)}"
    return f"{since} {until}".strip()


def _readings(indicator: Indicator) -> Table:
    rows = [
        (row_words(dict(each.group), indicator.title), indicator.unit_of(each).value, "; ".join(_reading_words(each)))
        for each in indicator.readings
    ]
    return Table([*column.texts("row"), *column.identifiers("unit"), *column.texts("the child")], rows)


def _reading_words(reading: Reading) -> Iterator[str]:
    yield "is counted" if reading.meets is None else words(reading.meets)
    if reading.spells is not None:
        yield f"the number is that of {words(reading.spells)}"
    if reading.days is not None:
        yield f"the value is the {reading.days.told_as.value} of the days of {words(reading.days.of)}"
    if reading.number is not None:
        yield f"the value is the {reading.number.told_as.value} of their {reading.number.attribute}"
    if reading.out_of is not None:
        yield f"of {words(reading.out_of)}"
    if reading.possible is not None:
        yield f"possible: {words(reading.possible)}"
