"""Parts of a population add up to the whole: however it is parted, in whatever form the parts are sent."""

from __future__ import annotations

from functools import reduce

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.test_columns import near, recorded
from tests.property.test_projections import Part, bases, parts
from tests.support import profiles
from tests.support.logs import a_log
from timeline.domain.basis import Basis
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.columnar.asked import needed, points, summed
from timeline.projections.algebra.columnar.exchange import from_arrays, to_arrays, together
from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.columnar.kernels import compiled
from timeline.projections.algebra.columnar.sums import Partial
from timeline.projections.algebra.columnar.sweep import Grid, children_between, swept
from timeline.projections.indicators import CATALOGUE
from timeline.projections.tables.columns import frames
from timeline.projections.tables.state import usable

EVERYTHING = list(CATALOGUE.values())


@st.composite
def parted(draw: st.DrawFn, frame: Frame) -> list[Frame]:
    """The children of a frame in several, none of them empty but where all are; in any order."""
    cuts = sorted(draw(st.sets(st.integers(1, max(len(frame) - 1, 1)), max_size=3)) if len(frame) > 1 else [])
    found = [children_between(frame, *ends) for ends in zip([0, *cuts], [*cuts, len(frame)], strict=True)]
    return list(draw(st.permutations(found)))


@profiles.one_in(15)
@given(parts(), st.data())
def test_whatever_the_parts(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        (frame,) = frames(log, usable(log), needed(EVERYTHING))
        days, known = data.draw(near(said, 3)), data.draw(near(said, 2))
        asked = [Basis(day, on) for day in days for on in known]
        grid = Grid.of(asked)
        whole = summed([frame], EVERYTHING, grid)
        pieces = [swept(EVERYTHING, piece, grid) for piece in data.draw(parted(frame))]
        for number, indicator in enumerate(EVERYTHING):
            sent = reduce(together, (to_arrays(piece[number]) for piece in pieces))
            for other in (from_arrays(sent), reduce(Partial.__add__, (piece[number] for piece in pieces))):
                assert figures(indicator.id, other, grid, asked) == figures(indicator.id, whole[number], grid, asked)


def figures(name: str, partial: Partial, grid: Grid, asked: list[Basis]) -> list[object]:
    return [*points(CATALOGUE[name], partial, grid, asked, lambda _: OfLog())]


@profiles.one_in(15)
@given(parts(), st.data())
def test_compiled_or_not(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        recorded(log, said)
        (frame,) = frames(log, usable(log), needed(EVERYTHING))
        basis = data.draw(bases(said))
        grid = Grid.of([Basis(day, basis.known_at) for day in data.draw(near(said, 4))])
        for one, other in zip(swept(EVERYTHING, frame, grid, compiled()), swept(EVERYTHING, frame, grid), strict=True):
            plain, sent = to_arrays(other), to_arrays(one)
            assert plain.keys() == sent.keys()
            assert all(np.array_equal(sent[name], array) for name, array in plain.items())
