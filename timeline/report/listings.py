"""Work lists: the children themselves, and the day of each milestone that they have reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.basis import Basis
from timeline.projections.algebra.listing import Listed, Listing
from timeline.report import tables
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, iso
from timeline.report.cells import csv_text
from timeline.report.words import basis_words, short_day

WAITING = "days since the last"


def as_json(listing: Listing, lines: Iterable[Listed], basis: Basis) -> dict[str, Any]:
    """``children``: who has waited longest first."""
    return {
        "list": listing.id,
        "title": listing.title,
        "basis": basis_json(basis),
        "children": [
            {
                "child": line.child,
                "reached": {name: iso(day) for name, day in line.reached.items()},
                "days_since_the_last": line.days_since_the_last,
            }
            for line in lines
        ],
    }


def as_csv(listing: Listing, lines: Iterable[Listed], basis: Basis) -> str:
    """One line a child."""
    names = [name for name, _ in listing.milestones]
    rows = (
        (listing.id, *basis_cells(basis), line.child, *(line.reached[name] for name in names), line.days_since_the_last)
        for line in lines
    )
    return csv_text(("list", *BASIS_COLUMNS, "child", *names, "days_since_the_last"), rows)


def as_table(listing: Listing, lines: Sequence[Listed], basis: Basis) -> RenderableType:
    """One row a child."""
    names = [name for name, _ in listing.milestones]
    table = tables.grid(["child", *names, WAITING], right=[WAITING], tight=["child", *names])
    for line in lines:
        days = (line.reached[name] for name in names)
        tables.row(
            table, line.child, *(None if day is None else short_day(day) for day in days), line.days_since_the_last
        )
    return Group(
        tables.heading(listing.title, basis_words(basis)),
        *(tables.blank(), tables.indented(table), tables.blank(), tables.notes([listing.sentence])),
    )
