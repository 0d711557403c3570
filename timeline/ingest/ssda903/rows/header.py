"""A Header row: who the child is."""

from __future__ import annotations

import re

from timeline.domain.codes import UPN_UNKNOWN
from timeline.domain.days import Window
from timeline.domain.events import ChildRegistered, Event
from timeline.ingest.cells import Row
from timeline.ingest.ssda903.rows.orders_and_workers import NOT_KEPT

_SCHOOL_NUMBER = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")
"""A letter but I, O and S; 11 digits; a digit or a letter. Source: SSDA903 validation rule 168, which does not test the
check letter."""


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


def is_no_school_number(row: Row) -> bool:
    """Whether UPN is given, and is neither a number nor one of the codes UN1 to UN5. What an exported return has in the
    place of a number that was not kept is let pass."""
    text = row.raw("UPN").upper()
    return bool(text) and text not in (*UPN_UNKNOWN, NOT_KEPT) and _SCHOOL_NUMBER.fullmatch(text) is None


def school_number(row: Row) -> str | None:
    """What stands in UPN as a number, in capitals; ``None`` where it is blank or says why there is none."""
    text = row.raw("UPN").upper()
    return None if not text or text in (*UPN_UNKNOWN, NOT_KEPT) else text


def _upn(row: Row) -> str | None:
    """The number itself is an identifier and is not kept: only that there is one, or why there is none."""
    text = row.raw("UPN").upper()
    if not text:
        return None
    return text if text in UPN_UNKNOWN else "given"
