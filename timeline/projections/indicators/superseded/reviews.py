"""Reviews until 0.3: one that fell due before the window did not count, and PN0 was left out without being counted."""

from __future__ import annotations

from dataclasses import replace

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Reading
from timeline.projections.indicators import reviews
from timeline.projections.indicators.reviews import VIEWS_CONVEYED, due_in_year, held_in_time
from timeline.projections.rulebook.thresholds import PARTICIPATES_FROM, YEAR

REVIEWS_ON_TIME = replace(
    reviews.REVIEWS_ON_TIME,
    sentence=(
        "Of the children looked after for so long that their first review was due, those of whom every review due in "
        "the 12 months to the day was held on or before the day it was due: the first within 20 working days of "
        "becoming looked after, the second within 3 months of the first, each later one within 6 months of the one "
        "before. Beside it the reviews themselves."
    ),
    readings=(
        Reading(meets=~(due_in_year - held_in_time).any()),
        Reading(group=(("count", "reviews due in the year"),), spells=held_in_time, out_of=due_in_year),
    ),
    version="2010.1",
)

NO_VIEWS = ("PN4", "PN7", None)
held = Spells("review").started_in(YEAR).from_age(PARTICIPATES_FROM).where("participation", *VIEWS_CONVEYED, *NO_VIEWS)
with_views = held.where("participation", *VIEWS_CONVEYED)

REVIEW_PARTICIPATION = replace(
    reviews.REVIEW_PARTICIPATION,
    sentence=(
        "Of the reviews held in the 12 months to the day for children aged 4 or over at the review, those in which the "
        "child's views were conveyed (PN1, PN2, PN3, PN5, PN6); beside it the children who had a say in all of theirs."
    ),
    counted=held.last(),
    readings=(
        Reading(
            spells=with_views,
            out_of=held,
            meets=with_views.any(),
            unknown=held.where("participation", None).any(),
        ),
        Reading(group=(("count", "children, all reviews"),), meets=~(held - with_views).any()),
    ),
    excluded=(),
    version="2017.1",
)
