"""The rows of local registers, with the day from which each cell is known.

A register is written once a year. A row is in the year's file where something in it became known in that year, and
holds only what had happened by the year's end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from timeline.synthetic.years import ReturnYear, iso

REGISTERS: Final[Mapping[str, str]] = {
    "plans": "CHILD,KIND,MADE,ENDED,CONTINGENCY,OUTCOMES,GOAL",
    "plan-reviews": "CHILD,KIND,REVIEWED",
    "health-assessments": "CHILD,TYPE,HELD,DECLINED",
    "assessments": "CHILD,TYPE,COMPLETED,LINKED_TO_PLAN",
    "audits": (
        "CHILD,AUDIT_OF,TOOL,AUDITED,GRADE,ROUND,RECTIFY_BY,RECTIFIED,OUTCOMES,CONTINGENCY,LINKED_TO_PLAN,NAMED_LEAD,"
        "SKILLS_ACTIONS,VIEWS_RECORDED,SUCCESS_MEASURES"
    ),
    "audit-actions": "CHILD,AUDIT_OF,ACTION,RAISED,THEME,DUE,COMPLETED,IMPACT_EVIDENCED",
    "gateway-decisions": "CHILD,DECIDED,DECISION",
    "court-applications": "CHILD,TYPE,ISSUED,PLAN,TIMETABLED_TO,FINAL_PLAN_FILED,FINAL_PLAN,DISPOSED,WITHDRAWN",
    "court-hearings": "CHILD,APPLICATION,ISSUED,HELD,TYPE,EXTENDED_TO",
    "court-orders": "CHILD,APPLICATION,ISSUED,MADE,ORDER,FINAL",
    "edge-of-care": "CHILD,SERVICE,STARTED,ENDED",
    "referrals": "CHILD,RECEIVED,DECIDED,DECISION",
    "missing-incidents": "CHILD,MISSING,START,START_TIME,END,END_TIME",
}
"""The header row of every register, by its name."""


class Later(NamedTuple):
    """A cell that is blank until a day."""

    text: str
    since: int


Cell = str | Later


class Entry(NamedTuple):
    """A row of a register without its child, known from the day ``since``."""

    register: str
    since: int
    cells: tuple[Cell, ...]


def day(ordinal: int | None) -> Cell:
    """A day on which something happened: blank until then, and always where it did not happen."""
    return "" if ordinal is None else Later(iso(ordinal), ordinal)


def yes_or_no(answer: bool) -> str:  # noqa: FBT001
    """``Y`` or ``N``."""
    return "Y" if answer else "N"


def lines_of(child: str, entries: Iterable[Entry], year: ReturnYear) -> Iterator[tuple[str, str]]:
    """The register and the line of each row that is new or changed in the year. The first year has all earlier rows."""
    for entry in entries:
        if entry.since <= year.last and (year.at == 0 or _is_news(entry, year)):
            cells = ",".join(_known(cell, year.last) for cell in entry.cells)
            yield entry.register, f"{child},{cells}"


def _is_news(entry: Entry, year: ReturnYear) -> bool:
    since = (entry.since, *(cell.since for cell in entry.cells if isinstance(cell, Later)))
    return any(year.first <= each <= year.last for each in since)


def _known(cell: Cell, last: int) -> str:
    if isinstance(cell, str):
        return cell
    return cell.text if cell.since <= last else ""
