"""Plans for a child: made, reviewed, ended. No national collection holds them."""

from __future__ import annotations

from typing import ClassVar, Literal

from timeline.domain.events.base import Mark, SpellBegan, SpellEnded

PlanKind = Literal["care", "health", "transition", "pathway", "permanence"]
"""What the plan is for. A transition plan is the local plan for independence from 13; a pathway plan the statutory one
for eligible children of 16 and 17."""

PlanGoal = Literal[
    "return to family",
    "adoption",
    "special guardianship or child arrangements",
    "supported living",
    "long-term residential",
    "long-term fostering",
    "other",
]
"""What a plan aims at, as Annex A, list 8, words the permanence plan."""


class PlanMade(SpellBegan):
    """A plan, or a new version of it, came into force. It takes the place of the one of its kind before.

    ``contingency``: it holds a contingency plan; ``outcomes``: it names specific outcomes. Source: the local table
    ``plans``, KIND, MADE, CONTINGENCY, OUTCOMES, GOAL.
    """

    name: ClassVar[str] = "plan-made"
    module: ClassVar[str] = "plans"
    spell: ClassVar[str] = "plan"
    told_apart_by: ClassVar[tuple[str, ...]] = ("kind",)

    kind: PlanKind
    contingency: bool | None
    outcomes: bool | None
    goal: PlanGoal | None


class PlanEnded(SpellEnded):
    """A plan was no longer in force, and none took its place. Source: the local table ``plans``, ENDED."""

    name: ClassVar[str] = "plan-ended"
    module: ClassVar[str] = "plans"
    spell: ClassVar[str] = "plan"
    told_apart_by: ClassVar[tuple[str, ...]] = ("kind",)

    kind: PlanKind


class PlanReviewed(Mark):
    """The plan of this kind that was in force was reviewed and goes on. The day of the review, not of its upload.

    Source: the local table ``plan-reviews``, KIND, REVIEWED.
    """

    name: ClassVar[str] = "plan-reviewed"
    module: ClassVar[str] = "plan-reviews"
    told_apart_by: ClassVar[tuple[str, ...]] = ("kind",)

    kind: PlanKind
