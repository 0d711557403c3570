"""Spells as bitemporal rows, stored as columns of numbers in the database: what every figure comes from at once.

A row is a spell of a child as it is derived, with the as-at days from which it is seen so and the days since it was
known so. The tables hold nothing that the log does not: imports and ``rebuild`` make them, they can be dropped at any
time, and say which code made them and how far of which log. What stands in them: ``docs/reference/projections.md``; why
it is so: ``docs/decisions/0015-projections.md`` and ``0027-one-stored-form.md``.

Read in this order: ``rebuilding`` (the use case), ``making`` (what is stored of a page of children), ``folding`` (one
child through all its days), ``hearing`` (what is known on one day of knowing after the other), ``families`` (which
kinds are derived of which facts), ``deriving`` (what a run of facts comes to, once), ``rectangles`` (runs of equal
neighbours), ``checking`` (what is wrong in a history), ``findings`` (that as rows, and back), ``defects`` (what is
asked of them), ``population`` and ``concerned`` (whom), ``pausing`` (what none waits for), ``noting`` (when what became
known), ``stored`` (the one form), ``reads`` (what a figure reads of it, in plain SQL), ``storing`` (what was folded, in
it), ``packing`` (that as bytes), ``leaves`` (how they are kept), ``schema``, ``inserting``, ``building`` (beside the
tables, then in their place), ``state`` and ``code`` (what they are, whether they may be used), ``then`` (what they can
tell of an older position). The way back: ``columns`` (leaves and frames), ``framing``, ``joining``, ``asking``
(figures), ``as_then`` (of an older position). For people: ``rows`` and ``for_people``.

May import ``timeline.domain``, ``timeline.store``, SQLAlchemy Core, NumPy and, of the projections, the algebra; never
indicators.
"""

from typing import TYPE_CHECKING

from timeline.late import names

if TYPE_CHECKING:
    from timeline.projections.tables.as_then import NotFromTablesError, measure_as_then
    from timeline.projections.tables.asking import (
        compared_from_columns,
        measure_from_columns,
        partials,
        points_from_columns,
        reason_against,
    )
    from timeline.projections.tables.columns import frames
    from timeline.projections.tables.defects import day_of_findings, findings_from_tables, reason_against_findings
    from timeline.projections.tables.for_people import RowsMade, drop_rows, make_rows, rows_made
    from timeline.projections.tables.rebuilding import Rebuilt, rebuild
    from timeline.projections.tables.state import State, state_of, usable
    from timeline.projections.tables.then import last_known
else:
    _PLACES = {
        "as_then": ("NotFromTablesError", "measure_as_then"),
        "asking": (
            *("compared_from_columns", "measure_from_columns", "partials", "points_from_columns"),
            "reason_against",
            "reason_against_findings",
        ),
        "columns": ("frames",),
        "defects": ("day_of_findings", "findings_from_tables", "reason_against_findings"),
        "for_people": ("RowsMade", "drop_rows", "make_rows", "rows_made"),
        "rebuilding": ("Rebuilt", "rebuild"),
        "state": ("State", "state_of", "usable"),
        "then": ("last_known",),
    }
    __getattr__ = names(__name__, {name: place for place, given in _PLACES.items() for name in given})

__all__ = [
    "NotFromTablesError",
    "Rebuilt",
    "RowsMade",
    "State",
    "compared_from_columns",
    "day_of_findings",
    "drop_rows",
    "findings_from_tables",
    "frames",
    "last_known",
    "make_rows",
    "measure_as_then",
    "measure_from_columns",
    "partials",
    "points_from_columns",
    "reason_against",
    "reason_against_findings",
    "rebuild",
    "rows_made",
    "state_of",
    "usable",
]
