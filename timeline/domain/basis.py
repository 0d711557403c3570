"""What every answer is a function of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """The day asked about, what may be used to answer, and how much of the log there is.

    ``as_at``: the end of that day. ``known_at``: only what became known on or before it is used; ``None`` is not
    limited. ``position``: only what the log held at that position is used; ``None`` is the head of the log. A
    published figure pins its position, so that history loaded afterwards under an old ``known_on`` cannot move it.
    """

    as_at: date
    known_at: date | None = None
    position: int | None = None

    def knows(self, known_on: date) -> bool:
        """Whether what became known on this day may be used."""
        return self.known_at is None or known_on <= self.known_at

    def holds(self, position: int) -> bool:
        """Whether what the log stored at this position may be used."""
        return self.position is None or position <= self.position

    def reaches(self, occurred_on: date) -> bool:
        """Whether what happened on this day had happened by the end of the day asked about."""
        return occurred_on <= self.as_at
