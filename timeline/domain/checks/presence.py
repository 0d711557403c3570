"""Modules that go with others: rows of a child without an episode in the return; an adoption and its particulars."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.items import all_given, has_items, match_items
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import ADOPTED
from timeline.domain.days import year_ending
from timeline.domain.events import (
    AdoptionDecided,
    AdoptionDecisionReversed,
    Event,
    HealthOutcomesRecorded,
    MatchedWithAdopters,
    PreviousPermanenceRecorded,
    ReviewHeld,
    WentAwayWithoutAuthorisation,
    WentMissing,
)
from timeline.domain.spells.episodes import Episode

WITH_EPISODES: tuple[type[Event], ...] = (
    *(AdoptionDecided, AdoptionDecisionReversed, HealthOutcomesRecorded, MatchedWithAdopters),
    *(PreviousPermanenceRecorded, ReviewHeld, WentAwayWithoutAuthorisation, WentMissing),
)
"""What is only of children who have an episode in the return."""


def without_an_episode(history: History) -> Iterator[Defect]:
    """Rows in a return that has no episode of the child."""
    without = {ending.year for ending in history.returned.received - history.returned.sent}
    if not without:
        return
    facts = [fact for fact, _, years in history.returned_facts(*WITH_EPISODES) if not years.isdisjoint(without)]
    if facts:
        yield Defect(tuple(fact.id for fact in facts), tuple(fact.event.occurred_on for fact in facts))


def match_in_part(history: History) -> Iterator[Defect]:
    """Particulars of an adoption given in part."""
    for fact, match, _ in history.returned_facts(MatchedWithAdopters):
        if has_items(match) and not all_given(match_items(match)):
            yield Defect((fact.id,), (match.occurred_on,))


def adopted_without_particulars(history: History) -> Iterator[Defect]:
    """Adopted, and its particulars are missing or given in part."""
    brought = history.returned.years_with(MatchedWithAdopters.module)
    for row in _adoptions(history):
        assert row.ended_on is not None
        ending = year_ending(row.ended_on)
        matches = [
            (fact, match) for fact, match in history.story.of(MatchedWithAdopters) if match.year_ending == ending
        ]
        if not matches and ending in brought and history.has_come(ending):
            yield Defect.of(row, days=(row.ended_on,))
        for fact, match in matches:
            if history.return_years(fact.id) and not all_given(match_items(match)):
                yield Defect((fact.id, *row.facts), (row.ended_on,))


def particulars_without_adoption(history: History) -> Iterator[Defect]:
    """Particulars of an adoption in a year in which the child was not adopted."""
    years = {year_ending(row.ended_on) for row in _adoptions(history) if row.ended_on is not None}
    for fact, match in history.story.of(MatchedWithAdopters):
        if history.rows and has_items(match) and match.year_ending not in years and history.has_come(match.year_ending):
            yield Defect((fact.id,), (match.occurred_on,))


def _adoptions(history: History) -> Iterator[Episode]:
    return (row for row in history.rows if row.reason_episode_ceased in ADOPTED and row.ended_on is not None)


RULES = (
    published(
        "1012",
        "rows-without-episode",
        without_an_episode,
        title="Rows in a return that has no episode of the child",
        means="A return has rows of the child in PlacedAdoption, Missing, Reviews, AD1, PrevPerm or OC2, and none in "
        "Episodes.",
        do="Add the episodes, or delete the rows, or correct the child's identifier in them.",
    ),
    published(
        "151",
        "match-in-part",
        match_in_part,
        title="Particulars of an adoption given in part",
        means="Some of the six AD1 items are given, and some are blank.",
        do="Give all six.",
        columns=("FOSTER_CARE", "LS_ADOPTR", "NB_ADOPTR", "SEX_ADOPTR"),
    ),
    published(
        "601",
        "match-missing",
        adopted_without_particulars,
        title="Adopted, and its particulars are missing",
        means="REC is E11 or E12, and the AD1 module has no row of the child, or one of its six items is blank.",
        do="Give all six items.",
        columns=("FOSTER_CARE", "LS_ADOPTR", "NB_ADOPTR", "SEX_ADOPTR"),
    ),
    published(
        "602",
        "match-without-adoption",
        particulars_without_adoption,
        title="Particulars of an adoption that there was not",
        means="There are AD1 items of a year in which no episode ended with E11 or E12.",
        do="Delete the AD1 row, or correct REC or DEC.",
    ),
)
