"""E1. The engine and the day-walker agree: on every row, child by child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import zip_longest

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle import answers as oracle
from tests.oracle.asking import Child, OracleRow
from tests.oracle.paper import UndecidedError
from tests.support import making, profiles
from tests.support.anchors import Question, questions
from tests.support.asking import answers, cases
from tests.support.histories import Scene, scenes
from tests.support.logs import a_log
from tests.support.rows import LONG_AGO, periods_at_edges, told
from tests.support.sampling import walked
from tests.support.tabling import tabled_scenes
from tests.support.telling import History, Plan, Tell
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.figures import answer
from timeline.projections.indicators import CATALOGUE, EARLIER
from timeline.projections.tables import rebuild
from timeline.projections.tables.figures import measure_from_columns

OF_TABLES = list(oracle.OF_TABLES)


@pytest.mark.parametrize("run", range(profiles.RUNS))
def test_every_row_of_every_indicator_has_the_members_that_walking_the_days_finds(run: int) -> None:
    profiles.in_runs(given(scenes())(_agreeing_on(oracle.MEASURES)), run)


@pytest.mark.parametrize("run", range(profiles.RUNS))
def test_every_row_about_local_tables_has_the_members_that_walking_the_days_finds(run: int) -> None:
    profiles.in_runs(given(tabled_scenes())(_agreeing_on(OF_TABLES)), run)


@profiles.one_in(6)
@given(st.one_of(scenes(), tabled_scenes()))
def test_the_columns_have_them_too(scene: Scene) -> None:
    people = walked(scene)
    assume(people is not None)
    assert people is not None
    asked = [CATALOGUE[each] for each in oracle.MEASURES]
    with a_log() as log:
        log.record(scene.history.drafts, [])
        rebuild(log)
        basis = Basis(scene.question.as_at, scene.question.known_at)
        wrong = []
        for found in measure_from_columns(log, asked, basis):
            with suppress(UndecidedError):
                measure, rows = found.indicator.id, found.rows
                expected = _expected(measure, scene, people)
                wrong += [f"{measure} {group}" for group in _disagreements(rows, expected, _lacking(measure, scene))]
        assert wrong == []


@st.composite
def leavers(draw: st.DrawFn) -> Scene:
    """Up to three children whose periods of care ended about a day on which their length or the window decides."""
    question = Question(draw(questions()).as_at, None)
    lives = draw(st.lists(periods_at_edges(question), min_size=1, max_size=3))
    return Scene(question, History({f"C{number}": told(rows) for number, rows in enumerate(lives)}))


@given(leavers())
def test_they_agree_about_children_who_ceased_on_the_day_that_decides(scene: Scene) -> None:
    _agreeing_on(oracle.MEASURES)(scene)


@given(scenes())
def test_they_agree_about_what_a_measure_meant_before(scene: Scene) -> None:
    people = walked(scene)
    assume(people is not None)
    assert people is not None
    basis = Basis(scene.question.as_at, scene.question.known_at)
    for measure, meaning in oracle.EARLIER.items():
        (indicator,) = [each for each in EARLIER.values() if each.id == measure]
        found = answer(indicator, cases(scene.history.records, scene.question), basis).rows
        known = all(_is_known(module, scene) for module in indicator.needs)
        with suppress(UndecidedError):
            assert _disagreements(found, list(meaning(people)) if known else None, set()) == []


FIRST = date(2012, 1, 1)
"""Of the ninety days in which a child of ``askers`` comes and goes, turns 18 and asks for a visitor."""


@st.composite
def askers(draw: st.DrawFn) -> Scene:
    """Up to three children who ask for a visitor several times while they come into care, leave it and turn 18."""
    question = Question(FIRST + timedelta(days=draw(st.integers(50, 90))), None)
    children = draw(st.integers(1, 3))
    return Scene(question, History({f"C{number}": _asker(draw) for number in range(children)}))


def _asker(draw: st.DrawFn) -> Plan:
    told: list[Tell] = []
    if draw(st.booleans()):
        told.append(Tell(making.registered(date(1994, 1, 1) + timedelta(days=draw(st.integers(0, 60))), 0), LONG_AGO))
    days = sorted(draw(st.sets(st.integers(0, 85), max_size=5)))
    for begun, ended in zip_longest(days[::2], days[1::2]):
        began = making.episode("S", FIRST + timedelta(days=begun), making.home(0), status="V2")
        told.append(Tell(began, LONG_AGO))
        if ended is not None:
            told.append(Tell(making.ceases(began.occurred_on, FIRST + timedelta(days=ended), 0), LONG_AGO, began))
    for made, after, answered in draw(st.lists(_REQUESTED, min_size=1, max_size=4)):
        made_on = FIRST + timedelta(days=made)
        request = e.IndependentVisitorRequested(occurred_on=made_on)
        told.append(Tell(request, LONG_AGO))
        if answered == "matched":
            told.append(Tell(making.matched_request(made_on, made_on + timedelta(days=after)), LONG_AGO, request))
        elif answered == "withdrawn":
            told.append(Tell(making.withdrawn_request(made_on, made_on + timedelta(days=after), 0), LONG_AGO, request))
    return tuple(told)


_REQUESTED = st.tuples(
    st.integers(0, 75), st.sampled_from((0, 1, 3, 10, 20, 30)), st.sampled_from(("open", "matched", "withdrawn"))
)


@given(askers())
def test_they_agree_about_children_who_ask_for_a_visitor_several_times_about_care_and_18(scene: Scene) -> None:
    _agreeing_on(["visitor-waiting", "visitor-received"])(scene)


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
                rows = engine[measure].rows
                wrong += [f"{measure} {group}" for group in _disagreements(rows, expected, _lacking(measure, scene))]
        assert wrong == []

    return engine_and_day_walker_agree


def _expected(measure: str, scene: Scene, people: Sequence[Child]) -> list[OracleRow] | None:
    """What walking the days finds; ``None`` where nothing is known of what the measure is about.

    Raises ``UndecidedError`` where no rule decides.
    """
    known = all(_is_known(module, scene) for module in CATALOGUE[measure].needs)
    return oracle.rows(measure, people) if known else None


def _lacking(measure: str, scene: Scene) -> set[int]:
    """The places of the rows that need something besides, of which nothing is known: they have no figure."""
    readings = CATALOGUE[measure].readings
    return {at for at, reading in enumerate(readings) if not all(_is_known(each, scene) for each in reading.needs)}


def _is_known(module: str, scene: Scene) -> bool:
    return oracle.has_word_of(module, scene.history.lines, scene.question.as_at, scene.question.known_at)


def _disagreements(found: Sequence[Row], expected: list[OracleRow] | None, lacking: set[int]) -> list[str]:
    if expected is None:
        return [str(dict(row.group)) for row in found if not _has_no_figure(row)]
    if [dict(row.group) for row in found] != [dict(row.group) for row in expected]:
        return ["has other rows"]
    return [
        str(dict(row.group))
        for at, (row, oracle_row) in enumerate(zip(found, expected, strict=True))
        if not (_has_no_figure(row) if at in lacking else _same(row, oracle_row))
    ]


def _has_no_figure(row: Row) -> bool:
    return row.numerator is None and row.value is None


def _same(row: Row, expected: OracleRow) -> bool:
    if not expected.is_known:
        return _has_no_figure(row)
    possible = row.meets if row.possible is None else row.possible
    members = (row.counted, row.meets, possible) == (expected.counted, expected.meets, expected.possible)
    beside = expected.denominator in (None, row.denominator) and expected.unknown in (None, row.unknown)
    if expected.value is not None:
        return members and beside and row.value == expected.value
    return members and beside and row.numerator == expected.numerator
