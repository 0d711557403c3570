"""Which rules a history can break at all: a rule that is not asked would have found nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.unit.checks_histories import story
from tests.unit.drawn_events import STATED_BY, anything, returned_for
from timeline.domain import events as e
from timeline.domain.checks import RULES, check, concerned
from timeline.domain.checks.concerned import can_break, kinds_needed
from timeline.domain.checks.history import History, history
from timeline.domain.checks.rule import Defect, Finder, of_the_house


@settings(deadline=None)
@given(anything, STATED_BY)
def test_a_rule_that_is_not_asked_finds_nothing(events: list[e.Event], by: int | None) -> None:
    told, returned = story(events, by=by), returned_for(by)
    asked = {rule.id for rule in concerned(frozenset({type(fact.event) for fact in told.facts}))}
    for rule in RULES.values():
        if rule.find is not None and not rule.needs and rule.id not in asked:
            assert list(rule.find(history(told, returned).with_columns(rule.columns))) == [], rule.id


def of_reviews(seen: History) -> Iterable[Defect]:
    """Each review is one."""
    return (Defect((fact.id,), ()) for fact, _ in seen.story.of(e.ReviewHeld))


def none_of_reviews(seen: History) -> Iterable[Defect]:
    """That there is no review is one."""
    return [] if list(seen.story.of(e.ReviewHeld)) else [Defect((), ())]


def of_the_day(seen: History) -> Iterable[Defect]:
    """Each review is one, once a day has come."""
    return of_reviews(seen) if seen.has_come(date(2012, 3, 31)) else ()


def of_rows(seen: History) -> Iterable[Defect]:
    """Each episode is one."""
    return (Defect.of(row, days=()) for row in seen.rows)


def of_the_last_row(seen: History) -> Iterable[Defect]:
    """It looks at one that may not be there."""
    return [Defect.of(seen.rows[-1], days=())]


def of_all_facts(seen: History) -> Iterable[Defect]:
    """Each fact is one, whatever it is."""
    return [Defect((fact.id,), ()) for fact in seen.story.facts]


EPISODES: frozenset[Any] = frozenset({e.EpisodeBegan, e.EpisodeEnded, e.CeasedToBeLookedAfter})


@pytest.mark.parametrize(
    ("find", "kinds"),
    [
        (of_reviews, frozenset({e.ReviewHeld})),
        (none_of_reviews, None),
        (of_the_day, None),
        (of_rows, EPISODES),
        (of_the_last_row, None),
        (of_all_facts, None),
    ],
)
def test_what_a_rule_needs_is_told_only_where_it_has_asked_for_nothing_else(
    find: Finder, kinds: frozenset[type[e.Event]] | None
) -> None:
    assert kinds_needed(find) == kinds


def test_a_kind_of_the_kinds_that_are_needed_is_one_of_them() -> None:
    rule = of_the_house("any", of_rows, title="any", means="any", do="any")
    assert can_break(rule, e.BecameLookedAfter)
    assert not can_break(rule, e.ReviewHeld)
    assert not can_break(rule, None)


def test_a_rule_of_adoption_is_asked_of_no_child_of_whom_nothing_is_known_but_a_review() -> None:
    of_a_review = {rule.id for rule in concerned(frozenset({e.ReviewHeld}))}
    assert 0 < len(of_a_review) < len(RULES) / 2
    assert check(story([])) == []
