"""Numbers that definitions refer to, with where they come from. Months are calendar months, years are 12 of them."""

from __future__ import annotations

YEAR = 12
"""The window of a reporting year, and of "in the last 12 months"."""

TWO_YEARS = 2 * YEAR

ADULT = 18
"""Looked after means under 18. Source: Children Act 1989, sections 22 and 105."""

THREE_OR_MORE_PLACEMENTS = 3
"""Source: PAF A1, NI 62, and the national table of placements in the year."""

MULTIPLE_PERIODS_YEARS = 2
MULTIPLE_PERIODS_OTHER_YEARS = (1, 3, 5)
"""Over how many years periods of care are counted. Local: the action plan says "over the X years" (card SW-09)."""

MULTIPLE = 2

ONE_MONTH = 1
"""The shortest band of the action plan, which the national tables do not have (card SW-10)."""

VISITOR_APPOINTED_WITHIN = 6
"""Months from request to appointment. Local: no national standard exists (card SW-16)."""

VISITOR_WAIT_BANDS = (3, 6, 12)
"""Months waited. Local (card SW-17)."""

CERTAINLY_OVER_24_HOURS = 2
POSSIBLY_OVER_24_HOURS = 1
STILL_MISSING_OVER_24_HOURS = 1
"""Days between the two dates of a missing incident, where only dates are known: two or more is over 24 hours, one may
be, none is not; one still open at the end of the day is over once it began the day before or earlier.

Source: house definitions, part D, 8; validation of the Missing module, which holds dates only.
"""
