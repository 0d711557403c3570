"""Requests for an independent visitor and what came of them. No national collection holds this.

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
from timeline.ingest.tables.kinds import Day, DayOrBlank, TableKind, TableRow, one_of, refusal

REASONS = ("declined by child", "not in interests", "other")
"""Why a request was withdrawn, as the outcomes of ``visitor-received`` name them."""


class VisitorRequestRow(TableRow):
    """A request, with its answer where there is one. ``reason`` belongs to a withdrawal."""

    requested: Day
    matched: DayOrBlank
    ended: DayOrBlank
    withdrawn: DayOrBlank
    reason: Annotated[str | None, one_of(*REASONS)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        _not_before("MATCHED", self.matched, "REQUESTED", self.requested)
        _not_before("WITHDRAWN", self.withdrawn, "REQUESTED", self.requested)
        if self.matched and self.withdrawn:
            raise refusal("WITHDRAWN", "the request was both matched and withdrawn", "Keep the one that happened")
        if self.ended and not self.matched:
            raise refusal("ENDED", "visits ended that never began", "Give the day in MATCHED, or leave ENDED blank")
        _not_before("ENDED", self.ended, "MATCHED", self.matched)
        if self.reason and not self.withdrawn:
            raise refusal("REASON", "there is a reason and no withdrawal", "Give the day in WITHDRAWN, or no reason")
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


def _not_before(column: str, day: date | None, earlier: str, earlier_day: date | None) -> None:
    if day and earlier_day and day < earlier_day:
        raise refusal(column, f"it is before {earlier}", f"Correct {column} or {earlier}")


VISITOR_REQUESTS = TableKind(
    name="visitor-requests",
    row=VisitorRequestRow,
    example=("C1", "2012-01-16", "2012-05-08", "", "", ""),
)
