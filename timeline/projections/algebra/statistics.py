"""What is told of many numbers of days, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from timeline.projections.algebra.indicator import Reading, Statistic


def statistic_of(reading: Reading) -> Statistic | None:
    """What a row tells of numbers; ``None`` of a row that tells none."""
    told = reading.days or reading.number
    return None if told is None else told.told_as


def tell(days: Sequence[int], told_as: Statistic | None) -> Fraction | None:
    """The statistic of some numbers of days; ``None`` of none. The median of an even number is the mean of two."""
    if told_as is None or not days:
        return None
    if told_as is Statistic.LONGEST:
        return Fraction(max(days))
    if told_as is Statistic.MEAN:
        return Fraction(sum(days), len(days))
    ordered = sorted(days)
    return Fraction(ordered[(len(days) - 1) // 2] + ordered[len(days) // 2], 2)
