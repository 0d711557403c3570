"""Lists 10 and 11: children on the way to adoption, and adopters."""

from __future__ import annotations

from timeline.domain.events import AdopterObserved, AdoptionObserved
from timeline.ingest.annex_a.layouts import Column, Layout
from timeline.ingest.annex_a.lists.common import ETHNICITY, GENDER, WHO_AND_DISABILITY

_WHO, _PARTICULARS = WHO_AND_DISABILITY[:1], WHO_AND_DISABILITY[1:]

ADOPTION = Layout(
    10,
    "adoption",
    AdoptionObserved,
    (
        *_WHO,
        Column("Family identifier", "family", "digest", ("Family ID",)),
        *_PARTICULARS,
        Column("Date the Child Entered Care", "entered_care_on", "day-beside"),
        Column("Date of Decision that Child Should be Placed for Adoption", "decided_on", "day", needed=True),
        Column("Date of Placement Order", "placement_order_on", "day-beside"),
        Column("Date of Matching Child and Prospective Adopters", "matched_on", "day-beside"),
        Column("Date Placed for Adoption", "placed_on", "day-beside"),
        Column("Date of Adoption Order", "adoption_order_on", "day-beside"),
        Column("Date of Decision that Child Should No Longer be Placed for Adoption", "no_longer_on", "day"),
        Column("Reason Why Child No Longer Placed for Adoption", "reason_no_longer", "reason-no-longer-placed"),
        Column(
            "Date the child was placed for fostering in FFA or concurrent planning placement",
            "fostered_for_adoption_on",
            "day-beside",
        ),
    ),
)

ADOPTERS = Layout(
    11,
    "adopters",
    AdopterObserved,
    (
        Column("Individual adopter identifier", "adopter", "digest", ("Adopter identifier", "Adopter ID"), needed=True),
        Column("Family identifier", "family", "digest", ("Family ID",), needed=True),
        GENDER,
        ETHNICITY,
        Column("Disability", "disabled", "yes-or-no", ("Does the adopter have a Disability",)),
        Column("Is the (prospective) adopter fostering for adoption?", "fostering_for_adoption", "yes-or-no"),
        Column("Date enquiry received", "enquired_on", "day-beside"),
        Column("Date Stage 1 started", "stage_1_started_on", "day-beside"),
        Column("Date Stage 1 ended", "stage_1_ended_on", "day-beside"),
        Column("Date Stage 2 started", "stage_2_started_on", "day-beside"),
        Column("Date Stage 2 ended", "stage_2_ended_on", "day-beside"),
        Column("Date application submitted", "applied_on", "day-beside"),
        Column("Date application approved", "approved_on", "day-beside"),
        Column("Date adopter matched with child(ren)", "matched_on", "day-beside"),
        Column("Date child/children placed with adopter(s)", "placed_on", "day-beside"),
        Column("No. of children placed", "children_placed", "count", ("Number of children placed",)),
        Column("Date of Adoption Order", "adoption_order_on", "day-beside"),
        Column("Date of leaving adoption process", "left_process_on", "day"),
        Column("Reason for leaving adoption process", "reason_left", "text"),
    ),
)
