"""``projection_coverage``: the covered days as rows, as known when.

The story, by hand. The return of the year to 31 March 2011 became known on 30 June 2011, that of the next year on
30 June 2012, with three rows set aside; a table of requests on 1 May 2011. In September 2012 the first year came again.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from timeline.domain.imports import TABLE, ImportRecorded, ModuleImported, RowsSetAside
from timeline.domain.statements import RETURN
from timeline.projections.tables import rebuild, schema
from timeline.store import CaseLog


def imported(source: str, module: str, first: date | None, last: date, known_on: date, aside: int) -> ImportRecorded:
    set_aside = (RowsSetAside(reason="no day can be read", rows=aside),) if aside else ()
    return ImportRecorded(
        number=0,
        program="test",
        source=source,
        files=("file.csv",),
        year_ending=last if source == RETURN else None,
        first=first,
        last=last,
        known_on=known_on,
        partial=False,
        modules=(ModuleImported(module=module, read=9, set_aside=set_aside),),
        children=0,
    )


def rows(log: CaseLog) -> set[tuple[object, ...]]:
    with log.database.reading() as connection:
        return {tuple(row) for row in connection.execute(select(schema.COVERAGE))}


def test_it_has_the_covered_days_as_known_when_and_a_rebuild_brings_it_up_to_date(log: CaseLog) -> None:
    year = imported(RETURN, "Episodes", date(2010, 4, 1), date(2011, 3, 31), date(2011, 6, 30), 0)
    log.record([], imported=year)
    log.record([], imported=imported(TABLE, "visitor-requests", None, date(2011, 5, 1), date(2011, 5, 1), 0))
    rebuild(log)
    first = ("Episodes", date(2010, 4, 1), date(2011, 4, 1), date(2011, 6, 30), None, 0)
    requests = ("visitor-requests", date(1, 1, 1), date(2011, 5, 2), date(2011, 5, 1), None, 0)
    assert rows(log) == {first, requests}
    log.record([], imported=imported(RETURN, "Episodes", date(2011, 4, 1), date(2012, 3, 31), date(2012, 6, 30), 3))
    log.record([], imported=imported(RETURN, "Episodes", date(2010, 4, 1), date(2011, 3, 31), date(2012, 9, 30), 1))
    assert not rebuild(log).from_nothing
    assert rows(log) == {
        (*first[:4], date(2012, 9, 30), 0),
        ("Episodes", date(2010, 4, 1), date(2011, 4, 1), date(2012, 9, 30), None, 1),
        ("Episodes", date(2011, 4, 1), date(2012, 4, 1), date(2012, 6, 30), None, 3),
        requests,
    }
