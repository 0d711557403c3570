"""The day asked about, and until when what is found as at it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class DayAsked:
    """The day asked about, as rules may ask for it: what had come by its end.

    ``turns_on``: the first later day on which one of these questions has another answer; ``None``: there is none. Until
    then every rule finds the same, whatever the day, of the same facts.
    """

    day: date
    _next: int = date.max.toordinal() + 1

    @property
    def turns_on(self) -> date | None:
        """See above."""
        return date.fromordinal(self._next) if self._next <= date.max.toordinal() else None

    def has_come(self, ordinal: int) -> bool:
        """Whether it is this day, counted from the first of the calendar, or a later one."""
        if ordinal <= self.day.toordinal():
            return True
        self._next = min(self._next, ordinal)
        return False
