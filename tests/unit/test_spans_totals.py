"""What two parts of a population come to together, where each tells of modules that the other does not."""

from __future__ import annotations

import numpy as np

from timeline.projections.algebra.spans.knowledge_states import Rectangles
from timeline.projections.algebra.spans.totals import Partial, added_up


def a_part(**children: list[int]) -> Partial:
    """Of two days asked about: of how many children these modules are heard of."""
    modules = {name: np.array([numbers]).T for name, numbers in children.items()}
    return Partial(
        rows=(),
        excluded=(),
        modules=modules,
        never_sent_again=np.zeros((2, 1), dtype=np.int64),
        endings_alone=np.zeros((2, 1), dtype=np.int64),
    )


def test_a_module_is_heard_of_whichever_part_tells_of_it() -> None:
    one, other = a_part(Episodes=[2, 2], Missing=[0, 1]), a_part(Reviews=[1, 0], Episodes=[0, 3])
    for whole in (added_up([one, other]), added_up([other, one])):
        heard = {name: whole.at_points_of(name).T.tolist() for name in ("Episodes", "Missing", "Reviews", "Health")}
        assert heard == {"Episodes": [[2, 5]], "Missing": [[0, 1]], "Reviews": [[1, 0]], "Health": [[0, 0]]}


def test_a_rectangle_counts_at_its_points_alone() -> None:
    """One from the second of four days to the third, known from the second of three to the second; one everywhere."""
    first, until = np.array([1, 0]), np.array([3, 4])
    known_first, known_until = np.array([1, 0]), np.array([2, 3])
    found = Rectangles((4, 3), first, until, known_first, known_until).summed()
    assert found.tolist() == [[1, 1, 1], [1, 2, 1], [1, 2, 1], [1, 1, 1]]
