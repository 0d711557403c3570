"""Reviews: the code of participation beside the age. A child is of an age from the birthday on."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import birthday
from timeline.domain.events import ReviewHeld

TAKES_PART_FROM = 4
TOO_YOUNG_TO_TAKE_PART = "PN0"


def too_young_to_take_part_from_4(history: History) -> Iterator[Defect]:
    """Reviews with PN0, under 4, of children of 4 or over."""
    return (defect for defect, code, of_age in _reviews(history) if of_age and code == TOO_YOUNG_TO_TAKE_PART)


def took_part_under_4(history: History) -> Iterator[Defect]:
    """Reviews with a code of those of 4 and over, of younger children."""
    return (defect for defect, code, of_age in _reviews(history) if not of_age and code != TOO_YOUNG_TO_TAKE_PART)


def _reviews(history: History) -> Iterator[tuple[Defect, str, bool]]:
    """The reviews with a code, and whether the child was of age on the day."""
    if history.born_on is None:
        return
    of_age_on = birthday(history.born_on, TAKES_PART_FROM)
    for fact, held in history.story.of(ReviewHeld):
        if held.participation is not None:
            yield Defect((fact.id,), (held.occurred_on,)), held.participation, held.occurred_on >= of_age_on


RULES = (
    published(
        "440",
        "review-too-young-from-4",
        too_young_to_take_part_from_4,
        title="Too young to take part in a review, at 4 or over",
        means="REVIEW_CODE is PN0 and the child was 4 or over on the day.",
        do="Correct REVIEW_CODE, the day or DOB.",
    ),
    published(
        "441",
        "review-took-part-under-4",
        took_part_under_4,
        title="Took part in a review under 4",
        means="REVIEW_CODE is PN1 to PN7 and the child was under 4 on the day.",
        do="Correct REVIEW_CODE, the day or DOB.",
    ),
)
