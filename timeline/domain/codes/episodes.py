"""Codes of why an episode starts and ends, of legal status and of need: the Episodes module."""

from __future__ import annotations

from types import MappingProxyType

from timeline.domain.codes.model import Code, CodeList

RNE = CodeList(
    name="reason for new episode",
    field="RNE",
    source="SSDA903, validation rule 143",
    codes=(
        Code("S", "started to be looked after"),
        Code("L", "change of legal status only"),
        Code("P", "change of placement and carer, same legal status"),
        Code("T", "change of placement record with the same carer, same legal status"),
        Code("B", "change of legal status, placement and carer on the same day"),
        Code("U", "change of legal status and placement record on one day, same carer"),
    ),
)

LS = CodeList(
    name="legal status",
    field="LS",
    source="SSDA903, validation rules 144, 445, 446, 451",
    codes=(
        Code("C1", "interim care order"),
        Code("C2", "full care order"),
        Code(
            "D1",
            "freeing order",
            last_year=2024,
            note="none may begin from 30 December 2005; the rules about running ones were kept to the 2023-24 return",
        ),
        Code("E1", "placement order", first_year=2006),
        Code("V2", "single period of accommodation under section 20"),
        Code("V3", "series of short-term breaks, each break recorded"),
        Code("V4", "series of short-term breaks, the agreement recorded"),
        Code("J1", "remanded to local authority or youth detention accommodation"),
        Code("J2", "local authority accommodation under PACE"),
        Code("J3", "youth rehabilitation order with residence or intensive fostering"),
        Code("L1", "police protection"),
        Code("L2", "emergency protection order"),
        Code("L3", "child assessment order"),
    ),
)

CIN = CodeList(
    name="category of need",
    field="CIN",
    source="SSDA903, validation rule 145",
    codes=(
        Code("N1", "abuse or neglect"),
        Code("N2", "child's disability"),
        Code("N3", "parental illness or disability"),
        Code("N4", "family in acute stress"),
        Code("N5", "family dysfunction"),
        Code("N6", "socially unacceptable behaviour"),
        Code("N7", "low income"),
        Code("N8", "absent parenting"),
    ),
)

ARTIFICIAL_REC = MappingProxyType(
    {
        "E99": "E99 is written by a regional cleaning step that closes an episode the return left "
        "open; give the reason that the authority recorded, or leave it open",
    }
)

REC = CodeList(
    name="reason episode ceased",
    field="REC",
    source="SSDA903, validation rule 149; years: first release SFR 41/2016 (E4, E13-E16), "
    "guidance of 2018-19 (special guardianship) and 2020-21 (E17)",
    artificial=ARTIFICIAL_REC,
    codes=(
        Code("X1", "a new episode starts on the same day"),
        Code("E2", "died"),
        Code("E3", "care taken over by another local authority in the United Kingdom"),
        Code("E4", "returned home to parents, relatives or others", last_year=2014),
        Code("E4A", "home to parents or others with responsibility, planned", first_year=2015),
        Code("E4B", "home to parents or others with responsibility, unplanned", first_year=2015),
        Code("E5", "independent living with formal support"),
        Code("E6", "independent living without formal support"),
        Code("E7", "to residential care of adult social care"),
        Code("E8", "any other reason"),
        Code("E9", "sentenced to custody"),
        Code("E11", "adopted, application unopposed"),
        Code("E12", "adopted, consent dispensed with"),
        Code("E13", "to live with others without parental responsibility", first_year=2015),
        Code("E14", "remand to accommodation ended", first_year=2015),
        Code("E15", "age assessment found 18 or over", first_year=2015),
        Code("E16", "moved abroad", first_year=2015),
        Code("E17", "18 or over and stayed with current carers", first_year=2021),
        Code("E41", "residence order or child arrangements order"),
        Code("E43", "special guardianship to former foster carer", last_year=2018),
        Code("E44", "special guardianship to other carer", last_year=2018),
        Code(
            "E45",
            "special guardianship to former foster carer, relative or friend",
            first_year=2019,
        ),
        Code("E46", "special guardianship to former foster carer, other", first_year=2019),
        Code("E47", "special guardianship to other carer, relative or friend", first_year=2019),
        Code("E48", "special guardianship to other carer, other", first_year=2019),
    ),
)

EPISODES = (RNE, LS, CIN, REC)
