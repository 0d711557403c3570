"""Lists 1 to 7: contacts, early help, referrals, assessments, enquiries, children in need, child protection."""

from __future__ import annotations

from timeline.domain.events import (
    AssessmentObserved,
    ChildInNeedObserved,
    ProtectionEnquiryObserved,
    ProtectionPlanObserved,
    ReferralObserved,
)
from timeline.ingest.annex_a.layouts import Column, Layout
from timeline.ingest.annex_a.lists.common import (
    TEAM_AND_WORKER,
    WHO_OR_UNBORN,
    WHO_OR_UNBORN_AND_DISABILITY,
)

CONTACTS = Layout(
    1,
    "contacts",
    None,
    (
        *WHO_OR_UNBORN,
        Column("Date of Contact", "contact_on", "day", ("Contact date",), needed=True),
        Column("Contact Source", "source", "agency", ("Source of contact",)),
    ),
)

EARLY_HELP = Layout(
    2,
    "early help",
    None,
    (
        *WHO_OR_UNBORN,
        Column("Assessment start date", "started_on", "day", ("Early help assessment start date",), needed=True),
        Column("Assessment completion date", "completed_on", "day", ("Early help assessment completion date",)),
        Column("Organisation completing assessment", "organisation", "text"),
    ),
)

REFERRALS = Layout(
    3,
    "referrals",
    ReferralObserved,
    (
        *WHO_OR_UNBORN,
        Column("Date of Referral", "referred_on", "day", ("Referral date",), needed=True),
        Column("Referral Source", "source", "agency", ("Source of referral",)),
        Column("Referral NFA?", "no_further_action", "yes-or-no", ("Referral no further action",)),
        Column("Number of Referrals in Last 12 Months", "referrals_in_12_months", "count"),
        *TEAM_AND_WORKER,
    ),
)

ASSESSMENTS = Layout(
    4,
    "assessments",
    AssessmentObserved,
    (
        *WHO_OR_UNBORN_AND_DISABILITY,
        Column("Continuous Assessment Start Date", "started_on", "day", needed=True),
        Column("Child Seen During Continuous Assessment", "child_seen", "yes-or-no"),
        Column("Continuous Assessment Date of Authorisation", "authorised_on", "day"),
        Column("Was the child assessed as requiring LA children's social care support?", "support_needed", "yes-or-no"),
        *TEAM_AND_WORKER,
    ),
)

ENQUIRIES = Layout(
    5,
    "enquiries and conferences",
    ProtectionEnquiryObserved,
    (
        *WHO_OR_UNBORN_AND_DISABILITY,
        Column(
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "discussed_on",
            "day",
            ("Section 47 Enquiry Start Date", "Strategy discussion date"),
            needed=True,
        ),
        Column("Was an Initial Child Protection Conference deemed unnecessary?", "conference_unnecessary", "yes-or-no"),
        Column("Date of Initial Child Protection Conference", "conference_on", "planned-day"),
        Column(
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            "plan_resulted",
            "yes-or-no",
        ),
        Column("Number of Section 47 Enquiries in the last 12 months", "enquiries_in_12_months", "count"),
        Column("Number of ICPCs in the last 12 months", "conferences_in_12_months", "count"),
        *TEAM_AND_WORKER,
    ),
)

CHILDREN_IN_NEED = Layout(
    6,
    "children in need",
    ChildInNeedObserved,
    (
        *WHO_OR_UNBORN_AND_DISABILITY,
        Column("CIN Start Date", "started_on", "day", ("Child in need start date",), needed=True),
        Column("Primary Need Code", "primary_need", "primary-need", ("Primary need",)),
        Column("Date Child Was Last Seen", "last_seen_on", "day-beside"),
        Column("CIN Closure Date", "closed_on", "day", ("Child in need closure date",)),
        Column("Reason for Closure", "reason_closed", "reason-closed"),
        Column("Case Status", "case_status", "case-status"),
        *TEAM_AND_WORKER,
    ),
)

CHILD_PROTECTION = Layout(
    7,
    "child protection",
    ProtectionPlanObserved,
    (
        *WHO_OR_UNBORN_AND_DISABILITY,
        Column("Child Protection Plan Start Date", "started_on", "day", needed=True),
        Column("Initial Category of Abuse", "initial_category", "category-of-abuse"),
        Column("Latest Category of Abuse", "latest_category", "category-of-abuse"),
        Column("Date of the Last Statutory Visit", "last_visited_on", "day-beside", ("Date of Last Statutory Visit",)),
        Column("Was the Child Seen Alone?", "seen_alone", "yes-or-no"),
        Column("Date of latest review conference", "last_conference_on", "day-beside"),
        Column("Child Protection Plan End Date", "ended_on", "day"),
        Column(
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "emergency_protection",
            "yes-or-no",
        ),
        Column("Number of Previous Child Protection Plans", "previous_plans", "count"),
        *TEAM_AND_WORKER,
    ),
)
