"""Plans in force, made and reviewed (``docs/definitions/plans-assessments-audits.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.oracle.almanac import in_trailing_window, is_birthday_reached, months_earlier, months_later
from tests.oracle.asking import Child, OracleRow, Test, ask, looked_after
from tests.oracle.audits import GOOD_OR_BETTER, audited, found, of_audits
from tests.oracle.days import Period
from tests.oracle.tables import birthday, in_care, is_aged, marks, rows, was_looked_after
from timeline.domain import events as e

UP_TO_DATE = 6
"""Months: a plan made or last reviewed in the last six is up to date."""

THIRTEEN_WEEKS = 91


def plan_in_force(each: Child, kind: str, day: date) -> e.PlanMade | None:
    """The plan of a kind at the end of a day: the one made last takes the place of those before, until it is ended."""
    made = [row for row in rows(each, "plan") if isinstance(row.began, e.PlanMade) and row.began.kind == kind]
    current = None
    for row in made:
        if row.first_day <= day:
            current = row
    if current is None or not current.holds_on(day):
        return None
    assert isinstance(current.began, e.PlanMade)
    return current.began


def _has(*kinds: str) -> Test:
    return lambda each: any(plan_in_force(each, kind, each.as_at) for kind in kinds)


def _is_up_to_date(*kinds: str) -> Test:
    return lambda each: any(_renewed(each, kind) for kind in kinds)


def _renewed(each: Child, kind: str) -> bool:
    """Whether the plan in force was made or reviewed on or after the corresponding date six months ago."""
    plan = plan_in_force(each, kind, each.as_at)
    if plan is None:
        return False
    days = [plan.occurred_on]
    for review in marks(each, e.PlanReviewed):
        if review.kind == kind and plan.occurred_on <= review.occurred_on <= each.as_at:
            days.append(review.occurred_on)
    return max(days) >= months_earlier(each.as_at, UP_TO_DATE)


# ------------------------------------------------------------------------------------------------------- care plans


def care_plan_quality(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with a care plan, and how good it is; the same of 13 and over; and six months ago."""
    first, *others = _quality(children, looked_after)
    yield replace(first, group={})
    yield from others
    for row in _quality(children, lambda each: each.is_looked_after and is_aged(each, 13)):
        yield replace(row, group={**row.group, "age": "13 and over"})
    then = [each.shifted(6) for each in children]
    yield ask(
        {"outcome": "up to date six months ago"},
        then,
        lambda each: was_looked_after(each, each.as_at),
        _is_up_to_date("care"),
    )
    yield ask(
        {"outcome": "up to date, of those looked after six months ago"},
        children,
        lambda each: each.is_looked_after and was_looked_after(each, months_earlier(each.as_at, 6)),
        _is_up_to_date("care"),
    )


def _quality(children: Sequence[Child], counts: Test) -> Iterator[OracleRow]:
    def with_a_plan(each: Child) -> bool:
        return counts(each) and _has("care")(each)

    yield ask({"outcome": "in force"}, children, counts, _has("care"))
    yield ask({"outcome": "up to date"}, children, counts, _is_up_to_date("care"))
    yield from of_audits(_care_plans_audited(children, with_a_plan), children)
    yield ask({"outcome": "contingency plan present"}, children, counts, _has_contingency)
    yield ask({"outcome": "contingency plan present, of those with a plan"}, children, with_a_plan, _has_contingency)


def _has_contingency(each: Child) -> bool:
    plan = plan_in_force(each, "care", each.as_at)
    return plan is not None and plan.contingency is True


def _care_plans_audited(children: Sequence[Child], with_a_plan: Test) -> Iterator[OracleRow]:
    subject = "care plan"
    yield ask({"outcome": "audited"}, children, with_a_plan, audited(subject))
    good = found(subject, lambda audit: audit.grade in GOOD_OR_BETTER)
    yield ask({"outcome": "audited good or better"}, children, with_a_plan, good)
    outcomes = found(subject, lambda audit: audit.outcomes is True)
    yield ask({"outcome": "audited with specific outcomes"}, children, with_a_plan, outcomes)
    realistic = found(subject, lambda audit: audit.contingency is True)
    yield ask({"outcome": "audited with a realistic contingency plan"}, children, with_a_plan, realistic)


# ------------------------------------------------------------------------------------------- transition and pathway

INDEPENDENCE = ("transition", "pathway")


def transition_plan_13(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after of 13 and over, with a transition or pathway plan that is up to date."""
    yield ask({}, children, _is_13_and_due, _is_up_to_date(*INDEPENDENCE))
    yield ask({"outcome": "plan in force"}, children, _is_13_and_due, _has(*INDEPENDENCE))
    for label, years, under in (("13 to 15", 13, 16), ("16", 16, 17), ("17", 17, 18)):
        group = {"outcome": "up to date", "age": label}
        yield ask(group, children, _is_due_aged(years, under), _is_up_to_date(*INDEPENDENCE))


def _is_13_and_due(each: Child) -> bool:
    """Who turned 13 within the last three months, closed, and has no plan is not yet due."""
    born_on = each.paper.born_on
    if not each.is_looked_after or born_on is None or not is_aged(each, 13):
        return False
    return each.as_at > months_later(birthday(born_on, 13), 3) or _has(*INDEPENDENCE)(each)


def _is_due_aged(years: int, under: int) -> Test:
    return lambda each: _is_13_and_due(each) and is_aged(each, years, under)


def pathway_plan(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of eligible children, with a pathway plan that is up to date; of those of whom one is due, made in time."""
    yield ask({}, children, _is_eligible, _is_up_to_date("pathway"))
    yield ask({"outcome": "plan in force"}, children, _is_eligible, _has("pathway"))
    yield ask({"outcome": "made in time"}, children, _is_due, _was_made_in_time)


def _is_eligible(each: Child) -> bool:
    return _is_eligible_on(each, each.as_at)


def _is_eligible_on(each: Child, day: date) -> bool:
    """16 or 17, looked after, and for 13 weeks in all since 14."""
    born_on = each.paper.born_on
    if born_on is None or not was_looked_after(each, day) or not is_birthday_reached(born_on, 16, day):
        return False
    return _days_since_14(each, born_on, day) >= THIRTEEN_WEEKS


def _days_since_14(each: Child, born_on: date, day: date) -> int:
    """The days of care from the 14th birthday to a day, which is itself not over."""
    fourteen = birthday(born_on, 14)
    return sum(lived.row is not None for lived in each.life.days if fourteen <= lived.day < day)


def _time_for_the_plan(each: Child) -> date | None:
    """The last day of the three months from first becoming eligible, whatever came after."""
    born_on = each.paper.born_on
    if born_on is None:
        return None
    day = birthday(born_on, 16)
    while day <= each.as_at and not is_birthday_reached(born_on, 18, day):
        if in_care(each, day) and _is_eligible_on(each, day):
            return months_later(day, 3)
        day += timedelta(days=1)
    return None


def _is_due(each: Child) -> bool:
    last_day = _time_for_the_plan(each)
    return _is_eligible(each) and last_day is not None and each.as_at > last_day


def _was_made_in_time(each: Child) -> bool:
    last_day = _time_for_the_plan(each)
    assert last_day is not None
    return any(
        isinstance(row.began, e.PlanMade) and row.began.kind == "pathway" and row.first_day <= last_day
        for row in rows(each, "plan")
    )


# --------------------------------------------------------------------------------------------------- second reviews


def permanence_plan_by_second_review(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose second review in a period of care was held in the year, with a permanence plan on its day."""
    yield ask({}, children, lambda each: _second_review(each) is not None, _has_permanence_plan)


def _second_review(each: Child) -> date | None:
    """The day of it; of several in the year the last."""
    held = {review.occurred_on for review in each.paper.facts(e.ReviewHeld)}
    seconds = []
    for period in each.life.periods:
        mine = sorted(day for day in held if _is_during(period, day))
        if len(mine) >= 2 and in_trailing_window(mine[1], each.as_at, 12):
            seconds.append(mine[1])
    return max(seconds, default=None)


def _is_during(period: Period, day: date) -> bool:
    """A review on the day care ends belongs to the period."""
    return period.started <= day and (period.ended is None or day <= period.ended)


def _has_permanence_plan(each: Child) -> bool:
    """In force at the end of the day of the review, or begun on it."""
    day = _second_review(each)
    assert day is not None
    begun_today = any(made.kind == "permanence" and made.occurred_on == day for made in each.paper.facts(e.PlanMade))
    return begun_today or plan_in_force(each, "permanence", day) is not None
