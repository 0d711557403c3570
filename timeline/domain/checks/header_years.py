"""What a row of the Header is asked about: the years of the returns that state it. "In the year" is any day of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.items import has_items
from timeline.domain.checks.rule import Defect
from timeline.domain.days import Window, year_window
from timeline.domain.events import CareLeaverOutcomesRecorded, ChildRegistered
from timeline.domain.story import Fact


def _registered(history: History) -> list[tuple[Fact, ChildRegistered, frozenset[int]]]:
    return list(history.returned_facts(ChildRegistered))


def headers(history: History, wrong: Callable[[ChildRegistered, int], bool]) -> Iterator[Defect]:
    for fact, child, years in history.derived(_registered):
        if any(wrong(child, year) for year in years):
            yield header_defect(fact)


def header_defect(fact: Fact) -> Defect:
    return Defect((fact.id,), (fact.event.occurred_on,))


def end_of(year: int) -> date:
    return date(year, 3, 31)


def window_of(year: int) -> Window:
    return year_window(end_of(year))


def is_looked_after(history: History, year: int) -> bool:
    return any(not row.is_short_break for row in history.rows_in(year))


def is_leaver(history: History, year: int) -> bool:
    """Whether there are care leaver's outcomes of the year, and no episode in it."""
    return not history.rows_in(year) and any(
        stated.occurred_on == end_of(year) and has_items(stated)
        for _, stated in history.story.of(CareLeaverOutcomesRecorded)
    )
