"""What every road is given and answers with: a grid of days, and a figure at each of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NamedTuple

from benchmarks.steps import Step, quickest
from timeline.domain.days import Window, add_months


class Figure(NamedTuple):
    """The first row of an answer; ``denominator`` is ``None`` where it is a number and no share."""

    numerator: int
    denominator: int | None

    def times(self, n: int) -> Figure:
        """Of so many populations side by side."""
        return Figure(self.numerator * n, None if self.denominator is None else self.denominator * n)


class Cell(NamedTuple):
    """A day asked about, and the day of knowing."""

    as_at: date
    known_at: date


Figures = Mapping[Cell, Figure]


class DifferError(Exception):
    """Two roads give different figures. The text names days and numbers, and no child."""


@dataclass(frozen=True)
class Grid:
    """Days asked about, and days of knowing: every one of the first with every one of the second that is not before it.
    Nobody can know on a day what a later day was like."""

    as_at: Sequence[date]
    known_at: Sequence[date]

    def cells(self) -> Iterator[Cell]:
        """All of them."""
        return (Cell(*days) for days in product(self.as_at, self.known_at) if days[0] <= days[1])

    def __len__(self) -> int:
        return sum(1 for _ in self.cells())


def calendar_row(cell: Cell) -> tuple[str, str, str, str]:
    """What SQL needs to know of a cell: its two days, the first day of its window, and the last day of birth of those
    who are 18. A calendar, because every database has other ideas of a month before 31 March and of 29 February."""
    window = Window.trailing(cell.as_at, 12)
    days = (cell.as_at, cell.known_at, window.first, add_months(cell.as_at, -12 * 18))
    return days[0].isoformat(), days[1].isoformat(), days[2].isoformat(), days[3].isoformat()


def same(what: str, figures: Figures, others: Figures) -> None:
    """``DifferError`` unless every one of ``others`` is among the figures, the same."""
    if not others:
        raise DifferError(f"{what}: nothing was answered")
    for cell, other in others.items():
        if figures.get(cell) != other:
            found = figures.get(cell)
            raise DifferError(f"{what}: as at {cell.as_at}, known at {cell.known_at}: {other} and not {found}")


class Answered(NamedTuple):
    """How long a road took, and what it said."""

    step: Step
    figures: Figures


def answered(name: str, children: int, ask: Callable[[], Figures]) -> Answered:
    """A question put to so many children."""
    found: list[Figures] = []

    def once() -> int:
        found.append(ask())
        return children

    return Answered(quickest(name, once, "children"), found[-1])
