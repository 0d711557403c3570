"""Findings out of the tables: what ``timeline check`` finds in the log as at the last day anything became known."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, or_, select

from timeline.domain.basis import Basis
from timeline.domain.checks import Found
from timeline.domain.checks.across import Registered
from timeline.projections.across import with_those_alike
from timeline.projections.tables import schema
from timeline.projections.tables.asking import fresh
from timeline.projections.tables.days import LAST_DAY
from timeline.projections.tables.findings import checksum, found_of, rows_within
from timeline.projections.tables.refusing import refuse_changed
from timeline.projections.tables.state import REBUILD, State
from timeline.store import CaseLog, StoreError


def day_of_findings(log: CaseLog) -> date | None:
    """The last day on which anything became known, by tables that nothing was recorded since; ``None`` where they
    cannot tell."""
    try:
        return fresh(log, [Basis(LAST_DAY)]).checked_on
    except StoreError:
        return None


def reason_against_findings(log: CaseLog, basis: Basis) -> str | None:
    """Why the tables cannot say what is found at a basis, and what would help; ``None`` where they can."""
    try:
        _answering(log, basis)
    except StoreError as error:
        return f"{error.what} ({error.do})"
    return None


def findings_from_tables(log: CaseLog, basis: Basis) -> list[Found]:
    """What is found in all histories at a basis, in the order of names. ``StoreError`` where the tables cannot say it,
    or their findings are not those that were made."""
    state = _answering(log, basis)
    with log.database.reading() as connection:
        rows = list(rows_within(connection))
        everybody = _everybody(connection, basis.as_at)
    refuse_changed(log, state)
    if checksum(rows) != state.findings:
        what = "the projections' findings are not those that were made"
        raise StoreError(log.database.where, what, REBUILD)
    return list(with_those_alike(log, basis, map(found_of, rows), everybody))


def _everybody(connection: Connection, day: date) -> list[Registered]:
    """Each child of whom particulars are known as at a day, of all that is known."""
    columns = schema.CHILDREN.c
    query = select(columns.child, columns.born_on, columns.sex).where(
        columns.registered,
        columns.seen_from <= day,
        or_(columns.seen_to.is_(None), columns.seen_to > day),
        columns.known_to.is_(None),
    )
    return [Registered(*row) for row in connection.execute(query)]


def _answering(log: CaseLog, basis: Basis) -> State:
    state = fresh(log, [basis])
    if basis.position is not None and basis.position < state.position:
        what = f"the projections were made at position {state.position}, and the question is about {basis.position}"
        raise StoreError(log.database.where, what, "Ask the log")
    if (basis.as_at, basis.known_at) != (state.checked_on, None):
        what = f"the projections hold what is found as at {state.checked_on}, of all that is known"
        raise StoreError(log.database.where, what, "Ask the log")
    return state
