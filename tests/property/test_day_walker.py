"""E1. The engine and the day-walker agree: on every row, child by child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle import answers as oracle
from tests.oracle.asking import Child, OracleRow
from tests.oracle.paper import UndecidedError
from tests.property.test_projections import a_log
from tests.support import profiles
from tests.support.anchors import Question, questions
from tests.support.asking import answers
from tests.support.histories import Scene, scenes
from tests.support.rows import periods_at_edges, told
from tests.support.sampling import walked
from tests.support.tabling import tabled_scenes
from tests.support.telling import History
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Row
from timeline.projections.indicators import CATALOGUE
from timeline.projections.tables import rebuild
from timeline.projections.tables.asking import measure_from_columns

NOT_YET = {
    "assessment-quality": "one assessment in force; audits speak of it and of the present period",
    "care-plan-quality": "audits speak of the present period; those with a plan are one denominator",
    "health-plan": "an assessment of unspecified type counts",
    "pathway-plan": "due from the day after the three months, which run once",
    "transition-plan-13": "exactly 13 years and 3 months is not yet due",
    "proceedings-applied/section-20": "proceedings running at the start of the period count",
    "proceedings-applied/started": "proceedings running at the start of the period count",
    "adoption-orders-otherwise": "all applications that ended in the year are looked at together",
}
"""Measures whose rule is decided and not built yet, with the rule."""

COMPARED = set(oracle.MEASURES) - set(NOT_YET)


@pytest.mark.parametrize("run", range(profiles.RUNS))
def test_every_row_of_every_indicator_has_the_members_that_walking_the_days_finds(run: int) -> None:
    profiles.in_runs(given(scenes())(_agreeing_on(COMPARED)), run)


@pytest.mark.parametrize("run", range(profiles.RUNS))
def test_every_row_about_local_tables_has_the_members_that_walking_the_days_finds(run: int) -> None:
    profiles.in_runs(given(tabled_scenes())(_agreeing_on(COMPARED & set(oracle.OF_TABLES))), run)


@profiles.one_in(6)
@given(tabled_scenes())
def test_the_columns_have_them_too(scene: Scene) -> None:
    people = walked(scene)
    assume(people is not None)
    assert people is not None
    asked = [CATALOGUE[each] for each in sorted(COMPARED & set(oracle.OF_TABLES))]
    with a_log() as log:
        log.record(scene.history.drafts, [])
        rebuild(log)
        basis = Basis(scene.question.as_at, scene.question.known_at)
        wrong = []
        for found in measure_from_columns(log, asked, basis):
            with suppress(UndecidedError):
                expected = _expected(found.indicator.id, scene, people)
                wrong += [f"{found.indicator.id} {group}" for group in _disagreements(found.rows, expected)]
        assert wrong == []


@st.composite
def leavers(draw: st.DrawFn) -> Scene:
    """Up to three children whose periods of care ended about a day on which their length or the window decides."""
    question = Question(draw(questions()).as_at, None)
    lives = draw(st.lists(periods_at_edges(question), min_size=1, max_size=3))
    return Scene(question, History({f"C{number}": told(rows) for number, rows in enumerate(lives)}))


@given(leavers())
def test_they_agree_about_children_who_ceased_on_the_day_that_decides(scene: Scene) -> None:
    _agreeing_on(COMPARED)(scene)


def _agreeing_on(measures: Iterable[str]) -> Callable[[Scene], None]:
    def engine_and_day_walker_agree(scene: Scene) -> None:
        people = walked(scene)
        assume(people is not None)
        assert people is not None
        engine = answers(scene.history.records, scene.question, only=measures)
        wrong = []
        for measure in measures:
            with suppress(UndecidedError):
                expected = _expected(measure, scene, people)
                wrong += [f"{measure} {group}" for group in _disagreements(engine[measure].rows, expected)]
        assert wrong == []

    return engine_and_day_walker_agree


def _expected(measure: str, scene: Scene, people: Sequence[Child]) -> list[OracleRow] | None:
    """What walking the days finds; ``None`` where nothing is known of what the measure is about.

    Raises ``UndecidedError`` where no rule decides.
    """
    question, lines = scene.question, scene.history.lines
    known = [
        oracle.has_word_of(module, lines, question.as_at, question.known_at) for module in CATALOGUE[measure].needs
    ]
    return oracle.rows(measure, people) if all(known) else None


def _disagreements(found: Sequence[Row], expected: list[OracleRow] | None) -> list[str]:
    if expected is None:
        return [str(dict(row.group)) for row in found if row.numerator is not None or row.value is not None]
    if [dict(row.group) for row in found] != [dict(row.group) for row in expected]:
        return ["has other rows"]
    return [str(dict(row.group)) for row, oracle_row in zip(found, expected, strict=True) if not _same(row, oracle_row)]


def _same(row: Row, expected: OracleRow) -> bool:
    if not expected.is_known:
        return row.numerator is None and row.value is None
    possible = row.meets if row.possible is None else row.possible
    members = (row.counted, row.meets, possible) == (expected.counted, expected.meets, expected.possible)
    beside = expected.denominator in (None, row.denominator) and expected.unknown in (None, row.unknown)
    if expected.value is not None:
        return members and beside and row.value == expected.value
    return members and beside and row.numerator == expected.numerator
