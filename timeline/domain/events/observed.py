"""What an extract of the case system says of a child as it found it, and what only such an extract dates.

An extract lists states: the legal status on its day, the day of the last review, how many placements in the last twelve
months. An **observed** fact occurs on the day of the extract and says no more than that this is how the record stood
then. The days that stand in its fields are the record's, and are not taken for happenings: how that is kept
apart from what the return says is decided in ``docs/decisions/0014-annex-a.md``.

Source of all of them: Ofsted's child-level data for inspections (ILACS, Annex A), lists 1 to 11.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from timeline.domain.events.base import (
    CategoryOfNeed,
    Ethnicity,
    Event,
    LegalStatus,
    Mark,
    PlacementProvider,
    PlacementType,
    ReasonEpisodeCeased,
    SpellBegan,
    SpellEnded,
)
from timeline.domain.events.plans import PlanGoal

Gender = Literal["male", "female", "not stated", "neither"]
"""The column of that name, which is not the return's SEX."""

Agency = Literal[
    "1A",
    "1B",
    "1C",
    "1D",
    "2A",
    "2B",
    "3A",
    "3B",
    "3C",
    "3D",
    "3E",
    "3F",
    "4",
    "5A",
    "5B",
    "5C",
    "6",
    "7",
    "8",
    "9",
    "10",
]
"""Who referred a child, by the codes of the children in need census."""

PrimaryNeed = Literal["N0", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9"]
"""Why a child is a child in need: the return's N1 to N8, not stated (N0), no case of a child in need (N9)."""

CaseStatus = Literal["looked after", "child protection plan", "child in need plan", "open assessment", "closed"]
ReasonClosed = Literal["RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9"]
CategoryOfAbuse = Literal["NEG", "PHY", "SAB", "EMO", "MUL"]
Eligibility = Literal["relevant", "former relevant", "qualifying"]
Accommodation = Literal["B", "C", "D", "E", "G", "H", "K", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "0"]
"""The letter of the return's ACCOM, whose digit is a column of its own here; 0 is not known."""


class Observed(Event):
    """What an extract of the case system says of a child. Occurs on the extract's day."""


class ParticularsObserved(Observed):
    """Who the extract says the child is. Source: the columns that all lists begin with."""

    name: ClassVar[str] = "particulars-observed"
    module: ClassVar[str] = "annex-a"

    born_on: date | None
    gender: Gender | None
    ethnicity: Ethnicity | None
    disabled: bool | None


class ContactReceived(Mark):
    """Somebody got in touch with the authority about the child. Source: List 1, Date of Contact, Contact Source."""

    name: ClassVar[str] = "contact-received"
    module: ClassVar[str] = "annex-a-1"

    source: Agency | None


class EarlyHelpAssessmentStarted(SpellBegan):
    """An early help assessment began. Source: List 2, Assessment start date, Organisation completing assessment."""

    name: ClassVar[str] = "early-help-assessment-started"
    module: ClassVar[str] = "annex-a-2"
    spell: ClassVar[str] = "early-help-assessment"

    organisation: str | None


class EarlyHelpAssessmentCompleted(SpellEnded):
    """An early help assessment was completed. Source: List 2, Assessment completion date."""

    name: ClassVar[str] = "early-help-assessment-completed"
    module: ClassVar[str] = "annex-a-2"
    spell: ClassVar[str] = "early-help-assessment"


class ReferralObserved(Observed):
    """A referral on the record. Source: List 3."""

    name: ClassVar[str] = "referral-observed"
    module: ClassVar[str] = "annex-a-3"

    referred_on: date
    source: Agency | None
    no_further_action: bool | None
    referrals_in_12_months: int | None
    team: str | None


class AssessmentObserved(Observed):
    """A continuous assessment on the record. ``support_needed``: whether it found that the child needs the authority's
    social care. Source: List 4."""

    name: ClassVar[str] = "assessment-observed"
    module: ClassVar[str] = "annex-a-4"

    started_on: date
    child_seen: bool | None
    authorised_on: date | None
    support_needed: bool | None
    team: str | None


class ProtectionEnquiryObserved(Observed):
    """A section 47 enquiry on the record, and the conference it led to. Source: List 5."""

    name: ClassVar[str] = "protection-enquiry-observed"
    module: ClassVar[str] = "annex-a-5"

    discussed_on: date
    conference_unnecessary: bool | None
    conference_on: date | None
    plan_resulted: bool | None
    enquiries_in_12_months: int | None
    conferences_in_12_months: int | None
    team: str | None


class ChildInNeedObserved(Observed):
    """A child in need on the record. Source: List 6."""

    name: ClassVar[str] = "child-in-need-observed"
    module: ClassVar[str] = "annex-a-6"

    started_on: date
    primary_need: PrimaryNeed | None
    last_seen_on: date | None
    closed_on: date | None
    reason_closed: ReasonClosed | None
    case_status: CaseStatus | None
    team: str | None


class ProtectionPlanObserved(Observed):
    """A child protection plan on the record. ``emergency_protection``: under an emergency protection order or police
    powers in the last six months. Source: List 7."""

    name: ClassVar[str] = "protection-plan-observed"
    module: ClassVar[str] = "annex-a-7"

    started_on: date
    initial_category: CategoryOfAbuse | None
    latest_category: CategoryOfAbuse | None
    last_visited_on: date | None
    seen_alone: bool | None
    last_conference_on: date | None
    ended_on: date | None
    emergency_protection: bool | None
    previous_plans: int | None
    team: str | None


class LookedAfterObserved(Observed):
    """A looked-after child as the record stood: the latest period of care. Counts are of the last twelve months, those
    of going missing and away within this period of care. Source: List 8."""

    name: ClassVar[str] = "looked-after-observed"
    module: ClassVar[str] = "annex-a-8"

    unaccompanied: bool | None
    started_on: date
    category_of_need: CategoryOfNeed | None
    second_period_in_12_months: bool | None
    legal_status: LegalStatus | None
    legal_status_since: date | None
    last_review_on: date | None
    last_social_work_visit_on: date | None
    permanence_plan: PlanGoal | None
    last_reviewing_officer_contact_on: date | None
    last_health_assessment_on: date | None
    last_dental_check_on: date | None
    placements_in_12_months: int | None
    ceased_on: date | None
    reason_episode_ceased: ReasonEpisodeCeased | None
    placement_since: date | None
    placement_type: PlacementType | None
    placement_provider: PlacementProvider | None
    placement_postcode: str | None
    placement_urn: str | None
    placement_location: str | None
    placement_authority: str | None
    missing_incidents_in_12_months: int | None
    away_incidents_in_12_months: int | None
    return_interview_offered: bool | None
    return_interview_accepted: bool | None
    team: str | None


class CareLeaverObserved(Observed):
    """A care leaver as the record stood. Source: List 9."""

    name: ClassVar[str] = "care-leaver-observed"
    module: ClassVar[str] = "annex-a-9"

    unaccompanied: bool | None
    eligibility: Eligibility | None
    pathway_plan_reviewed_on: date | None
    in_touch: str | None
    last_contact_on: date | None
    accommodation: Accommodation | None
    accommodation_suitable: bool | None
    activity: str | None
    team: str | None


class AdoptionObserved(Observed):
    """A child on the way to adoption as the record stood. ``family`` is a one-way digest. Source: List 10."""

    name: ClassVar[str] = "adoption-observed"
    module: ClassVar[str] = "annex-a-10"

    family: str | None
    entered_care_on: date | None
    decided_on: date | None
    placement_order_on: date | None
    matched_on: date | None
    placed_on: date | None
    adoption_order_on: date | None
    no_longer_on: date | None
    reason_no_longer: str | None
    fostered_for_adoption_on: date | None


class AdopterObserved(Observed):
    """An adopter of the child's family as the record stood. ``adopter`` and ``family`` are one-way digests.

    Source: List 11, joined to the child by the family identifier of List 10.
    """

    name: ClassVar[str] = "adopter-observed"
    module: ClassVar[str] = "annex-a-11"

    adopter: str
    family: str
    gender: Gender | None
    ethnicity: Ethnicity | None
    disabled: bool | None
    fostering_for_adoption: bool | None
    enquired_on: date | None
    stage_1_started_on: date | None
    stage_1_ended_on: date | None
    stage_2_started_on: date | None
    stage_2_ended_on: date | None
    applied_on: date | None
    approved_on: date | None
    matched_on: date | None
    placed_on: date | None
    children_placed: int | None
    adoption_order_on: date | None
    left_process_on: date | None
    reason_left: str | None
