"""When something is so: runs of equal neighbours, over the days asked about and then over the days of knowing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

Lasting = tuple[T, date, date | None]
"""What is so from a day until a day, half-open; ``None``: still."""


def runs(states: Iterable[tuple[date, frozenset[T]]]) -> frozenset[Lasting[T]]:
    """For everything that is in one of the states, each run of days on which it is.

    ``states``: what is so from a day on until the day of the next, in the order of the days.
    """
    since: dict[T, date] = {}
    found: list[Lasting[T]] = []
    last: frozenset[T] = frozenset()
    for day, present in states:
        if present == last:
            continue
        found.extend((each, since.pop(each), day) for each in last - present)
        since.update(dict.fromkeys(present - last, day))
        last = present
    found.extend((each, day, None) for each, day in since.items())
    return frozenset(found)
