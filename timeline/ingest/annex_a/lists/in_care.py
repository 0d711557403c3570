"""Lists 8 and 9: children in care, and care leavers."""

from __future__ import annotations

from timeline.domain.events import CareLeaverObserved, LookedAfterObserved
from timeline.ingest.annex_a.layouts import NOT_KEPT, Column, Layout
from timeline.ingest.annex_a.lists.common import TEAM_AND_WORKER, WHO, WHO_AND_DISABILITY

_IN_CARE = (
    Column(
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        "unaccompanied",
        "yes-or-no",
        ("Unaccompanied Asylum Seeking Child within the last 12 months", "UASC"),
    ),
    WHO_AND_DISABILITY[-1],
    Column("Date Started to be Looked After", "started_on", "day", ("Date became looked after",), needed=True),
    Column("Child's Category of Need", "category_of_need", "category-of-need", ("Category of need",)),
    Column(
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "second_period_in_12_months",
        "yes-or-no",
    ),
    Column("Start date of current legal status", "legal_status_since", "day-beside", ("Legal status start date",)),
    Column("Child's Legal Status", "legal_status", "legal-status", ("Legal status",)),
    Column("Date of Latest Statutory Review", "last_review_on", "day-beside"),
    Column("Date of Last Social Work Visit", "last_social_work_visit_on", "day-beside"),
    Column("What is the permanence plan for this child?", "permanence_plan", "permanence-plan", ("Permanence plan",)),
    Column("Date of Last IRO Visit / Contact to the Child", "last_reviewing_officer_contact_on", "day-beside"),
    Column("Date of Last Health Assessment", "last_health_assessment_on", "day-beside"),
    Column("Date of Last Dental Check", "last_dental_check_on", "day-beside"),
    Column("Number of Placements in the Last 12 months", "placements_in_12_months", "count"),
    Column("Date Ceased to be Looked After", "ceased_on", "day"),
    Column("Reason Ceased to be Looked After", "reason_episode_ceased", "reason-ceased"),
)

_PLACEMENT = (
    Column("Start Date of Most Recent Placement", "placement_since", "day-beside"),
    Column("Placement Type", "placement_type", "placement-type"),
    Column("Placement Provider", "placement_provider", "placement-provider"),
    Column("Placement postcode", "placement_postcode", "postcode"),
    Column("URN of Placement", "placement_urn", "urn", ("Placement URN",)),
    Column("Placement Location", "placement_location", "placement-location"),
    Column("LA of Placement", "placement_authority", "text", ("Local authority of placement",)),
)

_MISSING = (
    Column(
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        "missing_incidents_in_12_months",
        "count",
    ),
    Column(
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
        "away_incidents_in_12_months",
        "count",
    ),
    Column(
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "return_interview_offered",
        "yes-or-no",
    ),
    Column(
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        "return_interview_accepted",
        "yes-or-no",
    ),
)

CHILDREN_IN_CARE = Layout(
    8, "children in care", LookedAfterObserved, (*WHO, *_IN_CARE, *_PLACEMENT, *_MISSING, *TEAM_AND_WORKER)
)

CARE_LEAVERS = Layout(
    9,
    "care leavers",
    CareLeaverObserved,
    (
        *WHO,
        Column(
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
            "unaccompanied",
            "yes-or-no",
        ),
        WHO_AND_DISABILITY[-1],
        *TEAM_AND_WORKER,
        Column("Allocated Personal Advisor", "", NOT_KEPT, ("Personal Advisor", "Personal Adviser")),
        Column("Eligibility Category", "eligibility", "eligibility", needed=True),
        Column("Latest Pathway Plan Review Date", "pathway_plan_reviewed_on", "day-beside"),
        Column("LA in Touch", "in_touch", "in-touch", ("LA in touch with care leaver",), needed=True),
        Column("Latest Date of Contact", "last_contact_on", "day-beside"),
        Column("Type of Accommodation", "accommodation", "accommodation"),
        Column("Suitability of Accommodation", "accommodation_suitable", "suitability"),
        Column("Activity Status", "activity", "activity"),
    ),
)
