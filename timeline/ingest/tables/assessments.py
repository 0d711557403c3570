"""Assessments of need and of health. The 903 has only a yearly yes or no, and only for health."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from timeline.domain.events import (
    AssessmentCompleted,
    AssessmentType,
    Event,
    HealthAssessmentDeclined,
    HealthAssessmentHeld,
    HealthAssessmentType,
)
from timeline.ingest.tables.columns import Day, DayOrBlank, YesNoOrBlank, word
from timeline.ingest.tables.kinds import TableKind, TableRow, refusal


class AssessmentRow(TableRow):
    """Assessments of need: one row each, when it is completed."""

    type: Annotated[AssessmentType, word(AssessmentType)]
    """Initial or core (to 2013-14), single, pathway, other."""
    completed: Day
    """The day it was completed."""
    linked_to_plan: YesNoOrBlank
    """Whether it relates clearly to the plan, its interventions and outcomes."""

    def subject(self) -> tuple[str, date]:
        """The type of assessment and the day it was completed."""
        return self.type, self.completed

    def facts(self) -> list[Event]:
        """The assessment."""
        return [AssessmentCompleted(occurred_on=self.completed, type=self.type, linked_to_plan=self.linked_to_plan)]


class HealthAssessmentRow(TableRow):
    """Statutory health assessments and dental checks: one row each, held or declined."""

    type: Annotated[HealthAssessmentType, word(HealthAssessmentType)]
    """The initial health assessment, a review of health, a dental check; unspecified: initial or review."""
    held: DayOrBlank
    """The day it was held."""
    declined: DayOrBlank
    """The day on which the child declined it, where none was held."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.held and self.declined:
            raise refusal("DECLINED", "the assessment was both held and declined", "Keep the one that happened")
        if not self.held and not self.declined:
            raise refusal("HELD", "it is blank", "Give the day in HELD, or in DECLINED")
        return self

    def subject(self) -> tuple[object, ...]:
        """The type of assessment and the day it was held or declined."""
        return self.type, self.held, self.declined

    def facts(self) -> list[Event]:
        """The assessment, or that it was declined."""
        if self.held:
            return [HealthAssessmentHeld(occurred_on=self.held, type=self.type)]
        assert self.declined is not None  # one of the two is given
        return [HealthAssessmentDeclined(occurred_on=self.declined, type=self.type)]


ASSESSMENTS = TableKind("assessments", AssessmentRow, ("C1", "single", "2012-01-10", "Y"))
HEALTH_ASSESSMENTS = TableKind("health-assessments", HealthAssessmentRow, ("C1", "initial", "2012-01-20", ""))
