"""One spell: something with a beginning, perhaps an end, and the facts it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from timeline.domain.days import Span


class Spell(NamedTuple):
    """``[start, end)``, open where ``end`` is ``None``; ``attributes`` are codes, ``None`` where not recorded.

    ``number``: its place among those of its kind in the case, which follows from what the facts state and not from how
    they came; 0 until the interpreter reads it from a case.

    A tuple: a rebuild of the projections makes and compares millions.
    """

    kind: str
    start: date
    end: date | None
    attributes: Mapping[str, str | None]
    facts: tuple[UUID, ...]
    number: int = 0

    def __hash__(self) -> int:
        return hash((self.kind, self.start, self.end, self.facts))

    @property
    def span(self) -> Span:
        """The days it lasts."""
        return Span(self.start, self.end)

    def open_at(self, day: date) -> bool:
        """Whether it is in force at the end of the day."""
        return self.start <= day and (self.end is None or self.end > day)

    def ending_by(self, day: date) -> Spell | None:
        """The part of it before ``day``; ``None`` where there is none."""
        if self.start >= day:
            return None
        if self.end is not None and self.end <= day:
            return self
        return self._replace(end=day)
