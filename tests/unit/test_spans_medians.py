"""The statistics of all points at once are those of the numbers of each point."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.algebra.indicator import Statistic
from timeline.projections.algebra.spans.knowledge_states import Rectangles
from timeline.projections.algebra.spans.medians import at_a_point, statistics
from timeline.projections.algebra.spans.totals import Brought
from timeline.projections.algebra.statistics import tell

DAYS = (0, 3, 4, 10)
KNOWN = 5


@st.composite
def brought(draw: st.DrawFn) -> list[tuple[int, int, int, int, int, bool]]:
    """Of each number its rectangle, the number on the first of its days, and whether it grows."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        first, known = draw(st.integers(0, len(DAYS) - 1)), draw(st.integers(0, KNOWN - 1))
        until, no_longer = draw(st.integers(first + 1, len(DAYS))), draw(st.integers(known + 1, KNOWN))
        found.append((first, until, known, no_longer, draw(st.integers(0, 5)), draw(st.booleans())))
    return found


@pytest.mark.parametrize("told_as", Statistic)
@given(some=brought())
def test_at_every_point(told_as: Statistic, some: list[tuple[int, int, int, int, int, bool]]) -> None:
    columns = [np.array([each[place] for each in some], dtype=np.int64) for place in range(5)]
    growing, days = np.array([each[5] for each in some], dtype=np.bool_), np.array(DAYS, dtype=np.int32)
    numbers = Brought(Rectangles((len(DAYS), KNOWN), *columns[:4]), columns[4], growing)
    found = statistics(numbers, told_as, days)
    for row, day in enumerate(DAYS):
        for column in range(KNOWN):
            here = [
                number + (day - DAYS[first]) * grows
                for first, until, known, no_longer, number, grows in some
                if first <= row < until and known <= column < no_longer
            ]
            by = int(found.denominator[row, column])
            assert (Fraction(int(found.numerator[row, column]), by) if by else None) == tell(here, told_as)
            assert at_a_point(numbers, (row, column), days).tolist() == sorted(here)
