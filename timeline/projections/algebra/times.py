"""The operators that look from another day: as things were, since they began, until something else began."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.projections.algebra.expressions import SpellExpression

SHORTEST_MONTH = 28
"""Days."""


@dataclass(frozen=True)
class Ago(SpellExpression):
    """What the same words meant at the end of the day so many months before (and so many days later), as known now.

    ``ValueError`` where that could be a day after the one asked about: nobody knows yet what it will have brought.
    """

    of: SpellExpression
    months: int
    days_later: int = 0

    def __post_init__(self) -> None:
        if self.days_later > 0 and self.days_later >= SHORTEST_MONTH * self.months:
            raise ValueError("it may be looked at on a day after the one asked about")


@dataclass(frozen=True)
class BegunSince(SpellExpression):
    """Those that began so many months before the day asked about, or later."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class LastBegun(SpellExpression):
    """The one that began last, whether or not an earlier one goes on for longer."""

    of: SpellExpression


@dataclass(frozen=True)
class Once(SpellExpression):
    """Each beginning once: where several endings of it are told, with the last."""

    of: SpellExpression


@dataclass(frozen=True)
class Since(SpellExpression):
    """The time since each began, up to the end of the day asked about, whether it is over or not."""

    of: SpellExpression


@dataclass(frozen=True)
class Ending(SpellExpression):
    """The ending of each that is over by the end of the day asked about: a spell of no length, on the day it ended."""

    of: SpellExpression


@dataclass(frozen=True)
class Until(SpellExpression):
    """The time from each of ``of`` until the first of ``other`` began: none of it where that was earlier. Left out
    where none of ``other`` ever began."""

    of: SpellExpression
    other: SpellExpression
