"""Requests for an independent visitor and their outcomes. No national collection holds them.

One row a request: when it was made, when a visitor was appointed and when the visits ended, or when it was withdrawn
and why. Law: Children Act 1989, section 23ZB.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from timeline.domain.events import (
    Event,
    IndependentVisitorEnded,
    IndependentVisitorMatched,
    IndependentVisitorRequested,
    IndependentVisitorRequestWithdrawn,
)
from timeline.ingest.tables.columns import Day, DayOrBlank, one_of
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before, refusal

REASONS = ("declined by child", "not in interests", "other")
"""Why a request was withdrawn, as the outcomes of ``visitor-received`` name them."""


class VisitorRequestRow(TableRow):
    """Requests for an independent visitor, with the answer where there is one."""

    requested: Day
    """The day of the request."""
    matched: DayOrBlank
    """The day a visitor was appointed."""
    ended: DayOrBlank
    """The day the visits ended."""
    withdrawn: DayOrBlank
    """The day the request was withdrawn before a visitor was appointed."""
    reason: Annotated[str | None, one_of(*REASONS)]
    """Why it was withdrawn: declined by child, not in interests, other."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("MATCHED", self.matched, "REQUESTED", self.requested)
        not_before("WITHDRAWN", self.withdrawn, "REQUESTED", self.requested)
        if self.matched and self.withdrawn:
            raise refusal("WITHDRAWN", "the request was both matched and withdrawn", "Keep the one that happened")
        if self.ended and not self.matched:
            raise refusal(
                "ENDED", "the visits have an end but no start", "Give the day in MATCHED, or leave ENDED blank"
            )
        not_before("ENDED", self.ended, "MATCHED", self.matched)
        if self.reason and not self.withdrawn:
            raise refusal("REASON", "a reason is given, but no withdrawal", "Give the day in WITHDRAWN, or no reason")
        return self

    def subject(self) -> date:
        """The day of the request."""
        return self.requested

    def facts(self) -> list[Event]:
        """The request, its answer, and the end of the visits."""
        facts: list[Event] = [IndependentVisitorRequested(occurred_on=self.requested)]
        if self.matched:
            facts.append(IndependentVisitorMatched(occurred_on=self.matched, began_on=self.requested, began_as=None))
        if self.withdrawn:
            facts.append(
                IndependentVisitorRequestWithdrawn(
                    occurred_on=self.withdrawn, began_on=self.requested, began_as=None, reason=self.reason
                )
            )
        if self.ended:
            facts.append(IndependentVisitorEnded(occurred_on=self.ended, requested_on=self.requested))
        return facts


VISITOR_REQUESTS = TableKind(
    name="visitor-requests",
    row=VisitorRequestRow,
    example=("C1", "2012-01-16", "2012-05-08", "", "", ""),
)
