"""Work lists: the children themselves, and the day of each milestone that they have reached."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.basis import Basis
from timeline.projections.algebra.listing import Listed, Listing
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, iso
from timeline.report.value import GAP, Column, Heading, Kind, Notes, Report, Table
from timeline.report.words import basis_words


def report(listing: Listing, lines: Sequence[Listed], basis: Basis) -> Report:
    """One row a child, who has waited longest first."""
    names = [name for name, _ in listing.milestones]
    columns = [
        *(Column(None, name=name) for name in ("list", *BASIS_COLUMNS)),
        *(Column("child", Kind.IDENTIFIER, "child"), *(Column(name, Kind.DAY, name) for name in names)),
        Column("days since the last", Kind.COUNT, "days_since_the_last"),
    ]
    rows = [
        (listing.id, *basis_cells(basis), line.child, *(line.reached[name] for name in names), line.days_since_the_last)
        for line in lines
    ]
    table = Table(columns, rows, indent=True)
    children = [
        {
            "child": line.child,
            "reached": {name: iso(reached) for name, reached in line.reached.items()},
            "days_since_the_last": line.days_since_the_last,
        }
        for line in lines
    ]
    return Report(
        page=lambda: [Heading(listing.title, [basis_words(basis)]), GAP, table, GAP, Notes([listing.sentence])],
        data=lambda: {"list": listing.id, "title": listing.title, "basis": basis_json(basis), "children": children},
        records=lambda: table,
    )
