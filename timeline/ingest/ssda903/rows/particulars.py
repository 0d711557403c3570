"""UASC and PrevPerm rows: what is true of a child from before being looked after. They occur on the day of birth."""

from __future__ import annotations

from datetime import date

from timeline.domain.days import Window, birthday
from timeline.domain.events import Event, PreviousPermanenceRecorded, UnaccompaniedAsylumSeekerRecorded
from timeline.ingest.cells import Row

_OF_AGE = 18


def unaccompanied_asylum_seeker(row: Row, year: Window) -> list[Event]:
    """That the child is or was one: standing in the module is what says so."""
    born_on = row.needed_day("DOB")
    recorded = UnaccompaniedAsylumSeekerRecorded(
        occurred_on=born_on, sex=row.code("SEX"), ceases_on=_ceases_on(row, born_on)
    )
    return [recorded]


def _ceases_on(row: Row, born_on: date) -> date | None:
    """The last day as an unaccompanied child. It may lie ahead up to the 18th birthday, on which it falls by law."""
    ceases_on = row.planned_day("DUC")
    if ceases_on is not None and ceases_on > row.known_on and ceases_on > birthday(born_on, _OF_AGE):
        raise row.refuse(
            "DUC", "it lies ahead, and after the 18th birthday", "Correct it: at the latest it is the 18th birthday"
        )
    return ceases_on


def previous_permanence(row: Row, year: Window) -> list[Event]:
    """How an earlier period of care had ended."""
    recorded = PreviousPermanenceRecorded(
        occurred_on=row.needed_day("DOB"),
        option=row.code("PREV_PERM"),
        authority=row.code("LA_PERM"),
        order_date=row.partial_day("DATE_PERM"),
    )
    return [recorded]
