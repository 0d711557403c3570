"""What comes first on one day: the table, then the content, never the order in which things were said.

``timeline/domain/order.py`` and ``docs/decisions/0006-same-day-order.md``.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations

import pytest

from tests.support.stories import Block, record, story
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry
from timeline.domain.order import SAME_DAY, in_order, order_key
from timeline.domain.spells import case
from timeline.domain.story import tell

DAY = date(2011, 3, 1)
ALL = Basis(date.max)

REVIEWS = [e.ReviewHeld(occurred_on=DAY, participation=code) for code in ("PN1", "PN2", None)]
MISSING = e.WentMissing(occurred_on=DAY)
RETURNED = e.ReturnedFromMissing(occurred_on=DAY, began_on=date(2011, 2, 1), began_as=None)
THE_DAY_BEFORE = e.ReviewHeld(occurred_on=date(2011, 2, 28), participation="PN7")


def test_every_order_of_the_same_things_is_put_into_one_order() -> None:
    things: list[e.Event] = [*REVIEWS, MISSING, RETURNED, THE_DAY_BEFORE]
    found = {tuple(in_order(mixed, lambda event: event)) for mixed in permutations(things)}
    assert len(found) == 1
    (only,) = found
    assert (only[0], only[1], only[2]) == (THE_DAY_BEFORE, RETURNED, MISSING)
    assert list(only) == sorted(things, key=order_key)


@pytest.mark.parametrize("pair", [*combinations(REVIEWS, 2)])
def test_two_of_one_sort_on_one_day_are_put_into_one_order(pair: tuple[e.Event, e.Event]) -> None:
    assert in_order(pair, lambda event: event) == in_order(pair[::-1], lambda event: event)


def test_what_differs_stands_in_some_order_of_its_own() -> None:
    assert len({order_key(review) for review in REVIEWS}) == len(REVIEWS)


def test_a_story_stands_in_one_order_whatever_order_its_rows_had() -> None:
    told = set()
    for mixed in permutations(REVIEWS):
        rows: list[Entry] = list(mixed)
        records = record([Block(DAY, None, {"C1": rows})]).records["C1"]
        told.add(tuple(fact.event for fact in tell("C1", records, ALL).facts))
    assert len(told) == 1


BEGUN = {
    "S": "C1 2011-03-01 S V2 U6@Ash",
    "L": "C1 2011-03-01 L C1 U6@Elm",
    "T": "C1 2011-03-01 T V2 U4@Elm",
    "U": "C1 2011-03-01 U C2 U4@Elm",
    "P": "C1 2011-03-01 P V2 K2@Oak",
    "B": "C1 2011-03-01 B E1 A4@Oak",
}
"""Six ways to begin an episode on one day, the one that says most has changed last."""


@pytest.mark.parametrize(("before", "after"), [(a, b) for n, a in enumerate(BEGUN) for b in list(BEGUN)[n + 1 :]])
def test_of_two_rows_begun_on_one_day_the_one_that_says_more_has_changed_is_in_force(before: str, after: str) -> None:
    expected = BEGUN[after].split()[3]
    for rows in ((BEGUN[before], BEGUN[after]), (BEGUN[after], BEGUN[before])):
        told = story("\n".join(("C1 2011-01-01 S D1 U6@Elm", *rows)))
        found = case(tell("C1", told.records["C1"], ALL)).spells["episode"]
        assert [spell.attributes["legal_status"] for spell in found] == ["D1", expected]


def test_endings_come_before_beginnings_and_starting_to_be_looked_after_before_what_needs_it() -> None:
    place = {kind: number for number, kind in enumerate(SAME_DAY)}
    endings: list[type[e.Event]] = [e.EpisodeEnded, e.CeasedToBeLookedAfter, e.ReturnedFromMissing, e.ReturnedFromAway]
    beginnings: list[type[e.Event]] = [
        e.BecameLookedAfter,
        e.PlacementMoved,
        e.WentMissing,
        e.WentAwayWithoutAuthorisation,
    ]
    assert max(place[kind] for kind in endings) < min(place[kind] for kind in beginnings)
    assert place[e.BecameLookedAfter] < min(place[e.PlacementMoved], place[e.WentMissing], place[e.ReviewHeld])
    assert place[e.IndependentVisitorRequested] < place[e.IndependentVisitorMatched]
