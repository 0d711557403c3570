"""At the edge of care: interventions, and referrals to children's social care."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from timeline.domain.events import (
    EdgeOfCareInterventionEnded,
    EdgeOfCareInterventionStarted,
    Event,
    ReferralDecided,
    ReferralDecision,
    ReferralReceived,
)
from timeline.ingest.tables.columns import Day, DayOrBlank, Text, word
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before, refusal


class EdgeOfCareRow(TableRow):
    """Interventions at the edge of care: one row for each child and service."""

    service: Text
    """Which service, by its name."""
    started: Day
    """The day its work with the child began."""
    ended: DayOrBlank
    """The day its work with the child ended."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("ENDED", self.ended, "STARTED", self.started)
        return self

    def subject(self) -> tuple[str, date]:
        """The service and the day its work began."""
        return self.service, self.started

    def facts(self) -> list[Event]:
        """The beginning of the work, and its end."""
        facts: list[Event] = [EdgeOfCareInterventionStarted(occurred_on=self.started, service=self.service)]
        if self.ended:
            facts.append(
                EdgeOfCareInterventionEnded(
                    occurred_on=self.ended, began_on=self.started, began_as=None, service=self.service
                )
            )
        return facts


class ReferralRow(TableRow):
    """Referrals to children's social care: one row each. What makes one a re-referral is computed, not given."""

    received: Day
    """The day it was received."""
    decided: DayOrBlank
    """The day it was decided what to do about it."""
    decision: Annotated[ReferralDecision | None, word(ReferralDecision, needed=False)]
    """What was decided."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("DECIDED", self.decided, "RECEIVED", self.received)
        if self.decision and not self.decided:
            raise refusal("DECIDED", "a decision is given, but not its day", "Give the day it was decided")
        return self

    def subject(self) -> date:
        """The day it was received."""
        return self.received

    def facts(self) -> list[Event]:
        """The referral, and the decision about it."""
        facts: list[Event] = [ReferralReceived(occurred_on=self.received)]
        if self.decided:
            facts.append(
                ReferralDecided(occurred_on=self.decided, began_on=self.received, began_as=None, decision=self.decision)
            )
        return facts


EDGE_OF_CARE = TableKind("edge-of-care", EdgeOfCareRow, ("C1", "family group conference", "2011-05-03", "2011-09-12"))
REFERRALS = TableKind("referrals", ReferralRow, ("C1", "2011-11-02", "2011-11-03", "assessment"))
