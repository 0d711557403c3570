"""Codes of where a child is placed, by whom, and why the placement changed: the Episodes module."""

from __future__ import annotations

from types import MappingProxyType

from timeline.domain.codes.model import Code, CodeList

_FOSTER_CHANGE = "the sources put the change from Q1 and Q2 between 2012-13 and 2015-16"
_TRACE_ONLY = "only traces are public: years and wording as remembered in research code"

PLACE = CodeList(
    name="placement type",
    field="PLACE",
    source="SSDA903, validation rules 146, 217t, 230; older codes: MastodonC/witan.cic",
    codes=(
        Code("U1", "foster, relative or friend, long term", 2013, note=_FOSTER_CHANGE),
        Code("U2", "foster, relative or friend, fostering for adoption", 2013, note=_FOSTER_CHANGE),
        Code("U3", "foster, relative or friend, neither", 2013, note=_FOSTER_CHANGE),
        Code("U4", "foster, other carer, long term", 2013, note=_FOSTER_CHANGE),
        Code("U5", "foster, other carer, fostering for adoption", 2013, note=_FOSTER_CHANGE),
        Code("U6", "foster, other carer, neither", 2013, note=_FOSTER_CHANGE),
        Code("Q1", "foster, relative or friend", last_year=2016, note=_FOSTER_CHANGE),
        Code("Q2", "foster, other carer", last_year=2016, note=_FOSTER_CHANGE),
        Code("F1", "foster, relative or friend, inside", last_year=2016, note=_TRACE_ONLY),
        Code("F2", "foster, own provision, inside", last_year=2016, note=_TRACE_ONLY),
        Code("F3", "foster, agency, inside", last_year=2016, note=_TRACE_ONLY),
        Code("F4", "foster, relative or friend, outside", last_year=2016, note=_TRACE_ONLY),
        Code("F5", "foster, own provision, outside", last_year=2016, note=_TRACE_ONLY),
        Code("F6", "foster, agency, outside", last_year=2016, note=_TRACE_ONLY),
        Code("A1", "placed for adoption, not current carer", last_year=2016, note=_TRACE_ONLY),
        Code("A2", "placed for adoption, current carer", last_year=2016, note=_TRACE_ONLY),
        Code("A3", "placed for adoption with consent, current carer"),
        Code("A4", "placed for adoption with consent, not current carer"),
        Code("A5", "placed for adoption with placement order, current carer"),
        Code("A6", "placed for adoption with placement order, not current carer"),
        Code("P1", "with parents or others with parental responsibility"),
        Code(
            "P2",
            "independent living",
            last_year=2025,
            note="not allowed from 28 October 2023; sources disagree whether the 2024-25 return still knew it",
        ),
        Code("P3", "residential employment"),
        Code(
            "H5",
            "semi-independent living, not a children's home",
            last_year=2025,
            note="sources disagree whether the 2024-25 return still knew it",
        ),
        Code("K1", "secure children's home"),
        Code("K2", "children's home"),
        Code("K3", "registered supported accommodation", 2025),
        Code("R1", "residential care home"),
        Code("R2", "NHS or other health establishment"),
        Code("R3", "family centre or mother and baby unit"),
        Code("R5", "young offender institution"),
        Code("S1", "residential school"),
        Code("T0", "any temporary move"),
        Code("T1", "temporary: in hospital"),
        Code("T2", "temporary: on holiday"),
        Code("T3", "temporary: carer on holiday"),
        Code("T4", "temporary: any other of seven days or less"),
        Code("M1", "missing over 24 hours, in refuge", last_year=2014),
        Code("M2", "missing over 24 hours, whereabouts known", last_year=2014),
        Code("M3", "missing over 24 hours, whereabouts unknown", last_year=2014),
        Code(
            "Z1",
            "other placement, listed to the department",
            last_year=2026,
            note="split into Z11-Z14 from 2025-26; one public source keeps it in that year as well",
        ),
        Code("Z11", "other placement, first of four", 2026, note="meaning not public"),
        Code("Z12", "other placement, second of four", 2026, note="meaning not public"),
        Code("Z13", "other placement, third of four", 2026, note="meaning not public"),
        Code("Z14", "other placement, fourth of four", 2026, note="meaning not public"),
    ),
)

PLACE_PROVIDER = CodeList(
    name="placement provider",
    field="PLACE_PROVIDER",
    source="SSDA903, validation rules 178, 526-531, 550",
    codes=(
        Code("PR0", "parent or other person with parental responsibility"),
        Code("PR1", "own provision"),
        Code("PR2", "other local authority"),
        Code("PR3", "other public provision"),
        Code("PR4", "private provision"),
        Code("PR5", "voluntary provision"),
    ),
)

ARTIFICIAL_REASON_PLACE_CHANGE = MappingProxyType(
    {
        "LIIAF": "LIIAF is written by a regional cleaning step that closes an episode the return "
        "left open; give the reason that the authority recorded, or leave it blank",
    }
)

REASON_PLACE_CHANGE = CodeList(
    name="reason for placement change",
    field="REASON_PLACE_CHANGE",
    source="SSDA903, validation rules 1009, 226, 233, 234; collected from 2015-16",
    artificial=ARTIFICIAL_REASON_PLACE_CHANGE,
    codes=(
        Code("CARPL", "change to or implementation of the care plan", 2016),
        Code("CLOSE", "resignation or closure of provision", 2016),
        Code("ALLEG", "allegation (section 47)", 2016),
        Code("STAND", "standards of care concern", 2016),
        Code("APPRR", "approval removed", 2016),
        Code("CREQB", "carer asked, child's behaviour", 2016),
        Code("CREQO", "carer asked, other reason", 2016),
        Code("CHILD", "child asked", 2016),
        Code("LAREQ", "responsible authority asked", 2016),
        Code("PLACE", "status of placement changed, same carer", 2016),
        Code("CUSTOD", "custody", 2019),
        Code("OTHER", "other", 2016),
    ),
)

PL_LOCATION = CodeList(
    name="placement location",
    field="PL_LOCATION",
    source="derived from postcodes by the department, validation rule 179",
    codes=(
        Code("IN", "inside the authority's boundary"),
        Code("OUT", "outside the authority's boundary"),
    ),
)

PL_LA = CodeList(
    name="local authority of placement",
    field="PL_LA",
    source="derived from postcodes by the department",
    numeric=True,
    codes=(
        Code("WAL", "Wales"),
        Code("SCO", "Scotland"),
        Code("NIR", "Northern Ireland"),
        Code("NUK", "outside the United Kingdom"),
        Code("CON", "confidential"),
    ),
    pattern="[0-9]{3}",
    pattern_meaning="a local authority in England, by its three-digit code",
)

PLACEMENTS = (PLACE, PLACE_PROVIDER, REASON_PLACE_CHANGE, PL_LOCATION, PL_LA)
