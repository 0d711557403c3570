"""The operators. Two sorts of thing: spells of a child, and yes-or-no questions about a child.

Every operator is a frozen value without behaviour: the interpreters give it meaning, ``definition`` gives it words. An
operator that speaks of a window means the trailing window of so many months to the end of the as-at day; an end on its
first day counts as touching it, but not as having lived in it.
"""

from __future__ import annotations

from dataclasses import dataclass


class SpellExpression:
    """Some spells of a child, as at a day. Nothing that had not begun by then is ever among them."""

    def where(self, attribute: str, *codes: str | None) -> Where:
        """Those whose attribute is one of these codes; ``None`` stands for not recorded."""
        return Where(self, attribute, codes)

    def before_age(self, years: int) -> BeforeAge:
        """The part of each before the birthday on which the child attains that age."""
        return BeforeAge(self, years)

    def open(self) -> Open:
        """Those in force at the end of the day asked about."""
        return Open(self)

    def touching(self, months: int | None) -> Touching:
        """Those that touch the window; ``None``: that had ever begun."""
        return Touching(self, months)

    def lived_in(self, months: int) -> LivedIn:
        """Those in force at the end of some day of the window."""
        return LivedIn(self, months)

    def started_in(self, months: int) -> StartedIn:
        """Those that began in the window."""
        return StartedIn(self, months)

    def ended_in(self, months: int) -> EndedIn:
        """Those that ended in the window."""
        return EndedIn(self, months)

    def first(self) -> First:
        """The one that began first."""
        return First(self)

    def last(self) -> Last:
        """The one that ended last; one still open ends after all others."""
        return Last(self)

    def within(self, months: int) -> Within:
        """Those that ended within so many months of their beginning, the corresponding date included."""
        return Within(self, months)

    def for_at_least(self, months: int) -> ForAtLeast:
        """Those that had lasted so many months or more at their end, or at the day asked about when open."""
        return ForAtLeast(self, months)

    def no_longer_than(self, months: int) -> NoLongerThan:
        """Those that had lasted no more than so many months at their end, or at the day asked about when open."""
        return NoLongerThan(self, months)

    def for_days(self, *, ended: int, still_open: int) -> ForDays:
        """Those whose days from beginning to end are at least ``ended``; to the day asked about, ``still_open``."""
        return ForDays(self, ended, still_open)

    def __or__(self, other: SpellExpression) -> AnyOf:
        """Those of either, each once."""
        return AnyOf(self, other)

    def any(self) -> Some:
        """Whether there is any."""
        return Some(self)

    def count(self, at_least: int, at_most: int | None = None) -> Count:
        """Whether their number lies between these, both included."""
        return Count(self, at_least, at_most)


class Question:
    """A yes or no about a child, as at a day."""

    def __and__(self, other: Question) -> Question:
        return Both(self, other)

    def __or__(self, other: Question) -> Question:
        return Either(self, other)

    def __invert__(self) -> Question:
        return Not(self)


@dataclass(frozen=True)
class Spells(SpellExpression):
    """Every spell of one kind. The kinds are those of ``timeline.domain.spells``."""

    kind: str


@dataclass(frozen=True)
class Where(SpellExpression):
    """See ``SpellExpression.where``."""

    of: SpellExpression
    attribute: str
    codes: tuple[str | None, ...]


@dataclass(frozen=True)
class BeforeAge(SpellExpression):
    """See ``SpellExpression.before_age``. Unchanged where the day of birth is not known."""

    of: SpellExpression
    years: int


@dataclass(frozen=True)
class Open(SpellExpression):
    """See ``SpellExpression.open``."""

    of: SpellExpression


@dataclass(frozen=True)
class Touching(SpellExpression):
    """See ``SpellExpression.touching``."""

    of: SpellExpression
    months: int | None


@dataclass(frozen=True)
class LivedIn(SpellExpression):
    """See ``SpellExpression.lived_in``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class StartedIn(SpellExpression):
    """See ``SpellExpression.started_in``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class EndedIn(SpellExpression):
    """See ``SpellExpression.ended_in``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class First(SpellExpression):
    """See ``SpellExpression.first``."""

    of: SpellExpression


@dataclass(frozen=True)
class Last(SpellExpression):
    """See ``SpellExpression.last``."""

    of: SpellExpression


@dataclass(frozen=True)
class Within(SpellExpression):
    """See ``SpellExpression.within``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class ForAtLeast(SpellExpression):
    """See ``SpellExpression.for_at_least``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class NoLongerThan(SpellExpression):
    """See ``SpellExpression.no_longer_than``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class ForDays(SpellExpression):
    """See ``SpellExpression.for_days``."""

    of: SpellExpression
    ended: int
    still_open: int


@dataclass(frozen=True)
class AnyOf(SpellExpression):
    """The spells of either expression, each once; of one that both have, as the first has it."""

    of: SpellExpression
    other: SpellExpression


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
