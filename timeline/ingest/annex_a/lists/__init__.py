"""The eleven lists and their columns, with the headings of Ofsted's form of 2023 and of older forms.

Source: Ofsted, ILACS child-level data (Annex A), lists 1 to 11; older headings: the forms of 2018 and 2019.
"""

from __future__ import annotations

from timeline.ingest.annex_a.layouts import Layout
from timeline.ingest.annex_a.lists.adoption import ADOPTERS, ADOPTION
from timeline.ingest.annex_a.lists.in_care import CARE_LEAVERS, CHILDREN_IN_CARE
from timeline.ingest.annex_a.lists.in_need import (
    ASSESSMENTS,
    CHILD_PROTECTION,
    CHILDREN_IN_NEED,
    CONTACTS,
    EARLY_HELP,
    ENQUIRIES,
    REFERRALS,
)

LISTS: tuple[Layout, ...] = (
    CONTACTS,
    EARLY_HELP,
    REFERRALS,
    ASSESSMENTS,
    ENQUIRIES,
    CHILDREN_IN_NEED,
    CHILD_PROTECTION,
    CHILDREN_IN_CARE,
    CARE_LEAVERS,
    ADOPTION,
    ADOPTERS,
)
"""In Ofsted's order. List 11 comes last, because the families of List 10 join its rows to children."""

__all__ = ["ADOPTERS", "LISTS"]
