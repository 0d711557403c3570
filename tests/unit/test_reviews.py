"""Reviews due: the examples of ``docs/definitions/reviews-and-visitors.md``."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.domain.spells.reviews import ReviewDue, reviews_due
from timeline.projections.rulebook.bank_holidays import BANK_HOLIDAYS


@pytest.mark.parametrize(
    ("started", "due"), [(date(2011, 12, 12), date(2012, 1, 12)), (date(2012, 5, 14), date(2012, 6, 13))]
)
def test_the_first_review_is_due_within_20_working_days(started: date, due: date) -> None:
    assert reviews_due(started, [], BANK_HOLIDAYS) == (ReviewDue(due, None),)


def test_the_second_is_due_three_months_after_the_first_was_held() -> None:
    due = reviews_due(date(2011, 11, 7), [date(2011, 11, 30)], BANK_HOLIDAYS)
    assert due[-1] == ReviewDue(date(2012, 2, 29), None)


def test_later_ones_are_due_six_months_after_the_one_before() -> None:
    held = [date(2011, 8, 31), date(2011, 5, 31)]
    due = reviews_due(date(2011, 5, 9), held, BANK_HOLIDAYS)
    assert [review.due_on for review in due] == [date(2011, 6, 7), date(2011, 8, 31), date(2012, 2, 29)]
    assert not any(review.late for review in due)


def test_held_after_it_was_due_is_late() -> None:
    first, _ = reviews_due(date(2011, 12, 12), [date(2012, 1, 13)], BANK_HOLIDAYS)
    assert first.late
