"""The questions that are asked at once: each of one child, as at one day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.found import Found
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Frame, Ints, Longs, Truths
from timeline.projections.algebra.columnar.kernels import PLAIN, Kernels, spread
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.questions import Question

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Cells:
    """Each cell is a child of the frame, as at a day. ``as_at``: the day whose case is looked at; ``day``: the day
    asked about, another one under an operator that looks back. Of a frame in which everything is known at once.

    What an expression comes to is found once, however many rows of however many indicators speak of it.
    """

    frame: Frame
    child: Longs
    as_at: Ints
    day: Ints
    kernels: Kernels = PLAIN
    _spells: dict[SpellExpression, Found] = field(default_factory=dict)
    _holds: dict[Question, Truths] = field(default_factory=dict)
    _others: dict[object, object] = field(default_factory=dict)

    @classmethod
    def at(cls, frame: Frame, child: Longs, day: int, kernels: Kernels = PLAIN) -> Cells:
        """Some children as at one day."""
        days = np.full(len(child), day, dtype=np.int32)
        return cls(frame, child, days, days, kernels)

    def __len__(self) -> int:
        return len(self.child)

    def spells(self, expression: SpellExpression, find: Callable[[SpellExpression, Cells], Found]) -> Found:
        """What the expression comes to in every cell."""
        if expression not in self._spells:
            self._spells[expression] = find(expression, self)
        return self._spells[expression]

    def holds(self, question: Question, answer: Callable[[Question, Cells], Truths]) -> Truths:
        """Of every cell whether the question holds."""
        if question not in self._holds:
            self._holds[question] = answer(question, self)
        return self._holds[question]

    def back(self, months: int) -> Ints:
        """The day so many months before the day asked about."""
        return self._once(("back", months), lambda: calendar.add_months(self.day, -months))

    def birthday(self, years: int) -> Ints:
        """The day on which the child attains this age; ``NOT_KNOWN`` where the day of birth is."""
        return self._once(("birthday", years), lambda: calendar.birthdays(self.born_on, years))

    def ago(self, months: int, days_later: int) -> Cells:
        """The same cells, asked about an earlier day."""
        return self._once(
            ("ago", months, days_later),
            lambda: replace(self, day=self.back(months) + days_later, _spells={}, _holds={}, _others={}),
        )

    @cached_property
    def particulars(self) -> Longs:
        """The place of the row of ``frame.children`` that is seen; ``NOT_KNOWN`` where nothing is known."""
        rows = self.frame.children
        found = np.full(len(self), NOT_KNOWN, dtype=np.int64)
        cell, row = spread(self.frame.first_child_row, self.child)
        seen = (rows.seen_from[row] <= self.as_at[cell]) & (rows.seen_to[row] > self.as_at[cell])
        found[cell[seen]] = row[seen]
        return found

    @cached_property
    def born_on(self) -> Ints:
        """The child's day of birth, or ``NOT_KNOWN``."""
        return self.particular(self.frame.children.born_on, NOT_KNOWN)

    @cached_property
    def never_sent_again(self) -> Truths:
        """Whether the child has an open period that the return which should have had it does not have."""
        never = self.frame.children.never_sent_again.astype(np.int32)
        return self.particular(never, 0).astype(np.bool_)

    @cached_property
    def endings_alone(self) -> Ints:
        """How many endings of the child have no beginning, and end no episode."""
        return self.particular(self.frame.children.endings_alone.astype(np.int32), 0)

    def particular(self, column: Ints, otherwise: int) -> Ints:
        """A column of ``frame.children`` of every cell."""
        known = np.append(column, np.array([otherwise], dtype=column.dtype))
        return known[self.particulars]  # NOT_KNOWN is the last

    def _once(self, key: object, make: Callable[[], T]) -> T:
        if key not in self._others:
            self._others[key] = make()
        return self._others[key]  # type: ignore[return-value]
