"""Who is who, where several things are said of it: what is known later counts, and each takes along what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.ingest.journal.parser import parse_attested
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import open_log

THREE = """
known 2012-01-31
2011-05-01 T1 became-looked-after legal_status=V2 placement.type=U6
2011-06-01 T2 became-looked-after legal_status=V2 placement.type=U6
2011-07-01 T3 became-looked-after legal_status=V2 placement.type=U6
"""

LookedAfter = Callable[..., set[str]]


@pytest.fixture
def looked_after(tmp_path: Path) -> Iterator[LookedAfter]:
    """The children looked after on a day, as journals say that were loaded one after the other."""
    with open_log(tmp_path / "log.db") as log:

        def ask(*journals: str, as_at: str = "2012-03-31", known_at: str | None = None) -> set[str]:
            for journal in journals:
                attested = [each.entry for each in parse_attested(journal, "a journal")]
                log.record(parse_journal(journal, "a journal"), attested)
            known = date.fromisoformat(known_at) if known_at else None
            (answer,) = measure(log, [CATALOGUE["looked-after"]], Basis(date.fromisoformat(as_at), known))
            return set(answer.rows[0].counted)

        yield ask


@pytest.mark.parametrize(
    ("known_at", "children"),
    [("2012-07-31", {"T1", "T2", "T3"}), ("2012-08-01", {"T2", "T3"}), ("2012-10-01", {"T1", "T2", "T3"})],
)
def test_what_is_known_later_has_the_last_word_whatever_was_loaded_last(
    looked_after: LookedAfter, known_at: str, children: set[str]
) -> None:
    parted, merged = "parted T1 known 2012-10-01", "merged T1 into T2 known 2012-08-01"
    assert looked_after(THREE, parted, merged, known_at=known_at) == children


def test_where_the_child_that_gave_its_name_is_parted_the_others_are_one_by_a_name_of_theirs(
    looked_after: LookedAfter,
) -> None:
    """T1 and T3 were both merged into T2. T2 is another child after all; T1 and T3 are still one."""
    merged = "merged T1 into T2 known 2012-08-01\nmerged T3 into T2 known 2012-08-01"
    assert looked_after(THREE, merged) == {"T2"}
    assert looked_after("parted T2 known 2012-10-01") == {"T1", "T2"}


RETURNS = """
return 2011-03-31 known 2011-06-30 modules Episodes from ssda903 "return-2011.csv"
2010-06-01 S2 became-looked-after legal_status=C2 placement.type=U6

return 2012-03-31 known 2012-06-30 modules Episodes from ssda903 "return-2012.csv"
2011-05-01 S1 became-looked-after legal_status=V2 placement.type=U6
2011-10-01 S1 ceased-to-be-looked-after began_on=2011-05-01 reason_episode_ceased=E4A
2011-12-01 S1 became-looked-after legal_status=V2 placement.type=K2
"""
MOVED = "moved 2011-12-01 S1 became-looked-after legal_status=V2 placement.type=K2 to S2 known 2012-08-01"


def test_a_row_that_was_another_childs_takes_nothing_of_that_child_back(looked_after: LookedAfter) -> None:
    """The return of 2012 names S1 alone. That one of its rows was of S2 says nothing of what else is known of S2."""
    assert looked_after(RETURNS, as_at="2011-11-30") == {"S2"}
    assert looked_after(MOVED, as_at="2011-11-30") == {"S2"}
    assert looked_after() == {"S2"}


def test_a_fact_that_was_taken_back_does_not_hold_again_of_another_child(looked_after: LookedAfter) -> None:
    told = """
    known 2012-01-31
    2011-12-01 S1 became-looked-after legal_status=V2 placement.type=K2
    2011-11-01 S3 became-looked-after legal_status=V2 placement.type=K2

    known 2012-03-15
    withdraw 2011-12-01 S1 became-looked-after legal_status=V2 placement.type=K2 because "of another child"
    """
    assert looked_after(told, known_at="2012-03-14") == {"S1", "S3"}
    assert looked_after() == {"S3"}
    assert looked_after(MOVED) == {"S3"}
