"""Plans, their reviews, assessments of need and of health, while a child is looked after. Days are ordinals."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from timeline.synthetic.authority import ChildTruth
from timeline.synthetic.local import rates
from timeline.synthetic.local.registers import Entry, day, yes_or_no
from timeline.synthetic.people import birthday
from timeline.synthetic.plans import Period
from timeline.synthetic.years import iso

# The shortest calendar lengths of six and twelve months, so that "in date" here is in date however they are counted.
_HALF_A_YEAR: Final = 181
_A_YEAR: Final = 365
# Since 14, and before a child of 16 is eligible (SI 2010/959, regulation 40).
_THIRTEEN_WEEKS: Final = 91
_GOALS: Final = {"adopted": "adoption", "guardianship": "special guardianship or child arrangements"}


def plan_entries(rng: Random, truth: ChildTruth) -> Iterator[Entry]:
    """All plans, reviews and assessments in each period of care."""
    for period in truth.periods:
        if not period.is_short_break:
            yield from _care_plans(rng, truth, period)
            yield from _plans_for_independence(rng, truth, period)
            yield from _permanence_plan(rng, period)
            yield from _assessments(rng, period)
            yield from _health(rng, truth, period)


def _care_plans(rng: Random, truth: ChildTruth, period: Period) -> Iterator[Entry]:
    """The versions of a care plan. Most statutory reviews consider it."""
    if rng.random() >= rates.CARE_PLAN:
        return
    made = period.start + rates.CARE_PLAN_AFTER.draw(rng)
    first = made
    while made < period.end:
        following = made + rates.PLAN_LASTS.draw(rng)
        yield _plan(rng, "care", made, period.end if following >= period.end else None)
        made = following
    for review in truth.reviews:
        if first <= review.held_on < period.end and rng.random() < rates.PLAN_REVIEWED:
            yield _reviewed("care", review.held_on)


def _plans_for_independence(rng: Random, truth: ChildTruth, period: Period) -> Iterator[Entry]:
    """A transition plan from 13; from 16, after thirteen weeks in care, a pathway plan instead."""
    thirteen, sixteen = birthday(truth.person.born_on, 13), birthday(truth.person.born_on, 16)
    pathway = max(period.start + _THIRTEEN_WEEKS, sixteen) + rates.PATHWAY_PLAN_AFTER.draw(rng)
    made = max(period.start, thirteen) + rates.TRANSITION_PLAN_AFTER.draw(rng)
    if made < min(sixteen, period.end) and rng.random() < rates.TRANSITION_PLAN:
        yield from _kept(rng, "transition", made, min(pathway, period.end))
    if pathway < period.end and rng.random() < rates.PATHWAY_PLAN:
        yield from _kept(rng, "pathway", pathway, period.end)


def _kept(rng: Random, kind: str, made: int, stop: int) -> Iterator[Entry]:
    """One plan until its end, reviewed about every half year."""
    yield _plan(rng, kind, made, stop)
    reviewed = made + rates.REVIEW_AFTER.draw(rng)
    while reviewed < stop:
        yield _reviewed(kind, reviewed)
        reviewed += rates.REVIEW_AFTER.draw(rng)


def _permanence_plan(rng: Random, period: Period) -> Iterator[Entry]:
    made = period.start + rates.PERMANENCE_PLAN_AFTER.draw(rng)
    if made < period.end and rng.random() < rates.PERMANENCE_PLAN:
        yield _plan(rng, "permanence", made, period.end, _GOALS.get(period.route) or rates.GOAL.draw(rng))


def _plan(rng: Random, kind: str, made: int, ended: int | None, goal: str = "") -> Entry:
    contingency, outcomes = rng.random() < rates.CONTINGENCY, rng.random() < rates.OUTCOMES
    cells = (kind, iso(made), day(ended), yes_or_no(contingency), yes_or_no(outcomes), goal)
    return Entry("plans", made, cells)


def _reviewed(kind: str, reviewed: int) -> Entry:
    return Entry("plan-reviews", reviewed, (kind, iso(reviewed)))


def _assessments(rng: Random, period: Period) -> Iterator[Entry]:
    completed = period.start - rates.ASSESSMENT_BEFORE.draw(rng)
    while completed < period.end:
        linked = yes_or_no(rng.random() < rates.LINKED_TO_PLAN)
        yield Entry("assessments", completed, ("single", iso(completed), linked))
        completed += rates.ASSESSED_AGAIN.draw(rng)


def _health(rng: Random, truth: ChildTruth, period: Period) -> Iterator[Entry]:
    """An initial assessment, then one every half year under five and every year after; a health plan from each."""
    held, kind = period.start + rates.FIRST_HEALTH_ASSESSMENT.draw(rng), "initial"
    fifth = birthday(truth.person.born_on, 5)
    assessed: list[int] = []
    while held < period.end:
        if rng.random() < rates.HEALTH_DECLINED:
            yield Entry("health-assessments", held, (kind, "", iso(held)))
        else:
            assessed.append(held)
            yield Entry("health-assessments", held, (kind, iso(held), ""))
        interval = _HALF_A_YEAR if held + _HALF_A_YEAR < fifth else _A_YEAR
        late = 0 if rng.random() < rates.HEALTH_ASSESSED else 20 + rates.ACTION_AFTER.draw(rng)
        held, kind = held + interval + late, "review"
    yield from _health_plans(rng, assessed, period)
    yield from _dental_checks(rng, period)


def _health_plans(rng: Random, assessed: list[int], period: Period) -> Iterator[Entry]:
    """A plan after most assessments, replacing the one before; the last one until the end of the period."""
    after = [held + rates.HEALTH_PLAN_AFTER.draw(rng) for held in assessed if rng.random() < rates.HEALTH_PLAN]
    made = [each for each in after if each < period.end]
    for each in made:
        yield _plan(rng, "health", each, period.end if each == made[-1] else None)


def _dental_checks(rng: Random, period: Period) -> Iterator[Entry]:
    for since in range(period.start, period.end, _A_YEAR):
        held = since + int(rng.random() * _A_YEAR)
        if held < period.end and rng.random() < rates.DENTAL_CHECKED:
            yield Entry("health-assessments", held, ("dental", iso(held), ""))
