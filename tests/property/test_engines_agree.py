"""The engine of spans says what the reference interpreter says: figures, members, breakdowns, series, triangles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.property.test_projections import Part, bases, parts
from tests.support import profiles
from tests.support.asking import comparable
from tests.support.declarations import indicators
from tests.support.logs import a_log
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Point, point_of
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.engines import Engine
from timeline.projections.indicators import CATALOGUE, DEFINITIONS
from timeline.projections.questions import measure as answered
from timeline.projections.tables import rebuild
from timeline.projections.tables.figures import measure_from_columns, points_from_columns
from timeline.store import CaseLog

EVERY_DEFINITION = [each for several in DEFINITIONS.values() for each in several]


def measure(log: CaseLog, asked: Sequence[Indicator], basis: Basis, by: Dimension | None = None) -> list[Answer]:
    """What the reference interpreter says."""
    return answered(log, asked, basis, by, engine=Engine.REFERENCE)


def recorded(log: CaseLog, said: list[Part]) -> None:
    """All of it, and the tables of it."""
    for part in said:
        part.into(log)
    rebuild(log)


@profiles.one_in(6)
@given(parts(), st.data())
def test_every_definition_has_its_figures_and_its_members(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        basis = data.draw(bases(said))
        expected = measure(log, EVERY_DEFINITION, basis)
        for one, other in zip(measure_from_columns(log, EVERY_DEFINITION, basis), expected, strict=True):
            assert comparable(one.rows) == comparable(other.rows), one.indicator.id
            assert (one.basis, one.window, one.never_sent_again) == (other.basis, other.window, other.never_sent_again)
            assert [row.history_from for row in one.rows] == [row.history_from for row in other.rows]


@profiles.one_in(6)
@given(parts(), st.sampled_from(sorted(DIMENSIONS)), st.data())
def test_every_breakdown_has_the_same_groups(said: list[Part], dimension: str, data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        basis, by = data.draw(bases(said)), DIMENSIONS[dimension]
        asked = [each for each in CATALOGUE.values() if dimension in each.dimensions]
        expected = measure(log, asked, basis, by)
        for one, other in zip(measure_from_columns(log, asked, basis, by), expected, strict=True):
            assert comparable(one.rows) == comparable(other.rows), one.indicator.id


def one_by_one(
    log: CaseLog, indicators: Sequence[Indicator], asked: Sequence[Basis], by: Dimension | None = None
) -> list[list[Point]]:
    """Every point as if it were asked alone, by the reference interpreter."""
    found = [[point_of(answer) for answer in measure(log, indicators, basis, by)] for basis in asked]
    return [list(points) for points in zip(*found, strict=True)]


def near(said: list[Part], number: int) -> st.SearchStrategy[list[date]]:
    """Different days, most of them next to one on which something changes."""
    return st.lists(bases(said).map(lambda basis: basis.as_at), min_size=1, max_size=number, unique=True)


@profiles.one_in(6)
@given(parts(), st.booleans(), st.data())
def test_a_series_is_its_points(said: list[Part], same_day: bool, data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        known_at = data.draw(bases(said)).known_at
        days = data.draw(near(said, 6))
        asked = [Basis(day, day if same_day else known_at) for day in days]
        assert points_from_columns(log, EVERY_DEFINITION, asked) == one_by_one(log, EVERY_DEFINITION, asked)


@profiles.one_in(6)
@given(parts(), st.data())
def test_a_triangle_is_its_points(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        days = data.draw(near(said, 4))
        known = data.draw(near(said, 4))
        later = sorted({*known, *(day + timedelta(days=60) for day in days[:1])})
        beforehand = data.draw(st.booleans())
        asked = [Basis(day, on) for day in days for on in later if beforehand or on >= day]
        assert points_from_columns(log, EVERY_DEFINITION, asked) == one_by_one(log, EVERY_DEFINITION, asked)


@profiles.one_in(6)
@given(parts(), st.sampled_from(sorted(DIMENSIONS)), st.data())
def test_a_triangle_by_a_breakdown_is_its_points(said: list[Part], dimension: str, data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        days, known = data.draw(near(said, 4)), data.draw(near(said, 3))
        asked, by = [Basis(day, on) for day in days for on in known], DIMENSIONS[dimension]
        broken_down = [each for each in CATALOGUE.values() if dimension in each.dimensions]
        assert points_from_columns(log, broken_down, asked, by) == one_by_one(log, broken_down, asked, by)


@profiles.one_in(3)
@given(parts(), indicators(), st.data())
def test_whatever_is_declared(said: list[Part], declared: Indicator, data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        days, known_at = data.draw(near(said, 5)), data.draw(bases(said)).known_at
        asked = [Basis(day, known_at) for day in days]
        (alone,), (expected,) = measure_from_columns(log, [declared], asked[0]), measure(log, [declared], asked[0])
        assert comparable(alone.rows) == comparable(expected.rows)
        assert points_from_columns(log, [declared], asked) == one_by_one(log, [declared], asked)


@profiles.one_in(6)
@given(parts(), indicators(), st.data())
def test_whatever_is_declared_in_a_triangle(said: list[Part], declared: Indicator, data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        days, known = data.draw(near(said, 3)), data.draw(near(said, 3))
        asked = [Basis(day, on) for day in days for on in known]
        assert points_from_columns(log, [declared], asked) == one_by_one(log, [declared], asked)
        same_day = [Basis(day, day) for day in days]
        assert points_from_columns(log, [declared], same_day) == one_by_one(log, [declared], same_day)
