"""A Header row: who the child is."""

from __future__ import annotations

from timeline.domain.codes import UPN_UNKNOWN
from timeline.domain.days import Window
from timeline.domain.events import ChildRegistered, Event
from timeline.ingest.cells import Row


def header(row: Row, year: Window) -> list[Event]:
    """One registration, on the day of birth."""
    registered = ChildRegistered(
        occurred_on=row.needed_day("DOB"),
        sex=row.code("SEX"),
        ethnicity=row.code("ETHNIC"),
        upn=_upn(row),
        mother=row.flag("MOTHER"),
        child_born_on=row.day_beside("MC_DOB"),
    )
    return [registered]


def _upn(row: Row) -> str | None:
    """The number itself is an identifier and is not kept: only that there is one, or why there is none."""
    text = row.raw("UPN").upper()
    if not text:
        return None
    return text if text in UPN_UNKNOWN else "given"
