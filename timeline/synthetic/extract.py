"""An Annex A workbook of the synthetic authority: List 8, the children looked after on a day, as known on that day.

An error in a return is also in the workbook, until the return that corrects it is sent. Columns that are not simulated
(visits, teams) are blank.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from timeline.synthetic.authority import Authority, ChildTruth, histories
from timeline.synthetic.careers import Episode, in_force, started_on
from timeline.synthetic.draws import Weighted, stream
from timeline.synthetic.record_errors import believed, draw_change

LIST_8: Final = (
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    *("Does the Child have a Disability", "Date Started to be Looked After", "Child's Category of Need"),
    "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    *("Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review"),
    *("Date of Last Social Work Visit", "What is the permanence plan for this child?"),
    *("Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment", "Date of Last Dental Check"),
    *("Number of Placements in the Last 12 months", "Date Ceased to be Looked After"),
    *("Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type"),
    *("Placement Provider", "Placement postcode", "URN of Placement", "Placement Location", "LA of Placement"),
    "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
    "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    *("Allocated Team", "Allocated Worker"),
)

SHORT_BREAKS: Final = frozenset({"V3", "V4"})

_LOCATION: Final = Weighted({"Inside local authority boundary": 43570, "Outside local authority boundary": 29100})
"""England, 31 March: placements inside and outside the authority's boundary, as published."""


def write_extract(authority: Authority, path: Path, on: date) -> Path:
    """Write the workbook of a day in the simulated years. Equal parameters give equal rows.

    Raises ValueError for another day, OSError where the file cannot be written.
    """
    year = next((each for each in authority.return_years if each.first <= on.toordinal() <= each.last), None)
    if year is None:
        raise ValueError(f"on is {on}; give a day of the simulated years")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List 8"
    sheet.append(LIST_8)
    for truth in histories(authority):
        known = truth._replace(episodes=believed(truth, draw_change(authority, truth), year))
        row = _row(authority, known, on)
        if row is not None:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _row(authority: Authority, truth: ChildTruth, on: date) -> list[object] | None:
    day = on.toordinal()
    current = in_force(truth.episodes, day)
    if current is None or current.ls in SHORT_BREAKS:
        return None
    person = truth.person
    known: dict[str, object] = {
        "Child Unique ID": person.child,
        "Gender": person.sex,
        "Ethnicity": person.ethnicity,
        "Date of Birth": date.fromordinal(person.born_on),
        "Child's Category of Need": current.cin,
        "Date Started to be Looked After": date.fromordinal(started_on(truth.episodes, current)),
        "Start date of current legal status": _since(truth, current, "ls"),
        "Child's Legal Status": current.ls,
        "Start Date of Most Recent Placement": _since(truth, current, "pl_post"),
        "Placement Type": current.place,
        "Placement Provider": current.provider,
        "Placement postcode": current.pl_post or None,
        "URN of Placement": current.urn or None,
        "Placement Location": _LOCATION.draw(stream(authority.seed, truth.number, f"location {current.pl_post}")),
    }
    return [known.get(heading) for heading in LIST_8]


def _since(truth: ChildTruth, current: Episode, field: str) -> date:
    """The day since which this field has had its present value without a break."""
    start = current
    for each in reversed(truth.episodes[: truth.episodes.index(current)]):
        if each.dec != start.decom or getattr(each, field) != getattr(current, field):
            break
        start = each
    return date.fromordinal(start.decom)
