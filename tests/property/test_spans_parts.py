"""Parts of a population add up to the whole: however it is parted, in whatever form the parts are sent."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from tests.property.test_engines_agree import near, recorded
from tests.property.test_projections import Part, parts
from tests.support import profiles
from tests.support.logs import a_log
from timeline.domain.basis import Basis
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.spans.evaluate import needed, points, summed
from timeline.projections.algebra.spans.exchange import from_arrays, to_arrays, together
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import children_between
from timeline.projections.algebra.spans.totals import Partial
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
        (frame,) = frames(log, usable(log), needed(EVERYTHING, DIMENSIONS["legal-status"]))
        days, known = data.draw(near(said, 3)), data.draw(near(said, 2))
        asked = [Basis(day, on) for day in days for on in known]
        grid = Grid.of(asked)
        by = DIMENSIONS[data.draw(st.sampled_from(("age", "sex", "legal-status")))]
        whole = summed([frame], EVERYTHING, grid, by)
        pieces = [summed([piece], EVERYTHING, grid, by) for piece in data.draw(parted(frame))]
        for number, indicator in enumerate(EVERYTHING):
            sent = reduce(together, (to_arrays(piece[number]) for piece in pieces))
            for other in (from_arrays(sent), reduce(Partial.__add__, (piece[number] for piece in pieces))):
                assert figures(indicator.id, other, grid, asked, by) == figures(
                    indicator.id, whole[number], grid, asked, by
                )


def figures(name: str, partial: Partial, grid: Grid, asked: list[Basis], by: Dimension) -> list[object]:
    return [*points(CATALOGUE[name], partial, grid, asked, lambda _: OfLog(), by=by)]
