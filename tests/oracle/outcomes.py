"""The year's health outcomes, and care leavers (``docs/definitions/health-and-wellbeing.md``, ``leaving-care.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.oracle.almanac import is_birthday_reached
from tests.oracle.asking import Child, Measure, OracleRow, Test, always, ask
from tests.oracle.lengths import for_the_whole_year
from timeline.domain import events as e

Told = Callable[[e.HealthOutcomesRecorded], bool | None]


def _of_the_year(each: Child) -> e.HealthOutcomesRecorded | None:
    """What was told of the year that ended on the 31 March in the twelve months."""
    facts = each.paper.facts(e.HealthOutcomesRecorded)
    return each.paper.the_one(fact for fact in facts if each.in_window(fact.occurred_on))


def _said(each: Child, told: Told) -> bool | None:
    outcomes = _of_the_year(each)
    return None if outcomes is None else told(outcomes)


def _yes(told: Told) -> Test:
    return lambda each: _said(each, told) is True


def _share(children: Sequence[Child], counts: Test, told: Told) -> OracleRow:
    """What is not recorded stays among all and is told apart."""
    row = ask({}, children, counts, _yes(told))
    return replace(row, unknown=sum(each.name in row.counted and _said(each, told) is None for each in children))


def _of_all(told: Told) -> Measure:
    def measure(children: Sequence[Child]) -> Iterator[OracleRow]:
        yield _share(children, for_the_whole_year, told)

    return measure


health_annual = _of_all(lambda outcomes: outcomes.health_assessment)
dental = _of_all(lambda outcomes: outcomes.teeth_check)
immunisations = _of_all(lambda outcomes: outcomes.immunisations)


def _is_of_age(each: Child, first: int, last: int, day: date) -> bool:
    """Of so many completed years on the day. Of no known age is of none."""
    born_on = each.paper.born_on
    if born_on is None:
        return False
    return is_birthday_reached(born_on, first, day) and not is_birthday_reached(born_on, last + 1, day)


def convicted(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those of 10 to 17, convicted or cautioned in the year."""
    yield _share(children, _for_the_year_aged(10, 17), lambda outcomes: outcomes.convicted)


def _for_the_year_aged(first: int, last: int) -> Test:
    return lambda each: for_the_whole_year(each) and _is_of_age(each, first, last, each.as_at)


def substance_misuse(children: Sequence[Child]) -> Iterator[OracleRow]:
    """With a problem identified; of these, who received an intervention and who refused one."""
    yield _share(children, for_the_whole_year, _is_identified)
    received = ask({"outcome": "received an intervention"}, children, _misuses, _yes(_is_treated))
    yield received
    yield ask({"outcome": "offered an intervention and refused it"}, children, _misuses, _yes(_has_refused))


def _is_identified(outcomes: e.HealthOutcomesRecorded) -> bool | None:
    return outcomes.substance_misuse


def _is_treated(outcomes: e.HealthOutcomesRecorded) -> bool | None:
    return outcomes.intervention_received


def _has_refused(outcomes: e.HealthOutcomesRecorded) -> bool | None:
    """The return's answer is taken: "was offered an intervention and refused it"."""
    return outcomes.intervention_offered


def _misuses(each: Child) -> bool:
    return for_the_whole_year(each) and _yes(_is_identified)(each)


BANDS: dict[str, Callable[[int], bool]] = {
    "normal": lambda score: 0 <= score <= 13,
    "borderline": lambda score: 14 <= score <= 16,
    "concern": lambda score: 17 <= score <= 40,
}


def sdq_mean(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those of 5 to 16, the mean score of those who have one; how many have one; the bands of these."""
    counted = _for_the_year_aged(5, 16)
    row = ask({}, children, counted, _has_score)
    scores = [score for each in children if each.name in row.meets and (score := _score(each)) is not None]
    yield replace(row, value=Fraction(sum(scores), len(scores)) if scores else None)
    yield replace(row, group={"outcome": "has a score"})
    for label, fits in BANDS.items():
        yield ask({"outcome": label}, children, _both(counted, _has_score), _scores(fits))


def _score(each: Child) -> int | None:
    outcomes = _of_the_year(each)
    return None if outcomes is None else outcomes.sdq_score


def _has_score(each: Child) -> bool:
    return _score(each) is not None


def _scores(fits: Callable[[int], bool]) -> Test:
    def has_such_a_score(each: Child) -> bool:
        score = _score(each)
        return score is not None and fits(score)

    return has_such_a_score


# --------------------------------------------------------------------------------------------------- care leavers

DIED_OR_RETURNED_HOME = {"DIED", "RHOM"}
HIGHER_EDUCATION = {"F1", "P1"}
WORK_OR_TRAINING = {*HIGHER_EDUCATION, "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"}
NONE_OF_THESE = {"G4", "G5", "G6"}
ABROAD_DEPORTED_OR_NOT_KNOWN = {"G", "H", "R"}
AGES = {"17 to 18": (17, 18), "19 to 21": (19, 21)}


def care_leavers(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of whom the return has a row in the year, of 17 to 21, in touch; and where they live and what they do, by age."""
    yield ask({}, children, _was_asked_about(17, 21), _is_in_touch)
    for label, (first, last) in AGES.items():
        for outcome, counts, meets in OUTCOMES:
            group = {"outcome": outcome, "age": label}
            yield ask(group, children, _both(_was_asked_about(first, last), counts), meets)


def care_leavers_to_2013(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Those of 19 only."""
    yield ask({}, children, _was_asked_about(19, 19), _is_in_touch)
    for outcome, counts, meets in OUTCOMES:
        yield ask({"outcome": outcome, "age": "19"}, children, _both(_was_asked_about(19, 19), counts), meets)


def _both(one: Test, other: Test) -> Test:
    return lambda each: one(each) and other(each)


def _row(each: Child) -> e.CareLeaverOutcomesRecorded | None:
    """The row of the year."""
    facts = each.paper.facts(e.CareLeaverOutcomesRecorded)
    return each.paper.the_one(fact for fact in facts if each.in_window(fact.occurred_on))


def _was_asked_about(first: int, last: int) -> Test:
    """Of an age at the end of the year the row is of; that someone died or returned home the row itself says."""

    def was_asked_about(each: Child) -> bool:
        row = _row(each)
        if row is None or row.in_touch in DIED_OR_RETURNED_HOME:
            return False
        return _is_of_age(each, first, last, row.occurred_on)

    return was_asked_about


def _is_in_touch(each: Child) -> bool:
    return _told(each).in_touch == "YES"


def _told(each: Child) -> e.CareLeaverOutcomesRecorded:
    row = _row(each)
    assert row is not None
    return row


def _is_in_the_country(each: Child) -> bool:
    return (_told(each).accommodation or "")[:1] not in ABROAD_DEPORTED_OR_NOT_KNOWN


def _lives_suitably(each: Child) -> bool:
    return (_told(each).accommodation or "")[1:] == "1"


def _does_one_of(codes: set[str]) -> Test:
    return lambda each: _told(each).activity in codes


OUTCOMES: tuple[tuple[str, Test, Test], ...] = (
    ("in touch", always, _is_in_touch),
    ("in suitable accommodation", _is_in_the_country, _lives_suitably),
    ("in education, employment or training", always, _does_one_of(WORK_OR_TRAINING)),
    ("in none of these", always, _does_one_of(NONE_OF_THESE)),
    ("in higher education", always, _does_one_of(HIGHER_EDUCATION)),
)
"""What is asked of a care leaver, of which of them, and when it is so."""
