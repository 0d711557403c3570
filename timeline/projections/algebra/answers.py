"""The figures that come out of one declaration at one basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.projections.algebra.indicator import Indicator, Unit

Group = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, its figure, and the children in it.

    ``value`` is exact; ``None`` where the figure is over nobody or over nothing known, and ``reason`` says which.
    ``counted``, ``meets`` and ``possible`` are child identifiers; ``possible`` contains ``meets``. ``history_from``:
    where the row asks further back than the recorded history is whole, the first day of the whole history: a remark on
    the log, no part of what two rows are compared by.
    ``interval``: the bounds between which the value lies with 95 % confidence, where asked for; ``None`` for a bound
    that what was observed does not give.
    """

    group: Group
    unit: Unit
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    counted: frozenset[str]
    meets: frozenset[str]
    possible: frozenset[str] | None = None
    possible_value: Fraction | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    unknown: int | None = None
    reason: str | None = None
    history_from: date | None = field(default=None, compare=False)
    interval: tuple[Fraction | None, Fraction | None] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator at a basis: its rows, the default figure first.

    ``never_sent_again``: of all children at the basis, how many have an open period that the return which should have
    had it does not have, whatever the basis takes it for.
    """

    indicator: Indicator
    basis: Basis
    window: Window | None
    rows: tuple[Row, ...]
    never_sent_again: int = 0
