"""Yearly returns beside each other: a child whom the return that should have had it did not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.domain.checks.between import Between
from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Rule, published
from timeline.domain.days import year_window
from timeline.domain.events import EpisodeBegan

NEWCOMER = "newcomer-begun-before"
"""The rule's house name."""


def begun_before_its_first_return(history: History) -> Iterator[Defect]:
    """An episode that lay in a year whose return did not have the child, though that of a later year had it."""
    for row in history.rows:
        missed = [year for year in history.returned.passed_by if row.began_on <= year and _reaches(row.ended_on, year)]
        if missed and not row.span.is_empty():
            yield Defect.of(row, days=(row.began_on, *missed))
            return


def _reaches(ended_on: date | None, year: date) -> bool:
    return ended_on is None or ended_on > year_window(year).first


def _none_in_the_return_before(each: Between) -> Iterator[Defect]:
    """As the DfE would: an episode begun before the year, of a child of whom the return before had none."""
    for identity, event in each.stated_as_known(EpisodeBegan)[:1]:
        if event.occurred_on < each.year.first and not each.before(EpisodeBegan):
            yield Defect((identity,), (event.occurred_on, each.last))


RULES: tuple[Rule, ...] = (
    published(
        "NoE",
        NEWCOMER,
        begun_before_its_first_return,
        compare=_none_in_the_return_before,
        severity="query",
        title="A period began before the year, and the return of that earlier year did not have the child",
        means="A return has the child with an episode that lay in an earlier year, and the return of that year was "
        "received without the child. The days are the beginning and the ends of the years whose returns lack it. The "
        "child may have been given a new identifier: then it is counted twice, as one who never ceased and as one "
        "who came.",
        do="Look for the child under another identifier, and say in the journal that both are one; or correct the "
        "beginning; or send the earlier year again with the child.",
    ),
)
