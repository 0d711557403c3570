"""Sets of codes that rules speak of, and the groups that figures are broken down by.

Groups are mappings from code to label in the order of a table's rows, a label standing once in a
row. They hold the codes of every year, so that a 2012 figure and a 2024 one have the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.domain.codes.episodes import CIN

NOT_RECORDED = "not recorded"

SHORT_BREAK = frozenset({"V3", "V4"})
"""Legal statuses of a series of short-term breaks: never part of a period of care (SFR 41/2016)."""

SECTION_20 = frozenset({"V2"})
"""Legal status of a child accommodated under section 20 of the Children Act 1989."""

NEW_PLACEMENT_REASONS = frozenset({"S", "P", "B"})
"""Reasons for a new episode that bring a new placement: a new carer or home (validation rules 434-436)."""

SAME_CARER_REASONS = frozenset({"T", "U"})
"""Reasons for a new episode whose placement record changes while the carer stays (validation rules 434-436)."""

TEMPORARY_PLACEMENTS = frozenset({"T0", "T1", "T2", "T3", "T4"})
"""Placement types after which the child returns to the placement before (validation rules 380-383)."""

MISSING_PLACEMENTS = frozenset({"M1", "M2", "M3"})
"""Placement types of a child missing for more than 24 hours, to the 2013-14 return (SFR 34/2015)."""

FOSTER = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
"""Placement types of foster placements today (validation rule 146); older ones are in ``FOSTER_OF_ANY_YEAR``."""

FOSTER_OF_ANY_YEAR = FOSTER | {"Q1", "Q2", "F1", "F2", "F3", "F4", "F5", "F6"}
"""Placement types of foster placements, those of older returns included."""

ADOPTION_WITH_CURRENT_CARER = frozenset({"A3", "A5"})
"""Placed for adoption with the carer who fostered: no new placement (validation rules 217, 335)."""

PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
"""Placement types of a child placed for adoption (validation rules 331, 390)."""

ADOPTION_OF_ANY_YEAR = PLACED_FOR_ADOPTION | {"A1", "A2"}
"""With the adoption placements of older returns."""

ADOPTED = frozenset({"E11", "E12"})
"""Reasons ceased of an adoption, unopposed or with consent dispensed with (validation rule 390)."""

PLACED_WITH_PARENTS = frozenset({"P1"})
"""Placement type of a child placed with parents or others with parental responsibility."""

EPISODE_CONTINUES = frozenset({"X1"})
"""Reason ceased that ends an episode and not the period: one begins on the same day (validation rule 388)."""

_HOME = "Home to parents, relatives or other with PR"
_WITHOUT_PR = "To relatives or others without PR"
_CAO = "Residence order / child arrangements order"
_SPECIAL_GUARDIANSHIP = "Special guardianship"
_ADOPTED = "Adopted"
_INDEPENDENT = "Independent living"
_STAYED = "Stayed with current carers at 18+"
_CUSTODY = "Custody"
_ADULT = "Adult social care"
_TRANSFER = "Transfer to another LA"
_ABROAD = "Abroad / age assessed 18+ / remand ended"

DESTINATIONS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("E4", "E4A", "E4B"), _HOME)
    | {"E13": _WITHOUT_PR, "E41": _CAO}
    | dict.fromkeys(("E43", "E44", "E45", "E46", "E47", "E48"), _SPECIAL_GUARDIANSHIP)
    | dict.fromkeys(("E11", "E12"), _ADOPTED)
    | dict.fromkeys(("E5", "E6"), _INDEPENDENT)
    | {"E17": _STAYED, "E9": _CUSTODY, "E7": _ADULT, "E3": _TRANSFER}
    | dict.fromkeys(("E16", "E15", "E14"), _ABROAD)
    | {"E2": "Died", "E8": "Other"}
)
"""Where a child who ceased to be looked after went, by the reason episode ceased.

Source: docs/definitions/starting-and-ceasing.md.

E4, to 2013-14, held those without parental responsibility as well: add E13 to compare across 2014.
"""

LEGAL_STATUS_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "C1": "Interim care order",
        "C2": "Full care order",
        "D1": "Freed for adoption",
        "E1": "Placement order",
        "V2": "Accommodated under section 20",
    }
    | dict.fromkeys(("L1", "L2", "L3"), "Detained for child protection")
    | dict.fromkeys(("J1", "J2", "J3"), "Youth justice")
    | dict.fromkeys(("V3", "V4"), "Short-term breaks")
)
"""The published rows of legal status at a day (docs/definitions/who-is-looked-after.md), and the short breaks apart."""

PLACEMENT_GROUPS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(sorted(FOSTER_OF_ANY_YEAR), "Foster placement")
    | dict.fromkeys(("A1", "A2", *sorted(PLACED_FOR_ADOPTION)), "Placed for adoption")
    | {"P1": "Placed with parents"}
    | dict.fromkeys(("P2", "H5", "K3"), "Independent, semi-independent or supported accommodation")
    | dict.fromkeys(("K1", "K2"), "Secure children's home or children's home")
    | dict.fromkeys(("R1", "R2", "R3", "R5"), "Other residential setting")
    | {"S1": "Residential school", "P3": "Residential employment"}
    | dict.fromkeys(("Z1", "Z11", "Z12", "Z13", "Z14"), "Other placement")
    | dict.fromkeys(sorted(TEMPORARY_PLACEMENTS), "Temporary placement")
    | dict.fromkeys(sorted(MISSING_PLACEMENTS), "Missing from placement")
)
"""The rows of placement type at a day, older returns' codes included (docs/definitions/who-is-looked-after.md)."""

NEED_GROUPS: Mapping[str, str] = MappingProxyType(
    {code.code: code.meaning[0].upper() + code.meaning[1:] for code in CIN.codes}
)
"""The rows of category of need: one a code."""

ETHNIC_GROUPS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("WBRI", "WIRI", "WIRT", "WROM", "WOTH"), "White")
    | dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed")
    | dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH"), "Asian or Asian British")
    | dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black or Black British")
    | dict.fromkeys(("CHNE", "OOTH"), "Other ethnic groups")
    | dict.fromkeys(("REFU", "NOBT"), "Refused or not yet obtained")
)
"""The main groups of ethnicity. Chinese stands with the other ethnic groups, as in the tables of the
2001 census classes; the classes of 2011 put it with the Asian ones."""

SEX_GROUPS: Mapping[str, str] = MappingProxyType(
    {"1": "Male", "M": "Male", "2": "Female", "F": "Female", "U": "Unknown"}
)
"""Male and female under the codes to 2023-24 and from 2024-25 alike."""

GROUPS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "REC": DESTINATIONS,
        "LS": LEGAL_STATUS_GROUPS,
        "PLACE": PLACEMENT_GROUPS,
        "CIN": NEED_GROUPS,
        "ETHNIC": ETHNIC_GROUPS,
        "SEX": SEX_GROUPS,
    }
)
"""The groups of a field's codes, by the field's name."""


def destination(code: str | None) -> str:
    """Where the child went: "not recorded" for no code, or for X1 with nothing after it.

    Raises ``KeyError`` for what is no code of any year.
    """
    return NOT_RECORDED if code in EPISODE_CONTINUES else group("REC", code)


def group(field: str, code: str | None) -> str:
    """The label of a code's group in a breakdown by this field: "not recorded" for no code.

    Raises ``KeyError`` for a field without groups, or for what is no code of any year.
    """
    return NOT_RECORDED if code is None else GROUPS[field][code]
