"""The SSD extracts with data of local tables: health checks, care plans, pre-proceedings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from timeline.domain.events import (
    Event,
    GatewayDecision,
    HealthAssessmentDeclined,
    HealthAssessmentHeld,
    HealthAssessmentType,
    LegalGatewayDecided,
    PlanEnded,
    PlanGoal,
    PlanMade,
)
from timeline.ingest.cells import Refusal
from timeline.ingest.tables.columns import Day, DayOrBlank, cell_reader
from timeline.ingest.tables.kinds import TableKind, not_before, refusal
from timeline.ingest.tables.ssd.rows import SsdRow

# ------------------------------------------------------------------------------------------------------- health checks

_CHECKS: tuple[tuple[str, HealthAssessmentType], ...] = (
    ("dental", "dental"),
    ("dentist", "dental"),
    ("initial", "initial"),
    ("review", "review"),
    ("health assessment", "unspecified"),
)
"""Words in a system's name of a check, with the type they mean. The first that is found decides."""

CheckStatus = Literal["completed", "refused"]


def _check(text: str) -> HealthAssessmentType | Refusal:
    known = " ".join(text.lower().split())
    found = next((kind for words, kind in _CHECKS if words in known), None)
    return found or Refusal(
        "it is neither a health assessment nor a dental check", "Leave the row out: other checks are not recorded"
    )


def _status(text: str) -> CheckStatus | Refusal:
    match text.lower():
        case "completed" | "refused" as status:
            return status
        case "planned" | "cancelled":
            return Refusal(
                "the check has not happened", "Nothing to do: it is recorded once it is completed or refused"
            )
        case _:
            return Refusal(
                "it is not a status of a health check", "Write one of: completed, refused, planned, cancelled"
            )


class HealthRow(SsdRow):
    """ssd_cla_health: health assessments and dental checks that were completed or refused."""

    person: ClassVar[str] = "clah_person_id"
    written: ClassVar[Mapping[str, str]] = {
        "clah_health_check_type": "needed; the name of a check",
        "clah_health_check_status": "needed; completed, refused, planned or cancelled",
    }

    clah_health_check_type: Annotated[
        HealthAssessmentType, cell_reader(_check, Refusal("it is blank", "Give the type"))
    ]
    """The system's name of the check: with dental or dentist, initial, review, or health assessment in it."""
    clah_health_check_date: Day
    """The day of the check."""
    clah_health_check_status: Annotated[CheckStatus, cell_reader(_status, Refusal("it is blank", "Give the status"))]
    """Completed or refused; what is planned or cancelled is set aside."""

    def subject(self) -> tuple[object, ...]:
        """The check and its day."""
        return self.clah_health_check_type, self.clah_health_check_date, self.clah_health_check_status

    def facts(self) -> list[Event]:
        """The assessment, or that it was declined."""
        if self.clah_health_check_status == "completed":
            return [HealthAssessmentHeld(occurred_on=self.clah_health_check_date, type=self.clah_health_check_type)]
        return [HealthAssessmentDeclined(occurred_on=self.clah_health_check_date, type=self.clah_health_check_type)]


# ---------------------------------------------------------------------------------------------------------- care plans

_GOALS: Mapping[str, PlanGoal] = {
    "REMAINSUP": "return to family",
    "RETURN1M": "return to family",
    "RETURN6M": "return to family",
    "RETURNEV": "return to family",
    "LTRELFR": "long-term fostering",
    "LTFOST18": "long-term fostering",
    "RESPLMT": "long-term residential",
    "SUPPLIV": "supported living",
    "ADOPTION": "adoption",
    "OTHERPLN": "other",
}
"""The keys of SSD's plan, with the goal of each. Several different goals count as none."""

_TICKED = frozenset({"y", "yes", "1", "true"})


def _goal(text: str) -> PlanGoal | Refusal | None:
    try:
        plan = json.loads(text)
    except json.JSONDecodeError:
        plan = None
    if not isinstance(plan, dict) or not set(plan) <= set(_GOALS):
        return Refusal("it is not the plan as SSD writes it", f"Write JSON with the keys {', '.join(_GOALS)}")
    goals = {_GOALS[key] for key, value in plan.items() if str(value).strip().lower() in _TICKED}
    return goals.pop() if len(goals) == 1 else None


class CarePlanRow(SsdRow):
    """ssd_cla_care_plan: care plans and their goals."""

    person: ClassVar[str] = "lacp_person_id"
    written: ClassVar[Mapping[str, str]] = {"lacp_cla_care_plan_json": "JSON"}

    lacp_cla_care_plan_start_date: Day
    """The day from which the plan was in force."""
    lacp_cla_care_plan_end_date: DayOrBlank
    """The day to which it was in force."""
    lacp_cla_care_plan_json: Annotated[PlanGoal | None, cell_reader(_goal, None)]
    """SSD's keys with Y for each box ticked. Where all mean one goal, that is the goal."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        end, start = self.lacp_cla_care_plan_end_date, self.lacp_cla_care_plan_start_date
        not_before("LACP_CLA_CARE_PLAN_END_DATE", end, "LACP_CLA_CARE_PLAN_START_DATE", start)
        return self

    def subject(self) -> date:
        """The day from which the plan was in force."""
        return self.lacp_cla_care_plan_start_date

    def facts(self) -> list[Event]:
        """The plan, and its end."""
        start, end = self.lacp_cla_care_plan_start_date, self.lacp_cla_care_plan_end_date
        goal = self.lacp_cla_care_plan_json
        facts: list[Event] = [PlanMade(occurred_on=start, kind="care", contingency=None, outcomes=None, goal=goal)]
        if end:
            facts.append(PlanEnded(occurred_on=end, began_on=start, began_as=None, kind="care"))
        return facts


# ----------------------------------------------------------------------------------------------------- pre-proceedings

_OUTCOMES: Mapping[str, GatewayDecision] = {
    "decision to issue care proceedings": "issue",
    "decision to step down": "no proceedings",
}


def _outcome(text: str) -> GatewayDecision | Refusal:
    decided = _OUTCOMES.get(" ".join(text.lower().split()))
    return decided or Refusal("it is not an outcome of pre-proceedings", f"Write one of: {', '.join(_OUTCOMES)}")


class PreProceedingsRow(SsdRow):
    """ssd_pre_proceedings: the decision to enter pre-proceedings, and the one that ended them. Court references and
    family numbers are not read; leave them out of the extract."""

    person: ClassVar[str] = "prep_person_id"
    written: ClassVar[Mapping[str, str]] = {"prep_pre_pro_outcome": f"one of: {', '.join(_OUTCOMES)}"}

    prep_pre_pro_decision_date: Day
    """The day it was decided to enter pre-proceedings."""
    prep_pre_pro_outcome: Annotated[GatewayDecision | None, cell_reader(_outcome, None)]
    """Decision to issue care proceedings, or decision to step down; blank while in pre-proceedings."""
    prep_agree_stepdown_issue_date: DayOrBlank
    """The day of that decision."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ended, began = self.prep_agree_stepdown_issue_date, self.prep_pre_pro_decision_date
        not_before("PREP_AGREE_STEPDOWN_ISSUE_DATE", ended, "PREP_PRE_PRO_DECISION_DATE", began)
        if self.prep_pre_pro_outcome and not ended:
            raise refusal(
                "PREP_AGREE_STEPDOWN_ISSUE_DATE", "an outcome is given, but not its day", "Give the day of it"
            )
        if ended and not self.prep_pre_pro_outcome:
            raise refusal("PREP_PRE_PRO_OUTCOME", "a day is given, but no outcome", "Give what was decided on it")
        return self

    def subject(self) -> date:
        """The day it was decided to enter pre-proceedings."""
        return self.prep_pre_pro_decision_date

    def facts(self) -> list[Event]:
        """Both decisions."""
        return list(self._decisions())

    def _decisions(self) -> Iterator[Event]:
        ended = self.prep_agree_stepdown_issue_date
        if ended != self.prep_pre_pro_decision_date:  # of two decisions on one day, only the later one is recorded
            yield LegalGatewayDecided(occurred_on=self.prep_pre_pro_decision_date, decision="pre-proceedings")
        if ended is not None and self.prep_pre_pro_outcome is not None:
            yield LegalGatewayDecided(occurred_on=ended, decision=self.prep_pre_pro_outcome)


LOCAL = (
    TableKind(
        "ssd-cla-health",
        HealthRow,
        ("C1", "Initial Health Assessment", "2011-05-24", "Completed"),
        fills="health-assessments",
    ),
    TableKind("ssd-cla-care-plan", CarePlanRow, ("C1", "2011-05-05", "", '"{""LTFOST18"": ""Y""}"'), fills="plans"),
    TableKind(
        "ssd-pre-proceedings",
        PreProceedingsRow,
        ("C1", "2011-11-03", "Decision to Issue Care Proceedings", "2012-01-19"),
        fills="gateway-decisions",
    ),
)
"""The kinds of extract with data of local tables."""
