"""Header, UASC and PrevPerm rows: who the child is. Their facts occur on the day of birth."""

from __future__ import annotations

import re
from datetime import date

from timeline.domain.codes import UPN_UNKNOWN
from timeline.domain.days import Window, birthday
from timeline.domain.events import ChildRegistered, Event, PreviousPermanenceRecorded, UnaccompaniedAsylumSeekerRecorded
from timeline.ingest.cells import Row
from timeline.ingest.ssda903.rows.spells import NOT_KEPT

_OF_AGE = 18
_SCHOOL_NUMBER = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")
"""A letter other than I, O and S; 11 digits; a digit or a letter. Source: SSDA903 validation rule 168, which does not
test the check letter."""


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
    """Whether UPN holds something other than a pupil number, a code UN1 to UN5 or an export's ``NOT KEPT``."""
    text = row.raw("UPN").upper()
    return bool(text) and text not in (*UPN_UNKNOWN, NOT_KEPT) and _SCHOOL_NUMBER.fullmatch(text) is None


def school_number(row: Row) -> str | None:
    """The pupil number in UPN, in capitals; ``None`` where UPN is blank, a code UN1 to UN5 or ``NOT KEPT``."""
    text = row.raw("UPN").upper()
    return None if not text or text in (*UPN_UNKNOWN, NOT_KEPT) else text


def _upn(row: Row) -> str | None:
    """``given`` in place of a number, which identifies the child and is not kept; otherwise the code."""
    text = row.raw("UPN").upper()
    if not text:
        return None
    return text if text in UPN_UNKNOWN else "given"


def unaccompanied_asylum_seeker(row: Row, year: Window) -> list[Event]:
    """That the child is or was one: having a row in the module states it."""
    born_on = row.needed_day("DOB")
    recorded = UnaccompaniedAsylumSeekerRecorded(
        occurred_on=born_on, sex=row.code("SEX"), ceases_on=_ceases_on(row, born_on)
    )
    return [recorded]


def _ceases_on(row: Row, born_on: date) -> date | None:
    """The last day as an unaccompanied child. By law it is the 18th birthday at the latest, so it may lie ahead until
    then."""
    ceases_on = row.planned_day("DUC")
    if ceases_on is not None and ceases_on > row.known_on and ceases_on > birthday(born_on, _OF_AGE):
        raise row.refuse(
            "DUC",
            "it is in the future and after the 18th birthday",
            "Correct it: the last possible day is the 18th birthday",
        )
    return ceases_on


def previous_permanence(row: Row, year: Window) -> list[Event]:
    """The permanence order under which an earlier period of care ended."""
    recorded = PreviousPermanenceRecorded(
        occurred_on=row.needed_day("DOB"),
        option=row.code("PREV_PERM"),
        authority=row.code("LA_PERM"),
        order_date=row.partial_day("DATE_PERM"),
    )
    return [recorded]
