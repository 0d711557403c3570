"""Tests of the tests: no law is about nothing, because the generators draw enough of what each one is about."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.oracle import answers as oracle
from tests.oracle.almanac import is_birthday_reached
from tests.support import correcting
from tests.support.anchors import OFFSETS, anchors
from tests.support.histories import Scene
from tests.support.sampling import SIZE, met, sample, walked_sample
from tests.support.telling import Plan, Tell, Untell
from timeline.domain import events as e
from timeline.projections.indicators import CATALOGUE

pytestmark = pytest.mark.nightly

FLOOR = SIZE // 5
"""At least one in five."""


@pytest.mark.parametrize("measure", sorted(set(oracle.MEASURES) - set(oracle.OF_TABLES)))
def test_one_in_five_histories_has_a_child_in_the_numerator(measure: str) -> None:
    default = "{}" if CATALOGUE[measure].readings[0].group == () else "any"  # some are bands from their first row on
    assert met(measure)[default] >= FLOOR


@pytest.mark.parametrize("measure", sorted(oracle.MEASURES))
def test_every_row_has_a_child_in_it_somewhere(measure: str) -> None:
    rows = [str(dict(row.group)) for row in oracle.rows(measure, [])]
    assert [row for row in rows if not met(measure)[row]] == []


def test_few_histories_are_left_out_because_no_published_rule_decides() -> None:
    assert len(walked_sample()) >= SIZE * 9 // 10


MARKS: dict[str, str] = {
    "withdraw": "never so",
    "withdraw and replace": "told wrongly",
    "withdraw and say the same": "told twice",
    "withdraw a withdrawal": "this child after all",
    "withdraw and say again": "not found",
    "amend twice": "told wrongly again",
}
"""By which reason each sort of correction is known in a history; saying twice has none."""


def test_every_sort_of_correction_is_drawn() -> None:
    assert set(MARKS) | {"say twice"} == set(correcting.SORTS)
    plans = [plan for scene in sample() for plan in scene.history.plans.values()]
    reasons = Counter(step.reason for plan in plans for step in plan if isinstance(step, Untell))
    assert [sort for sort, reason in MARKS.items() if not reasons[reason]] == []
    assert any(_says_twice(plan) for plan in plans)


def _says_twice(plan: Plan) -> bool:
    events = [step.event for step in plan if isinstance(step, Tell)]
    return len(set(events)) < len(events)


def test_every_anchor_is_met_on_the_day_and_on_either_side() -> None:
    hit: set[tuple[str, int]] = set()
    named: set[str] = set()
    for scene in sample():
        days = {line.event.occurred_on for line in scene.history.lines}
        for name, anchor in anchors(scene.question.as_at).items():
            sort = name if name[0].isdigit() else name.rstrip(" 0123456789")
            named.add(sort)
            hit |= {(sort, (day - anchor).days) for day in days}
    assert sorted((sort, by) for sort in named for by in OFFSETS if (sort, by) not in hit) == []


def test_eighteenth_birthdays_fall_on_the_day_asked_about_and_on_either_side() -> None:
    """The day before the birthday, the birthday and the day after."""
    found = {by for scene in sample() for born_on in _births(scene) for by in OFFSETS if _turns_18(born_on, scene, by)}
    assert found == set(OFFSETS)


def test_children_of_a_leap_day_are_asked_about_before_and_on_their_eighteenth_birthday() -> None:
    """Which in a common year is 1 March: on 28 February they are not yet 18."""
    days = {
        (scene.question.as_at.month, scene.question.as_at.day)
        for scene in sample()
        for born_on in _births(scene)
        if (born_on.month, born_on.day, born_on.year + 18) == (2, 29, scene.question.as_at.year)
    }
    assert days >= {(2, 28), (3, 1)}


def _births(scene: Scene) -> list[date]:
    return [line.event.born_on for line in scene.history.lines if isinstance(line.event, e.ChildRegistered)]


def _turns_18(born_on: date, scene: Scene, by: int) -> bool:
    """Whether the birthday lies so many days after the day asked about."""
    day = scene.question.as_at + timedelta(days=by)
    return is_birthday_reached(born_on, 18, day) and not is_birthday_reached(born_on, 18, day - timedelta(days=1))


def test_things_become_known_on_the_day_up_to_which_they_may_and_on_either_side() -> None:
    known = {
        (line.known_on - scene.question.known_at).days
        for scene in sample()
        if scene.question.known_at is not None
        for line in scene.history.lines
    }
    assert known >= set(OFFSETS)


def test_populations_of_no_child_of_few_and_of_many_are_drawn() -> None:
    sizes = Counter(len(scene.history.plans) for scene in sample())
    assert set(sizes) >= {0, 1, 2, 3, 4, 40}
