"""Endings after the year of the return that states them: what had not happened when the year ended.

Figures take such an ending, since it was known. A return of a later year that states it too confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Finder, Rule, published
from timeline.domain.events import (
    AdoptionDecisionReversed,
    CeasedToBeLookedAfter,
    DeprivationOfLibertyEnded,
    EpisodeEnded,
    ReturnedFromAway,
    ReturnedFromMissing,
    SocialWorkerLeft,
    SpellEnded,
)


def episode_after_year(history: History) -> Iterable[Defect]:
    """Episodes that ended after the year."""
    return _after_year(history, EpisodeEnded, CeasedToBeLookedAfter)


def incident_after_year(history: History) -> Iterable[Defect]:
    """Incidents that ended after the year."""
    return _after_year(history, ReturnedFromMissing, ReturnedFromAway)


def order_after_year(history: History) -> Iterable[Defect]:
    """Orders depriving the child of liberty that ended after the year."""
    return _after_year(history, DeprivationOfLibertyEnded)


def reversal_after_year(history: History) -> Iterable[Defect]:
    """Decisions reversed after the year."""
    return _after_year(history, AdoptionDecisionReversed)


def worker_after_year(history: History) -> Iterable[Defect]:
    """Allocations of social workers that ended after the year."""
    return _after_year(history, SocialWorkerLeft)


def _after_year(history: History, *kinds: type[SpellEnded]) -> Iterator[Defect]:
    for fact, ended in history.story.of(*kinds):
        years = history.return_years(fact.id)
        if years and ended.occurred_on > date(max(years), 3, 31):
            yield Defect((fact.id,), (ended.began_on, ended.occurred_on))


def _rule(number: str, rule_id: str, find: Finder, what: str, column: str) -> Rule:
    return published(
        number,
        rule_id,
        find,
        title=f"{what} after the return's year",
        means=f"{column} is after the 31 March on which the return's year ends.",
        do=f"Correct {column}, or leave it blank until the return of its year.",
    )


RULES = (
    _rule("385", "episode-ends-after-year", episode_after_year, "An episode ends", "DEC"),
    _rule("571", "missing-ends-after-year", incident_after_year, "An incident ends", "MIS_END"),
    _rule("704", "liberty-ends-after-year", order_after_year, "A deprivation of liberty order ends", "DOLO_END"),
    _rule("117", "adoption-reversed-after-year", reversal_after_year, "A decision is reversed", "DATE_PLACED_CEASED"),
    _rule("SW07STG2", "worker-ends-after-year", worker_after_year, "A social worker's allocation ends", "SW_DEC"),
)
