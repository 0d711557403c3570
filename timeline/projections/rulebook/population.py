"""Estimates of the population: how many children a rate is of, with the day they are of and the day they were known.

A rate as at a day is of the last estimate on or before it that was known: for 31 March the mid-year estimate of the 30
June before. Estimates are revised, after a census for years back: each revision is a row of its own with its own
``known_on``, and a rate as known then is of the estimate as known then.

Source: Office for National Statistics, mid-year estimates, ages 0 to 17; docs/definitions/who-is-looked-after.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis

COLUMNS = ("ESTIMATED_ON", "NUMBER", "KNOWN_ON", "SOURCE")
"""The day it is of, the children of 0 to 17 on it, the day it was published, and by whom."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many children of 0 to 17 there were on a day, as published on another."""

    on: date
    number: int
    known_on: date
    source: str


class PopulationError(ValueError):
    """A row that is no estimate: which line, and what to write there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line


def read_estimates(lines: Iterable[str]) -> tuple[Estimate, ...]:
    """The estimates of a CSV with the columns of ``COLUMNS``. ``PopulationError`` at the first row that is none."""
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise PopulationError(1, f"the header row has no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
    return tuple(_read(reader))


def _read(reader: csv.DictReader[str]) -> Iterator[Estimate]:
    for row in reader:
        line = reader.line_num
        number = (row["NUMBER"] or "").replace(",", "").strip()
        if not (number.isascii() and number.isdigit() and int(number) > 0):
            raise PopulationError(line, "NUMBER is a whole number of children, more than none")
        on, known_on = _day(row, "ESTIMATED_ON", line), _day(row, "KNOWN_ON", line)
        if known_on < on:
            raise PopulationError(line, "KNOWN_ON is before ESTIMATED_ON: give the day it was published")
        yield Estimate(on, int(number), known_on, (row["SOURCE"] or "").strip())


def _day(row: dict[str, str], column: str, line: int) -> date:
    try:
        return date.fromisoformat((row[column] or "").strip())
    except ValueError:
        raise PopulationError(line, f"{column} is a day, as 2011-06-30") from None


def estimate_at(estimates: Iterable[Estimate], basis: Basis) -> Estimate | None:
    """The estimate that a rate at this basis is of; ``None`` where none was known.

    Of two of one day known since one day, the one that stands last in the table.
    """
    known = [each for each in estimates if basis.reaches(each.on) and basis.knows(each.known_on)]
    return max(enumerate(known), key=lambda pair: (pair[1].on, pair[1].known_on, pair[0]), default=(0, None))[1]
