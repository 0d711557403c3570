"""Extracts of the standard safeguarding dataset (SSD), as CSV: one kind of table each, onto the events there are.

SSD keeps apart what a return joins: an episode's codes stand in three tables. Such an extract is the join, made where
the data is; ``docs/reference/tables.md`` gives the columns. What has no event here is not read, and named there with
the reason.

``rows``: what an SSD row is; ``returned``: the tables that say what the return says; ``local``: those that say what
local tables say. Column names are those of the SSD specification (data-to-insight/ssd-data-model).
"""

from timeline.ingest.tables.ssd.local import LOCAL
from timeline.ingest.tables.ssd.return_tables import RETURNED

SSD_TABLES = (*RETURNED, *LOCAL)
"""Every kind of SSD extract."""

NOT_READ = {
    "ssd_legal_status, ssd_cla_placement": "joined into `ssd-cla-episodes`",
    "ssd_cla_visits": "no event here is a visit",
    "ssd_cla_immunisations, ssd_sdq_scores, ssd_cla_convictions, ssd_cla_substance_misuse": "the return's module OC2 "
    "sums them up for a year; a dated event of them is in no measure",
    "ssd_care_leavers": "it holds a state and no day of it; the return's OC3 and Annex A, list 9, have it",
    "ssd_immigration_status": "the return's module UASC says who is unaccompanied",
    "ssd_involvements": "its worker is another number than the return's SW_ID: one worker would be two",
    "ssd_mother, ssd_disability, ssd_linked_identifiers, ssd_api_data_staging": "no measure asks for them",
}
"""The tables that are not read, and why."""

__all__ = ["NOT_READ", "SSD_TABLES"]
