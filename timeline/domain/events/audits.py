"""Audits, serious case and management reviews of a child's case, and the actions that came of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from timeline.domain.events.base import SpellBegan, SpellDetail, SpellEnded

AuditSubject = Literal[
    "care plan",
    "assessment",
    "transition plan",
    "pathway plan",
    "health plan",
    "case",
    "serious case review",
    "management review",
]
"""What was audited; a serious case review and a management review are themselves the audit."""

Grade = Literal["outstanding", "good", "adequate", "requires improvement", "inadequate"]
"""The judgements of inspection: ``adequate`` up to 2013, ``requires improvement`` since."""


class CaseAudited(SpellBegan):
    """Something about the child was audited: what is found wrong waits to be rectified.

    ``tool``: which audit tool, with its version. ``round``: the cohort it belongs to, as ``T0``. ``rectify_by``: the
    day by which the findings are to be rectified. The rest are the tool's questions, yes or no: specific outcomes, a
    realistic contingency plan, linked to the plan, a named lead, actions for independence skills, the child's views
    recorded, success measures met. Source: the local table ``audits``, columns of the same names.
    """

    name: ClassVar[str] = "case-audited"
    module: ClassVar[str] = "audits"
    spell: ClassVar[str] = "audit"
    told_apart_by: ClassVar[tuple[str, ...]] = ("subject", "tool")

    subject: AuditSubject
    tool: str
    grade: Grade | None
    round: str | None
    rectify_by: date | None
    outcomes: bool | None
    contingency: bool | None
    linked_to_plan: bool | None
    named_lead: bool | None
    skills_actions: bool | None
    views_recorded: bool | None
    success_measures: bool | None


class AuditFindingsRectified(SpellEnded):
    """What the audit had found wrong was rectified. Source: the local table ``audits``, RECTIFIED."""

    name: ClassVar[str] = "audit-findings-rectified"
    module: ClassVar[str] = "audits"
    spell: ClassVar[str] = "audit"
    told_apart_by: ClassVar[tuple[str, ...]] = ("subject", "tool")

    subject: AuditSubject
    tool: str


class AuditActionRaised(SpellBegan):
    """An audit or review asked for something to be done. ``action``: its number or reference among those of the day.

    Source: the local table ``audit-actions``, SUBJECT, ACTION, RAISED, THEME, DUE.
    """

    name: ClassVar[str] = "audit-action-raised"
    module: ClassVar[str] = "audit-actions"
    spell: ClassVar[str] = "audit-action"
    told_apart_by: ClassVar[tuple[str, ...]] = ("subject", "action")

    subject: AuditSubject
    action: str
    theme: str | None
    due_on: date | None


class AuditActionCompleted(SpellEnded):
    """What was asked for had been done. Source: the local table ``audit-actions``, COMPLETED."""

    name: ClassVar[str] = "audit-action-completed"
    module: ClassVar[str] = "audit-actions"
    spell: ClassVar[str] = "audit-action"
    told_apart_by: ClassVar[tuple[str, ...]] = ("subject", "action")

    subject: AuditSubject
    action: str


class AuditActionImpactEvidenced(SpellDetail):
    """A later audit found that the action had the effect it was for.

    Source: the local table ``audit-actions``, IMPACT_EVIDENCED.
    """

    name: ClassVar[str] = "audit-action-impact-evidenced"
    module: ClassVar[str] = "audit-actions"
    spell: ClassVar[str] = "audit-action"
    told_apart_by: ClassVar[tuple[str, ...]] = ("subject", "action")

    subject: AuditSubject
    action: str
