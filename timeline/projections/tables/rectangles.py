"""When something is so: from day to day over the days asked about, and since when that is known.

What is seen of a child changes only after the day on which two days of knowing begin to differ. So of each day of
knowing no more is gone through than what follows that day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, compress, count, repeat
from operator import ne

from timeline.projections.tables.derivations import Found

Seen = tuple[int, int, date, date | None]
"""A value, its number among those of its kind, and the as-at days from which and until which it is seen, half-open;
``None``: for ever. A plain tuple: a rebuild makes and compares more of these than of anything else."""

Lasting = tuple[Seen, date, date | None]
"""What is seen, known so from a day until a day, half-open; ``None``: still."""


States = list[tuple[date, Found]]
"""What is seen from each as-at day on until the next."""


class Rectangles:
    """Everything seen of some kinds of one child, over one day of knowing after the other.

    Of each as-at day on which it turns: what is seen from then on; since when, each in its place; and what was seen
    until then and is no longer.
    """

    __slots__ = ("_days", "_found", "_known", "_no_longer", "_over", "_since")

    def __init__(self) -> None:
        self._days: list[date] = []
        self._found: list[Found] = []
        self._since: list[Sequence[Sequence[date]]] = []
        self._over: list[Sequence[Seen]] = []
        self._known: dict[Seen, date] = {}
        self._no_longer: list[Lasting] = []

    def turn(self, known_on: date, since: date, states: States) -> None:
        """From this day of knowing on, what is seen is this: from each day on until the next. ``since``: the as-at day
        before which all is as it was; the states are those from that day on."""
        kept = bisect_left(self._days, since)
        before = self._after(kept)
        for steps in (self._days, self._found, self._since, self._over):
            del steps[kept:]
        for day, found in states:
            if not self._found or found is not self._found[-1]:  # else nothing turns
                self._step(day, found)
        now = self._after(kept)
        for seen in before - now:
            self._no_longer.append((seen, self._known.pop(seen), known_on))
        self._known.update(dict.fromkeys(now - before, known_on))

    def lasting(self) -> Iterator[Lasting]:
        """All of it, in no order; no two of equal value, number and days touch."""
        return chain(self._no_longer, ((seen, known_from, None) for seen, known_from in self._known.items()))

    def _after(self, kept: int) -> set[Seen]:
        """What is over at a step after these, and what is seen for ever."""
        found = set(chain.from_iterable(self._over[kept:]))
        if self._days:
            for values, days in zip(self._found[-1], self._since[-1], strict=True):
                found.update(zip(values, count(1), days, repeat(None)))
        return found

    def _step(self, day: date, found: Found) -> None:
        over: list[Seen] = []
        if self._days:
            last = zip(self._found[-1], found, self._since[-1], strict=True)
            since = [days if old == new else _since(day, old, new, days, over) for old, new, days in last]
        else:
            since = [[day] * len(values) for values in found]
        self._days.append(day)
        self._found.append(found)
        self._since.append(since)
        self._over.append(over)


def _since(
    day: date, old: Sequence[int], new: Sequence[int], since: Sequence[date], over: list[Seen]
) -> Sequence[date]:
    """Since when the values of one kind are seen, each in its place. Notes in ``over`` what is no longer."""
    both = min(len(old), len(new))
    found = list(since)
    if both < len(new):
        found.extend([day] * (len(new) - both))
    else:
        del found[both:]
    for at in compress(range(both), map(ne, old, new)):
        over.append((old[at], at + 1, since[at], day))
        found[at] = day
    over.extend((old[at], at + 1, since[at], day) for at in range(both, len(old)))
    return found
