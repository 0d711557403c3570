"""Withheld figures: rows that name the parts that are withheld, and the symbols for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from timeline.projections.algebra.answers import Answer, AnyRow, Row

Part = Literal["numerator", "denominator", "value", "possible", "possible value", "excluded", "unknown"]

T = TypeVar("T")

SUPPRESSED = "c"
NOT_APPLICABLE = "z"
ROUNDS_TO_ZERO = "k"

LEGEND = (
    "c: withheld, being 1 to 5 or needed to keep such a number from being worked out; "
    "z: not applicable, of no children; k: more than nothing, and rounds to 0. "
    "Members are not to be published beside these figures."
)
"""The symbols of the national tables. Source: docs/definitions/README.md, small numbers."""


@dataclass(frozen=True, slots=True)
class PublishedRow(Row):
    """A row of a publication. What is ``withheld`` is blank in the row itself, its children too."""

    withheld: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class PublishedAnswer(Answer):
    """An answer of a publication. ``remark_withheld``: the number of those never sent again is withheld."""

    remark_withheld: bool = False


def withheld_of(row: AnyRow) -> frozenset[Part]:
    """The parts that are withheld: none of a row that is not for publication."""
    return row.withheld if isinstance(row, PublishedRow) else frozenset()


def is_withheld(row: AnyRow, part: Part) -> bool:
    """Whether this part of the row is withheld."""
    return part in withheld_of(row)


def or_suppressed(row: AnyRow, part: Part, cell: T) -> T | str:
    """The cell, or the symbol for what is withheld."""
    return SUPPRESSED if is_withheld(row, part) else cell


def symbol(row: AnyRow, value: Fraction | None, part: Part, *, words: str) -> str | None:
    """The symbol in place of the words for a value; ``None`` where there is none. Only a publication has symbols."""
    if not isinstance(row, PublishedRow):
        return None
    if part in row.withheld:
        return SUPPRESSED
    if value is None:
        return NOT_APPLICABLE if row.denominator == 0 else None
    return ROUNDS_TO_ZERO if value and not words.split()[0].strip("0.%") else None
