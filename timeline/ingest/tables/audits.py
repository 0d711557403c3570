"""Audits, serious case and management reviews of children's cases, and the actions that came of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from timeline.domain.events import (
    AuditActionCompleted,
    AuditActionImpactEvidenced,
    AuditActionRaised,
    AuditFindingsRectified,
    AuditSubject,
    CaseAudited,
    Event,
    Grade,
)
from timeline.ingest.cells import Row
from timeline.ingest.tables.columns import Day, DayOrBlank, PlannedDayOrBlank, Text, TextOrBlank, YesNoOrBlank, word
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before


class _AboutAChild(TableRow):
    """A row of an audit. An audit that is not about a particular child cannot be recorded."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row of these cells. Refuses a blank CHILD, with advice on where such an audit belongs."""
        if not row.raw("CHILD"):
            do = "Write a row for each child it was about; keep an audit of a service in the authority's own register"
            raise row.refuse(
                "CHILD", "it is blank, but an audit or review is recorded for the children it was about", do
            )
        return super().read(row)


class AuditRow(_AboutAChild):
    """Audits and reviews of a child's case: one row an audit. Yes or no are the audit tool's questions."""

    audit_of: Annotated[AuditSubject, word(AuditSubject)]
    """What was audited. A serious case review and a management review are themselves the audit."""
    tool: Text
    """Which audit tool, with its version."""
    audited: Day
    """The day of the judgement."""
    grade: Annotated[Grade | None, word(Grade, needed=False)]
    """The judgement; adequate up to 2013, requires improvement since."""
    round: TextOrBlank
    """The round it belongs to, as T0 for the baseline."""
    rectify_by: PlannedDayOrBlank
    """The day by which its findings are to be rectified."""
    rectified: DayOrBlank
    """The day its findings were rectified."""
    outcomes: YesNoOrBlank
    """Whether what was audited has specific outcomes."""
    contingency: YesNoOrBlank
    """Whether it has a realistic contingency plan."""
    linked_to_plan: YesNoOrBlank
    """Whether it relates clearly to the plan."""
    named_lead: YesNoOrBlank
    """Whether it names who leads."""
    skills_actions: YesNoOrBlank
    """Whether it has actions for independence skills."""
    views_recorded: YesNoOrBlank
    """Whether it records the child's views."""
    success_measures: YesNoOrBlank
    """Whether its measures of success were met."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("RECTIFY_BY", self.rectify_by, "AUDITED", self.audited)
        not_before("RECTIFIED", self.rectified, "AUDITED", self.audited)
        return self

    def subject(self) -> tuple[str, str, date]:
        """What was audited, with which tool, on which day."""
        return self.audit_of, self.tool, self.audited

    def facts(self) -> list[Event]:
        """The audit, and that its findings were rectified."""
        audited = CaseAudited(
            occurred_on=self.audited,
            subject=self.audit_of,
            **self.model_dump(exclude={"child", "audit_of", "audited", "rectified"}),
        )
        if self.rectified is None:
            return [audited]
        rectified = AuditFindingsRectified(
            occurred_on=self.rectified,
            began_on=self.audited,
            began_as=None,
            subject=self.audit_of,
            tool=self.tool,
        )
        return [audited, rectified]


class AuditActionRow(_AboutAChild):
    """Actions that audits and reviews asked for: one row an action."""

    audit_of: Annotated[AuditSubject, word(AuditSubject)]
    """Which audit or review asked for it, as in `audits`."""
    action: Text
    """The number or reference of the action among those raised for the child on the day."""
    raised: Day
    """The day it was asked for."""
    theme: TextOrBlank
    """What it is about: a theme that is counted across audits."""
    due: PlannedDayOrBlank
    """The day by which it is to be done."""
    completed: DayOrBlank
    """The day it had been done."""
    impact_evidenced: DayOrBlank
    """The day a later audit found its effect."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("DUE", self.due, "RAISED", self.raised)
        not_before("COMPLETED", self.completed, "RAISED", self.raised)
        not_before("IMPACT_EVIDENCED", self.impact_evidenced, "RAISED", self.raised)
        return self

    def subject(self) -> tuple[str, str, date]:
        """Which audit asked for it, its number, and the day it was raised."""
        return self.audit_of, self.action, self.raised

    def facts(self) -> list[Event]:
        """The action, its completion, and the evidence of its effect."""
        facts: list[Event] = [
            AuditActionRaised(
                occurred_on=self.raised,
                subject=self.audit_of,
                action=self.action,
                theme=self.theme,
                due_on=self.due,
            )
        ]
        if self.completed:
            facts.append(
                AuditActionCompleted(
                    occurred_on=self.completed,
                    began_on=self.raised,
                    began_as=None,
                    subject=self.audit_of,
                    action=self.action,
                )
            )
        if self.impact_evidenced:
            facts.append(
                AuditActionImpactEvidenced(
                    occurred_on=self.impact_evidenced,
                    began_on=self.raised,
                    subject=self.audit_of,
                    action=self.action,
                )
            )
        return facts


_PLAN_AUDIT = ("C1", "care plan", "care plan tool 1", "2012-02-01", "adequate", "T0", "2012-05-01", "2012-04-16")
_PLAN_ANSWERS = ("Y", "N", "", "", "", "Y", "")

AUDITS = TableKind("audits", AuditRow, _PLAN_AUDIT + _PLAN_ANSWERS)
AUDIT_ACTIONS = TableKind(
    "audit-actions",
    AuditActionRow,
    ("C1", "care plan", "1", "2012-02-01", "contingency planning", "2012-05-01", "2012-04-16", ""),
)
