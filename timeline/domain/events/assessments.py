"""Assessments: of need, and of health."""

from __future__ import annotations

from typing import ClassVar, Literal

from timeline.domain.events.base import Mark

AssessmentType = Literal["initial", "core", "single", "pathway", "other"]
"""An initial or core assessment (to 2013-14), a single assessment, one for a pathway plan, another of need."""

HealthAssessmentType = Literal["initial", "review", "dental", "unspecified"]
"""The initial health assessment, a review of health, a dental check; a health assessment of which the source does not
say whether it was the initial one."""


class AssessmentCompleted(Mark):
    """An assessment of the child's need was completed. ``linked_to_plan``: it relates clearly to the plan.

    Source: the local table ``assessments``, TYPE, COMPLETED, LINKED_TO_PLAN.
    """

    name: ClassVar[str] = "assessment-completed"
    module: ClassVar[str] = "assessments"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: AssessmentType
    linked_to_plan: bool | None


class HealthAssessmentHeld(Mark):
    """The child's health was assessed. Source: the local table ``health-assessments``, TYPE, HELD."""

    name: ClassVar[str] = "health-assessment-held"
    module: ClassVar[str] = "health-assessments"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: HealthAssessmentType


class HealthAssessmentDeclined(Mark):
    """The child declined a health assessment that was offered: none was held.

    Source: the local table ``health-assessments``, TYPE, DECLINED.
    """

    name: ClassVar[str] = "health-assessment-declined"
    module: ClassVar[str] = "health-assessments"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: HealthAssessmentType
