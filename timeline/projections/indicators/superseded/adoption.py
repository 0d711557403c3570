"""Adoption until 0.3: a child adopted who came back into care and left again was lost; A2 and A20 counted children who
were never placed for adoption; a child in hospital, away from the family that is to adopt, counted as waiting."""

from __future__ import annotations

from dataclasses import replace

from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Days, Reading, Statistic, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ending, Until
from timeline.projections.indicators import adoption
from timeline.projections.indicators.adoption import (
    ADOPTED,
    DECISIONS,
    FOR_ADOPTION,
    MATCHES,
    decision_in_force,
    decisions,
    home_of,
    matches,
    mean,
    orders,
    placed_with,
    since_decision,
    since_order,
)
from timeline.projections.indicators.common import episodes, looked_after, periods
from timeline.projections.rulebook.bands import DAYS_SINCE_ORDER_BANDS
from timeline.projections.rulebook.limits import PLACED_WITHIN_A_YEAR
from timeline.projections.rulebook.thresholds import ADOPTION_AVERAGE_OVER, YEAR


def adopted_in(months: int) -> SpellExpression:
    """The last ceasing of each child in the window, where it was by adoption."""
    return periods.ended_in(months).last().where("destination", ADOPTED)


def of_the_year(label: str, stage: SpellExpression, *needs: str) -> Reading:
    """The mean days of one stage of the year's adoptions."""
    return mean(f"{label}, of the year", stage, *needs, counted=adopted_in_year)


adopted = Called(adopted_in(ADOPTION_AVERAGE_OVER), "the period of care that ended in adoption in the last 3 years")
home = Called(home_of(adopted), "the home with the family that adopted")
entry_to_placed = Until(adopted, Called(placed_with(home), "the placement for adoption with that family"))
authority = Called(During(orders, adopted).first(), "the court's authority to place")

adopted_in_year = Called(adopted_in(YEAR), "the period of care that ended in adoption in the last 12 months")
decided = Called(During(decisions, adopted_in_year).last(), "the decision before that adoption")
matched = Called(During(matches, adopted_in_year).last(), "the match before that adoption")
placed = Called(placed_with(home_of(adopted_in_year)), "the placement for adoption before that adoption")

ADOPTION_TIMELINESS = replace(
    adoption.ADOPTION_TIMELINESS,
    sentence=(
        "Of the children adopted in the three years to the day, the mean days from entering care to the first day "
        "placed for adoption with the family that adopted (A1). Beside it A10, which stops for foster carers who adopt "
        "on the day the child moved in with them; A2, from the court's authority to place to the match, no days where "
        "the match came first; A20, from entering care to that authority; and the stages of the year's adoptions, "
        "which do not add. Averages of completed adoptions improve when children who wait are never placed: see "
        "adoption-waiting."
    ),
    counted=adopted,
    readings=(
        Reading(meets=entry_to_placed.any(), days=Days(entry_to_placed, Statistic.MEAN)),
        mean("A10, to moving in, with foster carers who adopt since the fostering began", Until(adopted, home)),
        mean("A2, court authority to match", Until(authority, During(matches, adopted).last()), MATCHES),
        mean("A20, entering care to court authority", Until(adopted, authority)),
        of_the_year("entering care to decision", Until(adopted_in_year, decided), DECISIONS),
        of_the_year("decision to match", Until(decided, matched), DECISIONS, MATCHES),
        of_the_year("match to placement", Until(matched, placed), MATCHES),
        of_the_year("placement to adoption", Until(placed, Ending(adopted_in_year))),
    ),
    version="2018.1",
)

PLACED_WITHIN_12_MONTHS = replace(
    adoption.PLACED_WITHIN_12_MONTHS,
    counted=adopted_in_year,
    readings=(
        Reading(
            meets=Until(decided, placed).within_limit(PLACED_WITHIN_A_YEAR).any(),
            unknown=~decided.any() | ~placed.any(),
        ),
    ),
    version="2023.1",
)

placed_now = episodes.open().where("placement_type", *FOR_ADOPTION)
waiting = Called(
    looked_after.when(decision_in_force.any() & ~placed_now.any()), "an adoption decision in force and no adopters yet"
)
with_order = Called(waiting.when(During(orders, looked_after).any()), "the same, and a placement order")


def waited_since_order(label: str, low: int, high: int | None) -> Reading:
    """Of those waiting with a placement order, how many days ago it was made."""
    at_least = since_order.for_days(ended=low, still_open=low).any()
    meets = at_least if high is None else at_least & ~since_order.for_days(ended=high + 1, still_open=high + 1).any()
    return Reading(group=(("wait", f"since the order, {label}"),), counted=with_order, meets=meets)


ADOPTION_WAITING = replace(
    adoption.ADOPTION_WAITING,
    sentence=(
        "Of the children looked after, those with a decision that they should be placed for adoption, not reversed, "
        "who are not placed for adoption; the days since the decision so far; and of those with a placement order the "
        "days since the first. Days waited so far are not the wait to be expected."
    ),
    readings=(
        Reading(meets=waiting.any()),
        *(
            Reading(
                group=(("wait", f"since the decision, {statistic.value} days"),),
                meets=waiting.any(),
                days=Days(since_decision, statistic),
                unit=Unit.DAYS,
            )
            for statistic in Statistic
        ),
        Reading(group=(("order", "with a placement order"),), meets=with_order.any()),
        *(waited_since_order(band.label, band.low, band.high) for band in DAYS_SINCE_ORDER_BANDS),
    ),
    version="2024.1",
)
