"""Plans for a child, and their reviews. No national collection holds them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from timeline.domain.events import Event, PlanEnded, PlanGoal, PlanKind, PlanMade, PlanReviewed
from timeline.ingest.tables.columns import Day, DayOrBlank, YesNoOrBlank, word
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before


class PlanRow(TableRow):
    """Plans: one row a plan or version of a plan. The next of its kind replaces it."""

    kind: Annotated[PlanKind, word(PlanKind)]
    """What the plan is for. Transition: the local plan for independence from 13; pathway: the statutory one."""
    made: Day
    """The day the plan, or this version of it, came into force."""
    ended: DayOrBlank
    """The day it was no longer in force, where no other took its place."""
    contingency: YesNoOrBlank
    """Whether it holds a contingency plan."""
    outcomes: YesNoOrBlank
    """Whether it names specific outcomes."""
    goal: Annotated[PlanGoal | None, word(PlanGoal, needed=False)]
    """What it aims at, as Annex A, list 8, words the permanence plan."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("ENDED", self.ended, "MADE", self.made)
        return self

    def subject(self) -> tuple[str, date]:
        """The kind of plan and the day it was made."""
        return self.kind, self.made

    def facts(self) -> list[Event]:
        """The plan, and its end."""
        made = PlanMade(
            occurred_on=self.made,
            kind=self.kind,
            contingency=self.contingency,
            outcomes=self.outcomes,
            goal=self.goal,
        )
        if self.ended is None:
            return [made]
        return [made, PlanEnded(occurred_on=self.ended, began_on=self.made, began_as=None, kind=self.kind)]


class PlanReviewRow(TableRow):
    """Reviews of plans: one row each time the plan in force was reviewed and goes on as it is."""

    kind: Annotated[PlanKind, word(PlanKind)]
    """Which of the child's plans, as in `plans`."""
    reviewed: Day
    """The day of the review, not of its record."""

    def subject(self) -> tuple[str, date]:
        """The kind of plan and the day of the review."""
        return self.kind, self.reviewed

    def facts(self) -> list[Event]:
        """The review."""
        return [PlanReviewed(occurred_on=self.reviewed, kind=self.kind)]


PLANS = TableKind("plans", PlanRow, ("C1", "care", "2012-01-16", "", "Y", "Y", ""))
PLAN_REVIEWS = TableKind("plan-reviews", PlanReviewRow, ("C1", "care", "2012-03-06"))
