"""Bitemporal rows of one child as rectangles: as-at days by days of knowing.

Two neighbouring days of knowing differ only from some as-at day on. Of each day of knowing only the states from that
as-at day on are visited.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, compress, count, repeat
from operator import ne

from timeline.projections.tables.derivations import Found

Seen = tuple[int, int, date, date | None]
"""A value, its rank among those of its kind, and the as-at days on which it is seen: first, and first after (``None``:
no end). A plain tuple, because a rebuild creates and compares more of these than of anything else."""

Lasting = tuple[Seen, date, date | None]
"""A ``Seen`` with its days of knowing: first, and first after (``None``: still known so)."""


States = list[tuple[date, Found]]
"""The values seen from each change point on, until the next."""


class Rectangles:
    """The rectangles of some kinds of one child, built one day of knowing after another.

    For each change point on the as-at axis it keeps the values seen from it on, the first as-at day of each of them,
    and the values whose as-at days end there.
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
        """Move to a day of knowing. ``states``: those from the as-at day ``since`` on; before it nothing changes."""
        kept = bisect_left(self._days, since)
        before = self._after(kept)
        for steps in (self._days, self._found, self._since, self._over):
            del steps[kept:]
        for day, found in states:
            if not self._found or found is not self._found[-1]:  # otherwise it is not a change point
                self._step(day, found)
        now = self._after(kept)
        for seen in before - now:
            self._no_longer.append((seen, self._known.pop(seen), known_on))
        self._known.update(dict.fromkeys(now - before, known_on))

    def lasting(self) -> Iterator[Lasting]:
        """All rectangles, in no order. Rectangles of equal value, rank and as-at days never touch."""
        return chain(self._no_longer, ((seen, known_from, None) for seen, known_from in self._known.items()))

    def _after(self, kept: int) -> set[Seen]:
        """The values whose as-at days end at a later change point than the ``kept`` ones, or never."""
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
    """The first as-at day of each value of one kind. Adds to ``over`` the values whose as-at days end."""
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
