"""Spells as bitemporal rows, stored as columns of numbers in the database: the source of every figure.

A row is a spell of a child, with the as-at days on which it is seen and the days of knowing on which it is known so.
The tables hold nothing that the log does not. Imports and ``rebuild`` build them, they can be dropped at any time, and
they record which code built them and how much of which log. Their columns: ``docs/reference/projections.md``. The
reasons: ``docs/decisions/0015-projections.md`` and ``0027-one-stored-form.md``.

Reading order, from the log to the tables: ``rebuilding`` (the use case), ``worker`` (one page of children),
``population`` and ``affected`` (which children), ``bitemporal_fold`` (one child), ``incremental`` (what is known on
each day of knowing), ``families`` (which kinds derive from which facts), ``as_at_runs`` and ``derivations`` (what a run
of facts derives, once), ``particulars`` (attributes that are not spells), ``rectangles`` (as-at days by days of
knowing), ``checker`` and ``findings`` (data quality), ``known_dates`` and ``coverage``. How they are stored:
``column_set`` (columns in memory), ``column_builder``, ``column_bytes``, ``leaves``, ``schema``, ``bulk_insert``,
``builder`` (one transaction puts the new tables in place), ``state`` and ``code`` (whether tables may be used).

From the tables to a figure: ``reads`` (plain SQL), ``columns`` and ``column_frames``, ``figures``,
``position_history`` (older positions), ``defects`` (findings). For people: ``rows`` and ``for_people``.

May import ``timeline.domain``, ``timeline.store``, SQLAlchemy Core, NumPy and, of the projections, the algebra; never
indicators.
"""

from typing import TYPE_CHECKING

from timeline.lazy import lazy_names

if TYPE_CHECKING:
    from timeline.projections.tables.columns import frames
    from timeline.projections.tables.defects import day_of_findings, findings_from_tables, reason_against_findings
    from timeline.projections.tables.figures import (
        NotFromTablesError,
        compared_from_columns,
        measure_at_position,
        measure_from_columns,
        partials,
        points_from_columns,
        reason_against,
    )
    from timeline.projections.tables.for_people import RowsMade, drop_rows, make_rows, rows_made
    from timeline.projections.tables.position_history import last_known
    from timeline.projections.tables.rebuilding import Rebuilt, rebuild
    from timeline.projections.tables.state import State, state_of, usable
else:
    _PLACES = {
        "figures": (
            *("NotFromTablesError", "compared_from_columns", "measure_at_position", "measure_from_columns"),
            *("partials", "points_from_columns", "reason_against"),
        ),
        "columns": ("frames",),
        "defects": ("day_of_findings", "findings_from_tables", "reason_against_findings"),
        "for_people": ("RowsMade", "drop_rows", "make_rows", "rows_made"),
        "rebuilding": ("Rebuilt", "rebuild"),
        "state": ("State", "state_of", "usable"),
        "position_history": ("last_known",),
    }
    __getattr__ = lazy_names(__name__, {name: place for place, given in _PLACES.items() for name in given})

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
    "measure_at_position",
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
