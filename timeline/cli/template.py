"""``timeline template``: an empty local table to fill in."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import output
from timeline.cli.problems import UsageError, closest
from timeline.ingest.tables import TABLES, template


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of table, as visitor-requests.")],
) -> None:
    """A local table to fill in: its header row, and one example.

    \b
    timeline template visitor-requests > visitor-requests.csv
    """
    output.write_text(template(table_kind(kind)))


def table_kind(name: str) -> str:
    """A kind of local table. ``UsageError`` where there is none of this name."""
    if name not in TABLES:
        raise UsageError("KIND", "there is no such kind of table", closest(name, TABLES))
    return name
