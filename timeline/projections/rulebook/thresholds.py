"""Numbers that definitions refer to, with where they come from. Months are calendar months, years are 12 of them."""

from __future__ import annotations

from datetime import date

YEAR = 12
"""The window of a reporting year, and of "in the last 12 months"."""

TWO_YEARS = 2 * YEAR

ADULT = 18
"""Looked after means under 18. Source: Children Act 1989, sections 22 and 105."""

THREE_OR_MORE_PLACEMENTS = 3
"""Source: PAF A1, NI 62, and the national table of placements in the year."""

MULTIPLE_PERIODS_YEARS = 2
MULTIPLE_PERIODS_OTHER_YEARS = (1, 3, 5)
"""Over how many years periods of care are counted. Local: the action plan says "over the X years";
docs/definitions/starting-and-ceasing.md."""

MULTIPLE = 2

ONE_MONTH = 1
"""The shortest band of the action plan, which the national tables do not have.

Source: docs/definitions/starting-and-ceasing.md."""

VISITOR_APPOINTED_WITHIN = 6
"""Months from request to appointment. Local: no national standard exists (docs/definitions/reviews-and-visitors.md)."""

VISITOR_WAIT_BANDS = (3, 6, 12)
"""Months waited. Local (docs/definitions/reviews-and-visitors.md)."""

CERTAINLY_OVER_24_HOURS = 2
POSSIBLY_OVER_24_HOURS = 1
STILL_MISSING_OVER_24_HOURS = 1
"""Days between the two dates of a missing incident, where only dates are known: two or more is over 24 hours, one may
be, none is not; one still open at the end of the day is over once it began the day before or earlier.

Source: docs/definitions/missing.md; the Missing module of the return holds dates only.
"""

TEN_THOUSAND = 10_000
"""Rates are per so many children. Source: Children looked after in England including adoptions, rates."""

LONG_TERM_UNDER = 16
LONG_TERM_CARE = 30
LONG_TERM_PLACEMENT = 24
"""Months: under 16, looked after for two and a half years, with the same carer for two. Source: NI 63."""

THREE_OR_MORE_WORKERS = 3
"""Different social workers in the year. Source: Stability measures for children looked after in England, 2024."""

PARTICIPATES_FROM = 4
"""Age at the review. Source: SSDA903, validation rules 440, 441."""

OVERDUE = 1
"""Days: a review is overdue as at a day before which it was due. Source: docs/definitions/reviews-and-visitors.md."""

SDQ_FROM, SDQ_UNDER = 5, 17
"""Ages for which scores are reported: 5 to 16. Source: Children looked after in England including adoptions, 2020."""

CRIMINAL_RESPONSIBILITY = 10
"""Source: Children and Young Persons Act 1963, section 16; validation rules 542, 543."""

RE_ENTRY_WITHIN = 12
RE_ENTRY_OTHER = (6, 24)
"""Months from ceasing to starting again. Local (docs/definitions/starting-and-ceasing.md)."""

LEAVER_YOUNGEST, LEAVER_ADULT, LEAVER_ABOVE = 17, 19, 22
"""Ages of care leavers: 17 and 18, and 19 to 21. Source: Children looked after in England, 2023."""

ADOPTION_AVERAGE_OVER = 36
"""Months: adoption averages are of three years. Source: adoption scorecards, methodology and guidance, 2018."""

SECTION_20_LONG = (6, 12)
"""Months under section 20. Local (docs/definitions/who-is-looked-after.md)."""

SIXTEEN = 16
NEW_LEAVERS_FROM = date(2014, 3, 31)
OLD_LEAVERS_BEFORE = 36
"""Care leavers to 2012-13: aged 19, looked after on 1 April three years (36 months and a day) earlier, then aged 16.
From 2013-14 those of 17 to 21 who had been looked after for 13 weeks. Source: docs/definitions/leaving-care.md."""

MORE_THAN_ONCE = 2
"""Source: SFR 34/2015, table LAG1."""

PLAN_UP_TO_DATE = 6
ASSESSMENT_UP_TO_DATE = 12
"""Months since a plan was made or reviewed, an assessment completed.

Local (docs/definitions/plans-assessments-audits.md)."""

TEENAGER = 13
TURNED_13_GRACE = 3
"""From 13 there is to be a transition plan, within 3 months of the birthday.

Local (docs/definitions/plans-assessments-audits.md)."""

SEVENTEEN = 17

ROUND_AGAIN = 6
"""Months from the baseline of a quality measure to its review. Source: the action plan."""

UNDER_FIVE = 5
HEALTH_ASSESSED_WITHIN_UNDER_FIVE, HEALTH_ASSESSED_WITHIN = 6, 12
"""Months. Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 7."""

ISSUED_WITHIN, PRE_PROCEEDINGS_WITHIN = 3, 6
"""Months from the gateway's decision to issue, or to enter pre-proceedings. Local (docs/definitions/courts.md)."""

ACCOMMODATED_WITHIN, ACCOMMODATED_OTHER = 6, (3, 12)
RE_REFERRED_WITHIN, RE_REFERRED_OTHER = 12, (3, 6)
"""Months from the end of an intervention at the edge of care. Local (docs/definitions/edge-of-care.md)."""
