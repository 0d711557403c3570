"""Asking every child a question with yes or no for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.oracle.almanac import ONE_DAY, in_trailing_window, is_birthday_reached, months_earlier
from tests.oracle.days import Life, Period, live
from tests.oracle.paper import Paper
from tests.oracle.requests import Request, requests
from timeline.domain import events as e

YEAR = 12
Group = Mapping[str, object]


@dataclass(frozen=True)
class Child:
    """One child with everything the walk found out."""

    paper: Paper
    life: Life
    requests: tuple[Request, ...]
    as_at: date

    @property
    def name(self) -> str:
        """The identifier."""
        return self.paper.child

    @property
    def is_looked_after(self) -> bool:
        """LA(D): a period of care open at the end of the day, under 18, short breaks apart."""
        return self.life.looked_after

    @property
    def now(self) -> e.EpisodeBegan:
        """What the row in force at the end of the day says, for a child looked after."""
        assert self.life.now is not None
        return self.life.now

    def is_adult_on(self, day: date) -> bool:
        """Whether the child is known to be 18 or over at the end of that day."""
        return self.paper.born_on is not None and is_birthday_reached(self.paper.born_on, 18, day)

    def in_window(self, day: date, months: int = YEAR) -> bool:
        """Whether the day lies in the so many months to the day asked about."""
        return in_trailing_window(day, self.as_at, months)

    def touches_window(self, began: date, ended: date | None, months: int = YEAR) -> bool:
        """Whether something with a length was going on in the window, an end on its first day included."""
        return began <= self.as_at and (ended is None or ended > self.as_at or self.in_window(ended, months))

    def started(self) -> list[Period]:
        """Periods of care begun in the year."""
        return [each for each in self.life.periods if self.in_window(each.started)]

    def ceased(self) -> list[Period]:
        """Periods of care ended in the year, the last one last."""
        return [each for each in self.life.periods if each.ended and self.in_window(each.ended)]

    def days_of_year(self) -> Iterator[date]:
        """Every day of the year to the day asked about."""
        day = self.as_at
        while self.in_window(day):
            yield day
            day -= ONE_DAY

    def shifted(self, months: int) -> Child:
        """The same child with the days counted back from so many months before the day asked about."""
        return replace(self, as_at=months_earlier(self.as_at, months))

    def period_now(self) -> Period:
        """The period of care of a child looked after."""
        return self.life.periods[-1]

    def first_start(self) -> Period:
        """The first period of care begun in the year."""
        return self.started()[0]

    def last_ceasing(self) -> Period:
        """The last period of care ended in the year."""
        return self.ceased()[-1]


def meet(paper: Paper, as_at: date) -> Child:
    """Walk a child's days."""
    life = live(paper, as_at)
    return Child(paper, life, tuple(requests(paper, life.periods, as_at)), as_at)


@dataclass(frozen=True)
class OracleRow:
    """One row of an answer: the children counted, those who meet it, those who may. ``value`` in days, where asked.

    ``denominator`` is given where it is not the number of children counted, ``unknown`` where the wording wants those
    told apart who are not known to meet it. ``is_known`` is false where nothing is known of what the row is about.
    """

    group: Group
    counted: frozenset[str]
    meets: frozenset[str]
    possible: frozenset[str]
    numerator: int
    value: Fraction | None = None
    denominator: int | None = None
    unknown: int | None = None
    is_known: bool = True


Test = Callable[[Child], bool]
Measure = Callable[[Sequence[Child]], Iterator[OracleRow]]


def ask(group: Group, children: Sequence[Child], counts: Test, meets: Test, possible: Test | None = None) -> OracleRow:
    """Ask every child whether it counts and whether it meets the question. What is certain is possible."""
    counted = [each for each in children if counts(each)]
    certain = frozenset(each.name for each in counted if meets(each))
    perhaps = frozenset(each.name for each in counted if possible(each)) if possible else frozenset()
    return OracleRow(group, frozenset(each.name for each in counted), certain, certain | perhaps, len(certain))


def looked_after(each: Child) -> bool:
    """LA(D) as a question."""
    return each.is_looked_after


def always(_: Child) -> bool:
    """The question that everybody meets."""
    return True
