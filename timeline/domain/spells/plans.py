"""Plans in force, and since when each has stood as it is.

A plan is in force from the day it is made to the day it ends or the next of its kind is made. It stands as it is since
it was made or last reviewed. A review of a plan that is not in force is no review.

Source: docs/definitions/plans-assessments-audits.md and health-and-wellbeing.md. No national definition exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter

from timeline.domain.events import PlanEnded, PlanMade, PlanReviewed
from timeline.domain.spells.paired import ended_first, identities, until_next, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Fact, Story

MADE = "made"
REVIEWED = "reviewed"


def plans(story: Story) -> tuple[Spell, ...]:
    """Every plan. ``kind``; ``contingency`` and ``outcomes`` yes or no; ``goal``."""
    replaced = until_next(story.of(PlanMade), _kind)
    found: list[Spell] = []
    for (fact, made, superseded, day), (_, _, ended, ending) in zip(
        replaced, ended_first(story, PlanMade, PlanEnded), strict=True
    ):
        if ending is not None and (day is None or ending.occurred_on < day):
            superseded, day = ended, ending.occurred_on
        attributes = {
            "kind": made.kind,
            "contingency": yes_or_no(made.contingency),
            "outcomes": yes_or_no(made.outcomes),
            "goal": made.goal,
        }
        found.append(Spell("plan", made.occurred_on, day, attributes, identities(fact, superseded)))
    return tuple(found)


def _kind(event: PlanMade) -> str:
    return event.kind


def plan_reviews(story: Story, in_force: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """Since when each plan has stood as it is: from the day it was made or reviewed until it is reviewed or ends.

    ``how``: made or reviewed. The last of a plan that is in force is open.
    """
    reviewed: dict[str | None, list[tuple[Fact, date]]] = {}
    for fact, event in story.of(PlanReviewed):
        reviewed.setdefault(event.kind, []).append((fact, event.occurred_on))
    found = [part for plan in in_force for part in _stood(plan, reviewed.get(plan.attributes["kind"], ()))]
    return tuple(sorted(found, key=attrgetter("start")))


def _stood(plan: Spell, reviewed: Sequence[tuple[Fact, date]]) -> Iterator[Spell]:
    """``reviewed``: the reviews of plans of its kind."""
    start, end, facts = plan.start, plan.end, plan.facts
    attributes = {"kind": plan.attributes["kind"], "how": MADE}
    again = {**attributes, "how": REVIEWED}
    for fact, day in reviewed:
        if plan.start <= day and (end is None or end > day):
            yield Spell("plan_review", start, day, attributes, facts)
            start, attributes, facts = day, again, (fact.id,)
    yield Spell("plan_review", start, end, attributes, facts)
