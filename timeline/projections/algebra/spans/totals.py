"""What is added up at every point of a grid, and then part of the population by part.

A ``Partial`` of one part of the population and that of another add up to that of both: what can be worked out by
several processes, or by another engine, is its arrays, and nothing else. Their form is documented in
``docs/reference/partial-results.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from timeline.projections.algebra.columnar.frame import Longs, Truths
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.spans.breakdowns import labels
from timeline.projections.algebra.spans.knowledge_states import Rectangles, States
from timeline.projections.algebra.spans.rows import (
    COUNTS,
    Numbers,
    Row,
    Weights,
    endings_alone,
    excluded,
    heard_of,
    modules_needed,
    never_sent_again,
    row,
)


@dataclass(frozen=True, eq=False)
class Brought:
    """Numbers that children bring, each at the points of its rectangle: ``number`` on its first day asked about, one
    more every day where it is ``growing``."""

    at: Rectangles
    number: Longs
    growing: Truths

    def __add__(self, other: Brought) -> Brought:
        names = ("first", "until", "known_first", "known_until")
        both = (np.concatenate([getattr(self.at, name), getattr(other.at, name)]) for name in names)
        return Brought(
            Rectangles(self.at.shape, *both),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.growing, other.growing]),
        )


@dataclass(frozen=True, eq=False)
class RowSums:
    """Of one row, at every point: children counted, who meet, who may, of whom it is unknown; the numerator, and the
    denominator where it is of spells; and the numbers that children bring."""

    counted: Longs
    meets: Longs
    possible: Longs
    unknown: Longs
    numerator: Longs
    out_of: Longs
    brought: Brought

    def __add__(self, other: RowSums) -> RowSums:
        return RowSums(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, eq=False)
class Partial:
    """Of one indicator, over a part of the population, at every point. ``modules``: of how many children each module is
    heard of that a row needs. ``labelled``: of a breakdown, by the place of the row and the label."""

    rows: tuple[RowSums, ...]
    excluded: tuple[Longs, ...]
    modules: Mapping[str, Longs]
    never_sent_again: Longs
    endings_alone: Longs
    labelled: Mapping[tuple[int, str], RowSums] = field(default_factory=dict)

    def __add__(self, other: Partial) -> Partial:
        return Partial(
            tuple(a + b for a, b in zip(self.rows, other.rows, strict=True)),
            tuple(a + b for a, b in zip(self.excluded, other.excluded, strict=True)),
            {
                word: self.at_points_of(word) + other.at_points_of(word)
                for word in dict.fromkeys((*self.modules, *other.modules))
            },
            self.never_sent_again + other.never_sent_again,
            self.endings_alone + other.endings_alone,
            {
                key: self.labelled[key] + other.labelled[key]
                if key in self.labelled and key in other.labelled
                else (self.labelled.get(key) or other.labelled[key])
                for key in dict.fromkeys((*self.labelled, *other.labelled))
            },
        )

    def at_points_of(self, module: str) -> Longs:
        """At every point, of how many children a module is heard of."""
        found = self.modules.get(module)
        return np.zeros_like(self.never_sent_again) if found is None else found


def added_up(partials: Sequence[Partial]) -> Partial:
    """Those of all parts of the population. ``ValueError`` of none."""
    if not partials:
        raise ValueError("there is no part of the population")
    whole = partials[0]
    for each in partials[1:]:
        whole += each
    return whole


class Summing:
    """Adds up the spans of one population. What several rows share is added up once."""

    def __init__(self, states: States, by: Dimension | None = None) -> None:
        self._states, self._by = states, by
        self._of = states.population()
        self._summed: dict[int, tuple[Weights, Longs]] = {}

    def partial(self, indicator: Indicator) -> Partial:
        """What the population comes to at every point."""
        of = self._of
        rows = [row(indicator, reading, of) for reading in indicator.readings]
        return Partial(
            tuple(self._row(each) for each in rows),
            tuple(self._sum(each) for each in excluded(indicator, of)),
            {name: self._sum(each) for name, each in heard_of(of, modules_needed(indicator)).items()},
            self._sum(of.once("never sent again", lambda: never_sent_again(of))),
            self._sum(of.once("endings alone", lambda: endings_alone(of))),
            dict(self._labelled(self._by, indicator, rows)) if self._by is not None else {},
        )

    def _labelled(
        self, by: Dimension, indicator: Indicator, rows: Sequence[Row]
    ) -> Iterator[tuple[tuple[int, str], RowSums]]:
        for place, (reading, each) in enumerate(zip(indicator.readings, rows, strict=True)):
            for label, spans in labels(by.id, indicator, reading, self._of).items():
                yield (place, label), self._row(each.within(spans, self._of))

    def _row(self, each: Row) -> RowSums:
        return RowSums(**{name: self._sum(getattr(each, name)) for name in COUNTS}, brought=self._brought(each.numbers))

    def _sum(self, spans: Weights) -> Longs:
        if id(spans) not in self._summed:
            self._summed[id(spans)] = spans, self._states.rectangles(spans).summed()
        return self._summed[id(spans)][1]

    def _brought(self, numbers: Numbers) -> Brought:
        at = self._states.rectangles(numbers)
        some = np.flatnonzero(at.first < at.until)
        at, growing, days = at.taken(some), numbers.growing[some], self._of.asked.days.astype(np.int64)
        later = days[at.first] - days[numbers.lo[some]]
        return Brought(at, numbers.number[some] + growing * later, growing)
