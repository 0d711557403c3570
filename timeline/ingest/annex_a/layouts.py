"""What a list is: its columns, how their headings are recognised, and which observed fact a row becomes.

A sheet is recognised by its header row, which is the first row or, under a title, one of the first few. Headings are
compared without capitals, quotation marks and other signs: authorities type them anew.
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
"""How a column is read that Annex A has and a log has not: ages, which follow from the day of birth, and names."""

_QUOTES = re.compile("['\"`\u2018\u2019\u201c\u201d]")
_SIGNS = re.compile(r"[^0-9a-z]+")
_YES_OR_NO = re.compile(r" y n$")


def folded(heading: str) -> str:
    """A heading as it is compared: small letters and digits, one blank between words, without ``(Y/N)`` at its end."""
    text = _QUOTES.sub("", normalize("NFKC", heading).casefold())
    return _YES_OR_NO.sub("", _SIGNS.sub(" ", text).strip())


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in the form of today, the field of a fact it fills, how its cells are read.

    ``kind``: ``day`` (on which something of the row's own happened), ``day-beside`` (which the row can do without),
    ``planned-day`` and ``expected-day`` (which may lie ahead), ``count``, ``text``, ``postcode``, ``urn``, ``digest``,
    ``identifier``, ``not kept``, or the name of a vocabulary. ``also``: other headings it has had. ``needed``: a list
    is not recognised without it.
    """

    heading: str
    field: str
    kind: str
    also: tuple[str, ...] = ()
    needed: bool = False

    def names(self) -> frozenset[str]:
        """Every heading it goes by, folded."""
        return frozenset(folded(name) for name in (self.heading, *self.also))


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One list. ``observed``: the fact that holds the fields of its own; ``None`` where events of their own do."""

    number: int
    title: str
    observed: type[Observed] | None
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """As Ofsted numbers it: ``List 8``."""
        return f"List {self.number}"

    @property
    def module(self) -> str:
        """Under which its facts stand."""
        return f"annex-a-{self.number}"

    def placed(self, names: Sequence[str]) -> dict[str, int]:
        """Where in a header row of folded names each column stands, by the column's heading."""
        found: dict[str, int] = {}
        for column in self.columns:
            known = column.names()
            place = next((place for place, name in enumerate(names) if name in known), None)
            if place is not None:
                found[column.heading] = place
        return found

    def lacking(self, placed: Collection[str]) -> list[str]:
        """The headings it is not recognised without."""
        return [column.heading for column in self.columns if column.needed and column.heading not in placed]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet recognised as a list. ``placed``: the place of each column it has; ``unknown``: headings of no column.

    ``header``: the number of its header row, from 1. ``source``: what the quarantine names it by, with the header row
    as it stands. ``hidden``: the workbook hides it.
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
        """Columns of the list that it has not."""
        return tuple(column.heading for column in self.layout.columns if column.heading not in self.placed)

    @property
    def not_kept(self) -> tuple[str, ...]:
        """Columns it has whose cells are not read."""
        return tuple(c.heading for c in self.layout.columns if c.kind == NOT_KEPT and c.heading in self.placed)
