"""An ending without a recorded beginning that ends no episode is named at the figure.

The story, by hand. Ada's stay since 1 May 2010 ended on 1 March 2011. Then its beginning is withdrawn, and nothing said
in its place: the ending is left, and no episode is open on its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline.domain.basis import FIRST_READING, Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.engines import FROM_COLUMNS, FROM_THE_LOG, Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure, series
from timeline.projections.tables import rebuild
from timeline.report.coverage import remarks_of
from timeline.store import CaseLog, open_log

BEGUN = "2010-05-01 Ada became-looked-after legal_status=V2 placement.type=U6"
STORY = f"""
known 2011-06-30
{BEGUN}
2011-03-01 Ada ceased-to-be-looked-after began_on=2010-05-01 reason_episode_ceased=E4A

known 2012-06-30
withdraw {BEGUN} because "another child"
"""
REMARK = "Endings of episodes without a beginning: 1. They end nothing."
LOOKED_AFTER, COURTS = CATALOGUE["looked-after"], CATALOGUE["court-timescale"]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    """The log, and its projections."""
    with open_log(tmp_path / "log.db") as opened:
        for said in parse_journal(STORY):
            opened.record([said])
        rebuild(opened)
        yield opened


@pytest.mark.parametrize(("engine", "told"), [(Engine.AUTO, FROM_COLUMNS), (Engine.REFERENCE, FROM_THE_LOG)])
def test_it_is_told_at_every_figure_that_needs_episodes(log: CaseLog, engine: Engine, told: str) -> None:
    said: list[str] = []
    basis = Basis(date(2012, 3, 31))
    found, courts = measure(log, [LOOKED_AFTER, COURTS], basis, engine=engine, note=said.append)
    assert said[0].startswith(told)
    assert REMARK in remarks_of(found)
    assert REMARK not in remarks_of(courts)


@pytest.mark.parametrize("engine", Engine)
def test_not_before_the_ending_nor_before_the_beginning_was_withdrawn(log: CaseLog, engine: Engine) -> None:
    bases = [Basis(date(2011, 2, 28), date(2012, 6, 30)), Basis(date(2012, 3, 31), date(2012, 6, 29))]
    bases.append(Basis(date(2012, 3, 31), date(2012, 6, 30)))
    (found,) = series(log, [LOOKED_AFTER], bases, engine=engine)
    assert [point.endings_alone for point in found.points] == [0, 0, 1]


def test_what_a_baseline_of_before_coverage_is_reproduced_with_says_nothing_of_it(log: CaseLog) -> None:
    (found,) = measure(log, [LOOKED_AFTER], Basis(date(2012, 3, 31), reading=FIRST_READING))
    assert remarks_of(found) == []


TWICE_ENDED = """
known 2011-06-30
2010-05-01 Ada became-looked-after legal_status=V2 placement.type=U6
2010-09-01 Ada ceased-to-be-looked-after began_on=2010-05-01 reason_episode_ceased=E4A
2011-03-01 Ada ceased-to-be-looked-after began_on=2010-05-01 reason_episode_ceased=E4A
2010-05-20 Ada ceased-to-be-looked-after began_on=2010-04-30 reason_episode_ceased=E4A
"""
"""Two endings name the stay by its day, and a third, the earliest, by a day on which no stay began."""


@pytest.mark.parametrize("engine", Engine)
def test_it_ends_an_episode_that_has_several_later_endings_of_its_own(tmp_path: Path, engine: Engine) -> None:
    with open_log(tmp_path / "log.db") as log:
        for said in parse_journal(TWICE_ENDED):
            log.record([said])
        rebuild(log)
        (found,) = measure(log, [CATALOGUE["ceased-by-duration"]], Basis(date(2011, 3, 31)), engine=engine)
    assert {row.group["duration"]: row.meets for row in found.rows}["within 1 month"] == {"Ada"}
