"""Several decisions that the child should be placed for adoption, and particulars of an adoption beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from timeline.domain.checks.decided import decisions
from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.events import MatchedWithAdopters


def reversed_though_matched(history: History) -> Iterator[Defect]:
    """Particulars of an adoption, though every decision had been reversed."""
    taken = history.derived(decisions)
    if taken and all(each.reversal for each in taken):
        for fact, match in history.story.of(MatchedWithAdopters):
            last = taken[-1]
            assert last.reversal is not None
            yield Defect((fact.id, last.reversal.id), (match.occurred_on, last.reversal.event.occurred_on))


def decided_again(history: History) -> Iterator[Defect]:
    """A decision that the child should be placed for adoption while an earlier one stands."""
    for one, other in pairwise(history.derived(decisions)):
        if one.reversed_on is None or one.reversed_on > other.decided_on:
            yield Defect((one.fact.id, other.fact.id), (one.decided_on, other.decided_on))


def never_reversed_before_the_latest(history: History) -> Iterator[Defect]:
    """Several decisions, and one that is not the latest was never reversed."""
    taken = history.derived(decisions)
    for decision in taken[:-1]:
        if decision.reversal is None:
            yield Defect((decision.fact.id, taken[-1].fact.id), (decision.decided_on, taken[-1].decided_on))


RULES = (
    published(
        "525",
        "adoption-matched-though-reversed",
        reversed_though_matched,
        title="Particulars of an adoption, though the decision had been reversed",
        means="There are AD1 items, and every DATE_PLACED has a DATE_PLACED_CEASED.",
        do="Delete the reversal, add the later decision, or delete the AD1 row.",
    ),
    published(
        "579",
        "adoption-decided-again",
        decided_again,
        title="Decided to be placed for adoption while an earlier decision stands",
        means="There are two decisions that the child should be placed for adoption, and the earlier was not reversed "
        "before the later. Two sources may give two days for one decision, which counts twice.",
        do="Retract the decision with the wrong day, or record the reversal.",
        severity="query",
    ),
    published(
        "583",
        "adoption-decision-never-reversed",
        never_reversed_before_the_latest,
        title="An earlier decision was never reversed",
        means="There are several decisions that the child should be placed for adoption, and one that is not the "
        "latest has no DATE_PLACED_CEASED.",
        do="Give the day and the reason of the reversal, or retract the decision with the wrong day.",
        severity="query",
    ),
)
