"""UASC and PrevPerm rows: what is true of a child from before being looked after. They occur on the day of birth."""

from __future__ import annotations

from timeline.domain.days import Window
from timeline.domain.events import Event, PreviousPermanenceRecorded, UnaccompaniedAsylumSeekerRecorded
from timeline.ingest.cells import Row


def unaccompanied_asylum_seeker(row: Row, year: Window) -> list[Event]:
    """That the child is or was one: standing in the module is what says so."""
    recorded = UnaccompaniedAsylumSeekerRecorded(
        occurred_on=row.needed_day("DOB"), sex=row.code("SEX"), ceases_on=row.day("DUC")
    )
    return [recorded]


def previous_permanence(row: Row, year: Window) -> list[Event]:
    """How an earlier period of care had ended."""
    recorded = PreviousPermanenceRecorded(
        occurred_on=row.needed_day("DOB"),
        option=row.code("PREV_PERM"),
        authority=row.code("LA_PERM"),
        order_date=row.partial_day("DATE_PERM"),
    )
    return [recorded]
