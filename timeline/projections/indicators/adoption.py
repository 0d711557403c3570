"""Adoption: how long each stage took, of those adopted; who waits, and for how long."""

from __future__ import annotations

from timeline.domain.codes import ADOPTION_OF_ANY_YEAR, DESTINATIONS
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.listing import Listing
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ending, Since, Until
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    episodes,
    looked_after,
    periods,
    placements,
)
from timeline.projections.rulebook.bands import DAYS_SINCE_ORDER_BANDS
from timeline.projections.rulebook.limits import PLACED_WITHIN_A_YEAR
from timeline.projections.rulebook.thresholds import ADOPTION_AVERAGE_OVER, YEAR

ADOPTED = DESTINATIONS["E11"]
FOR_ADOPTION = sorted(ADOPTION_OF_ANY_YEAR)
COURT_AUTHORITY = ("E1", "D1")
"""A placement order, or before 30 December 2005 a freeing order."""

DECISIONS, MATCHES = "PlacedAdoption", "AD1"
"""The modules that say so."""

decisions = Spells("adoption_decision")
matches = Spells("adoption_match")
orders = Spells("legal_status").where("legal_status", *COURT_AUTHORITY)


def adopted_in(months: int) -> SpellExpression:
    """The period of care that ended in adoption in the window, the last of a child adopted twice: be the child back in
    care since, or gone again."""
    return periods.ended_in(months).where("destination", ADOPTED).last()


def home_of(adopted: SpellExpression) -> SpellExpression:
    """The placement with the family that adopted, since the child moved in: with foster carers before the decision."""
    return During(placements.where("placement_type", *FOR_ADOPTION), adopted).last()


def placed_with(home: SpellExpression) -> SpellExpression:
    """The first day on which that placement was one for adoption."""
    return During(episodes.where("placement_type", *FOR_ADOPTION), home).first()


def placed_first(stage: SpellExpression) -> SpellExpression:
    """The stage, of children who were placed for adoption with that family before they were adopted."""
    return stage.when(home.any())


def mean(label: str, stage: SpellExpression, *needs: str, counted: SpellExpression | None = None) -> Reading:
    """The mean days of one stage, of those who have both its ends."""
    return Reading(
        group=(("wait", label),),
        counted=counted,
        meets=stage.any(),
        days=Days(stage, Statistic.MEAN),
        unit=Unit.DAYS,
        needs=needs,
    )


def of_the_year(label: str, stage: SpellExpression, *needs: str) -> Reading:
    """The same of the year's adoptions alone."""
    return mean(f"{label}, of the year", stage, *needs, counted=adopted_in_year)


adopted = Called(adopted_in(ADOPTION_AVERAGE_OVER), "the period of care that ended in adoption in the last 3 years")
home = Called(home_of(adopted), "the home with the family that adopted")
entry_to_placed = Until(adopted, Called(placed_with(home), "the placement for adoption with that family"))
authority = Called(During(orders, adopted).first(), "the court's authority to place")
match = During(matches, adopted).last()

adopted_in_year = Called(adopted_in(YEAR), "the period of care that ended in adoption in the last 12 months")
decided = Called(During(decisions, adopted_in_year).last(), "the decision before that adoption")
matched = Called(During(matches, adopted_in_year).last(), "the match before that adoption")
placed = Called(placed_with(home_of(adopted_in_year)), "the placement for adoption before that adoption")

ADOPTION_TIMELINESS = Indicator(
    id="adoption-timeliness",
    title="Adoption: mean days from entering care to moving in with the adoptive family",
    sentence=(
        "Of the children adopted in the three years to the day, the mean days from entering care to the first day "
        "placed for adoption with the family that adopted (A1). Beside it A10, which stops for foster carers who adopt "
        "on the day the child moved in with them; A2, from the court's authority to place to the match, no days where "
        "the match came first; A20, from entering care to that authority; A2 and A20 of children who were placed "
        "before they were adopted. And the stages of the year's adoptions, which do not add. Averages of completed "
        "adoptions improve when children who wait are never placed: see adoption-waiting."
    ),
    unit=Unit.DAYS,
    counted=adopted,
    seen=Moment.END,
    readings=(
        Reading(meets=entry_to_placed.any(), days=Days(entry_to_placed, Statistic.MEAN)),
        mean("A10, to moving in, with foster carers who adopt since the fostering began", Until(adopted, home)),
        mean("A2, court authority to match", placed_first(Until(authority, match)), MATCHES),
        mean("A20, entering care to court authority", placed_first(Until(adopted, authority))),
        of_the_year("entering care to decision", Until(adopted_in_year, decided), DECISIONS),
        of_the_year("decision to match", Until(decided, matched), DECISIONS, MATCHES),
        of_the_year("match to placement", Until(matched, placed), MATCHES),
        of_the_year("placement to adoption", Until(placed, Ending(adopted_in_year))),
    ),
    window_months=ADOPTION_AVERAGE_OVER,
    excluded=(),
    needs=EPISODES,
    dimensions=COMMON_DIMENSIONS,
    version="2018.2",
)

PLACED_WITHIN_12_MONTHS = Indicator(
    id="placed-within-12-months",
    title="Children adopted who were placed within 12 months of the decision",
    sentence=(
        "Of the children adopted in the 12 months to the day, those placed for adoption with the family that adopted "
        "fewer than 365 days after the decision that they should be. An earlier placement that broke down does not "
        "count."
    ),
    unit=Unit.PERCENT,
    counted=adopted_in_year,
    seen=Moment.END,
    readings=(
        Reading(
            meets=Until(decided, placed).within_limit(PLACED_WITHIN_A_YEAR).any(),
            unknown=~decided.any() | ~placed.any(),
        ),
    ),
    window_months=YEAR,
    excluded=(),
    needs=(*EPISODES, DECISIONS),
    dimensions=COMMON_DIMENSIONS,
    version="2023.2",
)

decision_in_force = During(decisions, looked_after).open()
placed_now = placed_with(placements.open().where("placement_type", *FOR_ADOPTION))
"""The home is kept while the child is away from it for a time: a child in hospital is placed where the child lives."""

waiting = Called(
    looked_after.when(decision_in_force.any() & ~placed_now.any()), "an adoption decision in force and no adopters yet"
)
with_order = Called(waiting.when(During(orders, looked_after).any()), "the same, and a placement order")
since_order = Since(During(orders, looked_after).first())
since_decision = Since(decision_in_force.first())


def waited_since_order(label: str, low: int, high: int | None) -> Reading:
    """Of those waiting with a placement order, how many days ago it was made."""
    at_least = since_order.for_days(ended=low, still_open=low).any()
    meets = at_least if high is None else at_least & ~since_order.for_days(ended=high + 1, still_open=high + 1).any()
    return Reading(group=(("wait", f"since the order, {label}"),), counted=with_order, meets=meets)


ADOPTION_WAITING = Indicator(
    id="adoption-waiting",
    title="Children looked after who wait to be placed for adoption",
    sentence=(
        "Of the children looked after, those with a decision that they should be placed for adoption, not reversed, "
        "who are not placed for adoption, nor away for a time from the family they are placed with; the days since the "
        "decision so far; and of those with a placement order the days since the first. Days waited so far are "
        "not the wait to be expected."
    ),
    unit=Unit.COUNT,
    counted=looked_after,
    seen=Moment.AS_AT,
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
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, DECISIONS),
    dimensions=COMMON_DIMENSIONS,
    version="2024.2",
)

TRACKER = Listing(
    id="adoption-tracker",
    title="Children with a decision that they should be placed for adoption who are not yet adopted",
    sentence=(
        "Children looked after with an adoption decision in force: the days of entering care, of the decision, of the "
        "application for a placement order and of the order, of the match and of moving in, and the days since the "
        "last of these. A work list, not an average."
    ),
    listed=looked_after.when(decision_in_force.any()),
    milestones=(
        ("entered care", looked_after),
        ("decision", decision_in_force),
        ("order applied for", During(Spells("court_application").where("type", "placement"), looked_after)),
        ("placement order", During(orders, looked_after)),
        ("match", During(matches, looked_after)),
        ("placed", placed_now),
    ),
)
