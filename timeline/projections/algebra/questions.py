"""The yes-or-no questions about a child that an indicator is made of, as at a day. Frozen values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.projections.algebra.expressions import SpellExpression


class Question:
    """A yes or no about a child, as at a day."""

    def __and__(self, other: Question) -> Question:
        return Both(self, other)

    def __or__(self, other: Question) -> Question:
        return Either(self, other)

    def __invert__(self) -> Question:
        return Not(self)


@dataclass(frozen=True)
class Some(Question):
    """Whether there is any such spell."""

    of: SpellExpression


@dataclass(frozen=True)
class Count(Question):
    """Whether the number of such spells lies in a range; ``at_most=None``: no upper bound."""

    of: SpellExpression
    at_least: int
    at_most: int | None


@dataclass(frozen=True)
class Distinct(Question):
    """Whether these spells have so many different codes of an attribute, or more. What is not recorded is no code."""

    of: SpellExpression
    attribute: str
    at_least: int


@dataclass(frozen=True)
class DaysInAll(Question):
    """Whether these spells lasted so many days or more, all together, up to the end of the day asked about."""

    of: SpellExpression
    at_least: int


@dataclass(frozen=True)
class Aged(Question):
    """Whether the child has attained this age on the day asked about. No where the day of birth is not known."""

    years: int


@dataclass(frozen=True)
class Both(Question):
    """Both hold."""

    a: Question
    b: Question


@dataclass(frozen=True)
class Either(Question):
    """At least one holds."""

    a: Question
    b: Question


@dataclass(frozen=True)
class Not(Question):
    """It does not hold."""

    of: Question
