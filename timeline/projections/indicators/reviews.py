"""Reviews: on time, overdue, and whether the child had a say."""

from __future__ import annotations

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.relations import During, Following
from timeline.projections.indicators.common import (
    COMMON_DIMENSIONS,
    EPISODES,
    EXCLUDED_FROM_STOCK,
    looked_after,
)
from timeline.projections.rulebook.thresholds import OVERDUE, PARTICIPATES_FROM, YEAR

VIEWS_CONVEYED = ("PN1", "PN2", "PN3", "PN5", "PN6")
"""Took part: present or not, the child's views were conveyed. Not PN4, present without contributing, nor PN7."""

UNDER_FOUR = "PN0"
"""The child was under 4. Allowed up to and including the 4th birthday."""

due = Spells("review_due")
reviewable = Called(
    looked_after.when(During(due, looked_after).any()), "a period of care so long that its first review was due"
)
"""Looked after for so long that a first review was due."""

due_in_year = due.started_in(YEAR)
held_in_time = due_in_year.within(0)
overdue = During(due, looked_after).open().for_days(ended=OVERDUE, still_open=OVERDUE).any()
"""A review of the present period of care that was due before the day, however long ago, and is not held yet."""

REVIEWS_ON_TIME = Indicator(
    id="reviews-on-time",
    title="Children looked after whose reviews were all held on time",
    sentence=(
        "Of the children looked after for so long that their first review was due, those of whom every review due in "
        "the 12 months to the day was held on or before the day it was due, and of whom no review is overdue on the "
        "day, however long ago it was due: the first is due within 20 working days of becoming looked after, the "
        "second within 3 months of the first, each later one within 6 months of the one before. Beside it the reviews "
        "due in the 12 months themselves."
    ),
    unit=Unit.PERCENT,
    counted=reviewable,
    seen=Moment.AS_AT,
    readings=(
        Reading(meets=~(due_in_year - held_in_time).any() & ~overdue),
        Reading(group=(("count", "reviews due in the year"),), spells=held_in_time, out_of=due_in_year),
    ),
    window_months=YEAR,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "Reviews"),
    dimensions=COMMON_DIMENSIONS,
    version="2010.2",
)

REVIEWS_OVERDUE = Indicator(
    id="reviews-overdue",
    title="Children looked after whose review is overdue",
    sentence=(
        "Of the children looked after, those with a review that was due before the day and was not held by the end of "
        "it. Held but not yet known counts as overdue, as it stood then."
    ),
    unit=Unit.PERCENT,
    counted=looked_after,
    seen=Moment.AS_AT,
    readings=(Reading(meets=overdue),),
    window_months=None,
    excluded=EXCLUDED_FROM_STOCK,
    needs=(*EPISODES, "Reviews"),
    dimensions=COMMON_DIMENSIONS,
    version="2010.1",
)

reviews_in_year = Spells("review").started_in(YEAR)
on_4th_birthday = Called(
    Following(reviews_in_year.where("participation", UNDER_FOUR), Spells("life").before_age(PARTICIPATES_FROM), 0),
    "a review of the 12 months to the day, with PN0, on the 4th birthday",
)
"""Coded as of a child under 4 on the very 4th birthday, when the code is still allowed."""

held = Called(
    reviews_in_year.from_age(PARTICIPATES_FROM) - on_4th_birthday, "reviews of the 12 months to the day at 4 or over"
)
with_views = held.where("participation", *VIEWS_CONVEYED)

REVIEW_PARTICIPATION = Indicator(
    id="review-participation",
    title="Reviews in which the child had a say",
    sentence=(
        "Of the reviews held in the 12 months to the day for children aged 4 or over at the review, those in which the "
        "child's views were conveyed (PN1, PN2, PN3, PN5, PN6); beside it the children who had a say in all of theirs. "
        "A review on the 4th birthday with the code PN0 is left out and counted; PN0 at a later age says nothing of "
        "the child's views, and stays among the reviews as not known, as does a review without a code."
    ),
    unit=Unit.PERCENT,
    counted=Called(
        held.last().when(~on_4th_birthday.any()), "a review held in the 12 months to the day, and none that is left out"
    ),
    seen=Moment.END,
    readings=(
        Reading(
            counted=held.last(),
            spells=with_views,
            out_of=held,
            meets=with_views.any(),
            unknown=held.where("participation", None, UNDER_FOUR),
        ),
        Reading(group=(("count", "children, all reviews"),), counted=held.last(), meets=~(held - with_views).any()),
    ),
    window_months=YEAR,
    excluded=(("PN0 on the 4th birthday", on_4th_birthday.any()),),
    needs=("Reviews",),
    dimensions=COMMON_DIMENSIONS,
    version="2017.2",
)
"""Of the reviews: so each row names whom it counts, and a child with a review left out is among those excluded even
where another review of the child counts."""
