"""What is recorded of a year or at a review, at an age at which it is not asked.

Health outcomes and care leavers' outcomes are of a reporting year and stand on the day it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import birthday, year_ending, year_window
from timeline.domain.events import CareLeaverOutcomesRecorded, HealthOutcomesRecorded, ReviewHeld

QUESTIONNAIRE_FROM, QUESTIONNAIRE_TO = 4, 17
"""The strengths and difficulties questionnaire is for those of 4 to 16."""

WRONG_AGE_FOR_IT = "SDQ1"
TOO_YOUNG_TO_TAKE_PART = "PN0"
RESPONSIBLE_FROM = 10
CHECKED_UNDER = 5
ADULT = 18
LEAVER_FROM = 17

FOYER, WITH_FORMER_CARER = "T", "Z"


def questionnaire_under_4(history: History) -> Iterable[Defect]:
    """Scores of children who were under 4 when the year ended."""
    return _health(history, lambda said, aged: said.sdq_score is not None and not aged(QUESTIONNAIRE_FROM))


def questionnaire_over_16(history: History) -> Iterator[Defect]:
    """Scores of children who were 17 before the year began."""
    for fact, said in history.story.of(HealthOutcomesRecorded):
        first = year_window(year_ending(said.occurred_on)).first
        if said.sdq_score is not None and _is(history, QUESTIONNAIRE_TO, first):
            yield Defect((fact.id,), (said.occurred_on,))


def no_score_for_age_at_the_age(history: History) -> Iterator[Defect]:
    """No score because of the age, of children who were 4 to 16 for the whole year."""
    for fact, said in history.story.of(HealthOutcomesRecorded):
        first = year_window(year_ending(said.occurred_on)).first
        of_age = _is(history, QUESTIONNAIRE_FROM, first) and not _is(history, QUESTIONNAIRE_TO, said.occurred_on)
        if said.sdq_reason == WRONG_AGE_FOR_IT and of_age:
            yield Defect((fact.id,), (said.occurred_on,))


def convicted_under_10(history: History) -> Iterable[Defect]:
    """Convicted or not is said of children under 10."""
    return _health(history, lambda said, aged: said.convicted is not None and not aged(RESPONSIBLE_FROM))


def development_checks_from_5(history: History) -> Iterable[Defect]:
    """Development checks are said of children of 5 or over."""
    return _health(history, lambda said, aged: said.health_check is not None and aged(CHECKED_UNDER))


def leaver_under_17(history: History) -> Iterable[Defect]:
    """Care leavers' outcomes of those who were not 17 when the year ended."""
    return _leavers(history, lambda _, aged: not aged(LEAVER_FROM))


def foyer_under_18(history: History) -> Iterable[Defect]:
    """Care leavers in a foyer at 17."""
    return _leavers(history, lambda kind, aged: kind == FOYER and aged(LEAVER_FROM) and not aged(ADULT))


def with_former_carer_at_17(history: History) -> Iterable[Defect]:
    """Care leavers with a former foster carer at 17."""
    return _leavers(history, lambda kind, aged: kind == WITH_FORMER_CARER and aged(LEAVER_FROM) and not aged(ADULT))


def too_young_to_take_part_from_4(history: History) -> Iterable[Defect]:
    """Reviews with PN0, under 4, of children of 4 or over."""
    return _reviews(history, lambda code, aged: code == TOO_YOUNG_TO_TAKE_PART and aged(QUESTIONNAIRE_FROM))


def took_part_under_4(history: History) -> Iterable[Defect]:
    """Reviews with a code of those of 4 and over, of younger children."""
    return _reviews(history, lambda code, aged: code != TOO_YOUNG_TO_TAKE_PART and not aged(QUESTIONNAIRE_FROM))


Aged = Callable[[int], bool]
"""Whether the child had attained an age by the day in question."""


def _is(history: History, years: int, day: date) -> bool:
    return history.born_on is not None and birthday(history.born_on, years) <= day


def _health(history: History, wrong: Callable[[HealthOutcomesRecorded, Aged], bool]) -> Iterator[Defect]:
    if history.born_on is not None:
        for fact, said in history.story.of(HealthOutcomesRecorded):
            if wrong(said, _by(history, said.occurred_on)):
                yield Defect((fact.id,), (said.occurred_on,))


def _leavers(history: History, wrong: Callable[[str, Aged], bool]) -> Iterator[Defect]:
    """``wrong`` is told the sort of accommodation: the letter of its code."""
    if history.born_on is not None:
        for fact, said in history.story.of(CareLeaverOutcomesRecorded):
            if wrong((said.accommodation or "")[:1], _by(history, said.occurred_on)):
                yield Defect((fact.id,), (said.occurred_on,))


def _reviews(history: History, wrong: Callable[[str, Aged], bool]) -> Iterator[Defect]:
    if history.born_on is not None:
        for fact, held in history.story.of(ReviewHeld):
            if held.participation is not None and wrong(held.participation, _by(history, held.occurred_on)):
                yield Defect((fact.id,), (held.occurred_on,))


def _by(history: History, day: date) -> Aged:
    return lambda years: _is(history, years, day)


CORRECT_THE_AGE = "Leave the item out, or correct DOB."

RULES = (
    published(
        "188",
        "outcome-questionnaire-under-4",
        questionnaire_under_4,
        title="A questionnaire score under 4",
        means="SDQ_SCORE is given and the child was under 4 at the end of the year.",
        do=CORRECT_THE_AGE,
    ),
    published(
        "189",
        "outcome-questionnaire-over-16",
        questionnaire_over_16,
        title="A questionnaire score over 16",
        means="SDQ_SCORE is given and the child was 17 or over at the beginning of the year.",
        do=CORRECT_THE_AGE,
    ),
    published(
        "157",
        "outcome-no-score-for-age",
        no_score_for_age_at_the_age,
        title="No questionnaire score because of the age, at the age for it",
        means="SDQ_REASON is SDQ1 and the child was 4 to 16 throughout the year.",
        do="Give the score, or the reason that applies, or correct DOB.",
    ),
    published(
        "542",
        "outcome-convicted-under-10",
        convicted_under_10,
        title="Convicted or not, under 10",
        means="CONVICTED is given and the child was under 10 at the end of the year.",
        do=CORRECT_THE_AGE,
    ),
    published(
        "546",
        "outcome-development-checks-from-5",
        development_checks_from_5,
        title="Development checks at 5 or over",
        means="HEALTH_CHECK is given and the child was 5 or over at the end of the year.",
        do=CORRECT_THE_AGE,
    ),
    published(
        "391",
        "outcome-leaver-under-17",
        leaver_under_17,
        title="A care leaver under 17",
        means="There are OC3 items and the child was under 17 at the end of the year.",
        do="Delete the row, or correct DOB.",
    ),
    published(
        "347",
        "outcome-foyer-under-18",
        foyer_under_18,
        title="A care leaver of 17 in a foyer",
        means="ACCOM says foyer and the young person was 17 at the end of the year.",
        do="Correct ACCOM or DOB.",
    ),
    published(
        "3001",
        "outcome-former-carer-at-17",
        with_former_carer_at_17,
        title="A care leaver of 17 with a former foster carer",
        means="ACCOM says with the former foster carer and the young person was 17 at the end of the year.",
        do="Correct ACCOM or DOB.",
    ),
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
