"""Runs of episodes of one code that lead up to one another: what a limit is a limit of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.history import lasts
from timeline.domain.days import Span
from timeline.domain.spells.episodes import Episode

Code = Callable[[Episode], str | None]


@dataclass(frozen=True, slots=True)
class Run:
    """Episodes of one code that lead up to one another."""

    rows: tuple[Episode, ...]

    @property
    def start(self) -> date:
        """The day on which the first began."""
        return self.rows[0].began_on

    @property
    def span(self) -> Span:
        """From the first to the last."""
        return Span(self.start, self.rows[-1].ended_on)


def runs(rows: Iterable[Episode], code: Code, name: str) -> Iterator[Run]:
    """The runs of a code, of episodes in the order they began; those without a day have no part."""
    run: list[Episode] = []
    for row in (row for row in rows if lasts(row) and code(row) == name):
        if run and run[-1].ended_on != row.began_on:
            yield Run(tuple(run))
            run = []
        run.append(row)
    if run:
        yield Run(tuple(run))
