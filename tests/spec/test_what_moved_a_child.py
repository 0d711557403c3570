"""Who moved in a figure, and what is named first: the ceasing of who ceased, the start of who started.

The story, by hand. Eve is looked after since 24 January 2011, moves on 21 July 2011 and leaves on 21 October 2011.
Fay starts on 5 May 2011 and moves on 6 June 2011. Guy turns 18 on 1 September 2011 and leaves on that day. Hal turns
18 on 1 September 2011, and nobody has said that he left. Ida is under section 20, from 7 July 2011 under a full care
order, and moves on 8 August 2011.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from replay.changes import Why
from replay.differences import Move, difference
from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.sides import Side
from timeline.projections.cases import pinned
from timeline.projections.indicators import CATALOGUE
from timeline.store import CaseLog, open_log

V2 = "legal_status=V2 category_of_need=N1 placement.type=U6 placement.provider=PR4"
C2 = "legal_status=C2 category_of_need=N1 placement.type=U6 placement.provider=PR4"

FIRST = f"""
known 2011-06-30
2005-02-01 Eve child-registered
2011-01-24 Eve became-looked-after {V2}
1993-09-01 Guy child-registered
2010-01-01 Guy became-looked-after {V2}
1993-09-01 Hal child-registered
2010-01-01 Hal became-looked-after {V2}
2005-02-01 Ida child-registered
2011-01-24 Ida became-looked-after {V2}
"""
LATER = f"""
known 2012-06-30
2011-07-21 Eve episode-ended began_on=2011-01-24 reason_episode_ceased=X1
2011-07-21 Eve placement-moved {V2}
2011-10-21 Eve ceased-to-be-looked-after began_on=2011-07-21 reason_episode_ceased=E12
2011-09-01 Guy ceased-to-be-looked-after began_on=2010-01-01 reason_episode_ceased=E8
2004-02-01 Fay child-registered
2011-05-05 Fay became-looked-after {V2}
2011-06-06 Fay episode-ended began_on=2011-05-05 reason_episode_ceased=X1
2011-06-06 Fay placement-moved {V2}
2011-07-07 Ida episode-ended began_on=2011-01-24 reason_episode_ceased=X1
2011-07-07 Ida legal-status-changed {C2}
2011-08-08 Ida episode-ended began_on=2011-07-07 reason_episode_ceased=X1
2011-08-08 Ida placement-moved {C2}
"""

MARCH_2011 = Basis(date(2011, 3, 31), date(2011, 6, 30))
MARCH_2012 = Basis(date(2012, 3, 31), date(2012, 6, 30))
MARCH_2012_EARLIER = Basis(date(2012, 3, 31), date(2012, 3, 31))


@pytest.fixture(scope="module")
def log() -> Iterator[CaseLog]:
    with open_log(":memory:") as opened:
        for journal in (FIRST, LATER):
            for said in parse_journal(journal, "notes.journal"):
                opened.record([said])
        yield opened


def moves(log: CaseLog, measure: str, older: Basis, newer: Basis, row: int = 0) -> dict[str, Move]:
    indicator = CATALOGUE[measure]
    found = difference(log, Side(indicator, pinned(log, older)), Side(indicator, pinned(log, newer)))
    return {move.child: move for move in found.moves if move.row == row}


def named(move: Move) -> list[tuple[str, str]]:
    """The day and the event of each fact that moved a child, in the order in which they are named."""
    return [
        (str(fact.event.occurred_on), fact.event.name)
        for change in move.by_facts
        for fact in (*change.before, *change.after)
    ]


ENDED = ("2011-10-21", "ceased-to-be-looked-after")
BEGUN = ("2011-05-05", "became-looked-after")


@pytest.mark.parametrize(("older", "newer"), [(MARCH_2011, MARCH_2012), (MARCH_2012, MARCH_2011)])
def test_between_two_years_the_ceasing_and_the_start_are_named_and_no_episode_beside_them(
    log: CaseLog, older: Basis, newer: Basis
) -> None:
    found = moves(log, "looked-after", older, newer)
    assert found.keys() == {"Eve", "Fay", "Guy", "Hal"}
    assert named(found["Eve"]) == [ENDED]
    assert named(found["Fay"]) == [BEGUN]
    assert all(change.why is Why.HAPPENED for name in ("Eve", "Fay", "Guy") for change in found[name].by_facts)
    assert all(found[name].each_alone for name in ("Eve", "Fay"))


@pytest.mark.parametrize(("older", "newer"), [(MARCH_2011, MARCH_2012), (MARCH_2012, MARCH_2011)])
def test_who_leaves_on_the_18th_birthday_left_and_who_only_turned_18_is_moved_by_the_day(
    log: CaseLog, older: Basis, newer: Basis
) -> None:
    found = moves(log, "looked-after", older, newer)
    assert named(found["Guy"]) == [("2011-09-01", "ceased-to-be-looked-after")]
    assert named(found["Hal"]) == []
    assert found["Hal"].by_day


def test_the_flows_of_the_year_are_moved_by_the_same(log: CaseLog) -> None:
    assert named(moves(log, "ceased", MARCH_2011, MARCH_2012)["Eve"]) == [ENDED]
    assert named(moves(log, "started", MARCH_2011, MARCH_2012)["Fay"]) == [BEGUN]


def test_another_legal_status_is_named_and_not_the_move_after_it(log: CaseLog) -> None:
    moved = moves(log, "legal-status-s20", MARCH_2011, MARCH_2012)["Ida"]
    assert named(moved)[0] == ("2011-07-07", "legal-status-changed")
    assert {day for day, _ in named(moved)} == {"2011-07-07"}


def test_of_one_day_as_known_on_two_the_ceasing_that_was_learnt_is_named_first(log: CaseLog) -> None:
    """As a figure was restated: the move and the leaving both became known in June."""
    moved = moves(log, "looked-after", MARCH_2012_EARLIER, MARCH_2012)
    assert named(moved["Eve"])[0] == ENDED
    assert named(moved["Fay"])[0] == BEGUN
    assert moved["Eve"].by_facts[0].why is Why.LATE
