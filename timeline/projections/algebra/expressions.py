"""The operators. Two sorts of thing: spells of a child, and yes-or-no questions about a child.

Every operator is a frozen value without behaviour: the interpreters give it meaning, ``definition`` gives it words. An
operator that speaks of a window means the trailing window of so many months to the end of the as-at day; an end on its
first day counts as touching it, but not as having lived in it. Here are those of one sort of spell; ``relations`` are
those of two, ``times`` those that look from another day, ``questions`` the yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.projections.algebra.questions import Count, DaysInAll, Distinct, Question, Some
from timeline.projections.rulebook.limits import DatedLimit


class SpellExpression:
    """Some spells of a child, as at a day. Nothing that had not begun by then is ever among them."""

    def where(self, attribute: str, *codes: str | None) -> Where:
        """Those whose attribute is one of these codes; ``None`` stands for not recorded."""
        return Where(self, attribute, codes)

    def before_age(self, years: int) -> BeforeAge:
        """The part of each before the birthday on which the child attains that age."""
        return BeforeAge(self, years)

    def from_age(self, years: int) -> FromAge:
        """The part of each from the birthday on which the child attains that age."""
        return FromAge(self, years)

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

    def throughout(self, months: int) -> Throughout:
        """Those in force from the first day of the window to its last, an end on the last day included."""
        return Throughout(self, months)

    def begun_ago(self, months: int) -> BegunAgo:
        """Those that began so many months before the day asked about, or earlier."""
        return BegunAgo(self, months)

    def ended_under(self, years: int) -> EndedUnder:
        """Those that ended before the birthday on which the child attains that age."""
        return EndedUnder(self, years)

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

    def within_limit(self, limit: DatedLimit) -> WithinLimit:
        """Those no longer than the days allowed when each began: at their end, while open on the day asked about."""
        return WithinLimit(self, limit)

    def when(self, question: Question) -> When:
        """The same, of a child of whom the question holds; of any other, none."""
        return When(self, question)

    def __sub__(self, other: SpellExpression) -> ButNot:
        """Those that are not among the others."""
        return ButNot(self, other)

    def __or__(self, other: SpellExpression) -> AnyOf:
        """Those of either, each once."""
        return AnyOf(self, other)

    def any(self) -> Some:
        """Whether there is any."""
        return Some(self)

    def count(self, at_least: int, at_most: int | None = None) -> Count:
        """Whether their number lies between these, both included."""
        return Count(self, at_least, at_most)

    def different(self, attribute: str, at_least: int) -> Distinct:
        """Whether they have so many different codes of this attribute, or more."""
        return Distinct(self, attribute, at_least)

    def days_in_all(self, at_least: int) -> DaysInAll:
        """Whether they lasted so many days or more, all together."""
        return DaysInAll(self, at_least)


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
class FromAge(SpellExpression):
    """See ``SpellExpression.from_age``. None where the day of birth is not known."""

    of: SpellExpression
    years: int


@dataclass(frozen=True)
class EndedUnder(SpellExpression):
    """See ``SpellExpression.ended_under``. Every ended one where the day of birth is not known."""

    of: SpellExpression
    years: int


@dataclass(frozen=True)
class Throughout(SpellExpression):
    """See ``SpellExpression.throughout``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class BegunAgo(SpellExpression):
    """See ``SpellExpression.begun_ago``."""

    of: SpellExpression
    months: int


@dataclass(frozen=True)
class WithinLimit(SpellExpression):
    """See ``SpellExpression.within_limit``."""

    of: SpellExpression
    limit: DatedLimit


@dataclass(frozen=True)
class When(SpellExpression):
    """See ``SpellExpression.when``."""

    of: SpellExpression
    question: Question


@dataclass(frozen=True)
class ButNot(SpellExpression):
    """The spells of the first expression that the other has not."""

    of: SpellExpression
    other: SpellExpression
