"""What is missing from a return, and what is not: only what was open in the last return that named the child, and only
from a return that brought episodes. ``replay/scenarios/never-sent-again.journal`` tells what it is then taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.ingest.journal import parse_journal
from timeline.ingest.journal.parser import parse_attested
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import open_log

RETURN_2012 = """
received 2012-03-31 known 2012-06-30 modules Episodes children 1
return 2012-03-31 known 2012-06-30 modules Episodes from ssda903 "return-2012.csv"
2011-06-01 Pam became-looked-after legal_status=V2 placement.type=U6
"""
GONE_HOME = "2012-02-01 Pam ceased-to-be-looked-after began_on=2011-06-01 reason_episode_ceased=E4A\n"
NOBODY_2013 = "received 2013-03-31 known 2013-06-30 modules Episodes children 0\n"
MISSING_2013 = "received 2013-03-31 known 2013-06-30 modules Missing children 0\n"
NOBODY_2014 = "received 2014-03-31 known 2014-06-30 modules Episodes children 0\n"

Asked = Callable[[str, str, NeverSentAgain], tuple[set[str], int]]


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    """Who is looked after on a day, and of how many children an open period was never sent again."""
    with open_log(tmp_path / "log.db") as log:

        def ask(journal: str, as_at: str, policy: NeverSentAgain) -> tuple[set[str], int]:
            attested = [each.entry for each in parse_attested(journal, "a journal")]
            log.record(parse_journal(journal, "a journal"), attested)
            basis = Basis(date.fromisoformat(as_at), never_sent_again=policy)
            (answer,) = measure(log, [CATALOGUE["looked-after"]], basis)
            return set(answer.rows[0].counted), answer.never_sent_again

        yield ask


def test_an_open_period_is_missing_from_the_next_return(asked: Asked) -> None:
    assert asked(RETURN_2012 + NOBODY_2013, "2013-03-31", NeverSentAgain.DROP) == (set(), 1)


def test_nobody_is_missing_from_a_return_that_brought_no_episodes(asked: Asked) -> None:
    """That of 2013 is about incidents alone, so that the first which should have had her is that of 2014."""
    said = RETURN_2012 + MISSING_2013 + NOBODY_2014
    assert asked(said, "2013-03-31", NeverSentAgain.DROP) == ({"Pam"}, 0)
    assert asked(said, "2013-04-01", NeverSentAgain.DROP) == (set(), 1)


def test_what_had_ended_need_not_be_sent_again(asked: Asked) -> None:
    said = RETURN_2012 + GONE_HOME + NOBODY_2013
    assert asked(said, "2013-03-31", NeverSentAgain.KEEP) == (set(), 0)
    assert asked(said, "2012-03-31", NeverSentAgain.CLOSE) == (set(), 0)
    assert asked(said, "2012-01-31", NeverSentAgain.CLOSE) == ({"Pam"}, 0)


def test_what_began_since_was_in_no_return_to_be_sent_again(asked: Asked) -> None:
    """She went home in the year of the return, and the case notes know of a new period after it."""
    notes = "known 2012-07-31\n2012-05-01 Pam became-looked-after legal_status=C2 placement.type=U6\n"
    said = RETURN_2012 + GONE_HOME + notes + NOBODY_2013
    assert asked(said, "2013-03-31", NeverSentAgain.DROP) == ({"Pam"}, 0)
    assert asked(said, "2013-03-31", NeverSentAgain.CLOSE) == ({"Pam"}, 0)
