"""When reviews of a child's case are due.

Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33, in force from 1 April 2011;
before it the Review of Children's Cases Regulations 1991 as amended, four weeks, three and six months.
"""

from __future__ import annotations

from datetime import date

WORKING_DAYS_FROM = date(2011, 4, 1)
"""Who became looked after from this day on is reviewed first by working days: the law in force on that day is taken."""

FIRST_WITHIN_DAYS_BEFORE = 28
FIRST_WITHIN_WORKING_DAYS = 20
SECOND_WITHIN_MONTHS = 3
LATER_WITHIN_MONTHS = 6
