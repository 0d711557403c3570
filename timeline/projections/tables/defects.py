"""Stored findings: those of ``timeline check`` as at the last day on which anything became known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from timeline.domain.basis import Basis
from timeline.domain.checks import Found
from timeline.domain.checks.across import Registered
from timeline.projections.across import with_those_alike
from timeline.projections.algebra.columnar.frame import FOREVER
from timeline.projections.tables.column_set import CHILD, CHILD_MORE
from timeline.projections.tables.columns import leaves_of
from timeline.projections.tables.figures import fresh
from timeline.projections.tables.findings import checksum, found_of, rows_within
from timeline.projections.tables.state import LAST_DAY, REBUILD, State, refuse_changed
from timeline.store import CaseLog, StoreError
from timeline.store.database import Database


def day_of_findings(log: CaseLog) -> date | None:
    """The last day on which anything became known; ``None`` where there are no usable tables that are up to date."""
    try:
        return fresh(log, [Basis(LAST_DAY)]).checked_on
    except StoreError:
        return None


def reason_against_findings(log: CaseLog, basis: Basis) -> str | None:
    """Why the tables do not have the findings at a basis, and what to do; ``None`` where they do."""
    try:
        _answering(log, basis)
    except StoreError as error:
        return f"{error.what} ({error.do})"
    return None


def findings_from_tables(log: CaseLog, basis: Basis) -> list[Found]:
    """The findings of all children at a basis, in the order of names. ``StoreError`` where the tables do not have them,
    or their checksum is wrong."""
    state = _answering(log, basis)
    with log.database.reading() as connection:
        rows = list(rows_within(connection))
    registered = list(_registered(log.database, basis.as_at))
    refuse_changed(log, state)
    if checksum(rows) != state.findings:
        what = "the projections' findings are not those that were made"
        raise StoreError(log.database.where, what, REBUILD)
    return list(with_those_alike(log, basis, map(found_of, rows), registered))


def _registered(database: Database, day: date) -> Iterator[Registered]:
    """Each child registered as at a day, by all that is known now."""
    asked = day.toordinal()
    for part in leaves_of(database, [CHILD_MORE]):
        particulars, more = part.tables[CHILD], part.tables.get(CHILD_MORE)
        if more is None:
            continue
        columns = particulars.columns
        seen = (columns["seen_from"] <= asked) & (columns["seen_to"] > asked) & (columns["known_to"] == FOREVER)
        which = np.flatnonzero(seen & (more.columns["registered"] != 0))
        sex = particulars.codes("sex").taken(which)
        words = (*sex.words, None)  # NOT_KNOWN is the last
        born = map(date.fromordinal, columns["born_on"][which].tolist())
        names = [part.names[place] for place in columns[CHILD][which].tolist()]
        yield from map(Registered, names, born, [words[number] for number in sex.numbers.tolist()])


def _answering(log: CaseLog, basis: Basis) -> State:
    state = fresh(log, [basis])
    if basis.position is not None and basis.position < state.position:
        what = f"the projections were made at position {state.position}, and the question is about {basis.position}"
        raise StoreError(log.database.where, what, "Ask the log")
    if (basis.as_at, basis.known_at) != (state.checked_on, None):
        what = f"the projections hold what is found as at {state.checked_on}, of all that is known"
        raise StoreError(log.database.where, what, "Ask the log")
    return state
