"""The scenarios of ``replay``: what each story comes to, worked out from the story.

A figure is asked as at a day, as known at a day; the answer is the children in its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from replay import baselines, scenarios
from replay.changes import Why
from replay.scenarios import SCENARIOS, Scenario
from replay.since import since
from timeline.domain.basis import Basis
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure, one_case, pinned
from timeline.store import CaseLog, open_log

Expected = list[tuple[str, str, str | None, set[str]]]

FIGURES: dict[str, Expected] = {
    "withdrawn-withdrawal": [
        ("looked-after", "2012-03-31", "2012-06-30", {"Ama", "Ben"}),
        ("looked-after", "2012-03-31", "2012-07-09", {"Ama", "Ben"}),
        ("looked-after", "2012-03-31", "2012-07-10", {"Ben"}),
        ("looked-after", "2012-03-31", "2012-09-01", {"Ama", "Ben"}),
        ("started", "2012-03-31", "2012-08-31", {"Ben"}),
        ("started", "2012-03-31", None, {"Ama", "Ben"}),
    ],
    "amended-twice": [
        ("looked-after", "2012-03-31", "2012-04-04", {"Cem", "Dia"}),
        ("looked-after", "2012-03-31", "2012-04-05", {"Dia"}),
        ("looked-after", "2012-03-31", "2012-07-01", {"Cem", "Dia"}),
        ("looked-after", "2012-03-31", "2012-10-01", {"Dia"}),
        ("ceased", "2012-03-31", "2012-06-30", {"Cem"}),
        ("ceased", "2012-03-31", "2012-09-30", set()),
        ("ceased", "2012-03-31", None, {"Cem"}),
    ],
    "late-amended-confirmed": [
        ("placements-3-plus", "2012-03-31", "2012-06-30", set()),
        ("placements-3-plus", "2012-03-31", "2012-08-01", {"Eva"}),
        ("placements-3-plus", "2012-03-31", "2012-11-01", {"Eva"}),
        ("placements-3-plus", "2012-03-31", None, {"Eva"}),
        # by the end of November 2011 the third placement had begun as it was known in August, not as corrected
        ("placements-3-plus", "2011-11-30", "2012-08-01", {"Eva"}),
        ("placements-3-plus", "2011-11-30", "2012-11-01", set()),
    ],
    "returns-out-of-order": [
        ("looked-after", "2011-03-31", "2011-06-30", {"Fay", "Gus"}),
        ("looked-after", "2011-03-31", "2012-06-30", {"Fay"}),
        ("looked-after", "2012-03-31", "2011-06-30", {"Fay", "Gus"}),
        ("looked-after", "2012-03-31", "2012-06-30", {"Fay", "Hal"}),
        ("looked-after", "2012-03-31", "2013-06-30", {"Fay"}),
        ("looked-after", "2013-03-31", None, {"Fay", "Hal"}),
    ],
    "history-loaded-later": [
        ("looked-after", "2012-03-31", "2012-06-30", {"Ivo", "Joy"}),
        ("looked-after", "2012-03-31", "2012-06-29", set()),
    ],
    "year-sent-again": [
        ("missing-over-24h", "2011-03-31", "2011-06-30", {"Lea"}),
        ("missing-over-24h", "2011-03-31", "2012-06-30", {"Lea"}),
        ("missing-over-24h", "2011-03-31", "2012-09-30", set()),
        ("looked-after", "2012-03-31", "2012-06-30", {"Lea"}),
        ("looked-after", "2012-03-31", None, {"Lea"}),
        ("looked-after", "2011-03-31", None, {"Kit", "Lea"}),
    ],
}


@pytest.fixture
def log() -> Iterator[CaseLog]:
    """An empty log."""
    with open_log(":memory:") as opened:
        yield opened


def load(log: CaseLog, scenario: Scenario) -> None:
    for statement in scenario.statements():
        log.record(statement)


def meets(log: CaseLog, indicator: str, basis: Basis) -> set[str]:
    (answer,) = measure(log, [CATALOGUE[indicator]], basis)
    return set(answer.rows[0].meets)


def basis(as_at: str, known_at: str | None) -> Basis:
    return Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None)


def test_every_scenario_has_its_figures_and_every_journal_is_a_scenario() -> None:
    assert list(FIGURES) == list(SCENARIOS)
    journals = {path.stem for path in (Path(scenarios.__file__).parent / "scenarios").glob("*.journal")}
    assert journals == set(SCENARIOS)


def _named(part: object) -> str:
    """A name for a case that holds no set: those have no order."""
    return part if isinstance(part, str) else " ".join(str(each) for each in tuple(part)[:3])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SCENARIOS)
def test_its_journal_begins_with_its_title(name: str) -> None:
    assert SCENARIOS[name].text.splitlines()[0] == f"; {SCENARIOS[name].title}"


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name, figures in FIGURES.items() for figure in figures], ids=_named
)
def test_its_figures_are_those_of_its_story(
    log: CaseLog, name: str, figure: tuple[str, str, str | None, set[str]]
) -> None:
    load(log, SCENARIOS[name])
    indicator, as_at, known_at, children = figure
    assert meets(log, indicator, basis(as_at, known_at)) == children


# --------------------------------------------------------------------------------------------- what the stories promise


def test_a_fact_whose_withdrawal_is_withdrawn_is_known_since_it_was_first_said(log: CaseLog) -> None:
    load(log, SCENARIOS["withdrawn-withdrawal"])
    case = one_case(log, "Ama", basis("2012-03-31", None))
    assert case is not None
    (fact,) = case.story.facts
    assert fact.known_on == date(2012, 6, 30)


def test_what_is_confirmed_gains_a_source_and_keeps_its_day_of_knowing(log: CaseLog) -> None:
    load(log, SCENARIOS["late-amended-confirmed"])
    case = one_case(log, "Eva", basis("2012-03-31", None))
    assert case is not None
    move = case.story.facts[-1]
    assert (move.event.occurred_on, move.known_on) == (date(2011, 12, 10), date(2012, 11, 1))
    assert [telling.file for telling in move.told] == ["late-amended-confirmed.journal", "return-2013.csv"]


ORDERS = list(permutations(range(3)))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_returns_may_be_loaded_in_any_order(log: CaseLog, order: tuple[int, ...]) -> None:
    statements = SCENARIOS["returns-out-of-order"].statements()
    for place in order:
        log.record(statements[place])
    for indicator, as_at, known_at, children in FIGURES["returns-out-of-order"]:
        assert meets(log, indicator, basis(as_at, known_at)) == children


def test_a_baseline_does_not_move_when_history_is_loaded_and_a_fresh_question_does(log: CaseLog) -> None:
    first, later = SCENARIOS["history-loaded-later"].statements()
    log.record(first)
    taken = baselines.take(log, "plan", [CATALOGUE["looked-after"]], date(2012, 3, 31), date(2012, 6, 30))
    log.record(later)
    assert meets(log, "looked-after", baselines.basis_of(taken)) == {"Joy"}
    assert meets(log, "looked-after", basis("2012-03-31", "2012-06-30")) == {"Ivo", "Joy"}
    assert baselines.verify(log, taken) == []

    now = pinned(log, basis("2012-03-31", "2012-06-30"))
    (difference,) = since(log, taken, None, now).differences
    (move,) = difference.moves
    (change,) = move.by_facts
    (fact,) = change.after
    assert (move.child, move.numerator, change.why) == ("Ivo", 1, Why.LOADED)
    assert [(telling.file, telling.row) for telling in fact.told] == [("paper-files.txt", 17)]
