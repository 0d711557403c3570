"""Family courts: gateway decisions, applications, hearings, orders. No national collection holds them.

An application is identified by the child, its type and the day it was issued, because a court's case number identifies
a family.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import model_validator

from timeline.domain.events import (
    ApplicationType,
    CourtApplicationDisposed,
    CourtApplicationIssued,
    CourtApplicationWithdrawn,
    CourtHearingHeld,
    CourtOrder,
    CourtOrderMade,
    CourtPlanFiled,
    Event,
    GatewayDecision,
    HearingType,
    LegalGatewayDecided,
)
from timeline.ingest.tables.columns import Day, DayOrBlank, PlannedDay, PlannedDayOrBlank, YesOrNo, word, words
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before, refusal


class GatewayDecisionRow(TableRow):
    """Decisions of legal gateway or planning meetings: one row a decision."""

    decided: Day
    """The day of the decision."""
    decision: Annotated[GatewayDecision, word(GatewayDecision)]
    """Issue proceedings; enter pre-proceedings (a letter before proceedings); neither."""

    def subject(self) -> date:
        """The day of the decision."""
        return self.decided

    def facts(self) -> list[Event]:
        """The decision."""
        return [LegalGatewayDecided(occurred_on=self.decided, decision=self.decision)]


class CourtApplicationRow(TableRow):
    """Applications to court: one row for each child and application. Orders have a table of their own."""

    type: Annotated[ApplicationType, word(ApplicationType)]
    """What the court was asked for; care and supervision are those of the Children Act 1989, section 31."""
    issued: Day
    """The day the court issued it."""
    plan: Annotated[tuple[CourtOrder, ...], words(CourtOrder)]
    """The orders the authority asked for when it applied, with a ; between them."""
    timetabled_to: PlannedDayOrBlank
    """The day by which the court set out to dispose of it; extensions are in `court-hearings`."""
    final_plan_filed: DayOrBlank
    """The day the authority filed its final care plan."""
    final_plan: Annotated[tuple[CourtOrder, ...], words(CourtOrder)]
    """The orders the authority asked for in its final care plan, with a ; between them."""
    disposed: DayOrBlank
    """The day the court finally disposed of it."""
    withdrawn: DayOrBlank
    """The day it was withdrawn."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("TIMETABLED_TO", self.timetabled_to, "ISSUED", self.issued)
        not_before("FINAL_PLAN_FILED", self.final_plan_filed, "ISSUED", self.issued)
        not_before("DISPOSED", self.disposed, "ISSUED", self.issued)
        not_before("WITHDRAWN", self.withdrawn, "ISSUED", self.issued)
        if self.disposed and self.withdrawn:
            raise refusal("WITHDRAWN", "it was both disposed of and withdrawn", "Keep the one that happened")
        if self.final_plan and not self.final_plan_filed:
            raise refusal(
                "FINAL_PLAN_FILED", "orders of a final plan are given, but not its day", "Give the day it was filed"
            )
        if self.final_plan_filed and not self.final_plan:
            raise refusal("FINAL_PLAN", "it is blank", "Give the orders that the final plan asks for, or no day")
        return self

    def subject(self) -> tuple[str, date]:
        """The type of application and the day it was issued."""
        return self.type, self.issued

    def facts(self) -> list[Event]:
        """The application, what the authority asked for, and the end of it."""
        facts: list[Event] = [
            CourtApplicationIssued(occurred_on=self.issued, type=self.type, timetabled_to=self.timetabled_to)
        ]
        facts += [self._asked_for("initial", order, self.issued) for order in self.plan]
        if self.final_plan_filed:
            facts += [self._asked_for("final", order, self.final_plan_filed) for order in self.final_plan]
        for end, day in ((CourtApplicationDisposed, self.disposed), (CourtApplicationWithdrawn, self.withdrawn)):
            if day:
                facts.append(end(occurred_on=day, began_on=self.issued, began_as=None, type=self.type))
        return facts

    def _asked_for(self, stage: Literal["initial", "final"], order: CourtOrder, day: date) -> CourtPlanFiled:
        return CourtPlanFiled(occurred_on=day, began_on=self.issued, type=self.type, stage=stage, order=order)


class CourtHearingRow(TableRow):
    """Hearings: one row for each child and hearing of an application."""

    application: Annotated[ApplicationType, word(ApplicationType)]
    """The type of the application that was heard, as in `court-applications`."""
    issued: Day
    """The day that application was issued."""
    held: PlannedDay
    """The day of the hearing. It may lie ahead."""
    type: Annotated[HearingType, word(HearingType)]
    """Case management, issues resolution, final, other."""
    extended_to: PlannedDayOrBlank
    """The day to which the court extended the time for disposing of the application."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("HELD", self.held, "ISSUED", self.issued)
        not_before("EXTENDED_TO", self.extended_to, "HELD", self.held)
        return self

    def subject(self) -> tuple[object, ...]:
        """The application, the day it was heard and the type of hearing."""
        return self.application, self.issued, self.held, self.type

    def facts(self) -> list[Event]:
        """The hearing."""
        hearing = CourtHearingHeld(
            occurred_on=self.held,
            application=self.application,
            issued_on=self.issued,
            type=self.type,
            extended_to=self.extended_to,
        )
        return [hearing]


class CourtOrderRow(TableRow):
    """Orders that courts made: one row for each child and order. Several on one day are several rows."""

    application: Annotated[ApplicationType, word(ApplicationType)]
    """The type of the application on which it was made, as in `court-applications`."""
    issued: Day
    """The day that application was issued."""
    made: Day
    """The day of the order."""
    order: Annotated[CourtOrder, word(CourtOrder)]
    """Which order; no order where the court ended the application without one."""
    final: YesOrNo
    """N for an interim order."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("MADE", self.made, "ISSUED", self.issued)
        return self

    def subject(self) -> tuple[object, ...]:
        """The application, the day of the order and which order it is."""
        return self.application, self.issued, self.made, self.order

    def facts(self) -> list[Event]:
        """The order."""
        order = CourtOrderMade(
            occurred_on=self.made,
            application=self.application,
            issued_on=self.issued,
            order=self.order,
            final=self.final,
        )
        return [order]


GATEWAY_DECISIONS = TableKind("gateway-decisions", GatewayDecisionRow, ("C1", "2012-01-09", "issue"))
COURT_APPLICATIONS = TableKind(
    "court-applications",
    CourtApplicationRow,
    ("C1", "care", "2012-02-01", "care", "2012-11-06", "2012-07-02", "care; placement", "2012-09-03", ""),
)
COURT_HEARINGS = TableKind(
    "court-hearings", CourtHearingRow, ("C1", "care", "2012-02-01", "2012-02-16", "case management", "")
)
COURT_ORDERS = TableKind("court-orders", CourtOrderRow, ("C1", "care", "2012-02-01", "2012-09-03", "care", "Y"))
