"""Family courts: what was applied for, what came of it, and whether it was in time. Local tables hold them.

The unit is the child: one case can carry several, and each has orders of their own.
"""

from __future__ import annotations

from timeline.domain.spells.courts import DISPOSED, SECTION_31, WITHDRAWN
from timeline.domain.spells.courts import RESULTS as RESULT_OF_ORDERS
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Question
from timeline.projections.algebra.relations import During
from timeline.projections.algebra.times import Ago, Ending, Since
from timeline.projections.indicators.common import COMMON_DIMENSIONS
from timeline.projections.rulebook.limits import COURT_TIMESCALE
from timeline.projections.rulebook.thresholds import ISSUED_WITHIN, PRE_PROCEEDINGS_WITHIN, YEAR

APPLICATIONS = ("court-applications",)

gateway = Spells("gateway_decision").started_in(YEAR)
to_issue = gateway.where("decision", "issue").first()
to_pre_proceedings = gateway.where("decision", "pre-proceedings").first()


def issued_of(decided: SpellExpression, months: int) -> Question:
    """Whether care proceedings were issued within so many months of the decision."""
    return decided.within(months).any()


issue_then = Ago(to_issue, PRE_PROCEEDINGS_WITHIN)
pre_proceedings_then = Ago(to_pre_proceedings, PRE_PROCEEDINGS_WITHIN)
issue_lately = Ago(to_issue, ISSUED_WITHIN)

PROCEEDINGS_APPLIED = Indicator(
    id="proceedings-applied",
    title="Children of whom a legal gateway decided to go to court, and it did",
    sentence=(
        "Of the children of whom a legal gateway decided, in the 12 months that ended 6 months before the day, to "
        "issue care proceedings or to enter pre-proceedings, those with an application issued within 3 months of a "
        "decision to issue, or within 6 of one to enter pre-proceedings. Beside it each decision apart, with its own "
        "follow-up."
    ),
    unit=Unit.PERCENT,
    counted=(issue_then | pre_proceedings_then).first(),
    seen=Moment.START,
    readings=(
        Reading(meets=issued_of(issue_then, ISSUED_WITHIN) | issued_of(pre_proceedings_then, PRE_PROCEEDINGS_WITHIN)),
        Reading(
            group=(("outcome", "issued within 3 months of a decision to issue"),),
            counted=issue_lately,
            meets=issued_of(issue_lately, ISSUED_WITHIN),
        ),
        Reading(
            group=(("outcome", "issued within 6 months of entering pre-proceedings"),),
            counted=pre_proceedings_then,
            meets=issued_of(pre_proceedings_then, PRE_PROCEEDINGS_WITHIN),
        ),
    ),
    window_months=YEAR,
    window_ago=PRE_PROCEEDINGS_WITHIN,
    excluded=(),
    needs=("gateway-decisions", *APPLICATIONS),
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

applications = Spells("court_application")
care_proceedings = applications.where("type", *SECTION_31)
disposed = Called(care_proceedings.ended_in(YEAR).last(), "the care proceedings that ended last in the last 12 months")


def came_to(label: str, of: SpellExpression, attribute: str, *codes: str) -> Reading:
    """What the case of each came to."""
    return Reading(group=(("order", label),), counted=of, meets=of.where(attribute, *codes).any())


RESULTS = (*(result for _, result in RESULT_OF_ORDERS), WITHDRAWN, "other")
"""What a case can come to: by its final orders, without any, or by some that no rule names."""

PROCEEDINGS_SUCCESSFUL = Indicator(
    id="proceedings-successful",
    title="Children whose care proceedings ended as the authority had planned",
    sentence=(
        "Of the children whose care proceedings (section 31) were finally disposed of in the 12 months to the day, "
        "those whose final orders are those of the authority's final care plan (tier 3). Beside it any order for the "
        "authority (tier 1), the orders applied for (tier 2), what is neither (tier 4), and each result."
    ),
    unit=Unit.PERCENT,
    counted=disposed,
    seen=Moment.END,
    readings=(
        Reading(
            meets=disposed.where("as_final_plan", "yes").any(), unknown=disposed.where("as_final_plan", None).any()
        ),
        Reading(
            group=(("outcome", "tier 1, an order for the authority"),),
            meets=disposed.where("for_the_authority", "yes").any(),
            unknown=disposed.where("for_the_authority", None).any(),
        ),
        Reading(
            group=(("outcome", "tier 2, the orders applied for"),),
            meets=disposed.where("as_applied_for", "yes").any(),
            unknown=disposed.where("as_applied_for", None).any(),
        ),
        Reading(
            group=(("outcome", "tier 4, withdrawn, refused or no order"),),
            meets=disposed.where("for_the_authority", "no").any(),
        ),
        *(came_to(result, disposed, "result", result) for result in RESULTS),
    ),
    window_months=YEAR,
    excluded=(),
    needs=APPLICATIONS,
    dimensions=COMMON_DIMENSIONS,
    version="1989.1",
)

applications_ended = Called(applications.ended_in(YEAR), "the applications that ended")
case_ended = Called(
    applications.where("type", *SECTION_31, "placement").ended_in(YEAR),
    "the care proceedings and placement applications that ended",
)
orders = Called(Spells("final_order").ended_in(YEAR), "the final orders on all applications that ended")
decisions = Spells("adoption_decision")
decided_upon: Question = (
    During(case_ended, decisions).any()
    | During(decisions, case_ended).any()
    | During(Ending(case_ended), decisions).any()
)
"""A decision for adoption held when one of them was issued, was made while it ran, or held when it ended."""

adoption_sought = Called(
    case_ended.when(applications_ended.where("adoption_sought", "yes").any() | decided_upon).last(),
    "a case that ended in the last 12 months in which adoption was sought",
)
GUARDIANSHIP, SUPERVISION = "special guardianship", "supervision"
ARRANGEMENTS, CARE, NO_ORDER = "child arrangements", "care", "no order"
GRANTED = ("placement", "adoption")


def ordered(*codes: str) -> Question:
    """Whether one of these orders was made on one of the applications."""
    return orders.where("order", *codes).any()


never_decided: Question = ~orders.any() & ~applications_ended.where("outcome", DISPOSED).any()
no_order_known: Question = ~orders.any() & applications_ended.where("outcome", DISPOSED).any()

RESULTS_TOGETHER: tuple[tuple[str, Question], ...] = (
    (
        "special guardianship and supervision",
        ordered(GUARDIANSHIP) & ordered(SUPERVISION) & ~ordered(*GRANTED),
    ),
    (GUARDIANSHIP, ordered(GUARDIANSHIP) & ~ordered(*GRANTED, SUPERVISION)),
    (SUPERVISION, ordered(SUPERVISION) & ~ordered(*GRANTED, GUARDIANSHIP)),
    (ARRANGEMENTS, ordered(ARRANGEMENTS) & ~ordered(*GRANTED, GUARDIANSHIP, SUPERVISION)),
    (CARE, ordered(CARE) & ~ordered(*GRANTED, GUARDIANSHIP, SUPERVISION, ARRANGEMENTS)),
    (NO_ORDER, ordered(NO_ORDER) & ~ordered(*GRANTED, GUARDIANSHIP, SUPERVISION, ARRANGEMENTS, CARE)),
    (WITHDRAWN, never_decided),
    ("other", orders.any() & ~ordered(*GRANTED, GUARDIANSHIP, SUPERVISION, ARRANGEMENTS, CARE, NO_ORDER)),
    ("placement order or adoption", ordered(*GRANTED)),
)
"""What all the applications came to together: each child has one of these, or it is not known."""

ADOPTION_ORDERS_OTHERWISE = Indicator(
    id="adoption-orders-otherwise",
    title="Children for whom adoption was sought and the court decided otherwise",
    sentence=(
        "Of the children for whom the authority sought adoption (by its decision, by applying for a placement order or "
        "in its plan for an application) and whose care proceedings or placement application ended in the 12 months "
        "to the day, those who came out of it with another order or none; beside it which. All applications of the "
        "child that ended in these months are looked at together: where a placement order was made on any of them, it "
        "was granted, whatever else was ordered. A special guardianship order with supervision counts once."
    ),
    unit=Unit.PERCENT,
    counted=adoption_sought,
    seen=Moment.END,
    readings=(
        Reading(meets=orders.any() & ~ordered(*GRANTED) | never_decided, unknown=no_order_known),
        *(Reading(group=(("order", result),), meets=meets) for result, meets in RESULTS_TOGETHER),
    ),
    window_months=YEAR,
    excluded=(),
    needs=APPLICATIONS,
    dimensions=COMMON_DIMENSIONS,
    version="2002.2",
)

in_time = disposed.within_limit(COURT_TIMESCALE)
open_case = care_proceedings.open().first()


def lasted(told_as: Statistic) -> Reading:
    """How many weeks the cases of the window took."""
    return Reading(
        group=(("wait", f"{told_as.value} weeks"),), counted=disposed, days=Days(disposed, told_as), unit=Unit.WEEKS
    )


COURT_TIMESCALE_MET = Indicator(
    id="court-timescale",
    title="Care proceedings completed to timescale",
    sentence=(
        "Of the children whose care proceedings (section 31) were finally disposed of in the 12 months to the day, "
        "those in whose case that was within the limit in force when it was issued: 26 weeks from 22 April 2014, "
        "before it the guideline of 40, each beginning with the day of issue. Not extended; beside it as extended, the "
        "weeks taken, and the cases still open that are past their limit."
    ),
    unit=Unit.PERCENT,
    counted=disposed,
    seen=Moment.END,
    readings=(
        Reading(meets=in_time.any()),
        Reading(
            group=(("outcome", "within the time as extended"),),
            meets=in_time.any() | disposed.where("within_extension", "yes").any(),
        ),
        lasted(Statistic.MEAN),
        lasted(Statistic.MEDIAN),
        Reading(
            group=(("outcome", "still open and past the limit"),),
            counted=open_case,
            meets=(open_case - open_case.within_limit(COURT_TIMESCALE)).any(),
        ),
        Reading(
            group=(("wait", "still open, median weeks so far"),),
            counted=open_case,
            days=Days(Since(open_case), Statistic.MEDIAN),
            unit=Unit.WEEKS,
        ),
    ),
    window_months=YEAR,
    excluded=(),
    needs=APPLICATIONS,
    dimensions=COMMON_DIMENSIONS,
    version="2014.1",
)
