"""Sentences of a meaning, with what they list, each from the first day on which it can matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timeline.domain.codes import CODE_LISTS


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a sentence lists. ``first``: the first day on which it can matter; ``None``: on any day."""

    says: str
    first: date | None = None

    def text(self) -> str:
        """As it stands in a list."""
        return self.says if self.first is None else f"{self.says} (from {self.first})"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, and what it lists. ``first``: the first day on which the sentence can matter; ``None``: on any."""

    says: str
    lists: tuple[Part, ...] = ()
    first: date | None = None

    @property
    def firsts(self) -> frozenset[date]:
        """The days from which it says more."""
        found = (self.first, *(part.first for part in self.lists))
        return frozenset(day for day in found if day is not None)

    def text(self, day: date) -> str | None:
        """The sentence as at a day; ``None`` where it says nothing yet."""
        if not can_matter(self.first, day):
            return None
        parts = [part.text() for part in self.lists if can_matter(part.first, day)]
        if self.lists and not parts:
            return None
        return f"{self.says}: {', '.join(parts)}." if parts else f"{self.says}."


def can_matter(first: date | None, day: date) -> bool:
    """Whether what can matter from a first day on can matter by the end of this day."""
    return first is None or first <= day


def first_day_of(field: str, code: str) -> date | None:
    """The first day of the first return that had a code of this field; ``None`` where no first one is known."""
    years = {each.code: each.first_year for each in CODE_LISTS[field].codes}
    year = years.get(code)
    return None if year is None else date(year - 1, 4, 1)


def coded(says: str, field: str, codes: Iterable[str]) -> Clause:
    """A sentence about codes of a field, sorted, each from the first return that had it."""
    return Clause(says, tuple(Part(code, first_day_of(field, code)) for code in sorted(codes)))
