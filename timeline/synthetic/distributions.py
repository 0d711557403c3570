"""Published distributions, dated, and the shares of ours that make a population reproduce them.

Source of the published counts: Department for Education, "Children looked after in England including
adoptions", releases 2021 to 2025 (reporting years ending 31 March), Open Government Licence v3.0,
https://explore-education-statistics.service.gov.uk/find-statistics/children-looked-after-in-england-including-adoptions

A table is marked "published", with its years, where the weights are counts or shares of that release. It is marked
"fitted" where the weights are ours, chosen so that simulated populations come near a published table.
Durations are days, in bands from the first number to under the second.
"""

from __future__ import annotations

from typing import Final

from timeline.synthetic.draws import Banded, Weighted

YEAR: Final = 365

# ------------------------------------------------------------------------------------ who they are

# Published, stock at 31 March 2023: 83,750 children, 7,410 of them unaccompanied and nearly all male.
BOY_SHARE: Final = 0.55
BOY_SHARE_UASC: Final = 0.96

# Fitted: of children under one on starting, those who start within days of birth.
AT_BIRTH_SHARE: Final = 0.4

# Fitted: girls who have a child before they are 18.
MOTHER_SHARE: Final = 0.04

# Fitted to broad groups (white 7 in 10, mixed 1 in 10); the split within a group is ours.
ETHNICITY: Final = Weighted(
    {"WBRI": 66, "WIRI": 0.5, "WIRT": 0.4, "WROM": 0.6, "WOTH": 4, "MWBC": 4, "MWBA": 1.5}
    | {"MWAS": 1.8, "MOTH": 3.2, "AIND": 0.4, "APKN": 1.4, "ABAN": 0.7, "AOTH": 1.6, "BCRB": 2}
    | {"BAFR": 3.6, "BOTH": 1.2, "CHNE": 0.1, "OOTH": 2.5, "REFU": 0.3, "NOBT": 0.7}
)
ETHNICITY_UASC: Final = Weighted({"BAFR": 30, "OOTH": 42, "AOTH": 16, "WOTH": 7, "ABAN": 1, "REFU": 4})

# Published, starts by age, mean of the years ending 2022 to 2024: 5,370; 4,820; 4,790; 8,650; 8,820.
# Fitted: first starts are younger than all starts, which returns to care are part of.
AGE_ON_STARTING: Final = Weighted({"0": 6150, "1-4": 4750, "5-9": 4500, "10-15": 8350, "16-17": 8850})
# The ages of each group in days; the last group stops short of the 18th birthday.
AGE_DAYS: Final = {
    "0": (0, 365),
    "1-4": (366, 1826),
    "5-9": (1827, 3652),
    "10-15": (3653, 5843),
    "16-17": (5845, 6545),
}
# Fitted to 7,410 unaccompanied children in a stock of 83,750 (2023).
UASC_SHARE: Final = {"0": 0.0, "1-4": 0.0, "5-9": 0.0, "10-15": 0.09, "16-17": 0.58}
YOUNGEST_UASC_DAYS: Final = 13 * YEAR + 4

# Published, starts by category of need, year ending 2023; N8 without the unaccompanied (fitted).
NEED: Final = Weighted({"N1": 18480, "N2": 560, "N3": 660, "N4": 2530, "N5": 3380, "N6": 850, "N7": 40, "N8": 800})

YOUNGEST_FOR_BEHAVIOUR_DAYS: Final = 8 * YEAR

# ------------------------------------------------------------------------- how long, and where to

# How a period of care ends, by age at its start. Fitted to two published tables at once: reason
# ceased and age on ceasing (2022 to 2024: 38 % on the 18th birthday, 9 % adopted, 12 % special
# guardianship, 3.5 % child arrangements).
ROUTE: Final = {
    "0": Weighted({"adopted": 40, "guardianship": 36, "of age": 4, "home": 20}),
    "1-4": Weighted({"adopted": 17, "guardianship": 38, "of age": 12, "home": 33}),
    "5-9": Weighted({"adopted": 3, "guardianship": 23, "of age": 28, "home": 46}),
    "10-15": Weighted({"guardianship": 7, "of age": 37, "home": 54.5, "remand": 1.5}),
    "16-17": Weighted({"of age": 68, "home": 28.5, "remand": 3.5}),
}
ROUTE_UASC: Final = Weighted({"of age": 76, "home": 24})

# Fitted: "duration of the latest period of care", mean of 2019 to 2023, less what turning 18 explains.
DURATION: Final = {
    "home": Banded(
        *((1, 14, 17.5), (14, 56, 11.5), (56, 182, 21), (182, YEAR, 21)),
        *((YEAR, 730, 9), (730, 1095, 9), (1095, 1826, 7), (1826, 3652, 7)),
    ),
    "home 16-17": Banded((1, 14, 27), (14, 56, 21), (56, 182, 27), (182, YEAR, 20), (YEAR, 600, 5)),
    "guardianship": Banded(
        *((28, 56, 1), (56, 182, 13), (182, YEAR, 37), (YEAR, 730, 30)),
        *((730, 1095, 9), (1095, 1826, 7), (1826, 3652, 3)),
    ),
    # Published: duration of the final period of adopted children, 2023 (90; 1,100; 1,160; 650).
    "adopted": Banded((280, YEAR, 90), (YEAR, 730, 1100), (730, 1095, 1160), (1095, 1900, 650)),
    "remand": Banded((7, 28, 15), (28, 90, 40), (90, 182, 35), (182, 300, 10)),
}

# Published: 11 to 13 % of leavers have had two periods or more (2020 to 2024); re-entry of children
# who went home 14 to 23 % within a year, about a third in five years (see the project's sources).
RETURNS_TO_CARE: Final = 0.42
GAP_BETWEEN_PERIODS: Final = Banded((1, 14, 8), (14, 91, 17), (91, YEAR, 30), (YEAR, 730, 20), (730, 1826, 25))

# Fitted: V3 and V4 were under 2 % of children looked after at any time in 2016-17 and falling.
SHORT_BREAK_SHARE: Final = 0.012
SHORT_BREAK_KIND: Final = Weighted({"break": 70, "agreement": 30})

# Published, reason ceased, year ending 2023, apart from adoption, orders and the 18th birthday.
REASON_HOME: Final = Weighted({"E4A": 5510, "E4B": 1140, "E13": 2000, "E3": 600, "E8": 350, "E16": 70, "E2": 45})
REASON_HOME_16: Final = Weighted(
    {"E4A": 900, "E4B": 220, "E13": 420, "E5": 900, "E6": 320, "E8": 500, "E3": 250, "E2": 15, "E9": 60}
)
REASON_HOME_UASC: Final = Weighted({"E3": 620, "E15": 270, "E8": 120, "E13": 100})
REASON_REMAND: Final = Weighted({"E14": 140, "E9": 150, "E4A": 60, "E8": 30})
REASON_GUARDIANSHIP: Final = Weighted({"guardianship": 3870, "E41": 1120})
REASON_ADOPTED: Final = Weighted({"E11": 35, "E12": 65})
# Fitted to 2023: 4,940 stayed with their carers, 3,750 and 940 to independent living, 500 to adult
# social care; code E17 exists from the year ending 2021, "any other reason" held them before.
REASON_OF_AGE_FOSTER: Final = Weighted({"E17": 80, "E5": 9, "E8": 9, "E6": 2})
REASON_OF_AGE_OTHER: Final = Weighted({"E5": 52, "E8": 29, "E6": 13, "E7": 6})
# Former foster carer or other carer, relative or not: E45 to E48 (from the year ending 2019).
REASON_ORDER_FOSTER: Final = Weighted({"E46": 35, "E47": 55, "E48": 10})

# ------------------------------------------------------------------------------------ legal status

# Published, starts by legal status 2023 (S20 56 %, interim care order 31 %, police protection 9 %),
# split by age (fitted).
FIRST_STATUS: Final = {
    "0": Weighted({"C1": 62, "V2": 27, "L1": 6, "L2": 4.5, "C2": 0.5}),
    "1-4": Weighted({"C1": 54, "V2": 28, "L1": 14, "L2": 3, "C2": 1}),
    "5-9": Weighted({"C1": 52, "V2": 30, "L1": 15, "L2": 2, "C2": 1}),
    "10-15": Weighted({"V2": 62, "C1": 24, "L1": 12, "L2": 0.8, "C2": 1.2}),
    "16-17": Weighted({"V2": 93, "L1": 4, "C1": 2.5, "C2": 0.5}),
}
# Share of children accommodated under section 20 whose case goes to court, by route (fitted).
TO_COURT: Final = {"adopted": 1.0, "guardianship": 0.92, "of age": 0.9, "home": 0.4, "remand": 0.0}
TO_COURT_16: Final = 0.1
UNTIL_COURT: Final = Banded((2, 28, 40), (28, 120, 40), (120, YEAR, 20))
# Ministry of Justice, Family Court Statistics: mean 45 weeks to disposal in 2021, 23 % within 26.
UNTIL_FINAL_ORDER: Final = Banded((120, 182, 23), (182, 300, 32), (300, 420, 28), (420, 600, 17))

# -------------------------------------------------------------------------------------- placements

# Fitted to the placements of the stock at 31 March 2023 (foster 68 %, parents 7 %, homes 10 %,
# supported accommodation 10 %, adoption 3 %, other residential 1.4 %).
PLACE: Final = {
    "0": Weighted({"U6": 66, "U3": 17, "U2": 1, "U5": 3, "U1": 1, "P1": 7, "R3": 6}),
    "1-4": Weighted({"U6": 66, "U3": 18, "U4": 2, "U1": 3, "P1": 13, "R3": 2}),
    "5-9": Weighted({"U6": 62, "U3": 14, "U4": 6, "U1": 3, "P1": 17, "K2": 5}),
    "10-15": Weighted({"U6": 52, "U3": 8, "U4": 9, "U1": 2, "P1": 13, "K2": 20, "R1": 1.2, "S1": 0.4, "R2": 0.2}),
    "16-17": Weighted({"H5": 56, "U6": 20, "U4": 5, "U3": 6, "K2": 14, "P1": 4, "R1": 1, "R2": 0.3, "K1": 0.2}),
}
PLACE_UASC: Final = {
    "10-15": Weighted({"U6": 92, "K2": 8}),
    "16-17": Weighted({"H5": 76, "U6": 22, "K2": 2}),
}
PLACE_REMAND: Final = Weighted({"R5": 50, "K1": 20, "K2": 20, "U6": 10})
WITH_PARENTS: Final = "P1"
FOSTER: Final = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
KINSHIP: Final = frozenset({"U1", "U2", "U3"})

# How long a child would stay if nothing ended care: what is published are placements that ended.
# Fitted to the number of placements in the year (1: 68.6 %, 2: 20.8 %, 3 or more: 10.6 % in 2023)
# and to the bands of ended placements.
FIRST_STAY: Final = Banded(
    *((1, 8, 12), (8, 30, 11), (30, 91, 13), (91, 182, 12), (182, YEAR, 14)),
    *((YEAR, 730, 12), (730, 1826, 12), (1826, 6570, 14)),
)
LATER_STAY: Final = Banded(
    *((1, 8, 5), (8, 30, 5), (30, 91, 8), (91, 182, 10), (182, YEAR, 15)),
    *((YEAR, 730, 19), (730, 1826, 20), (1826, 6570, 18)),
)
# Children differ: stays of the unsettled are short again and again.
STEADINESS: Final = Weighted({2.5: 50, 0.9: 37, 0.22: 13})

# Published provider shares 2023 (own provision 44 %, private 39 %, voluntary 6.5 %), by type (fitted).
PROVIDER: Final = {
    **dict.fromkeys(("U1", "U2", "U3"), Weighted({"PR1": 96, "PR2": 2, "PR4": 2})),
    **dict.fromkeys(("U4", "U5", "U6"), Weighted({"PR1": 53, "PR4": 38, "PR5": 7, "PR2": 2})),
    **dict.fromkeys(("A3", "A4", "A5", "A6"), Weighted({"PR1": 84, "PR2": 6, "PR5": 10})),
    "K1": Weighted({"PR2": 80, "PR4": 20}),
    "K2": Weighted({"PR4": 84, "PR1": 12, "PR5": 4}),
    **dict.fromkeys(("H5", "K3"), Weighted({"PR4": 72, "PR5": 20, "PR1": 8})),
    **dict.fromkeys(("R1", "R3", "S1"), Weighted({"PR4": 80, "PR5": 20})),
    **dict.fromkeys(("R2", "R5"), Weighted({"PR3": 1})),
    "P1": Weighted({"PR0": 1}),
}

# Reason for a move to new carers (fitted; the codes are those of the return).
REASON_FOR_MOVE: Final = Weighted(
    {"CARPL": 40, "OTHER": 17, "CREQB": 12, "CREQO": 10, "LAREQ": 7, "CHILD": 6, "CLOSE": 3}
    | {"STAND": 2.5, "ALLEG": 1.5, "APPRR": 1}
)

# Temporary placements a year looked after, by kind, with the longest stay allowed (fitted).
TEMPORARY_A_YEAR: Final = 0.03
TEMPORARY: Final = Weighted({"T1": 30, "T2": 15, "T3": 25, "T4": 30})
TEMPORARY_DAYS: Final = {"T1": (1, 30), "T2": (3, 14), "T3": (3, 20), "T4": (1, 7)}
SAME_CARER_CHANGES: Final = 0.16

# Published, months from entry (2023): decision 8, match 18, placed 19, adopted 29; as shares.
DECISION_AT: Final = (0.25, 0.38)
MATCHED_AT: Final = (0.60, 0.73)
PLACED_AFTER_MATCH: Final = Banded((7, 21, 35), (21, 42, 40), (42, 80, 25))
# Published: 580 of 9,580 decisions reversed in 2023 against 3,000 adoptions.
REVERSED_SHARE: Final = 0.17
REASON_REVERSED: Final = Weighted({"RD1": 180, "RD2": 160, "RD3": 70, "RD4": 170})
ADOPTED_BY_CARER: Final = 0.16
ADOPTERS: Final = Weighted(
    {("1", "F1", "L0"): 10, ("1", "M1", "L0"): 1, ("2", "MF", "L11"): 62, ("2", "MF", "L3"): 10}
    | {("2", "MM", "L12"): 7, ("2", "FF", "L12"): 6, ("2", "FF", "L4"): 2, ("2", "MM", "L2"): 2}
)
