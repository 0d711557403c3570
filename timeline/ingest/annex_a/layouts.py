"""What a list is: its columns, how their headings are recognised, and which observed fact a row becomes.

A sheet is recognised by its header row, which is the first row or, under a title, one of the first few. Headings are
compared without capitals, quotation marks and punctuation, because authorities retype them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from timeline.domain.events import Observed
from timeline.ingest.quarantine import Source

CHILD = "Child Unique ID"
NOT_KEPT = "not kept"
"""The kind of a column that is not recorded: ages, which follow from the day of birth, and names."""

_QUOTES = re.compile("['\"`\u2018\u2019\u201c\u201d]")
_PUNCTUATION = re.compile(r"[^0-9a-z]+")
_YES_OR_NO = re.compile(r" y n$")


def folded(heading: str) -> str:
    """A heading for comparison: lower-case letters and digits, single blanks, without ``(Y/N)`` at its end."""
    text = _QUOTES.sub("", normalize("NFKC", heading).casefold())
    return _YES_OR_NO.sub("", _PUNCTUATION.sub(" ", text).strip())


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its present heading, the field of a fact it fills, how its cells are read.

    ``kind``: ``day`` (on which the row's own event happened), ``day-beside`` (optional for the row), ``planned-day``
    and ``expected-day`` (may be in the future), ``count``, ``text``, ``postcode``, ``urn``, ``digest``, ``identifier``,
    ``not kept``, or the name of a vocabulary. ``also``: its other headings. ``needed``: a list is not recognised
    without it.
    """

    heading: str
    field: str
    kind: str
    also: tuple[str, ...] = ()
    needed: bool = False

    def names(self) -> frozenset[str]:
        """All its headings, folded."""
        return frozenset(folded(name) for name in (self.heading, *self.also))


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One list. ``observed``: the type of fact that a row becomes; ``None`` where a row becomes dated events."""

    number: int
    title: str
    observed: type[Observed] | None
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """Ofsted's number: ``List 8``."""
        return f"List {self.number}"

    @property
    def module(self) -> str:
        """The module of its facts."""
        return f"annex-a-{self.number}"

    def placed(self, names: Sequence[str]) -> dict[str, int]:
        """The index of each column in a header row of folded names, by the column's heading."""
        found: dict[str, int] = {}
        for column in self.columns:
            known = column.names()
            place = next((place for place, name in enumerate(names) if name in known), None)
            if place is not None:
                found[column.heading] = place
        return found

    def lacking(self, placed: Collection[str]) -> list[str]:
        """The needed headings that are missing."""
        return [column.heading for column in self.columns if column.needed and column.heading not in placed]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet recognised as a list. ``placed``: the index of each of its columns; ``unknown``: headings of no column.

    ``header``: the number of its header row, from 1. ``source``: its name in the quarantine, with the header row as
    typed. ``hidden``: whether the workbook hides it.
    """

    file: str
    layout: Layout
    header: int
    placed: Mapping[str, int]
    unknown: tuple[str, ...]
    source: Source
    hidden: bool

    @property
    def not_brought(self) -> tuple[str, ...]:
        """Columns of the list that the sheet lacks."""
        return tuple(column.heading for column in self.layout.columns if column.heading not in self.placed)

    @property
    def not_kept(self) -> tuple[str, ...]:
        """Columns whose cells are not recorded."""
        return tuple(c.heading for c in self.layout.columns if c.kind == NOT_KEPT and c.heading in self.placed)
