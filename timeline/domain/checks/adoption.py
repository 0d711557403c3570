"""The way to adoption: decision, placement order, match, placement, adoption; and what was reversed.

A decision is asked for only where some return brought the module that has them: without it nothing is known of any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.decided import Decision, decisions
from timeline.domain.checks.history import START, History, ceased
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import ADOPTED, ADOPTION_OF_ANY_YEAR
from timeline.domain.events import AdoptionDecided, AdoptionDecisionReversed
from timeline.domain.spells.episodes import Episode

PLACEMENT_ORDER = "E1"
DECISIONS = AdoptionDecided.module


def decided_before_care(history: History) -> Iterator[Defect]:
    """Decisions taken before the child was first looked after."""
    first = _first_start(history)
    for decision in history.derived(decisions):
        if first is not None and decision.decided_on < first:
            yield _of(decision, first)


def decided_after_care(history: History) -> Iterator[Defect]:
    """Decisions taken after a period of care had ended, and in no other."""
    for decision in history.derived(decisions):
        ended = _over_by(history, decision.decided_on)
        if ended is not None:
            yield _of(decision, ended)


def reversed_before_care(history: History) -> Iterator[Defect]:
    """Reversals from before the child was first looked after."""
    first = _first_start(history)
    for decision in history.derived(decisions):
        over = decision.reversed_on
        if over is not None and first is not None and over < first:
            yield _reversed(decision, first)


def reversed_before_decided(history: History) -> Iterator[Defect]:
    """Reversals of a decision from before it was taken."""
    for decision in history.derived(decisions):
        if decision.reversed_on is not None and decision.reversed_on < decision.decided_on:
            yield _reversed(decision)


def reversed_without_reason(history: History) -> Iterator[Defect]:
    """Reversals without a reason."""
    for fact, over in history.story.of(AdoptionDecisionReversed):
        if over.reason is None and history.has_columns(fact.id):
            yield Defect((fact.id,), (over.occurred_on,))


def placed_without_decision(history: History) -> Iterator[Defect]:
    """Placed for adoption, and never decided."""
    return _undecided(history, _first_placed(history))


def decided_after_placed(history: History) -> Iterator[Defect]:
    """First decided after the child was placed for adoption."""
    return _decided_late(history, _first_placed(history))


def order_without_decision(history: History) -> Iterator[Defect]:
    """A placement order, and never decided."""
    return _undecided(history, _first_ordered(history))


def decided_after_order(history: History) -> Iterator[Defect]:
    """First decided after the placement order."""
    return _decided_late(history, _first_ordered(history))


def adopted_unplaced(history: History) -> Iterator[Defect]:
    """Adopted from a placement that is not for adoption."""
    for row in _adoptions(history):
        if row.placement.type not in ADOPTION_OF_ANY_YEAR:
            yield Defect.of(row, days=(row.ended_on,))


def adopted_though_reversed(history: History) -> Iterator[Defect]:
    """Adopted, though every decision had been reversed."""
    for row in _adoptions(history):
        taken = [each for each in history.derived(decisions) if row.ended_on and each.decided_on <= row.ended_on]
        if taken and row.ended_on and not any(each.stands(row.ended_on) for each in taken):
            facts = (*row.facts, *(each.reversal.id for each in taken if each.reversal))
            yield Defect(facts, (row.ended_on, *(each.reversed_on for each in taken if each.reversed_on)))


def left_unadopted_without_reversal(history: History) -> Iterator[Defect]:
    """Ceased to be looked after in another way, while the decision stood."""
    for row in history.rows:
        if not ceased(row) or row.reason_episode_ceased in ADOPTED or row.ended_on is None:
            continue
        for decision in history.derived(decisions):
            if decision.stands(row.ended_on):
                yield Defect((decision.fact.id, *row.facts), (decision.decided_on, row.ended_on))


def looked_after_after_adoption(history: History) -> Iterator[Defect]:
    """Starts to be looked after, after an adoption."""
    for row in _adoptions(history):
        later = [other for other in history.rows if row.ended_on and other.began_on > row.ended_on]
        if later:
            yield Defect.of(row, later[0], days=(row.ended_on, later[0].began_on))


def _first_start(history: History) -> date | None:
    """The day the child was first looked after; ``None`` where the history begins in the middle of care."""
    first = history.rows[0] if history.rows else None
    return first.began_on if first is not None and first.reason_for_new_episode == START else None


def _over_by(history: History, day: date) -> date | None:
    """The end of the care that was over before this day, where the child was in none on it."""
    begun = [row for row in history.rows if row.began_on <= day]
    ends = [row.ended_on for row in begun if row.ended_on is not None]
    return max(ends) if begun and len(ends) == len(begun) and max(ends) < day else None


def _adoptions(history: History) -> Iterable[Episode]:
    return (row for row in history.rows if row.reason_episode_ceased in ADOPTED)


def _first_placed(history: History) -> Episode | None:
    return next((row for row in history.rows if row.placement.type in ADOPTION_OF_ANY_YEAR), None)


def _first_ordered(history: History) -> Episode | None:
    return next((row for row in history.rows if row.legal_status == PLACEMENT_ORDER), None)


def _undecided(history: History, row: Episode | None) -> Iterator[Defect]:
    if row is not None and DECISIONS in history.modules and not history.derived(decisions):
        yield Defect(row.facts[:1], (row.began_on,))


def _decided_late(history: History, row: Episode | None) -> Iterator[Defect]:
    first = min(history.derived(decisions), key=lambda each: each.decided_on, default=None)
    if row is not None and first is not None and first.decided_on > row.began_on:
        yield Defect((row.facts[0], first.fact.id), (row.began_on, first.decided_on))


def _of(decision: Decision, *days: date | None) -> Defect:
    return Defect((decision.fact.id,), tuple(day for day in (decision.decided_on, *days) if day is not None))


def _reversed(decision: Decision, *days: date | None) -> Defect:
    told = (decision.decided_on, decision.reversed_on, *days)
    facts = (decision.fact.id, *((decision.reversal.id,) if decision.reversal else ()))
    return Defect(facts, tuple(day for day in told if day is not None))


CORRECT_THE_DECISION = "Correct DATE_PLACED, or the dates of the episodes."

RULES = (
    published(
        "1003",
        "adoption-decided-before-care",
        decided_before_care,
        title="Decided to be placed for adoption before the child was looked after",
        means="DATE_PLACED is earlier than the first DECOM recorded, which is a start.",
        do=CORRECT_THE_DECISION,
    ),
    published(
        "117",
        "adoption-decided-after-care",
        decided_after_care,
        title="Decided to be placed for adoption after care had ended",
        means="DATE_PLACED is later than the end of one period of care, and in no other.",
        do=CORRECT_THE_DECISION,
    ),
    published(
        "118",
        "adoption-reversed-before-care",
        reversed_before_care,
        title="A decision reversed before the child was looked after",
        means="DATE_PLACED_CEASED is earlier than the first DECOM recorded, which is a start.",
        do="Correct DATE_PLACED_CEASED, or the dates of the episodes.",
    ),
    published(
        "522",
        "adoption-reversed-before-decided",
        reversed_before_decided,
        title="A decision reversed before it was taken",
        means="DATE_PLACED_CEASED is earlier than DATE_PLACED.",
        do="Correct one of the two days.",
    ),
    published(
        "119",
        "adoption-reversed-without-reason",
        reversed_without_reason,
        title="A decision reversed without a reason",
        means="DATE_PLACED_CEASED is given and REASON_PLACED_CEASED is not.",
        do="Give the reason.",
        columns=("REASON_PLACED_CEASED",),
    ),
    published(
        "551",
        "adoption-placed-without-decision",
        placed_without_decision,
        title="Placed for adoption, and never decided",
        means="PLACE is A3 to A6, and no DATE_PLACED is recorded.",
        do="Add the decision, or correct PLACE.",
    ),
    published(
        "552",
        "adoption-decided-after-placed",
        decided_after_placed,
        title="Decided after the child was placed for adoption",
        means="The first DATE_PLACED is later than the first DECOM with PLACE A3 to A6.",
        do=CORRECT_THE_DECISION,
    ),
    published(
        "553",
        "adoption-order-without-decision",
        order_without_decision,
        title="A placement order, and never decided",
        means="LS is E1, and no DATE_PLACED is recorded.",
        do="Add the decision, or correct LS.",
    ),
    published(
        "554",
        "adoption-decided-after-order",
        decided_after_order,
        title="Decided after the placement order",
        means="The first DATE_PLACED is later than the first DECOM with LS E1.",
        do=CORRECT_THE_DECISION,
    ),
    published(
        "390",
        "adoption-adopted-unplaced",
        adopted_unplaced,
        title="Adopted, and not placed for adoption",
        means="REC is E11 or E12 and PLACE is not A3 to A6.",
        do="Correct REC or PLACE.",
    ),
    published(
        "558",
        "adoption-adopted-though-reversed",
        adopted_though_reversed,
        title="Adopted, though the decision had been reversed",
        means="REC is E11 or E12, and every DATE_PLACED has a DATE_PLACED_CEASED by then.",
        do="Delete the reversal, add the later decision, or correct REC.",
    ),
    published(
        "557",
        "adoption-left-without-reversal",
        left_unadopted_without_reversal,
        title="Ceased to be looked after unadopted, while the decision stood",
        means="REC is neither E11 nor E12, and DATE_PLACED has no DATE_PLACED_CEASED by then.",
        do="Give the day and the reason of the reversal, or correct REC.",
    ),
    published(
        "199",
        "adoption-looked-after-again",
        looked_after_after_adoption,
        title="Looked after again after an adoption",
        means="REC is E11 or E12, and an episode begins later. An adopted child who comes back has another identifier.",
        do="Confirm that it is the same child, and correct REC or the identifier if not.",
        severity="query",
    ),
)
