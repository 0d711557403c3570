"""Published rates of what happens while a child is looked after, and after leaving.

Source as in ``distributions``: Department for Education, "Children looked after in England including
adoptions", releases 2021 to 2025, Open Government Licence v3.0; other sources are named beside the rates.
"Fitted" weights are ours.
"""

from __future__ import annotations

from typing import Final

from timeline.synthetic.draws import Banded, Weighted

# --------------------------------------------------------------------------------------- incidents

# Published 2023: 11 % of children looked after in the year went missing, 6.4 incidents each, 64 %
# of them more than once; nearly all aged 10 or over. Fitted: who ever runs, and how often in a year.
RUNS_AWAY: Final = {"10-12": 0.16, "13+": 0.34}
RUNS_IN_A_YEAR: Final = 0.66
INCIDENTS_IN_A_YEAR: Final = Banded((1, 2, 33), (2, 5, 26), (5, 14, 20), (14, 32, 14), (32, 100, 7))
# Published 2024, all incidents by length: days from MIS_START to MIS_END ("between 1 and 2 days"
# split so that the median is 1 and the mean 1.9).
INCIDENT_DAYS: Final = Banded(
    *((0, 1, 28000), (1, 2, 38000), (2, 3, 9460), (3, 8, 6630), (8, 11, 650), (11, 16, 420)),
    *((16, 21, 180), (21, 31, 190), (31, 121, 400)),
)
# Published 2023: 11 % missing, 2 % away without authorisation.
INCIDENT_KIND: Final = Weighted({"M": 93, "A": 7})

# ----------------------------------------------------------------------------------------- reviews

# Fitted: about nine children in ten have every review of the year on time.
REVIEW_LATE: Final = 0.045
DAYS_LATE: Final = Banded((1, 8, 50), (8, 31, 35), (31, 90, 15))
DAYS_EARLY: Final = Banded((0, 3, 30), (3, 10, 40), (10, 25, 30))
PARTICIPATION: Final = Weighted({"PN1": 52, "PN2": 5, "PN3": 2, "PN4": 3, "PN5": 13, "PN6": 17, "PN7": 8})

# -------------------------------------------------------------------------- outcomes, care leavers

# Published 2023, children looked after 12 months: health assessment 89 %, dental 76 %,
# immunisations 82 %, substance misuse 3 %, convicted 2 % (10 to 17), mean SDQ 14.4.
HEALTH_ASSESSED: Final = 0.89
TEETH_CHECKED: Final = 0.76
IMMUNISED: Final = 0.82
DEVELOPMENT_CHECKED: Final = 0.89
SUBSTANCE_MISUSE: Final = 0.03
SUBSTANCE_MISUSE_AGE: Final = 11
MISUSE_TREATED: Final = 0.45
CONVICTED: Final = 0.02
SDQ_RETURNED: Final = 0.78
SDQ_MEAN_AND_SPREAD: Final = (14.4, 7.2)
SDQ_REASON: Final = Weighted({"SDQ2": 30, "SDQ3": 10, "SDQ4": 45, "SDQ5": 15})

# Published 2023, care leavers: in touch 93 to 95 %, suitable accommodation 88 %, in education,
# employment or training 55 %.
IN_TOUCH: Final = Weighted({"YES": 93, "NO": 3.5, "REFU": 1, "NREQ": 1, "RHOM": 1.3, "DIED": 0.2})
ACTIVITY_TO_2021: Final = Weighted(
    {"F1": 6, "P1": 0.5, "F2": 22, "P2": 2, "F3": 20, "P3": 6, "G4": 9, "G5": 28, "G6": 6}
)
ACTIVITY: Final = Weighted(
    {"F1": 6, "P1": 0.5, "F2": 22, "P2": 2, "F4": 3, "P4": 0.5, "F5": 18, "P5": 5} | {"G4": 9, "G5": 28, "G6": 6}
)
ACCOMMODATION: Final = Weighted(
    {"U1": 33, "D1": 18, "B1": 11, "Z1": 10, "K1": 6, "E1": 5, "T1": 2, "C1": 2, "Y1": 2}
    | {"X2": 3, "S2": 1.5, "V2": 1, "W2": 0.5, "U2": 2, "Y2": 1, "R2": 2}
)

# Published nowhere by authority; fitted: nearly all children who start have no earlier order.
PREVIOUS_PERMANENCE: Final = Weighted({"Z1": 92, "P1": 1.5, "P2": 4, "P3": 2, "P4": 0.5})
PREVIOUS_AUTHORITY: Final = Weighted({"999": 80, "WAL": 8, "SCO": 8, "NIR": 2, "NUK": 2})

# -------------------------------------------------------------------------------- social workers

# Why an allocation began: first contact, or why the worker before left (fitted).
FIRST_CONTACT: Final = "FCONTA"
KNOWN_BEFORE_CARE: Final = (366, 800)
WORKER_STAYS: Final = Banded((14, 91, 20), (91, 182, 20), (182, 365, 28), (365, 1100, 32))
WORKERS: Final = 400
WORKER_LEAVES: Final = Weighted(
    {"LEFTRL": 36, "TSPROC": 28, "MANAGE": 16, "ORGRST": 8, "ABSENC": 6, "CHCHAN": 2, "PCCHAN": 1} | {"OTHERS": 3}
)

# ---------------------------------------------------------------------------- visitors, liberty

# Barnardo's, National Independent Visitor Data Report (2016): 3.2 % of children looked after are
# matched, about 1.4 % wait. Fitted to stocks of that size.
VISITOR_ASKED: Final = 0.15
VISITOR_AGES: Final = (7 * 365, 17 * 365)
VISITOR_WAIT: Final = Banded((20, 91, 32), (91, 182, 33), (182, 365, 25), (365, 800, 10))
VISITS_LAST: Final = Banded((90, 365, 15), (365, 1095, 45), (1095, 2500, 40))
VISITOR_WITHDRAWN: Final = 0.16
UNTIL_WITHDRAWN: Final = Banded((7, 91, 50), (91, 365, 50))
VISITOR_REASON: Final = Weighted({"declined by child": 70, "not in interests": 12, "other": 18})

# Fitted: deprivation-of-liberty orders, collected from the return of 2026-27.
LIBERTY_SHARE: Final = 0.05
LIBERTY_DAYS: Final = (28, 200)
LIBERTY_PLACES: Final = frozenset({"K2"})

# ------------------------------------------------------------------------------------ restatement

# Published as first released and a year later (2022-23 and 2023-24): ceased +0.5 %, started +0.3 %,
# looked after on the day -0.1 to -0.2 %, three or more placements +2.0 to +2.4 %. Fitted to those:
# the chance of being recorded late, for each ceasing but on the 18th birthday, start and move.
LATE_CEASING: Final = 0.008
LATE_START: Final = 0.003
LATE_MOVE: Final = 0.03
# Fitted: for each episode begun in the year; for each child looked after at the year's end.
AMENDED: Final = 0.004
FALSE_MOVE: Final = 0.0012
FALSE_INCIDENT: Final = 0.0008
NEVER_SENT_AGAIN: Final = 0.0004
# Nearly all restatement comes with the next return, then a thin tail of two to three years.
PUT_RIGHT_AFTER: Final = Weighted({1: 88, 2: 9, 3: 3})
AMENDED_FIELD: Final = Weighted({"LS": 40, "PLACE": 35, "DECOM": 25})
# What is written by mistake for what is true.
MISTAKEN_STATUS: Final = {"C1": "C2", "C2": "C1", "V2": "C1", "E1": "C2", "L1": "V2", "L2": "C1"}
MISTAKEN_PLACE: Final = {"U6": "U4", "U4": "U6", "U3": "U1", "U1": "U3", "K2": "R1", "R1": "K2"}
