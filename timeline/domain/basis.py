"""What every answer is a function of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

FIRST_READING = 1
READING = 2
"""The meaning that the fold has today, by its number. See ``docs/decisions/0018-imports-and-readings.md``.

1: before coverage. 2: a second return of a year is whole; an ending that lost its beginning ends the episode that is
open; a figure that needs days which nothing covers is null.
"""


class NeverSentAgain(Enum):
    """What to take an open period for that the return which should have had it does not have.

    No fact is changed by it: see ``timeline.domain.received`` and ``docs/decisions/0012-never-sent-again.md``.
    """

    KEEP = "keep"
    """It goes on until something says otherwise."""

    DROP = "drop"
    """As at the first day of the year of the return that should have had it, and after: nothing is known of it."""

    CLOSE = "close"
    """It ended with the last day of the last return that reported it, no reason recorded."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The day asked about, what may be used to answer, and how much of the log there is.

    ``as_at``: the end of that day. ``known_at``: only what became known on or before it is used; ``None`` is not
    limited. ``position``: only what the log held at that position is used; ``None`` is the head of the log. A
    published figure pins its position, so that history loaded afterwards under an old ``known_on`` cannot move it.
    ``never_sent_again``: what open periods are taken for that no return has had since. ``reading``: the numbered
    meaning of the fold (``READING``); a baseline is reproduced under the one that it was taken under.
    """

    as_at: date
    known_at: date | None = None
    position: int | None = None
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP
    reading: int = READING

    def knows(self, known_on: date) -> bool:
        """Whether what became known on this day may be used."""
        return self.known_at is None or known_on <= self.known_at

    def holds(self, position: int) -> bool:
        """Whether what the log stored at this position may be used."""
        return self.position is None or position <= self.position

    def reaches(self, occurred_on: date) -> bool:
        """Whether what happened on this day had happened by the end of the day asked about."""
        return occurred_on <= self.as_at
