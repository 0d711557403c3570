"""The authority and the true histories of its children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.care_events import (
    Incident,
    Liberty,
    Review,
    VisitorRequest,
    Worker,
    draw_incidents,
    draw_liberty,
    draw_reviews,
    draw_visitors,
    draw_workers,
)
from timeline.synthetic.careers import Episode, draw_episodes
from timeline.synthetic.draws import stream
from timeline.synthetic.outcomes import (
    EarlierOrder,
    Outcome,
    draw_earlier_order,
    draw_oc2,
    draw_oc3,
)
from timeline.synthetic.people import MOST_CHILDREN, Person, draw_person
from timeline.synthetic.plans import Period, Plan, Span, draw_plan
from timeline.synthetic.years import ReturnYear, return_year

# Before 2015-16 the return had other columns and other codes.
_EARLIEST: Final = 2016
_LATEST: Final = 2100


@dataclass(frozen=True)
class Authority:
    """The parameters of a synthetic authority.

    ``children``: the number of distinct children over all simulated years. ``first_year_ending``: a 31 March from 2016
    on. ``years``: the number of yearly returns. ``restatement`` multiplies the published rates at which earlier years
    are restated: 0 for no errors, 1 for England as published, 10 to see errors in small numbers. ``defects``: the share
    of children with one row that cannot be imported. Equal parameters give equal bytes.

    Raises ``ValueError`` for parameters out of range.
    """

    seed: int
    children: int
    first_year_ending: date
    years: int
    restatement: float = 1.0
    defects: float = 0.0

    def __post_init__(self) -> None:
        if (self.first_year_ending.month, self.first_year_ending.day) != (3, 31):
            raise ValueError(f"first_year_ending is {self.first_year_ending}; give a 31 March")
        last = self.first_year_ending.year + self.years - 1
        if self.years < 1 or self.first_year_ending.year < _EARLIEST or last > _LATEST:
            raise ValueError(f"years must end from {_EARLIEST} to {_LATEST}, at least one of them")
        if not 0 < self.children <= MOST_CHILDREN:
            raise ValueError(f"children is {self.children}; give 1 to {MOST_CHILDREN}")
        if self.restatement < 0 or not 0 <= self.defects <= 1:
            raise ValueError("restatement is 0 or more, defects a share from 0 to 1")

    @cached_property
    def return_years(self) -> tuple[ReturnYear, ...]:
        """The yearly returns in order."""
        first = self.first_year_ending.year
        return tuple(return_year(at, first + at) for at in range(self.years))

    @cached_property
    def span(self) -> Span:
        """The simulated days, both included: the first 1 April and the last 31 March."""
        return Span(self.return_years[0].first, self.return_years[-1].last)


class ChildTruth(NamedTuple):
    """The true history of one child up to the last simulated day. Days are ordinals.

    ``periods`` are as drawn and may end after the last simulated day. Everything else stops on that day: what had not
    ended by then is open.
    """

    number: int
    person: Person
    periods: tuple[Period, ...]
    episodes: tuple[Episode, ...]
    adoptions: tuple[Adoption, ...]
    incidents: tuple[Incident, ...]
    reviews: tuple[Review, ...]
    workers: tuple[Worker, ...]
    liberty: tuple[Liberty, ...]
    visitors: tuple[VisitorRequest, ...]
    oc2: tuple[Outcome, ...]
    oc3: tuple[Outcome, ...]
    earlier_order: EarlierOrder


def child_history(authority: Authority, number: int) -> ChildTruth:
    """The true history of child ``number`` (0 to children - 1).

    It depends only on the seed, the number and the simulated years: not on the number of children, nor on
    ``restatement`` and ``defects``.
    """
    rng = stream(authority.seed, number)
    plan = draw_plan(rng, authority.span)
    age = plan.periods[0].start - plan.born_on
    person = draw_person(rng, authority.seed, number, plan.born_on, age, uasc=plan.uasc)
    episodes, adoptions = _episodes(rng, person, plan, authority.span.last)
    return _child_truth(rng, authority, number, person, plan, episodes, adoptions)


def histories(authority: Authority) -> Iterator[ChildTruth]:
    """The histories of all children, one at a time."""
    return (child_history(authority, number) for number in range(authority.children))


def _episodes(rng: Random, person: Person, plan: Plan, last_day: int) -> tuple[list[Episode], list[Adoption]]:
    episodes: list[Episode] = []
    adoptions: list[Adoption] = []
    final = plan.periods[-1]
    for period in plan.periods:
        rows, adoption = draw_episodes(rng, person, period, last_day, returns=period is not final)
        episodes += rows
        if adoption is not None:
            adoptions.append(adoption)
    return episodes, adoptions


def _child_truth(
    rng: Random,
    authority: Authority,
    number: int,
    person: Person,
    plan: Plan,
    episodes: list[Episode],
    adoptions: list[Adoption],
) -> ChildTruth:
    last_day, years, periods = authority.span.last, authority.return_years, plan.periods
    return ChildTruth(
        number=number,
        person=person,
        periods=periods,
        episodes=tuple(episodes),
        adoptions=tuple(adoptions),
        incidents=draw_incidents(rng, person, episodes, last_day),
        reviews=draw_reviews(rng, person, periods, last_day),
        workers=draw_workers(rng, periods, years, number),
        liberty=draw_liberty(rng, episodes, last_day),
        visitors=draw_visitors(rng, person, periods, last_day),
        oc2=draw_oc2(rng, person, periods, years),
        oc3=draw_oc3(rng, person, periods, years, episodes[-1].rec),
        earlier_order=draw_earlier_order(rng, person, periods[0].start),
    )
