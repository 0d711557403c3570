"""The number and the value of a row as people read them: counts plain, percentages and days to one decimal."""

from __future__ import annotations

from fractions import Fraction

from timeline.projections.algebra.answers import AnyRow, possible_number
from timeline.projections.algebra.indicator import Unit
from timeline.projections.rounding import fixed, shortest
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED
from timeline.report.disclosure.rows import SUPPRESSED, Part, is_withheld, symbol

NO_VALUE = "-"
"""Printed where there is no figure; a footnote gives the reason."""


def number_words(row: AnyRow) -> str:
    """The numerator. Where days alone cannot decide, the certain and the possible number: ``12 to 19``. ``c`` for what
    is withheld."""
    if row.not_covered:
        return NOT_COVERED
    certain = _or_symbol(row, "numerator", row.numerator)
    possible = SUPPRESSED if is_withheld(row, "possible") else possible_number(row)
    return _marked(row, certain if possible in (None, row.numerator) else f"{certain} to {possible}")


def _marked(row: AnyRow, words: str) -> str:
    return f"{words} {BEYOND_COVERAGE}" if row.beyond_coverage else words


def of_words(row: AnyRow) -> str | None:
    """The denominator, where the row has one."""
    if is_withheld(row, "denominator"):
        return SUPPRESSED
    if row.denominator is None:
        return NO_VALUE if row.reason else None
    return str(row.denominator)


def _or_symbol(row: AnyRow, part: Part, number: int | None) -> str:
    if is_withheld(row, part):
        return SUPPRESSED
    return NO_VALUE if number is None else str(number)


def value_words(row: AnyRow) -> str:
    """The value with its unit: ``18.8%``, ``4.6% to 7.3%``, ``12.5 days``, ``49``."""
    if row.not_covered:
        return NOT_COVERED
    certain = _value(row, row.value, "value")
    if is_withheld(row, "possible value"):
        return _marked(row, f"{certain} to {SUPPRESSED}")
    if row.possible_value is None or row.possible_value == row.value:
        return _marked(row, certain)
    return _marked(row, f"{certain} to {_value(row, row.possible_value, 'possible value')}")


def _value(row: AnyRow, value: Fraction | None, part: Part) -> str:
    words = NO_VALUE if value is None else unit_words(value, row.unit)
    return symbol(row, value, part, words=words) or words


def unit_words(value: Fraction, unit: Unit) -> str:
    """A value in its unit, rounded half up from the exact fraction."""
    if unit is Unit.PERCENT:
        return f"{fixed(value, 1)}%"
    if unit in (Unit.DAYS, Unit.WEEKS):
        return f"{fixed(value, 1)} {unit.value}"
    if unit is Unit.RATE:
        return f"{fixed(value, 0)} {unit.value}"
    return fixed(value, 1) if unit in (Unit.SCORE, Unit.PER_CHILD) else shortest(value)


def change_words(change: Fraction, unit: Unit) -> str:
    """A change with its sign: ``+1.2 points`` of a percentage, ``-3``, ``+12.5 days``."""
    sign = "+" if change > 0 else ""
    return sign + (f"{fixed(change, 1)} points" if unit is Unit.PERCENT else unit_words(change, unit))


def interval_words(row: AnyRow) -> str:
    """The 95 % interval: ``12.4% to 19.0%``; ``?`` for a bound not known yet."""
    if row.interval is None or row.value is None:
        return ""
    low, high = ("?" if bound is None else unit_words(bound, row.unit) for bound in row.interval)
    return f"{low} to {high}"
