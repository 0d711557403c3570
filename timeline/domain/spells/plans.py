"""Plans in force, and since when each has stood as it is.

A plan is in force from the day it is made to the day it ends or the next of its kind is made. It stands as it is since
it was made or last reviewed. A review of a plan that is not in force is no review.

Source: cards SW-01, SW-03 and SW-18. No national definition exists.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.domain.events import PlanEnded, PlanMade, PlanReviewed
from timeline.domain.spells.paired import ended_first, identities, until_next, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Fact, Story

MADE = "made"
REVIEWED = "reviewed"


def plans(story: Story) -> tuple[Spell, ...]:
    """Every plan. ``kind``; ``contingency`` and ``outcomes`` yes or no; ``goal``."""
    following = {fact.id: (told, day) for fact, _, told, day in until_next(story.of(PlanMade), _kind)}
    found: list[Spell] = []
    for fact, made, ended, ending in ended_first(story, PlanMade, PlanEnded):
        superseded, day = following[fact.id]
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
    reviewed = list(story.of(PlanReviewed))
    found = [part for plan in in_force for part in _stood(plan, reviewed)]
    return tuple(sorted(found, key=lambda spell: spell.start))


def _stood(plan: Spell, reviewed: list[tuple[Fact, PlanReviewed]]) -> Iterator[Spell]:
    kind = plan.attributes["kind"]
    own = [(fact, event) for fact, event in reviewed if event.kind == kind and plan.open_at(event.occurred_on)]
    starts = [(plan.start, MADE, plan.facts), *((event.occurred_on, REVIEWED, (fact.id,)) for fact, event in own)]
    ends = [*(event.occurred_on for _, event in own), plan.end]
    for (start, how, facts), end in zip(starts, ends, strict=True):
        yield Spell("plan_review", start, end, {"kind": kind, "how": how}, facts)
