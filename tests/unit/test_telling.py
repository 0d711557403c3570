"""The fold, step by step: who said what, which withdrawal took what, and what lifting one brings back."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tests.support.stories import Block, record
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, fact_id
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Fact, tell

CHILD = "C1"
ALL = Basis(date.max)
WENT = e.WentMissing(occurred_on=date(2011, 5, 1))
REVIEW = e.ReviewHeld(occurred_on=date(2011, 6, 1), participation=None)


def withdrawn(entry: Entry, reason: str = "never so") -> FactWithdrawn:
    return FactWithdrawn(fact=fact_id(CHILD, entry), reason=reason)


def told(*statements: tuple[int, list[Entry]], basis: Basis = ALL) -> tuple[Fact, ...]:
    """The facts that hold when these entries became known on these days of June 2012."""
    blocks = [Block(date(2012, 6, day), None, {CHILD: entries}) for day, entries in statements]
    return tell(CHILD, record(blocks).records[CHILD], basis).facts


def names(*statements: tuple[int, list[Entry]]) -> list[str]:
    return [fact.event.name for fact in told(*statements)]


def test_a_fact_knows_every_row_that_said_it_and_since_when() -> None:
    (fact,) = told((1, [REVIEW]), (3, [WENT, REVIEW]), (3, [withdrawn(WENT)]))
    assert [(telling.known_on.day, telling.source, telling.file, telling.row) for telling in fact.told] == [
        (1, "story", "story", 1),
        (3, "story", "story", 2),
    ]
    assert fact.told[0].position < fact.told[1].position
    assert fact.known_on == date(2012, 6, 1)


def test_an_older_source_loaded_later_makes_a_fact_known_earlier() -> None:
    """Design, facts and corrections."""
    (fact,) = told((9, [WENT]), (2, [WENT, REVIEW]), (10, [withdrawn(REVIEW)]))
    assert fact.known_on == date(2012, 6, 2)


def test_of_two_sources_of_one_day_the_one_stored_later_has_the_last_word_in_whatever_order_they_are_read() -> None:
    sources: list[list[Entry]] = [[WENT], [withdrawn(WENT)]]
    blocks = [Block(date(2012, 6, 1), None, {CHILD: entries}) for entries in sources]
    records = record(blocks).records[CHILD]
    assert {tell(CHILD, mixed, ALL).facts for mixed in permutations(records)} == {()}


@pytest.mark.parametrize("times", range(5))
def test_each_withdrawal_of_the_withdrawal_before_turns_it_round(times: int) -> None:
    chain: list[Entry] = [WENT]
    for _ in range(times):
        chain.append(withdrawn(chain[-1]))
    expected = ["went-missing"] if times % 2 == 0 else []
    assert names(*((day, [entry]) for day, entry in enumerate(chain, 1))) == expected


def test_a_fact_that_is_restored_was_known_since_it_was_first_said() -> None:
    (fact,) = told((1, [WENT]), (4, [withdrawn(WENT)]), (7, [withdrawn(withdrawn(WENT))]))
    assert fact.known_on == date(2012, 6, 1)


def test_saying_another_fact_again_leaves_a_withdrawal_to_be_lifted() -> None:
    lifted = withdrawn(withdrawn(WENT))
    assert names((1, [WENT]), (2, [withdrawn(WENT)]), (3, [REVIEW]), (4, [lifted])) == ["went-missing", "review-held"]


def test_a_withdrawal_of_what_is_not_known_does_not_wait_for_it() -> None:
    """``docs/decisions/0004-corrections.md``."""
    assert names((1, [withdrawn(WENT)]), (2, [WENT])) == ["went-missing"]


def test_a_withdrawal_is_over_once_the_fact_is_said_again_and_lifting_it_takes_nothing_from_a_later_one() -> None:
    """Design, facts and corrections: a fact withdrawn and said again is restored, the withdrawal is withdrawn."""
    first, second = withdrawn(WENT, "first"), withdrawn(WENT, "second")
    assert names((1, [WENT]), (2, [first]), (3, [WENT]), (4, [second]), (5, [withdrawn(first)])) == []
    assert names((1, [WENT]), (2, [first]), (3, [WENT]), (4, [second]), (5, [withdrawn(second)])) == ["went-missing"]
