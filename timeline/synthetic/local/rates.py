"""Rates of data that no national collection holds. Rates with a named source are published; all others are invented."""

from __future__ import annotations

from typing import Final

from timeline.synthetic.draws import Banded, Weighted

# ------------------------------------------------------------------------------- plans, assessments

CARE_PLAN: Final = 0.97
CARE_PLAN_AFTER: Final = Banded((0, 14, 85), (14, 42, 15))
PLAN_LASTS: Final = Banded((240, 330, 30), (330, 420, 70))
PLAN_REVIEWED: Final = 0.88
CONTINGENCY: Final = 0.7
OUTCOMES: Final = 0.75
HEALTH_PLAN: Final = 0.92
HEALTH_PLAN_AFTER: Final = Banded((0, 21, 100))
TRANSITION_PLAN: Final = 0.82
TRANSITION_PLAN_AFTER: Final = Banded((10, 91, 75), (91, 200, 25))
PATHWAY_PLAN: Final = 0.9
PATHWAY_PLAN_AFTER: Final = Banded((14, 88, 70), (88, 200, 30))
REVIEW_AFTER: Final = Banded((120, 182, 80), (182, 300, 20))
PERMANENCE_PLAN: Final = 0.82
PERMANENCE_PLAN_AFTER: Final = Banded((60, 115, 75), (115, 250, 25))
GOAL: Final = Weighted({"long-term fostering": 48, "return to family": 30, "long-term residential": 8, "other": 14})

ASSESSMENT_BEFORE: Final = Banded((0, 45, 100))
ASSESSED_AGAIN: Final = Banded((180, 365, 65), (365, 560, 35))
LINKED_TO_PLAN: Final = 0.78

# Published (children looked after 12 months, 2023): health assessment in the year 89 %, dental check 76 %. How many are
# initial assessments within 20 working days is invented.
FIRST_HEALTH_ASSESSMENT: Final = Banded((8, 28, 72), (28, 80, 28))
HEALTH_ASSESSED: Final = 0.89
HEALTH_DECLINED: Final = 0.04
DENTAL_CHECKED: Final = 0.76

# ------------------------------------------------------------------------------------------- audits

AUDITED: Final = {"care plan": 0.4, "assessment": 0.2, "transition plan": 0.4}
GRADE: Final = Weighted({"outstanding": 6, "good": 44, "requires improvement": 38, "inadequate": 12})
GRADE_AGAIN: Final = Weighted({"outstanding": 8, "good": 62, "requires improvement": 26, "inadequate": 4})
RECTIFIED: Final = 0.72
RECTIFIED_AFTER: Final = Banded((14, 91, 55), (91, 182, 30), (182, 300, 15))
ANSWERED_YES: Final = {"good": 0.85, "poor": 0.45}
ACTIONS: Final = Weighted({1: 55, 2: 35, 3: 10})
THEME: Final = Weighted(
    {"contingency planning": 25, "recording": 25, "child's voice": 20, "drift and delay": 18, "supervision": 12}
)
ACTION_DONE: Final = 0.85
ACTION_AFTER: Final = Banded((14, 61, 60), (61, 91, 20), (91, 200, 20))
ACTION_DUE_AFTER: Final = 91
IMPACT_EVIDENCED: Final = 0.4
SERIOUS_CASE_REVIEW: Final = 0.002
MANAGEMENT_REVIEW: Final = 0.006

# -------------------------------------------------------------------------------------------- court

# The length of proceedings is the history's own: mean 45 weeks and 23 % within 26 weeks (Ministry of Justice, Family
# Court Statistics, 2021).
SUPERVISION_SOUGHT: Final = 0.07
ISSUED_BEFORE: Final = Banded((0, 1, 55), (1, 8, 30), (8, 22, 15))
STRAIGHT_TO_ISSUE: Final = 0.55
ISSUE_AFTER: Final = Banded((1, 30, 70), (30, 91, 22), (91, 140, 8))
PRE_PROCEEDINGS_LAST: Final = Banded((60, 120, 40), (120, 182, 38), (182, 300, 22))
NEVER_ISSUED: Final = 0.3
NEVER_ISSUED_DECISION: Final = Weighted({"pre-proceedings": 55, "issue": 10, "no proceedings": 35})
AS_PLANNED: Final = 0.8
PLAN_INSTEAD: Final = Weighted({"care": 40, "care; placement": 25, "special guardianship": 20, "supervision": 15})
NOT_CARE_AT_HOME: Final = Weighted({"supervision": 60, "no order": 18, "child arrangements": 14, "withdrawn": 8})
SUPERVISION_BESIDE: Final = 0.3
EXTENDED: Final = 0.85

# ------------------------------------------------------------------------------------- edge of care

# Published (Department for Education, Children in need, table C1, 2021 to 2025): 22 % of referrals come within 12
# months of an earlier one.
REFERRED_AGAIN: Final = 0.22
SERVICE: Final = Weighted(
    {"family group conference": 40, "intensive family support": 35, "multisystemic therapy": 15, "respite": 10}
)
WORKED_BEFORE_CARE: Final = 0.25
WORKED_AFTER_CARE: Final = 0.3
WORK_LASTS: Final = Banded((42, 91, 35), (91, 182, 50), (182, 300, 15))
CARE_AFTER_WORK: Final = Banded((1, 91, 45), (91, 182, 25), (182, 365, 20), (365, 900, 10))
NEVER_LOOKED_AFTER: Final = 0.4
"""Children worked with at the edge of care and never looked after, for each child who was."""
UNTIL_REFERRED_AGAIN: Final = Banded((20, 91, 30), (91, 182, 30), (182, 365, 40))
REFERRAL_DECISION: Final = Weighted(
    {"assessment": 72, "no further action": 12, "early help": 10, "strategy discussion": 6}
)
