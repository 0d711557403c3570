"""Extracts of the standard safeguarding dataset (SSD) as CSV: one kind of table each, read into existing events.

SSD splits what a return joins: an episode's codes are in three tables. Such an extract is a join, made in the SSD
database; ``docs/reference/tables.md`` gives the columns. Tables without an event here are not read, and are listed
there with the reason.

``rows``: what an SSD row is; ``return_tables``: the tables with the return's data; ``local``: those with data of local
tables. Column names are those of the SSD specification (data-to-insight/ssd-data-model).
"""

from timeline.ingest.tables.ssd.local import LOCAL
from timeline.ingest.tables.ssd.return_tables import RETURNED

SSD_TABLES = (*RETURNED, *LOCAL)
"""Every kind of SSD extract."""

NOT_READ = {
    "ssd_legal_status, ssd_cla_placement": "joined into `ssd-cla-episodes`",
    "ssd_cla_visits": "visits have no event here",
    "ssd_cla_immunisations, ssd_sdq_scores, ssd_cla_convictions, ssd_cla_substance_misuse": "the return's module OC2 "
    "sums them up for a year; a dated event of them is in no measure",
    "ssd_care_leavers": "it holds a state and no day of it; the return's OC3 and Annex A, list 9, have it",
    "ssd_immigration_status": "the return's module UASC states who is unaccompanied",
    "ssd_involvements": "its worker is another number than the return's SW_ID: one worker would be two",
    "ssd_mother, ssd_disability, ssd_linked_identifiers, ssd_api_data_staging": "no measure asks for them",
}
"""The tables that are not read, with the reason."""

__all__ = ["NOT_READ", "SSD_TABLES"]
