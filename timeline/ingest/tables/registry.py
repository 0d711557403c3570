"""Every kind of local table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.ingest.errors import IngestError
from timeline.ingest.tables.assessments import ASSESSMENTS, HEALTH_ASSESSMENTS
from timeline.ingest.tables.audits import AUDIT_ACTIONS, AUDITS
from timeline.ingest.tables.courts import COURT_APPLICATIONS, COURT_HEARINGS, COURT_ORDERS, GATEWAY_DECISIONS
from timeline.ingest.tables.edge_of_care import EDGE_OF_CARE, REFERRALS
from timeline.ingest.tables.incidents import MISSING_INCIDENTS
from timeline.ingest.tables.kinds import TableKind
from timeline.ingest.tables.plans import PLAN_REVIEWS, PLANS
from timeline.ingest.tables.ssd import SSD_TABLES
from timeline.ingest.tables.visitor_requests import VISITOR_REQUESTS

TABLES: Mapping[str, TableKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            VISITOR_REQUESTS,
            PLANS,
            PLAN_REVIEWS,
            HEALTH_ASSESSMENTS,
            ASSESSMENTS,
            AUDITS,
            AUDIT_ACTIONS,
            GATEWAY_DECISIONS,
            COURT_APPLICATIONS,
            COURT_HEARINGS,
            COURT_ORDERS,
            EDGE_OF_CARE,
            REFERRALS,
            MISSING_INCIDENTS,
            *SSD_TABLES,
        )
    }
)
"""Every kind of table by its name."""


def table_kind(name: str) -> TableKind:
    """The kind of table of this name. ``IngestError`` where there is none."""
    if name not in TABLES:
        raise IngestError("the table", "there is no such kind", f"Give one of: {', '.join(TABLES)}")
    return TABLES[name]


def template(name: str) -> str:
    """A table of this kind with its header row and one example, as CSV. ``IngestError`` for an unknown kind."""
    kind = table_kind(name)
    return f"{','.join(kind.row.columns())}\n{','.join(kind.example)}\n"
