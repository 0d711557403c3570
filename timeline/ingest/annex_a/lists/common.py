"""Columns that many lists have."""

from __future__ import annotations

from timeline.ingest.annex_a.layouts import CHILD, NOT_KEPT, Column

_CHILD_ID = Column(
    CHILD, "child", "identifier", ("Child ID", "Unique Child ID", "Child's Unique ID", "Unique ID"), needed=True
)
_AGE = Column("Age of Child (Years)", "", NOT_KEPT, ("Age", "Age of Child", "Age (Years)"))
GENDER = Column("Gender", "gender", "gender", ("Sex",))
ETHNICITY = Column("Ethnicity", "ethnicity", "ethnicity", ("Ethnic origin", "Ethnic group"))
_BIRTH_HEADINGS = ("DOB", "D.O.B.", "Date of Birth or Expected Date of Delivery")
_BORN_ON = Column("Date of Birth", "born_on", "day", _BIRTH_HEADINGS)
_BORN_OR_DUE_ON = Column("Date of Birth", "born_on", "expected-day", _BIRTH_HEADINGS)
_DISABLED = Column("Does the Child have a Disability", "disabled", "yes-or-no", ("Disability", "Disabled"))

WHO = (_CHILD_ID, GENDER, ETHNICITY, _BORN_ON, _AGE)
"""The first columns of lists of children in care."""

WHO_AND_DISABILITY = (*WHO, _DISABLED)

WHO_OR_UNBORN = (_CHILD_ID, GENDER, ETHNICITY, _BORN_OR_DUE_ON, _AGE)
"""The first columns of lists of children in need. For an unborn child the day of birth is the expected day."""

WHO_OR_UNBORN_AND_DISABILITY = (*WHO_OR_UNBORN, _DISABLED)

PARTICULARS = frozenset({"born_on", "gender", "ethnicity", "disabled"})
"""The fields that state who the child is."""

TEAM_AND_WORKER = (
    Column("Allocated Team", "team", "text", ("Team",)),
    Column("Allocated Worker", "", NOT_KEPT, ("Worker", "Allocated Social Worker")),
)
"""The worker is not kept: it is a name."""
