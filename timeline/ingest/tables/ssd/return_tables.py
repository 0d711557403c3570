"""The SSD extracts with the return's data: who the child is, episodes, reviews, incidents, decisions."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, Self

from timeline.domain.events import Event
from timeline.ingest.cells import Row
from timeline.ingest.tables.kinds import TableKind
from timeline.ingest.tables.ssd.rows import Raw, ReturnRow


class PersonRow(ReturnRow):
    """ssd_person: who the child is. Names, NHS numbers and UPNs are not read; leave them out of the extract."""

    person: ClassVar[str] = "pers_person_id"
    module: ClassVar[str] = "Header"
    return_columns: ClassVar[dict[str, str]] = {"pers_dob": "DOB", "pers_sex": "SEX", "pers_ethnicity": "ETHNIC"}

    pers_dob: Raw
    """The day of birth. A child not yet born is set aside."""
    pers_sex: Raw
    """F, M or U."""
    pers_ethnicity: Raw
    """The return's code."""


class EpisodeRow(ReturnRow):
    """ssd_cla_episodes joined with its placement and the legal status of its first day."""

    person: ClassVar[str] = "clae_person_id"
    module: ClassVar[str] = "Episodes"
    return_columns: ClassVar[dict[str, str]] = {
        "clae_cla_episode_start_date": "DECOM",
        "clae_cla_episode_start_reason": "RNE",
        "clae_cla_primary_need_code": "CIN",
        "clae_cla_episode_ceased_date": "DEC",
        "clae_cla_episode_ceased_reason": "REC",
        "lega_legal_status": "LS",
        "clap_cla_placement_type": "PLACE",
        "clap_cla_placement_provider": "PLACE_PROVIDER",
        "clap_cla_placement_postcode": "PL_POST",
        "clap_cla_placement_urn": "URN",
        "clap_cla_placement_change_reason": "REASON_PLACE_CHANGE",
    }

    clae_cla_episode_start_date: Raw
    """The day the episode began."""
    clae_cla_episode_start_reason: Raw
    """S, L, P, T, B or U."""
    clae_cla_primary_need_code: Raw
    """N1 to N8."""
    clae_cla_episode_ceased_date: Raw
    """The day the episode ended."""
    clae_cla_episode_ceased_reason: Raw
    """The return's REC; X1 where another episode follows."""
    lega_legal_status: Raw
    """The return's LS, from ssd_legal_status."""
    clap_cla_placement_type: Raw
    """The return's PLACE, from ssd_cla_placement."""
    clap_cla_placement_provider: Raw
    """The return's PLACE_PROVIDER."""
    clap_cla_placement_postcode: Raw
    """The placement's postcode."""
    clap_cla_placement_urn: Raw
    """The placement's URN."""
    clap_cla_placement_change_reason: Raw
    """The return's REASON_PLACE_CHANGE, on the episode that ended with it."""

    def subject(self) -> Hashable:
        """The day the episode began and the reason for it."""
        return self.clae_cla_episode_start_date, self.clae_cla_episode_start_reason


class ReviewRow(ReturnRow):
    """ssd_cla_reviews joined with ssd_cla_episodes for the child. Only reviews that were held."""

    person: ClassVar[str] = "clae_person_id"
    written: ClassVar[dict[str, str]] = {"clar_cla_review_cancelled": "Y or N"}
    module: ClassVar[str] = "Reviews"
    return_columns: ClassVar[dict[str, str]] = {
        "clar_cla_review_date": "REVIEW",
        "clar_cla_review_participation": "REVIEW_CODE",
    }

    clar_cla_review_date: Raw
    """The day the review was held."""
    clar_cla_review_cancelled: Raw
    """Y where it was cancelled: the row is set aside."""
    clar_cla_review_participation: Raw
    """PN0 to PN7."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row of these cells. A cancelled review is refused."""
        if row.raw("CLAR_CLA_REVIEW_CANCELLED").upper() in ("Y", "YES", "1"):
            reason = "the review was cancelled"
            raise row.refuse("CLAR_CLA_REVIEW_CANCELLED", reason, "Nothing to do: a review is recorded once it is held")
        return super().read(row)

    def subject(self) -> Hashable:
        """The day the review was held."""
        return self.facts()[0].occurred_on


class MissingRow(ReturnRow):
    """ssd_missing: missing incidents, by days."""

    person: ClassVar[str] = "miss_person_id"
    module: ClassVar[str] = "Missing"
    return_columns: ClassVar[dict[str, str]] = {
        "miss_missing_episode_start_date": "MIS_START",
        "miss_missing_episode_type": "MISSING",
        "miss_missing_episode_end_date": "MIS_END",
    }

    miss_missing_episode_start_date: Raw
    """The day the incident began."""
    miss_missing_episode_type: Raw
    """M (missing) or A (away without authorisation)."""
    miss_missing_episode_end_date: Raw
    """The day the child was found or came back."""

    def subject(self) -> Hashable:
        """The day the incident began, its type and its end: several can begin on one day."""
        return tuple((type(fact), fact.occurred_on) for fact in self.facts())


class PermanenceRow(ReturnRow):
    """ssd_permanence: the decision that the child should be placed for adoption, and its reversal."""

    person: ClassVar[str] = "perm_person_id"
    module: ClassVar[str] = "PlacedAdoption"
    return_columns: ClassVar[dict[str, str]] = {
        "perm_adm_decision_date": "DATE_PLACED",
        "perm_decision_reversed_date": "DATE_PLACED_CEASED",
        "perm_decision_reversed_reason": "REASON_PLACED_CEASED",
    }

    perm_adm_decision_date: Raw
    """The day of the decision. A row without one is set aside: the rest of the table has no event here."""
    perm_decision_reversed_date: Raw
    """The day it was reversed."""
    perm_decision_reversed_reason: Raw
    """RD1 to RD4."""

    def subject(self) -> Hashable:
        """The day of the decision."""
        return self.facts()[0].occurred_on


class PreviousPermanenceRow(ReturnRow):
    """ssd_cla_previous_permanence joined with ssd_person for the day of birth."""

    person: ClassVar[str] = "lapp_person_id"
    module: ClassVar[str] = "PrevPerm"
    return_columns: ClassVar[dict[str, str]] = {
        "pers_dob": "DOB",
        "lapp_previous_permanence_option": "PREV_PERM",
        "lapp_previous_permanence_la": "LA_PERM",
        "lapp_previous_permanence_order_date": "DATE_PERM",
    }

    pers_dob: Raw
    """The day of birth, from ssd_person."""
    lapp_previous_permanence_option: Raw
    """P1 to P4, Z1."""
    lapp_previous_permanence_la: Raw
    """The return's LA_PERM."""
    lapp_previous_permanence_order_date: Raw
    """The day of the order; zz/MM/YYYY where a part is not known."""

    def subject(self) -> Hashable:
        """The child: one row each."""
        return Event


EPISODES_JOINED = """\
SELECT clae_person_id, clae_cla_episode_start_date, clae_cla_episode_start_reason, clae_cla_primary_need_code,
       clae_cla_episode_ceased_date, clae_cla_episode_ceased_reason, lega_legal_status, clap_cla_placement_type,
       clap_cla_placement_provider, clap_cla_placement_postcode, clap_cla_placement_urn,
       clap_cla_placement_change_reason
FROM ssd_cla_episodes
LEFT JOIN ssd_cla_placement ON clap_cla_placement_id = clae_cla_placement_id
LEFT JOIN ssd_legal_status ON lega_person_id = clae_person_id
      AND lega_legal_status_start_date <= clae_cla_episode_start_date
      AND (lega_legal_status_end_date IS NULL OR lega_legal_status_end_date > clae_cla_episode_start_date)
"""

REVIEWS_JOINED = """\
SELECT DISTINCT clae_person_id, clar_cla_review_date, clar_cla_review_cancelled, clar_cla_review_participation
FROM ssd_cla_reviews
JOIN ssd_cla_episodes ON clae_cla_id = clar_cla_id
WHERE clar_cla_review_date IS NOT NULL
"""

PREVIOUS_PERMANENCE_JOINED = """\
SELECT lapp_person_id, pers_dob, lapp_previous_permanence_option, lapp_previous_permanence_la,
       lapp_previous_permanence_order_date
FROM ssd_cla_previous_permanence
JOIN ssd_person ON pers_person_id = lapp_person_id
"""

RETURNED = (
    TableKind("ssd-person", PersonRow, ("C1", "2005-02-28", "F", "WBRI"), fills="Header"),
    TableKind(
        "ssd-cla-episodes",
        EpisodeRow,
        ("C1", "2011-05-01", "S", "N1", "2011-09-01", "X1", "V2", "U6", "PR1", "AB1 2CD", "SC000001", "CARPL"),
        EPISODES_JOINED,
        fills="Episodes",
    ),
    TableKind("ssd-cla-reviews", ReviewRow, ("C1", "2011-05-27", "", "PN1"), REVIEWS_JOINED, "Reviews"),
    TableKind("ssd-missing", MissingRow, ("C1", "2012-05-10", "M", "2012-05-12"), fills="Missing"),
    TableKind("ssd-permanence", PermanenceRow, ("C1", "2012-01-16", "2012-10-01", "RD1"), fills="PlacedAdoption"),
    TableKind(
        "ssd-cla-previous-permanence",
        PreviousPermanenceRow,
        ("C1", "2005-02-28", "P2", "999", "zz/05/2008"),
        PREVIOUS_PERMANENCE_JOINED,
        fills="PrevPerm",
    ),
)
"""The kinds of extract with the return's data."""
