"""The kinds of local tables that a command line can name."""

from __future__ import annotations

from timeline.cli.problems import UsageError, closest
from timeline.ingest.tables import TABLES


def table_kind(name: str) -> str:
    """A kind of local table."""
    if name not in TABLES:
        raise UsageError("KIND", "there is no such kind of table", closest(name, TABLES))
    return name
