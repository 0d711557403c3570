"""The national restatement as a scenario: a whole authority's 31 March figures, first, one and two years later.

The published tables (Department for Education, releases of 2023, 2024 and 2025) change almost wholly in the first year
after publication; children who ceased rise and the stock falls, since exits are recorded late; placement counts mostly
rise, since moves are. The synthetic authority amends its returns at those rates, made larger, for few children.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from replay.changes import Why
from replay.restatement import Restated, restated
from timeline.ingest.ssda903 import import_return
from timeline.projections.indicators import CATALOGUE
from timeline.store import CaseLog, open_log
from timeline.synthetic import Authority, Written, write_returns

pytestmark = pytest.mark.slow

YEARS = (2021, 2022)
MEASURES = ("looked-after", "ceased", "placements-3-plus")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Four returns of a synthetic authority."""
    authority = Authority(seed=1, children=900, first_year_ending=date(2021, 3, 31), years=4, restatement=8.0)
    return write_returns(authority, tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def log(written: Written, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseLog]:
    """All of them, each known when it was sent."""
    with open_log(tmp_path_factory.mktemp("log") / "log.db") as opened:
        for each in written.returns:
            import_return(opened, [each.folder], each.year_ending, each.known_on)
        yield opened


@pytest.fixture(scope="module", params=MEASURES)
def revisions(request: pytest.FixtureRequest, log: CaseLog) -> list[Restated]:
    """Each 31 March: as first published and one year later, as first published and two years later."""
    published = [
        (date(year, 3, 31), date(year, 6, 30), date(year + later, 6, 30)) for year in YEARS for later in (1, 2)
    ]
    return restated(log, CATALOGUE[request.param], published)


def test_every_child_who_came_in_or_went_out_is_explained_and_they_add_up(revisions: list[Restated]) -> None:
    for each in revisions:
        assert each.first.numerator is not None and each.later.numerator is not None
        assert {move.child for move in each.moves} == each.came_in | each.went_out
        assert sum(move.numerator for move in each.moves) == each.later.numerator - each.first.numerator
        assert all(move.by_facts and not move.by_day and not move.by_definition for move in each.moves)


def test_each_change_is_something_that_became_known_after_the_first_publication(revisions: list[Restated]) -> None:
    for each in revisions:
        for change in (change for move in each.moves for change in move.by_facts):
            assert change.why in {Why.LATE, Why.AMENDED, Why.WITHDRAWN}
            assert all(fact.known_on > each.first_known_at for fact in change.after)


def test_most_of_it_comes_in_the_first_year(log: CaseLog) -> None:
    after = dict.fromkeys((1, 2), 0)
    for measure in MEASURES:
        for later in after:
            published = [(date(year, 3, 31), date(year, 6, 30), date(year + later, 6, 30)) for year in YEARS]
            after[later] += sum(len(each.moves) for each in restated(log, CATALOGUE[measure], published))
    assert after[1] > 0
    assert after[2] < 2 * after[1]


def test_ceasings_rise_the_stock_falls_and_moves_are_found(log: CaseLog) -> None:
    published = [(date(year, 3, 31), date(year, 6, 30), date(year + 2, 6, 30)) for year in YEARS]

    def changes(measure: str) -> int:
        found = restated(log, CATALOGUE[measure], published)
        return sum((each.later.numerator or 0) - (each.first.numerator or 0) for each in found)

    assert changes("ceased") > 0
    assert changes("looked-after") < 0
    assert changes("placements-3-plus") > 0
