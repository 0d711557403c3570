"""Days of many children: on which something of them begins, ends, or may turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Ints


@dataclass(frozen=True, eq=False)
class Marks:
    """Days of children, in no order. ``last``: where each stands for every day up to that one."""

    child: Ints
    day: Ints
    last: Ints

    @classmethod
    def on(cls, child: Ints, day: Ints) -> Marks:
        """Single days; those that never come are left out."""
        come = (day < FOREVER) & (day != NOT_KNOWN)
        return cls(child[come], day[come], day[come])

    def moved(self, days: int) -> Marks:
        """So many days later."""
        return Marks(self.child, self.day + days, self.last + days)

    def months_on(self, months: int) -> Marks:
        """The corresponding dates so many months on."""
        return Marks.on(self.child, calendar.add_months(self.day, months))

    def reached_by(self, months: int) -> Marks:
        """The first days that lie so many months after, as one looks back from them."""
        back = calendar.months_back_reach
        return Marks(self.child, back(self.day, months), back(self.last, months))

    def up_to(self, days: int) -> Marks:
        """Every day of so many more."""
        return Marks(self.child, self.day, self.last + days)


def all_of(several: Iterable[Marks]) -> Marks:
    """All of them."""
    found = list(several)
    none = np.zeros(0, dtype=np.int32)
    columns = ([getattr(each, name) for each in found] or [none] for name in ("child", "day", "last"))
    return Marks(*(np.concatenate(column) for column in columns))
